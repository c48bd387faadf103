"""The library's front door: rulesets loaded, organizations evaluated."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from socorg_rules.decisions.explanation import explain
from socorg_rules.decisions.outcome import Decision, Outcome
from socorg_rules.decisions.question import Question
from socorg_rules.decisions.record import decision_record
from socorg_rules.decisions.trace import DecisionTrace
from socorg_rules.decisions.wording import fact_title
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.engines.reference.results import decision_of
from socorg_rules.engines.reference.tracing import Tracer
from socorg_rules.feel.types import BOOLEAN
from socorg_rules.problems import Language, Problem, Problems, Text, UsageError, did_you_mean
from socorg_rules.records.digest import digest_of
from socorg_rules.records.facts import facts_of
from socorg_rules.records.organization import Organization
from socorg_rules.rulesets.library import Library, read_library
from socorg_rules.rulesets.model import DecisionDeclaration, Ruleset
from socorg_rules.rulesets.plan import DecisionPlan, LawPlan, RulesetVersion
from socorg_rules.version import __version__

_NOTHING_APPLIES = Text("没有适用于该组织的决定。", "None of the decisions applies to this organization.")
_HERE = Path(__file__).parent
_INSTALLED = _HERE / "_bundled" / "rulesets"
_CHECKOUT = _HERE.parent.parent / "rulesets"


class Rulebook:
    """Rulesets in all their versions, ready to answer. Immutable, and safe to share between threads."""

    def __init__(self, library: Library, warnings: tuple[Problem, ...] = ()) -> None:
        self._library = library
        self._tracers: dict[int, Tracer] = {}
        self.warnings = warnings

    @classmethod
    def bundled(cls) -> Rulebook:
        """The rulesets that come with the library; loaded once."""
        return _bundled()

    @classmethod
    def load(cls, path: Path | str) -> Rulebook:
        """The rulesets of a folder laid out as ``<ruleset>/<version>.yaml``.

        Raises :class:`~socorg_rules.ProblemsError` with everything that is wrong in it, at once.
        """
        problems = Problems()
        library = read_library(Path(path), problems)
        if not problems.errors:
            problems.extend(library.check())
        problems.raise_errors()
        return cls(library, tuple(problems.warnings))

    @property
    def rulesets(self) -> tuple[Ruleset, ...]:
        """All versions of all rulesets."""
        return self._library.rulesets

    @property
    def decisions(self) -> tuple[DecisionDeclaration, ...]:
        """The questions that the newest rulesets answer, in the order of their files."""
        names = self._library.selection().names
        return tuple(owned.item for owned in names.decisions.values())

    @property
    def decision_names(self) -> tuple[str, ...]:
        return tuple(declaration.name for declaration in self.decisions)

    def evaluate(
        self,
        organization: Organization | Mapping[str, object],
        *,
        as_of: date,
        known_at: date | None = None,
        only: Collection[str] | None = None,
    ) -> Evaluation:
        """Every decision about an organization on the day ``as_of``, by the law in force on that day.

        ``known_at``: with the rulesets as they were released by that day (default: the newest). ``only``: the
        names of the decisions wanted. Raises :class:`~socorg_rules.UsageError` for an argument that can't be,
        and pydantic's ``ValidationError`` for a mapping that is no organization.
        """
        _require_day("as_of", as_of)
        if known_at is not None:
            _require_day("known_at", known_at)
        if not isinstance(organization, Organization):
            organization = Organization.model_validate(organization)
        selection = self._library.selection(known_at)
        law = selection.law_for(organization.division, as_of)
        names = self._wanted(law, only)
        decider = ReferenceDecider(law, facts_of(organization, as_of), as_of)
        return Evaluation(
            decisions={name: decision_of(decider.decide(name), decider) for name in names},
            as_of=as_of,
            known_at=known_at or self._library.release_days[-1],
            law=law,
            input_digest=digest_of(organization),
            decider=decider,
            tracer_of=self._tracer_of,
            place_titles={ruleset.jurisdiction.code: ruleset.jurisdiction.title for ruleset in selection.rulesets},
        )

    def replay(self, recorded: str | Mapping[str, object], organization: Organization | Mapping[str, object]) -> Replay:
        """Recomputes an evaluation from its record (:meth:`Evaluation.to_json`) and says whether it stands.

        Raises :class:`~socorg_rules.UsageError` if ``recorded`` is no such record.
        """
        try:
            record: dict[str, Any] = json.loads(recorded) if isinstance(recorded, str) else dict(recorded)
            as_of = date.fromisoformat(record["as_of"])
            known_at = date.fromisoformat(record["known_at"])
            only = list(record["decisions"])
        except (KeyError, TypeError, ValueError):
            raise UsageError("recorded is not the JSON of an evaluation") from None
        evaluation = self.evaluate(organization, as_of=as_of, known_at=known_at, only=only)
        now = evaluation.as_dict()
        differing = tuple(sorted(key for key in {*now, *record} if now.get(key) != record.get(key)))
        return Replay(not differing, differing, evaluation)

    def _tracer_of(self, law: LawPlan) -> Tracer:
        """The tracer of a law; the library keeps its laws, so their ids stay their own."""
        if id(law) not in self._tracers:
            self._tracers[id(law)] = Tracer(law)
        return self._tracers[id(law)]

    @staticmethod
    def _wanted(law: LawPlan, only: Collection[str] | None) -> list[str]:
        if only is None:
            return list(law.decisions)
        if isinstance(only, str):
            raise UsageError("only is a collection of decision names, not one text")
        for name in only:
            if name not in law.decisions:
                near = did_you_mean(name, law.decisions)
                hint = f" Did you mean {near!r}?" if near else ""
                raise UsageError(f"there is no decision {name!r}.{hint}")
        return [name for name in law.decisions if name in only]


@cache
def _bundled() -> Rulebook:
    return Rulebook.load(bundled_path())


def bundled_path() -> Path:
    """The folder of the rulesets that come with the library."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def _require_day(name: str, value: object) -> None:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise UsageError(f"{name} must be a datetime.date, not {type(value).__name__}")


@dataclass(frozen=True, slots=True)
class Replay:
    """Whether a recorded evaluation still stands; ``differing`` names the parts of the record that changed."""

    stands: bool
    differing: tuple[str, ...]
    evaluation: Evaluation


class Evaluation(Mapping[str, Decision]):
    """The decisions about one organization on one day, by name."""

    def __init__(  # noqa: PLR0913 - keywords, and made in one place
        self,
        *,
        decisions: dict[str, Decision],
        as_of: date,
        known_at: date,
        law: LawPlan,
        input_digest: str,
        decider: ReferenceDecider,
        tracer_of: Callable[[LawPlan], Tracer],
        place_titles: Mapping[str, Text],
    ) -> None:
        self._decisions = decisions
        self._place_titles = place_titles
        self._law = law
        self._decider = decider
        self._tracer_of = tracer_of
        self.as_of = as_of
        self.known_at = known_at
        self.input_digest = input_digest
        self.library_version = __version__

    def __getitem__(self, name: str) -> Decision:
        try:
            return self._decisions[name]
        except KeyError:
            near = did_you_mean(name, self._decisions)
            hint = f"; did you mean {near!r}?" if near else ""
            raise KeyError(f"there is no decision {name!r}{hint}") from None

    def __contains__(self, name: object) -> bool:
        return name in self._decisions

    def __iter__(self) -> Iterator[str]:
        return iter(self._decisions)

    def __len__(self) -> int:
        return len(self._decisions)

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
        waiting = Counter(path for decision in self._decisions.values() for path in decision.missing)
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
        return ReferenceDecider(self._law, self._decider.facts, self._decider.as_of, thorough=True)

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
            "decisions": {name: decision_record(decision) for name, decision in sorted(self._decisions.items())},
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


__all__ = ["Evaluation", "Replay", "Rulebook", "bundled_path"]
