"""What expressions come to: known, null or unknown, and what they miss."""

from __future__ import annotations

from datetime import date
from textwrap import indent
from typing import Any

import pytest

from socorg_rules import Outcome
from tests.small_law import evaluate, one_decision, rule, ruleset_text

PARAMETERS = """\
parameters:
  fine_limit:
    title: {zh: 罚款, en: fine}
    type: money
    values: {2010-01-01: 100, 2020-01-01: 200}
    cite: act art.1
  term:
    title: {zh: 期间, en: term}
    type: duration
    values: {2000-01-01: P2Y}
    cite: act art.1
definitions:
  big_fines:
    is: penalties[kind = "fine" and amount >= fine_limit]
  last_decided:
    is: max(penalties.decided_on)
"""


def law(condition: str) -> str:
    when = "\n" + indent(condition, "      ")
    return ruleset_text(
        one_decision(rule("only", "outcome", in_force="{from: 2010-01-01}", when=f">-{when}"), extra=PARAMETERS)
    )


def holds(condition: str, *, as_of: date = date(2024, 3, 1), **record: Any) -> bool | tuple[str, ...]:
    """True or false; where it is unknown, what is missing."""
    decision = evaluate(law(condition), as_of=as_of, **record)["outcome"]
    if decision.outcome is Outcome.UNDETERMINED:
        return decision.missing
    return decision.outcome is Outcome.SATISFIED


# Kleene logic and what is missing.


def test_and_is_false_as_soon_as_one_operand_is() -> None:
    assert holds("community_class and cross_region") is False


def test_and_is_unknown_when_nothing_is_false() -> None:
    assert holds("community_class and not(cross_region)") == ("community_class",)


def test_or_is_true_as_soon_as_one_operand_is() -> None:
    assert holds("community_class or not(cross_region)") is True


def test_or_is_unknown_when_nothing_is_true() -> None:
    assert holds("community_class or cross_region or decoupled") == ("community_class", "decoupled")


def test_not_of_unknown_is_unknown() -> None:
    assert holds("not(community_class)") == ("community_class",)


def test_comparison_with_unknown_is_unknown_even_with_itself() -> None:
    assert holds("registered_capital = registered_capital") == ("registered_capital",)
    assert holds("registered_capital != 5") == ("registered_capital",)
    assert holds('form in ("social_group", "foundation", "service_agency")') == ("form",)


def test_nothing_is_missing_from_a_settled_expression() -> None:
    assert holds('community_class and cross_region or level = "county"') is True


# if


def test_if_is_unknown_when_its_condition_is() -> None:
    assert holds("if community_class then true else true") == ("community_class",)


def test_an_unsettled_if_misses_what_both_branches_miss() -> None:
    assert holds("if community_class then decoupled else founder_barred") == (
        "community_class",
        "decoupled",
        "founder_barred",
    )
    assert holds("if cross_region then decoupled else founder_barred") == ("decoupled", "founder_barred")


def test_if_takes_the_branch_of_its_condition() -> None:
    assert holds("if cross_region then true else false") is False
    assert holds("if cross_region then false else true") is True


# Facts.


def test_a_null_is_a_fact() -> None:
    assert holds("registered_on = null") is True
    assert holds("registered_on != null", registered_on="2020-01-01") is True


def test_a_later_date_reads_as_absent() -> None:
    assert holds("registered_on = null", registered_on="2024-03-02") is True
    assert holds("registered_on = null", registered_on="2024-03-01") is False


def test_a_fact_that_can_be_null_and_unknown_is_unknown_under_its_guard() -> None:
    assert holds("if community_class then true else registered_on != null") == ("community_class",)


def test_sets_are_asked_for_members() -> None:
    assert holds('"sports" in categories', categories=["sports"]) is True
    assert holds('"sports" in categories', categories=[]) is False
    assert holds('"sports" in categories') == ("categories",)


def test_sets_are_walked_and_counted() -> None:
    assert holds('every c in categories satisfies c in ("sports", "charity")', categories=["sports"]) is True
    assert holds('some c in categories satisfies c = "charity"', categories=["sports"]) is False
    assert holds("count(categories) = 2", categories=["sports", "charity"]) is True
    assert holds("count(categories) = 2") == ("categories",)
    assert holds("some c in categories satisfies registered_capital > 5") == ("categories", "registered_capital")


# Numbers.


def test_money_keeps_its_fen() -> None:
    assert holds("registered_capital >= 50000", registered_capital="49999.99") is False
    assert holds("registered_capital >= 50000", registered_capital="50000.00") is True


def test_arithmetic_is_exact() -> None:
    record: dict[str, Any] = {"registered_capital": "0.70", "capital_paid_in": "1"}
    assert holds("registered_capital = 0.7 * capital_paid_in", **record) is True
    assert holds("registered_capital - 0.01 < 0.7 * capital_paid_in", **record) is True
    assert holds("-1 * registered_capital > 0", **record) is False
    assert holds("min(registered_capital, capital_paid_in) = 0.7", **record) is True
    assert holds("max(registered_capital, capital_paid_in) = 0.7", **record) is False
    assert holds("registered_capital + capital_paid_in > 0") == ("capital_paid_in", "registered_capital")


def test_two_thirds_are_said_by_a_multiple() -> None:
    assert holds("3 * non_state_share >= 2", non_state_share="0.66667") is True
    assert holds("3 * non_state_share >= 2", non_state_share="0.66666") is False


# Dates.


def test_months_and_years_end_on_the_corresponding_day_or_the_months_last() -> None:
    leap: dict[str, Any] = {"party_duty_since": "2020-02-29"}
    assert holds('party_duty_since + @"P1Y" = @"2021-02-28"', **leap) is True
    assert holds('party_duty_since + @"P4Y" = @"2024-02-29"', **leap) is True
    assert holds('party_duty_since + @"P6M" = @"2020-08-29"', **leap) is True
    assert holds('party_duty_since + @"P30D" = @"2020-03-30"', **leap) is True
    assert holds('party_duty_since + @"P1M" = @"2020-02-29"', party_duty_since="2020-01-31") is True
    assert holds('party_duty_since + term = @"2022-02-28"', **leap) is True


def test_full_two_years_hold_from_the_day_after() -> None:
    condition = 'party_duty_since + @"P2Y" < as_of'
    assert holds(condition, as_of=date(2024, 5, 10), party_duty_since="2022-05-10") is False
    assert holds(condition, as_of=date(2024, 5, 11), party_duty_since="2022-05-10") is True


def test_parts_of_dates_and_days_between() -> None:
    record: dict[str, Any] = {"party_duty_since": "2023-12-31", "last_fundraising_on": "2024-02-29"}
    assert holds("party_duty_since.year = as_of.year - 1", **record) is True
    assert holds("party_duty_since.month = 12 and party_duty_since.day = 31", **record) is True
    assert holds("(last_fundraising_on - party_duty_since).days = 60", **record) is True
    assert holds("(party_duty_since - last_fundraising_on).days = -60", **record) is True
    assert holds("date(party_duty_since.year + 1, 5, 31) > as_of", **record) is True
    assert holds("(last_fundraising_on - party_duty_since).days > 5") == (
        "last_fundraising_on",
        "party_duty_since",
    )


# Parameters.


def test_a_parameter_means_its_value_on_the_day_asked_about() -> None:
    assert holds("registered_capital >= fine_limit", registered_capital="150") is False
    assert holds("registered_capital >= fine_limit", as_of=date(2019, 12, 31), registered_capital="150") is True


def test_a_parameter_on_a_day_is_null_before_its_first() -> None:
    condition = "some q in penalties satisfies fine_limit_on(q.decided_on) = null"
    assert holds(condition, penalties=[{"decided_on": "2009-12-31", "kind": "fine", "amount": "1"}]) is True
    assert holds(condition, penalties=[{"decided_on": "2010-01-01", "kind": "fine", "amount": "1"}]) is False


def test_a_parameter_on_an_unknown_day_is_unknown() -> None:
    assert holds("fine_limit_on(party_duty_since) = null") == ("party_duty_since",)


# Event lists.


def fine(day: str, amount: str | None = "100", **more: object) -> dict[str, object]:
    amounts = {} if amount is None else {"amount": amount}
    return {"kind": "fine", "decided_on": day, **amounts, **more}


def test_of_nothing_some_is_false_and_every_is_true() -> None:
    assert holds("some p in penalties satisfies p.amount > 0", penalties=[]) is False
    assert holds("every p in penalties satisfies p.amount > 0", penalties=[]) is True


def test_an_absent_list_is_unknown() -> None:
    assert holds("some p in penalties satisfies p.amount > 0") == ("penalties",)
    assert holds("every p in penalties satisfies p.amount > 0") == ("penalties",)
    assert holds("count(penalties) > 0") == ("penalties",)


def test_an_absent_list_also_misses_what_its_condition_would_wait_for() -> None:
    assert holds("some p in penalties satisfies p.amount > registered_capital") == (
        "penalties",
        "registered_capital",
    )
    assert holds("count(penalties[amount > registered_capital]) > 0") == ("penalties", "registered_capital")
    assert holds("some p in penalties[amount > registered_capital] satisfies p.amount < capital_paid_in") == (
        "capital_paid_in",
        "penalties",
        "registered_capital",
    )


def test_quantifiers_are_kleene_over_the_elements() -> None:
    known, unknown = fine("2023-01-01", "500"), fine("2023-01-02", None)
    some = "some p in penalties satisfies p.amount >= 500"
    every = "every p in penalties satisfies p.amount >= 500"
    assert holds(some, penalties=[known, unknown]) is True
    assert holds(some, penalties=[fine("2023-01-01", "1"), unknown]) == ("penalties.amount",)
    assert holds(every, penalties=[known, unknown]) == ("penalties.amount",)
    assert holds(every, penalties=[fine("2023-01-01", "1"), unknown]) is False


def test_a_filter_with_an_unknown_member_may_still_settle() -> None:
    unknown = {"decided_on": "2023-01-02", "amount": "900"}
    condition = 'some p in penalties[kind = "fine"] satisfies p.amount >= 500'
    assert holds(condition, penalties=[unknown]) == ("penalties.kind",)
    assert holds(condition, penalties=[unknown, fine("2023-01-01", "500")]) is True
    assert holds(condition, penalties=[{**unknown, "amount": "1"}]) is False
    every = 'every p in penalties[kind = "fine"] satisfies p.amount >= 500'
    assert holds(every, penalties=[unknown]) is True
    assert holds(every, penalties=[{**unknown, "amount": "1"}]) == ("penalties.kind",)


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        (">= 1", True),
        (">= 2", ("penalties.kind",)),
        (">= 3", False),
        ("< 3", True),
        ("< 1", False),
        ("<= 2", True),
        ("> 0", True),
        ("= 0", False),
        ("= 1", ("penalties.kind",)),
        ("= 3", False),
        ("!= 2", ("penalties.kind",)),
        ("!= 3", True),
    ],
)
def test_a_count_is_settled_when_every_possible_count_agrees(comparison: str, expected: bool | tuple[str, ...]) -> None:
    penalties = [fine("2023-01-01"), {"decided_on": "2023-01-02", "amount": "1"}]
    assert holds(f'count(penalties[kind = "fine"]) {comparison}', penalties=penalties) == expected


def test_a_count_between_the_sure_and_the_possible_is_not_ruled_out() -> None:
    doubtful = [{"decided_on": "2023-01-02", "amount": "1"}] * 2
    assert holds('count(penalties[kind = "fine"]) = 1', penalties=doubtful) == ("penalties.kind",)
    assert holds('count(penalties[kind = "fine"]) != 1', penalties=doubtful) == ("penalties.kind",)


def test_a_count_compared_with_an_unknown_number_is_unknown() -> None:
    assert holds("count(penalties) > individual_members", penalties=[]) == ("individual_members",)


def test_a_count_compared_with_another_counts_the_doubtful_as_unknown() -> None:
    condition = 'count(penalties) > count(penalties[kind = "fine"])'
    assert holds(condition, penalties=[{"decided_on": "2023-01-02"}]) == ("penalties.kind",)
    assert holds(condition, penalties=[{"decided_on": "2023-01-02", "kind": "warning"}]) is True


def test_sums_and_extremes_of_nothing_are_null() -> None:
    assert holds("sum(penalties.amount) = null", penalties=[]) is True
    assert holds("max(penalties.decided_on) = null", penalties=[]) is True


def test_sums_and_extremes_look_at_all_elements() -> None:
    penalties = [fine("2023-01-01", "100"), fine("2023-05-01", "0.50")]
    assert holds("sum(penalties.amount) != null and sum(penalties.amount) = 100.5", penalties=penalties) is True
    assert (
        holds('min(penalties.decided_on) != null and min(penalties.decided_on) = @"2023-01-01"', penalties=penalties)
        is True
    )
    assert holds('last_decided != null and last_decided = @"2023-05-01"', penalties=penalties) is True


def test_sums_and_extremes_are_unknown_with_one_doubt() -> None:
    guard = "sum(penalties.amount) = null"
    assert holds(guard, penalties=[fine("2023-01-01", None)]) == ("penalties.amount",)
    assert holds('sum(penalties[kind = "fine"].amount) = null', penalties=[{"decided_on": "2023-01-01"}]) == (
        "penalties.amount",
        "penalties.kind",
    )
    assert holds(guard) == ("penalties",)


def test_definitions_of_lists_are_lists() -> None:
    assert holds("count(big_fines) = 1", penalties=[fine("2023-01-01", "200"), fine("2023-01-01", "199.99")]) is True
    assert holds("count(big_fines[quashed_on = null]) = 1", penalties=[fine("2023-01-01", "200")]) is True
    assert holds("sum(big_fines.amount) = null", penalties=[fine("2023-01-01", "1")]) is True


def test_equal_events_are_two() -> None:
    assert holds("count(penalties) = 2", penalties=[fine("2023-01-01"), fine("2023-01-01")]) is True


def test_years_are_walked_and_crossed_ends_are_empty() -> None:
    condition = "some y in 2022..as_of.year - 1 satisfies not(some r in annual_reports satisfies r.year = y)"
    reports = [{"year": 2022}, {"year": 2023}]
    assert holds(condition, annual_reports=reports) is False
    assert holds(condition, annual_reports=reports[:1]) is True
    assert holds(condition, as_of=date(2021, 1, 1), annual_reports=[]) is False
    assert holds("every y in 2030..as_of.year satisfies false") is True
    assert holds(condition) == ("annual_reports",)


def test_every_year_means_every_one_whatever_else_is_asked() -> None:
    assert holds("every y in 2018..as_of.year - 1 satisfies y >= 2020 and overseas", overseas=True) is False
    assert holds("every y in 2018..as_of.year - 1 satisfies y >= 2018 and overseas", overseas=True) is True
    assert holds("every y in 2018..as_of.year - 1 satisfies overseas and date(y, 5, 31) < as_of", overseas=True) is True
    assert holds("every y in 2030..as_of.year satisfies overseas and y > 2030", overseas=False) is True
    assert holds("some y in 2018..as_of.year - 1 satisfies y >= 2020 and overseas", overseas=True) is True
    assert holds("some y in 2018..as_of.year - 1 satisfies y >= 2200 and overseas", overseas=True) is False
    assert holds("some y in 2018..as_of.year - 1 satisfies y >= 2020 and decoupled") == ("decoupled",)
    assert holds("some y in 2030..as_of.year satisfies decoupled") is False


def test_quantifiers_nest() -> None:
    condition = "some p in penalties satisfies some l in listings satisfies l.listed_on > p.decided_on"
    listing = {"list": "anomaly", "listed_on": "2023-06-01"}
    assert holds(condition, penalties=[fine("2023-01-01")], listings=[listing]) is True
    assert holds(condition, penalties=[fine("2023-06-01")], listings=[listing]) is False
    assert holds(condition, penalties=[fine("2023-01-01")]) == ("listings",)
    assert holds(condition, penalties=[], listings=[listing]) is False


def test_a_member_that_is_in_doubt_stays_in_doubt_through_a_second_filter() -> None:
    doubtful = {"decided_on": "2023-01-02", "amount": "900"}
    twice = 'count(penalties[kind = "fine"][amount >= 500]) >= 1'
    assert holds(twice, penalties=[doubtful]) == ("penalties.kind",)
    assert holds(twice, penalties=[{**doubtful, "amount": "1"}]) is False
    assert holds("count(big_fines[quashed_on = null]) = 0", penalties=[doubtful]) == ("penalties.kind",)
