"""Small mistakes that could have been made in an expression, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Literal

from socorg_rules.feel import syntax as s
from socorg_rules.feel.printer import print_expression, print_unary_tests

Operator = Literal["number", "date", "duration", "comparison", "condition", "member", "scope", "exception", "since"]
"""What a mutant changes. All but the last three are found inside expressions, too."""

_OTHER_COMPARISON: Final[dict[s.ComparisonOperator, s.ComparisonOperator]] = {
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "=": "!=",
    "!=": "=",
}
_MONTHS_OF_YEAR: Final = 12
_COMMON_YEAR: Final = 2001
"""Any year without 29 February, which ``date(year, month, day)`` can't name."""

Rebuild = Callable[[s.Node], s.Node]
"""The whole tree with another node at one place."""
StepOf = Callable[[s.NumberLiteral, Rebuild], Decimal]
"""The smallest step of a number where it stands."""


@dataclass(frozen=True, slots=True)
class Change:
    """A tree with one small thing otherwise: ``was`` is the node that changed, ``became`` what it became.

    ``became`` is None where ``was`` was dropped.
    """

    operator: Operator
    was: s.Node
    became: s.Node | None
    tree: s.Node


def changes_of(tree: s.Node, step_of: StepOf) -> Iterator[Change]:
    """Every change of a tree, in the order of its text."""
    for node, rebuild in _nodes(tree, lambda new: new):
        if isinstance(node, s.NumberLiteral):
            step = step_of(node, rebuild)
            for value in (node.value - step, node.value + step):
                number = replace(node, value=value)
                yield Change("number", node, number, rebuild(number))
        for operator, was, became, replacement in _changes_at(node):
            yield Change(operator, was, became, rebuild(replacement))


def written(node: s.Node) -> str:
    """A node as an expression writes it."""
    match node:
        case s.CompareTest() | s.RangeTest() | s.ValueTest():
            return print_unary_tests(s.Tests(False, (node,)))
        case _:
            return print_expression(node)  # type: ignore[arg-type]  # a mutant changes expressions and tests only


def shifted(months: int, days: int) -> Iterator[tuple[int, int]]:
    """A duration one unit shorter and one longer: a year if it is of whole years, else a month, or a day."""
    if months:
        step = _MONTHS_OF_YEAR if months % _MONTHS_OF_YEAR == 0 else 1
        yield months - step, 0
        yield months + step, 0
    else:
        if days:
            yield 0, days - 1
        yield 0, days + 1


def neighbours(day: date) -> tuple[date, date]:
    """The day before and the day after."""
    return day - timedelta(days=1), day + timedelta(days=1)


def _nodes(node: s.Node, rebuild: Rebuild) -> Iterator[tuple[s.Node, Rebuild]]:
    """A node and all below it, each with how the whole looks when another stands there."""
    yield node, rebuild
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, s.Node):
            yield from _nodes(value, _in_field(node, item.name, rebuild))
        elif isinstance(value, tuple) and item.name != "span":
            for index, child in enumerate(value):
                yield from _nodes(child, _in_tuple(node, item.name, index, rebuild))


def _in_field(node: s.Node, name: str, rebuild: Rebuild) -> Rebuild:
    return lambda new: rebuild(_replaced(node, name, new))


def _in_tuple(node: s.Node, name: str, index: int, rebuild: Rebuild) -> Rebuild:
    items = getattr(node, name)
    return lambda new: rebuild(_replaced(node, name, (*items[:index], new, *items[index + 1 :])))


def _replaced(node: s.Node, name: str, value: object) -> s.Node:
    changed: dict[str, Any] = {name: value}
    return replace(node, **changed)


def _neighbouring_days(node: s.DateOf) -> Iterator[s.DateOf]:
    for day in neighbours(date(_COMMON_YEAR, node.month, node.day)):
        year = node.year
        if day.year != _COMMON_YEAR:
            operator: s.ArithmeticOperator = "+" if day.year > _COMMON_YEAR else "-"
            year = s.Arithmetic(operator, year, s.NumberLiteral(Decimal(1)), span=year.span)
        yield replace(node, year=year, month=day.month, day=day.day)


def _changes_at(node: s.Node) -> Iterator[tuple[Operator, s.Node, s.Node | None, s.Node]]:
    """What can change at a node itself: the operator, what was, what became, and the new node."""
    match node:
        case s.DateLiteral(value=value):
            for day in neighbours(value):
                literal = replace(node, value=day)
                yield "date", node, literal, literal
        case s.DurationLiteral(months=months, days=days):
            for new_months, new_days in shifted(months, days):
                duration = replace(node, months=new_months, days=new_days)
                yield "duration", node, duration, duration
        case s.DateOf():
            for day_of in _neighbouring_days(node):
                yield "date", node, day_of, day_of
        case s.Comparison(operator=operator) | s.CompareTest(operator=operator):
            comparison = replace(node, operator=_OTHER_COMPARISON[operator])
            yield "comparison", node, comparison, comparison
        case s.RangeTest(low_included=low_included, high_included=high_included):
            for other in (replace(node, low_included=not low_included), replace(node, high_included=not high_included)):
                yield "comparison", node, other, other
        case s.Between(value=value, low=low, high=high):
            for low_included in (False, True):
                test = s.RangeTest(low, high, low_included, not low_included, span=node.span)
                inside = s.In(value, (test,), span=node.span)
                yield "comparison", node, inside, inside
        case s.Filter(base=base, condition=condition):
            yield "condition", condition, None, base
        case s.And(operands=operands) | s.Or(operands=operands):
            for index, operand in enumerate(operands):
                rest = (*operands[:index], *operands[index + 1 :])
                yield "condition", operand, None, rest[0] if len(rest) == 1 else replace(node, operands=rest)
        case s.In(tests=tests) if len(tests) > 1:
            for index, dropped in enumerate(tests):
                yield "member", dropped, None, replace(node, tests=(*tests[:index], *tests[index + 1 :]))
        case s.ListLiteral(items=items) if len(items) > 1:
            for index, item in enumerate(items):
                yield "member", item, None, replace(node, items=(*items[:index], *items[index + 1 :]))
