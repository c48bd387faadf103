"""Names for what an evaluation looks at, and what a change of law touches."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Touch(NamedTuple):
    """Something an evaluation looks at, by its kind and name. A rule's name is that of :func:`rule_touch`."""

    kind: Literal["rule", "decision", "definition", "parameter"]
    name: str


def rule_touch(decision: str, rule: str, place: str) -> Touch:
    """A rule as one place has it; another place may replace it under the same id."""
    return Touch("rule", f"{decision}/{rule}@{place}")
