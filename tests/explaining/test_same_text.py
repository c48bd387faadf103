"""Explanations are the same, to the last byte, whether a record is told anew or as another one was."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.peers import questions
from benchmarks.peers.records import organizations as organizations_of_peers
from benchmarks.single_record import generated_agencies
from socorg_rules import Organization, Rulebook
from socorg_rules.problems import Problems
from socorg_rules.review.example_runs import sound_examples
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.model import Ruleset
from tests.differential.variations import variations
from tests.explaining.told_anew import differences, looked_closer
from tests.laws.records import Record
from tests.strategies.organizations import days, organization_records
from tests.strategies.rulesets import rulesets

SEED = 20261123
SLOW = settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
DAYS = (date(2026, 6, 15), date(2020, 2, 29), date(2016, 12, 31))


@pytest.fixture(scope="module")
def examples() -> list[tuple[Organization, date]]:
    """The records of the bundled examples on the days asked about, in some order, each after others of all kinds."""
    rulebook = Rulebook.bundled()
    found = [
        (example.organization, example.as_of)
        for ruleset in rulebook.rulesets
        for example in sound_examples(ruleset, rulebook, Problems())
    ]
    random.Random(SEED).shuffle(found)
    return found


def test_records_of_the_bundled_examples(examples: list[tuple[Organization, date]]) -> None:
    rulebook = Rulebook.bundled()
    for organization, as_of in examples[:12]:
        assert differences(rulebook.evaluate(organization, as_of=as_of), ("zh",)) == []


@pytest.mark.parametrize("as_of", DAYS)
def test_variations_of_records_on_one_day(examples: list[tuple[Organization, date]], as_of: date) -> None:
    agencies = list(generated_agencies(30))
    some = [organization for organization, _ in examples[:30]]
    rulebook = Rulebook.bundled()
    for organization in variations([*some, *agencies], 25, SEED + as_of.year):
        moved = organization.model_copy(update={"division": "110105"})
        assert differences(rulebook.evaluate(moved, as_of=as_of), ("zh",)) == []


def test_both_languages() -> None:
    rulebook = Rulebook.bundled()
    for organization in variations(list(generated_agencies(10)), 5, SEED):
        assert differences(rulebook.evaluate(organization, as_of=DAYS[0])) == []


def test_records_of_the_part_that_all_engines_have_in_common() -> None:
    rulebook = questions.rulebook()
    told = 0
    for organization in organizations_of_peers(300):
        evaluation = rulebook.evaluate(organization, as_of=questions.AS_OF)
        evaluation.explain("zh")
        told += not looked_closer(evaluation)
        assert differences(evaluation) == []
    # Most records are told as others were; otherwise nothing has been compared.
    assert told > 100


@SLOW
@given(ruleset=rulesets(), records=st.lists(organization_records(), min_size=3, max_size=8), as_of=days())
def test_generated_rulesets(ruleset: Ruleset, records: list[Record], as_of: date) -> None:
    rulebook = Rulebook(Library((ruleset,)))
    organizations = [Organization.model_validate(record) for record in records]
    for organization in [*organizations, *organizations]:
        assert differences(rulebook.evaluate(organization, as_of=as_of)) == []
