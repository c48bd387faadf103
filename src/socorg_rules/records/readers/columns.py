"""What the columns of a table mean."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from socorg_rules.problems import Place, Problem, Problems, did_you_mean
from socorg_rules.records.diagnosis import shown
from socorg_rules.records.fields import ORGANIZATION_FIELDS, PLACE_FIELDS
from socorg_rules.records.readers.cells import key_of_cell, value_of_cell
from socorg_rules.records.readers.mapping import ColumnMapping, TableMapping
from socorg_rules.records.readers.messages import (
    COLUMN_TWICE,
    MISSING_COLUMN,
    MISSING_KEY_COLUMN,
    UNKNOWN_COLUMN,
    UNNAMED_COLUMN,
)
from socorg_rules.records.readers.table import ORGANIZATIONS, PLACES, Row, Table, fields_of_table, is_empty
from socorg_rules.records.specs import Absent, FieldSpec, find

_CREDIT_CODE: Final = next(spec for spec in ORGANIZATION_FIELDS if spec.name == "credit_code")
_DIVISION: Final = next(spec for spec in PLACE_FIELDS if spec.name == "division")


@dataclass(frozen=True, slots=True)
class ReadableTable:
    """A table whose columns are understood; columns count from 0."""

    table: Table
    key_column: int
    columns: tuple[tuple[int, FieldSpec], ...]
    mapping: TableMapping
    date_format: str | None

    def key(self, row: Row) -> str | None:
        """The key of the organization that the row belongs to."""
        return key_of_cell(row.cells[self.key_column])

    def place(self, row: Row, field: str | None = None) -> Place:
        """The place of a row, or of its cell for a field; of the row, when there is no column for it."""
        column = next((column for column, spec in self.columns if spec.name == field), None)
        return self.table.place(row.line, column)

    @property
    def key_header(self) -> str:
        return self.table.header[self.key_column]

    def key_place(self, row: Row) -> Place:
        return self.table.place(row.line, self.key_column)

    def values(self, row: Row) -> tuple[dict[str, object], list[Problem]]:
        """What the row says of each field (empty cells left out), and the problems of cells that hold no value."""
        values: dict[str, object] = {}
        problems = []
        for column, spec in self.columns:
            value, problem = value_of_cell(
                row.cells[column],
                spec,
                self.table.place(row.line, column),
                meanings=self.mapping.values.get(spec.name, {}),
                date_format=self.date_format,
            )
            if value is not None:
                values[spec.name] = value
            if problem is not None:
                problems.append(problem)
        return values, problems


def understand(table: Table, name: str, mapping: ColumnMapping, problems: Problems) -> ReadableTable | None:
    """The table of this English name with its columns understood, or None when it can't be used.

    A column that means nothing is a problem and is left out; so is the table that lacks a required column, has
    one twice, or has no key.
    """
    own = mapping.table(name)
    # Where the mapping names no other column, tables are joined by the credit code; places are no part of that.
    key_field = _DIVISION if name == PLACES else _CREDIT_CODE
    key_name = {ORGANIZATIONS: mapping.organizations_key, PLACES: None}.get(name, mapping.events_key)
    fields = fields_of_table(name)
    columns: defaultdict[str, list[int]] = defaultdict(list)
    for column, header in enumerate(table.header):
        spec = find((*fields, key_field), own.columns.get(header, header))
        if spec is not None:
            columns[spec.name].append(column)
        elif header != key_name and header not in own.ignore:
            problems.extend(_meaningless(table, column, fields))
    keys = [column for column, header in enumerate(table.header) if header == key_name]
    found = Problems()
    if key_name is None:
        keys = columns[key_field.name]
    if not keys:
        wanted = key_name or f"{key_field.alias} ({key_field.name})"
        found.add(MISSING_KEY_COLUMN.at(table.place(table.header_line), column=wanted))
    for spec in fields:
        if len(columns[spec.name]) > 1:
            names = ", ".join(shown(table.header[column]) for column in columns[spec.name])
            place = table.place(table.header_line, columns[spec.name][1])
            found.add(COLUMN_TWICE.at(place, name=spec.name, alias=spec.alias, columns=names))
        elif spec.absent is Absent.REQUIRED and spec is not key_field and not columns[spec.name]:
            found.add(MISSING_COLUMN.at(table.place(table.header_line), name=spec.name, alias=spec.alias))
    problems.extend(found)
    if found.errors:
        return None
    understood = tuple((columns[spec.name][0], spec) for spec in fields if columns[spec.name])
    return ReadableTable(table, keys[0], understood, own, mapping.date_format)


def _meaningless(table: Table, column: int, fields: tuple[FieldSpec, ...]) -> list[Problem]:
    header = table.header[column]
    place = table.place(table.header_line, column)
    if header:
        names = [name for spec in fields for name in (spec.name, spec.alias)]
        return [UNKNOWN_COLUMN.at(place, suggestion=did_you_mean(header, names), column=shown(header))]
    has_content = any(not is_empty(row.cells[column]) for row in table.rows)
    return [UNNAMED_COLUMN.at(place)] if has_content else []
