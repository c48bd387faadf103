"""The answers about one organization on one day, and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cached_property

from socorg_rules.decisions.explanation import explain
from socorg_rules.decisions.outcome import Decision, Outcome
from socorg_rules.decisions.question import Question
from socorg_rules.decisions.record import decision_record
from socorg_rules.decisions.trace import DecisionTrace
from socorg_rules.decisions.wording import fact_title
from socorg_rules.engines.compiled.answers import Answers
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.engines.reference.tracing import Tracer
from socorg_rules.feel.types import BOOLEAN
from socorg_rules.problems import Language, Text, UsageError, did_you_mean
from socorg_rules.records.digest import digest_of
from socorg_rules.records.facts import facts_of
from socorg_rules.records.organization import Organization
from socorg_rules.rulesets.plan import DecisionPlan, LawPlan, RulesetVersion
from socorg_rules.version import __version__

_NOTHING_APPLIES = Text("没有适用于该组织的决定。", "None of the decisions applies to this organization.")


class Evaluation(Mapping[str, Decision]):
    """The decisions about one organization on one day, by name."""

    def __init__(  # noqa: PLR0913 - keywords, and made in one place
        self,
        *,
        answers: Answers,
        names: tuple[str, ...],
        organization: Organization,
        as_of: date,
        known_at: date,
        law: LawPlan,
        tracer_of: Callable[[LawPlan], Tracer],
        place_titles: Mapping[str, Text],
    ) -> None:
        self._answers = answers
        self._names = dict.fromkeys(names)
        self._organization = organization
        self._decisions: dict[str, Decision] = {}
        self._place_titles = place_titles
        self._law = law
        self._tracer_of = tracer_of
        self.as_of = as_of
        self.known_at = known_at
        self.library_version = __version__

    def __getitem__(self, name: str) -> Decision:
        decision = self._decisions.get(name)
        if decision is None:
            if name not in self._names:
                near = did_you_mean(name, self._names)
                hint = f"; did you mean {near!r}?" if near else ""
                raise KeyError(f"there is no decision {name!r}{hint}")
            decision = self._decisions[name] = self._answers.decision(name)
        return decision

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def input_digest(self) -> str:
        """The digest of the record that was handed in."""
        return digest_of(self._organization)

    @property
    def places(self) -> tuple[str, ...]:
        """The division codes whose law was applied, outermost first."""
        return self._law.places

    @property
    def rulesets(self) -> tuple[RulesetVersion, ...]:
        """The versions of the rulesets behind the answers, with their digests."""
        return self._law.rulesets

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that undetermined decisions wait for, the one that most of them wait for first."""
        waiting = Counter(path for decision in self.values() for path in decision.missing)
        return tuple(sorted(waiting, key=lambda path: (-waiting[path], path)))

    def trace(self, name: str) -> DecisionTrace:
        """How a decision came about, condition by condition."""
        self[name]
        return self._tracer_of(self._law).trace(self._thorough().decide(name))

    def explain(self, language: Language = "zh", *, only: Collection[str] | None = None) -> str:
        """Why, by which article, what is missing and what would have to be different, for a person to read.

        Without ``only``, decisions that are not applicable are left out; if none is left, that is said.
        """
        if language not in ("zh", "en"):
            raise UsageError(f"language must be 'zh' or 'en', not {language!r}")
        if only is None:
            names = [name for name in self if self[name].outcome is not Outcome.NOT_APPLICABLE]
        else:
            names = [self[name].name for name in only]
        if not names:
            return _NOTHING_APPLIES.in_language(language)
        tracer, decider = self._tracer_of(self._law), self._thorough()
        return "\n\n".join(
            explain(
                self[name],
                tracer.trace(decider.decide(name)),
                language,
                self.title_of,
                _question_of(self._law.decisions[name]),
            )
            for name in names
        )

    def _thorough(self) -> ReferenceDecider:
        """A decider that looks at every condition, also where the outcome no longer depends on it."""
        return ReferenceDecider(self._law, facts_of(self._organization, self.as_of), self.as_of, thorough=True)

    def title_of(self, name: str) -> Text:
        """The title of a decision, of a place by its code, or of a fact by its path (``penalties.amount``)."""
        if name in self._law.decisions:
            return self._law.decisions[name].title
        return self._place_titles[name] if name in self._place_titles else fact_title(name)

    def as_dict(self) -> dict[str, object]:
        """Plain data: everything needed to recompute the answers, and the answers."""
        return {
            "as_of": self.as_of.isoformat(),
            "known_at": self.known_at.isoformat(),
            "library_version": self.library_version,
            "input_digest": self.input_digest,
            "places": list(self.places),
            "rulesets": [
                {"id": version.id, "version": version.version, "digest": version.digest} for version in self.rulesets
            ],
            "decisions": {name: decision_record(decision) for name, decision in sorted(self.items())},
        }

    def to_json(self) -> str:
        """:meth:`as_dict` as one line of JSON, always the same bytes for the same answers."""
        return json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _question_of(plan: DecisionPlan) -> Question:
    """The form of a decision, for whoever tells of it."""
    value_type = plan.value_type if plan.value is not None else plan.type if plan.kind == "answer" else None
    return Question(
        kind=plan.kind,
        value_type=None if value_type is None else str(value_type),
        answered_by_value=plan.kind == "answer" and plan.type != BOOLEAN,
    )
