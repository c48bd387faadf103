"""The typed plan of an expression: what engines run.

A plan is smaller and stricter than the syntax tree: every name is resolved, every number is a whole number at
the scale its neighbours expect, unary tests and ranges have become comparisons, and nothing in it can raise,
whatever the record holds. Each node keeps the piece of source it came from, for explanations.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, Final, Literal

from socorg_rules.feel.syntax import Node as SyntaxNode
from socorg_rules.feel.syntax import NullLiteral, Span

CompareOperator = Literal["=", "!=", "<", "<=", ">", ">="]
COMPARISONS: Final[Mapping[CompareOperator, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
"""What comparing two known values comes to."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration as a value: calendar months or days, one of them zero."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNode:
    """What every node has: the piece of source it came from."""

    origin: SyntaxNode = field(default=NullLiteral(), compare=False, repr=False)

    @property
    def span(self) -> Span:
        return self.origin.span


@dataclass(frozen=True, slots=True)
class Constant(PlanNode):
    """A known value (``int`` at scale, ``date``, ``str``, ``bool``, :class:`Duration`, ``frozenset``) or null."""

    value: bool | int | date | str | Duration | frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Fact(PlanNode):
    """A field of the organization."""

    name: str


@dataclass(frozen=True, slots=True)
class Element(PlanNode):
    """A field of the event that ``variable`` stands for."""

    variable: str
    list_name: str
    name: str


@dataclass(frozen=True, slots=True)
class Variable(PlanNode):
    """A year, or a member of a set, that a quantifier walks over."""

    name: str


@dataclass(frozen=True, slots=True)
class AsOf(PlanNode):
    """The day asked about."""


@dataclass(frozen=True, slots=True)
class Parameter(PlanNode):
    """The value of a parameter on ``as_of``."""

    name: str


@dataclass(frozen=True, slots=True)
class ParameterOn(PlanNode):
    """The value of a parameter on a day; null before its first."""

    name: str
    day: Plan


@dataclass(frozen=True, slots=True)
class Defined(PlanNode):
    """A definition, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Decided(PlanNode):
    """What a decision comes to: an answer's value, true or false of the others, null where not applicable."""

    name: str


@dataclass(frozen=True, slots=True)
class DatePart(PlanNode):
    """The year, month or day of a date."""

    part: Literal["year", "month", "day"]
    day: Plan


@dataclass(frozen=True, slots=True)
class DateInYear(PlanNode):
    """The day ``month``-``day`` of a year, which is never 29 February."""

    year: Plan
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class AddDuration(PlanNode):
    """A date plus a duration, clamped to the end of the month."""

    day: Plan
    duration: Plan


@dataclass(frozen=True, slots=True)
class AddWorkingDays(PlanNode):
    """The ``count``-th working day after a date; unknown where the calendar of the year is not known."""

    day: Plan
    count: Plan


@dataclass(frozen=True, slots=True)
class DaysBetween(PlanNode):
    """Whole days from ``earlier`` to ``later``; negative when they stand the other way round."""

    later: Plan
    earlier: Plan


@dataclass(frozen=True, slots=True)
class Sum(PlanNode):
    """``left + right`` or ``left - right`` of whole numbers of one scale."""

    operator: Literal["+", "-"]
    left: Plan
    right: Plan


@dataclass(frozen=True, slots=True)
class Product(PlanNode):
    """A product of whole numbers; its scale is the sum of theirs."""

    left: Plan
    right: Plan


@dataclass(frozen=True, slots=True)
class Extreme(PlanNode):
    """The least or the greatest of some numbers or dates."""

    kind: Literal["min", "max"]
    operands: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Compare(PlanNode):
    """Two values of one type and scale."""

    operator: CompareOperator
    left: Plan
    right: Plan


@dataclass(frozen=True, slots=True)
class CompareCount(PlanNode):
    """``count(events) operator number``: settled as soon as every possible count gives one answer."""

    operator: CompareOperator
    events: ListPlan
    number: Plan


@dataclass(frozen=True, slots=True)
class IsNull(PlanNode):
    """Whether a value is null, a fact; unknown where the value is."""

    operand: Plan


@dataclass(frozen=True, slots=True)
class IsMember(PlanNode):
    """A term is in a set: a set of the record, of a parameter, or of constants."""

    value: Plan
    members: Plan


@dataclass(frozen=True, slots=True)
class All(PlanNode):
    """Kleene *and*."""

    operands: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class AnyOf(PlanNode):
    """Kleene *or*."""

    operands: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Negation(PlanNode):
    """Kleene *not*."""

    operand: Plan


@dataclass(frozen=True, slots=True)
class Choice(PlanNode):
    """``if``: unknown when its condition is."""

    condition: Plan
    then: Plan
    otherwise: Plan


@dataclass(frozen=True, slots=True)
class Events(PlanNode):
    """An event list of the record."""

    name: str


@dataclass(frozen=True, slots=True)
class DefinedEvents(PlanNode):
    """A definition that gives events."""

    name: str
    list_name: str


@dataclass(frozen=True, slots=True)
class Filtered(PlanNode):
    """The events for which a condition over ``variable`` holds."""

    events: ListPlan
    variable: str
    condition: Plan


@dataclass(frozen=True, slots=True)
class Years(PlanNode):
    """The years from ``low`` to ``high``, both included; crossed ends are empty."""

    low: int
    high: Plan


@dataclass(frozen=True, slots=True)
class Members(PlanNode):
    """The members of a set."""

    members: Plan


@dataclass(frozen=True, slots=True)
class Quantifier(PlanNode):
    """Whether a condition holds for some, or for every, member of a domain."""

    kind: Literal["some", "every"]
    variable: str
    domain: Domain
    condition: Plan


@dataclass(frozen=True, slots=True)
class Count(PlanNode):
    """How many events there are."""

    events: ListPlan


@dataclass(frozen=True, slots=True)
class SetSize(PlanNode):
    """How many members a set has."""

    members: Plan


@dataclass(frozen=True, slots=True)
class Aggregate(PlanNode):
    """``sum``, ``min`` or ``max`` of one field of some events; null when there is none."""

    kind: Literal["sum", "min", "max"]
    events: ListPlan
    field_name: str


ListPlan = Events | DefinedEvents | Filtered
Domain = ListPlan | Years | Members
Plan = (
    Constant
    | Fact
    | Element
    | Variable
    | AsOf
    | Parameter
    | ParameterOn
    | Defined
    | Decided
    | DatePart
    | DateInYear
    | AddDuration
    | AddWorkingDays
    | DaysBetween
    | Sum
    | Product
    | Extreme
    | Compare
    | CompareCount
    | IsNull
    | IsMember
    | All
    | AnyOf
    | Negation
    | Choice
    | Quantifier
    | Count
    | SetSize
    | Aggregate
)
AnyPlan = Plan | Domain


def children(node: AnyPlan) -> tuple[AnyPlan, ...]:
    """The nodes directly below a node, in the order in which they are written."""
    below = BELOW.get(node.__class__)
    return () if below is None else below(node)


PARTS: Final[dict[type[PlanNode], tuple[str, ...]]] = {
    **dict.fromkeys((ParameterOn, DatePart), ("day",)),
    **dict.fromkeys((IsNull, Negation), ("operand",)),
    **dict.fromkeys((Count, Aggregate), ("events",)),
    **dict.fromkeys((Members, SetSize), ("members",)),
    **dict.fromkeys((Extreme, All, AnyOf), ("operands",)),
    **dict.fromkeys((Sum, Product, Compare), ("left", "right")),
    DateInYear: ("year",),
    Years: ("high",),
    AddDuration: ("day", "duration"),
    AddWorkingDays: ("day", "count"),
    DaysBetween: ("later", "earlier"),
    CompareCount: ("events", "number"),
    IsMember: ("value", "members"),
    Choice: ("condition", "then", "otherwise"),
    Filtered: ("events", "condition"),
    Quantifier: ("domain", "condition"),
}
"""The names of what is directly below a node, by its class; classes that never have anything there are left out."""


def _giving(parts: tuple[str, ...]) -> Callable[[Any], tuple[AnyPlan, ...]]:
    first, *others = parts
    if others or first == "operands":
        return attrgetter(*parts)
    return lambda node: (getattr(node, first),)


BELOW: Final = {kind: _giving(parts) for kind, parts in PARTS.items()}
"""What gives the nodes directly below one, by its class."""


def walk(node: AnyPlan) -> list[AnyPlan]:
    """A node and everything below it."""
    found: list[AnyPlan] = []
    waiting: list[AnyPlan] = [node]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting.extend(children(current))
    return found


def list_of(events: ListPlan) -> str:
    """The event list of the record from which some events come."""
    match events:
        case Events(name=name):
            return name
        case DefinedEvents(list_name=list_name):
            return list_name
        case Filtered(events=inner):
            return list_of(inner)
