"""Rows of columns that are the same are read once, whatever the columns are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow")

from socorg_rules.engines.bulk.decoding import distinct_rows  # noqa: E402

Row = tuple[str | None, int | None]
rows_of_two = st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from([0, 1, None])), max_size=8)


@given(rows_of_two, st.booleans())
def test_each_row_is_found_again_among_the_different_ones(rows: list[Row], as_dictionary: bool) -> None:
    texts = pa.array([text for text, _ in rows], pa.string())
    numbers = pa.array([number for _, number in rows], pa.int64())
    codes, different = distinct_rows(
        [texts.dictionary_encode() if as_dictionary else texts, numbers, pa.nulls(len(rows))]
    )
    assert [different[code][:2] for code in codes.to_pylist()] == rows
    assert len(set(different)) == len(different) == len(set(rows))
