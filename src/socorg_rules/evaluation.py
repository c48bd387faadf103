"""The answers about one organization on one day, and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, ItemsView, Iterator, Mapping, ValuesView
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from socorg_rules.decisions.outcome import Decision, Ground, Outcome
from socorg_rules.decisions.record import decision_record
from socorg_rules.decisions.trace import DecisionTrace
from socorg_rules.explaining.explainers import Case, Explainers
from socorg_rules.problems import Language, Text, UsageError, did_you_mean
from socorg_rules.records.digest import digest_of
from socorg_rules.records.organization import Organization
from socorg_rules.rulesets.plan import LawPlan, RulesetVersion
from socorg_rules.version import __version__

_NOTHING_APPLIES = Text("没有适用于该组织的决定。", "None of the decisions applies to this organization.")


class DecisionSource(Protocol):
    """An engine's answers about one organization."""

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """The decisions that were asked for, by name, in the order in which they were."""
        ...

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Their outcomes, in the order in which they were asked for."""
        ...

    @property
    def outcomes_and_grounds(self) -> tuple[tuple[Outcome, tuple[Ground, ...]], ...]:
        """The same with the grounds of each."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Inquiry:
    """What is asked, whoever it is asked about: some decisions, on a day, under a law as known on another."""

    names: tuple[str, ...]
    as_of: date
    known_at: date
    law: LawPlan
    explainers: Explainers


class Evaluation(Mapping[str, Decision]):
    """The decisions about one organization on one day, by name."""

    def __init__(self, inquiry: Inquiry, organization: Organization, answers: DecisionSource) -> None:
        self._inquiry = inquiry
        self._organization = organization
        self._answers = answers
        self._decisions: Mapping[str, Decision] | None = None

    def __getitem__(self, name: str) -> Decision:
        try:
            return (self._decisions or self._decided())[name]
        except KeyError:
            near = did_you_mean(name, self._inquiry.names)
            hint = f"; did you mean {near!r}?" if near else ""
            raise KeyError(f"there is no decision {name!r}{hint}") from None

    def _decided(self) -> Mapping[str, Decision]:
        decisions = self._decisions
        if decisions is None:
            decisions = self._decisions = self._answers.decisions
        return decisions

    def __contains__(self, name: object) -> bool:
        return name in self._inquiry.names

    def __iter__(self) -> Iterator[str]:
        return iter(self._inquiry.names)

    def __len__(self) -> int:
        return len(self._inquiry.names)

    def values(self) -> ValuesView[Decision]:
        """The decisions, in the order of their names."""
        return self._decided().values()

    def items(self) -> ItemsView[str, Decision]:
        """The names and the decisions."""
        return self._decided().items()

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes of all decisions, in the order of their names; sooner had than the decisions."""
        return self._answers.outcomes

    @property
    def outcomes_and_grounds(self) -> tuple[tuple[Outcome, tuple[Ground, ...]], ...]:
        """The same with the grounds of each."""
        return self._answers.outcomes_and_grounds

    @property
    def as_of(self) -> date:
        """The day asked about."""
        return self._inquiry.as_of

    @property
    def known_at(self) -> date:
        """The day by which the rulesets were released."""
        return self._inquiry.known_at

    @property
    def library_version(self) -> str:
        """The version of this library."""
        return __version__

    @cached_property
    def input_digest(self) -> str:
        """The digest of the record that was handed in."""
        return digest_of(self._organization)

    @property
    def places(self) -> tuple[str, ...]:
        """The division codes whose law was applied, outermost first."""
        return self._inquiry.law.places

    @property
    def rulesets(self) -> tuple[RulesetVersion, ...]:
        """The versions of the rulesets behind the answers, with their digests."""
        return self._inquiry.law.rulesets

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that undetermined decisions wait for, the one that most of them wait for first."""
        waiting = Counter(path for decision in self.values() for path in decision.missing)
        return tuple(sorted(waiting, key=lambda path: (-waiting[path], path)))

    def trace(self, name: str) -> DecisionTrace:
        """How a decision came about, condition by condition."""
        self[name]
        return self._case.tracing.trace(name)

    def explain(self, language: Language = "zh", *, only: Collection[str] | None = None) -> str:
        """Why, by which article, what is missing and what would have to be different, for a person to read.

        Without ``only``, decisions that are not applicable are left out; if none is left, that is said.
        """
        if language not in ("zh", "en"):
            raise UsageError(f"language must be 'zh' or 'en', not {language!r}")
        if only is None:
            decisions = [decision for decision in self.values() if decision.outcome is not Outcome.NOT_APPLICABLE]
        else:
            decisions = [self[name] for name in only]
        if not decisions:
            return _NOTHING_APPLIES.in_language(language)
        text, case = self._inquiry.explainers.text, self._case
        return "\n\n".join([text(decision.name, language).of(decision, case) for decision in decisions])

    @cached_property
    def _case(self) -> Case:
        return Case(self._inquiry.explainers, self._organization, self._inquiry.names)

    def title_of(self, name: str) -> Text:
        """The title of a decision, of a place by its code, or of a fact by its path (``penalties.amount``)."""
        return self._inquiry.explainers.title_of(name)

    def as_dict(self) -> dict[str, object]:
        """Plain data: everything needed to recompute the answers, and the answers."""
        return {
            "as_of": self.as_of.isoformat(),
            "known_at": self.known_at.isoformat(),
            "library_version": self.library_version,
            "input_digest": self.input_digest,
            "places": list(self.places),
            "rulesets": [version.as_dict() for version in self.rulesets],
            "decisions": {name: decision_record(decision) for name, decision in sorted(self.items())},
        }

    def to_json(self) -> str:
        """:meth:`as_dict` as one line of JSON, always the same bytes for the same answers."""
        return json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
