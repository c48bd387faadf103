"""Decisions as callers read them: yuan instead of fen, articles instead of rules, caveats gathered."""

from __future__ import annotations

from socorg_rules.decisions.outcome import Caveat, Decision
from socorg_rules.decisions.values import public_value
from socorg_rules.engines.caveats import Basis, LawCaveats
from socorg_rules.engines.reference.deciding import DecisionResult, ReferenceDecider


def decision_of(result: DecisionResult, decider: ReferenceDecider) -> Decision:
    """A decision with its grounds, its missing facts in alphabetical order, and its caveats."""
    return Decision(
        name=result.plan.name,
        title=result.plan.title,
        outcome=result.outcome,
        value=public_value(result.value, result.plan.shown_type),
        grounds=tuple(ground.rule.ground(ground.since) for ground in result.grounds),
        missing=tuple(sorted(decider.missing(result.plan.name))),
        caveats=caveats_of(result, decider),
        conflict=result.conflict,
    )


def caveats_of(result: DecisionResult, decider: ReferenceDecider) -> tuple[Caveat, ...]:
    """The caveats of what the outcome rests on."""

    def basis_of(name: str) -> Basis:
        found = result if name == result.plan.name else decider.decide(name)
        return Basis(
            outcome=found.outcome,
            grounds=frozenset(ground.rule.id for ground in found.grounds),
            exceptions=frozenset(
                rule.rule.id for rule in found.rules if rule.rule.only_takes_away and rule.effective is True
            ),
            notes=frozenset((rule.rule.id, index) for rule in found.rules for index in rule.notes),
        )

    return LawCaveats(decider.law, decider.as_of).of(result.plan.name, basis_of)
