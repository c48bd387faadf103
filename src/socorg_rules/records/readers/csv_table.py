"""Tables in CSV files, with commas between the cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from socorg_rules.problems import Place, Problems
from socorg_rules.records.readers.messages import CSV_SYNTAX, TABLE_EMPTY, WRONG_CELL_COUNT
from socorg_rules.records.readers.table import ORGANIZATIONS, Row, Table, is_empty
from socorg_rules.records.readers.text_file import TextFile, read_text

_SUFFIX: Final = ".csv"


class CsvSource:
    """The CSV files of a folder, or a single one, which then holds the organizations whatever its name."""

    def __init__(self, path: Path, *, encoding: str | None) -> None:
        self.file = path.as_posix()
        self._encoding = encoding
        if path.is_dir():
            self._paths = {file.name: file for file in sorted(path.iterdir()) if file.suffix.lower() == _SUFFIX}
            self.titles = {name: file.stem for name, file in self._paths.items()}
        else:
            self._paths = {path.name: path}
            self.titles = {path.name: ORGANIZATIONS}

    def table(self, name: str, problems: Problems) -> Table | None:
        """Read one file; None, with a problem, when it can't be used as a whole."""
        return read_csv_table(self._paths[name], problems, encoding=self._encoding)

    def close(self) -> None:
        """Nothing stays open."""


def read_csv_table(path: Path, problems: Problems, *, encoding: str | None = None) -> Table | None:
    """The table in a CSV file, or None, with a problem, when it can't be used as a whole."""
    source = read_text(path, problems, encoding=encoding)
    if source is None:
        return None
    try:
        rows = list(_rows(source))
    except _SyntaxError as error:
        problems.add(CSV_SYNTAX.at(Place(source.name, error.line), reason=error.reason))
        return None
    if not rows:
        problems.add(TABLE_EMPTY.at(Place(source.name, 1)))
        return None
    header, *body = rows
    names = tuple(str(cell).strip() for cell in header.cells)
    checked = tuple(_checked(row, len(names), source, problems) for row in body)
    return Table(source.name, None, header.line, names, checked)


class _SyntaxError(Exception):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def _rows(source: TextFile) -> Iterator[Row]:
    reader = csv.reader(source.lines, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _SyntaxError(line, str(error)) from None
        if not all(is_empty(cell) for cell in cells):
            yield Row(line, tuple(cells), source.damaged.isdisjoint(range(line, reader.line_num + 1)))


def _checked(row: Row, expected: int, source: TextFile, problems: Problems) -> Row:
    """The row, with as many cells as the header has names; a row that had others isn't whole."""
    found = len(row.cells)
    if found == expected:
        return row
    problems.add(WRONG_CELL_COUNT.at(Place(source.name, row.line), found=found, expected=expected))
    padding = (None,) * (expected - found)
    return Row(row.line, (*row.cells[:expected], *padding), is_whole=False)
