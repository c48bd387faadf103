"""Small decisions of the three kinds, and what comes out of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from socorg_rules import Decision
from tests.semantics.asking import quoted
from tests.small_law import TITLE, body, evaluate, one_decision, rule, ruleset_text


def findings(*rules: str, keys: str = "") -> str:
    return ruleset_text(one_decision(*rules, decision_keys=keys))


def requirements(*rules: str, keys: str = "") -> str:
    return ruleset_text(one_decision(*rules, kind="requirements", decision_keys=keys))


def answer(*rules: str, keys: str = "type: count") -> str:
    return ruleset_text(one_decision(*rules, kind="answer", decision_keys=keys))


def outcome(text: str, **record: Any) -> Decision:
    return evaluate(text, **record)["outcome"]


def two_decisions(*rules: str, first: str = "kind: findings", second: str = "kind: findings", extra: str = "") -> str:
    """A ruleset with the decisions ``first`` and ``second``."""
    decisions = f"first: {{title: {TITLE}, {first}}}\nsecond: {{title: {TITLE}, {second}}}"
    return ruleset_text(body(decisions=decisions, rules=list(rules), extra=extra))


def grounds(decision: Decision) -> list[tuple[str, date | None]]:
    return [(ground.rule, ground.since) for ground in decision.grounds]


TWO_REQUIREMENTS = requirements(
    rule("members", "outcome", requires=quoted("individual_members >= 50"), label="members"),
    rule("staff", "outcome", requires=quoted("full_time_staff >= 1"), label="staff"),
)

BASE = rule("base", "outcome", when="community_class", then="1")
EXCEPTION = rule("exception", "outcome", when="decoupled", then="2", exception_to="base")

USED = two_decisions(
    rule("one", "first", when="community_class"),
    rule("none", "second", when=quoted("first = null"), label="null"),
    rule("yes", "second", when="first != null and first", label="true"),
    first="kind: findings, scope: decoupled",
)


def table(rows: str, *, hit_policy: str = "unique", decides: str = "kind: answer, type: count") -> str:
    return ruleset_text(
        f"decisions: {{outcome: {{title: {TITLE}, {decides}}}}}\n"
        f"tables:\n  - id: sizes\n    decides: outcome\n    title: {TITLE}\n    cite: act art.1\n"
        f"    hit_policy: {hit_policy}\n    inputs: [form, individual_members]\n    rows:\n{rows}"
    )


BY_FORM = """\
      - {id: group, form: social_group, individual_members: '>= 50', then: 1}
      - {id: small, form: social_group, individual_members: '< 50', then: 2}
      - {id: others, form: not(social_group), then: 3}
"""
