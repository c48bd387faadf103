"""How compiled code writes an unknown value: as one singleton, or with the facts it waits for.

The first is fast and tells outcomes; the second tells what is missing, and is run for what turned out undetermined.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from socorg_rules.engines.compiled.module import Module
from socorg_rules.engines.compiled.runtime import (
    FOR_NOTHING,
    NOT_KNOWN,
    UNKNOWN,
    Rows,
    Table,
    UnknownEvents,
    Waiting,
    waiting_for,
)
from socorg_rules.engines.compiled.source import U


class Unknowns(Protocol):
    """The two ways of writing it. Arguments are names of variables that hold values."""

    remembers: bool

    def is_unknown(self, name: str) -> str:
        """The test whether a value is unknown."""
        ...

    def any_unknown(self, bindings: Iterable[tuple[str, str | None]]) -> str:
        """The test whether any of some values is; each a name and, where it is to be bound first, its source."""
        ...

    def joined(self, names: Iterable[str]) -> str:
        """Unknown because of these, one of which is unknown at least."""
        ...

    def of_fact(self, module: Module, path: str) -> str:
        """The unknown value of a fact."""
        ...

    def of_list(self, module: Module, name: str) -> str:
        """A list that nobody handed in."""
        ...

    def of_calendar(self, year: int) -> object:
        """The unknown value of a working day in a year without a calendar."""
        ...


class OneUnknown:
    """Unknown is the singleton :data:`UNKNOWN`."""

    remembers = False

    def is_unknown(self, name: str) -> str:
        return f"{name} is {U}"

    def any_unknown(self, bindings: Iterable[tuple[str, str | None]]) -> str:
        return " or ".join(f"{_bound(name, source)} is {U}" for name, source in bindings)

    def joined(self, names: Iterable[str]) -> str:
        return U

    def of_fact(self, module: Module, path: str) -> str:
        return U

    def of_list(self, module: Module, name: str) -> str:
        return U

    def of_calendar(self, year: int) -> object:
        return UNKNOWN


class RememberedUnknowns:
    """Unknown is a :class:`Waiting`. All operands are looked at, since each adds what it waits for."""

    remembers = True

    def is_unknown(self, name: str) -> str:
        return f"{name}.__class__ is W"

    def any_unknown(self, bindings: Iterable[tuple[str, str | None]]) -> str:
        return " | ".join(f"({_bound(name, source)}.__class__ is W)" for name, source in bindings)

    def joined(self, names: Iterable[str]) -> str:
        written = list(names)
        return written[0] if len(written) == 1 else f"waiting_for({', '.join(written)})"

    def of_fact(self, module: Module, path: str) -> str:
        return module.shared(("waiting", path), Waiting(frozenset((path,))))

    def of_list(self, module: Module, name: str) -> str:
        return module.shared(("unknown list", name), UnknownEvents(Waiting(frozenset((name,)))))

    def of_calendar(self, year: int) -> object:
        return Waiting(frozenset((f"working_days.{year}",)))


def _bound(name: str, source: str | None) -> str:
    return name if source is None else f"({name} := {source})"


SHARED_NAMES: dict[str, object] = {
    "N": NOT_KNOWN,
    "W": Waiting,
    "FOR_NOTHING": FOR_NOTHING,
    "UnknownEvents": UnknownEvents,
    "Rows": Rows,
    "Table": Table,
    "waiting_for": waiting_for,
}
