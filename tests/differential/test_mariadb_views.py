"""MariaDB, where a machine has it, installs the views for MySQL; it takes at most 64 subqueries in a statement."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from socorg_rules import Organization, Rulebook
from tests.differential.registries import (
    answers_of_view,
    differing,
    expected_of_view,
    national_organizations,
    registry_of,
)

pytest.importorskip("ibis")
pymysql = pytest.importorskip("pymysql")
if shutil.which("mariadbd") is None or shutil.which("mariadb-install-db") is None:
    pytest.skip("no MariaDB on this machine: the views for MySQL are not tried", allow_module_level=True)

from socorg_rules.exports.sql import sql_view  # noqa: E402

DAY = date(2024, 2, 29)
STARTS_WITHIN = 60


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return Rulebook.bundled()


@pytest.fixture(scope="module")
def organizations(book: Rulebook) -> list[Organization]:
    return national_organizations(book, every=15, varied=60)


@pytest.fixture(scope="module")
def mariadb(tmp_path_factory: pytest.TempPathFactory, organizations: list[Organization]) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("mariadb")
    own = ["--no-defaults", f"--datadir={folder / 'data'}", "--user=root"]
    install = ["mariadb-install-db", *own, "--auth-root-authentication-method=normal", "--skip-test-db"]
    subprocess.run(install, check=True, capture_output=True)
    path = folder / "socket"
    server = subprocess.Popen(
        ["mariadbd", *own, "--skip-networking", f"--socket={path}", f"--pid-file={folder / 'pid'}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        connection = _connected(path)
        with connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE registry CHARACTER SET utf8mb4")
            cursor.execute("USE registry")
            cursor.execute("SET optimizer_switch = 'derived_merge=off'")
            for name, table in registry_of(organizations).items():
                _create(cursor, name, table)
        yield connection
        connection.close()
    finally:
        server.terminate()
        server.wait(timeout=STARTS_WITHIN)


def _connected(path: Path) -> Any:
    """A connection, once the server answers; asked without PyMySQL, which leaves the socket of a refused one open."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        with socket.socket(socket.AF_UNIX) as knocking:
            if knocking.connect_ex(str(path)) == 0 and knocking.recv(1):
                break
        time.sleep(0.1)
    return pymysql.connect(unix_socket=str(path), user="root", charset="utf8mb4", autocommit=True)


def _create(cursor: Any, name: str, table: pa.Table) -> None:
    columns = ", ".join(f"`{column.name}` {_type(column.type)}" for column in table.schema)
    cursor.execute(f"CREATE TABLE {name} ({columns})")
    if table.num_rows:
        places = ", ".join(["%s"] * table.num_columns)
        cursor.executemany(f"INSERT INTO {name} VALUES ({places})", [tuple(row.values()) for row in table.to_pylist()])


def _type(kind: pa.DataType) -> str:
    if pa.types.is_decimal(kind):
        return f"DECIMAL({kind.precision}, {kind.scale})"
    if pa.types.is_boolean(kind):
        return "BOOLEAN"
    if pa.types.is_date(kind):
        return "DATE"
    return "BIGINT" if pa.types.is_integer(kind) else "VARCHAR(1000)"


@pytest.mark.parametrize("name", ["minimum_capital", "rating_in_force", "establishment", "filing_tier"])
def test_a_view_that_mariadb_installed_gives_the_same_decisions(
    name: str, mariadb: Any, book: Rulebook, organizations: list[Organization]
) -> None:
    view = sql_view(book, dialect="mysql", division="100000", as_of=DAY, name=f"v_{name}", only=(name,))
    with mariadb.cursor(pymysql.cursors.DictCursor) as cursor:
        cursor.execute(view)
        cursor.execute(f"SELECT * FROM v_{name}")
        rows = cursor.fetchall()
    assert differing(answers_of_view(rows, [name]), expected_of_view(book, organizations, DAY, [name])) == []
