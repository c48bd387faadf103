"""From quantifiers, counts and aggregates over events to functions with a loop.

Each becomes a function of its own, with the facts (``s``) and the loop variables around it as arguments, so that the
expression it stands in still stops as soon as it is settled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from socorg_rules.engines.compiled.connectives import negated, write_branches
from socorg_rules.engines.compiled.kept_years import kept_years, nearest_kept_year
from socorg_rules.engines.compiled.loops import NOTHING_ASKED, Loop
from socorg_rules.engines.compiled.runtime import settled_count
from socorg_rules.engines.compiled.scope import Frame
from socorg_rules.engines.compiled.source import PYTHON_OPERATORS, Code, Function, U
from socorg_rules.feel import plan as p

if TYPE_CHECKING:
    from socorg_rules.engines.compiled.expressions import Expressions

LoopPlan = p.Quantifier | p.CompareCount | p.Count | p.Aggregate


class LoopExpressions:
    """Writes the functions of such expressions for one law."""

    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions
        self.loops = expressions.loops
        self.module = expressions.module
        self.unknowns = expressions.unknowns

    def compile(self, node: LoopPlan, frame: Frame) -> Code:
        """The call of a function that goes through a loop; it is written when it is first called.

        Inside another loop it is written at once, since it tells which variables it needs.
        """
        if isinstance(node, p.Quantifier):
            nearest = nearest_kept_year(self.loops, node, frame)
            if nearest is not None:
                return nearest
        name, arguments = self.module.fresh("q"), "s"
        if frame.variables:
            function = Function(name)
            unknown = self._write_whole(node, function, frame)
            self.module.add(function)
            for variable in function.outer:
                frame.function.use(variable)
            arguments = function.arguments
        else:
            unknown = self.expressions.natures.may_be_unknown(node)
            around = Frame(Function(""), present=frame.present)
            self.module.add_later(name, lambda: self._written(node, Function(name), around))
        call = f"{name}({arguments})"
        # What is filtered out of none is none, and need not be filtered; events that are not there are not asked about.
        events = node.domain if isinstance(node, p.Quantifier) else node.events
        if not isinstance(node, p.CompareCount) and not isinstance(events, p.Years | p.Members):
            call = f"({call} if {self.expressions.scope.fact(p.list_of(events))} else {_of_nothing(node)})"
        return Code(call, unknown, null=isinstance(node, p.Aggregate), loops=True)

    def _written(self, node: LoopPlan, function: Function, frame: Frame) -> Function:
        self._write_whole(node, function, frame)
        return function

    def _write_whole(self, node: LoopPlan, function: Function, frame: Frame) -> bool:
        """Writes the function of an expression; the result: whether it can be unknown."""
        match node:
            case p.Quantifier():
                return self._quantifier(node, function, frame)
            case p.CompareCount():
                return self._compare_count(node, function, frame)
            case p.Count():
                return self._count(node, function, frame)
        return self._aggregate(node, function, frame)

    def _quantifier(self, node: p.Quantifier, function: Function, frame: Frame) -> bool:
        settles, otherwise = ("True", "False") if node.kind == "some" else ("False", "True")

        def of_unknown(depth: int, loop: Loop) -> None:
            body = self.expressions.compile(node.condition, loop.frame)
            function.line(depth, f"t = {body.text}")
            function.line(depth, f"return x_waits if t is {otherwise} else waiting_for(x_waits, b, t)")

        # Of an *every* no operand may be asked first: one that fails for a year settles it, and not the whole.
        asked = node.condition if node.kind == "some" else NOTHING_ASKED

        def of_member(depth: int, loop: Loop) -> None:
            condition = loop.condition if node.kind == "some" else node.condition
            body = self.expressions.compile(condition, loop.frame)
            if node.kind == "every":
                body = negated(self.unknowns, body, function)

            def found(depth: int) -> None:
                if loop.certain:
                    function.line(depth, f"return {settles}")
                else:
                    function.line(depth, f"if b is True: return {settles}")
                    self.loops.leave(function, depth, loop)

            def unsure(depth: int, names: list[str]) -> None:
                self.loops.leave(function, depth, loop, *names)

            write_branches(self.unknowns, function, depth, body, found, unsure, "continue")

        kept = None if self.loops.remembers else kept_years(self.loops, node, frame.variables)
        walk, asked = kept or (self.loops.walk(node.domain, frame.inside(function, {})), asked)
        self.loops.write(function, frame, walk, node.variable, of_member, of_unknown, asked)
        unsettled = f"{self.loops.remembered} if u else " if function.leaves_unknown else ""
        function.line(1, f"return {unsettled}{otherwise}")
        return walk.unknown or function.leaves_unknown

    def _compare_count(self, node: p.CompareCount, function: Function, frame: Frame) -> bool:
        number = self.expressions.compile(node.number, frame.inside(function, {}))
        function.line(1, f"n = {number.text}")

        def of_unknown(depth: int, loop: Loop) -> None:
            function.line(depth, "return waiting_for(x_waits, b, n)")

        walk = self.loops.walk(node.events, frame.inside(function, {}))
        function.line(1, "least = most = 0")
        self.loops.write(function, frame, walk, None, self._counting(function), of_unknown)
        unsure = function.leaves_unknown
        if number.unknown:
            waits = "waiting_for(n, *u)" if self.loops.remembers and unsure else "n" if self.loops.remembers else U
            function.line(1, f"if {self.unknowns.is_unknown('n')}: return {waits}")
        if number.null:
            function.line(1, "if n is None: return False")
        if unsure:
            settle = self.module.shared(settled_count, settled_count)
            function.line(1, f"r = {settle}({node.operator!r}, least, most, n)")
            function.line(1, f"return {self.loops.remembered} if r is None else r")
        else:
            function.line(1, f"return least {PYTHON_OPERATORS[node.operator]} n")
        return walk.unknown or unsure or number.unknown

    def _count(self, node: p.Count, function: Function, frame: Frame) -> bool:
        def of_unknown(depth: int, loop: Loop) -> None:
            function.line(depth, "return waiting_for(x_waits, b)")

        walk = self.loops.walk(node.events, frame.inside(function, {}))
        function.line(1, "least = most = 0")
        self.loops.write(function, frame, walk, None, self._counting(function), of_unknown)
        if function.leaves_unknown:
            function.line(1, f"if u: return {self.loops.remembered}")
        function.line(1, "return least")
        return walk.unknown or function.leaves_unknown

    def _aggregate(self, node: p.Aggregate, function: Function, frame: Frame) -> bool:
        walk = self.loops.walk(node.events, frame.inside(function, {}))
        assert walk.list_name is not None
        element = p.Element("", walk.list_name, node.field_name)
        function.line(1, "values = []")

        def of_unknown(depth: int, loop: Loop) -> None:
            function.line(depth, "return waiting_for(x_waits, b)")

        def of_member(depth: int, loop: Loop) -> None:
            value = self.expressions.compile(element, loop.frame)
            if not loop.certain:
                function.line(depth, "if b is not True:")
                self.loops.remember(function, depth + 1, "b")
            if value.unknown:
                function.line(depth, f"v = {value.text}")
                function.line(depth, f"if {self.unknowns.is_unknown('v')}:")
                self.loops.remember(function, depth + 1, "v")
                function.line(depth, "else: values.append(v)")
            else:
                function.line(depth, f"values.append({value.text})")

        self.loops.write(function, frame, walk, "", of_member, of_unknown)
        if function.leaves_unknown:
            function.line(1, f"if u: return {self.loops.remembered}")
        function.line(1, f"return {node.kind}(values) if values else None")
        return walk.unknown or function.leaves_unknown

    def _counting(self, function: Function) -> Callable[[int, Loop], None]:
        def of_member(depth: int, loop: Loop) -> None:
            if loop.certain:
                function.line(depth, "least += 1; most += 1")
            else:
                function.line(depth, "most += 1")
                function.line(depth, "if b is True: least += 1")
                function.line(depth, "else:")
                self.loops.remember(function, depth + 1, "b")

        return of_member


def _of_nothing(node: p.Quantifier | p.Count | p.Aggregate) -> str:
    """What an expression comes to if there are no events."""
    match node:
        case p.Quantifier(kind=kind):
            return "False" if kind == "some" else "True"
        case p.Count():
            return "0"
    return "None"
