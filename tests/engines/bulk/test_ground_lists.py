"""Grounds of many rows sorted at once, and rows with equal grounds found: as sorting them one by one would."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy")
pytest.importorskip("pyarrow")

from socorg_rules.engines.bulk.ground_lists import GroundLists  # noqa: E402
from socorg_rules.engines.bulk.outputs import GroundOutput, GroundRow  # noqa: E402
from socorg_rules.engines.bulk.vectors.days import day_number  # noqa: E402
from socorg_rules.engines.bulk.vectors.texts import Texts  # noqa: E402
from socorg_rules.engines.bulk.vectors.vector import Vector  # noqa: E402

RULES = ("late", "early", "late")
"""Two grounds of one rule may stand side by side."""

Single = tuple[bool, date | None]
Many = tuple[bool, list[date | None]]
Row = tuple[Single, Single, Many]
"""Of each ground whether it stands, and since when."""

days = st.one_of(
    st.none(), st.sampled_from([date(1900, 1, 1), date(1969, 12, 31), date(1970, 1, 1), date(2299, 12, 31)])
)
single = st.tuples(st.booleans(), days)
many = st.tuples(st.booleans(), st.lists(days, min_size=1, max_size=3))
rows_of_grounds = st.lists(st.tuples(single, single, many), max_size=8)


def grounds_of_row(row: Row) -> set[GroundRow]:
    first, second, (stands, listed) = row
    found = {(rule, since) for rule, (one, since) in zip(RULES, (first, second), strict=False) if one}
    return found | {(RULES[2], day) for day in listed if stands}


def lists_of(rows: list[Row]) -> GroundLists:
    texts = Texts()
    made: dict[str, Vector] = {}
    for number, since in enumerate(([first for (_, first), _, _ in rows], [second for _, (_, second), _ in rows])):
        numbers = np.array([day_number(day or date.max) for day in since], np.int32)
        made[f"since{number}"] = Vector(numbers, np.array([day is None for day in since], np.bool_))
    listed = [",".join("" if day is None else day.isoformat() for day in row[2][1]) for row in rows]
    made["since2"] = Vector(texts.codes(listed))
    for number in range(len(RULES)):
        made[f"stands{number}"] = Vector(np.array([row[number][0] for row in rows], np.bool_))
    grounds = [GroundOutput(rule, f"stands{number}", f"since{number}", number > 1) for number, rule in enumerate(RULES)]
    return GroundLists.of(grounds, made, texts, len(rows))


def in_order(grounds: set[GroundRow]) -> list[GroundRow]:
    return sorted(grounds, key=lambda ground: (ground[0], ground[1] is not None, ground[1] or date.min))


@given(rows_of_grounds)
def test_each_row_has_its_grounds_once_and_in_order(rows: list[Row]) -> None:
    listed = lists_of(rows).arrow().to_pylist()
    expected = [[{"rule": rule, "since": since} for rule, since in in_order(grounds_of_row(row))] for row in rows]
    assert listed == expected


@given(rows_of_grounds)
def test_rows_with_equal_grounds_have_one_number(rows: list[Row]) -> None:
    numbers, different = lists_of(rows).distinct()
    assert [list(different[number]) for number in numbers] == [in_order(grounds_of_row(row)) for row in rows]
    assert len(set(different)) == len(different)
