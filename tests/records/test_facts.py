"""What a rule may see on a day: "What is visible" of the record's contract, and semantics 1, 4 and 5."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socorg_rules.problems import UsageError
from socorg_rules.records.facts import EventFacts, Facts, Value, facts_of
from socorg_rules.records.fields import (
    EVENT_LISTS,
    ORGANIZATION_FIELDS,
    ORGANIZATION_MEMBERS,
    Absent,
    FieldSpec,
    ListSpec,
)
from socorg_rules.records.organization import Organization
from socorg_rules.records.unknown import UNKNOWN
from tests.strategies.organizations import days, event_records, organization_records, organizations

MINIMAL: dict[str, Any] = {"level": "county", "division": "320612"}
AS_OF = date(2024, 5, 10)
DAY_AFTER = "2024-05-11"


def facts(as_of: date = AS_OF, **fields: object) -> Facts:
    return facts_of(Organization.model_validate({**MINIMAL, **fields}), as_of)


def events(list_name: str, *given_events: dict[str, Any], as_of: date = AS_OF) -> tuple[EventFacts, ...]:
    seen = facts(as_of, **{list_name: list(given_events)})[list_name]
    assert isinstance(seen, tuple)
    return seen


# Values inside rules (semantics 1, 4, 5).


def test_money_is_in_fen_and_ratios_in_hundred_thousandths() -> None:
    seen = facts(registered_capital="49999.99", non_state_share="0.66667", full_time_staff=3)
    assert seen["registered_capital"] == 4_999_999
    assert seen["non_state_share"] == 66_667
    assert seen["full_time_staff"] == 3


def test_enumerations_are_their_values_and_sets_are_frozen() -> None:
    seen = facts(form="社团", categories=["体育"])
    assert seen["form"] == "social_group"
    assert seen["categories"] == frozenset({"sports"})


def test_an_absent_value_is_none_false_or_unknown_as_its_field_says() -> None:
    seen = facts()
    assert seen["supervisor"] is None
    assert seen["cross_region"] is False
    assert seen["registered_capital"] is UNKNOWN


def test_empty_text_is_absent() -> None:
    seen = facts(supervisor=" ", name="")
    assert seen["supervisor"] is None
    assert seen["name"] is UNKNOWN


def test_null_is_the_same_as_missing() -> None:
    nulls = {spec.name: None for spec in ORGANIZATION_MEMBERS if spec.name not in MINIMAL}
    assert facts_of(Organization.model_validate({**MINIMAL, **nulls}), AS_OF) == facts()


@given(organizations(), days())
def test_every_field_and_list_has_a_fact(organization: Organization, as_of: date) -> None:
    seen = facts_of(organization, as_of)
    assert list(seen) == [spec.name for spec in ORGANIZATION_MEMBERS]


@given(organizations(), days())
def test_only_fields_whose_absence_says_nothing_are_unknown(organization: Organization, as_of: date) -> None:
    seen = facts_of(organization, as_of)
    for record, specs in records_in(seen):
        for spec in specs:
            if spec.absent is Absent.UNKNOWN:
                assert record[spec.name] is not None
            else:
                assert record[spec.name] is not UNKNOWN
            if spec.absent is Absent.NONE and spec.kind == "boolean":
                assert record[spec.name] is not None


# What is visible.


def test_an_event_of_the_day_is_there_and_one_of_the_day_after_is_not() -> None:
    assert len(events("penalties", {"decided_on": AS_OF}, {"decided_on": DAY_AFTER})) == 1


def test_a_later_date_of_the_organization_reads_as_absent() -> None:
    seen = facts(registered_on=DAY_AFTER, deregistered_on=AS_OF, party_duty_since=DAY_AFTER)
    assert seen["registered_on"] is None
    assert seen["deregistered_on"] == AS_OF
    assert seen["party_duty_since"] is UNKNOWN


def test_a_later_date_inside_an_event_reads_as_absent() -> None:
    (penalty,) = events("penalties", {"decided_on": AS_OF, "quashed_on": DAY_AFTER})
    assert penalty["quashed_on"] is None


def test_terms_are_visible_with_their_event() -> None:
    (rating,) = events("ratings", {"announced_on": AS_OF, "valid_from": "2025-01-01", "valid_until": "2029-12-31"})
    assert (rating["valid_from"], rating["valid_until"]) == (date(2025, 1, 1), date(2029, 12, 31))
    (order,) = events("rectifications", {"ordered_on": AS_OF, "due_on": DAY_AFTER})
    assert order["due_on"] == date(2024, 5, 11)


def test_terms_of_a_later_event_are_not_visible() -> None:
    assert events("rectifications", {"ordered_on": DAY_AFTER, "due_on": "2024-06-01"}) == ()


def test_compliance_hides_with_a_later_submission() -> None:
    (report,) = events(
        "annual_reports",
        {"year": 2023, "supervisor_submitted_on": AS_OF, "submitted_on": DAY_AFTER, "compliant": True},
    )
    assert report["submitted_on"] is None
    assert report["compliant"] is UNKNOWN


def test_a_conclusion_hides_with_its_later_day() -> None:
    (report,) = events(
        "annual_reports", {"year": 2023, "submitted_on": AS_OF, "concluded_on": DAY_AFTER, "conclusion": "passed"}
    )
    assert report["conclusion"] is None


def test_a_conclusion_without_a_day_is_taken_as_of_the_day_asked_about() -> None:
    (report,) = events("annual_reports", {"year": 2022, "conclusion": "合格"})
    assert report["conclusion"] == "passed"


def test_a_report_all_of_whose_dates_are_later_does_not_exist() -> None:
    assert events("annual_reports", {"year": 2023, "submitted_on": DAY_AFTER, "published_on": "2024-05-31"}) == ()


def test_a_report_without_any_date_stays() -> None:
    (report,) = events("annual_reports", {"year": 2023})
    assert report["submitted_on"] is None


def test_accounts_without_a_day_of_approval_stay_and_later_ones_do_not() -> None:
    seen = events("finances", {"year": 2022}, {"year": 2023, "approved_on": DAY_AFTER})
    assert [row["year"] for row in seen] == [2022]


def test_an_absent_list_is_unknown_and_an_empty_one_says_that_there_was_nothing() -> None:
    seen = facts(penalties=[], ratings=None)
    assert seen["penalties"] == ()
    assert seen["ratings"] is UNKNOWN
    assert seen["mailings"] is UNKNOWN


def test_equal_rows_are_two_events() -> None:
    row = {"decided_on": "2024-01-01", "kind": "warning"}
    assert len(events("penalties", row, row)) == 2


@pytest.mark.parametrize("as_of", [datetime(2024, 5, 10), "2024-05-10", None])
def test_the_day_asked_about_must_be_a_day(as_of: Any) -> None:
    with pytest.raises(UsageError, match="as_of must be a datetime"):
        facts_of(Organization.model_validate(MINIMAL), as_of)


# Law 4: events after as_of change nothing.


def records_in(seen: Facts) -> list[tuple[EventFacts | Facts, tuple[FieldSpec, ...]]]:
    listed = [(event, spec) for spec in EVENT_LISTS for event in _tuple(seen[spec.name])]
    return [(seen, ORGANIZATION_FIELDS), *((event, spec.fields) for event, spec in listed)]


def _tuple(value: Value) -> tuple[EventFacts, ...]:
    return value if isinstance(value, tuple) else ()


def _later(record: dict[str, Any], spec: ListSpec, as_of: date) -> dict[str, Any]:
    """The event with all its dates, the dating ones among them, after the day."""
    moved = dict(record)
    for field in spec.fields:
        if field.kind == "date" and (moved.get(field.name) is not None or field.name in spec.dated_by):
            moved[field.name] = (as_of + timedelta(days=1 + len(moved))).isoformat()
    return moved


@given(organization_records(), days(), st.data())
def test_law_4_events_after_the_day_change_nothing(record: dict[str, Any], as_of: date, data: st.DataObject) -> None:
    before = facts_of(Organization.model_validate(record), as_of)
    spec = data.draw(
        st.sampled_from([spec for spec in EVENT_LISTS if record.get(spec.name) is not None] or EVENT_LISTS)
    )
    known = record.get(spec.name) or []
    later = _later(data.draw(event_records(spec)), spec, as_of)
    grown = {**record, spec.name: [*known, later]}
    after = facts_of(Organization.model_validate(grown), as_of)
    if record.get(spec.name) is None:
        before[spec.name] = ()  # handing in a list at all says that it is known
    assert after == before


@given(organization_records(), days())
def test_law_4_removing_what_lies_later_changes_nothing(record: dict[str, Any], as_of: date) -> None:
    """Dates later than the day may as well not have been written, terms apart."""
    trimmed = dict(record)
    for spec in ORGANIZATION_FIELDS:
        if spec.kind == "date" and not spec.is_term and str(record.get(spec.name) or "") > as_of.isoformat():
            del trimmed[spec.name]
    assert facts_of(Organization.model_validate(trimmed), as_of) == facts_of(Organization.model_validate(record), as_of)


@given(organizations(), days())
def test_nothing_visible_lies_after_the_day_except_terms(organization: Organization, as_of: date) -> None:
    for record, specs in records_in(facts_of(organization, as_of)):
        for spec in specs:
            value = record[spec.name]
            assert spec.is_term or not isinstance(value, date) or value <= as_of


@given(organization_records(), days(), st.randoms(use_true_random=False))
def test_law_5_the_order_of_events_changes_nothing_but_their_order(
    record: dict[str, Any], as_of: date, source: random.Random
) -> None:
    shuffled = {
        name: source.sample(value, len(value)) if isinstance(value, list) else value for name, value in record.items()
    }
    one, other = (facts_of(Organization.model_validate(given), as_of) for given in (record, shuffled))
    for spec in EVENT_LISTS:
        assert sorted(map(repr, _tuple(one[spec.name]))) == sorted(map(repr, _tuple(other[spec.name])))
        del one[spec.name], other[spec.name]
    assert one == other
