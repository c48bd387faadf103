"""How a decision came about, step by step: made only when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from socorg_rules.decisions.outcome import CitedArticle, DecisionValue
from socorg_rules.problems import Text

Connective = Literal["and", "or", "not", "if", "some", "every", ""]


@dataclass(frozen=True, slots=True)
class Step:
    """One expression of a trace: what was written, and what it came to.

    ``value`` None is null; ``settled`` False means unknown, and ``missing`` says what would settle it.
    """

    text: Text
    value: DecisionValue
    settled: bool
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    connective: Connective = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """How one rule came out: ``holds`` is True, False or None (unknown); ``beaten_by`` names what beat it.

    ``only_takes_away``: an exception that gives no finding or requirement of its own.
    """

    rule: str
    title: Text
    citations: tuple[CitedArticle, ...]
    holds: bool | None
    beaten_by: tuple[str, ...]
    steps: tuple[Step, ...]
    only_takes_away: bool = False


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """All rules of one decision that were in force, and the decision's scope."""

    decision: str
    scope: Step | None
    reasons: tuple[Reason, ...]
