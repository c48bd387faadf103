"""Where a watch keeps what it knows: SQLite by itself, any other database through SQLAlchemy."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from socorg_rules.problems import Place, ProblemsError
from socorg_rules.watch.messages import BAD_STATE, DRIVER_MISSING

Row = Sequence[Any]
_BUSY_SECONDS: Final = 1.0
_IN_MEMORY: Final = ":memory:"


class Database(Protocol):
    """A connection with a transaction that is open as soon as something is done in it.

    Statements are standard SQL; ``:name`` stands for a value.
    """

    def rows(self, statement: str, **values: object) -> list[Row]:
        """The rows of a question."""
        ...

    def run(self, statement: str, **values: object) -> int:
        """Changes rows, and says how many."""
        ...

    def run_many(self, statement: str, values: Sequence[Mapping[str, object]]) -> None:
        """Does the same with many rows."""
        ...

    def commit(self) -> None: ...

    def rollback(self) -> None: ...

    def close(self) -> None: ...


def open_database(location: str | Path) -> Database:
    """The database of a file, of an SQLAlchemy URL, or in memory (``:memory:``).

    Raises :class:`~socorg_rules.ProblemsError` when it can't be used.
    """
    if "://" in str(location):
        return _open_url(str(location))
    return _Sqlite(str(location))


class _Sqlite:
    """A file, or memory, by the standard library."""

    def __init__(self, location: str) -> None:
        try:
            # Transactions are begun by hand: the module would begin none before a question.
            self._connection = sqlite3.connect(location, timeout=_BUSY_SECONDS, isolation_level=None)
            # A state belongs to one watch at a time: two would tell the same changes.
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            if location != _IN_MEMORY:
                self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise ProblemsError([BAD_STATE.at(Place(location), reason=error)]) from None

    def rows(self, statement: str, **values: object) -> list[Row]:
        return self._connection.execute(statement, values).fetchall()

    def run(self, statement: str, **values: object) -> int:
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")
        return self._connection.execute(statement, values).rowcount

    def run_many(self, statement: str, values: Sequence[Mapping[str, object]]) -> None:
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(statement, values)

    def commit(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        self.rollback()
        self._connection.close()


class _Alchemy:
    """Any database for which SQLAlchemy has a driver."""

    def __init__(self, url: str) -> None:
        import sqlalchemy  # noqa: PLC0415 - an extra

        self._text = sqlalchemy.text
        self._engine = sqlalchemy.create_engine(url)
        self._connection = self._engine.connect()

    def rows(self, statement: str, **values: object) -> list[Row]:
        return [tuple(row) for row in self._connection.execute(self._text(statement), values)]

    def run(self, statement: str, **values: object) -> int:
        return int(self._connection.execute(self._text(statement), values).rowcount)

    def run_many(self, statement: str, values: Sequence[Mapping[str, object]]) -> None:
        self._connection.execute(self._text(statement), list(values))

    def commit(self) -> None:
        self._connection.commit()

    def rollback(self) -> None:
        self._connection.rollback()

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


def _open_url(url: str) -> Database:
    try:
        return _Alchemy(url)
    except ModuleNotFoundError as error:
        package = "socorg-rules[watch]" if error.name == "sqlalchemy" else str(error.name)
        raise ProblemsError([DRIVER_MISSING.at(Place(_without_password(url)), package=package)]) from None
    except Exception as error:
        # SQLAlchemy wraps what drivers raise, but not all of it; the address may hold a password.
        raise ProblemsError([BAD_STATE.at(Place(_without_password(url)), reason=type(error).__name__)]) from None


def _without_password(url: str) -> str:
    """The address up to the user's name."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
