"""What expressions come to for one organization on one day.

Every expression comes to a value: known, null or unknown. What an unsettled expression misses is what all its unsettled
parts miss, reached or not; nothing is missing from a settled one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Protocol, cast

from socorg_rules.engines.reference.forms import Meaning, OfTheDay, working_day
from socorg_rules.engines.reference.kleene import kleene_and
from socorg_rules.engines.reference.meanings import meanings_of
from socorg_rules.engines.reference.members import NO_BINDINGS, Bindings, Found, Member, Members, nobody
from socorg_rules.feel import plan as p
from socorg_rules.records.facts import EventFacts, Facts
from socorg_rules.records.unknown import UNKNOWN
from socorg_rules.rulesets.plan import LawPlan


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
    of_the_day: OfTheDay = field(init=False)
    _meaning_of: Callable[[p.Plan], Meaning] = field(init=False)
    _waiting_parts: Callable[[p.Plan], tuple[p.Plan, ...]] = field(init=False)
    _on_days: dict[tuple[str, date], Found] = field(default_factory=dict)
    _defined: dict[str, Found] = field(default_factory=dict)
    _defined_missing: dict[str, frozenset[str]] = field(default_factory=dict)
    _defined_events: dict[str, Members] = field(default_factory=dict)
    _listed_events: dict[str, Members] = field(default_factory=dict)
    _waiting: ClassVar[dict[type[p.PlanNode], Callable[[Evaluator, Any, Bindings], Iterator[str]]]]
    _domains: ClassVar[dict[type[p.PlanNode], Callable[[Evaluator, Any, Bindings], Members]]]

    def __post_init__(self) -> None:
        meanings = meanings_of(self.law)
        self._meaning_of = meanings.of
        self._waiting_parts = meanings.waiting_parts
        self.of_the_day = meanings.on(self.as_of)

    def evaluate(self, node: p.Plan, bindings: Bindings = NO_BINDINGS) -> Found:
        """What an expression comes to; ``bindings`` are the variables around it."""
        return self._meaning_of(node)(self, bindings)

    def missing(self, node: p.Plan, bindings: Bindings = NO_BINDINGS) -> frozenset[str]:
        """The facts an expression waits for; none if it is settled."""
        return frozenset(self.waits_for(node, bindings))

    def waits_for(self, node: p.Plan, bindings: Bindings = NO_BINDINGS) -> Iterator[str]:
        """The same one by one, some more than once, for somebody who needn't know all of them."""
        special = self._waiting.get(type(node))
        return self._parts_wait_for(node, bindings) if special is None else special(self, node, bindings)

    def _parts_wait_for(self, node: p.Plan, bindings: Bindings) -> Iterator[str]:
        """What is computed from parts is unknown where one of them is."""
        for part in self._waiting_parts(node):
            yield from self.waits_for(part, bindings)

    def members(self, domain: p.Domain, bindings: Bindings = NO_BINDINGS) -> Members:
        """The members of a domain, each with whether it belongs; members that surely don't are left out."""
        return self._domains[type(domain)](self, domain, bindings)

    # -- what is found out once ----------------------------------------------------------------------------

    def defined(self, name: str) -> Found:
        """What a definition comes to."""
        if name not in self._defined:
            self._defined[name] = self.evaluate(self._defining(name))
        return self._defined[name]

    def decided(self, name: str) -> Found:
        """What a decision comes to inside an expression."""
        return self.decider.decided(name)

    def parameter_on(self, name: str, day: date) -> Found:
        """The value of a parameter on some day."""
        key = (name, day)
        if key not in self._on_days:
            self._on_days[key] = self.law.parameters[name].value_on(day)
        return self._on_days[key]

    def _defining(self, name: str) -> p.Plan:
        return cast(p.Plan, self.law.definitions[name].plan)

    # -- what is missing -----------------------------------------------------------------------------------

    def _fact_waits(self, node: p.Fact, _: Bindings) -> Iterator[str]:
        if self.facts[node.name] is UNKNOWN:
            yield node.name

    def _element_waits(self, node: p.Element, bindings: Bindings) -> Iterator[str]:
        event: Any = bindings[node.variable]
        if event is not UNKNOWN and event[node.name] is UNKNOWN:
            yield f"{node.list_name}.{node.name}"

    def _definition_waits(self, node: p.Defined, _: Bindings) -> Iterator[str]:
        name = node.name
        if self.defined(name) is not UNKNOWN:
            return
        missing = self._defined_missing.get(name)
        if missing is not None:
            yield from missing
            return
        found: set[str] = set()
        for path in self.waits_for(self._defining(name)):
            if path not in found:
                found.add(path)
                yield path
        self._defined_missing[name] = frozenset(found)

    def _decision_waits(self, node: p.Decided, _: Bindings) -> Iterator[str]:
        # Its value may wait for something when its answer does not.
        if self.decided(node.name) is UNKNOWN:
            yield from self.decider.missing(node.name)

    def _waits_unless_settled(self, node: p.All | p.AnyOf | p.Choice, bindings: Bindings) -> Iterator[str]:
        if self.evaluate(node, bindings) is UNKNOWN:
            yield from self._parts_wait_for(node, bindings)

    def _working_days_wait(self, node: p.AddWorkingDays, bindings: Bindings) -> Iterator[str]:
        day, count = self.evaluate(node.day, bindings), self.evaluate(node.count, bindings)
        if day is UNKNOWN or count is UNKNOWN:
            yield from self._parts_wait_for(node, bindings)
        elif day is not None and count is not None:
            end = working_day(self.law, day, count)
            # A year stands for the calendar that would have to be known.
            if isinstance(end, int):
                yield f"working_days.{end}"

    def _quantifier_waits(self, node: p.Quantifier, bindings: Bindings) -> Iterator[str]:
        if self.evaluate(node, bindings) is not UNKNOWN:
            return
        members = self.members(node.domain, bindings)
        yield from members.missing
        for member in members.members:
            inside = {**bindings, node.variable: member.item}
            if member.belongs is not True:
                if self.evaluate(node.condition, inside) is (node.kind == "every"):
                    continue
                yield from member.missing
            yield from self.waits_for(node.condition, inside)

    def _compare_count_waits(self, node: p.CompareCount, bindings: Bindings) -> Iterator[str]:
        if self.evaluate(node, bindings) is UNKNOWN:
            yield from _missing_to_count(self.members(node.events, bindings))
            yield from self.waits_for(node.number, bindings)

    def _count_waits(self, node: p.Count, bindings: Bindings) -> Iterator[str]:
        yield from _missing_to_count(self.members(node.events, bindings))

    def _aggregate_waits(self, node: p.Aggregate, bindings: Bindings) -> Iterator[str]:
        members = self.members(node.events, bindings)
        yield from _missing_to_count(members)
        events = [cast(EventFacts, member.item) for member in members.members if member.item is not UNKNOWN]
        if any(event[node.field_name] is UNKNOWN for event in events):
            yield f"{p.list_of(node.events)}.{node.field_name}"

    # -- domains -------------------------------------------------------------------------------------------

    def _listed(self, domain: p.Events, _: Bindings) -> Members:
        members = self._listed_events.get(domain.name)
        if members is None:
            events = self.facts[domain.name]
            if events is UNKNOWN:
                members = nobody(frozenset((domain.name,)))
            else:
                members = Members(True, tuple([Member(event) for event in cast(tuple[EventFacts, ...], events)]))
            self._listed_events[domain.name] = members
        return members

    def _defined_list(self, domain: p.DefinedEvents, _: Bindings) -> Members:
        name = domain.name
        if name not in self._defined_events:
            self._defined_events[name] = self.members(cast(p.ListPlan, self.law.definitions[name].plan))
        return self._defined_events[name]

    def _filtered(self, domain: p.Filtered, bindings: Bindings) -> Members:
        base = self.members(domain.events, bindings)
        meaning = self._meaning_of(domain.condition)
        kept: list[Member] = []
        for member in base.members:
            inside = {**bindings, domain.variable: member.item}
            # A hypothetical member stays: another one could pass the filter.
            belongs = kleene_and((member.belongs, meaning(self, inside))) if base.known else UNKNOWN
            if belongs is True:
                kept.append(member)
            elif belongs is UNKNOWN:
                missing = member.missing | self.missing(domain.condition, inside)
                kept.append(Member(member.item, UNKNOWN, missing))
        return Members(base.known, tuple(kept), base.missing)

    def _years(self, domain: p.Years, bindings: Bindings) -> Members:
        found = self.of_the_day[id(domain)]
        members: Members | None = found.get("members")
        if members is None:
            last = self.evaluate(domain.high, bindings)
            members = found["members"] = Members(True, tuple(map(Member, range(domain.low, last + 1))))
        return members

    def _terms(self, domain: p.Members, bindings: Bindings) -> Members:
        terms = self.evaluate(domain.members, bindings)
        if terms is UNKNOWN:
            return nobody(self.missing(domain.members, bindings))
        return Members(True, tuple([Member(term) for term in sorted(terms or ())]))


def _missing_to_count(members: Members) -> frozenset[str]:
    return members.missing.union(*(member.missing for member in members.members))


# Everything else waits for what any of its parts waits for.
Evaluator._waiting = {
    p.Fact: Evaluator._fact_waits,
    p.Element: Evaluator._element_waits,
    p.Defined: Evaluator._definition_waits,
    p.Decided: Evaluator._decision_waits,
    p.AddWorkingDays: Evaluator._working_days_wait,
    p.All: Evaluator._waits_unless_settled,
    p.AnyOf: Evaluator._waits_unless_settled,
    p.Choice: Evaluator._waits_unless_settled,
    p.Quantifier: Evaluator._quantifier_waits,
    p.CompareCount: Evaluator._compare_count_waits,
    p.Count: Evaluator._count_waits,
    p.Aggregate: Evaluator._aggregate_waits,
}
Evaluator._domains = {
    p.Events: Evaluator._listed,
    p.DefinedEvents: Evaluator._defined_list,
    p.Filtered: Evaluator._filtered,
    p.Years: Evaluator._years,
    p.Members: Evaluator._terms,
}
