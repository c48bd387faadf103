"""Aggregates in memory: one value for all rows that belong together."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from socorg_rules.engines.bulk.column import AggregateKind
from socorg_rules.engines.bulk.vectors.texts import Texts
from socorg_rules.engines.bulk.vectors.vector import Array, Vector

_REDUCERS: Final[dict[AggregateKind, Any]] = {
    "max": np.maximum,
    "min": np.minimum,
    "sum": np.add,
    "bit_or": np.bitwise_or,
}


def reduced(kind: AggregateKind, vector: Vector, parents: Array, count: int, texts: Texts) -> Vector:
    """The aggregate of each of ``count`` parents; NULL of no rows. ``parents`` go up."""
    if vector.absent is not None:
        vector = vector.spread(len(parents))
        there = np.flatnonzero(~vector.absent)
        vector, parents = Vector(vector.values[there]), parents[there]
    absent = np.ones(count, np.bool_)
    absent[parents] = False
    values = vector.values
    if not isinstance(values, np.ndarray) and kind in ("max", "min", "bit_or"):
        return Vector(values, absent)
    values = vector.spread(len(parents)).values
    made = np.zeros(count, values.dtype)
    if len(parents):
        starts = np.flatnonzero(np.concatenate(([True], parents[1:] != parents[:-1])))
        groups = parents[starts]
        made[groups] = (
            texts.lists(values, starts.tolist()) if kind == "texts" else _REDUCERS[kind].reduceat(values, starts)
        )
    return Vector(made, absent)
