"""What a decision says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from socorg_rules.problems import Text


class Outcome(StrEnum):
    """The three outcomes of a question, and *not applicable*: the question does not arise."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


OUTCOME_LABELS: dict[Outcome, Text] = {
    Outcome.SATISFIED: Text("是", "yes"),
    Outcome.NOT_SATISFIED: Text("否", "no"),
    Outcome.UNDETERMINED: Text("无法确定", "undetermined"),
    Outcome.NOT_APPLICABLE: Text("不适用", "not applicable"),
}

CaveatKind = Literal[
    "unverified_source",
    "unverified_value",
    "unverified_rule",
    "recheck_due",
    "local_deviation",
    "note",
]

DecisionValue = Decimal | int | bool | date | str | frozenset[str] | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """A place in an instrument of law, ready to be read."""

    source: str
    text: Text


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule behind an outcome, and the first day on which it held (None: its facts have no date).

    ``place`` is the division code of the jurisdiction whose rule it is.
    """

    rule: str
    label: str
    title: Text
    citations: tuple[CitedArticle, ...]
    since: date | None
    ruleset: str
    place: str

    @property
    def citation(self) -> str:
        """The articles in Chinese, as one string."""
        return "；".join(article.text.zh for article in self.citations)


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something that the reader of a decision has to know about the law behind it."""

    kind: CaveatKind
    about: str
    text: Text


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two effective rules that give different answers, neither beating the other."""

    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one question about one organization.

    ``value``: yuan as ``Decimal`` with two places, ratios as ``Decimal``, counts, years and days as ``int``,
    dates, the set of labels of findings (``frozenset``), the labels of the requirements not met (``tuple``).
    ``missing``: paths of the facts an undetermined decision waits for.
    """

    name: str
    title: Text
    outcome: Outcome
    value: DecisionValue = None
    grounds: tuple[Ground, ...] = ()
    missing: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    conflict: Conflict | None = None
