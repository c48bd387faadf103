"""Traces: found out as far as somebody looks, and the same whoever looked at what before."""

from __future__ import annotations

from socorg_rules import Evaluation, Rulebook
from socorg_rules.decisions.trace import Step
from socorg_rules.records.facts import Facts, Value
from tests.review.sample import AS_OF, GUILTY, sample_records
from tests.small_law import evaluate, one_decision, rule, ruleset_text


class WatchedFacts(Facts):
    """Facts that remember which of them were read."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.read: list[str] = []

    def __getitem__(self, name: str) -> Value:
        self.read.append(name)
        return super().__getitem__(name)


def only_step(evaluation: Evaluation) -> Step:
    [reason] = evaluation.trace("outcome").reasons
    [step] = reason.steps
    return step


def law(condition: str, extra: str = "") -> str:
    return ruleset_text(one_decision(rule("a", "outcome", when=condition), extra=extra))


def test_what_nobody_looks_at_is_not_asked() -> None:
    evaluation = evaluate(law("overseas and registered_capital < 30000"), registered_capital="5")
    evaluator = evaluation._reference.evaluator
    facts = evaluator.facts = WatchedFacts(evaluator.facts)
    step = only_step(evaluation)
    assert facts.read == ["overseas"]
    assert [part.value for part in step.steps] == [False, True]
    assert "registered_capital" in facts.read


def test_an_open_step_tells_what_it_waits_for() -> None:
    step = only_step(evaluate(law("overseas = false and registered_capital < 30000")))
    assert (step.settled, step.missing) == (False, ("registered_capital",))
    assert [part.missing for part in step.steps] == [(), ("registered_capital",)]


def test_of_a_member_only_what_was_needed_is_told() -> None:
    fined = {"kind": "fine", "amount": "5", "decided_on": "2023-01-02"}
    condition = 'some p in penalties satisfies p.kind = "warning" and p.amount > 1'
    [body] = only_step(evaluate(law(f"'{condition}'"), penalties=[fined])).steps
    assert [part.text.en for part in body.steps] == ['p.kind = "warning"']


def test_a_definition_is_told_in_full_also_where_a_loop_asked_it_first() -> None:
    definitions = "definitions:\n  poor:\n    is: overseas and registered_capital < 30000\n"
    condition = "(some p in penalties satisfies poor) or poor"
    fined = {"kind": "fine", "amount": "5", "decided_on": "2023-01-02"}
    step = only_step(evaluate(law(condition, definitions), penalties=[fined], registered_capital="5"))
    in_loop, alone = step.steps
    [named] = in_loop.steps
    assert [len(both.steps) for both in named.steps] == [1]
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
