"""Expressions over years: which rest on nothing but a year and the day asked about, and which need no year at all.

Conditions about report years are asked of every year, of most of them for nothing. What needs no year is asked once,
before the loop; what rests on nothing but a year and the day is looked up in a table, which leaves out the years that
the law alone rules out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from socorg_rules.engines.compiled.module import Module
from socorg_rules.engines.compiled.source import Code
from socorg_rules.feel import plan as p

DAY = "a"
"""The variable of tables of years that stands for the day asked about."""


@dataclass(slots=True)
class YearRows:
    """The years of a loop: a row for each, with what a table holds of it.

    ``columns``: the variables of the loop that hold expressions over the year, by their source.
    """

    member: str
    first: int
    last: str
    columns: dict[str, str] = field(default_factory=dict)

    def column(self, text: str, module: Module) -> str:
        """The variable that holds an expression over the year (:attr:`member`) and the day (:data:`DAY`)."""
        if text not in self.columns:
            self.columns[text] = module.fresh("v")
        return self.columns[text]

    @property
    def target(self) -> str:
        """What a row is taken apart into."""
        return ", ".join((self.member, *self.columns.values()))

    def place(self, column: str) -> int:
        """Where its rows have a column."""
        return 0 if column == self.member else [*self.columns.values()].index(column) + 1

    def table(self, condition: str, module: Module, *, ordered: bool) -> str:
        """The rows of the years for which a condition over the year and the day holds, as source.

        ``ordered``: somebody asks for the years up to a value or from one.
        """
        made = self.member
        if self.columns:
            row = self._function(f"{self.member}, {DAY}", f"({', '.join((self.member, *self.columns))})", module)
            made = f"{row}({self.member}, {DAY})"
        rows = f"[{made} for {self.member} in range({self.first}, {self.last} + 1) if {condition}]"
        if ordered:
            rows = f"Rows({rows}, {bool(self.columns)})"
        return f"{module.table(self._function(DAY, rows, module))}[s[0]]"

    def _function(self, parameters: str, text: str, module: Module) -> str:
        """A function, shared by all loops over the same years, whatever they call the year."""
        return module.expression(("years", re.sub(rf"\b{self.member}\b", "year", text)), parameters, text)


@dataclass(frozen=True, slots=True)
class YearCondition:
    """The operands of a condition on years.

    ``without``: those that need no year. ``only``: those that rest on nothing but the year and the day.
    """

    without: tuple[p.Plan, ...]
    only: tuple[p.Plan, ...]
    others: tuple[p.Plan, ...]


def year_condition(condition: p.Plan, year: str) -> YearCondition:
    """Sorts the operands of a Kleene *and*, which may be looked at in any order; ``year`` is the variable."""
    asked = operands(condition)
    without = tuple(each for each in asked if not mentions(each, year))
    only = tuple(each for each in asked if years_in(each, {year}))
    return YearCondition(without, only, tuple(each for each in asked if each not in without and each not in only))


def operands(condition: p.Plan) -> tuple[p.Plan, ...]:
    """The operands of a Kleene *and*, those of one inside it included."""
    if not isinstance(condition, p.All):
        return (condition,)
    return tuple(inner for each in condition.operands for inner in operands(each))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which years come into question: those for which ``only`` holds, or, where a record decides, more precisely.

    ``condition`` needs no year; where it is known, ``then`` or ``otherwise`` tells.
    """

    only: tuple[p.Plan, ...]
    condition: Code | None = None
    then: Selection | None = None
    otherwise: Selection | None = None


def selection(parts: YearCondition, year: str, compiled: Callable[[p.Plan], Code]) -> Selection:
    """The years for which a condition can hold; ``compiled`` compiles what needs no year."""
    for operand in parts.others:
        if isinstance(operand, p.Choice) and not mentions(operand.condition, year):
            branches = (
                selection(_together(parts.only, year_condition(branch, year)), year, compiled)
                for branch in (operand.then, operand.otherwise)
            )
            return Selection(parts.only, compiled(operand.condition), *branches)
    return Selection(parts.only)


def _together(only: tuple[p.Plan, ...], parts: YearCondition) -> YearCondition:
    return YearCondition(parts.without, (*only, *parts.only), parts.others)


def years_source(
    chosen: Selection,
    test: Callable[[tuple[p.Plan, ...]], str],
    table: Callable[[str], str],
    is_unknown: Callable[[str, str], str],
) -> str:
    """The years that come into question, as source.

    ``test`` compiles what rests on nothing but the year, ``table`` gives the rows for which a test holds,
    ``is_unknown`` tests a variable that it binds.
    """
    years = table(test(chosen.only))
    if chosen.condition is None or chosen.then is None or chosen.otherwise is None:
        return years
    then, otherwise = (years_source(each, test, table, is_unknown) for each in (chosen.then, chosen.otherwise))
    if not chosen.condition.unknown:
        return f"({then} if {chosen.condition.text} else {otherwise})"
    return f"({years} if {is_unknown('t', chosen.condition.text)} else {then} if t else {otherwise})"


@dataclass(frozen=True, slots=True)
class Bound:
    """``year operator value``, asked of every year, where ``value`` needs no year: the others need not be looked at."""

    year: p.Plan
    operator: str
    value: p.Plan


_FLIPPED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def bounds(parts: YearCondition, year: str) -> list[Bound]:
    """The bounds that a condition sets to the years."""
    found: list[Bound] = []
    for operand in parts.others:
        if not isinstance(operand, p.Compare) or operand.operator not in _FLIPPED:
            continue
        if years_in(operand.left, {year}) and _is_at_hand(operand.right, year):
            found.append(Bound(operand.left, operand.operator, operand.right))
        elif years_in(operand.right, {year}) and _is_at_hand(operand.left, year):
            found.append(Bound(operand.right, _FLIPPED[operand.operator], operand.left))
    return found


def _is_at_hand(node: p.Plan, year: str) -> bool:
    """Whether it costs little to look at something before it is certain that it is needed."""
    return isinstance(node, p.Fact | p.Defined | p.Variable | p.Element) and not mentions(node, year)


def mentions(node: p.AnyPlan, name: str) -> bool:
    """Whether a variable occurs in an expression."""
    return any(isinstance(each, p.Variable) and each.name == name for each in p.walk(node))


def years_in(node: p.AnyPlan, years: set[str]) -> set[str] | None:
    """The years that an expression rests on; None where it rests on something else besides them and the day."""
    if isinstance(node, p.Variable):
        return {node.name} if node.name in years else None
    if isinstance(node, _OF_NO_YEAR):
        return set()
    if not isinstance(node, _MADE_OF_OTHERS):
        return None
    found: set[str] = set()
    for child in p.children(node):
        inside = years_in(child, years)
        if inside is None:
            return None
        found |= inside
    return found


_OF_NO_YEAR: Final = (p.Constant, p.Parameter, p.AsOf)
_MADE_OF_OTHERS: Final = (
    p.DateInYear,
    p.ParameterOn,
    p.AddDuration,
    p.DatePart,
    p.Sum,
    p.Product,
    p.Compare,
    p.IsNull,
    p.Negation,
    p.All,
    p.AnyOf,
    p.Extreme,
    p.Choice,
)
