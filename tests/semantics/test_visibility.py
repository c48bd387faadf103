"""What is visible: which events and dates a rule sees on the day asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from socorg_rules import Organization
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from tests.semantics.asking import holds
from tests.small_law import RECORD

DAY_BEFORE, DAY, DAY_AFTER = date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 2)
LATER = "2030-01-01"
YEARLY: dict[str, Any] = {"year": 2022}
"""What an event that has a year besides its dates must hold."""

DATED_BY = {
    "ratings": "announced_on",
    "penalties": "decided_on",
    "rectifications": "ordered_on",
    "mailings": "sent_on",
    "contact_failures": "found_on",
    "listings": "listed_on",
    "revoked_changes": "revoked_on",
    "judgment_defaults": "listed_on",
    "fundraising_lapses": "found_on",
    "certificates": "issued_on",
    "activities": "held_on",
    "investigations": "opened_on",
    "finances": "approved_on",
    "applications": "received_on",
    "changes": "consented_on",
}
REPORT_DATES = (
    "supervisor_submitted_on",
    "submitted_on",
    "corrected_on",
    "concluded_on",
    "published_on",
    "related_parties_filed_on",
)
CLOSING_DATES = [
    ("annual_reports", "submitted_on"),
    ("annual_reports", "corrected_on"),
    ("annual_reports", "concluded_on"),
    ("annual_reports", "published_on"),
    ("annual_reports", "related_parties_filed_on"),
    ("ratings", "withdrawn_on"),
    ("penalties", "performed_on"),
    ("penalties", "quashed_on"),
    ("rectifications", "completed_on"),
    ("rectifications", "verified_on"),
    ("mailings", "returned_on"),
    ("contact_failures", "restored_on"),
    ("listings", "applied_on"),
    ("listings", "verified_on"),
    ("listings", "removed_on"),
    ("revoked_changes", "quashed_on"),
    ("judgment_defaults", "removed_on"),
    ("fundraising_lapses", "restored_on"),
    ("certificates", "accepted_on"),
    ("investigations", "closed_on"),
    ("investigations", "extended_on"),
    ("ratings", "certificate_returned_on"),
    ("finances", "excuse_published_on"),
    ("applications", "decided_on"),
    ("changes", "applied_on"),
    ("changes", "audited_on"),
]
TERMS = [("ratings", "valid_from"), ("ratings", "valid_until"), ("rectifications", "due_on")]
DATES_THAT_ARE_FACTS = [
    spec.name
    for spec in ORGANIZATION_FIELDS
    if spec.kind == "date" and spec.absent.value == "none" and spec.name != "records_since"
]
UNSAID_DATES = ["party_duty_since", "last_fundraising_on", "credit_information_recorded_on"]
UNSAID_IN_EVENTS = [
    ("annual_reports", "compliant"),
    ("annual_reports", "supervisor_submitted_on"),
    ("ratings", "grade"),
    ("ratings", "kind"),
    ("penalties", "kind"),
    ("penalties", "amount"),
    ("rectifications", "due_on"),
    ("mailings", "signed_for"),
    ("listings", "list"),
    ("certificates", "item"),
    ("activities", "within_charter"),
    ("activities", "charitable"),
    ("finances", "total_income"),
    ("applications", "kind"),
    ("penalties", "credit_grade"),
]


def event(list_name: str, **fields: object) -> dict[str, Any]:
    """An event of a list from well before the day, with these fields."""
    yearly = YEARLY if list_name in ("annual_reports", "finances") else {}
    dated = {DATED_BY[list_name]: "2020-01-01"} if list_name in DATED_BY else {}
    return {**yearly, **dated, **fields}


def count_is(number: int, list_name: str, *events: dict[str, Any], as_of: date = DAY) -> bool | tuple[str, ...]:
    record: dict[str, Any] = {list_name: list(events)}
    return holds(f"count({list_name}) = {number}", as_of=as_of, **record)


def some(list_name: str, condition: str, *events: dict[str, Any], as_of: date = DAY) -> bool | tuple[str, ...]:
    record: dict[str, Any] = {list_name: list(events)}
    return holds(f"some x in {list_name} satisfies x.{condition}", as_of=as_of, **record)


# Events.


def test_the_table_above_names_every_list_but_the_reports() -> None:
    assert {spec.name for spec in EVENT_LISTS} == {*DATED_BY, "annual_reports"}


@pytest.mark.parametrize(("list_name", "field"), DATED_BY.items())
def test_an_event_dated_later_does_not_exist(list_name: str, field: str) -> None:
    of_the_day = event(list_name, **{field: DAY.isoformat()})
    assert count_is(1, list_name, of_the_day, as_of=DAY) is True
    assert count_is(0, list_name, of_the_day, as_of=DAY_BEFORE) is True


@pytest.mark.parametrize(("list_name", "field"), DATED_BY.items())
def test_an_event_without_its_date_is_a_bad_record_unless_it_has_a_year(list_name: str, field: str) -> None:
    undated = {key: value for key, value in event(list_name).items() if key != field}
    if list_name == "finances":
        assert count_is(1, list_name, undated) is True
        return
    with pytest.raises(ValidationError, match=field):
        Organization.model_validate({**RECORD, list_name: [undated]})


@pytest.mark.parametrize("list_name", ["annual_reports", "finances"])
def test_a_report_and_accounts_without_their_year_are_bad_records(list_name: str) -> None:
    with pytest.raises(ValidationError, match="year"):
        Organization.model_validate({**RECORD, list_name: [{}]})


@pytest.mark.parametrize("field", REPORT_DATES)
def test_a_report_all_of_whose_dates_are_later_does_not_exist(field: str) -> None:
    report = event("annual_reports", **{field: DAY.isoformat()})
    assert count_is(0, "annual_reports", report, as_of=DAY_BEFORE) is True
    assert count_is(1, "annual_reports", report, as_of=DAY) is True


def test_a_report_with_all_its_dates_later_is_one_that_is_missed() -> None:
    report = event("annual_reports", **dict.fromkeys(REPORT_DATES, LATER), compliant=True, conclusion="passed")
    assert count_is(0, "annual_reports", report) is True


def test_one_earlier_date_makes_a_report_visible_and_the_others_stay_hidden() -> None:
    dates = {**dict.fromkeys(REPORT_DATES, LATER), "submitted_on": DAY.isoformat()}
    report = event("annual_reports", **dates, compliant=True, conclusion="passed")
    assert count_is(1, "annual_reports", report) is True
    assert some("annual_reports", "compliant", report) is True
    for field in ("corrected_on", "concluded_on", "published_on", "conclusion"):
        assert some("annual_reports", f"{field} = null", report) is True


def test_a_report_without_any_date_is_visible() -> None:
    assert count_is(1, "annual_reports", event("annual_reports")) is True


# Dates inside events.


@pytest.mark.parametrize(("list_name", "field"), CLOSING_DATES)
def test_a_missing_closing_date_means_that_it_did_not_happen(list_name: str, field: str) -> None:
    assert some(list_name, f"{field} = null", event(list_name)) is True


@pytest.mark.parametrize(("list_name", "field"), CLOSING_DATES)
def test_so_does_one_that_lies_later(list_name: str, field: str) -> None:
    closed = event(list_name, **{field: DAY.isoformat()})
    if list_name == "annual_reports":
        closed["supervisor_submitted_on"] = "2020-01-01"
    assert some(list_name, f"{field} = null", closed, as_of=DAY_BEFORE) is True
    assert some(list_name, f"{field} = null", closed, as_of=DAY) is False


@pytest.mark.parametrize(("list_name", "field"), TERMS)
def test_a_term_is_visible_with_its_event(list_name: str, field: str) -> None:
    guard = f"{field} != null and x." if list_name == "ratings" else ""
    later = event(list_name, **{field: LATER})
    assert some(list_name, f'{guard}{field} = @"{LATER}"', later) is True
    assert count_is(0, list_name, {**later, DATED_BY[list_name]: LATER}) is True


def test_whether_a_report_complies_hides_with_its_submission() -> None:
    report = event("annual_reports", supervisor_submitted_on="2020-01-01", submitted_on="2024-03-01", compliant=True)
    assert some("annual_reports", "compliant", report, as_of=DAY) is True
    assert some("annual_reports", "compliant", report, as_of=DAY_BEFORE) == ("annual_reports.compliant",)


def test_the_conclusion_hides_with_its_day() -> None:
    report = event("annual_reports", submitted_on="2020-01-01", concluded_on="2024-03-01", conclusion="passed")
    assert some("annual_reports", "conclusion = null", report, as_of=DAY) is False
    assert some("annual_reports", "conclusion = null", report, as_of=DAY_BEFORE) is True


@pytest.mark.parametrize("field", ["valid_from", "valid_until"])
def test_missing_terms_of_a_rating_are_left_to_the_rules(field: str) -> None:
    assert some("ratings", f"{field} = null", event("ratings")) is True


def test_a_missing_conclusion_means_that_there_is_none_yet() -> None:
    assert some("annual_reports", "conclusion = null", event("annual_reports")) is True


@pytest.mark.parametrize(("list_name", "field"), UNSAID_IN_EVENTS)
def test_any_other_missing_value_is_unknown(list_name: str, field: str) -> None:
    path = f"{list_name}.{field}"
    assert some(list_name, f"{field} = x.{field}", event(list_name)) == (path,)


# Dates of the organization, and facts without a date.


@pytest.mark.parametrize("field", DATES_THAT_ARE_FACTS)
def test_a_later_date_of_the_organization_reads_as_absent(field: str) -> None:
    assert holds(f"{field} = null", as_of=DAY_BEFORE, **{field: DAY.isoformat()}) is True
    assert holds(f"{field} = null", as_of=DAY, **{field: DAY.isoformat()}) is False


@pytest.mark.parametrize("field", UNSAID_DATES)
def test_where_absence_says_nothing_a_later_date_is_unknown(field: str) -> None:
    condition = f'{field} >= @"2000-01-01"'
    assert holds(condition, as_of=DAY_BEFORE, **{field: DAY.isoformat()}) == (field,)
    assert holds(condition, as_of=DAY, **{field: DAY.isoformat()}) is True


def test_every_date_of_the_organization_is_one_of_these_or_the_day_from_which_the_lists_are_complete() -> None:
    dates = {spec.name for spec in ORGANIZATION_FIELDS if spec.kind == "date"}
    assert dates == {*DATES_THAT_ARE_FACTS, *UNSAID_DATES, "records_since"}


# Hidden, it would say that lists which begin only later are complete.
def test_the_day_from_which_the_lists_are_complete_is_visible_though_it_lies_later() -> None:
    assert holds("records_since != null and records_since > as_of", records_since=LATER) is True


@pytest.mark.parametrize("day", [date(2001, 1, 1), DAY, date(2150, 1, 1)])
def test_facts_without_a_date_are_taken_as_of_the_day(day: date) -> None:
    assert holds("overseas", as_of=day, overseas=True) is True
    assert some("penalties", "amount = 5", event("penalties", decided_on="2001-01-01", amount="5"), as_of=day) is True


# Lists.


@pytest.mark.parametrize("list_name", [*DATED_BY, "annual_reports"])
def test_an_absent_list_is_unknown_and_an_empty_one_says_that_there_was_nothing(list_name: str) -> None:
    assert holds(f"count({list_name}) = 0") == (list_name,)
    assert count_is(0, list_name) is True


def test_a_list_whose_events_all_lie_later_is_empty_and_not_unknown() -> None:
    assert count_is(0, "penalties", event("penalties", decided_on=LATER)) is True


def test_equal_rows_are_two_events() -> None:
    assert count_is(2, "mailings", event("mailings"), event("mailings")) is True
