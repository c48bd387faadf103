"""What is asked of a population."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

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
    """What is asked of a population: on which days, which decisions, in how much detail."""

    as_of: date | Sequence[date] | str
    names: Sequence[str] | None = None
    wanted: Wanted = field(default_factory=Wanted)
    wide: bool = False
    key: str | None = None
    chunk: int = CHUNK
