"""Traces: found out as far as somebody looks, and the same whoever looked at what before."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from socorg_rules import Evaluation, Rulebook
from socorg_rules.decisions.trace import Reason, Step
from tests.engines.watched_facts import watched
from tests.review.sample import AS_OF, GUILTY, sample_records
from tests.small_law import evaluate, one_decision, rule, ruleset_text

FINES = [{"kind": "fine", "amount": amount, "decided_on": "2023-01-02"} for amount in ("5", "7")]


def only_step(evaluation: Evaluation) -> Step:
    [reason] = evaluation.trace("outcome").reasons
    [step] = reason.steps
    return step


def law(condition: str, extra: str = "") -> str:
    return ruleset_text(one_decision(rule("a", "outcome", when=condition), extra=extra))


def test_what_nobody_looks_at_is_not_asked() -> None:
    evaluation = evaluate(law("overseas and registered_capital < 30000"), registered_capital="5")
    facts = watched(evaluation)
    step = only_step(evaluation)
    assert not step.holds
    assert facts.read == ["overseas"]
    assert [part.value for part in step.steps] == [False, True]
    assert "registered_capital" in facts.read


def test_a_rule_of_which_nobody_asks_is_not_looked_at() -> None:
    rules = (rule("a", "outcome", when="overseas"), rule("b", "outcome", when="decoupled"))
    evaluation = evaluate(ruleset_text(one_decision(*rules)), overseas=True, decoupled=False)
    facts = watched(evaluation)
    one, other = evaluation.trace("outcome").reasons
    assert (one.holds, facts.read) == (True, ["overseas"])
    assert (other.holds, facts.read) == (False, ["overseas", "decoupled"])


def asked_of_penalties(condition: str, **record: Any) -> Reason:
    asked = rule("a", "outcome", for_each="p in penalties", when=f"'{condition}'")
    [reason] = evaluate(ruleset_text(one_decision(asked)), **record).trace("outcome").reasons
    return reason


def test_what_fails_whichever_member_is_asked_about_is_told_alone() -> None:
    reason = asked_of_penalties("p.amount > 6 and overseas", penalties=FINES, overseas=False)
    assert reason.holds is False
    [condition] = reason.steps
    assert [part.text.en for part in condition.steps] == ["overseas"]


def test_what_fails_of_some_members_only_is_told_of_each() -> None:
    reason = asked_of_penalties("p.amount > 8 and overseas", penalties=FINES, overseas=True)
    assert reason.holds is False
    assert [[part.holds for part in condition.steps] for condition in reason.steps] == [[False, True]] * 2


def test_of_a_list_that_nobody_handed_in_nothing_fails_for_all() -> None:
    assert asked_of_penalties("p.amount > 6 and overseas", overseas=False).holds is None


def test_members_that_meet_the_same_facts_share_a_condition() -> None:
    first, second, third = asked_of_penalties(
        "p.amount > 4 and overseas", penalties=[FINES[0], *FINES], overseas=True
    ).steps
    assert [first.steps[0] is other.steps[0] for other in (second, third)] == [True, False]
    assert first.steps[0].steps[0].value == Decimal(5)
    assert third.steps[0].steps[0].value == Decimal(7)


def test_an_open_step_tells_what_it_waits_for() -> None:
    step = only_step(evaluate(law("overseas = false and registered_capital < 30000")))
    assert (step.settled, step.missing) == (False, ("registered_capital",))
    assert [part.missing for part in step.steps] == [(), ("registered_capital",)]


def test_of_a_member_only_what_was_needed_is_told() -> None:
    fined = {"kind": "fine", "amount": "5", "decided_on": "2023-01-02"}
    condition = 'some p in penalties satisfies p.kind = "warning" and p.amount > 1'
    [body] = only_step(evaluate(law(f"'{condition}'"), penalties=[fined])).steps
    assert [part.text.en for part in body.steps] == ['p.kind = "warning"']


def test_all_that_failed_decided_but_of_a_member_only_what_failed_first() -> None:
    both = "overseas and decoupled"
    alone = only_step(evaluate(law(both), overseas=False, decoupled=False))
    assert [part.text.en for part in alone.deciding] == ["overseas", "decoupled"]
    of_members = law(f"some p in penalties satisfies {both}")
    [body] = only_step(evaluate(of_members, penalties=FINES[:1], overseas=False, decoupled=False)).steps
    assert [part.text.en for part in body.deciding] == ["overseas"]


def test_a_definition_is_told_in_full_also_where_a_loop_asked_it_first() -> None:
    definitions = "definitions:\n  poor:\n    is: overseas and registered_capital < 30000\n"
    condition = "(some p in penalties satisfies poor) or poor"
    fined = {"kind": "fine", "amount": "5", "decided_on": "2023-01-02"}
    step = only_step(evaluate(law(condition, definitions), penalties=[fined], registered_capital="5"))
    in_loop, alone = step.steps
    [named] = in_loop.steps
    assert [len(both.steps) for both in named.steps] == [2]
    assert [len(both.steps) for both in alone.steps] == [2]


def test_of_an_open_if_both_branches_are_told() -> None:
    condition = "if decoupled then overseas else registered_capital < 30000"
    step = only_step(evaluate(law(condition), registered_capital="5"))
    assert [part.value for part in step.steps] == [None, True, False]


def test_a_comparison_tells_each_fact_once() -> None:
    condition = "registered_capital < capital_paid_in or registered_capital > capital_paid_in + registered_capital"
    _, second = only_step(evaluate(law(condition), registered_capital="5", capital_paid_in="4")).steps
    assert [fact.text.en for fact in second.steps] == ["registered_capital", "capital_paid_in"]


def test_an_explanation_does_not_depend_on_what_else_is_explained() -> None:
    organization = sample_records()[GUILTY].organization
    rulebook = Rulebook.bundled()
    names = [*rulebook.evaluate(organization, as_of=AS_OF)]
    together = rulebook.evaluate(organization, as_of=AS_OF).explain("zh", only=names)
    apart = rulebook.evaluate(organization, as_of=AS_OF)
    assert together.split("\n\n") == [apart.explain("zh", only=[name]) for name in reversed(names)][::-1]
