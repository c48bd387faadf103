"""Values of tables cleaned by DuckDB as the record model takes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from socorg_rules import Organization
from socorg_rules.problems import Place
from socorg_rules.records.fields import ORGANIZATION_FIELDS
from socorg_rules.records.readers.cells import value_of_cell
from socorg_rules.records.specs import FieldSpec

pa = pytest.importorskip("pyarrow")
ibis = pytest.importorskip("ibis")

from socorg_rules.engines.bulk.cleaning import clean, stripped, stripped_at_ends  # noqa: E402

FIELDS = {spec.name: spec for spec in ORGANIZATION_FIELDS}
texts = st.text(st.sampled_from(" \t\n\r\v\fa!~省　 \x1f"), max_size=5)


@pytest.fixture(scope="module")
def database() -> Any:
    return ibis.duckdb.connect()


def cleaned(database: Any, spec: FieldSpec, written: Any) -> list[tuple[Any, bool]]:
    """Each value, and whether it is bad."""
    database.con.register("given", pa.table({"written": written}))
    made = clean(spec, database.table("given")["written"], stripped_at_ends)
    rows = database.table("given").select(value=made.value, bad=made.bad)
    return [(row["value"], row["bad"]) for row in rows.to_pyarrow().to_pylist()]


@given(st.lists(texts, min_size=1, max_size=30))
@settings(max_examples=15, deadline=None)
def test_looking_at_the_ends_first_strips_the_same(database: Any, written: list[str]) -> None:
    database.con.register("texts", pa.table({"text": pa.array(written, pa.string())}))
    text = database.table("texts")["text"]
    rows = database.table("texts").select(one=stripped(text), other=stripped_at_ends(text))
    for row in rows.to_pyarrow().to_pylist():
        assert row["one"] == row["other"]


def test_a_set_has_terms_between_separators(database: Any) -> None:
    written = [
        "engineering",
        "engineering,other",
        "engineering；自然科学",
        "other,",
        "",
        " , ",
        "engineeringother",
        "x",
    ]
    bad = [bad for _, bad in cleaned(database, FIELDS["science_fields"], pa.array(written))]
    assert bad == [False, False, False, False, False, True, True, True]


@pytest.mark.parametrize("precision", [15, 30])
def test_an_amount_may_be_as_large_as_the_record_takes_it(database: Any, precision: int) -> None:
    amounts = [Decimal("0.00"), Decimal("99999999999.99"), Decimal("100000000000.00"), Decimal("-0.01"), None]
    found = cleaned(database, FIELDS["registered_capital"], pa.array(amounts, pa.decimal128(precision, 2)))
    assert found == [(0, False), (9_999_999_999_999, False), (None, True), (None, True), (None, False)]


@example([16_512_023_298, 27_635_445_054])
@given(st.lists(st.integers(0, 10**13 - 1), min_size=1, max_size=200))
@settings(max_examples=15, deadline=None)
def test_an_amount_in_a_double_is_the_one_that_it_reads_as(database: Any, amounts: list[int]) -> None:
    written = [float(f"{fen // 100}.{fen % 100:02}") for fen in amounts]
    assert cleaned(database, FIELDS["registered_capital"], pa.array(written)) == [(fen, False) for fen in amounts]


@pytest.mark.parametrize("kind", [pa.string(), pa.decimal128(38, 12), pa.decimal128(25, 12)])
def test_an_amount_has_two_decimals_at_most_however_small_the_rest(database: Any, kind: Any) -> None:
    amounts = [Decimal("100.000000001"), Decimal("100.01"), Decimal("99999999999.99"), Decimal("0.001")]
    written = pa.array(map(str, amounts) if kind == pa.string() else amounts, kind)
    found = cleaned(database, FIELDS["registered_capital"], written)
    assert found == [(None, True), (10_001, False), (9_999_999_999_999, False), (None, True)]


def test_a_moment_is_a_day_only_at_midnight(database: Any) -> None:
    written = pa.array([datetime(2024, 2, 29), datetime(2024, 2, 29, 0, 0, 1), None])
    assert cleaned(database, FIELDS["registered_on"], written) == [
        (date(2024, 2, 29), False),
        (None, True),
        (None, False),
    ]


def test_a_list_of_terms_with_a_gap_is_no_set(database: Any) -> None:
    written = pa.array([["other", None], [None], ["other"], [], None], pa.list_(pa.string()))
    found = cleaned(database, FIELDS["science_fields"], written)
    assert found == [(None, True), (None, True), ("other", False), ("", False), (None, False)]


CELLS = st.one_of(
    st.sampled_from(["是", "0", "TRUE", "2024-02-29", "2023-02-29", "2024-2-9", "1899-12-31", "2199-12-31", "-0.00"]),
    st.sampled_from(["charity", "公益慈善;体育", "charity,other,", "social_group", "社会团体", "1e3", "１２"]),
    st.decimals(-2, 10**12, places=6, allow_nan=False).map(str),
    st.integers(-2, 10**10).map(str),
    st.text(st.sampled_from("0123456789-."), max_size=22),
)


@given(st.sampled_from(ORGANIZATION_FIELDS), st.lists(CELLS, min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_a_cell_of_text_is_taken_or_refused_as_the_record_does_it(
    database: Any, spec: FieldSpec, written: list[str]
) -> None:
    found = cleaned(database, spec, pa.array(written, pa.string()))
    assert [bad for _, bad in found] == [not _taken(spec, cell) for cell in written]


def _taken(spec: FieldSpec, cell: str) -> bool:
    """Whether the record takes a cell, as the readers of tables hand it in."""
    value, _ = value_of_cell(cell, spec, Place("cell"), meanings={}, date_format=None)
    record = {"division": "100000", "level": "national", spec.name: value}
    try:
        Organization.model_validate(record)
    except ValidationError:
        return False
    return True
