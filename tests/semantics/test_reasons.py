"""Sentences 19 to 21: what is missing, what an outcome rests on, and tables."""

from __future__ import annotations

from datetime import date

import pytest

from tests.semantics.asking import SATISFIED, UNDETERMINED, fine, quoted, refusals, told
from tests.semantics.deciding import (
    BASE,
    BY_FORM,
    EXCEPTION,
    TWO_REQUIREMENTS,
    USED,
    answer,
    findings,
    grounds,
    outcome,
    table,
)
from tests.small_law import codes_of, evaluate, rule

# 19. What is missing.


def test_19a_an_unsettled_if_misses_what_both_branches_miss() -> None:
    text = findings(rule("only", "outcome", when=quoted("if decoupled then community_class else founder_barred")))
    assert outcome(text).missing == ("community_class", "decoupled", "founder_barred")


def test_19b_an_unsettled_and_misses_what_all_its_unsettled_operands_miss() -> None:
    text = findings(rule("only", "outcome", when=quoted("decoupled and (community_class or overseas)")))
    assert outcome(text).missing == ("community_class", "decoupled")
    assert outcome(text, community_class=True).missing == ("decoupled",)


def test_19c_an_unknown_scope_hides_no_rule() -> None:
    text = findings(rule("only", "outcome", when="community_class"), keys="scope: decoupled")
    assert outcome(text).missing == ("community_class", "decoupled")


def test_19d_a_decision_that_uses_another_misses_what_that_misses() -> None:
    assert evaluate(USED)["second"].missing == ("community_class", "decoupled")


def test_19e_a_rule_misses_what_its_exceptions_miss() -> None:
    text = findings(
        rule("base", "outcome", when="community_class"),
        rule("off", "outcome", when="decoupled", exception_to="base"),
    )
    assert outcome(text).missing == ("community_class", "decoupled")
    assert outcome(text, community_class=True).missing == ("decoupled",)
    assert outcome(text, community_class=False).missing == ()


def test_19f_a_rule_that_is_surely_beaten_misses_nothing() -> None:
    text = findings(
        rule("base", "outcome", when="community_class"),
        rule("off", "outcome", when="overseas", exception_to="base"),
        rule("open", "outcome", when="decoupled"),
    )
    assert outcome(text, overseas=True).missing == ("decoupled",)
    assert outcome(text).missing == ("community_class", "decoupled")


def test_19g_facts_are_paths_without_an_index() -> None:
    text = findings(rule("only", "outcome", when=quoted("some p in penalties satisfies p.amount >= 500")))
    assert outcome(text, penalties=[fine(None), fine(None)]).missing == ("penalties.amount",)
    assert outcome(text).missing == ("penalties",)


def test_19h_an_unknown_list_hides_no_other_fact_of_its_condition() -> None:
    text = findings(rule("only", "outcome", when=quoted("count(penalties[amount > registered_capital]) > 0")))
    assert outcome(text).missing == ("penalties", "registered_capital")


def test_19i_nothing_is_missing_from_what_is_settled() -> None:
    text = findings(
        rule("sure", "outcome", when=quoted("overseas or decoupled")), rule("open", "outcome", when="community_class")
    )
    assert outcome(text, overseas=True).missing == ()


def test_19j_a_settled_outcome_does_not_hide_what_its_value_waits_for() -> None:
    decision = outcome(findings(rule("only", "outcome"), keys="type: date\nvalue: party_duty_since"))
    assert (decision.outcome, decision.value, decision.missing) == (SATISFIED, None, ("party_duty_since",))


# 20. Grounds.


def test_20a_the_grounds_of_findings_are_the_rules_that_hold_each_with_its_day() -> None:
    text = findings(
        rule("each", "outcome", for_each="p in penalties", since="p.decided_on"),
        rule("other", "outcome", when="overseas"),
    )
    penalties = [fine(on="2023-05-01"), fine(on="2022-05-01"), fine(on="2022-05-01")]
    assert grounds(outcome(text, penalties=penalties)) == [("each", date(2022, 5, 1)), ("each", date(2023, 5, 1))]
    assert grounds(outcome(text, penalties=[])) == []


def test_20b_the_grounds_of_requirements_are_those_met_or_those_not_met() -> None:
    met = outcome(TWO_REQUIREMENTS, individual_members=50, full_time_staff=1)
    assert grounds(met) == [("members", None), ("staff", None)]
    unmet = outcome(TWO_REQUIREMENTS, individual_members=49, full_time_staff=1)
    assert grounds(unmet) == [("members", None)]


def test_20c_an_answer_rests_on_the_rules_that_give_it_and_otherwise_on_none() -> None:
    text = answer(BASE, EXCEPTION)
    assert grounds(outcome(text, community_class=True, decoupled=True)) == [("exception", None)]
    assert grounds(outcome(text, community_class=False, decoupled=False)) == []


def test_20d_an_undetermined_decision_has_no_grounds() -> None:
    assert outcome(TWO_REQUIREMENTS, individual_members=50).outcome is UNDETERMINED
    assert grounds(outcome(TWO_REQUIREMENTS, individual_members=50)) == []


@pytest.mark.parametrize(
    ("in_force", "since"),
    [("{from: 2018-01-24}", date(2018, 1, 24)), ("{from: 2010-01-01}", date(2015, 6, 1)), (None, date(2015, 6, 1))],
)
def test_20e_a_ground_never_begins_before_its_rule_is_in_force(in_force: str | None, since: date) -> None:
    keys = {} if in_force is None else {"in_force": in_force}
    text = findings(rule("only", "outcome", for_each="p in penalties", since="p.decided_on", **keys))
    assert grounds(outcome(text, penalties=[fine(on="2015-06-01")])) == [("only", since)]


def test_20f_that_day_may_come_from_the_source() -> None:
    text = findings(rule("only", "outcome", for_each="p in penalties", since="p.decided_on"))
    assert grounds(outcome(text, penalties=[fine(on="1999-06-01")])) == [("only", date(2000, 1, 1))]


def test_20g_a_ground_out_of_undated_facts_has_no_day() -> None:
    assert grounds(outcome(findings(rule("only", "outcome", when="overseas")), overseas=True)) == [("only", None)]
    text = findings(rule("only", "outcome", since="party_duty_since"))
    assert grounds(outcome(text)) == [("only", None)]


# 21. Tables.


def test_21a_a_row_is_a_rule_that_holds_where_all_its_cells_do() -> None:
    assert outcome(table(BY_FORM), form="social_group", individual_members=50).value == 1
    assert outcome(table(BY_FORM), form="social_group", individual_members=49).value == 2
    decision = outcome(table(BY_FORM), form="foundation")
    assert (decision.value, grounds(decision)) == (3, [("sizes.others", None)])


def test_21b_and_its_cells_are_kleene() -> None:
    assert told(outcome(table(BY_FORM), form="social_group")) == ("individual_members",)
    assert told(outcome(table(BY_FORM), individual_members=50)) == ("form",)
    assert told(outcome(table(BY_FORM), form="foundation")) is True


@pytest.mark.parametrize("hit_policy", ["first", "priority", "any", "output order", "rule order", "UNIQUE"])
def test_21c_a_hit_policy_in_which_order_could_matter_is_refused(hit_policy: str) -> None:
    assert [problem.code for problem in refusals(table(BY_FORM, hit_policy=hit_policy))] == ["E039"]


OVERLAPPING = """\
      - {id: many, individual_members: '>= 50', label: many}
      - {id: more, individual_members: '>= 100', label: more}
"""


def test_21d_unique_rows_never_match_together() -> None:
    assert codes_of(table(OVERLAPPING, decides="kind: findings")) == ["E214"]


def test_21e_collected_rows_may() -> None:
    text = table(OVERLAPPING, decides="kind: findings", hit_policy="collect")
    assert outcome(text, individual_members=100).value == {"many", "more"}
    assert outcome(text, individual_members=50).value == {"many"}


def test_21f_the_order_of_rows_changes_nothing() -> None:
    reverse = table("".join(reversed(BY_FORM.splitlines(keepends=True))))
    for record in ({"form": "social_group", "individual_members": 50}, {"form": "foundation"}, {}):
        assert outcome(reverse, **record) == outcome(table(BY_FORM), **record)
