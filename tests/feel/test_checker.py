"""What a well-typed expression becomes, and what the checker sees of null."""

from __future__ import annotations

from datetime import date

import pytest

from socorg_rules.feel import plan as p
from socorg_rules.feel import types as t
from socorg_rules.feel.checker import CheckedList
from socorg_rules.rulesets.vocabulary import record_vocabulary
from tests.feel.checking import checked, checked_any, checked_iterator, codes_of

YEAR_OF_AS_OF = p.DatePart("year", p.AsOf())


# Names.


def test_a_chinese_name_is_the_same_fact_as_the_english_one() -> None:
    assert checked("注册资金 >= 30000").plan == checked("registered_capital >= 30000").plan


def test_a_chinese_name_of_an_event_field_is_the_same_field() -> None:
    assert checked("count(penalties[处罚金额 >= 1]) >= 1").plan == checked("count(行政处罚[amount >= 1]) >= 1").plan


def test_a_decision_reads_as_its_value_under_a_guard() -> None:
    assert checked("rating != null and rating >= 4").type == t.BOOLEAN


def test_a_term_may_be_written_in_chinese() -> None:
    assert checked('form = "社会团体"').plan == checked('form = "social_group"').plan


# Numbers are whole: fen, hundred-thousandths.


def test_money_is_compared_in_fen() -> None:
    assert checked("registered_capital >= 30000").plan == p.Compare(
        ">=", p.Fact("registered_capital"), p.Constant(3_000_000)
    )


def test_a_ratio_of_money_is_brought_to_one_scale() -> None:
    plan = checked("registered_capital >= 0.7 * capital_paid_in").plan
    assert plan == p.Compare(
        ">=",
        p.Product(p.Fact("registered_capital"), p.Constant(10)),
        p.Product(p.Constant(7), p.Fact("capital_paid_in")),
    )


def test_a_whole_number_keeps_its_zeros() -> None:
    assert checked("individual_members >= 50").plan == p.Compare(">=", p.Fact("individual_members"), p.Constant(50))


def test_a_multiple_of_a_ratio_says_two_thirds() -> None:
    assert checked("3 * non_state_share >= 2").plan == p.Compare(
        ">=", p.Product(p.Constant(3), p.Fact("non_state_share")), p.Constant(200_000)
    )


def test_a_value_is_brought_to_the_scale_of_the_type_that_is_expected() -> None:
    assert checked("1000", expected=t.MONEY).plan == p.Constant(100_000)


def test_constants_are_added_when_the_ruleset_loads() -> None:
    assert checked("individual_members >= 20 + 30").plan == checked("individual_members >= 50").plan


def test_minus_is_zero_minus() -> None:
    assert checked("-5 < individual_members").plan == p.Compare("<", p.Constant(-5), p.Fact("individual_members"))


@pytest.mark.parametrize("text", ["1.5", "0.123", "individual_members"])
def test_a_number_that_does_not_fit_the_expected_type_is_refused(text: str) -> None:
    expected = t.COUNT if text == "1.5" else t.MONEY
    assert codes_of(text, expected=expected) in (["E145"], ["E154"])


@pytest.mark.parametrize("kind", ["min", "max"])
def test_the_operands_of_min_and_max_come_to_one_scale(kind: str) -> None:
    plan = checked(f"{kind}(registered_capital, 0.5 * capital_paid_in, 7)").plan
    assert isinstance(plan, p.Extreme)
    assert plan.operands == (
        p.Product(p.Fact("registered_capital"), p.Constant(10)),
        p.Product(p.Constant(5), p.Fact("capital_paid_in")),
        p.Constant(7000),
    )


# Dates.


def test_a_duration_is_added_to_a_date_from_either_side() -> None:
    right = checked('registered_on != null and registered_on + @"P2Y" < as_of').plan
    left = checked('registered_on != null and @"P2Y" + registered_on < as_of').plan
    assert right == left


def test_a_parameter_can_be_a_duration() -> None:
    assert checked("registered_on != null and registered_on + term < as_of").type == t.BOOLEAN


def test_the_year_of_a_date_may_be_shifted_by_a_literal() -> None:
    plan = checked("date(as_of.year + 1, 5, 31)").plan
    assert plan == p.DateInYear(p.Sum("+", YEAR_OF_AS_OF, p.Constant(1)), 5, 31)
    assert checked("date(1 + as_of.year, 5, 31) > as_of").type == t.BOOLEAN
    assert checked("date(2024, 5, 31)").plan == p.DateInYear(p.Constant(2024), 5, 31)


def test_days_between_two_dates_are_a_number() -> None:
    plan = checked("(as_of - party_duty_since).days", free_as_of=True)
    assert plan.plan == p.DaysBetween(p.AsOf(), p.Fact("party_duty_since"))
    assert isinstance(plan.type, t.NumberType)
    assert plan.type.unit == "days"


def test_the_month_and_the_day_of_a_date_are_plain_numbers() -> None:
    assert checked("party_duty_since.month = 6 and party_duty_since.day <= 30").type == t.BOOLEAN


def test_working_days_are_counted_from_a_date() -> None:
    assert checked("add_working_days(party_duty_since, 5)").plan == p.AddWorkingDays(
        p.Fact("party_duty_since"), p.Constant(5)
    )
    assert checked("add_working_days(party_duty_since, working_days) < as_of").type == t.BOOLEAN


# Guards.


@pytest.mark.parametrize(
    "text",
    [
        "registered_on != null and registered_on > as_of",
        "registered_on = null or registered_on > as_of",
        "if registered_on = null then false else registered_on > as_of",
        "if registered_on != null then registered_on > as_of else true",
        "not(registered_on = null) and registered_on > as_of",
        "not(registered_on = null or filed_on = null) and registered_on > filed_on",
        "(registered_on != null and filed_on != null) and registered_on > filed_on",
        '(registered_on != null and level = "county" or registered_on != null) and registered_on > as_of',
        "count(ratings[withdrawn_on != null and withdrawn_on <= as_of]) >= 1",
        "count(ratings[withdrawn_on != null][withdrawn_on <= as_of]) >= 1",
        "some r in ratings[withdrawn_on != null] satisfies r.withdrawn_on <= as_of",
        "some f in fines satisfies f.performed_on <= as_of",
        "max(ratings.announced_on) != null and max(ratings.announced_on) <= as_of",
        "registered_on != null and large_fine_on(registered_on) != null",
        "registered_on != null and registered_on != null and registered_on > as_of",
        "some q in penalties satisfies large_fine_on(q.decided_on) != null and q.amount >= large_fine_on(q.decided_on)",
    ],
)
def test_a_guard_is_seen(text: str) -> None:
    assert checked(text).type == t.BOOLEAN


@pytest.mark.parametrize(
    "text",
    [
        "registered_on > as_of",
        "registered_on > as_of and registered_on != null",
        "registered_on != null or registered_on > as_of",
        "(registered_on != null or filed_on != null) and registered_on > as_of",
        "if registered_on = null then registered_on > as_of else true",
        "not(registered_on != null) and registered_on > as_of",
        "count(ratings[withdrawn_on <= as_of]) >= 1",
        "some r in ratings[withdrawn_on = null] satisfies r.withdrawn_on <= as_of",
        "some r in ratings satisfies r.withdrawn_on != null and r.valid_until <= as_of",
        "max(ratings[withdrawn_on = null].withdrawn_on) != null",
        "max(ratings.announced_on) <= as_of",
        "rating >= 4",
        "listed",
        "not(listed)",
        "least_rating <= 3",
        "if listed then true else false",
        "some q in penalties satisfies q.amount >= large_fine_on(q.decided_on)",
    ],
)
def test_a_missing_guard_is_an_error(text: str) -> None:
    assert codes_of(text) == ["E148"]


def test_an_if_with_a_null_branch_may_be_null() -> None:
    value = checked("if overseas then null else party_duty_since")
    assert (value.type, value.nullable) == (t.DATE, True)
    assert checked("if overseas then party_duty_since else null").nullable
    assert not checked("if filed_on = null then party_duty_since else filed_on").nullable


# Lists.


def test_a_filter_remembers_what_it_has_seen() -> None:
    result = checked_any("penalties[quashed_on != null and performed_on != null]")
    assert isinstance(result, CheckedList)
    assert result.type.present == {"quashed_on", "performed_on"}


def test_a_definition_that_is_a_list_can_be_filtered_again() -> None:
    result = checked_any("fines[amount >= large_fine]")
    assert isinstance(result, CheckedList)
    assert result.plan == p.Filtered(
        p.DefinedEvents("fines", "penalties"),
        "[0]",
        p.Compare(">=", p.Element("[0]", "penalties", "amount"), p.Parameter("large_fine")),
    )
    assert result.type.present == {"performed_on"}


def test_a_count_is_compared_as_a_count_from_either_side() -> None:
    assert checked("count(penalties) >= 2").plan == p.CompareCount(">=", p.Events("penalties"), p.Constant(2))
    assert checked("2 <= count(penalties)").plan == checked("count(penalties) >= 2").plan


def test_a_count_compared_with_a_fraction_is_compared_as_a_number() -> None:
    assert checked("count(penalties) > 0.5").plan == p.Compare(
        ">", p.Product(p.Count(p.Events("penalties")), p.Constant(10)), p.Constant(5)
    )


def test_a_set_can_be_counted_walked_and_asked() -> None:
    assert checked("count(categories) = 1").plan == p.Compare("=", p.SetSize(p.Fact("categories")), p.Constant(1))
    walk = checked('every c in categories satisfies c in ("sports", "charity")').plan
    assert walk == p.Quantifier(
        "every",
        "c",
        p.Members(p.Fact("categories")),
        p.IsMember(p.Variable("c"), p.Constant(frozenset({"sports", "charity"}))),
    )
    assert checked('"sports" in categories').plan == p.IsMember(p.Constant("sports"), p.Fact("categories"))
    assert checked("some c in categories satisfies c in classes").type == t.BOOLEAN


def test_years_are_walked_up_to_the_day_asked_about() -> None:
    iterator = checked_iterator("y in 2018..as_of.year - 1")
    assert iterator.domain == p.Years(2018, p.Sum("-", YEAR_OF_AS_OF, p.Constant(1)))
    assert checked("some y in 2018..as_of.year satisfies date(y, 5, 31) > as_of").type == t.BOOLEAN
    text = "every y in 2018..as_of.year satisfies some r in annual_reports satisfies r.year = y"
    assert checked(text).type == t.BOOLEAN


def test_for_each_over_a_filtered_list_brings_its_guard() -> None:
    iterator = checked_iterator("r in ratings[withdrawn_on != null]")
    assert iterator.not_null == {p.Element("r", "ratings", "withdrawn_on")}


def test_sum_min_and_max_look_at_one_field() -> None:
    assert checked("sum(penalties.amount)").plan == p.Aggregate("sum", p.Events("penalties"), "amount")
    assert checked("min(penalties.decided_on)").type == t.DATE
    assert checked("sum(penalties.amount)").nullable


# Unary tests.


def test_several_terms_are_one_set() -> None:
    assert checked('form in ("social_group", "foundation")').plan == p.IsMember(
        p.Fact("form"), p.Constant(frozenset({"social_group", "foundation"}))
    )
    assert checked('form in ["foundation"]').type == t.BOOLEAN


def test_ranges_and_comparisons_become_comparisons() -> None:
    members = p.Fact("individual_members")
    between = p.All((p.Compare(">=", members, p.Constant(30)), p.Compare("<", members, p.Constant(50))))
    assert checked("individual_members in [30..50)").plan == between
    assert checked("individual_members in (>= 30, 7)").plan == p.AnyOf(
        (p.Compare(">=", members, p.Constant(30)), p.Compare("=", members, p.Constant(7)))
    )
    assert checked("individual_members between 30 and 50").plan == p.All(
        (p.Compare(">=", members, p.Constant(30)), p.Compare("<=", members, p.Constant(50)))
    )


def test_as_of_may_stand_in_a_range() -> None:
    text = 'as_of in [party_duty_since..party_duty_since + @"P1Y"]'
    assert checked(text).type == t.BOOLEAN
    assert checked('as_of between @"2024-01-01" and @"2024-12-31"').type == t.BOOLEAN


def test_booleans_are_compared_with_equals() -> None:
    assert checked("count(mailings[signed_for = false]) >= 2").type == t.BOOLEAN


# 63 bits.


def test_a_number_that_could_pass_63_bits_is_refused() -> None:
    assert codes_of("1000000000 * registered_capital > 5") == ["E153"]
    assert codes_of("0.00001 * 0.00001 * registered_capital >= capital_paid_in") == ["E153"]
    assert codes_of("sum(annual_reports.year) > 1") == ["E153"]


def test_money_has_room_for_a_sum_and_a_ratio() -> None:
    assert checked("sum(finances.total_income) != null").type == t.BOOLEAN
    assert checked("registered_capital >= 0.99999 * capital_paid_in").type == t.BOOLEAN


def test_bounds_of_numbers_are_those_of_the_record() -> None:
    record = record_vocabulary()
    assert record.facts["registered_capital"].type == t.MONEY
    assert checked("date(2024, 1, 1)").plan == p.DateInYear(p.Constant(2024), 1, 1)
    assert date.max.year > 2199 + 1000 + 100
