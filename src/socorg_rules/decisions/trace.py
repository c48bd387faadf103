"""How a decision came about, step by step: made only when somebody asks, and only as far as somebody looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from socorg_rules.decisions.outcome import CitedArticle, DecisionValue
from socorg_rules.problems import Text

Connective = Literal["and", "or", "not", "if", "some", "every", ""]


class Step(Protocol):
    """One expression of a trace: what was written, and what it came to."""

    @property
    def text(self) -> Text:
        """What was written, in the names that people read."""

    @property
    def connective(self) -> Connective:
        """How its steps are put together; empty where they are but the facts it looked at."""

    @property
    def settled(self) -> bool:
        """False: it is unknown."""

    @property
    def value(self) -> DecisionValue:
        """What it came to; None is null, or unknown."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would settle it."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """What it was made of."""


class Reason:
    """How one rule came out: ``holds`` is True, False or None (unknown); ``beaten_by`` names what beat it.

    ``only_takes_away``: an exception that gives no finding or requirement of its own. ``steps`` are its conditions, or
    what finds them out when somebody first looks.
    """

    __slots__ = ("_steps", "beaten_by", "citations", "holds", "only_takes_away", "rule", "title")

    def __init__(  # noqa: PLR0913 - the parts of a reason
        self,
        rule: str,
        title: Text,
        citations: tuple[CitedArticle, ...],
        *,
        holds: bool | None,
        beaten_by: tuple[str, ...],
        steps: tuple[Step, ...] | Callable[[], tuple[Step, ...]],
        only_takes_away: bool = False,
    ) -> None:
        self.rule = rule
        self.title = title
        self.citations = citations
        self.holds = holds
        self.beaten_by = beaten_by
        self.only_takes_away = only_takes_away
        self._steps = steps

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its conditions, each as every member it was asked about met it."""
        steps = self._steps
        if not isinstance(steps, tuple):
            steps = self._steps = steps()
        return steps

    def __repr__(self) -> str:
        return f"Reason({self.rule!r}, holds={self.holds!r}, beaten_by={self.beaten_by!r})"


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """All rules of one decision that were in force, and the decision's scope."""

    decision: str
    scope: Step | None
    reasons: tuple[Reason, ...]
