"""What a decision says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Literal, NamedTuple, Protocol

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

    def title_of(self, decision: str) -> Text:
        """The question."""
        ...

    def value_of(self, decision: str) -> DecisionValue:
        """The value of its answer."""
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


class _Parts(NamedTuple):
    """What everybody looks at, and who finds out the rest: decisions are made by the million."""

    name: str
    outcome: Outcome
    grounds: tuple[Ground, ...]
    later: LateParts


class _KnownParts:
    """The other parts of a decision of which all is known."""

    __slots__ = ("caveats", "conflict", "missing", "title", "value")

    def __init__(
        self,
        title: Text,
        value: DecisionValue,
        missing: tuple[str, ...],
        caveats: tuple[Caveat, ...],
        conflict: Conflict | None,
    ) -> None:
        self.title = title
        self.value = value
        self.missing = missing
        self.caveats = caveats
        self.conflict = conflict

    def title_of(self, decision: str) -> Text:
        return self.title

    def value_of(self, decision: str) -> DecisionValue:
        return self.value

    def missing_of(self, decision: str) -> tuple[str, ...]:
        return self.missing

    def caveats_of(self, decision: str) -> tuple[Caveat, ...]:
        return self.caveats

    def conflict_of(self, decision: str) -> Conflict | None:
        return self.conflict


class Decision(_Parts):
    """The answer to one question about one organization. Immutable.

    ``name`` of the question; ``outcome``: satisfied, not satisfied, undetermined or not applicable; ``grounds``: the
    rules behind the outcome, each with the day since when it holds; ``later`` finds out the other parts.

    ``value``: yuan as ``Decimal`` with two places, ratios as ``Decimal``, counts, years and days as ``int``,
    dates, the set of labels of findings (``frozenset``), the labels of the requirements not met (``tuple``).
    ``missing``: paths of the facts an undetermined decision waits for.
    """

    __slots__ = ()

    def __new__(  # noqa: PLR0913 - the parts of a decision
        cls,
        name: str,
        title: Text,
        outcome: Outcome,
        value: DecisionValue = None,
        *,
        grounds: tuple[Ground, ...] = (),
        missing: tuple[str, ...] = (),
        caveats: tuple[Caveat, ...] = (),
        conflict: Conflict | None = None,
    ) -> Decision:
        return late_decision(name, outcome, grounds, _KnownParts(title, value, missing, caveats, conflict))

    def __reduce__(self) -> tuple[object, ...]:
        parts = {part: getattr(self, part) for part in ("grounds", "missing", "caveats", "conflict")}
        return (partial(Decision, **parts), (self.name, self.title, self.outcome, self.value))

    @property
    def title(self) -> Text:
        """The question, for a person to read."""
        return self.later.title_of(self.name)

    @property
    def value(self) -> DecisionValue:
        """The value of the answer, where the question has one."""
        return self.later.value_of(self.name)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that an undetermined decision waits for, in alphabetical order."""
        return self.later.missing_of(self.name)

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """What the reader has to know about the law behind it."""
        return self.later.caveats_of(self.name)

    @property
    def conflict(self) -> Conflict | None:
        """The rules that contradict one another, if that is why it is undetermined."""
        return self.later.conflict_of(self.name)

    def _compared(self) -> tuple[object, ...]:
        return (self.name, self.outcome, self.value, self.grounds, self.missing, self.caveats, self.conflict)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Decision):
            return NotImplemented
        return self._compared() == other._compared()

    def __ne__(self, other: object) -> bool:
        # A tuple's own would compare who finds out the rest.
        return not self == other

    def __hash__(self) -> int:
        return hash((self.name, self.outcome, self.value))

    def __repr__(self) -> str:
        return f"Decision({self.name!r}, {self.outcome.value}, value={self.value!r}, grounds={self.grounds!r})"


def late_decision(name: str, outcome: Outcome, grounds: tuple[Ground, ...], later: LateParts) -> Decision:
    """A decision whose other parts are found out by ``later`` whenever somebody looks at them."""
    return tuple.__new__(Decision, (name, outcome, grounds, later))
