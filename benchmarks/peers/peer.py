"""What a peer is: an engine that is handed the questions once, and records one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from socorg_rules import Organization

Loaded = tuple[Callable[[Organization], Any], Callable[[Any], Iterable[Any]]]

THEMSELVES: Final[Mapping[Any, bool | None]] = {True: True, False: False, None: None}
NUMBERS: Final[Mapping[Any, bool | None]] = {0: False, 1: True, 2: None}


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine that is compared.

    ``load`` compiles the questions and gives two functions: one turns a validated organization into what the engine
    takes, which isn't timed, and one answers, in the engine's own ``codes``. ``lists``: whether it can be asked about
    lists and sets, too; ``load`` then takes ``lists``. ``lacks``: what it can't say. ``records``: how many are timed in
    a round.
    """

    name: str
    package: str | None
    imports: str
    load: Callable[..., Loaded]
    lists: bool
    lacks: str
    codes: Mapping[Any, bool | None]
    records: int = 300

    @property
    def version(self) -> str | None:
        """The version that is installed; None: it isn't."""
        if self.package is None:
            return ""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None

    def loaded(self, *, lists: bool) -> Loaded:
        """Ready for the whole common part, or for its questions about single facts."""
        return self.load(lists=lists) if self.lists else self.load()

    def read(self, answers: Iterable[Any]) -> list[bool | None]:
        """Answers as true, false, and None for unknown."""
        return [self.codes[answer] for answer in answers]
