"""Two engines held against one another: every decision, down to the last missing fact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from socorg_rules.decisions.outcome import Decision
from socorg_rules.engines.compiled.answers import Questions
from socorg_rules.engines.compiled.program import CompiledLaw
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.engines.reference.results import decision_of
from socorg_rules.records.facts import facts_of
from socorg_rules.records.organization import Organization
from socorg_rules.rulesets.plan import LawPlan


def told(decision: Decision) -> dict[str, object]:
    """All that a decision says, in a form in which a difference is easy to see."""
    return {
        "outcome": decision.outcome.value,
        "value": decision.value,
        "grounds": [(ground.rule, ground.since) for ground in decision.grounds],
        "missing": decision.missing,
        "caveats": [(caveat.kind, caveat.about) for caveat in decision.caveats],
        "conflict": decision.conflict,
    }


def differences(
    law: LawPlan, compiled: CompiledLaw, organization: Organization, as_of: date
) -> Iterator[tuple[str, object, object]]:
    """The decisions that the reference engine and the compiled one tell differently."""
    decider = ReferenceDecider(law, facts_of(organization, as_of), as_of)
    answers = Questions(compiled, as_of, tuple(law.decisions)).about(organization)
    decisions = answers.decisions
    seen = tuple((decision.outcome, decision.grounds) for decision in decisions.values())
    if seen != answers.outcomes_and_grounds:
        yield "outcomes and grounds", seen, answers.outcomes_and_grounds
    for name in law.decisions:
        expected = told(decision_of(decider.decide(name), decider))
        found = told(decisions[name])
        if expected != found:
            yield (
                name,
                {key: value for key, value in expected.items() if value != found[key]},
                {key: value for key, value in found.items() if value != expected[key]},
            )
