"""The caller's tables as DuckDB reads them, where they are; and the rows of CSV files that aren't whole."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import duckdb
import ibis.expr.types as ir

from socorg_rules.problems import Place, Problem, Problems, ProblemsError, UsageError
from socorg_rules.records.readers.messages import (
    CSV_SYNTAX,
    FILE_NOT_FOUND,
    FILE_UNREADABLE,
    TABLE_EMPTY,
    UNDECODABLE,
    WRONG_CELL_COUNT,
)

_WRONG_COUNTS: Final = frozenset({"MISSING COLUMNS", "TOO MANY COLUMNS"})
"""What DuckDB says of rows with other numbers of cells than the first; of any other it can't tell where they end."""
_REJECTED: Final = (
    "SELECT DISTINCT line, csv_line, error_type, error_message FROM reject_errors JOIN reject_scans"
    r" USING (scan_id, file_id) WHERE file_path = ? AND regexp_matches(csv_line, '\S') ORDER BY line"
)


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row of a CSV file with more cells than there are columns, or fewer."""

    table: str
    cells: tuple[str, ...]
    key_place: int
    problem: Problem

    @property
    def key(self) -> str | None:
        """What stands where the key should be."""
        return self.cells[self.key_place] or None if self.key_place < len(self.cells) else None


@dataclass(slots=True)
class GivenTables:
    """Tables of a caller, by their English names."""

    connection: Any
    tables: Mapping[str, object]
    _headers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def registered(self) -> dict[str, ir.Table]:
        """The tables as views.

        Raises :class:`~socorg_rules.ProblemsError` for files that can't be read, and
        :class:`~socorg_rules.UsageError` for what is no table.
        """
        problems = Problems()
        made: dict[str, ir.Table] = {}
        for name, table in self.tables.items():
            view = f"given_{name}"
            if isinstance(table, Path | str):
                query = self._file_query(name, Path(table), problems)
                if query is not None:
                    with self.reading(name):
                        self.connection.con.execute(f"CREATE VIEW {view} AS {query}")
            else:
                try:
                    self.connection.con.register(view, table)
                except (duckdb.Error, TypeError):
                    raise UsageError(f"the table {name!r} is of no kind that can be read: {type(table)}") from None
            if not problems.errors:
                made[name] = self.connection.table(view)
        problems.raise_errors()
        return made

    @contextmanager
    def reading(self, name: str) -> Iterator[None]:
        """Says which file can't be read where DuckDB finds that it can't."""
        try:
            yield
        except duckdb.Error as error:
            table = self.tables[name]
            if not isinstance(table, Path | str):
                raise
            reason = str(error).partition("\n")[0]
            raise ProblemsError([FILE_UNREADABLE.at(Place(Path(table).as_posix()), reason=reason)]) from error

    def broken_rows(self, keys: Mapping[str, str]) -> list[BrokenRow]:
        """The rows of CSV files that aren't whole, of files that were read; ``keys``: the key column of each table.

        Raises :class:`~socorg_rules.ProblemsError` for a file in which nobody can tell rows apart.
        """
        problems = Problems()
        broken: list[BrokenRow] = []
        for name, header in self._headers.items():
            if name not in keys:
                continue
            path = str(self.tables[name])
            for line, written, kind, reason in self.connection.con.execute(_REJECTED, [path]).fetchall():
                place = Place(Path(path).as_posix(), line)
                if kind not in _WRONG_COUNTS:
                    problems.add(CSV_SYNTAX.at(place, reason=reason))
                    continue
                [row, *_] = csv.reader(written.strip("\r\n").splitlines(keepends=True))
                cells = tuple(cell.strip() for cell in row)
                problem = WRONG_CELL_COUNT.at(place, found=len(cells), expected=len(header))
                found = BrokenRow(name, cells, header.index(keys[name]), problem)
                # DuckDB tells of every cell that is too many.
                if not broken or broken[-1] != found:
                    broken.append(found)
        problems.raise_errors()
        return broken

    def _file_query(self, name: str, path: Path, problems: Problems) -> str | None:
        """The query that reads a file. Cells of CSV files are texts: what a value is, is for the record to say."""
        place = Place(path.as_posix())
        written = _text(str(path))
        if not path.is_file():
            problems.add(FILE_NOT_FOUND.at(place))
            return None
        if path.suffix.lower() != ".csv":
            return f"SELECT * FROM read_parquet({written})"
        header = _header(path, problems)
        if header is None:
            return None
        self._headers[name] = header
        columns = ", ".join(f"{_text(column)}: 'VARCHAR'" for column in header)
        cells = ", ".join('"' + column.replace('"', '""') + '"' for column in header)
        return (
            # Nothing is guessed: what begins like one form of CSV may go on in another.
            f"SELECT * FROM read_csv({written}, auto_detect = false, header = true, delim = ',', quote = '\"',"
            f" escape = '\"', columns = {{{columns}}}, store_rejects = true) WHERE coalesce({cells}) IS NOT NULL"
        )


def _header(path: Path, problems: Problems) -> tuple[str, ...] | None:
    """The names of the columns of a CSV file, each once; None, with a problem, where they can't be read."""
    place = Place(path.as_posix(), 1)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file, strict=True), None)
    except OSError as error:
        problems.add(FILE_UNREADABLE.at(place, reason=error.strerror or str(error)))
    except UnicodeDecodeError:
        problems.add(UNDECODABLE.at(place, encoding="UTF-8"))
    except csv.Error as error:
        problems.add(CSV_SYNTAX.at(place, reason=str(error)))
    else:
        if header:
            return _unlike(header)
        problems.add(TABLE_EMPTY.at(place))
    return None


def _unlike(header: list[str]) -> tuple[str, ...]:
    """Names that are all there, and that DuckDB, for which capitals are small letters, can tell apart."""
    names: dict[str, str] = {}
    for number, cell in enumerate(header, 1):
        name = cell.strip() or f"column_{number}"
        while name.lower() in names:
            name = f"{name}_{number}"
        names[name.lower()] = name
    return tuple(names.values())


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
