"""The hand-written floor of the benchmarks does the same work as the library: equal outcomes, equal grounds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import by_hand
from socorg_rules import Organization, Rulebook
from socorg_rules.problems import Problems
from socorg_rules.review.example_runs import sound_examples
from tests.laws.records import Record
from tests.strategies.organizations import complete_records, organization_records

DAYS = (date(2026, 6, 15), by_hand.FIRST_DAY, by_hand.LAST_DAY)
SLOW = settings(suppress_health_check=list(HealthCheck), deadline=None)


def there(organization: Organization) -> Organization:
    return organization.model_copy(update={"division": by_hand.PLACE})


def differences(organization: Organization, as_of: date) -> dict[str, tuple[object, object]]:
    """The decisions that are told differently: by hand, and by the library."""
    evaluation = Rulebook.bundled().evaluate(organization, as_of=as_of, only=by_hand.NAMES)
    written = by_hand.decide(organization, as_of)
    told = {
        name: (decision.outcome.value, tuple((ground.rule, ground.since) for ground in decision.grounds))
        for name, decision in evaluation.items()
    }
    assert written.keys() == told.keys()
    return {name: (written[name], told[name]) for name in told if written[name] != told[name]}


@pytest.mark.parametrize("as_of", DAYS)
def test_the_records_of_the_bundled_examples(as_of: date) -> None:
    rulebook = Rulebook.bundled()
    examples = [one for ruleset in rulebook.rulesets for one in sound_examples(ruleset, rulebook, Problems())]
    assert len(examples) > 100
    for one in examples:
        assert differences(there(one.organization), as_of) == {}, one.place


@SLOW
@given(record=organization_records() | complete_records(), as_of=st.sampled_from(DAYS))
def test_generated_records(record: Record, as_of: date) -> None:
    assert differences(there(Organization.model_validate(record)), as_of) == {}


def test_every_outcome_of_every_decision_is_compared() -> None:
    rulebook = Rulebook.bundled()
    seen: set[tuple[str, str]] = set()
    for ruleset in rulebook.rulesets:
        for one in sound_examples(ruleset, rulebook, Problems()):
            seen |= {(name, result[0]) for name, result in by_hand.decide(there(one.organization), DAYS[0]).items()}
    for name in by_hand.NAMES:
        outcomes = {outcome for decision, outcome in seen if decision == name}
        assert {"satisfied", "not_satisfied"} <= outcomes, name
