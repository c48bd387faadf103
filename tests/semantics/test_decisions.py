"""Sentences 14 to 18: rules and decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from socorg_rules import Outcome, Rulebook
from socorg_rules.decisions.outcome import Conflict
from tests.semantics.asking import NOT_APPLICABLE, NOT_SATISFIED, SATISFIED, UNDETERMINED, fine, quoted, told
from tests.semantics.deciding import (
    BASE,
    BY_FORM,
    EXCEPTION,
    TWO_REQUIREMENTS,
    USED,
    answer,
    findings,
    outcome,
    requirements,
    table,
    two_decisions,
)
from tests.small_law import codes_of, evaluate, rule, ruleset_text

A_DAY = quoted('@"2024-05-11"')


# 14. Three kinds of decisions.

TWO_FINDINGS = findings(
    rule("abroad", "outcome", when="overseas", label='"1"'), rule("apart", "outcome", when="decoupled", label='"2"')
)


@pytest.mark.parametrize(
    ("record", "expected", "labels"),
    [
        ({"overseas": True}, SATISFIED, frozenset({"1"})),
        ({"overseas": True, "decoupled": True}, SATISFIED, frozenset({"1", "2"})),
        ({"decoupled": False}, NOT_SATISFIED, frozenset()),
    ],
)
def test_14a_findings_are_the_or_of_their_rules_with_the_set_of_labels(
    record: dict[str, Any], expected: Outcome, labels: frozenset[str]
) -> None:
    decision = outcome(TWO_FINDINGS, **record)
    assert (decision.outcome, decision.value) == (expected, labels)


def test_14b_an_unsettled_rule_leaves_findings_open_unless_another_holds() -> None:
    assert told(outcome(TWO_FINDINGS)) == ("decoupled",)
    assert outcome(TWO_FINDINGS).value is None
    assert told(outcome(TWO_FINDINGS, overseas=True)) is True


@pytest.mark.parametrize(
    ("members", "staff", "expected", "unmet"),
    [(50, 1, SATISFIED, ()), (49, 1, NOT_SATISFIED, ("members",)), (49, 0, NOT_SATISFIED, ("members", "staff"))],
)
def test_14c_requirements_are_the_and_of_their_rules_with_the_labels_not_met(
    members: int, staff: int, expected: Outcome, unmet: tuple[str, ...]
) -> None:
    decision = outcome(TWO_REQUIREMENTS, individual_members=members, full_time_staff=staff)
    assert (decision.outcome, decision.value) == (expected, unmet)


def test_14d_an_unsettled_requirement_leaves_them_open_unless_another_fails() -> None:
    assert told(outcome(TWO_REQUIREMENTS, individual_members=50)) == ("full_time_staff",)
    assert told(outcome(TWO_REQUIREMENTS, individual_members=49)) is False


def test_14e_a_requirement_asks_nothing_of_those_whom_it_does_not_concern() -> None:
    text = requirements(rule("staff", "outcome", when="decoupled", requires=quoted("full_time_staff >= 1")))
    assert told(outcome(text, decoupled=False)) is True
    assert told(outcome(text, decoupled=True)) == ("full_time_staff",)
    assert told(outcome(text, full_time_staff=1)) is True


def test_14f_an_answer_is_one_value_or_yes_or_no() -> None:
    number = answer(rule("only", "outcome", when="overseas", then="3"))
    assert (outcome(number, overseas=True).outcome, outcome(number, overseas=True).value) == (SATISFIED, 3)
    assert (outcome(number).outcome, outcome(number).value) == (NOT_SATISFIED, None)
    truth = answer(rule("only", "outcome", then="overseas"), keys="")
    assert told(outcome(truth, overseas=True)) is True
    assert told(outcome(truth)) is False


def test_14g_the_bundled_decisions_are_of_the_kinds_that_are_laid_down() -> None:
    kinds = {
        "direct_registration": "findings",
        "anomaly_listing": "findings",
        "dishonesty_listing": "findings",
        "revocation_ground": "findings",
        "evaluation_privileges": "findings",
        "establishment": "requirements",
        "rating_eligible": "requirements",
        "charity_spending": "requirements",
        "minimum_capital": "answer",
        "inspection_due": "answer",
        "rating_in_force": "answer",
        "anomaly_removal": "answer",
    }
    bundled = {decision.name: decision.kind for decision in Rulebook.bundled().decisions}
    assert {"direct_registration", "establishment", "minimum_capital"} <= bundled.keys()
    assert {name: kind for name, kind in bundled.items() if name in kinds} == {
        name: kind for name, kind in kinds.items() if name in bundled
    }


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"decoupled": True, "community_class": True}, SATISFIED),
        ({"decoupled": True, "community_class": False}, NOT_SATISFIED),
        ({"decoupled": True}, UNDETERMINED),
        ({"community_class": True}, UNDETERMINED),
    ],
)
def test_14h_a_value_expression_stands_whatever_the_outcome(record: dict[str, Any], expected: Outcome) -> None:
    keys = f"type: date\nscope: decoupled\nvalue: {A_DAY}"
    decision = outcome(findings(rule("only", "outcome", when="community_class"), keys=keys), **record)
    assert (decision.outcome, decision.value) == (expected, date(2024, 5, 11))


def test_14i_where_the_question_does_not_arise_there_is_no_value() -> None:
    keys = f"type: date\nscope: decoupled\nvalue: {A_DAY}"
    decision = outcome(findings(rule("only", "outcome", when="community_class"), keys=keys), decoupled=False)
    assert (decision.outcome, decision.value) == (NOT_APPLICABLE, None)


# 15. Effective rules and answers.


def test_15a_a_rule_is_effective_while_it_is_in_force_and_holds() -> None:
    text = answer(
        rule("only", "outcome", when="overseas", then="1", in_force="{from: 2010-01-01, until: 2019-12-31}"),
        rule("new", "outcome", when="overseas", then="2", in_force="{from: 2020-01-01}"),
    )
    assert evaluate(text, as_of=date(2019, 12, 31), overseas=True)["outcome"].value == 1
    assert evaluate(text, as_of=date(2020, 1, 1), overseas=True)["outcome"].value == 2


def test_15b_an_effective_exception_beats_its_rule_and_answers_itself() -> None:
    text = answer(BASE, EXCEPTION)
    assert outcome(text, community_class=True, decoupled=False).value == 1
    assert outcome(text, community_class=True, decoupled=True).value == 2
    assert outcome(text, community_class=False, decoupled=True).value == 2


def test_15c_an_exception_that_is_not_in_force_beats_nothing() -> None:
    text = answer(BASE, rule("exception", "outcome", then="2", exception_to="base", in_force="{from: 2030-01-01}"))
    assert outcome(text, community_class=True).value == 1


def test_15d_a_beaten_exception_beats_nothing() -> None:
    text = answer(BASE, EXCEPTION, rule("but", "outcome", when="overseas", then="1", exception_to="exception"))
    assert outcome(text, community_class=True, decoupled=True, overseas=True).value == 1
    assert outcome(text, community_class=True, decoupled=True).value == 2


def test_15e_whether_it_is_beaten_is_kleene_too() -> None:
    assert told(outcome(answer(BASE, EXCEPTION), community_class=True)) == ("decoupled",)
    same = rule("exception", "outcome", when="decoupled", then="1", exception_to="base")
    assert told(outcome(answer(BASE, same), community_class=True)) == ("decoupled",)


def test_15f_an_exception_names_rules_groups_and_tables() -> None:
    grouped = findings(
        rule("one", "outcome", group="small"),
        rule("two", "outcome", group="small"),
        rule("off", "outcome", when="overseas", exception_to="small"),
    )
    assert outcome(grouped).value == {"one", "two"}
    assert outcome(grouped, overseas=True).outcome is NOT_SATISFIED
    beaten = rule("off", "outcome", when="overseas", then="7", exception_to="[sizes.group, sizes]")
    tabled = table(BY_FORM) + f"rules:\n{beaten}\n"
    assert outcome(tabled, form="foundation").value == 3
    assert outcome(tabled, form="foundation", overseas=True).value == 7


def test_15g_in_findings_and_requirements_an_exception_only_takes_away() -> None:
    found = findings(rule("base", "outcome"), rule("off", "outcome", when="overseas", exception_to="base"))
    assert outcome(found, overseas=True).value == frozenset()
    asked = requirements(
        rule("base", "outcome", requires="decoupled"), rule("off", "outcome", when="overseas", exception_to="base")
    )
    assert told(outcome(asked, decoupled=False)) is False
    assert told(outcome(asked, decoupled=False, overseas=True)) is True


def test_15h_beating_has_no_cycle() -> None:
    circle = answer(
        rule("one", "outcome", then="1", exception_to="two"), rule("two", "outcome", then="2", exception_to="one")
    )
    assert codes_of(circle) == ["E204"]


def test_15i_an_answer_is_settled_where_the_possible_rules_agree_with_a_sure_one() -> None:
    text = answer(rule("sure", "outcome", then="1"), rule("possible", "outcome", when="decoupled", then="1"))
    assert outcome(text).value == 1
    assert [ground.rule for ground in outcome(text).grounds] == ["sure"]


def test_15j_a_possible_rule_with_another_answer_leaves_it_open() -> None:
    text = answer(
        rule("sure", "outcome", when=quoted("count(ratings) >= 0"), then="1"),
        rule("possible", "outcome", when=quoted("decoupled and community_class"), then="2"),
    )
    assert told(outcome(text, ratings=[])) == ("community_class", "decoupled")
    assert outcome(text, ratings=[], decoupled=False).value == 1


def test_15k_an_effective_rule_with_an_unknown_answer_leaves_it_open() -> None:
    assert told(outcome(answer(rule("only", "outcome", then="individual_members")))) == ("individual_members",)


def test_15l_possible_rules_alone_settle_nothing_though_they_agree() -> None:
    text = answer(
        rule("one", "outcome", when="decoupled", then="1"), rule("two", "outcome", when="community_class", then="1")
    )
    assert told(outcome(text)) == ("community_class", "decoupled")
    assert told(
        outcome(answer(rule("one", "outcome", when="decoupled", then="1"), keys="type: count\notherwise: 1"))
    ) == ("decoupled",)


@pytest.mark.parametrize(
    ("keys", "then", "expected", "value"),
    [
        ("", "true", NOT_SATISFIED, None),
        ("type: count", "3", NOT_SATISFIED, None),
        ("type: count\notherwise: 7", "3", SATISFIED, 7),
        ("otherwise: true", "false", SATISFIED, None),
    ],
)
def test_15m_where_no_rule_is_possible_the_answer_is_otherwise(
    keys: str, then: str, expected: Outcome, value: object
) -> None:
    decision = outcome(answer(rule("only", "outcome", when="overseas", then=then), keys=keys))
    assert (decision.outcome, decision.value, decision.grounds) == (expected, value, ())


# 16. Conflicts.

CLASH = answer(
    rule("fined", "outcome", when=quoted("count(penalties) > 0"), then="1"),
    rule("rated", "outcome", when=quoted("count(ratings) > 0"), then="2"),
)
RATED: list[dict[str, Any]] = [{"announced_on": "2023-01-01", "grade": 3}]


def test_16a_two_effective_rules_with_different_answers_are_a_conflict() -> None:
    decision = outcome(CLASH, penalties=[fine()], ratings=RATED)
    assert (decision.outcome, decision.value) == (UNDETERMINED, None)
    assert decision.conflict == Conflict(("fined", "rated"))
    assert decision.missing == ()


def test_16b_a_rule_that_is_merely_possible_is_no_conflict() -> None:
    decision = outcome(CLASH, penalties=[fine()])
    assert (decision.outcome, decision.conflict) == (UNDETERMINED, None)


def test_16c_equal_answers_and_answers_that_beat_one_another_are_none() -> None:
    equal = answer(rule("one", "outcome", then="1"), rule("two", "outcome", then="1"))
    assert outcome(equal).value == 1
    beaten = answer(rule("one", "outcome", then="1"), rule("two", "outcome", then="2", exception_to="one"))
    assert outcome(beaten).value == 2


def test_16d_a_plain_conflict_is_found_before_publication() -> None:
    plain = answer(
        rule("few", "outcome", when=quoted("individual_members < 60"), then="1"),
        rule("many", "outcome", when=quoted("individual_members >= 50"), then="2"),
    )
    assert codes_of(plain) == ["E213"]


# 17. Scope.


def test_17a_out_of_scope_the_question_does_not_arise() -> None:
    text = findings(rule("only", "outcome"), keys="scope: decoupled")
    decision = outcome(text, decoupled=False)
    assert (decision.outcome, decision.value, decision.grounds, decision.missing) == (NOT_APPLICABLE, None, (), ())


def test_17b_nor_does_it_while_no_rule_is_in_force() -> None:
    text = findings(rule("only", "outcome", in_force="{from: 2010-01-01, until: 2012-12-31}"), keys="scope: decoupled")
    for day in (date(2009, 12, 31), date(2013, 1, 1)):
        assert evaluate(text, as_of=day, decoupled=True)["outcome"].outcome is NOT_APPLICABLE
        assert evaluate(text, as_of=day)["outcome"].outcome is NOT_APPLICABLE
    assert evaluate(text, as_of=date(2012, 12, 31), decoupled=True)["outcome"].outcome is SATISFIED


@pytest.mark.parametrize("overseas", [True, False])
def test_17c_where_the_scope_is_unknown_so_is_the_outcome_whatever_the_rules_say(overseas: bool) -> None:
    decision = outcome(findings(rule("only", "outcome", when="overseas"), keys="scope: decoupled"), overseas=overseas)
    assert (decision.outcome, decision.missing, decision.grounds) == (UNDETERMINED, ("decoupled",), ())


# 18. Decisions inside expressions.


def test_18a_an_answer_reads_as_its_value() -> None:
    text = two_decisions(
        rule("one", "first", when="overseas", then="4"),
        rule("two", "second", when=quoted("first != null and first >= 4")),
        first="kind: answer, type: count",
    )
    assert told(evaluate(text, overseas=True)["second"]) is True
    assert told(evaluate(text)["second"]) is False


def test_18b_an_answer_with_a_value_of_its_own_reads_as_yes_or_no() -> None:
    text = two_decisions(
        rule("one", "first", then="overseas"),
        rule("two", "second", when="first != null and first"),
        first=f"kind: answer, type: date, value: {A_DAY}",
    )
    assert told(evaluate(text, overseas=True)["second"]) is True
    assert told(evaluate(text)["second"]) is False


@pytest.mark.parametrize("kind", ["findings", "requirements"])
def test_18c_findings_and_requirements_read_as_true_or_false(kind: str) -> None:
    condition = {"when": "overseas"} if kind == "findings" else {"requires": "overseas"}
    text = two_decisions(
        rule("one", "first", **condition), rule("two", "second", when="first != null and first"), first=f"kind: {kind}"
    )
    assert told(evaluate(text, overseas=True)["second"]) is True
    assert told(evaluate(text)["second"]) is False


def test_18d_undetermined_reads_as_unknown() -> None:
    assert told(evaluate(USED, decoupled=True)["second"]) == ("community_class",)


def test_18d_what_only_its_value_waits_for_is_nothing_that_another_decision_waits_for() -> None:
    text = two_decisions(
        rule("one", "first", then="overseas"),
        rule("two", "second", when="first = null or decoupled"),
        first="kind: answer, type: date, value: party_duty_since",
    )
    found = evaluate(text, overseas=True)
    assert found["first"].missing == ("party_duty_since",)
    assert told(found["second"]) == ("decoupled",)


def test_18e_not_applicable_reads_as_null() -> None:
    assert evaluate(USED, decoupled=False)["second"].value == {"null"}


def test_18f_so_a_decision_is_used_under_a_guard() -> None:
    assert codes_of(two_decisions(rule("one", "first"), rule("two", "second", when="first"))) == ["E148"]
    assert codes_of(two_decisions(rule("one", "first"), rule("two", "second", when="not(first)"))) == ["E148"]


def test_18g_definitions_form_no_cycle() -> None:
    assert codes_of(ruleset_text("definitions:\n  one: {is: two}\n  two: {is: not(one)}\n")) == ["E205"]


BACK = "first != null and first"
ONE_DAY_OR_OTHER = quoted('if first != null and first then @"2020-01-01" else @"2021-01-01"')


@pytest.mark.parametrize(
    "second",
    [
        rule("two", "second", when=BACK),
        rule("two", "second", since=ONE_DAY_OR_OTHER),
        rule("two", "second", notes=f"[{{zh: 注意, en: mind, when: {quoted(BACK)}}}]"),
        rule("two", "second", for_each=quoted('p in penalties[first != null and first and kind = "fine"]')),
    ],
)
def test_18h_decisions_form_no_cycle_wherever_they_use_one_another(second: str) -> None:
    assert codes_of(two_decisions(rule("one", "first", when="second != null and second"), second)) == ["E205"]


def test_18i_nor_do_they_through_a_scope_a_value_or_a_definition() -> None:
    rules = (rule("one", "first"), rule("two", "second", when=BACK))
    assert codes_of(two_decisions(*rules, first="kind: findings, scope: second != null and second")) == ["E205"]
    assert codes_of(two_decisions(*rules, first="kind: findings, value: second")) == ["E205"]
    through = two_decisions(
        rule("one", "first", when="second_found"),
        rules[1],
        extra="definitions: {second_found: {is: second != null and second}}\n",
    )
    assert codes_of(through) == ["E205"]
