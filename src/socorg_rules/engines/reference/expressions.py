"""The meaning of an expression, written to be read.

Every expression comes to a value: known, null or unknown. What an unsettled expression misses is what all its unsettled
parts miss, reached or not; nothing is missing from a settled one.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar, Protocol, TypeAlias, cast

from socorg_rules.engines.reference.kleene import (
    Truth,
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

Found: TypeAlias = Any
"""What an expression came to: a :data:`~.kleene.Value`. Of which type, the checker has seen to."""
Item = EventFacts | int | str | Unknown
"""What a variable stands for: an event's facts, a year or a term; unknown: a member of a list nobody handed in."""
Bindings = Mapping[str, Item]
NO_BINDINGS: Bindings = {}


@dataclass(slots=True, eq=False)
class Member:
    """Something a quantifier walks over. ``belongs`` is unknown where its filter is, which then misses ``missing``."""

    item: Item
    belongs: Truth = True
    missing: frozenset[str] = NOTHING


@dataclass(slots=True, eq=False)
class Members:
    """The members of a list.

    Where ``known`` is false the one member given is hypothetical: a member about which nothing is known, so that
    what its condition would wait for is found too.
    """

    known: bool
    members: tuple[Member, ...]
    missing: frozenset[str] = NOTHING


def _nobody(missing: frozenset[str]) -> Members:
    """The members of a list that nobody handed in."""
    return Members(False, (Member(UNKNOWN, UNKNOWN),), missing)


class Decider(Protocol):
    """Gives what a decision comes to inside an expression, and what it misses."""

    def decided(self, name: str) -> Found: ...

    def missing(self, name: str) -> frozenset[str]: ...


@dataclass(slots=True)
class Evaluator:
    """Evaluates expressions over the facts of one organization on one day."""

    law: LawPlan
    facts: Facts
    as_of: date
    decider: Decider
    _on_days: dict[tuple[str, date], Found] = field(default_factory=dict)
    _defined: dict[str, Found] = field(default_factory=dict)
    _defined_missing: dict[str, frozenset[str]] = field(default_factory=dict)
    _defined_events: dict[str, Members] = field(default_factory=dict)
    _values: ClassVar[dict[type[p.PlanNode], Callable[[Evaluator, Any, Bindings], Found]]]
    _missing: ClassVar[dict[type[p.PlanNode], Callable[[Evaluator, Any, Bindings], frozenset[str]]]]
    _domains: ClassVar[dict[type[p.PlanNode], Callable[[Evaluator, Any, Bindings], Members]]]

    def evaluate(self, node: p.Plan, bindings: Bindings = NO_BINDINGS) -> Found:
        """What an expression comes to; ``bindings`` are the variables around it."""
        return self._values[type(node)](self, node, bindings)

    def missing(self, node: p.Plan, bindings: Bindings = NO_BINDINGS) -> frozenset[str]:
        """The facts an expression waits for; none if it is settled."""
        if self.evaluate(node, bindings) is not UNKNOWN:
            return NOTHING
        special = self._missing.get(type(node))
        if special is not None:
            return special(self, node, bindings)
        return NOTHING.union(*(self.missing(cast(p.Plan, part), bindings) for part in p.children(node)))

    def members(self, domain: p.Domain, bindings: Bindings = NO_BINDINGS) -> Members:
        """The members of a domain, each with whether it belongs; members that surely don't are left out."""
        return self._domains[type(domain)](self, domain, bindings)

    # -- leaves --------------------------------------------------------------------------------------------

    def _constant(self, node: p.Constant, _: Bindings) -> Found:
        return node.value

    def _as_of(self, _node: p.AsOf, _: Bindings) -> Found:
        return self.as_of

    def _fact(self, node: p.Fact, _: Bindings) -> Found:
        return self.facts[node.name]

    def _fact_missing(self, node: p.Fact, _: Bindings) -> frozenset[str]:
        return frozenset((node.name,))

    def _element(self, node: p.Element, bindings: Bindings) -> Found:
        event: Any = bindings[node.variable]
        return UNKNOWN if event is UNKNOWN else event[node.name]

    def _element_missing(self, node: p.Element, bindings: Bindings) -> frozenset[str]:
        return NOTHING if bindings[node.variable] is UNKNOWN else frozenset((f"{node.list_name}.{node.name}",))

    def _variable(self, node: p.Variable, bindings: Bindings) -> Found:
        return bindings[node.name]

    def _parameter(self, node: p.Parameter, _: Bindings) -> Found:
        return self.law.parameters[node.name].value_on(self.as_of)

    def _parameter_on(self, node: p.ParameterOn, bindings: Bindings) -> Found:
        day = self.evaluate(node.day, bindings)
        if day is UNKNOWN or day is None:
            return day
        key = (node.name, day)
        if key not in self._on_days:
            self._on_days[key] = self.law.parameters[node.name].value_on(day)
        return self._on_days[key]

    def _definition(self, node: p.Defined, _: Bindings) -> Found:
        name = node.name
        if name not in self._defined:
            self._defined[name] = self.evaluate(self._defining(name))
        return self._defined[name]

    def _definition_missing(self, node: p.Defined, _: Bindings) -> frozenset[str]:
        name = node.name
        if name not in self._defined_missing:
            self._defined_missing[name] = self.missing(self._defining(name))
        return self._defined_missing[name]

    def _defining(self, name: str) -> p.Plan:
        return cast(p.Plan, self.law.definitions[name].plan)

    def _decision(self, node: p.Decided, _: Bindings) -> Found:
        return self.decider.decided(node.name)

    def _decision_missing(self, node: p.Decided, _: Bindings) -> frozenset[str]:
        return self.decider.missing(node.name)

    # -- dates and numbers ---------------------------------------------------------------------------------

    def _date_in_year(self, node: p.DateInYear, bindings: Bindings) -> Found:
        year = self.evaluate(node.year, bindings)
        return year if year is UNKNOWN or year is None else date(year, node.month, node.day)

    def _date_part(self, node: p.DatePart, bindings: Bindings) -> Found:
        day = self.evaluate(node.day, bindings)
        return day if day is UNKNOWN or day is None else getattr(day, node.part)

    def _add_duration(self, node: p.AddDuration, bindings: Bindings) -> Found:
        return _computed(add_duration, self.evaluate(node.day, bindings), self.evaluate(node.duration, bindings))

    def _days_between(self, node: p.DaysBetween, bindings: Bindings) -> Found:
        return _computed(_days, self.evaluate(node.later, bindings), self.evaluate(node.earlier, bindings))

    def _add_working_days(self, node: p.AddWorkingDays, bindings: Bindings) -> Found:
        end = _computed(self._working_day, self.evaluate(node.day, bindings), self.evaluate(node.count, bindings))
        # A year stands for the calendar that would have to be known.
        return UNKNOWN if isinstance(end, int) else end

    def _add_working_days_missing(self, node: p.AddWorkingDays, bindings: Bindings) -> frozenset[str]:
        end = _computed(self._working_day, self.evaluate(node.day, bindings), self.evaluate(node.count, bindings))
        if isinstance(end, int):
            return frozenset((f"working_days.{end}",))
        return self.missing(node.day, bindings) | self.missing(node.count, bindings)

    def _working_day(self, day: date, count: int) -> date | int:
        """The ``count``-th working day after a day; where a calendar is not known, its year."""
        while count > 0:
            day += timedelta(days=1)
            works = self.law.working_days.is_working_day(day)
            if works is None:
                return day.year
            count -= works
        return day

    def _extreme(self, node: p.Extreme, bindings: Bindings) -> Found:
        choose = min if node.kind == "min" else max
        return _computed(choose, *[self.evaluate(operand, bindings) for operand in node.operands])

    def _product(self, node: p.Product, bindings: Bindings) -> Found:
        return _computed(operator.mul, self.evaluate(node.left, bindings), self.evaluate(node.right, bindings))

    def _sum(self, node: p.Sum, bindings: Bindings) -> Found:
        add = operator.add if node.operator == "+" else operator.sub
        return _computed(add, self.evaluate(node.left, bindings), self.evaluate(node.right, bindings))

    # -- conditions ----------------------------------------------------------------------------------------

    def _compare(self, node: p.Compare, bindings: Bindings) -> Found:
        return compare(node.operator, self.evaluate(node.left, bindings), self.evaluate(node.right, bindings))

    def _is_null(self, node: p.IsNull, bindings: Bindings) -> Found:
        value = self.evaluate(node.operand, bindings)
        return UNKNOWN if value is UNKNOWN else value is None

    def _is_member(self, node: p.IsMember, bindings: Bindings) -> Found:
        value, members = self.evaluate(node.value, bindings), self.evaluate(node.members, bindings)
        if value is UNKNOWN or members is UNKNOWN:
            return UNKNOWN
        return value is not None and members is not None and value in members

    def _all(self, node: p.All, bindings: Bindings) -> Found:
        return kleene_and(self.evaluate(operand, bindings) for operand in node.operands)

    def _any_of(self, node: p.AnyOf, bindings: Bindings) -> Found:
        return kleene_or(self.evaluate(operand, bindings) for operand in node.operands)

    def _negation(self, node: p.Negation, bindings: Bindings) -> Found:
        return kleene_not(self.evaluate(node.operand, bindings))

    def _choice(self, node: p.Choice, bindings: Bindings) -> Found:
        condition = self.evaluate(node.condition, bindings)
        if condition is UNKNOWN:
            return UNKNOWN
        return self.evaluate(node.then if condition else node.otherwise, bindings)

    def _quantifier(self, node: p.Quantifier, bindings: Bindings) -> Found:
        members = self.members(node.domain, bindings)
        if not members.known:
            return UNKNOWN
        truths = (self.condition_for(member, node, bindings) for member in members.members)
        return kleene_or(truths) if node.kind == "some" else kleene_and(truths)

    def condition_for(self, member: Member, node: p.Quantifier, bindings: Bindings) -> Truth:
        """Whether a member is a *some* that was looked for, or none that an *every* fails by."""
        body = self.evaluate(node.condition, {**bindings, node.variable: member.item})
        if member.belongs is True:
            return cast(Truth, body)
        return kleene_and((UNKNOWN, body)) if node.kind == "some" else kleene_or((UNKNOWN, body))

    def _quantifier_missing(self, node: p.Quantifier, bindings: Bindings) -> frozenset[str]:
        members = self.members(node.domain, bindings)
        missing = members.missing
        for member in members.members:
            if self.condition_for(member, node, bindings) is UNKNOWN:
                inside = {**bindings, node.variable: member.item}
                missing = missing | member.missing | self.missing(node.condition, inside)
        return missing

    # -- what is counted -----------------------------------------------------------------------------------

    def _compare_count(self, node: p.CompareCount, bindings: Bindings) -> Found:
        members = self.members(node.events, bindings)
        number = self.evaluate(node.number, bindings)
        if not members.known or number is UNKNOWN:
            return UNKNOWN
        if number is None:
            return False
        least = sum(member.belongs is True for member in members.members)
        return compare_count(node.operator, least, len(members.members), number)

    def _compare_count_missing(self, node: p.CompareCount, bindings: Bindings) -> frozenset[str]:
        return _missing_to_count(self.members(node.events, bindings)) | self.missing(node.number, bindings)

    def _count(self, node: p.Count, bindings: Bindings) -> Found:
        return self.counted(node.events, bindings)

    def counted(self, events: p.ListPlan, bindings: Bindings) -> int | Unknown:
        """How many events there are."""
        members = self.members(events, bindings)
        is_sure = members.known and all(member.belongs is True for member in members.members)
        return len(members.members) if is_sure else UNKNOWN

    def _count_missing(self, node: p.Count, bindings: Bindings) -> frozenset[str]:
        return _missing_to_count(self.members(node.events, bindings))

    def _set_size(self, node: p.SetSize, bindings: Bindings) -> Found:
        terms = self.evaluate(node.members, bindings)
        return UNKNOWN if terms is UNKNOWN else len(terms)

    def _aggregate(self, node: p.Aggregate, bindings: Bindings) -> Found:
        members = self.members(node.events, bindings)
        if not members.known:
            return UNKNOWN
        numbers: list[Any] = [cast(EventFacts, member.item)[node.field_name] for member in members.members]
        if UNKNOWN in numbers or any(member.belongs is UNKNOWN for member in members.members):
            return UNKNOWN
        if not numbers:
            return None
        match node.kind:
            case "sum":
                return sum(numbers)
            case "min":
                return min(numbers)
            case "max":
                return max(numbers)

    def _aggregate_missing(self, node: p.Aggregate, bindings: Bindings) -> frozenset[str]:
        members = self.members(node.events, bindings)
        missing = _missing_to_count(members)
        if any(
            member.item is not UNKNOWN and cast(EventFacts, member.item)[node.field_name] is UNKNOWN
            for member in members.members
        ):
            missing = missing | {f"{p.list_of(node.events)}.{node.field_name}"}
        return missing

    # -- domains -------------------------------------------------------------------------------------------

    def _listed(self, domain: p.Events, _: Bindings) -> Members:
        events = self.facts[domain.name]
        if events is UNKNOWN:
            return _nobody(frozenset((domain.name,)))
        return Members(True, tuple([Member(event) for event in cast(tuple[EventFacts, ...], events)]))

    def _defined_list(self, domain: p.DefinedEvents, _: Bindings) -> Members:
        name = domain.name
        if name not in self._defined_events:
            self._defined_events[name] = self.members(cast(p.ListPlan, self.law.definitions[name].plan))
        return self._defined_events[name]

    def _filtered(self, domain: p.Filtered, bindings: Bindings) -> Members:
        base = self.members(domain.events, bindings)
        kept: list[Member] = []
        for member in base.members:
            inside = {**bindings, domain.variable: member.item}
            # A hypothetical member stays: another one could pass the filter.
            belongs = kleene_and((member.belongs, self.evaluate(domain.condition, inside))) if base.known else UNKNOWN
            if belongs is True:
                kept.append(member)
            elif belongs is UNKNOWN:
                missing = member.missing | self.missing(domain.condition, inside)
                kept.append(Member(member.item, UNKNOWN, missing))
        return Members(base.known, tuple(kept), base.missing)

    def _years(self, domain: p.Years, bindings: Bindings) -> Members:
        last = self.evaluate(domain.high, bindings)
        return Members(True, tuple([Member(year) for year in range(domain.low, last + 1)]))

    def _terms(self, domain: p.Members, bindings: Bindings) -> Members:
        terms = self.evaluate(domain.members, bindings)
        if terms is UNKNOWN:
            return _nobody(self.missing(domain.members, bindings))
        return Members(True, tuple([Member(term) for term in sorted(terms or ())]))


def _computed(compute: Callable[..., Found], *operands: Found) -> Found:
    """What is computed from operands: unknown where one of them is, else null where one is."""
    for operand in operands:
        if operand is UNKNOWN:
            return UNKNOWN
    for operand in operands:
        if operand is None:
            return None
    return compute(*operands)


def _days(later: date, earlier: date) -> int:
    return (later - earlier).days


def _missing_to_count(members: Members) -> frozenset[str]:
    return members.missing.union(*(member.missing for member in members.members))


Evaluator._values = {
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
# Of everything else it is what its parts miss.
Evaluator._missing = {
    p.Fact: Evaluator._fact_missing,
    p.Element: Evaluator._element_missing,
    p.Defined: Evaluator._definition_missing,
    p.Decided: Evaluator._decision_missing,
    p.AddWorkingDays: Evaluator._add_working_days_missing,
    p.Quantifier: Evaluator._quantifier_missing,
    p.CompareCount: Evaluator._compare_count_missing,
    p.Count: Evaluator._count_missing,
    p.Aggregate: Evaluator._aggregate_missing,
}
Evaluator._domains = {
    p.Events: Evaluator._listed,
    p.DefinedEvents: Evaluator._defined_list,
    p.Filtered: Evaluator._filtered,
    p.Years: Evaluator._years,
    p.Members: Evaluator._terms,
}
