"""Law 2: the compiled engine says what the reference engine says, to the last missing fact and caveat."""

from __future__ import annotations

import os
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socorg_rules import Organization, Rulebook
from socorg_rules.engines.compiled.program import CompiledLaw
from socorg_rules.problems import Problems
from socorg_rules.review.example_runs import sound_examples
from socorg_rules.review.examples import Example
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.plan import LawPlan
from tests.differential.comparing import differences
from tests.laws.records import Record
from tests.strategies.organizations import days, organization_records
from tests.strategies.rulesets import rulesets

LATE_DAY = date(2026, 12, 31)
LEAP_DAY = date(2028, 2, 29)
AT_NIGHT = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
SLOW = settings(suppress_health_check=list(HealthCheck), deadline=None)


@pytest.fixture(scope="module")
def compiled() -> dict[int, CompiledLaw]:
    """What laws were compiled to, by their ids; the bundled rulebook keeps its laws."""
    return {}


def compiled_law(law: LawPlan, known: dict[int, CompiledLaw]) -> CompiledLaw:
    """Compiled for each form from the first question on."""
    return known.setdefault(id(law), CompiledLaw(law, divided_after=0))


def bundled_examples(stride: int) -> list[Example]:
    """Every so many of the bundled examples; at night all of them."""
    rulebook = Rulebook.bundled()
    found = [example for ruleset in rulebook.rulesets for example in sound_examples(ruleset, rulebook, Problems())]
    # Those of one day together: a law is compiled once for all days of a class.
    return sorted(found, key=lambda one: (one.as_of, one.organization.division))[:: 1 if AT_NIGHT else stride]


def test_every_decision_about_the_records_of_examples_on_one_late_day(compiled: dict[int, CompiledLaw]) -> None:
    """Compiled once for each place; everything that the examples tell of lies behind that day."""
    selection = Rulebook.bundled().selection()
    for one in bundled_examples(5):
        law = selection.law_for(one.organization.division, LATE_DAY)
        assert list(differences(law, compiled_law(law, compiled), one.organization, LATE_DAY)) == [], one.place


def test_every_decision_about_the_records_of_examples_on_their_own_days() -> None:
    """Asked so few times about each day and place, the law is compiled for all forms together."""
    selection, compiled = Rulebook.bundled().selection(), dict[int, CompiledLaw]()
    for one in bundled_examples(24):
        law = selection.law_for(one.organization.division, one.as_of)
        for_all_forms = compiled.setdefault(id(law), CompiledLaw(law))
        assert list(differences(law, for_all_forms, one.organization, one.as_of)) == [], one.place


@SLOW
@given(record=organization_records(), as_of=st.sampled_from([date(2026, 6, 15), LEAP_DAY, date(2020, 1, 1)]))
def test_generated_records_under_the_bundled_law(compiled: dict[int, CompiledLaw], record: Record, as_of: date) -> None:
    organization = Organization.model_validate({**record, "division": "330102"})
    law = Rulebook.bundled().selection().law_for("330102", as_of)
    assert list(differences(law, compiled_law(law, compiled), organization, as_of)) == []


@SLOW
@given(ruleset=rulesets(), record=organization_records(), as_of=days())
def test_generated_rulesets(ruleset: Ruleset, record: Record, as_of: date) -> None:
    library = Library((ruleset,))
    assert not library.check().errors
    law = library.selection().law_for("100000", as_of)
    organization = Organization.model_validate(record)
    for compiled in (CompiledLaw(law), CompiledLaw(law, divided_after=0)):
        assert list(differences(law, compiled, organization, as_of)) == []
