"""What all texts about the decisions of a law have in common: the law, the day, the language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol, TypeVar

from socorg_rules.decisions.explanation import TitleOf
from socorg_rules.engines.compiled.looking import Looking, looking
from socorg_rules.engines.compiled.program import Program
from socorg_rules.engines.reference.tracing import Tracing
from socorg_rules.engines.reference.wording import LawWording
from socorg_rules.explaining.sights import Sight
from socorg_rules.explaining.templates import Phrases
from socorg_rules.problems import Language

_KEPT: Final = 1_024
"""Shapes kept of the text about one rule, and of the rest of the text about one decision."""
_Made = TypeVar("_Made")


class Case(Protocol):
    """One organization of which somebody asks why."""

    @property
    def state(self) -> list[Any]:
        """What the compiled engine knows of it."""

    @property
    def tracing(self) -> Tracing:
        """The traces of the decisions about it."""

    @property
    def apart(self) -> Tracing:
        """The same, of each member of a list by itself."""

    def seen(self, sight: Sight) -> list[tuple[object, ...]]:
        """The facts of which values are seen of it (:meth:`Sight.seen`)."""


@dataclass(frozen=True, slots=True)
class View:
    """What to look at, and the function that does."""

    sight: Sight
    looking: Looking


class Setting:
    """A law on one day, told in one language; titles of rules and places by ``title_of``."""

    def __init__(
        self, program: Program, wording: LawWording, as_of: date, language: Language, title_of: TitleOf
    ) -> None:
        self.law = program.law
        self.program = program
        self.as_of = as_of
        self.language: Language = language
        self.title_of = title_of
        self.phrases = Phrases(wording, language)

    def sight(self) -> Sight:
        """Nothing to look at yet."""
        return Sight(self.law, self.phrases.wording)

    def view(self, sight: Sight) -> View:
        """A sight, compiled."""
        return View(sight, looking(self.program.expressions, sight.look))


def remember(kept: dict[tuple[object, ...], _Made], key: tuple[object, ...], made: _Made) -> _Made:
    """Keeps something that was made; of too many things the oldest is let go."""
    while len(kept) >= _KEPT:
        kept.pop(next(iter(kept)), None)
    kept[key] = made
    return made
