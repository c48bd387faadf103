"""Which rules are effective, and what follows: what the sentences of the semantics leave to the engine."""

from __future__ import annotations

from datetime import date

from socorg_rules import Outcome
from tests.small_law import evaluate, one_decision, rule, ruleset_text


def test_an_exception_that_stands_alone_answers_nothing() -> None:
    law = ruleset_text(
        one_decision(
            rule("base", "outcome", requires="decoupled", in_force="{from: 2025-01-01}"),
            rule("but", "outcome", when="cross_region = false", exception_to="base"),
            kind="requirements",
        )
    )
    assert evaluate(law, as_of=date(2024, 12, 31))["outcome"].outcome is Outcome.NOT_APPLICABLE
    assert evaluate(law, as_of=date(2025, 1, 1))["outcome"].outcome is Outcome.SATISFIED


def test_a_grounds_day_is_told_once_for_equal_events() -> None:
    law = ruleset_text(
        one_decision(rule("fined", "outcome", for_each="p in penalties", when="p.amount > 0", since="p.decided_on"))
    )
    penalty = {"amount": "5", "decided_on": "2023-01-02"}
    decision = evaluate(law, penalties=[penalty, penalty])["outcome"]
    assert [ground.since for ground in decision.grounds] == [date(2023, 1, 2)]
