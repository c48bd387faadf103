"""Loops through events, years and sets: what they go through, what they leave out, and what stays unknown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from socorg_rules.engines.compiled.connectives import as_connective
from socorg_rules.engines.compiled.indexing import Walk, write_index
from socorg_rules.engines.compiled.runtime import FOR_NOTHING
from socorg_rules.engines.compiled.scope import LISTS, Frame
from socorg_rules.engines.compiled.source import Code, Function, U
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

NOTHING_ASKED: Final = p.Constant(True)
"""The condition of a loop that asks nothing of its members itself."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop as far as it is written: its member, the frame of its body, whether members surely belong there.

    ``condition``: what is left to be asked of each member. ``alike``: where it is not sure whether they belong, it is
    so for all of them, and the first that comes into question tells as much as all.
    """

    member: str
    frame: Frame
    certain: bool
    condition: p.Plan = NOTHING_ASKED
    alike: bool = False


class Loops:
    """Writes the loops of one law."""

    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions
        self.module = expressions.module
        self.unknowns = expressions.unknowns
        self.remembers = expressions.unknowns.remembers

    def events(self, node: p.ListPlan, function: Function, *, certain: bool) -> None:
        """Writes a function that gives events, each with whether it belongs unless they are ``certain`` to."""
        walk = self.walk(node, Frame(function))

        def of_unknown(depth: int, loop: Loop) -> None:
            function.line(depth, function.giving("UnknownEvents(x_waits, b)"))

        def of_member(depth: int, loop: Loop) -> None:
            belongs = "True" if loop.certain else "b"
            function.line(depth, f"r.append({loop.member if certain else f'({loop.member}, {belongs})'})")

        function.line(1, "r = []")
        self.write(function, Frame(function), walk, None, of_member, of_unknown)
        function.line(1, function.giving("r"))

    # -- loops ---------------------------------------------------------------------------------------------

    def walk(self, domain: p.Domain, frame: Frame) -> Walk:
        """How to go through a domain, inside the function that does."""
        match domain:
            case p.Events(name=name):
                return Walk(self.expressions.scope.fact(name), True, True, (), name)
            case p.DefinedEvents(name=name, list_name=list_name):
                nature = self.expressions.natures.definition(name)
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
        condition: p.Plan = NOTHING_ASKED,
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
        if rows is not None and variable is not None:
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
        of_member(2, Loop(member, body, certain, condition, alike=not sure and not self.remembers))
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
                lambda name, source: self.unknowns.any_unknown([(name, source)]),
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
        open_ = [] if chosen.condition is None else [chosen.condition]
        limits = []
        for each in bounds(parts, variable):
            value = compiled(each.value)
            open_.append(value)
            limits.append((self.expressions.compile(each.year, frame).text, f"{each.operator!r}, {value.text}"))
        tests = [f"({code.text}) is {U}" for code in open_ if code.unknown and not self.remembers]
        if not self.remembers:
            # Without these no year comes to true: the first that may tells as much as all.
            needed = self.expressions.certainty.needed(p.All(parts.others), True)
            tests += [f"{self.expressions.scope.fact(fact)} is {U}" for fact in sorted(needed)]
        if tests:
            function.line(1, f"b = {U} if {' or '.join(tests)} else {'b' if unsure else 'True'}")
        return p.All(parts.others), not unsure and not tests, chosen, limits

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
            function.line(1, f"if x is {U}: {function.giving(U)}")
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

    # -- what stays unknown --------------------------------------------------------------------------------

    def remember(self, function: Function, depth: int, *names: str) -> None:
        """What of a member stays unknown; ``names`` are the variables that can be."""
        function.leaves_unknown = True
        function.line(depth, f"u += ({', '.join(names)},)" if self.remembers else "u = True")

    def leave(self, function: Function, depth: int, loop: Loop, *names: str) -> None:
        """The same of a member that may belong or not; ``names``: what else can be unknown."""
        if loop.certain:
            self.remember(function, depth, *names)
        elif not loop.alike:
            self.remember(function, depth, "b", *names)
        else:
            function.leaves_unknown = True
            function.line(depth, f"if b is not True: return {U}")
            if names:
                self.remember(function, depth, *names)

    @property
    def remembered(self) -> str:
        """The unknown value of a loop that left some."""
        return "waiting_for(*u)" if self.remembers else U
