"""What a decision says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Protocol

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


class LateParts(Protocol):
    """Whoever finds out the parts of a decision that not everybody looks at."""

    def grounds_of(self, decision: str) -> tuple[Ground, ...]:
        """The rules behind its outcome."""
        ...

    def missing_of(self, decision: str) -> tuple[str, ...]:
        """The facts it waits for."""
        ...

    def caveats_of(self, decision: str) -> tuple[Caveat, ...]:
        """What to know about the law behind it."""
        ...

    def conflict_of(self, decision: str) -> Conflict | None:
        """The rules that contradict one another."""
        ...


class Decision:
    """The answer to one question about one organization. Immutable.

    ``value``: yuan as ``Decimal`` with two places, ratios as ``Decimal``, counts, years and days as ``int``,
    dates, the set of labels of findings (``frozenset``), the labels of the requirements not met (``tuple``).
    ``missing``: paths of the facts an undetermined decision waits for.

    What is given as ``later`` finds out grounds, missing facts, caveats and conflict when they are first looked at.
    """

    __slots__ = ("_caveats", "_conflict", "_grounds", "_later", "_missing", "_name", "_outcome", "_title", "_value")

    def __init__(  # noqa: PLR0913 - the parts of a decision
        self,
        name: str,
        title: Text,
        outcome: Outcome,
        value: DecisionValue = None,
        *,
        grounds: tuple[Ground, ...] | None = (),
        missing: tuple[str, ...] | None = (),
        caveats: tuple[Caveat, ...] | None = (),
        conflict: Conflict | None = None,
        later: LateParts | None = None,
    ) -> None:
        self._name = name
        self._title = title
        self._outcome = outcome
        self._value = value
        self._later = later
        self._conflict = conflict
        if later is None:
            self._grounds, self._missing, self._caveats = grounds, missing, caveats
        else:
            self._grounds = self._missing = self._caveats = None

    @property
    def name(self) -> str:
        """The name of the question."""
        return self._name

    @property
    def title(self) -> Text:
        """The question, for a person to read."""
        return self._title

    @property
    def outcome(self) -> Outcome:
        """Satisfied, not satisfied, undetermined, or not applicable."""
        return self._outcome

    @property
    def value(self) -> DecisionValue:
        """The value of the answer, where the question has one."""
        return self._value

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The rules behind the outcome, each with the day since when it holds."""
        if self._grounds is None:
            assert self._later is not None
            self._grounds = self._later.grounds_of(self._name)
        return self._grounds

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that an undetermined decision waits for, in alphabetical order."""
        if self._missing is None:
            assert self._later is not None
            self._missing = self._later.missing_of(self._name)
        return self._missing

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """What the reader has to know about the law behind it."""
        if self._caveats is None:
            assert self._later is not None
            self._caveats = self._later.caveats_of(self._name)
        return self._caveats

    @property
    def conflict(self) -> Conflict | None:
        """The rules that contradict one another, if that is why it is undetermined."""
        return self._conflict if self._later is None else self._later.conflict_of(self._name)

    def _parts(self) -> tuple[object, ...]:
        return (self.name, self.outcome, self.value, self.grounds, self.missing, self.caveats, self.conflict)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Decision):
            return NotImplemented
        return self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((self.name, self.outcome, self.value))

    def __repr__(self) -> str:
        return f"Decision({self.name!r}, {self.outcome.value}, value={self.value!r}, grounds={self.grounds!r})"
