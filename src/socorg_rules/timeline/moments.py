"""When a decision could change: the moments at which something that its expressions look at turns.

Between two such moments every comparison with the day asked about comes out the same, every date of the record is as
visible, every parameter has its value and every rule is as much in force as before: so the decision is the same, too.
What is found is a superset. A moment names where a day comes from (a date of the record, a day of every year, a fixed
day) and what is added to it, so that it is found once for a law and holds for every organization.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from itertools import product
from typing import Final, TypeVar

from socorg_rules.feel import plan as p
from socorg_rules.feel.types import NumberType
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, FieldSpec
from socorg_rules.rulesets.plan import DecisionPlan, LawPlan, PlanValue, RulePlan
from socorg_rules.timeline.settling import Settling


@dataclass(frozen=True, slots=True)
class RecordDate:
    """A date of the record: a field of the organization, or of the events of a list."""

    list_name: str | None
    field: str


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day of every year."""

    month: int
    day: int


class EveryDay(Enum):
    """Stands for all days, where an expression does with the day asked about what nothing can be said of."""

    EVERY_DAY = "every day"


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """So many working days later."""

    count: int


Step = p.Duration | WorkingDays


@dataclass(frozen=True, slots=True)
class Moment:
    """A day that comes from ``anchor``, moved by ``steps`` one after the other; a day later if ``is_after``."""

    anchor: RecordDate | DayOfYear | date | EveryDay
    steps: tuple[Step, ...] = ()
    is_after: bool = False


Moments = frozenset[Moment]
_Choice = TypeVar("_Choice")

_NONE: Final[Moments] = frozenset()
_ALWAYS: Final[Moments] = frozenset((Moment(EveryDay.EVERY_DAY),))
_NEW_YEAR: Final[Moments] = frozenset((Moment(DayOfYear(1, 1)),))
_DATED_BY: Final = {spec.name: spec.dated_by for spec in EVENT_LISTS}
_FIELDS: Final[dict[tuple[str | None, str], FieldSpec]] = {(None, spec.name): spec for spec in ORGANIZATION_FIELDS} | {
    (events.name, spec.name): spec for events in EVENT_LISTS for spec in events.fields
}
_MIRRORED: Final[dict[p.CompareOperator, p.CompareOperator]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


class MomentFinder:
    """Finds the moments of the decisions of one law; what several of them rest on is looked at once.

    ``known``: terms of an organization's profile, by field. What they settle can't turn, and what stands behind it is
    not looked at.
    """

    def __init__(self, law: LawPlan, known: Mapping[str, str]) -> None:
        self._law = law
        self._settling = Settling(law, known)
        self._decisions: dict[str, Moments] = {}
        self._definitions: dict[str, Moments] = {}

    def of_decision(self, name: str) -> Moments:
        """The moments at which this decision could come out otherwise, in anything that it says."""
        found = self._decisions.get(name)
        if found is None:
            found = self._decisions[name] = self._of_plan(self._law.decisions[name])
        return found

    def of_scope(self, name: str) -> Moments:
        """The moments at which a question that does not arise could come to arise."""
        plan = self._law.decisions[name]
        in_scope = _NONE if plan.scope is None else self._of(plan.scope)
        return in_scope.union(*(_in_force(rule) for slot in plan.slots for rule in slot.versions))

    def _of_plan(self, plan: DecisionPlan) -> Moments:
        found: set[Moment] = {*self.of_scope(plan.name)}
        if plan.otherwise is not None:
            found |= self._of(plan.otherwise)
        if plan.value is not None:
            found |= self._of_days(plan.value) if _is_counted_in_days(plan) else self._of(plan.value)
        for rule in self._possible(plan):
            if rule.for_each is not None:
                found |= self._of(rule.for_each.domain)
            for expression in (rule.when, rule.requires, rule.then, rule.since):
                if expression is not None:
                    found |= self._of(expression)
        return frozenset(found)

    def _possible(self, plan: DecisionPlan) -> Iterator[RulePlan]:
        """The rules of a decision that could be effective."""
        for slot in plan.slots:
            for rule in slot.versions:
                if self._settling.of(rule.when) is not False:
                    yield rule

    def _of_definition(self, name: str) -> Moments:
        found = self._definitions.get(name)
        if found is None:
            found = self._definitions[name] = self._of(self._law.definitions[name].plan)
        return found

    # -- when an expression could change -------------------------------------------------------------------

    def _of(self, node: p.AnyPlan) -> Moments:
        if self._settling.of(node) is not None:
            return _NONE
        match node:
            case p.Choice(condition=condition) if self._settling.of(condition) is not None:
                return self._of(self._settling.branch(node))
            case p.AsOf():
                return _ALWAYS
            case p.Fact(name=name):
                return _seen(None, name)
            case p.Element(list_name=list_name, name=name):
                return _seen(list_name, name)
            case p.Events(name=name):
                return frozenset(Moment(RecordDate(name, field)) for field in _DATED_BY[name])
            case p.Aggregate(events=events, field_name=name):
                return self._of(events) | _seen(p.list_of(events), name)
            case p.Parameter(name=name):
                return frozenset(Moment(entry.start) for entry in self._law.parameters[name].timeline)
            case p.Defined(name=name) | p.DefinedEvents(name=name):
                return self._of_definition(name)
            case p.Decided(name=name):
                return self.of_decision(name)
            case p.DatePart(part="year", day=p.AsOf()):
                return _NEW_YEAR
            case p.Compare(operator=operator, left=p.AsOf(), right=other):
                return self._of_comparison(operator, other)
            case p.Compare(operator=operator, left=other, right=p.AsOf()):
                return self._of_comparison(_MIRRORED.get(operator, operator), other)
        return self._of_all(p.children(node))

    def _of_all(self, nodes: Iterable[p.AnyPlan]) -> Moments:
        return _NONE.union(*(self._of(node) for node in nodes))

    def _of_comparison(self, operator: p.CompareOperator, other: p.Plan) -> Moments:
        """``as_of operator other``: turns on the day that it is compared with, or on the day after."""
        days = self._days(other)
        if days is None:
            return _ALWAYS
        on_the_day = days if operator not in ("<=", ">") else _NONE
        on_the_next = {replace(day, is_after=True) for day in days} if operator not in ("<", ">=") else _NONE
        return self._of(other) | on_the_day | on_the_next

    def _of_days(self, node: p.Plan) -> Moments:
        """A number of days that is only shown: it changes when it appears or goes, not while it runs."""
        match node:
            case p.AsOf():
                return _NONE
            case p.Choice(condition=condition) if self._settling.of(condition) is not None:
                return self._of_days(self._settling.branch(node))
            case p.Choice(condition=condition, then=then, otherwise=otherwise):
                return self._of(condition) | self._of_days(then) | self._of_days(otherwise)
            case p.DaysBetween() | p.Sum():
                return _NONE.union(*(self._of_days(part) for part in (_operands(node))))
        return self._of(node)

    # -- which values an expression can have ---------------------------------------------------------------

    def _days(self, node: p.Plan) -> Moments | None:
        """All days that a date can be, as moments; None where that can't be told."""
        match node:
            case p.Constant(value=date() as day):
                return frozenset((Moment(day),))
            case p.Constant(value=None):
                return _NONE
            case p.Fact(name=name):
                return frozenset((Moment(RecordDate(None, name)),))
            case p.Element(list_name=list_name, name=name):
                return frozenset((Moment(RecordDate(list_name, name)),))
            case p.Aggregate(events=events, field_name=name):
                return frozenset((Moment(RecordDate(p.list_of(events), name)),))
            case p.DateInYear(month=month, day=day_of_month):
                return frozenset((Moment(DayOfYear(month, day_of_month)),))
            case p.AddDuration(day=day_plan, duration=duration):
                return _moved(self._days(day_plan), self._durations(duration))
            case p.AddWorkingDays(day=day_plan, count=count):
                counts = self._counts(count)
                return _moved(self._days(day_plan), None if counts is None else map(WorkingDays, counts))
            case p.Extreme(operands=operands):
                return _joined(self._days(operand) for operand in operands)
        values = self._values(node, date)
        if values is not None:
            return frozenset(Moment(day) for day in values)
        return self._chosen(node, self._days)

    def _durations(self, node: p.Plan) -> frozenset[p.Duration] | None:
        values = self._values(node, p.Duration)
        return values if values is not None else self._chosen(node, self._durations)

    def _counts(self, node: p.Plan) -> frozenset[int] | None:
        values = self._values(node, int)
        return values if values is not None else self._chosen(node, self._counts)

    def _values(self, node: p.Plan, kind: type[_Choice]) -> frozenset[_Choice] | None:
        """The values of a constant, or of a parameter over time."""
        values: Iterable[PlanValue]
        match node:
            case p.Constant(value=value):
                values = (value,)
            case p.Parameter(name=name) | p.ParameterOn(name=name):
                values = (entry.value for entry in self._law.parameters[name].timeline)
            case _:
                return None
        return frozenset(value for value in values if isinstance(value, kind))

    def _chosen(
        self, node: p.Plan, values_of: Callable[[p.Plan], frozenset[_Choice] | None]
    ) -> frozenset[_Choice] | None:
        """The values of an expression that only chooses among others; None for any other."""
        match node:
            case p.Choice(condition=condition) if self._settling.of(condition) is not None:
                return values_of(self._settling.branch(node))
            case p.Choice(then=then, otherwise=otherwise):
                return _joined(map(values_of, (then, otherwise)))
            case p.Defined(name=name):
                plan = self._law.definitions[name].plan
                assert not isinstance(plan, p.Events | p.DefinedEvents | p.Filtered)
                return values_of(plan)
            case p.Decided(name=name):
                return _joined(map(values_of, self._answers(self._law.decisions[name])))
        return None

    def _answers(self, plan: DecisionPlan) -> Iterator[p.Plan]:
        """What a decision reads as inside an expression, whichever of its rules decides."""
        if plan.otherwise is not None:
            yield plan.otherwise
        for rule in self._possible(plan):
            if rule.then is not None:
                yield rule.then


def _is_counted_in_days(plan: DecisionPlan) -> bool:
    """Whether the value of a decision is a number of days, such as days late."""
    shown = plan.shown_type
    return isinstance(shown, NumberType) and shown.unit == "days"


def _in_force(rule: RulePlan) -> Iterator[Moment]:
    """When a rule begins to hold, and when it no longer does."""
    if rule.in_force.start is not None:
        yield Moment(rule.in_force.start)
    if rule.in_force.end is not None:
        yield Moment(rule.in_force.end, is_after=True)


def _seen(list_name: str | None, name: str) -> Moments:
    """When a field of the record comes into sight."""
    spec = _FIELDS[list_name, name]
    dates = []
    if spec.kind == "date" and not spec.is_term:
        dates.append(name)
    if spec.shown_with is not None:
        dates.append(spec.shown_with)
    return frozenset(Moment(RecordDate(list_name, each)) for each in dates)


def _operands(node: p.DaysBetween | p.Sum) -> tuple[p.Plan, p.Plan]:
    return (node.later, node.earlier) if isinstance(node, p.DaysBetween) else (node.left, node.right)


def _joined(parts: Iterable[frozenset[_Choice] | None]) -> frozenset[_Choice] | None:
    found: set[_Choice] = set()
    for part in parts:
        if part is None:
            return None
        found |= part
    return frozenset(found)


def _moved(days: Moments | None, steps: Iterable[Step] | None) -> Moments | None:
    if days is None or steps is None:
        return None
    return frozenset(replace(day, steps=(*day.steps, step)) for day, step in product(days, tuple(steps)))
