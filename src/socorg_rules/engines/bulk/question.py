"""What is asked of a population."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from socorg_rules.problems import UsageError
from socorg_rules.records.values import FIRST_DAY, LAST_DAY

CHUNK: Final = 500_000
"""Organizations that are decided at once."""

Progress = Callable[[int, int], None]
"""Is told of organizations decided, and organizations in all."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of every decision besides its outcome.

    ``told``: the exceptions and notes that hold, on which caveats hang. ``readable``: for people who look at the
    columns themselves, under the decisions' own names and without bits.
    """

    values: bool = True
    grounds: bool = True
    missing: bool = True
    told: bool = False
    readable: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a population: on which days, which decisions, in how much detail.

    Raises :class:`~socorg_rules.UsageError` for days that a record can't have, and chunks of nobody.
    """

    as_of: date | Sequence[date] | str
    names: Sequence[str] | None = None
    wanted: Wanted = field(default_factory=Wanted)
    wide: bool = False
    key: str | None = None
    chunk: int = CHUNK

    def __post_init__(self) -> None:
        if self.chunk < 1:
            raise UsageError(f"chunk is {self.chunk}, and must be 1 or more")
        for day in self.days:
            # A moment is a date to Python, but not the same one to a database.
            if type(day) is not date or not FIRST_DAY <= day <= LAST_DAY:
                raise UsageError(f"as_of: {day!r} is no datetime.date from {FIRST_DAY} to {LAST_DAY}")

    @property
    def days(self) -> Sequence[date]:
        """The days asked about of everybody; none where a column says the day of each."""
        if isinstance(self.as_of, str):
            return ()
        return [self.as_of] if isinstance(self.as_of, date) else list(dict.fromkeys(self.as_of))

    @property
    def column(self) -> str | None:
        """The column of the organizations that says the day asked about of each, if one does."""
        return self.as_of if isinstance(self.as_of, str) else None
