"""The meaning of an expression, written to be read.

Every expression comes to a value (known, null or unknown) and keeps what it was made of. What an unsettled
expression misses is what all its unsettled parts miss, reached or not; nothing is missing from a settled one.

An evaluator that is not ``thorough`` stops as soon as an expression is settled. That changes neither its value nor
what is missing; a thorough one looks at every operand of *and* and *or*, which an explanation wants.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar, Protocol, cast

from socorg_rules.engines.reference.kleene import (
    Truth,
    Value,
    add_duration,
    compare,
    compare_count,
    kleene_and,
    kleene_not,
    kleene_or,
)
from socorg_rules.feel import plan as p
from socorg_rules.records.facts import EventFacts, Facts
from socorg_rules.records.unknown import UNKNOWN, Unknown
from socorg_rules.rulesets.plan import LawPlan

NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Evaluated:
    """What an expression came to, and out of which parts. ``missing`` is empty where it is settled."""

    node: p.AnyPlan
    value: Value
    missing: frozenset[str] = NOTHING
    parts: tuple[Evaluated, ...] = ()

    @property
    def truth(self) -> Truth:
        return cast(Truth, self.value)


def evaluated(node: p.AnyPlan, value: Value, *parts: Evaluated) -> Evaluated:
    """A value made of parts: unsettled, it misses what they miss."""
    if value is UNKNOWN:
        return Evaluated(node, value, NOTHING.union(*(part.missing for part in parts)), parts)
    return Evaluated(node, value, NOTHING, parts)


@dataclass(slots=True, eq=False)
class Member:
    """Something a quantifier walks over. ``belongs`` is unknown where its filter is.

    ``item`` is an event's facts, a year or a term; unknown stands for a member of a list nobody handed in.
    """

    item: EventFacts | int | str | Unknown
    belongs: Evaluated


@dataclass(slots=True, eq=False)
class Members:
    """The members of a list.

    Where ``known`` is false the one member given is hypothetical: a member about which nothing is known, so that
    what its condition would wait for is found too.
    """

    known: bool
    members: tuple[Member, ...]
    missing: frozenset[str] = NOTHING


class Decider(Protocol):
    """Gives what a decision comes to inside an expression."""

    def decided(self, node: p.Decided) -> Evaluated: ...


Binding = EventFacts | int | str | Unknown
Bindings = Mapping[str, Binding]
NO_BINDINGS: Bindings = {}


@dataclass(slots=True)
class Evaluator:
    """Evaluates expressions over the facts of one organization on one day."""

    law: LawPlan
    facts: Facts
    as_of: date
    decider: Decider
    thorough: bool = False
    _defined: dict[str, Evaluated] = field(default_factory=dict)
    _events: dict[str, Members] = field(default_factory=dict)
    _methods: ClassVar[dict[type[p.PlanNode], Callable[[Evaluator, Any, Bindings], Evaluated]]]
    _domains: ClassVar[dict[type[p.PlanNode], Callable[[Evaluator, Any, Bindings], Members]]]

    def evaluate(self, node: p.Plan, bindings: Bindings = NO_BINDINGS) -> Evaluated:
        """What an expression comes to; ``bindings`` are the variables around it."""
        return self._methods[type(node)](self, node, bindings)

    def _brief(self, node: p.Plan, bindings: Bindings) -> Evaluated:
        """The same, stopping as soon as it is settled: of many members nobody reads every part."""
        thorough, self.thorough = self.thorough, False
        result = self.evaluate(node, bindings)
        self.thorough = thorough
        return result

    def members(self, domain: p.Domain, bindings: Bindings = NO_BINDINGS) -> Members:
        """The members of a domain, each with whether it belongs; members that surely don't are left out."""
        return self._domains[type(domain)](self, domain, bindings)

    # -- leaves --------------------------------------------------------------------------------------------

    def _constant(self, node: p.Constant, _: Bindings) -> Evaluated:
        return Evaluated(node, node.value)

    def _as_of(self, node: p.AsOf, _: Bindings) -> Evaluated:
        return Evaluated(node, self.as_of)

    def _fact(self, node: p.Fact, _: Bindings) -> Evaluated:
        return _leaf(node, cast(Value, self.facts[node.name]), node.name)

    def _element(self, node: p.Element, bindings: Bindings) -> Evaluated:
        event = bindings[node.variable]
        if event is UNKNOWN:
            return Evaluated(node, UNKNOWN)
        value = cast(Value, cast(EventFacts, event)[node.name])
        return _leaf(node, value, f"{node.list_name}.{node.name}") if value is UNKNOWN else Evaluated(node, value)

    def _variable(self, node: p.Variable, bindings: Bindings) -> Evaluated:
        return Evaluated(node, cast(Value, bindings[node.name]))

    def _parameter(self, node: p.Parameter, _: Bindings) -> Evaluated:
        return Evaluated(node, self.law.parameters[node.name].value_on(self.as_of))

    def _parameter_on(self, node: p.ParameterOn, bindings: Bindings) -> Evaluated:
        day = self.evaluate(node.day, bindings)
        if day.value is UNKNOWN:
            return evaluated(node, UNKNOWN, day)
        known = day.value is not None
        value = self.law.parameters[node.name].value_on(cast(date, day.value)) if known else None
        return evaluated(node, value, day)

    def _definition(self, node: p.Defined, _: Bindings) -> Evaluated:
        name = node.name
        if name not in self._defined:
            self._defined[name] = self.evaluate(cast(p.Plan, self.law.definitions[name].plan))
        inner = self._defined[name]
        return evaluated(node, inner.value, inner)

    def _decision(self, node: p.Decided, _: Bindings) -> Evaluated:
        return self.decider.decided(node)

    # -- dates and numbers ---------------------------------------------------------------------------------

    def _date_in_year(self, node: p.DateInYear, bindings: Bindings) -> Evaluated:
        year = self.evaluate(node.year, bindings)
        return _known_or(node, year) or evaluated(node, date(cast(int, year.value), node.month, node.day), year)

    def _date_part(self, node: p.DatePart, bindings: Bindings) -> Evaluated:
        day = self.evaluate(node.day, bindings)
        return _known_or(node, day) or evaluated(node, cast(int, getattr(day.value, node.part)), day)

    def _add_duration(self, node: p.AddDuration, bindings: Bindings) -> Evaluated:
        day, duration = self.evaluate(node.day, bindings), self.evaluate(node.duration, bindings)
        return _known_or(node, day, duration) or evaluated(
            node, add_duration(cast(date, day.value), cast(p.Duration, duration.value)), day, duration
        )

    def _days_between(self, node: p.DaysBetween, bindings: Bindings) -> Evaluated:
        later, earlier = self.evaluate(node.later, bindings), self.evaluate(node.earlier, bindings)
        return _known_or(node, later, earlier) or evaluated(
            node, (cast(date, later.value) - cast(date, earlier.value)).days, later, earlier
        )

    def _add_working_days(self, node: p.AddWorkingDays, bindings: Bindings) -> Evaluated:
        start, count = self.evaluate(node.day, bindings), self.evaluate(node.count, bindings)
        unknown_or_null = _known_or(node, start, count)
        if unknown_or_null is not None:
            return unknown_or_null
        day, left = cast(date, start.value), cast(int, count.value)
        while left > 0:
            day += timedelta(days=1)
            works = self.law.working_days.is_working_day(day)
            if works is None:
                return Evaluated(node, UNKNOWN, frozenset((f"working_days.{day.year}",)), (start, count))
            left -= works
        return evaluated(node, day, start, count)

    def _extreme(self, node: p.Extreme, bindings: Bindings) -> Evaluated:
        parts = [self.evaluate(operand, bindings) for operand in node.operands]
        choose = min if node.kind == "min" else max
        return _known_or(node, *parts) or evaluated(node, choose(cast(int, part.value) for part in parts), *parts)

    def _product(self, node: p.Product, bindings: Bindings) -> Evaluated:
        left, right = self.evaluate(node.left, bindings), self.evaluate(node.right, bindings)
        return _known_or(node, left, right) or evaluated(
            node, cast(int, left.value) * cast(int, right.value), left, right
        )

    def _sum(self, node: p.Sum, bindings: Bindings) -> Evaluated:
        left, right = self.evaluate(node.left, bindings), self.evaluate(node.right, bindings)
        sign = 1 if node.operator == "+" else -1
        return _known_or(node, left, right) or evaluated(
            node, cast(int, left.value) + sign * cast(int, right.value), left, right
        )

    # -- conditions ----------------------------------------------------------------------------------------

    def _compare(self, node: p.Compare, bindings: Bindings) -> Evaluated:
        left, right = self.evaluate(node.left, bindings), self.evaluate(node.right, bindings)
        return evaluated(node, compare(node.operator, left.value, right.value), left, right)

    def _is_null(self, node: p.IsNull, bindings: Bindings) -> Evaluated:
        inner = self.evaluate(node.operand, bindings)
        return evaluated(node, UNKNOWN if inner.value is UNKNOWN else inner.value is None, inner)

    def _is_member(self, node: p.IsMember, bindings: Bindings) -> Evaluated:
        value, members = self.evaluate(node.value, bindings), self.evaluate(node.members, bindings)
        if value.value is UNKNOWN or members.value is UNKNOWN:
            return evaluated(node, UNKNOWN, value, members)
        known = members.value is not None and value.value is not None
        return evaluated(node, known and value.value in cast(frozenset[str], members.value), value, members)

    def _all(self, node: p.All, bindings: Bindings) -> Evaluated:
        parts = self._until(node.operands, False, bindings)
        return evaluated(node, kleene_and(part.truth for part in parts), *parts)

    def _any_of(self, node: p.AnyOf, bindings: Bindings) -> Evaluated:
        parts = self._until(node.operands, True, bindings)
        return evaluated(node, kleene_or(part.truth for part in parts), *parts)

    def _until(self, operands: tuple[p.Plan, ...], settles: bool, bindings: Bindings) -> list[Evaluated]:
        """The operands, up to the one that settles the whole."""
        parts: list[Evaluated] = []
        for operand in operands:
            part = self.evaluate(operand, bindings)
            parts.append(part)
            if part.value is settles and not self.thorough:
                break
        return parts

    def _negation(self, node: p.Negation, bindings: Bindings) -> Evaluated:
        inner = self.evaluate(node.operand, bindings)
        return evaluated(node, kleene_not(inner.truth), inner)

    def _choice(self, node: p.Choice, bindings: Bindings) -> Evaluated:
        condition = self.evaluate(node.condition, bindings)
        chosen, other = (node.then, node.otherwise) if condition.value is True else (node.otherwise, node.then)
        taken = self.evaluate(chosen, bindings)
        value = UNKNOWN if condition.value is UNKNOWN else taken.value
        if value is not UNKNOWN:
            return evaluated(node, value, condition, taken)
        # Both branches of an unsettled `if` count as its parts; the one taken comes first.
        return evaluated(node, value, condition, taken, self.evaluate(other, bindings))

    def _quantifier(self, node: p.Quantifier, bindings: Bindings) -> Evaluated:
        members = self.members(node.domain, bindings)
        settles = node.kind == "some"
        parts: list[Evaluated] = []
        for member in members.members:
            body = self._brief(node.condition, {**bindings, node.variable: member.item})
            if node.kind == "some":
                truth = kleene_and((member.belongs.truth, body.truth))
            else:
                truth = kleene_or((kleene_not(member.belongs.truth), body.truth))
            parts.append(evaluated(node.condition, truth, member.belongs, body))
            if truth is settles and members.known:
                break
        if not members.known:
            missing = members.missing.union(*(part.missing for part in parts))
            return Evaluated(node, UNKNOWN, missing, tuple(parts))
        values = [part.truth for part in parts]
        return evaluated(node, kleene_or(values) if node.kind == "some" else kleene_and(values), *parts)

    # -- what is counted -----------------------------------------------------------------------------------

    def _compare_count(self, node: p.CompareCount, bindings: Bindings) -> Evaluated:
        members = self.members(node.events, bindings)
        number = self.evaluate(node.number, bindings)
        count = _counted(node, members)
        if not members.known or number.value is UNKNOWN:
            return evaluated(node, UNKNOWN, count, number)
        if number.value is None:
            return evaluated(node, False, count, number)
        least = sum(member.belongs.value is True for member in members.members)
        most = len(members.members)
        return evaluated(node, compare_count(node.operator, least, most, cast(int, number.value)), count, number)

    def _count(self, node: p.Count, bindings: Bindings) -> Evaluated:
        return _counted(node, self.members(node.events, bindings))

    def _set_size(self, node: p.SetSize, bindings: Bindings) -> Evaluated:
        inner = self.evaluate(node.members, bindings)
        size = UNKNOWN if inner.value is UNKNOWN else len(cast(frozenset[str], inner.value))
        return evaluated(node, size, inner)

    def _aggregate(self, node: p.Aggregate, bindings: Bindings) -> Evaluated:
        members = self.members(node.events, bindings)
        path = f"{p.list_of(node.events)}.{node.field_name}"
        parts: list[Evaluated] = []
        values: list[Value] = []
        for member in members.members:
            parts.append(member.belongs)
            if member.item is not UNKNOWN:
                value = cast(Value, cast(EventFacts, member.item)[node.field_name])
                parts.append(_leaf(node, value, path))
                values.append(value)
        if not members.known or any(part.value is UNKNOWN for part in parts):
            missing = members.missing.union(*(part.missing for part in parts))
            return Evaluated(node, UNKNOWN, missing, tuple(parts))
        numbers = cast(list[int], values)
        if not numbers:
            return evaluated(node, None, *parts)
        match node.kind:
            case "sum":
                return evaluated(node, sum(numbers), *parts)
            case "min":
                return evaluated(node, min(numbers), *parts)
            case "max":
                return evaluated(node, max(numbers), *parts)

    # -- domains -------------------------------------------------------------------------------------------

    def _listed(self, domain: p.Events, _: Bindings) -> Members:
        events = self.facts[domain.name]
        if events is UNKNOWN:
            return Members(False, (Member(UNKNOWN, Evaluated(domain, UNKNOWN)),), frozenset((domain.name,)))
        sure = Evaluated(domain, True)
        return Members(True, tuple(Member(event, sure) for event in cast(tuple[EventFacts, ...], events)))

    def _defined_events(self, domain: p.DefinedEvents, _: Bindings) -> Members:
        name = domain.name
        if name not in self._events:
            self._events[name] = self.members(cast(p.ListPlan, self.law.definitions[name].plan))
        return self._events[name]

    def _filtered(self, domain: p.Filtered, bindings: Bindings) -> Members:
        base = self.members(domain.events, bindings)
        kept: list[Member] = []
        for member in base.members:
            condition = self._brief(domain.condition, {**bindings, domain.variable: member.item})
            # A hypothetical member stays: another one could pass the filter.
            truth = kleene_and((member.belongs.truth, condition.truth)) if base.known else UNKNOWN
            if truth is not False:
                kept.append(Member(member.item, evaluated(domain, truth, member.belongs, condition)))
        return Members(base.known, tuple(kept), base.missing)

    def _years(self, domain: p.Years, bindings: Bindings) -> Members:
        last = cast(int, self.evaluate(domain.high, bindings).value)
        sure = Evaluated(domain, True)
        return Members(True, tuple(Member(year, sure) for year in range(domain.low, last + 1)))

    def _terms(self, domain: p.Members, bindings: Bindings) -> Members:
        terms = self.evaluate(domain.members, bindings)
        if terms.value is UNKNOWN:
            return Members(False, (Member(UNKNOWN, Evaluated(domain, UNKNOWN)),), terms.missing)
        sure = Evaluated(domain, True)
        ordered = sorted(cast(frozenset[str], terms.value or frozenset()))
        return Members(True, tuple(Member(term, sure) for term in ordered))


def _leaf(node: p.Plan, value: Value, path: str) -> Evaluated:
    return Evaluated(node, value, frozenset((path,)) if value is UNKNOWN else NOTHING)


def _known_or(node: p.Plan, *parts: Evaluated) -> Evaluated | None:
    """Unknown or null, where a part is: nothing can then be computed. None when all parts are values."""
    for part in parts:
        if part.value is UNKNOWN:
            return evaluated(node, UNKNOWN, *parts)
    for part in parts:
        if part.value is None:
            return evaluated(node, None, *parts)
    return None


def _counted(node: p.AnyPlan, members: Members) -> Evaluated:
    belongs = [member.belongs for member in members.members]
    if not members.known or any(part.value is UNKNOWN for part in belongs):
        missing = members.missing.union(*(part.missing for part in belongs))
        return Evaluated(node, UNKNOWN, missing, tuple(belongs))
    return Evaluated(node, len(belongs), NOTHING, tuple(belongs))


Evaluator._methods = {
    p.Constant: Evaluator._constant,
    p.AsOf: Evaluator._as_of,
    p.Fact: Evaluator._fact,
    p.Element: Evaluator._element,
    p.Variable: Evaluator._variable,
    p.Parameter: Evaluator._parameter,
    p.ParameterOn: Evaluator._parameter_on,
    p.Defined: Evaluator._definition,
    p.Decided: Evaluator._decision,
    p.DateInYear: Evaluator._date_in_year,
    p.DatePart: Evaluator._date_part,
    p.AddDuration: Evaluator._add_duration,
    p.DaysBetween: Evaluator._days_between,
    p.AddWorkingDays: Evaluator._add_working_days,
    p.Extreme: Evaluator._extreme,
    p.Product: Evaluator._product,
    p.Sum: Evaluator._sum,
    p.Compare: Evaluator._compare,
    p.IsNull: Evaluator._is_null,
    p.IsMember: Evaluator._is_member,
    p.All: Evaluator._all,
    p.AnyOf: Evaluator._any_of,
    p.Negation: Evaluator._negation,
    p.Choice: Evaluator._choice,
    p.Quantifier: Evaluator._quantifier,
    p.CompareCount: Evaluator._compare_count,
    p.Count: Evaluator._count,
    p.SetSize: Evaluator._set_size,
    p.Aggregate: Evaluator._aggregate,
}
Evaluator._domains = {
    p.Events: Evaluator._listed,
    p.DefinedEvents: Evaluator._defined_events,
    p.Filtered: Evaluator._filtered,
    p.Years: Evaluator._years,
    p.Members: Evaluator._terms,
}
