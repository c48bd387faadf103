"""How a decision came about, step by step: made only when somebody asks, and only as far as somebody looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from socorg_rules.decisions.outcome import CitedArticle, DecisionValue
from socorg_rules.problems import Text

Connective = Literal["and", "or", "not", "if", "some", "every", ""]


class CameTo(Protocol):
    """What an expression came to."""

    @property
    def settled(self) -> bool:
        """False: it is unknown."""

    @property
    def value(self) -> DecisionValue:
        """What it came to; None is null, or unknown."""


class Step(CameTo, Protocol):
    """One expression of a trace: what was written, and what it came to."""

    @property
    def text(self) -> Text:
        """What was written, in the names that people read."""

    @property
    def connective(self) -> Connective:
        """How its steps are put together; empty where they are but the facts it looked at."""

    @property
    def holds(self) -> bool | None:
        """Of a condition, whether it holds; None where that can't be told."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would settle it, in alphabetical order."""

    def waits_for(self) -> Iterator[str]:
        """The same one by one, some more than once: sooner known to somebody who needn't know all of them."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """What it was made of."""

    @property
    def deciding(self) -> tuple[Step, ...]:
        """Those of its steps that came to the same as it did."""

    @property
    def members(self) -> int:
        """Of a *some* or an *every*, how many members it looked at."""

    @property
    def has_steps(self) -> bool:
        """Whether it was made of anything: sooner known than of what."""


class Reason(Protocol):
    """How one rule came out: found out when somebody first looks."""

    @property
    def rule(self) -> str:
        """Its id."""

    @property
    def title(self) -> Text:
        """What it says, in a few words."""

    @property
    def citations(self) -> tuple[CitedArticle, ...]:
        """Where the law says so."""

    @property
    def only_takes_away(self) -> bool:
        """Whether it is an exception that gives no finding or requirement of its own."""

    @property
    def holds(self) -> bool | None:
        """Whether it does; None: that is unknown."""

    @property
    def beaten_by(self) -> tuple[str, ...]:
        """The rules that beat it."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its conditions, each as every member it was asked about met it."""


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """All rules of one decision that were in force, and the decision's scope."""

    decision: str
    scope: Step | None
    reasons: tuple[Reason, ...]
