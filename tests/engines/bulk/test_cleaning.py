"""Values of tables cleaned by DuckDB as the record model takes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socorg_rules.records.fields import ORGANIZATION_FIELDS
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
