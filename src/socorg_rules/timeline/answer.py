"""What of a decision counts as its answer: the part that, when it differs, makes a change."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from socorg_rules.decisions.outcome import Decision, DecisionValue, Outcome

Answer: TypeAlias = tuple[Outcome, DecisionValue, tuple[tuple[str, date | None], ...], tuple[str, ...], tuple[str, ...]]
"""Outcome, value, grounds (rule and day), missing facts, rules in conflict."""


def answer_of(decision: Decision, *, counted_in_days: bool) -> Answer:
    """The answer of a decision. Caveats are no part of it: they tell of the law, and not of the organization.

    A value ``counted_in_days`` (days late) is but there or not there: that a day more has passed is no change.
    """
    value = decision.value
    return (
        decision.outcome,
        value is not None if counted_in_days else value,
        tuple((ground.rule, ground.since) for ground in decision.grounds),
        decision.missing,
        decision.conflict.rules if decision.conflict is not None else (),
    )
