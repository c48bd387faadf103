"""Law 2: durable_rules concludes what the reference engine says, to the last missing fact and caveat."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socorg_rules import Organization, Rulebook
from socorg_rules.durable import DurableEngine
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.engines.reference.results import decision_of
from socorg_rules.problems import Problems
from socorg_rules.records.facts import facts_of
from socorg_rules.review.example_runs import sound_examples
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.model import Ruleset
from tests.differential.comparing import told
from tests.laws.records import Record
from tests.strategies.organizations import days, organization_records
from tests.strategies.rulesets import rulesets

pytest.importorskip("durable_rules_engine", reason="durable_rules can not be had here", exc_type=ImportError)

LEAP_DAY = date(2028, 2, 29)
AT_NIGHT = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
STRIDE = 1 if AT_NIGHT else 30
# The desk has 60 cases; the bundled law costs a hundred times a generated one.
SLOW = settings(suppress_health_check=list(HealthCheck), deadline=None)
FEWER = settings(SLOW, max_examples=1200 if AT_NIGHT else 40)


@pytest.fixture(scope="module")
def engine() -> Iterator[DurableEngine]:
    with DurableEngine(Rulebook.bundled()) as engine:
        yield engine


def differences(
    rulebook: Rulebook, engine: DurableEngine, organization: Organization, as_of: date
) -> dict[str, tuple[object, object]]:
    """The decisions that the two tell differently, the reference engine first."""
    law = rulebook.selection().law_for(organization.division, as_of)
    decider = ReferenceDecider(law, facts_of(organization, as_of), as_of)
    expected = {name: told(decision_of(decider.decide(name), decider)) for name in law.decisions}
    found = {name: told(decision) for name, decision in engine.evaluate(organization, as_of=as_of).items()}
    assert found.keys() == expected.keys()
    return {name: (expected[name], found[name]) for name in expected if expected[name] != found[name]}


def test_every_decision_about_the_records_of_examples_on_their_days(engine: DurableEngine) -> None:
    rulebook = Rulebook.bundled()
    examples = [example for ruleset in rulebook.rulesets for example in sound_examples(ruleset, rulebook, Problems())]
    for one in examples[::STRIDE]:
        assert differences(rulebook, engine, one.organization, one.as_of) == {}, one.place


@FEWER
@given(
    record=organization_records(),
    as_of=st.sampled_from([date(2026, 6, 15), LEAP_DAY, date(2020, 1, 1)]),
    division=st.sampled_from(["330102", "320612", "110105"]),
)
def test_generated_records_under_the_bundled_law(
    engine: DurableEngine, record: Record, as_of: date, division: str
) -> None:
    organization = Organization.model_validate({**record, "division": division})
    assert differences(Rulebook.bundled(), engine, organization, as_of) == {}


@SLOW
@given(ruleset=rulesets(), asked=st.lists(st.tuples(organization_records(), days()), min_size=1, max_size=4))
def test_generated_rulesets(ruleset: Ruleset, asked: list[tuple[Record, date]]) -> None:
    library = Library((ruleset,))
    assert not library.check().errors
    rulebook = Rulebook(library)
    with DurableEngine(rulebook) as engine:
        for record, as_of in asked:
            organization = Organization.model_validate({**record, "division": "100000"})
            assert differences(rulebook, engine, organization, as_of) == {}
