"""What a decision asks, as far as telling of it needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from socorg_rules.decisions.outcome import Decision, Outcome
from socorg_rules.problems import Text


@dataclass(frozen=True, slots=True)
class Question:
    """A decision before it is made.

    ``value_type`` is the type of its value as a ruleset writes it (``money``, ``days``, ``set<category>`` …), None
    where it has none or a set of labels. ``answered_by_value``: the value is the answer itself, and "yes" only says
    that there is one. ``finding`` is the outcome that tells of something wrong, None where none does.
    """

    name: str
    title: Text
    kind: Literal["answer", "findings", "requirements"]
    value_type: str | None
    answered_by_value: bool
    finding: Outcome | None

    def found_in(self, decision: Decision) -> bool:
        """Whether a decision on this question is a finding."""
        return self.finding is not None and decision.outcome is self.finding
