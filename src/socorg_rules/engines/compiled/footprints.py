"""What expressions rest on, found out before they are turned into source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from socorg_rules.engines.compiled.scope import FACTS, LISTS, may_be_unknown
from socorg_rules.feel import plan as p
from socorg_rules.rulesets.plan import DecisionPlan, RulePlan


@dataclass(frozen=True, slots=True)
class Footprint:
    """What some expressions name themselves.

    ``parameters``: those whose value on the day counts; ``timelines``: those whose value on other days does.
    ``looks_at``: the fields and lists of the record, and the fields of events as ``list.field``. ``unknown``: whether
    a fact among them can be unknown.
    """

    parameters: frozenset[str] = frozenset()
    timelines: frozenset[str] = frozenset()
    definitions: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()
    looks_at: frozenset[str] = frozenset()
    unknown: bool = False


def footprint_of(*plans: p.AnyPlan | None) -> Footprint:
    """That of expressions, as far as there are any."""
    named: dict[type[p.PlanNode], set[str]] = {each: set() for each in _NAMING}
    looks_at: set[str] = set()
    unknown = False
    waiting: list[Any] = [plan for plan in plans if plan is not None]
    while waiting:
        node = waiting.pop()
        kind = node.__class__
        below = p.BELOW.get(kind)
        if below is not None:
            waiting += below(node)
        if kind in named:
            named[kind].add(node.name)
        elif kind is p.Element:
            looks_at.add(f"{node.list_name}.{node.name}")
        elif kind is p.Aggregate:
            looks_at.add(f"{p.list_of(node.events)}.{node.field_name}")
        elif kind is p.AddWorkingDays:
            unknown = True
    return Footprint(
        frozenset(named[p.Parameter]),
        frozenset(named[p.ParameterOn]),
        frozenset(named[p.Defined] | named[p.DefinedEvents]),
        frozenset(named[p.Decided]),
        frozenset(looks_at | named[p.Fact] | named[p.Events]),
        unknown or any(_may_be_unknown(path) for path in looks_at | named[p.Fact]) or bool(named[p.Events]),
    )


_NAMING: Final = frozenset((p.Fact, p.Events, p.Parameter, p.ParameterOn, p.Defined, p.DefinedEvents, p.Decided))


def _may_be_unknown(path: str) -> bool:
    name, _, of_event = path.partition(".")
    spec = LISTS[name].field_named(of_event) if of_event else FACTS[name]
    assert spec is not None
    return may_be_unknown(spec)


def footprint_of_rule(rule: RulePlan) -> Footprint:
    """That of all expressions of a rule."""
    domain = None if rule.for_each is None else rule.for_each.domain
    notes = (note.when for note in rule.notes)
    return footprint_of(domain, rule.when, rule.requires, rule.then, rule.since, *notes)


def footprint_of_decision(plan: DecisionPlan) -> Footprint:
    """That of a decision's own expressions, those of its rules left out."""
    return footprint_of(plan.scope, plan.value, plan.otherwise)


def joined(footprints: Sequence[Footprint]) -> Footprint:
    """That of all together."""

    def union(of: str) -> frozenset[str]:
        return frozenset().union(*(getattr(each, of) for each in footprints))

    return Footprint(
        union("parameters"),
        union("timelines"),
        union("definitions"),
        union("decisions"),
        union("looks_at"),
        any(each.unknown for each in footprints),
    )
