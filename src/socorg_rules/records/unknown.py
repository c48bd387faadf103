"""The value of a fact that nobody told us."""

from __future__ import annotations

from enum import Enum
from typing import Final, NoReturn


class Unknown(Enum):
    """Type of :data:`UNKNOWN`, the one value that says that a fact is not known.

    It is neither true nor false: code that would take it for one of the two fails instead.
    """

    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError("an unknown value is neither true nor false: compare it with `is UNKNOWN`")

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
