"""The grounds of a decision about many organizations, sorted all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import pyarrow as pa

from socorg_rules.engines.bulk.outputs import GroundOutput, GroundRow
from socorg_rules.engines.bulk.vectors.days import EPOCH, day_number
from socorg_rules.engines.bulk.vectors.texts import Texts
from socorg_rules.engines.bulk.vectors.vector import Array, Vector

GROUND: Final = pa.struct([("rule", pa.string()), ("since", pa.date32())])
_DAY_BITS: Final = 20
_RULE_BITS: Final = 12
_MIDDLE: Final = 1 << _DAY_BITS - 1
"""1970 among days as they are packed; 0 stands for no day, and so comes first."""


@dataclass(frozen=True, slots=True)
class GroundLists:
    """Of each row its grounds, each rule and day once, as the other engines order them.

    ``starts``: where those of each row begin, and the end of the last; ``rules``: numbers among ``names``; ``days``: as
    they are packed.
    """

    starts: Array
    rules: Array
    days: Array
    names: tuple[str, ...]

    @classmethod
    def of(cls, grounds: Sequence[GroundOutput], made: Mapping[str, Vector], texts: Texts, count: int) -> GroundLists:
        """The grounds of ``count`` rows, out of the columns of a program."""
        names = tuple(sorted({ground.rule for ground in grounds}))
        assert len(names) < 1 << _RULE_BITS, "a decision has fewer rules"
        packed = [np.zeros(0, np.int64)]
        for ground in grounds:
            rows = np.flatnonzero(made[ground.stands].values)
            since = made[ground.since].take(rows)
            if ground.many:
                rows, days = _listed_days(rows, since, texts)
            else:
                days = since.values + np.int64(_MIDDLE)
                days = days if since.absent is None else np.where(since.absent, 0, days)
            packed.append(rows << _RULE_BITS + _DAY_BITS | names.index(ground.rule) << _DAY_BITS | days)
        every = _once(np.concatenate(packed))
        counts = np.bincount(every >> _RULE_BITS + _DAY_BITS, minlength=count)
        starts = np.concatenate(([0], np.cumsum(counts)))
        return cls(starts, every >> _DAY_BITS & (1 << _RULE_BITS) - 1, every & (1 << _DAY_BITS) - 1, names)

    def arrow(self) -> pa.ListArray:
        """As a column of lists."""
        rules = pa.array(self.names, pa.string()).take(pa.array(self.rules))
        since = pa.array((self.days - _MIDDLE).astype(np.int32), pa.int32(), mask=self.days == 0).view(pa.date32())
        pairs = pa.StructArray.from_arrays([rules, since], fields=list(GROUND))
        return pa.ListArray.from_arrays(pa.array(self.starts, pa.int32()), pairs)

    def distinct(self) -> tuple[Array, list[tuple[GroundRow, ...]]]:
        """For each row the number of its grounds among those that are different, and these."""
        pairs, of_pairs = np.unique(self.rules << _DAY_BITS | self.days, return_inverse=True)
        counts = np.diff(self.starts)
        codes = np.zeros(len(counts), np.int64)
        left = np.flatnonzero(counts)
        for place in range(int(counts.max(initial=0))):
            left = left[counts[left] > place]
            # Rows that are equal so far and go on alike stay equal; those that end here keep a code of their own.
            step = codes[left] * (len(pairs) + 1) + of_pairs[self.starts[left] + place] + 1
            _, numbers = np.unique(step, return_inverse=True)
            codes[left] = numbers + codes.max() + 1
        _, first, numbers = np.unique(codes, return_index=True, return_inverse=True)
        return numbers, [self._row(row) for row in first.tolist()]

    def _row(self, row: int) -> tuple[GroundRow, ...]:
        places = range(self.starts[row], self.starts[row + 1])
        return tuple((self.names[self.rules[place]], _date(int(self.days[place]))) for place in places)


def _once(packed: Array) -> Array:
    """Numbers going up, each once; sorting them is much faster than what NumPy does to find them."""
    going_up = np.sort(packed)
    is_new = np.ones(len(going_up), np.bool_)
    is_new[1:] = going_up[1:] != going_up[:-1]
    once: Array = going_up[is_new]
    return once


def _date(packed: int) -> date | None:
    return EPOCH + timedelta(days=packed - _MIDDLE) if packed else None


def _listed_days(rows: Array, since: Vector, texts: Texts) -> tuple[Array, Array]:
    """The days in texts with commas, packed, and the row of each."""
    codes = since.values if since.absent is None else np.where(since.absent, np.int32(0), since.values)
    found, places = np.unique(codes, return_inverse=True)
    listed = [np.array([_packed(day) for day in text.split(",")], np.int64) for text in texts.texts(found.tolist())]
    lengths = np.array([len(days) for days in listed], np.int64)[places]
    days = np.concatenate([listed[place] for place in places.tolist()]) if len(places) else np.zeros(0, np.int64)
    return np.repeat(rows, lengths), days


def _packed(day: str) -> int:
    return day_number(date.fromisoformat(day)) + _MIDDLE if day else 0
