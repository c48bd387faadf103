"""Sentences 8 to 13: expressions."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from socorg_rules import Outcome
from tests.semantics.asking import (
    NOT_SATISFIED,
    SATISFIED,
    UNDETERMINED,
    answering,
    fine,
    hint,
    holds,
    law,
    parameter,
    quoted,
    refusals,
    refused,
    told,
)
from tests.small_law import codes_of, evaluate, one_decision, rule, ruleset_text

PAIRS = list(product((True, None, False), repeat=2))
"""True, unknown and false with each other."""


def flags(**values: bool | None) -> dict[str, Any]:
    """Facts of a record; what is None nobody said."""
    return {name: value for name, value in values.items() if value is not None}


def settled(result: bool | tuple[str, ...]) -> bool | None:
    return result if isinstance(result, bool) else None


def for_each(iterator: str, when: str) -> str:
    return ruleset_text(one_decision(rule("only", "outcome", for_each=quoted(iterator), when=quoted(when))))


# 8. Kleene logic.


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_08a_and_is_false_with_one_false_and_else_unknown_with_one_unknown(
    left: bool | None, right: bool | None
) -> None:
    expected = False if False in (left, right) else None if None in (left, right) else True
    found = holds("community_class and decoupled", **flags(community_class=left, decoupled=right))
    assert settled(found) is expected


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_08b_or_is_true_with_one_true_and_else_unknown_with_one_unknown(left: bool | None, right: bool | None) -> None:
    expected = True if True in (left, right) else None if None in (left, right) else False
    found = holds("community_class or decoupled", **flags(community_class=left, decoupled=right))
    assert settled(found) is expected


@pytest.mark.parametrize(("value", "expected"), [(True, False), (None, None), (False, True)])
def test_08c_not_leaves_unknown_unknown(value: bool | None, expected: bool | None) -> None:
    assert settled(holds("not(decoupled)", **flags(decoupled=value))) is expected


MUCH, LITTLE, UNSAID = fine("900"), fine("1"), fine(None)


@pytest.mark.parametrize(
    ("penalties", "some", "every"),
    [
        ([], False, True),
        ([MUCH], True, True),
        ([LITTLE], False, False),
        ([UNSAID], None, None),
        ([MUCH, UNSAID], True, None),
        ([LITTLE, UNSAID], None, False),
        ([MUCH, LITTLE, UNSAID], True, False),
    ],
)
def test_08d_some_and_every_are_kleene_over_the_elements(
    penalties: list[dict[str, Any]], some: bool | None, every: bool | None
) -> None:
    assert settled(holds("some p in penalties satisfies p.amount >= 500", penalties=penalties)) is some
    assert settled(holds("every p in penalties satisfies p.amount >= 500", penalties=penalties)) is every


def test_08e_an_element_that_may_belong_counts_as_far_as_it_matters() -> None:
    unsorted = {"decided_on": "2023-01-01", "amount": "900"}
    some, every = (f'{word} p in penalties[kind = "fine"] satisfies p.amount < 500' for word in ("some", "every"))
    assert holds(some, penalties=[unsorted]) is False
    assert holds(some, penalties=[{**unsorted, "amount": "1"}]) == ("penalties.kind",)
    assert holds(every, penalties=[unsorted]) == ("penalties.kind",)


@pytest.mark.parametrize(
    ("penalties", "outcome"),
    [
        ([], NOT_SATISFIED),
        ([LITTLE], NOT_SATISFIED),
        ([LITTLE, UNSAID], UNDETERMINED),
        ([MUCH, UNSAID], SATISFIED),
    ],
)
def test_08f_for_each_is_kleene_over_the_elements(penalties: list[dict[str, Any]], outcome: Outcome) -> None:
    decision = evaluate(for_each("p in penalties", "p.amount >= 500"), penalties=penalties)["outcome"]
    assert decision.outcome == outcome


def test_08g_of_an_unknown_list_nothing_is_settled() -> None:
    assert holds("some p in penalties satisfies p.amount >= 0") == ("penalties",)
    assert holds("every p in penalties satisfies p.amount >= 0") == ("penalties",)
    assert holds("every p in penalties satisfies cross_region = false") == ("penalties",)
    for condition in ("p.amount >= 0", "overseas", "cross_region = false"):
        assert told(evaluate(for_each("p in penalties", condition))["outcome"]) == ("penalties",)


# 9. Counts, sums and extremes.

SURE, POSSIBLE = fine(), {"decided_on": "2023-01-02", "amount": "1"}


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        (">= 1", True),
        (">= 2", None),
        (">= 4", False),
        ("> 0", True),
        ("> 2", None),
        ("< 1", False),
        ("< 4", True),
        ("<= 1", None),
        ("= 0", False),
        ("= 1", None),
        ("= 4", False),
        ("!= 0", True),
        ("!= 3", None),
    ],
)
def test_09a_a_count_is_settled_when_every_possible_number_agrees(comparison: str, expected: bool | None) -> None:
    found = holds(f'count(penalties[kind = "fine"]) {comparison}', penalties=[SURE, POSSIBLE, POSSIBLE])
    assert settled(found) is expected


# The sure ones alone (none) and all together (two) both differ from one, and yet it may be exactly one.
def test_09b_a_number_between_the_sure_and_the_possible_is_possible() -> None:
    assert holds('count(penalties[kind = "fine"]) = 1', penalties=[POSSIBLE, POSSIBLE]) == ("penalties.kind",)
    assert holds('count(penalties[kind = "fine"]) != 1', penalties=[POSSIBLE, POSSIBLE]) == ("penalties.kind",)


def test_09c_anywhere_else_one_possible_element_makes_a_count_unknown() -> None:
    penalties = [SURE, POSSIBLE]
    assert holds('count(penalties[kind = "fine"]) + 1 >= 0', penalties=penalties) == ("penalties.kind",)
    assert holds('2 * count(penalties[kind = "fine"]) >= 0', penalties=penalties) == ("penalties.kind",)
    shown = evaluate(answering('count(penalties[kind = "fine"])', "count"), penalties=penalties)["outcome"]
    assert (shown.outcome, shown.value) == (UNDETERMINED, None)


@pytest.mark.parametrize("expression", ["sum(list.amount)", "min(list.amount)", "max(list.amount)"])
def test_09d_one_doubt_makes_a_sum_and_an_extreme_unknown(expression: str) -> None:
    fines = expression.replace("list", 'penalties[kind = "fine"]')
    whole = expression.replace("list", "penalties")
    assert holds(f"{fines} = null", penalties=[SURE, POSSIBLE]) == ("penalties.kind",)
    assert holds(f"{whole} = null", penalties=[SURE, UNSAID]) == ("penalties.amount",)
    assert holds(f"{whole} = null", penalties=[SURE]) is False


# In most languages the sum of nothing is 0. The law tells "no amount" from "an amount of nothing".
@pytest.mark.parametrize("function", ["sum", "min", "max"])
def test_09e_sum_min_and_max_of_nothing_are_null(function: str) -> None:
    assert holds(f"{function}(penalties.amount) = null", penalties=[]) is True
    assert refused(f"{function}(penalties.amount) > 5") == ["E148"]


def test_09f_a_count_of_nothing_is_zero() -> None:
    assert holds("count(penalties) = 0", penalties=[]) is True


# 10. if.


# FEEL and SQL take the else branch, and a missing fact would turn into a permission.
def test_10a_if_is_unknown_when_its_condition_is() -> None:
    assert holds("if decoupled then false else true") == ("decoupled",)
    assert holds("if registered_capital < 30000 then false else true") == ("registered_capital",)


def test_10b_even_where_both_branches_agree() -> None:
    assert holds("if decoupled then true else true") == ("decoupled",)


def test_10c_a_value_out_of_an_unsettled_if_is_unknown() -> None:
    decision = evaluate(answering("if community_class then 1000 else 30000", "money"))["outcome"]
    assert (decision.outcome, decision.value) == (UNDETERMINED, None)


def test_10d_a_settled_condition_takes_its_branch() -> None:
    assert holds("if cross_region then false else true") is True
    assert holds("if cross_region then decoupled else true") is True
    assert holds("if cross_region then true else decoupled") == ("decoupled",)


# 11. Years.

MISSED = "some y in 2018..as_of.year - 1 satisfies count(annual_reports[year = y]) = 0"


def test_11a_a_quantifier_walks_the_years_up_to_that_of_the_question() -> None:
    reports = [{"year": year} for year in (2018, 2019, 2020)]
    assert holds(MISSED, as_of=date(2021, 6, 1), annual_reports=reports) is False
    assert holds(MISSED, as_of=date(2022, 1, 1), annual_reports=reports) is True
    assert holds(MISSED, as_of=date(2021, 12, 31), annual_reports=reports[1:]) is True


@pytest.mark.parametrize("years", ["party_duty_since.year..as_of.year", "2018..2024", "2018..party_duty_since.year"])
def test_11b_the_low_end_is_written_out_and_the_high_end_is_counted_from_the_day(years: str) -> None:
    assert refused(f"some y in {years} satisfies count(annual_reports[year = y]) = 0") == ["E159"]


@pytest.mark.parametrize("shift", ["", " - 1", " + 1"])
def test_11c_the_high_end_may_be_shifted(shift: str) -> None:
    assert refused(f"some y in 2018..as_of.year{shift} satisfies count(annual_reports[year = y]) = 0") == []


# FEEL walks 2018, 2017, 2016, … where the ends are crossed.
def test_11d_crossed_ends_are_empty() -> None:
    early = date(2016, 6, 1)
    assert holds(MISSED, as_of=early, annual_reports=[]) is False
    assert holds("every y in 2018..as_of.year satisfies false", as_of=early) is True
    assert told(evaluate(for_each("y in 2018..as_of.year", "y < 2018"), as_of=early)["outcome"]) is False


def test_11e_equal_ends_are_one_year() -> None:
    assert holds("every y in 2024..as_of.year satisfies y = 2024") is True
    assert holds("some y in 2024..as_of.year satisfies true") is True


# 12. Names, and what is refused.

FLOOR = "parameters:\n" + parameter("最低限额", "money", "{2000-01-01: 30000}")


def test_12a_names_may_be_chinese() -> None:
    assert holds("注册资金 >= 最低限额", extra=FLOOR, registered_capital="30000") is True
    assert (
        holds('count(行政处罚[处罚种类 = "罚款"]) = 1', 行政处罚=[{"处罚决定日期": "2023-01-01", "kind": "fine"}])
        is True
    )


@pytest.mark.parametrize("name", ["large-fine", "large fine", "9fines", "Large_fine", "fine%"])
def test_12b_names_are_letters_digits_and_underscores(name: str) -> None:
    text = ruleset_text("parameters:\n" + parameter(f'"{name}"', "money", "{2000-01-01: 5}"))
    assert [problem.code for problem in refusals(text)] == ["E031"]


def test_12c_a_hyphen_is_a_minus_and_the_author_is_told_the_name() -> None:
    assert refused("registered-capital >= 30000") == ["E140"]
    assert "'registered_capital'" in hint("registered-capital >= 30000")
    large_fine = "parameters:\n" + parameter("large_fine", "money", "{2000-01-01: 5}")
    assert "'large_fine'" in hint("count(penalties[amount >= large-fine]) > 0", extra=large_fine)
    assert refused("registered_capital-capital_paid_in > 0") == []


@pytest.mark.parametrize(
    "condition",
    [
        "count(listings[count(judgment_defaults[listed_on < as_of]) > 0]) > 0",
        "some amount in penalties satisfies count(penalties[amount > 5]) > 0",
    ],
)
def test_12d_a_name_with_two_meanings_is_refused(condition: str) -> None:
    assert refused(condition) == ["E141"]
    assert "some x in" in hint(condition)


def test_12e_a_field_of_an_event_hides_nothing() -> None:
    amount = "parameters:\n" + parameter("amount", "money", "{2000-01-01: 5}")
    assert refused("count(penalties[amount > 5]) > 0", extra=amount) == ["E141"]
    assert refused("some p in penalties satisfies p.amount > amount", extra=amount) == []


def test_12f_a_variable_hides_nothing() -> None:
    assert refused("some overseas in penalties satisfies overseas.amount > 5") == ["E165"]


def test_12g_names_of_a_ruleset_have_one_meaning() -> None:
    limit = parameter("limit", "money", "{2000-01-01: 5}")
    assert codes_of(ruleset_text(f"parameters:\n{limit}definitions: {{limit: {{is: overseas}}}}\n")) == ["E218"]
    assert codes_of(ruleset_text("definitions: {overseas: {is: cross_region}}\n")) == ["E218"]


# `[flag]` may mean a position, a filter or nothing, and `[not(flag)]` a unary test: FEEL engines disagree.
@pytest.mark.parametrize(
    ("condition", "instead"),
    [
        ("signed_for", "[signed_for = true]"),
        ("(signed_for)", "[signed_for = true]"),
        ("not(signed_for)", "[signed_for = false]"),
        ("true", "[signed_for = false]"),
        ("not(signed_for) and returned_on = null", "[signed_for = false]"),
    ],
)
def test_12h_a_filter_that_is_a_bare_truth_value_or_begins_with_not_is_refused(condition: str, instead: str) -> None:
    assert refused(f"count(mailings[{condition}]) >= 2") == ["E128"]
    assert instead in hint(f"count(mailings[{condition}]) >= 2")


def test_12i_the_form_to_write_instead_keeps_unknown_apart_from_false() -> None:
    mailings = [{"sent_on": "2023-01-01", "signed_for": False}, {"sent_on": "2023-02-01"}]
    assert holds("count(mailings[signed_for = false]) >= 1", mailings=mailings) is True
    assert holds("count(mailings[signed_for = false]) >= 2", mailings=mailings) == ("mailings.signed_for",)


@pytest.mark.parametrize(
    "condition", ["penalties.amount > 5", "penalties[amount > 5].amount > 5", 'penalties[kind = "fine"]', "penalties"]
)
def test_12j_a_list_is_no_value(condition: str) -> None:
    assert refused(condition) == ["E161"]
    assert "some x in" in hint(condition)


@pytest.mark.parametrize("condition", ["0 < registered_capital < 5", "overseas = decoupled = true"])
def test_12k_comparisons_are_not_chained(condition: str) -> None:
    assert refused(condition) == ["E125"]
    assert "a < b and b < c" in hint(condition)


# 13. as_of.


@pytest.mark.parametrize(
    "condition",
    [
        "party_duty_since < as_of",
        "as_of >= party_duty_since",
        "as_of = party_duty_since",
        "as_of in [party_duty_since..last_fundraising_on]",
        "party_duty_since.year < as_of.year - 1",
        "date(as_of.year, 5, 31) < as_of",
    ],
)
def test_13a_as_of_is_compared_with_dates_and_has_a_year(condition: str) -> None:
    assert refused(condition) == []


@pytest.mark.parametrize(
    "condition",
    [
        "as_of.month = 5",
        'as_of + @"P1Y" > party_duty_since',
        "(as_of - party_duty_since).days > 30",
        "max(as_of, party_duty_since) > party_duty_since",
        "add_working_days(as_of, 5) > party_duty_since",
        "term_on(as_of) != null",
        "(if overseas then as_of else party_duty_since) > party_duty_since",
    ],
)
def test_13b_nothing_else_is_done_with_it(condition: str) -> None:
    assert refused(condition, extra="parameters:\n" + parameter("term", "duration", "{2000-01-01: P2Y}")) == ["E155"]


def test_13c_nor_is_it_a_definition_an_answer_or_the_beginning_of_a_ground() -> None:
    assert codes_of(ruleset_text("definitions: {today: {is: as_of}}\n")) == ["E155"]
    assert [problem.code for problem in refusals(answering("as_of", "date"))] == ["E155"]
    assert codes_of(ruleset_text(one_decision(rule("only", "outcome", since="as_of")))) == ["E155"]


def test_13d_in_a_value_it_is_a_date_like_any_other() -> None:
    keys = f"type: days\nvalue: {quoted('(as_of - party_duty_since).days')}"
    text = ruleset_text(one_decision(rule("only", "outcome"), decision_keys=keys))
    assert evaluate(text, party_duty_since="2024-02-01")["outcome"].value == 29


def test_13e_a_refusal_says_so_in_both_languages() -> None:
    (problem,) = refusals(law("as_of.month = 5"))
    assert "as_of" in problem.message("zh")
    assert "value:" in problem.message("en")
