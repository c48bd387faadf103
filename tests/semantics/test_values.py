"""Sentences 1 to 7: values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from socorg_rules import Organization
from socorg_rules.records.fields import ORGANIZATION_FIELDS, Absent
from tests.semantics.asking import (
    SATISFIED,
    answering,
    fine,
    hint,
    holds,
    parameter,
    quoted,
    refusals,
    refused,
)
from tests.small_law import RECORD, evaluate, one_decision, rule, ruleset_text

REQUIRED = {"level", "division"}
UNKNOWN_WHEN_ABSENT = {
    "credit_code",
    "name",
    "form",
    "categories",
    "science_fields",
    "charity_services",
    "active_in_community",
    "community_class",
    "decoupled",
    "foundation_public",
    "registered_capital",
    "capital_paid_in",
    "non_state_share",
    "individual_members",
    "unit_members",
    "premises",
    "full_time_staff",
    "charter_and_organs",
    "founder_barred",
    "same_field_exists",
    "activity_scale",
    "community_kind",
    "party_organization_required",
    "party_duty_since",
    "decoupling_items",
    "last_fundraising_on",
    # Beyond the first contract: who governs it, and what else the registrar's clocks need.
    "board_members",
    "board_supervisors",
    "chair_is_secretary_general",
    "credit_information_recorded_on",
    "full_time_secretary_general",
    "hub_level",
    "internal_systems",
    "overseas_board_members",
    "overseas_representative",
    "paid_board_members",
    "private_funding",
    "related_board_members",
    "representative_elsewhere",
    "same_source_board_members",
}
FALSE_WHEN_ABSENT = {
    "cross_region",
    "overseas",
    "public_fundraising",
    "legal_person_by_law",
    "practice_licence",
    "national_name",
}
TERM = "parameters:\n" + parameter("term", "duration", "{2000-01-01: P2Y}")


# 1. Known, null and unknown.


def test_01a_an_absent_field_is_null_or_unknown_as_the_field_says() -> None:
    assert holds("registered_on = null") is True
    assert holds("registered_capital >= 30000") == ("registered_capital",)


def test_01b_what_absence_means_is_fixed_for_every_field() -> None:
    assert {spec.name for spec in ORGANIZATION_FIELDS if spec.absent is Absent.REQUIRED} == REQUIRED
    assert {spec.name for spec in ORGANIZATION_FIELDS if spec.absent is Absent.UNKNOWN} == UNKNOWN_WHEN_ABSENT
    assert {spec.name for spec in ORGANIZATION_FIELDS if spec.default is False} == FALSE_WHEN_ABSENT


@pytest.mark.parametrize("field", sorted(FALSE_WHEN_ABSENT))
def test_01c_a_truth_value_whose_absence_is_a_fact_is_false(field: str) -> None:
    assert holds(field) is False


def test_01d_one_value_can_be_null_with_one_record_and_unknown_with_another() -> None:
    latest = "max(penalties.decided_on) = null"
    assert holds(latest, penalties=[]) is True
    assert holds(latest, penalties=[fine()]) is False
    assert holds(latest) == ("penalties",)


# 2. Comparing what is unknown.


@pytest.mark.parametrize(
    "condition", ["registered_capital = null", "null != form", "categories = null", "cross_region = null"]
)
def test_02a_a_field_that_is_never_null_is_not_compared_with_null(condition: str) -> None:
    assert refused(condition) == ["E149"]


def test_02b_an_event_list_is_not_compared_with_null() -> None:
    assert refused("penalties = null") == ["E149"]


# FEEL engines answer each of these with true or false where the field is null.
@pytest.mark.parametrize(
    "condition",
    [
        "registered_capital = 30000",
        "registered_capital != 30000",
        "registered_capital < 30000",
        "registered_capital in (30000, 50000)",
        "registered_capital in [0..100000]",
        "registered_capital between 0 and 100000",
        "registered_capital in (< 5, >= 5)",
        "not(registered_capital = 30000)",
    ],
)
def test_02c_a_comparison_with_an_unknown_operand_is_unknown(condition: str) -> None:
    assert holds(condition) == ("registered_capital",)


def test_02d_an_unknown_term_is_in_no_list_and_not_outside_one_either() -> None:
    every_form = 'form in ("social_group", "service_agency", "foundation")'
    assert holds(every_form) == ("form",)
    assert holds(f"not({every_form})") == ("form",)


def test_02e_nothing_is_in_an_unknown_set_or_outside_it() -> None:
    assert holds('"sports" in categories') == ("categories",)
    assert holds('not("sports" in categories)') == ("categories",)


def test_02f_an_unknown_value_is_not_even_equal_to_itself() -> None:
    assert holds("registered_capital = registered_capital") == ("registered_capital",)
    assert holds("registered_capital = capital_paid_in") == ("capital_paid_in", "registered_capital")


# 3. Guards.


@pytest.mark.parametrize(
    "condition",
    [
        "registered_on < as_of",
        "registered_on = filed_on",
        "registered_on.year = 2024",
        'registered_on + @"P1Y" > as_of',
        "(registered_on - party_duty_since).days > 5",
        "max(registered_on, party_duty_since) < as_of",
        "add_working_days(registered_on, 5) < as_of",
        "registered_on in [party_duty_since..party_duty_since]",
        'expert_review in ("favourable")',
        "max(listings.removed_on) != null",
    ],
)
def test_03a_a_possibly_null_value_is_not_used_without_a_guard(condition: str) -> None:
    assert refused(condition) == ["E148"]


def test_03b_a_value_that_is_needed_is_not_null_either() -> None:
    since = one_decision(rule("only", "outcome", since="registered_on"))
    assert [problem.code for problem in refusals(ruleset_text(since))] == ["E148"]


@pytest.mark.parametrize(
    "condition",
    [
        "registered_on != null and registered_on < as_of",
        "registered_on = null or registered_on < as_of",
        "not(registered_on = null) and registered_on < as_of",
        "if registered_on = null then false else registered_on < as_of",
        "count(listings[removed_on != null and removed_on < as_of]) > 0",
        "count(listings[removed_on != null][removed_on < as_of]) > 0",
        "max(listings[removed_on != null].removed_on) != null",
        "some l in listings[removed_on != null] satisfies l.removed_on < as_of",
        "every l in listings satisfies l.removed_on = null or l.removed_on < as_of",
    ],
)
def test_03c_the_checker_follows_what_a_condition_has_ruled_out(condition: str) -> None:
    assert refused(condition) == []


@pytest.mark.parametrize(
    "condition",
    [
        "registered_on < as_of and registered_on != null",
        "registered_on != null or registered_on < as_of",
        "registered_on = null and registered_on < as_of",
        "(registered_on != null or filed_on != null) and registered_on < as_of",
        "if registered_on = null then registered_on < as_of else false",
        "count(listings[removed_on = null][removed_on < as_of]) > 0",
        "some l in listings[removed_on != null] satisfies l.verified_on < as_of",
        "count(listings[removed_on != null]) > 0 and max(listings.removed_on) = null",
    ],
)
def test_03d_a_guard_of_something_else_is_no_guard(condition: str) -> None:
    assert refused(condition) == ["E148"]


def test_03e_under_its_guard_a_null_decides_nothing() -> None:
    assert holds("registered_on != null and registered_on < as_of") is False
    assert holds("registered_on != null and not(registered_on < as_of)") is False
    assert holds("registered_on = null or not(registered_on < as_of)") is True


# 4. Whole numbers.


def test_04a_money_is_exact_to_the_fen() -> None:
    assert holds("registered_capital >= 50000", registered_capital="49999.99") is False
    assert holds("registered_capital >= 50000", registered_capital="50000.00") is True


# With binary fractions 0.7 * 3 is 2.0999999999999996, and 0.1 + 0.2 is not 0.3.
def test_04b_decimal_fractions_are_exact() -> None:
    assert holds("registered_capital = 0.7 * capital_paid_in", registered_capital="2.10", capital_paid_in="3") is True
    assert holds("registered_capital + 0.2 = 0.3", registered_capital="0.1") is True


def test_04c_a_ratio_is_exact_to_the_hundred_thousandth() -> None:
    assert holds("3 * non_state_share >= 2", non_state_share="0.66667") is True
    assert holds("3 * non_state_share >= 2", non_state_share="0.66666") is False
    with pytest.raises(ValidationError):
        Organization.model_validate({**RECORD, "non_state_share": "0.666667"})


def test_04d_there_is_no_division_and_the_author_is_told_to_multiply() -> None:
    assert refused("registered_capital / capital_paid_in >= 0.7") == ["E109"]
    assert "0.7 * income" in hint("registered_capital / capital_paid_in >= 0.7")


def test_04e_what_could_pass_63_bits_does_not_load() -> None:
    assert refused("0.00001 * 0.00001 * registered_capital >= capital_paid_in") == ["E153"]
    assert refused("individual_members * unit_members * full_time_staff > 5") == ["E153"]
    assert refused("0.7 * registered_capital >= capital_paid_in") == []


def test_04f_amounts_stay_below_a_hundred_billion_yuan() -> None:
    assert holds("registered_capital > 99999999999", registered_capital="99999999999.99") is True
    with pytest.raises(ValidationError):
        Organization.model_validate({**RECORD, "registered_capital": "100000000000"})
    too_much = "parameters:\n" + parameter("limit", "money", "{2000-01-01: 100000000000}")
    assert refused("registered_capital < limit", extra=too_much) == ["E046"]


@pytest.mark.parametrize(("written", "shown"), [("30000", "30000.00"), ("0.5", "0.50"), ("0", "0.00")])
def test_04g_money_prints_with_two_places(written: str, shown: str) -> None:
    evaluation = evaluate(answering(written, "money"))
    assert str(evaluation["outcome"].value) == shown
    assert f'"value":"{shown}"' in evaluation.to_json()


# The meaning of a number is the ruleset's, not that of the program around the library.
def test_04h_the_callers_decimal_context_changes_nothing() -> None:
    extra = "parameters:\n" + parameter("limit", "money", "{2000-01-01: 7654321.98}")
    with localcontext() as context:
        context.prec = 3
        assert evaluate(answering("limit", "money", extra=extra))["outcome"].value == Decimal("7654321.98")
        assert holds("registered_capital >= 1234567.89", registered_capital="1234567.88") is False


# 5. Texts.


@pytest.mark.parametrize("condition", ['form > "foundation"', 'level <= "county"', "overseas < true"])
def test_05a_terms_have_no_order(condition: str) -> None:
    assert refused(condition) == ["E147"]


@pytest.mark.parametrize(
    "condition", ['form = "social_club"', 'form in ("foundation", "clubs")', '"football" in categories']
)
def test_05b_terms_are_checked_when_the_ruleset_loads(condition: str) -> None:
    assert refused(condition) == ["E150"]


def test_05c_a_misspelt_term_is_told_the_right_one() -> None:
    assert "'social_group'" in hint('form = "social_grup"')


def test_05d_free_text_is_compared_with_null_only() -> None:
    assert refused("supervisor != null") == []
    assert refused('supervisor != null and supervisor = "教育局"') == ["E151"]
    assert refused("supervisor != null and supervisor = supervisor") == ["E152"]


def test_05e_an_identifier_is_compared_with_null_and_with_another_only() -> None:
    same = "some p in penalties, q in penalties satisfies p.authority = q.authority and p.decided_on < q.decided_on"
    assert refused(same) == []
    assert refused("some p in penalties satisfies p.authority < p.authority") == ["E147"]
    assert refused('some p in penalties satisfies p.authority = "教育局"') == ["E151"]


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_05f_empty_text_is_absent(text: str) -> None:
    assert holds("supervisor = null", supervisor=text) is True
    assert holds("supervisor = null", supervisor="教育局") is False


# 6. Dates and durations.


def test_06a_dates_run_from_1900_to_2199() -> None:
    assert refused('party_duty_since in [@"1900-01-01"..@"2199-12-31"]') == []
    assert refused('party_duty_since > @"1899-12-31"') == ["E135"]
    assert refused('party_duty_since < @"2200-01-01"') == ["E135"]
    for day in ("1899-12-31", "2200-01-01"):
        with pytest.raises(ValidationError):
            Organization.model_validate({**RECORD, "registered_on": day})


def test_06b_durations_run_to_a_hundred_years() -> None:
    assert refused('party_duty_since + @"P100Y" > as_of') == []
    assert refused('party_duty_since + @"P101Y" > as_of') == ["E137"]
    assert refused('party_duty_since + @"P1201M" > as_of') == ["E137"]
    assert refused("party_duty_since + term > as_of", extra=TERM.replace("P2Y", "P101Y")) == ["E048"]


def test_06c_no_duration_mixes_months_and_days() -> None:
    assert refused('party_duty_since + @"P1Y10D" > as_of') == ["E136"]
    assert refused('party_duty_since + @"P1Y" + @"P10D" > as_of') == []
    assert refused("party_duty_since + term > as_of", extra=TERM.replace("P2Y", "P1Y10D")) == ["E048"]


@pytest.mark.parametrize("condition", ["term = term", 'term > @"P1Y"', '@"P12M" = @"P1Y"'])
def test_06d_no_duration_is_compared(condition: str) -> None:
    assert refused(condition, extra=TERM) == ["E146"]


def test_06e_no_duration_is_subtracted_from_a_date_or_negative() -> None:
    assert refused('party_duty_since - @"P1Y" < as_of') == ["E156"]
    assert refused('party_duty_since + @"-P1Y" < as_of') == ["E136"]
    assert "Add" in hint('party_duty_since - @"P1Y" < as_of')


def test_06f_month_and_day_of_a_date_are_written_out() -> None:
    assert refused("date(as_of.year, 5, 31) < as_of") == []
    assert refused("date(as_of.year, party_duty_since.month, 1) < as_of") == ["E138"]
    assert refused("date(as_of.year, 1 + 4, 31) < as_of") == ["E138"]


def test_06g_they_are_a_day_of_every_year() -> None:
    assert refused("date(as_of.year, 2, 29) < as_of") == ["E139"]
    assert refused("date(2024, 2, 29) < as_of") == ["E139"]
    assert refused("date(as_of.year, 4, 31) < as_of") == ["E134"]


# In DuckDB date plus interval is a timestamp, which then equals no date and has another type.
def test_06h_a_date_plus_a_duration_is_a_date() -> None:
    assert holds('@"2024-01-01" + @"P1M" = @"2024-02-01"') is True
    assert holds('(@"2024-01-01" + @"P1D").day = 2') is True
    assert type(evaluate(answering('@"2024-01-01" + @"P1M"', "date"))["outcome"].value) is date


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2024-01-31", "P1M", "2024-02-29"),
        ("2023-01-31", "P1M", "2023-02-28"),
        ("2024-08-31", "P6M", "2025-02-28"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-02-29", "P4Y", "2028-02-29"),
        ("2024-02-28", "P1Y", "2025-02-28"),
        ("2023-12-31", "P2M", "2024-02-29"),
        ("2024-01-31", "P30D", "2024-03-01"),
    ],
)
def test_06i_a_sum_of_months_is_clamped_to_the_months_end(start: str, duration: str, end: str) -> None:
    assert holds(f'@"{start}" + @"{duration}" = @"{end}"') is True


# 7. Order and number of events.


@given(order=st.permutations(range(4)))
def test_07a_the_order_of_events_changes_nothing(order: list[int]) -> None:
    events = [fine("100", on="2021-05-01"), fine(None), fine("900", on="2022-01-01"), {"decided_on": "2023-06-01"}]
    later = one_decision(
        rule(
            "twice",
            "outcome",
            for_each="later in penalties",
            when=quoted("count(penalties[decided_on <= later.decided_on and amount >= 100]) >= 2"),
            since="later.decided_on",
        ),
        rule("much", "outcome", when=quoted("sum(penalties.amount) != null and sum(penalties.amount) > 5")),
    )
    shuffled = evaluate(ruleset_text(later), penalties=[events[index] for index in order])["outcome"]
    assert shuffled == evaluate(ruleset_text(later), penalties=events)["outcome"]


def test_07b_equal_rows_are_two_events() -> None:
    assert holds("count(penalties) = 2", penalties=[fine(), fine()]) is True
    assert holds("sum(penalties.amount) != null and sum(penalties.amount) = 200", penalties=[fine(), fine()]) is True


@pytest.mark.parametrize("position", ["1", "-1"])
def test_07c_no_event_is_taken_by_its_position(position: str) -> None:
    assert refused(f"count(penalties[{position}]) > 0") == ["E127"]
    assert "max(penalties.decided_on)" in hint(f"count(penalties[{position}]) > 0")


def test_07d_a_law_that_loads_is_the_same_with_its_rules_the_other_way_round() -> None:
    rules = [rule("one", "outcome", when="overseas"), rule("two", "outcome", when=quoted("cross_region = false"))]
    straight, reverse = (ruleset_text(one_decision(*order)) for order in (rules, rules[::-1]))
    assert evaluate(straight)["outcome"] == evaluate(reverse)["outcome"]
    assert evaluate(straight)["outcome"].outcome is SATISFIED
