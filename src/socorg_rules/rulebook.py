"""The library's front door: rulesets loaded, organizations evaluated."""

from __future__ import annotations

import gc
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from socorg_rules.engines.compiled.answers import Answers
from socorg_rules.engines.compiled.program import CompiledLaw
from socorg_rules.engines.reference.tracing import Tracer
from socorg_rules.evaluation import Evaluation
from socorg_rules.problems import Problem, Problems, UsageError, did_you_mean
from socorg_rules.records.organization import Organization
from socorg_rules.rulesets.library import Library, Selection, read_library
from socorg_rules.rulesets.model import DecisionDeclaration, Ruleset
from socorg_rules.rulesets.plan import LawPlan

_HERE = Path(__file__).parent
_INSTALLED = _HERE / "_bundled" / "rulesets"
_NAMES_KEPT: Final = 1_024
"""Choices of decisions whose names stay in order."""
_CHECKOUT = _HERE.parent.parent / "rulesets"


class Rulebook:
    """Rulesets in all their versions, ready to answer. Immutable, and safe to share between threads."""

    def __init__(self, library: Library, warnings: tuple[Problem, ...] = ()) -> None:
        self._library = library
        self._tracers: dict[int, Tracer] = {}
        self._compiled: dict[int, CompiledLaw] = {}
        self._names: dict[tuple[int, frozenset[str]], tuple[str, ...]] = {}
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
        _require_day("as_of", as_of)
        if known_at is not None:
            _require_day("known_at", known_at)
        if not isinstance(organization, Organization):
            organization = Organization.model_validate(organization)
        selection = self._library.selection(known_at)
        law = selection.law_for(organization.division, as_of)
        names = tuple(law.decisions) if only is None else self._wanted(law, only)
        return Evaluation(
            answers=Answers(self._compiled_law(law), organization, as_of, names),
            names=names,
            organization=organization,
            as_of=as_of,
            known_at=known_at or self._library.release_days[-1],
            law=law,
            tracer_of=self._tracer_of,
            place_titles=selection.place_titles,
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

    def _compiled_law(self, law: LawPlan) -> CompiledLaw:
        """What a law was compiled to; the library keeps its laws, so their ids stay their own."""
        compiled = self._compiled.get(id(law))
        if compiled is None:
            compiled = self._compiled[id(law)] = CompiledLaw(law)
        return compiled

    def _tracer_of(self, law: LawPlan) -> Tracer:
        """The tracer of a law; the library keeps its laws, so their ids stay their own."""
        if id(law) not in self._tracers:
            self._tracers[id(law)] = Tracer(law)
        return self._tracers[id(law)]

    def _wanted(self, law: LawPlan, only: Collection[str]) -> tuple[str, ...]:
        if isinstance(only, str):
            raise UsageError("only is a collection of decision names, not one text")
        key = (id(law), frozenset(only))
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
    """Almost all that loading makes is kept: looking for garbage among it would cost a fifth of the time."""
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
