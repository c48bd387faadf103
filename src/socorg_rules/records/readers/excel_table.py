"""Tables in the sheets of an Excel workbook."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from socorg_rules.problems import Place, Problems
from socorg_rules.records.readers.messages import EXTRA_MISSING, FILE_NOT_FOUND, NOT_A_WORKBOOK, TABLE_EMPTY
from socorg_rules.records.readers.table import ErrorCell, Row, Table, Uncalculated, is_empty

if TYPE_CHECKING:
    from openpyxl import Workbook

_FORMULA: Final = "f"
_ERROR: Final = "e"


class _Cell(NamedTuple):
    kind: str
    value: object


class ExcelSource:
    """The sheets of a workbook. A cell with a formula holds the result that was saved with it."""

    def __init__(self, path: Path, workbook: Workbook) -> None:
        self.file = path.as_posix()
        self.titles = {sheet.title: sheet.title for sheet in workbook.worksheets}
        self._path = path
        self._workbook = workbook
        self._results: Workbook | None = None

    def table(self, name: str, problems: Problems) -> Table | None:
        """Read one sheet; None, with a problem, when it can't be used as a whole."""
        try:
            with _silence():
                rows = self._rows(name)
        except Exception:
            problems.add(NOT_A_WORKBOOK.at(Place(self.file, sheet=name)))
            return None
        if not rows:
            problems.add(TABLE_EMPTY.at(Place(self.file, 1, sheet=name)))
            return None
        header, *body = rows
        return _table(self.file, name, header, body)

    def close(self) -> None:
        """Close the file."""
        self._workbook.close()
        if self._results is not None:
            self._results.close()

    def _rows(self, name: str) -> list[Row]:
        written = _cells(self._workbook, name)
        if any(cell.kind == _FORMULA for row in written for cell in row):
            if self._results is None:
                self._results = _load(self._path, with_results=True)
            results = _cells(self._results, name)
        else:
            results = written
        rows = (
            Row(line, tuple(_value(*cells) for cells in zip(written_row, result_row, strict=True)))
            for line, (written_row, result_row) in enumerate(zip(written, results, strict=True), start=1)
        )
        return [row for row in rows if not all(is_empty(cell) for cell in row.cells)]


def open_workbook(path: Path, problems: Problems) -> ExcelSource | None:
    """The workbook, or None, with a problem, when it can't be opened."""
    try:
        with _silence():
            return ExcelSource(path, _load(path, with_results=False))
    except ImportError:
        problems.add(EXTRA_MISSING.at(Place(path.as_posix())))
    except FileNotFoundError:
        problems.add(FILE_NOT_FOUND.at(Place(path.as_posix())))
    except Exception:
        problems.add(NOT_A_WORKBOOK.at(Place(path.as_posix())))
    return None


def _load(path: Path, *, with_results: bool) -> Workbook:
    import openpyxl  # noqa: PLC0415 - an extra, and slow to import

    return openpyxl.load_workbook(path, read_only=True, data_only=with_results, keep_links=False)


def _cells(workbook: Workbook, name: str) -> list[list[_Cell]]:
    sheet = workbook[name]
    # Some programs write a wrong size into the sheet, and rows beyond it would be lost.
    sheet.reset_dimensions()
    return [[_Cell(cell.data_type, cell.value) for cell in row] for row in sheet.iter_rows()]


def _value(written: _Cell, result: _Cell) -> object:
    if written.kind == _FORMULA and result.value is None:
        return Uncalculated.FORMULA
    return ErrorCell(str(result.value)) if result.kind == _ERROR else result.value


def _table(file: str, sheet: str, header: Row, body: list[Row]) -> Table:
    """The table; its rows, which end with their last used cell, are brought to one length."""
    width = max(len(row.cells) for row in (header, *body))
    names = ["" if is_empty(cell) else str(cell).strip() for cell in header.cells]
    names += [""] * (width - len(names))
    rows = tuple(Row(row.line, (*row.cells, *(None,) * (width - len(row.cells)))) for row in body)
    return Table(file, sheet, header.line, tuple(names), rows)


@contextmanager
def _silence() -> Iterator[None]:
    """Keeps openpyxl from warning of what it can't show: only the cells' values matter here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
