"""Views that are exported: those of Oracle and SQL Server are read by sqlglot, since neither can be had here."""

from __future__ import annotations

import re
from datetime import date

import pytest

from socorg_rules import Organization, Rulebook, UsageError
from tests.differential.foreign_sql import for_duckdb, parsed, query_of
from tests.differential.registries import (
    answers_of_view,
    differing,
    expected_of_view,
    national_organizations,
    registry_of,
)

pytest.importorskip("ibis")
duckdb = pytest.importorskip("duckdb")
pytest.importorskip("sqlglot")

from sqlglot import exp  # noqa: E402

from socorg_rules.exports.sql import RUN_HERE, SQL_DIALECTS, sql_view  # noqa: E402

ASKED = ("minimum_capital", "rating_in_force", "removal_deadline")
# A leap day: periods of years that begin or end on it are where databases differ.
DAY = date(2024, 2, 29)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return Rulebook.bundled()


@pytest.fixture(scope="module")
def organizations(book: Rulebook) -> list[Organization]:
    return national_organizations(book, every=15, varied=100)


@pytest.mark.parametrize("dialect", ["oracle", "mssql"])
def test_the_sql_of_a_database_that_is_not_here_says_the_same_when_duckdb_runs_it(
    dialect: str, book: Rulebook, organizations: list[Organization]
) -> None:
    view = sql_view(book, dialect=dialect, division="100000", as_of=DAY, only=ASKED)
    assert "-- not run here" in view
    query = query_of(view)
    tree = parsed(query, dialect)
    _holds_to_the_dialect(tree, dialect, query)
    with duckdb.connect() as database:
        database.execute("CREATE TABLE dual AS SELECT 'X' AS dummy")
        for name, table in registry_of(organizations, booleans=False).items():
            database.register(name, table)
        rows = database.sql(for_duckdb(tree)).to_arrow_table().to_pylist()
    assert differing(answers_of_view(rows, ASKED), expected_of_view(book, organizations, DAY, ASKED)) == []


def _holds_to_the_dialect(tree: exp.Expr, dialect: str, query: str) -> None:
    """What Oracle and SQL Server don't take, however sqlglot reads it."""
    names = re.sub(r"N?'(?:[^']|'')*'", "", query)
    assert max(map(len, re.findall(r"\w+", names))) <= 128
    assert not re.search(r"\b(TRUE|FALSE|INTERVAL|LIMIT|BOOLEAN)\b", names, re.IGNORECASE)
    if dialect == "oracle":
        # A pseudocolumn there, unless quoted.
        assert not re.search(r"\blevel\b(?!\")", names, re.IGNORECASE)
    conditions = (exp.Predicate, exp.Connector, exp.Not)
    outputs = [one.unalias().unnest() for select in tree.find_all(exp.Select) for one in select.expressions]
    assert sum(isinstance(one, conditions) for one in outputs) == 0
    assert sum(window.args.get("order") is None for window in tree.find_all(exp.Window)) == 0
    assert sum(select.is_star for select in tree.find_all(exp.Select)) == 0


def test_every_dialect_says_above_its_view_whether_it_was_run(book: Rulebook) -> None:
    for dialect in SQL_DIALECTS:
        view = sql_view(book, dialect=dialect, division="100000", as_of=DAY, only=("filing_tier",))
        assert ("-- not run here" in view.partition("CREATE VIEW")[0]) == (dialect not in RUN_HERE)


def test_a_view_of_duckdb_is_installed_with_the_article_of_each_column(
    book: Rulebook, organizations: list[Organization]
) -> None:
    with duckdb.connect() as database:
        for name, table in registry_of(organizations).items():
            database.register(f"given_{name}", table)
            database.execute(f"CREATE TABLE {name} AS SELECT * FROM given_{name}")
        database.execute(sql_view(book, dialect="duckdb", division="100000", as_of=DAY, only=ASKED, name="decided"))
        rows = database.sql("SELECT * FROM decided").to_arrow_table().to_pylist()
        comments = dict(
            database.sql("SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'decided'").fetchall()
        )
    assert differing(answers_of_view(rows, ASKED), expected_of_view(book, organizations, DAY, ASKED)) == []
    assert set(comments) == set(rows[0])
    assert "《基金会管理条例》（国务院令第400号）第8条第2项" in comments["minimum_capital"]


def test_a_dialect_that_nobody_writes_is_refused(book: Rulebook) -> None:
    with pytest.raises(UsageError, match="'sqlite' is none of"):
        sql_view(book, dialect="sqlite", division="100000", as_of=DAY)
