"""From quantifiers, counts and aggregates over events to functions with a loop.

Each becomes a function of its own, with the facts (``s``) and the loop variables around it as arguments, so that the
expression it stands in still stops as soon as it is settled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from socorg_rules.engines.compiled.connectives import as_connective, negated, write_branches
from socorg_rules.engines.compiled.indexing import Walk, write_index
from socorg_rules.engines.compiled.kept_years import kept_years
from socorg_rules.engines.compiled.runtime import FOR_NOTHING, settled_count
from socorg_rules.engines.compiled.scope import LISTS, Frame
from socorg_rules.engines.compiled.source import PYTHON_OPERATORS, Code, Function, U
from socorg_rules.engines.compiled.years import (
    DAY,
    Selection,
    YearRows,
    bounds,
    selection,
    year_condition,
    years_source,
)
from socorg_rules.feel import plan as p

if TYPE_CHECKING:
    from socorg_rules.engines.compiled.expressions import Expressions

_NOTHING: Final = p.Constant(True)
"""The condition of a loop that asks nothing of its members itself."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop as far as it is written: its member, the frame of its body, whether members surely belong there.

    ``condition``: what is left to be asked of each member.
    """

    member: str
    frame: Frame
    certain: bool
    condition: p.Plan = _NOTHING


class Loops:
    """Writes functions with loops for one law."""

    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions
        self.module = expressions.module
        self.unknowns = expressions.unknowns
        self.remembers = expressions.unknowns.remembers

    # -- expressions ---------------------------------------------------------------------------------------

    def quantifier(self, node: p.Quantifier, frame: Frame) -> Code:
        settles, otherwise = ("True", "False") if node.kind == "some" else ("False", "True")
        function = Function(self.module.fresh("q"))

        def of_unknown(depth: int, loop: Loop) -> None:
            body = self.expressions.compile(node.condition, loop.frame)
            function.line(depth, f"t = {body.text}")
            function.line(depth, f"return x_waits if t is {otherwise} else waiting_for(x_waits, b, t)")

        # Of an *every* no operand may be asked first: one that fails for a year settles it, and not the whole.
        asked = node.condition if node.kind == "some" else _NOTHING

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
                    self.remember(function, depth, "b")

            def unsure(depth: int, names: list[str]) -> None:
                self.remember(function, depth, *([] if loop.certain else ["b"]), *names)

            write_branches(self.unknowns, function, depth, body, found, unsure, "continue")

        kept = None if self.remembers else kept_years(self, node, frame.variables)
        walk, asked = kept or (self.walk(node.domain, frame.inside(function, {})), asked)
        self.write(function, frame, walk, node.variable, of_member, of_unknown, asked)
        unsettled = f"{self.remembered} if u else " if function.leaves_unknown else ""
        function.line(1, f"return {unsettled}{otherwise}")
        return self._call(function, walk, otherwise, frame)

    def compare_count(self, node: p.CompareCount, frame: Frame) -> Code:
        function = Function(self.module.fresh("q"))
        number = self.expressions.compile(node.number, frame.inside(function, {}))
        function.line(1, f"n = {number.text}")

        def of_unknown(depth: int, loop: Loop) -> None:
            function.line(depth, "return waiting_for(x_waits, b, n)")

        walk = self.walk(node.events, frame.inside(function, {}))
        function.line(1, "least = most = 0")
        self.write(function, frame, walk, None, self._counting(function), of_unknown)
        unsure = function.leaves_unknown
        if number.unknown:
            waits = "waiting_for(n, *u)" if self.remembers and unsure else "n" if self.remembers else U
            function.line(1, f"if {self.unknowns.is_unknown('n')}: return {waits}")
        if number.null:
            function.line(1, "if n is None: return False")
        if unsure:
            settle = self.module.shared(settled_count, settled_count)
            function.line(1, f"r = {settle}({node.operator!r}, least, most, n)")
            function.line(1, f"return {self.remembered} if r is None else r")
        else:
            function.line(1, f"return least {PYTHON_OPERATORS[node.operator]} n")
        called = self._call(function, walk, None, frame)
        return Code(called.text, called.unknown or number.unknown, loops=True)

    def count(self, node: p.Count, frame: Frame) -> Code:
        function = Function(self.module.fresh("q"))

        def of_unknown(depth: int, loop: Loop) -> None:
            function.line(depth, "return waiting_for(x_waits, b)")

        walk = self.walk(node.events, frame.inside(function, {}))
        function.line(1, "least = most = 0")
        self.write(function, frame, walk, None, self._counting(function), of_unknown)
        if function.leaves_unknown:
            function.line(1, f"if u: return {self.remembered}")
        function.line(1, "return least")
        return self._call(function, walk, "0", frame)

    def aggregate(self, node: p.Aggregate, frame: Frame) -> Code:
        function = Function(self.module.fresh("q"))
        walk = self.walk(node.events, frame.inside(function, {}))
        assert walk.list_name is not None
        element = p.Element("", walk.list_name, node.field_name)
        function.line(1, "values = []")

        def of_unknown(depth: int, loop: Loop) -> None:
            function.line(depth, "return waiting_for(x_waits, b)")

        def of_member(depth: int, loop: Loop) -> None:
            value = self.expressions.compile(element, loop.frame)
            if not loop.certain:
                function.line(depth, "if b is not True:")
                self.remember(function, depth + 1, "b")
            if value.unknown:
                function.line(depth, f"v = {value.text}")
                function.line(depth, f"if {self.unknowns.is_unknown('v')}:")
                self.remember(function, depth + 1, "v")
                function.line(depth, "else: values.append(v)")
            else:
                function.line(depth, f"values.append({value.text})")

        self.write(function, frame, walk, "", of_member, of_unknown)
        if function.leaves_unknown:
            function.line(1, f"if u: return {self.remembered}")
        function.line(1, f"return {node.kind}(values) if values else None")
        called = self._call(function, walk, "None", frame)
        return Code(called.text, called.unknown, null=True, loops=True)

    def events(self, node: p.ListPlan, function: Function) -> bool:
        """Writes events into ``r``, each with whether it belongs unless all surely do (the result)."""
        walk = self.walk(node, Frame(function))

        def of_unknown(depth: int, loop: Loop) -> None:
            function.line(depth, "return UnknownEvents(x_waits, b)")

        certain = True

        def of_member(depth: int, loop: Loop) -> None:
            nonlocal certain
            certain = loop.certain
            function.line(depth, f"r.append({loop.member if loop.certain else f'({loop.member}, b)'})")

        function.line(1, "r = []")
        self.write(function, Frame(function), walk, None, of_member, of_unknown)
        return certain

    # -- loops ---------------------------------------------------------------------------------------------

    def walk(self, domain: p.Domain, frame: Frame) -> Walk:
        """How to go through a domain, inside the function that does."""
        match domain:
            case p.Events(name=name):
                self.expressions.scope.columns.setdefault(name, [])
                return Walk(self.expressions.scope.fact(name), True, True, (), name)
            case p.DefinedEvents(name=name, list_name=list_name):
                nature = self.expressions.defined(name)
                return Walk(self.expressions.scope.found(nature), True, nature.certain, (), list_name)
            case p.Filtered(events=events, variable=variable, condition=condition):
                base = self.walk(events, frame)
                filters = (*base.filters, (variable, condition))
                return Walk(base.source, base.unknown, base.certain, filters, base.list_name)
            case p.Years(low=low, high=high):
                last = self.expressions.compile(high, Frame(Function(""), day=DAY))
                return Walk("", False, True, (), None, years=(low, last.text))
            case p.Members(members=members):
                terms = self.expressions.compile(members, frame)
                return Walk(f"({terms.text} or ())" if terms.null else terms.text, terms.unknown, True, (), None)

    def write(  # noqa: PLR0913, PLR0917 - what a loop is made of
        self,
        function: Function,
        frame: Frame,
        walk: Walk,
        variable: str | None,
        of_member: Callable[[int, Loop], None],
        of_unknown: Callable[[int, Loop], None],
        condition: p.Plan = _NOTHING,
    ) -> None:
        """A loop with a body; ``u`` holds what stays unknown. An unknown list ends the function.

        ``condition``: what is asked of each member; if it never is true, the function gives False.
        """
        member = self.module.fresh("e")
        function.bound.add(member)
        names = {name: member for name, _ in walk.filters}
        if variable is not None:
            names[variable] = member
        rows = None if walk.years is None else YearRows(member, *walk.years)
        body = frame.inside(function, names, {} if rows is None else dict.fromkeys(names, rows))
        sure, chosen = True, Selection(())
        limits: list[tuple[str, str]] = []
        if rows is not None and variable is not None and not self.remembers:
            condition, sure, chosen, limits = self._write_years(function, body, variable, condition)
        head_of_loop = len(function.lines)
        function.line(1, f"x = {walk.source}")
        start = len(function.lines)
        if walk.unknown:
            self._write_unknown(function, Loop(member, body, certain=False), walk, of_unknown)
        if rows is None and not self.remembers:
            asked = (condition, *(filter_ for _, filter_ in walk.filters))
            write_index(self.expressions, function, frame, walk, names, asked)
        head = len(function.lines)
        certain = self._write_filters(function, body, walk, 2) and sure
        of_member(2, Loop(member, body, certain, condition))
        lines = function.lines[head:]
        del function.lines[head:]
        function.line(1, f"for {member} in x:" if walk.certain else f"for {member}, b in x:")
        if walk.certain and not certain and sure:
            function.line(2, "b = True")
        function.lines += lines
        if rows is not None:
            # Which columns its rows have is known only now.
            loop = function.lines.index(f"    for {member} in x:", head_of_loop)
            function.lines[loop] = f"    for {rows.target} in x:"
            years = years_source(
                chosen,
                lambda only: self._years_test(body, rows, only),
                lambda test: rows.table(test, self.module, ordered=bool(limits)),
            )
            if limits:
                narrow = ", ".join(f"({rows.place(column)}, {rest})" for column, rest in limits)
                years = f"{years}.between({narrow})"
            function.lines[head_of_loop] = f"    x = {years}"
            function.bound.update(rows.columns.values())
            function.outer -= function.bound
        if function.leaves_unknown:
            function.lines.insert(start, "    u = []" if self.remembers else "    u = False")

    def _write_years(
        self, function: Function, frame: Frame, variable: str, condition: p.Plan
    ) -> tuple[p.Plan, bool, Selection, list[tuple[str, str]]]:
        """What remains to be asked of each year, whether the rest surely holds, and which years come into question.

        Where it is not sure, ``b`` is unknown, as for members of which it is not sure whether they belong. Last come
        the bounds of the years: a column of their rows, and how it compares with what.
        """
        parts = year_condition(condition, variable)
        unsure: list[p.Plan] = []
        for operand in parts.without:
            code = self.expressions.compile(operand, frame)
            frame.present |= self.expressions.present(operand, "False")
            if code.unknown:
                unsure.append(operand)
            else:
                function.line(1, f"if not {code.text}: return False")
        if unsure:
            function.line(1, f"b = {self.expressions.compile(p.All(tuple(unsure)), frame).text}")
            function.line(1, "if b is False: return False")

        def compiled(plan: p.Plan) -> Code:
            return self.expressions.compile(plan, frame)

        chosen = selection(parts, variable, compiled)
        frame.present |= self.expressions.present(p.All(parts.only), "False")
        limits = [
            (self.expressions.compile(each.year, frame).text, f"{each.operator!r}, {compiled(each.value).text}")
            for each in bounds(parts, variable)
        ]
        return p.All(parts.others), not unsure, chosen, limits

    def _years_test(self, frame: Frame, rows: YearRows, only: tuple[p.Plan, ...]) -> str:
        """Whether a year comes into question, as source."""
        in_table = Frame(
            Function(""), {name: rows.member for name in frame.years if frame.years[name] is rows}, day=DAY
        )
        return self.expressions.compile(p.All(only), in_table).text

    def _write_unknown(
        self, function: Function, loop: Loop, walk: Walk, of_unknown: Callable[[int, Loop], None]
    ) -> None:
        """What follows where nobody handed the list in."""
        if not self.remembers:
            function.line(1, f"if x is {U}: return {U}")
            return
        if walk.list_name is None:
            function.line(1, "if x.__class__ is W:")
            function.line(2, f"x_waits, b, {loop.member} = x, FOR_NOTHING, FOR_NOTHING")
        else:
            function.line(1, "if x.__class__ is UnknownEvents:")
            fields = len(LISTS[walk.list_name].fields)
            nobody = self.module.shared(("member of an unknown list", fields), (FOR_NOTHING,) * fields)
            function.line(2, f"x_waits, b, {loop.member} = x.list, x.belongs, {nobody}")
        for _, condition in walk.filters:
            code = self.expressions.compile(condition, loop.frame)
            function.line(2, f"b = waiting_for(b, {code.text})")
        of_unknown(2, loop)

    def _write_filters(self, function: Function, frame: Frame, walk: Walk, depth: int) -> bool:
        certain = walk.certain
        for _, condition in walk.filters:
            code = self.expressions.compile(condition, frame)
            if not code.unknown:
                function.line(depth, f"if not {code.text}: continue")
                continue
            parts = as_connective(code, "False", function)
            function.line(depth, f"if {' or '.join(parts.tests)}: continue")
            unsure = self.unknowns.any_unknown((name, None) for name in parts.names)
            joined = f"waiting_for(b, {', '.join(parts.names)})" if self.remembers else U
            function.line(depth, f"if {unsure}: b = {joined}")
            certain = False
        return certain

    def _counting(self, function: Function) -> Callable[[int, Loop], None]:
        def of_member(depth: int, loop: Loop) -> None:
            if loop.certain:
                function.line(depth, "least += 1; most += 1")
            else:
                function.line(depth, "most += 1")
                function.line(depth, "if b is True: least += 1")
                function.line(depth, "else:")
                self.remember(function, depth + 1, "b")

        return of_member

    # -- what stays unknown --------------------------------------------------------------------------------

    def remember(self, function: Function, depth: int, *names: str) -> None:
        """What of a member stays unknown; ``names`` are the variables that can be."""
        function.leaves_unknown = True
        function.line(depth, f"u += ({', '.join(names)},)" if self.remembers else "u = True")

    @property
    def remembered(self) -> str:
        """The unknown value of a loop that left some."""
        return "waiting_for(*u)" if self.remembers else U

    # -- calls ---------------------------------------------------------------------------------------------

    def _call(self, function: Function, walk: Walk, of_nothing: str | None, frame: Frame) -> Code:
        """The call of a function; events that are not there are not asked about."""
        self.module.add(function)
        for variable in function.outer:
            frame.function.use(variable)
        call = f"{function.name}({function.arguments})"
        if walk.list_name is not None and of_nothing is not None:
            # The record's own list: what is filtered out of none is none, and need not be filtered.
            call = f"({call} if {self.expressions.scope.fact(walk.list_name)} else {of_nothing})"
        return Code(call, walk.unknown or function.leaves_unknown, loops=True)
