"""The library's front door: rulesets loaded, organizations evaluated."""

from __future__ import annotations

import gc
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from socorg_rules.engines.compiled.answers import Questions
from socorg_rules.engines.compiled.program import CompiledLaw, Workshops
from socorg_rules.engines.compiled.whole import WholeDecider
from socorg_rules.engines.reference.tracing import Tracer
from socorg_rules.evaluation import DecisionSource, Evaluation, Inquiry
from socorg_rules.explaining.explainers import Explainers
from socorg_rules.problems import Problem, Problems, UsageError, did_you_mean
from socorg_rules.records.organization import Organization
from socorg_rules.rulesets.library import Library, Selection, read_library
from socorg_rules.rulesets.model import DecisionDeclaration, Ruleset
from socorg_rules.rulesets.plan import LawPlan
from socorg_rules.timeline.agenda import Agenda
from socorg_rules.timeline.timeline import Timeline, timeline_of

_HERE = Path(__file__).parent
_INSTALLED = _HERE / "_bundled" / "rulesets"
_NAMES_KEPT: Final = 1_024
"""Choices of decisions whose names stay in order."""
_PREPARED_KEPT: Final = 4_096
"""Questions that are kept ready: places, days and choices of decisions."""
_EXPLAINERS_KEPT: Final = 32
"""Places and days of which the texts of explanations are kept."""
_CHECKOUT = _HERE.parent.parent / "rulesets"


_Latest = tuple[Collection[str] | None, date | None, date | None, dict[str, tuple[Inquiry, Questions]]]
"""``only``, ``as_of``, ``known_at``, and what is asked about organizations of each division."""


class Rulebook:
    """Rulesets in all their versions, ready to answer. Immutable, and safe to share between threads."""

    def __init__(self, library: Library, warnings: tuple[Problem, ...] = ()) -> None:
        self._library = library
        self._tracers: dict[int, Tracer] = {}
        self._explainers: dict[tuple[int, date], Explainers] = {}
        self._workshops = Workshops()
        self._compiled: dict[int, CompiledLaw] = {}
        self._names: dict[tuple[int, frozenset[str]], tuple[str, ...]] = {}
        self._prepared: dict[tuple[object, ...], tuple[Inquiry, Questions]] = {}
        self._latest: _Latest = ((), None, None, {})
        """The question that was asked last, which mostly is asked again."""
        self._agendas: dict[int, Agenda] = {}
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
        with _no_garbage_collection():
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
    def release_days(self) -> tuple[date, ...]:
        """The days on which something was released."""
        return self._library.release_days

    def selection(self, known_at: date | None = None) -> Selection:
        """The rulesets as they were released by a day (default: the newest), checked as a whole.

        Raises :class:`~socorg_rules.UsageError` if nothing was released by then.
        """
        if known_at is not None:
            _require_day("known_at", known_at)
        return self._library.selection(known_at)

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
        if not isinstance(organization, Organization):
            organization = Organization.model_validate(organization)
        if as_of.__class__ is not date:
            _require_day("as_of", as_of)
        if known_at is not None:
            _require_day("known_at", known_at)
        last_only, last_as_of, last_known_at, by_division = self._latest
        if only is not last_only or as_of != last_as_of or known_at != last_known_at:
            if only is not None and only.__class__ is not tuple:
                only = _names_in(only)
            by_division = {}
            self._latest = (only, as_of, known_at, by_division)
        prepared = by_division.get(organization.division)
        if prepared is None:
            if len(by_division) >= _PREPARED_KEPT:
                by_division.clear()
            prepared = by_division[organization.division] = self._prepared_for(
                (organization.division, as_of, known_at, only)
            )
        inquiry, questions = prepared
        return Evaluation(inquiry, organization, questions.about(organization))

    def _prepared_for(self, key: tuple[str, date, date | None, Collection[str] | None]) -> tuple[Inquiry, Questions]:
        """What is asked about organizations of a division, prepared once for the same question."""
        prepared = self._prepared.get(key)
        if prepared is None:
            prepared = self._prepare(*key)
            while len(self._prepared) >= _PREPARED_KEPT:
                self._prepared.pop(next(iter(self._prepared)), None)
            self._prepared[key] = prepared
        return prepared

    def _prepare(
        self, division: str, as_of: date, known_at: date | None, only: Collection[str] | None
    ) -> tuple[Inquiry, Questions]:
        """What is asked about organizations of a place on a day, and the functions that answer it."""
        law = self._library.selection(known_at).law_for(division, as_of)
        names = self.asked_names(law, only)
        with _no_garbage_collection():
            questions = Questions(self.compiled_law(law), as_of, names)
        return self._inquiry(law, names, as_of, known_at), questions

    def evaluate_many(
        self,
        organizations: Iterable[Organization],
        *,
        as_of: date,
        known_at: date | None = None,
        only: Collection[str] | None = None,
    ) -> Iterator[Evaluation]:
        """The same about many organizations, one after the other, for somebody who reads every part of the decisions.

        What is missing and what to know about the law is found out along with the outcome, and decisions that are the
        same are the same object. Raises :class:`~socorg_rules.UsageError` for an argument that can't be.
        """
        _require_day("as_of", as_of)
        selection = self.selection(known_at)
        deciders: dict[int, tuple[tuple[str, ...], WholeDecider]] = {}
        for organization in organizations:
            law = selection.law_for(organization.division, as_of)
            if id(law) not in deciders:
                names = self.asked_names(law, only)
                deciders[id(law)] = names, WholeDecider(self.compiled_law(law), as_of, names)
            names, decider = deciders[id(law)]
            yield self.evaluation_of(organization, decider.decide(organization), law, names, as_of, known_at)

    def evaluation_of(
        self,
        organization: Organization,
        answers: DecisionSource,
        law: LawPlan,
        names: tuple[str, ...],
        as_of: date,
        known_at: date | None,
    ) -> Evaluation:
        """What an engine answered, as an evaluation that can say why."""
        return Evaluation(self._inquiry(law, names, as_of, known_at), organization, answers)

    def _inquiry(self, law: LawPlan, names: tuple[str, ...], as_of: date, known_at: date | None) -> Inquiry:
        return Inquiry(
            names=names,
            as_of=as_of,
            known_at=known_at or self._library.release_days[-1],
            law=law,
            explainers=self._explainers_of(law, as_of, known_at),
        )

    def timeline(
        self,
        organization: Organization | Mapping[str, object],
        *,
        since: date,
        until: date,
        known_at: date | None = None,
        only: Collection[str] | None = None,
    ) -> Timeline:
        """Every day after ``since``, up to and on ``until``, on which an answer changes, exactly.

        What is recorded with a later date appears on its day; of what has no date, and of the time ahead, it is assumed
        that nothing is done. A value counted in days (days late) changes only when it appears or goes. Raises as
        :meth:`evaluate` does.
        """
        _require_day("since", since)
        _require_day("until", until)
        if until < since:
            raise UsageError(f"until={until} lies before since={since}")
        if not isinstance(organization, Organization):
            organization = Organization.model_validate(organization)
        start = self.evaluate(organization, as_of=since, known_at=known_at, only=only)
        agenda = self.agenda(known_at)
        return timeline_of(
            start,
            lambda day, names: self.evaluate(organization, as_of=day, known_at=known_at, only=names),
            agenda.days(organization, after=since, until=until, only=only),
            agenda.counted_in_days,
            (since, until),
        )

    def agenda(self, known_at: date | None = None) -> Agenda:
        """The days on which answers could change, under the rulesets as they were released by a day.

        Raises :class:`~socorg_rules.UsageError` if nothing was released by then.
        """
        selection = self.selection(known_at)
        agenda = self._agendas.get(id(selection))
        if agenda is None:
            agenda = self._agendas[id(selection)] = Agenda(selection)
        return agenda

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

    def compiled_law(self, law: LawPlan) -> CompiledLaw:
        """What a law was compiled to; the library keeps its laws, so their ids stay their own."""
        compiled = self._compiled.get(id(law))
        if compiled is None:
            compiled = self._compiled[id(law)] = CompiledLaw(law, self._workshops)
        return compiled

    def _explainers_of(self, law: LawPlan, as_of: date, known_at: date | None) -> Explainers:
        """What explains a law on a day; the library keeps its laws, so their ids stay their own."""
        explainers = self._explainers.get((id(law), as_of))
        if explainers is None:
            while len(self._explainers) >= _EXPLAINERS_KEPT:
                self._explainers.pop(next(iter(self._explainers)), None)
            titles = self._library.selection(known_at).place_titles
            explainers = Explainers(law, as_of, titles, self.compiled_law, self._tracer_of)
            self._explainers[id(law), as_of] = explainers
        return explainers

    def _tracer_of(self, law: LawPlan) -> Tracer:
        """The tracer of a law; the library keeps its laws, so their ids stay their own."""
        if id(law) not in self._tracers:
            self._tracers[id(law)] = Tracer(law)
        return self._tracers[id(law)]

    def asked_names(self, law: LawPlan, only: Collection[str] | None) -> tuple[str, ...]:
        """The names of the decisions asked for, in the order of the law; None: all.

        Raises :class:`~socorg_rules.UsageError` for a name that means nothing.
        """
        return tuple(law.decisions) if only is None else self._wanted(law, only)

    def _wanted(self, law: LawPlan, only: Collection[str]) -> tuple[str, ...]:
        key = (id(law), frozenset(_names_in(only)))
        names = self._names.get(key)
        if names is not None:
            return names
        for name in only:
            if name not in law.decisions:
                near = did_you_mean(name, law.decisions)
                hint = f" Did you mean {near!r}?" if near else ""
                raise UsageError(f"there is no decision {name!r}.{hint}")
        names = tuple(name for name in law.decisions if name in key[1])
        if len(self._names) < _NAMES_KEPT:
            self._names[key] = names
        return names


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Almost all that loading and compiling make is kept: looking for garbage among it would cost a fifth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def _bundled() -> Rulebook:
    return Rulebook.load(bundled_path())


def bundled_path() -> Path:
    """The folder of the rulesets that come with the library."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def _names_in(only: Collection[str]) -> tuple[str, ...]:
    if isinstance(only, str):
        raise UsageError("only is a collection of decision names, not one text")
    return tuple(only)


def _require_day(name: str, value: object) -> None:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise UsageError(f"{name} must be a datetime.date, not {type(value).__name__}")


@dataclass(frozen=True, slots=True)
class Replay:
    """Whether a recorded evaluation still stands; ``differing`` names the parts of the record that changed."""

    stands: bool
    differing: tuple[str, ...]
    evaluation: Evaluation


__all__ = ["Replay", "Rulebook", "bundled_path"]
