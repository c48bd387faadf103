"""A column of some rows in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Vector:
    """Values of rows, or one value for all of them; ``absent``: where they are NULL, None for nowhere.

    Booleans are Booleans, numbers 64-bit integers, dates 32-bit days since 1970, texts 32-bit codes. What stands where
    a value is NULL means nothing.
    """

    values: Any
    absent: Any = None

    def take(self, rows: Array) -> Vector:
        """The values of some rows, by their numbers."""
        values = self.values[rows] if isinstance(self.values, np.ndarray) else self.values
        absent = self.absent[rows] if isinstance(self.absent, np.ndarray) else self.absent
        return Vector(values, absent)

    def part(self, rows: slice) -> Vector:
        """The values of rows one behind the other."""
        values = self.values[rows] if isinstance(self.values, np.ndarray) else self.values
        absent = self.absent[rows] if isinstance(self.absent, np.ndarray) else self.absent
        return Vector(values, absent)

    def spread(self, rows: int) -> Vector:
        """The same with a value of its own for each of some rows."""
        values, absent = self.values, self.absent
        if not isinstance(values, np.ndarray):
            values = np.full(rows, values)
        if absent is not None and not isinstance(absent, np.ndarray):
            absent = np.full(rows, absent)
        return Vector(values, absent)


def either_absent(*vectors: Vector) -> Any:
    """Where any of some vectors is NULL."""
    found = None
    for vector in vectors:
        if vector.absent is not None:
            found = vector.absent if found is None else found | vector.absent
    return found


def one_behind_the_other(vectors: Sequence[Vector]) -> Vector:
    """One column of batch after batch, in which each row has a value of its own, as one."""
    values = np.concatenate([vector.values for vector in vectors])
    # Whether a column can be NULL at all is the same in every batch.
    if all(vector.absent is None for vector in vectors):
        return Vector(values)
    return Vector(values, np.concatenate([vector.absent for vector in vectors]))
