"""What a decision asks, as far as telling of it needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Question:
    """The form of a decision and of its value.

    ``value_type`` is the type of the value as a ruleset writes it (``money``, ``days``, ``set<category>`` …), None
    where there is none or a set of labels. ``answered_by_value``: the value is the answer itself, and "yes" only says
    that there is one.
    """

    kind: Literal["answer", "findings", "requirements"]
    value_type: str | None
    answered_by_value: bool
