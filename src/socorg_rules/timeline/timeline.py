"""What is said of an organization over a span of days, told by the days on which an answer changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from socorg_rules.decisions.outcome import Decision
from socorg_rules.timeline.answer import Answer, answer_of

Evaluate = Callable[[date, Collection[str]], Mapping[str, Decision]]
"""Gives some decisions on a day."""


@dataclass(frozen=True, slots=True)
class Turn:
    """From ``day`` on a decision answers otherwise than on the day before."""

    day: date
    before: Decision
    after: Decision

    @property
    def decision(self) -> str:
        """The name of the question."""
        return self.after.name


@dataclass(frozen=True, slots=True)
class Timeline:
    """The decisions on the day ``since``, and every turn after it up to and on the day ``until``, in their order."""

    since: date
    until: date
    start: Mapping[str, Decision]
    turns: tuple[Turn, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which at least one answer changes."""
        return tuple(dict.fromkeys(turn.day for turn in self.turns))

    def on(self, day: date) -> dict[str, Decision]:
        """The decisions as they were said on a day of the span, or last before it.

        A value that is counted in days is that of the day on which it appeared.
        """
        decisions = dict(self.start)
        for turn in self.turns:
            if turn.day <= day:
                decisions[turn.decision] = turn.after
        return decisions


def timeline_of(
    start: Mapping[str, Decision],
    evaluate: Evaluate,
    turning_days: Mapping[date, Collection[str]],
    counted_in_days: Collection[str],
    span: tuple[date, date],
) -> Timeline:
    """Asks on each turning day for the decisions that could change on it.

    ``start``: the decisions on the first day of the span. ``counted_in_days``: those whose value is a number of days.
    """

    def answer(decision: Decision) -> Answer:
        return answer_of(decision, counted_in_days=decision.name in counted_in_days)

    since, until = span
    now = dict(start)
    answers = {name: answer(decision) for name, decision in start.items()}
    turns: list[Turn] = []
    for day, concerned in turning_days.items():
        for name, decision in evaluate(day, concerned).items():
            found = answer(decision)
            if found != answers[name]:
                turns.append(Turn(day, now[name], decision))
                now[name], answers[name] = decision, found
    return Timeline(since, until, start, tuple(turns))


__all__ = ["Evaluate", "Timeline", "Turn", "timeline_of"]
