"""The meaning of an expression, written to be read.

Every expression comes to a value (known, null or unknown) and keeps what it was made of. What an unsettled
expression misses is what all its unsettled parts miss, reached or not; nothing is missing from a settled one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol, cast

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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Member:
    """Something a quantifier walks over. ``belongs`` is unknown where its filter is.

    ``item`` is an event's facts, a year or a term; unknown stands for a member of a list nobody handed in.
    """

    item: EventFacts | int | str | Unknown
    belongs: Evaluated


@dataclass(frozen=True, slots=True)
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


@dataclass(slots=True)
class Evaluator:
    """Evaluates expressions over the facts of one organization on one day."""

    law: LawPlan
    facts: Facts
    as_of: date
    decider: Decider
    _defined: dict[str, Evaluated] = field(default_factory=dict)
    _events: dict[str, Members] = field(default_factory=dict)

    def evaluate(self, node: p.Plan, bindings: Mapping[str, Binding] = {}) -> Evaluated:  # noqa: PLR0911, PLR0912
        match node:
            case p.Constant(value=value):
                return Evaluated(node, value)
            case p.AsOf():
                return Evaluated(node, self.as_of)
            case p.Fact(name=name):
                return self._leaf(node, cast(Value, self.facts[name]), name)
            case p.Element(variable=variable, list_name=list_name, name=name):
                event = bindings[variable]
                if event is UNKNOWN:
                    return Evaluated(node, UNKNOWN)
                return self._leaf(node, cast(Value, cast(EventFacts, event)[name]), f"{list_name}.{name}")
            case p.Variable(name=name):
                return Evaluated(node, cast(Value, bindings[name]))
            case p.Parameter(name=name):
                return Evaluated(node, self.law.parameters[name].value_on(self.as_of))
            case p.ParameterOn(name=name, day=day):
                return self._parameter_on(node, name, self.evaluate(day, bindings))
            case p.Defined(name=name):
                return self._definition(node, name)
            case p.Decided():
                return self.decider.decided(node)
            case p.DatePart() | p.DateInYear() | p.AddDuration() | p.AddWorkingDays() | p.DaysBetween():
                return self._date(node, bindings)
            case p.Sum() | p.Product() | p.Extreme():
                return self._number(node, bindings)
            case p.Compare(operator=operator, left=left, right=right):
                first, second = self.evaluate(left, bindings), self.evaluate(right, bindings)
                return evaluated(node, compare(operator, first.value, second.value), first, second)
            case p.CompareCount():
                return self._compare_count(node, bindings)
            case p.IsNull(operand=operand):
                inner = self.evaluate(operand, bindings)
                return evaluated(node, UNKNOWN if inner.value is UNKNOWN else inner.value is None, inner)
            case p.IsMember(value=value, members=members):
                return self._is_member(node, self.evaluate(value, bindings), self.evaluate(members, bindings))
            case p.All(operands=operands):
                parts = [self.evaluate(operand, bindings) for operand in operands]
                return evaluated(node, kleene_and(part.truth for part in parts), *parts)
            case p.AnyOf(operands=operands):
                parts = [self.evaluate(operand, bindings) for operand in operands]
                return evaluated(node, kleene_or(part.truth for part in parts), *parts)
            case p.Negation(operand=operand):
                inner = self.evaluate(operand, bindings)
                return evaluated(node, kleene_not(inner.truth), inner)
            case p.Choice():
                return self._choice(node, bindings)
            case p.Quantifier():
                return self._quantifier(node, bindings)
            case p.Count(events=events):
                return self._count(node, self.members(events, bindings))
            case p.SetSize(members=members):
                inner = self.evaluate(members, bindings)
                size = UNKNOWN if inner.value is UNKNOWN else len(cast(frozenset[str], inner.value))
                return evaluated(node, size, inner)
            case p.Aggregate():
                return self._aggregate(node, bindings)

    # -- leaves --------------------------------------------------------------------------------------------

    @staticmethod
    def _leaf(node: p.Plan, value: Value, path: str) -> Evaluated:
        return Evaluated(node, value, frozenset((path,)) if value is UNKNOWN else NOTHING)

    def _parameter_on(self, node: p.Plan, name: str, day: Evaluated) -> Evaluated:
        if day.value is UNKNOWN:
            return evaluated(node, UNKNOWN, day)
        known = day.value is not None
        value = self.law.parameters[name].value_on(cast(date, day.value)) if known else None
        return evaluated(node, value, day)

    def _definition(self, node: p.Defined, name: str) -> Evaluated:
        if name not in self._defined:
            self._defined[name] = self.evaluate(cast(p.Plan, self.law.definitions[name].plan))
        inner = self._defined[name]
        return evaluated(node, inner.value, inner)

    # -- dates and numbers ---------------------------------------------------------------------------------

    def _date(self, node: p.Plan, bindings: Mapping[str, Binding]) -> Evaluated:
        parts = [self.evaluate(cast(p.Plan, child), bindings) for child in p.children(node)]
        values = [part.value for part in parts]
        if UNKNOWN in values:
            return evaluated(node, UNKNOWN, *parts)
        if None in values:
            return evaluated(node, None, *parts)
        first = values[0]
        match node:
            case p.DateInYear(month=month, day=day):
                return evaluated(node, date(cast(int, first), month, day), *parts)
            case p.DatePart(part=part):
                return evaluated(node, cast(int, getattr(first, part)), *parts)
            case p.AddDuration():
                return evaluated(node, add_duration(cast(date, first), cast(p.Duration, values[1])), *parts)
            case p.DaysBetween():
                return evaluated(node, (cast(date, first) - cast(date, values[1])).days, *parts)
        return self._working_day(node, cast(date, first), cast(int, values[1]), parts)

    def _working_day(self, node: p.Plan, day: date, count: int, parts: list[Evaluated]) -> Evaluated:
        while count > 0:
            day += timedelta(days=1)
            works = self.law.working_days.is_working_day(day)
            if works is None:
                return Evaluated(node, UNKNOWN, frozenset((f"working_days.{day.year}",)), tuple(parts))
            count -= works
        return evaluated(node, day, *parts)

    def _number(self, node: p.Sum | p.Product | p.Extreme, bindings: Mapping[str, Binding]) -> Evaluated:
        parts = [self.evaluate(cast(p.Plan, child), bindings) for child in p.children(node)]
        values = [part.value for part in parts]
        if UNKNOWN in values:
            return evaluated(node, UNKNOWN, *parts)
        if None in values:
            return evaluated(node, None, *parts)
        match node:
            case p.Extreme(kind=kind):
                chosen = min(cast(list[int], values)) if kind == "min" else max(cast(list[int], values))
                return evaluated(node, chosen, *parts)
            case p.Product():
                return evaluated(node, cast(int, values[0]) * cast(int, values[1]), *parts)
            case p.Sum(operator=operator):
                sign = 1 if operator == "+" else -1
                return evaluated(node, cast(int, values[0]) + sign * cast(int, values[1]), *parts)

    # -- conditions ----------------------------------------------------------------------------------------

    @staticmethod
    def _is_member(node: p.Plan, value: Evaluated, members: Evaluated) -> Evaluated:
        if value.value is UNKNOWN or members.value is UNKNOWN:
            return evaluated(node, UNKNOWN, value, members)
        known = members.value is not None and value.value is not None
        return evaluated(node, known and value.value in cast(frozenset[str], members.value), value, members)

    def _choice(self, node: p.Choice, bindings: Mapping[str, Binding]) -> Evaluated:
        condition = self.evaluate(node.condition, bindings)
        then = self.evaluate(node.then, bindings)
        otherwise = self.evaluate(node.otherwise, bindings)
        if condition.value is UNKNOWN:
            value: Value = UNKNOWN
        else:
            value = then.value if condition.value else otherwise.value
        return evaluated(node, value, condition, then, otherwise)

    def _quantifier(self, node: p.Quantifier, bindings: Mapping[str, Binding]) -> Evaluated:
        members = self.members(node.domain, bindings)
        parts: list[Evaluated] = []
        values: list[Truth] = [] if members.known else [UNKNOWN]
        for member in members.members:
            body = self.evaluate(node.condition, {**bindings, node.variable: member.item})
            if node.kind == "some":
                part = evaluated(node.condition, kleene_and((member.belongs.truth, body.truth)), member.belongs, body)
            else:
                outside = kleene_not(member.belongs.truth)
                part = evaluated(node.condition, kleene_or((outside, body.truth)), member.belongs, body)
            parts.append(part)
            values.append(part.truth)
        if not members.known:
            value: Truth = UNKNOWN
        else:
            value = kleene_or(values) if node.kind == "some" else kleene_and(values)
        result = evaluated(node, value, *parts)
        if value is UNKNOWN:
            return Evaluated(node, value, result.missing | members.missing, result.parts)
        return result

    # -- lists ---------------------------------------------------------------------------------------------

    def members(self, domain: p.Domain, bindings: Mapping[str, Binding]) -> Members:
        """The members of a domain, each with whether it belongs; members that surely don't are left out."""
        match domain:
            case p.Events(name=name):
                return self._listed(domain, name)
            case p.DefinedEvents(name=name):
                if name not in self._events:
                    plan = cast(p.ListPlan, self.law.definitions[name].plan)
                    self._events[name] = self.members(plan, {})
                return self._events[name]
            case p.Filtered():
                return self._filtered(domain, bindings)
            case p.Years(low=low, high=high):
                last = cast(int, self.evaluate(high, bindings).value)
                sure = Evaluated(domain, True)
                return Members(True, tuple(Member(year, sure) for year in range(low, last + 1)))
            case p.Members(members=members):
                terms = self.evaluate(members, bindings)
                if terms.value is UNKNOWN:
                    return Members(False, (Member(UNKNOWN, Evaluated(domain, UNKNOWN)),), terms.missing)
                sure = Evaluated(domain, True)
                ordered = sorted(cast(frozenset[str], terms.value or frozenset()))
                return Members(True, tuple(Member(term, sure) for term in ordered))

    def _listed(self, domain: p.Events, name: str) -> Members:
        events = self.facts[name]
        if events is UNKNOWN:
            return Members(False, (Member(UNKNOWN, Evaluated(domain, UNKNOWN)),), frozenset((name,)))
        sure = Evaluated(domain, True)
        return Members(True, tuple(Member(event, sure) for event in cast(tuple[EventFacts, ...], events)))

    def _filtered(self, domain: p.Filtered, bindings: Mapping[str, Binding]) -> Members:
        base = self.members(domain.events, bindings)
        kept: list[Member] = []
        for member in base.members:
            condition = self.evaluate(domain.condition, {**bindings, domain.variable: member.item})
            truth = kleene_and((member.belongs.truth, condition.truth))
            if truth is not False or not base.known:
                # A hypothetical member stays: another one could pass the filter.
                truth = truth if base.known else UNKNOWN
                kept.append(Member(member.item, evaluated(domain, truth, member.belongs, condition)))
        return Members(base.known, tuple(kept), base.missing)

    def _compare_count(self, node: p.CompareCount, bindings: Mapping[str, Binding]) -> Evaluated:
        members = self.members(node.events, bindings)
        number = self.evaluate(node.number, bindings)
        count = self._count(node, members)
        if not members.known or number.value is UNKNOWN:
            return evaluated(node, UNKNOWN, count, number)
        if number.value is None:
            return evaluated(node, False, count, number)
        least = sum(member.belongs.value is True for member in members.members)
        most = len(members.members)
        return evaluated(node, compare_count(node.operator, least, most, cast(int, number.value)), count, number)

    @staticmethod
    def _count(node: p.AnyPlan, members: Members) -> Evaluated:
        belongs = [member.belongs for member in members.members]
        if not members.known or any(part.value is UNKNOWN for part in belongs):
            missing = members.missing.union(*(part.missing for part in belongs))
            return Evaluated(node, UNKNOWN, missing, tuple(belongs))
        return Evaluated(node, len(belongs), NOTHING, tuple(belongs))

    def _aggregate(self, node: p.Aggregate, bindings: Mapping[str, Binding]) -> Evaluated:
        members = self.members(node.events, bindings)
        parts: list[Evaluated] = []
        values: list[Value] = []
        for member in members.members:
            if member.item is UNKNOWN:
                parts.append(member.belongs)
                continue
            path = f"{p.list_of(node.events)}.{node.field_name}"
            value = self._leaf(node, cast(Value, cast(EventFacts, member.item)[node.field_name]), path)
            parts += [member.belongs, value]
            values.append(value.value)
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
