"""Results of compiled rules as callers read them: labels instead of rules, yuan instead of fen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from socorg_rules.decisions.outcome import Conflict, DecisionValue, Outcome
from socorg_rules.decisions.values import public_value
from socorg_rules.engines.caveats import Basis
from socorg_rules.engines.compiled.runtime import UNKNOWN
from socorg_rules.engines.compiled.settling import Result
from socorg_rules.rulesets.plan import DecisionPlan, RulePlan


def value_of(plan: DecisionPlan, result: Result, labels: Iterable[str]) -> DecisionValue:
    """The value of a decision; ``labels`` are those of its grounds."""
    outcome, value = result[0], result[2]
    if plan.value is None and plan.kind != "answer":
        return _labels(plan, result, labels) if outcome is not Outcome.NOT_APPLICABLE else None
    return None if value is None or value is UNKNOWN else public_value(value, plan.shown_type)


def _labels(plan: DecisionPlan, result: Result, labels: Iterable[str]) -> DecisionValue:
    """The labels of the findings, or of the requirements not met."""
    if result[0] is Outcome.UNDETERMINED:
        return None
    if plan.kind == "findings":
        return frozenset(labels)
    return tuple(sorted({*labels})) if result[0] is Outcome.NOT_SATISFIED else ()


def missing_of(result: Result) -> tuple[str, ...]:
    """What a complete result waits for."""
    return tuple(sorted(result[5] or ()))


def conflict_of(result: Result, rules: Sequence[RulePlan]) -> Conflict | None:
    """The rules of a complete result that contradict one another."""
    return Conflict(tuple(rules[number].id for number in result[4])) if result[4] else None


def basis_of(result: Result, rules: Sequence[RulePlan]) -> Basis:
    """What the caveats of a complete result rest on."""
    outcome, _, _, grounds, _, _, (lifted, notes) = result
    return Basis(
        outcome=outcome,
        grounds=frozenset(rules[number].id for number, _ in grounds),
        exceptions=frozenset(rules[number].id for number in lifted),
        notes=frozenset((rules[number].id, index) for number, index in notes),
    )
