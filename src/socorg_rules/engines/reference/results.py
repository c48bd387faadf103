"""Decisions as callers read them: yuan instead of fen, articles instead of rules, caveats gathered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from socorg_rules.decisions.outcome import Caveat, Decision, DecisionValue, Ground, Outcome
from socorg_rules.engines.reference.deciding import DecisionResult, ReferenceDecider, RuleResult
from socorg_rules.feel import types as t
from socorg_rules.rulesets.plan import DatedCaveat, DecisionPlan, Uses


def public_value(value: object, type_: t.Type | None) -> DecisionValue:
    """A value of the plan as callers read it: money and ratios as ``Decimal`` at their full places."""
    if isinstance(value, int) and not isinstance(value, bool) and isinstance(type_, t.NumberType) and type_.scale:
        # Not scaleb(): it rounds to the precision that the caller's decimal context happens to have.
        return Decimal(f"{value}e-{type_.scale}")
    assert value is None or isinstance(value, (bool, int, date, str, frozenset, tuple))
    return value


def _shown_type(plan: DecisionPlan) -> t.ScalarType | None:
    return plan.value_type if plan.value is not None else plan.type


def decision_of(result: DecisionResult, decider: ReferenceDecider) -> Decision:
    """A decision with its grounds, its missing facts in alphabetical order, and its caveats."""
    return Decision(
        name=result.plan.name,
        title=result.plan.title,
        outcome=result.outcome,
        value=public_value(result.value, _shown_type(result.plan)),
        grounds=tuple(
            Ground(
                rule=ground.rule.id,
                label=ground.rule.label,
                title=ground.rule.title,
                citations=ground.rule.citations,
                since=ground.since,
                ruleset=ground.rule.ruleset,
                place=ground.rule.place,
            )
            for ground in result.grounds
        ),
        missing=tuple(sorted(result.missing)),
        caveats=caveats_of(result, decider),
        conflict=result.conflict,
    )


def caveats_of(result: DecisionResult, decider: ReferenceDecider) -> tuple[Caveat, ...]:
    """The caveats of what the outcome rests on: its grounds, or, without grounds, every rule in force."""
    found = _gathered(result, decider, set())
    return tuple(sorted(found, key=lambda caveat: (caveat.kind, caveat.about, caveat.text)))


def _gathered(result: DecisionResult, decider: ReferenceDecider, seen: set[str]) -> set[Caveat]:
    found: set[Caveat] = set()
    if result.outcome is Outcome.NOT_APPLICABLE or result.plan.name in seen:
        return found
    seen.add(result.plan.name)
    grounds = {ground.rule.id for ground in result.grounds}
    uses = result.plan.uses
    for rule in _relevant(result.rules, grounds):
        plan = rule.rule
        uses |= plan.uses
        found |= {*plan.caveats, *_due(plan.recheck, decider.as_of)}
        found |= {Caveat("note", plan.id, plan.notes[index].text) for index in rule.notes}
    found |= _parameter_caveats(uses, decider)
    for name in uses.decisions:
        found |= _gathered(decider.decide(name), decider, seen)
    return found


def _relevant(rules: Iterable[RuleResult], grounds: set[str]) -> list[RuleResult]:
    """The rules an outcome rests on. A note speaks of a rule that holds, so it is left out of the others."""
    if grounds:
        beaten = [rule for rule in rules if rule.rule.only_takes_away and rule.effective is True]
        return [rule for rule in rules if rule.rule.id in grounds] + beaten
    return [rule for rule in rules if rule.rule.id not in grounds]


def _parameter_caveats(uses: Uses, decider: ReferenceDecider) -> set[Caveat]:
    found: set[Caveat] = set()
    for name in uses.parameters:
        entry = decider.law.parameters[name].entry_on(decider.as_of)
        if entry is not None:
            found |= {*entry.caveats, *_due(entry.recheck, decider.as_of)}
    for name in uses.parameters_on_days:
        for entry in decider.law.parameters[name].timeline:
            if entry.start <= decider.as_of:
                found |= {*entry.caveats, *_due(entry.recheck, decider.as_of)}
    return found


def _due(recheck: Iterable[DatedCaveat], as_of: date) -> set[Caveat]:
    return {dated.caveat for dated in recheck if dated.since <= as_of}
