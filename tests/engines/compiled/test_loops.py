"""Loops that the compiled engine shortens say what the long way round says: years left out, kept, found by an index."""

from __future__ import annotations

from datetime import date
from math import inf
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socorg_rules import Organization
from socorg_rules.engines.compiled.program import CompiledLaw
from socorg_rules.engines.compiled.runtime import UNKNOWN, Rows, first_years, indexed, indexed_pairs, last_years
from tests.differential.comparing import differences
from tests.semantics.asking import quoted
from tests.small_law import TITLE, body, rule, rulebook_of, ruleset_text
from tests.strategies.organizations import complete_records, organization_records

DAYS = (date(2024, 3, 1), date(2026, 12, 31), date(2028, 2, 29))
SOME = settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)

LOOPS = {
    "a year before a year": (
        "some y in 2016..as_of.year - 1 satisfies not(some r in annual_reports satisfies r.year = y and r.compliant)"
        " and (some z in 2015..as_of.year - 1 satisfies z < y"
        " and (records_since = null or records_since <= date(z, 1, 1))"
        " and not(some r in annual_reports satisfies r.year = z and r.compliant))"
    ),
    "no more than a year before a year": (
        "some y in 2016..as_of.year - 1 satisfies not(some r in annual_reports satisfies r.year = y and r.compliant)"
        " and (some z in 2015..as_of.year - 1 satisfies z < y"
        " and not(some r in annual_reports satisfies r.year = z and r.compliant))"
    ),
    "a year from a year on, where all is known of the later one": (
        "some y in 2016..as_of.year - 1 satisfies (some r in annual_reports satisfies r.year = y and r.compliant)"
        " and (some z in 2015..as_of.year - 1 satisfies y <= z"
        " and not(some r in annual_reports satisfies r.year = z and r.submitted_on != null))"
    ),
    "a year before every year": (
        "every y in 2020..as_of.year - 1 satisfies (some z in 2019..as_of.year satisfies z <= y"
        " and (some r in annual_reports satisfies r.year = z and r.compliant) and community_class)"
    ),
    "years for which something else may stand in for what is unknown": (
        "some y in 2018..as_of.year - 1 satisfies (community_class or y >= 2024)"
        " and (some r in annual_reports satisfies r.year = y or r.compliant)"
    ),
    "years of which some need nothing that may be unknown": (
        "some y in 2018..as_of.year - 1 satisfies (community_class or y >= 2024)"
    ),
    "a deadline that rests on the form": (
        "registered_on != null and (some y in 2018..as_of.year - 1 satisfies"
        ' (if form = "foundation" then date(y + 1, 3, 31) < as_of and date(y, 12, 31) >= registered_on'
        " else if decoupled then date(y + 1, 5, 31) < as_of else date(y, 6, 30) > registered_on))"
    ),
    "years that rest on what may be unknown": (
        "registered_on != null and (some y in 2010..as_of.year satisfies"
        " (if community_class then y < 2018 else y > 2020) and registered_on >= date(y, 1, 1))"
    ),
    "years from an unknown day, up to a day that may be null": (
        "some y in 2016..as_of.year satisfies last_fundraising_on < date(y, 7, 1)"
        " and charity_recognized_on != null and date(y, 1, 1) <= charity_recognized_on"
    ),
    "years since an event": (
        "some p in penalties satisfies some y in 2018..as_of.year satisfies"
        " date(y, 1, 1) >= p.decided_on and date(y, 6, 1) < as_of"
    ),
    "another report of the same year": (
        "some r in annual_reports satisfies some s in annual_reports satisfies"
        " s.year = r.year and s.compliant and not(r.compliant)"
    ),
    "doubtful reports of a year": (
        "some y in 2018..as_of.year - 1 satisfies count(compliant_reports[year = y]) >= 1"
        " and not(some f in finances satisfies f.year = y and f.total_spending > 0)"
    ),
    "the last of some days": (
        "registered_on != null and (some y in 2018..as_of.year satisfies"
        ' max(date(y, 3, 1), registered_on + @"P6M", date(y, 2, 1)) < as_of'
        ' and min(date(y, 3, 1), registered_on) + @"P1Y" >= date(y, 2, 1))'
    ),
}
EXTRA = f"definitions:\n  compliant_reports: {{title: {TITLE}, is: 'annual_reports[compliant = true]'}}\n"


def law_of(condition: str) -> CompiledLaw:
    decisions = f"outcome: {{title: {TITLE}, kind: findings}}"
    text = ruleset_text(body(decisions=decisions, rules=[rule("only", "outcome", when=quoted(condition))], extra=EXTRA))
    return CompiledLaw(rulebook_of(text).selection().law_for("320612", DAYS[0]), divided_after=0)


@pytest.fixture(scope="module")
def laws() -> dict[str, CompiledLaw]:
    return {name: law_of(condition) for name, condition in LOOPS.items()}


@pytest.mark.parametrize("name", LOOPS)
@SOME
@given(record=complete_records() | organization_records(), as_of=st.sampled_from(DAYS))
def test_a_shortened_loop_is_the_loop(
    laws: dict[str, CompiledLaw], name: str, record: dict[str, Any], as_of: date
) -> None:
    organization = Organization.model_validate({**record, "division": "320612"})
    assert list(differences(laws[name].law, laws[name], organization, as_of)) == []


@pytest.mark.parametrize(
    ("years", "first", "last"),
    [
        ([], (inf, inf), (-inf, -inf)),
        ([(2019, UNKNOWN), (2021, True), (2022, True), (2024, UNKNOWN)], (2021, 2019), (2022, 2024)),
        ([(2019, UNKNOWN)], (inf, 2019), (-inf, 2019)),
        ([(2019, True)], (2019, 2019), (2019, 2019)),
    ],
)
def test_of_the_years_kept_the_nearest_that_surely_belongs_and_the_nearest_that_may(
    years: list[tuple[int, object]], first: tuple[float, float], last: tuple[float, float]
) -> None:
    assert (first_years(years), last_years(years)) == (first, last)


YEARS = [(year, date(year, 5, 31), None if year == 2021 else date(year, 1, 1)) for year in range(2018, 2026)]


@given(
    bounds=st.lists(
        st.tuples(
            st.sampled_from(("<", "<=", ">", ">=")),
            st.dates(date(2016, 1, 1), date(2028, 1, 1)) | st.sampled_from([row[1] for row in YEARS]),
        ),
        max_size=3,
    )
)
def test_rows_between_bounds_are_those_for_which_all_bounds_hold(bounds: list[tuple[str, date]]) -> None:
    compare = {"<": date.__lt__, "<=": date.__le__, ">": date.__gt__, ">=": date.__ge__}
    wanted = [row for row in YEARS if all(compare[operator](row[1], value) for operator, value in bounds)]
    assert Rows(YEARS, True).between(*((1, operator, value) for operator, value in bounds)) == wanted


@pytest.mark.parametrize("value", [None, UNKNOWN])
def test_what_is_null_or_unknown_bounds_nothing(value: object) -> None:
    assert Rows(YEARS, True).between((1, ">", value)) == YEARS


def test_a_column_with_a_null_bounds_nothing() -> None:
    assert Rows(YEARS, True).between((2, ">", date(2024, 1, 1))) == YEARS


def test_a_column_that_falls_bounds_nothing() -> None:
    assert Rows([3, 1, 2], False).between((0, ">", 2)) == [3, 1, 2]


@given(events=st.lists(st.tuples(st.integers(2018, 2021), st.booleans())))
def test_an_index_gives_the_events_of_a_value_in_their_order(events: list[tuple[int, bool]]) -> None:
    pairs = [(event, True) for event in events]
    for value in range(2018, 2023):
        wanted = [event for event in events if event[0] == value]
        assert indexed({}, "here", events, 0).get(value, []) == wanted
        assert indexed_pairs({}, "here", pairs, 0).get(value, []) == [(event, True) for event in wanted]


def test_an_index_is_left_where_it_is_looked_for_the_next_time() -> None:
    found: dict[str, Any] = {}
    made = indexed(found, "here", [(2018, True)], 0)
    assert found["here"] is made
