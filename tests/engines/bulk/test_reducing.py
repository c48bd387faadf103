"""Aggregates of rows that belong together: NULL of no rows and of NULLs alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy")
pytest.importorskip("pyarrow")

from socorg_rules.engines.bulk.column import AggregateKind  # noqa: E402
from socorg_rules.engines.bulk.vectors.reducing import reduced  # noqa: E402
from socorg_rules.engines.bulk.vectors.texts import Texts  # noqa: E402
from socorg_rules.engines.bulk.vectors.vector import Vector  # noqa: E402

COUNT = 4
rows = st.lists(st.tuples(st.integers(0, COUNT - 1), st.one_of(st.none(), st.integers(0, 7))), max_size=10).map(
    lambda found: sorted(found, key=lambda row: row[0])
)
AGGREGATES: dict[str, Callable[[list[int]], int]] = {
    "max": max,
    "min": min,
    "sum": sum,
    "bit_or": lambda numbers: reduce(or_, numbers),
}


def made(kind: str, vector: Vector, parents: list[int], texts: Texts) -> list[Any]:
    found = reduced(cast(AggregateKind, kind), vector, np.array(parents, np.int64), COUNT, texts).spread(COUNT)
    return [None if absent else value for value, absent in zip(found.values.tolist(), found.absent, strict=True)]


@pytest.mark.parametrize("kind", AGGREGATES)
@given(rows)
def test_numbers(kind: str, found: list[tuple[int, int | None]]) -> None:
    vector = Vector(
        np.array([number or 0 for _, number in found]), np.array([one is None for _, one in found], np.bool_)
    )
    of_parents = [[one for parent, one in found if parent == number and one is not None] for number in range(COUNT)]
    expected = [AGGREGATES[kind](numbers) if numbers else None for numbers in of_parents]
    assert made(kind, vector, [parent for parent, _ in found], Texts()) == expected


@pytest.mark.parametrize("kind", AGGREGATES)
def test_one_number_for_all_rows(kind: str) -> None:
    summed = 6 if kind == "sum" else 3
    assert made(kind, Vector(3), [1, 1, 2], Texts()) == [None, summed, 3, None]


def test_texts() -> None:
    texts = Texts()
    vector = Vector(texts.codes(["a", "", "b"]))
    [none, both, one, _] = made("texts", vector, [1, 1, 2], texts)
    assert none is None
    assert texts.texts([both, one]) == ["a,", "b"]
