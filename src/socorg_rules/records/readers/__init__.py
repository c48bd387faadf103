"""Reads records from files: JSON, JSON Lines, CSV tables, Excel workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from socorg_rules.problems import Place, Problem, Problems
from socorg_rules.records.places import PlaceFigures
from socorg_rules.records.readers.batch import Batch, Record
from socorg_rules.records.readers.columns import understand
from socorg_rules.records.readers.csv_table import CsvSource, read_csv_table
from socorg_rules.records.readers.excel_table import open_workbook
from socorg_rules.records.readers.json_file import read_json, read_json_lines
from socorg_rules.records.readers.mapping import ColumnMapping
from socorg_rules.records.readers.messages import FILE_NOT_FOUND, MAPPING_NEEDS_TABLES, UNSUPPORTED_FILE
from socorg_rules.records.readers.place_table import read_place_figures
from socorg_rules.records.readers.source import TableSource
from socorg_rules.records.readers.table import PLACES
from socorg_rules.records.readers.tables import read_tables

__all__ = ["Batch", "Record", "read_places", "read_records"]

_CSV: Final = ".csv"
_EXCEL: Final = (".xlsx", ".xlsm")
_JSON_READERS: Final = {".json": read_json, ".jsonl": read_json_lines, ".ndjson": read_json_lines}


def read_records(path: Path, *, mapping: Path | None = None) -> Batch:
    """Read the organizations in a file, or in a folder of CSV tables.

    Nothing is raised for what is wrong with the files: the batch has every good record, in the order of the input,
    and every problem. ``mapping`` is a YAML file that says what a registry's own tables and columns are called.
    """
    suffix = path.suffix.lower()
    if not path.exists():
        return _nothing(FILE_NOT_FOUND.at(Place(path.as_posix())))
    if path.is_dir() or suffix == _CSV or suffix in _EXCEL:
        return _read_tables(path, mapping)
    if suffix not in _JSON_READERS:
        return _nothing(UNSUPPORTED_FILE.at(Place(path.as_posix()), suffix=suffix or path.name))
    batch = _JSON_READERS[suffix](path)
    if mapping is not None:
        batch.problems.add(MAPPING_NEEDS_TABLES.at(Place(mapping.as_posix())))
    return batch


def read_places(path: Path, problems: Problems) -> tuple[PlaceFigures, ...]:
    """The figures of places in a CSV file of their own, for populations that hold no such table."""
    table = read_csv_table(path, problems)
    understood = None if table is None else understand(table, PLACES, ColumnMapping(), problems)
    return () if understood is None else read_place_figures(understood, problems)


def _nothing(problem: Problem) -> Batch:
    return Batch([], Problems([problem]))


def _read_tables(path: Path, mapping: Path | None) -> Batch:
    problems = Problems()
    columns = ColumnMapping() if mapping is None else _mapping(mapping, problems)
    if columns is None:
        return Batch([], problems)
    source: TableSource | None
    if path.is_dir() or path.suffix.lower() == _CSV:
        source = CsvSource(path, encoding=columns.encoding)
    else:
        source = open_workbook(path, problems)
    return read_tables(source, columns, problems) if source is not None else Batch([], problems)


def _mapping(path: Path, problems: Problems) -> ColumnMapping | None:
    from socorg_rules.records.readers.mapping_file import read_mapping  # noqa: PLC0415 - brings YAML along

    return read_mapping(path, problems)
