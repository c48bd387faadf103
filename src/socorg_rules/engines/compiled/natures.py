"""Definitions and decisions before they are written: what they can come to, and which function finds them out."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from socorg_rules.engines.compiled.footprints import (
    Footprint,
    footprint_of,
    footprint_of_decision,
    footprint_of_rule,
    joined,
)
from socorg_rules.engines.compiled.residual import never_applies, never_holds
from socorg_rules.engines.compiled.scope import Nature, Scope
from socorg_rules.engines.compiled.source import Function
from socorg_rules.feel import plan as p
from socorg_rules.feel.types import BOOLEAN
from socorg_rules.rulesets.plan import DecisionPlan, DefinitionPlan, RulePlan


class Writer(Protocol):
    """Whoever writes the functions."""

    def definition(self, plan: DefinitionPlan, nature: Nature) -> Function:
        """The function of a definition."""
        ...

    def decision(self, plan: DecisionPlan, nature: Nature) -> Function:
        """The function of a decision."""
        ...


class Natures:
    """Those of one law on the days of one class.

    What rests on the same plans, the same rules in force, the same values of parameters and the same others is one
    function, whatever the place and the day. It is written when it is first called.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.workshop = scope.workshop
        self.writer: Writer
        self._definitions: dict[str, Nature] = {}
        self._decisions: dict[str, Nature] = {}

    def definition(self, name: str) -> Nature:
        """That of a definition."""
        nature = self._definitions.get(name)
        if nature is None:
            nature = self._definitions[name] = self._definition(name)
        return nature

    def decision(self, name: str) -> Nature:
        """That of a decision."""
        nature = self._decisions.get(name)
        if nature is None:
            nature = self._decisions[name] = self._decision(name)
        return nature

    def may_be_unknown(self, plan: p.AnyPlan) -> bool:
        """Whether an expression can come to unknown, if no variable around it does."""
        footprint = footprint_of(plan)
        return _any_unknown(footprint, self._others(footprint))

    def _definition(self, name: str) -> Nature:
        plan = self.scope.definition(name)
        footprint = self.workshop.footprint((plan,), lambda: footprint_of(plan.plan))
        others = self._others(footprint)
        key = self._key((plan,), footprint, others)
        nature = self.workshop.natures.get(key)
        if nature is None:
            events = isinstance(plan.plan, p.Events | p.DefinedEvents | p.Filtered)
            nature = self.workshop.natures[key] = Nature(
                self.workshop.module.fresh("d"),
                self.workshop.slot(f"definition {name}"),
                unknown=_any_unknown(footprint, others),
                null=plan.nullable,
                looks_at=_looked_at(footprint, others),
                certain=not events or self._are_certain(plan.plan),
            )
            self.workshop.module.add_later(nature.function, lambda: self.writer.definition(plan, nature))
        return nature

    def _decision(self, name: str) -> Nature:
        plan, rules = self.scope.decision(name), self.scope.rules(name)
        asked = tuple(rule for rule in rules if not never_holds(rule))
        footprint = self.workshop.footprint((plan, *asked), lambda: self._of_rules(plan, asked))
        others = self._others(footprint)
        key = self._key((plan, *rules), footprint, others)
        nature = self.workshop.natures.get(key)
        if nature is None:
            applies = not never_applies(plan, rules)
            nature = self.workshop.natures[key] = Nature(
                self.workshop.module.fresh("k"),
                self.workshop.slot(f"decision {name}"),
                unknown=applies and (_any_unknown(footprint, others) or can_conflict(plan, asked)),
                null=not applies or plan.scope is not None or (plan.kind == "answer" and plan.type != BOOLEAN),
                looks_at=_looked_at(footprint, others) if applies else frozenset(),
            )
            self.workshop.module.add_later(nature.function, lambda: self.writer.decision(plan, nature))
        return nature

    def _of_rules(self, plan: DecisionPlan, rules: tuple[RulePlan, ...]) -> Footprint:
        of_rules = [self.workshop.footprint((rule,), partial(footprint_of_rule, rule)) for rule in rules]
        return joined([footprint_of_decision(plan), *of_rules])

    def _others(self, footprint: Footprint) -> list[Nature]:
        return [*map(self.definition, footprint.definitions), *map(self.decision, footprint.decisions)]

    def _key(self, plans: tuple[object, ...], footprint: Footprint, others: list[Nature]) -> tuple[object, ...]:
        law = self.scope.law
        return (
            *map(id, plans),
            id(law.working_days),
            *map(self.scope.value, footprint.parameters),
            *(id(law.parameters[name]) for name in footprint.timelines),
            *map(id, others),
        )

    def _are_certain(self, events: p.AnyPlan) -> bool:
        """Whether the events of a definition surely belong to it."""
        match events:
            case p.DefinedEvents(name=name):
                return self.definition(name).certain
            case p.Filtered(events=inner, condition=condition):
                return self._are_certain(inner) and not self.may_be_unknown(condition)
        return True


def can_conflict(plan: DecisionPlan, rules: tuple[RulePlan, ...]) -> bool:
    """Whether two of its rules may give different answers."""
    return plan.kind == "answer" and len(rules) > 1


def _any_unknown(footprint: Footprint, others: list[Nature]) -> bool:
    return footprint.unknown or any(other.unknown for other in others)


def _looked_at(footprint: Footprint, others: list[Nature]) -> frozenset[str]:
    return footprint.looks_at.union(*(other.looks_at for other in others))
