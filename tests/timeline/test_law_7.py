"""Law 7: the timeline agrees with evaluating day by day."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socorg_rules import Organization
from socorg_rules.rulesets.model import Ruleset
from tests.laws.test_bundled import book, examples
from tests.laws.test_laws import rulebook
from tests.strategies.organizations import days, organizations
from tests.strategies.rulesets import rulesets
from tests.timeline.day_by_day import turns_day_by_day, turns_of_timeline

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
SLOW = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
)
SPAN = timedelta(days=400)


@SLOW
@given(ruleset=rulesets(), organization=organizations(), since=days())
def test_law_7_the_timeline_agrees_with_evaluating_day_by_day(
    ruleset: Ruleset, organization: Organization, since: date
) -> None:
    made = rulebook(ruleset)
    until = since + SPAN
    assert turns_of_timeline(made, organization, since, until) == turns_day_by_day(made, organization, since, until)


@settings(SLOW, max_examples=200 if NIGHTLY else 8)
@given(organization=organizations(), since=st.dates(date(2024, 9, 5), date(2024, 12, 31)))
def test_law_7_the_timeline_agrees_over_the_bundled_law_and_generated_records(
    organization: Organization, since: date
) -> None:
    # Few classes of days: each is compiled anew, which takes longer than all its days.
    until = since + SPAN
    assert turns_of_timeline(book(), organization, since, until) == turns_day_by_day(book(), organization, since, until)


def test_law_7_the_timeline_agrees_over_the_records_of_examples() -> None:
    chosen = random.Random(7).sample(examples(), 200 if NIGHTLY else 12)
    since, until = date(2024, 9, 5), date(2026, 2, 1)
    for example in chosen:
        found = turns_of_timeline(book(), example.organization, since, until)
        assert found == turns_day_by_day(book(), example.organization, since, until), example.place
