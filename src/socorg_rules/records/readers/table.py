"""A table as a file holds it, before anybody knows what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from socorg_rules.problems import Place
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, PLACE_FIELDS, list_named
from socorg_rules.records.places import PLACE_TABLE_NAMES
from socorg_rules.records.specs import FieldSpec

ORGANIZATIONS: Final = "organizations"
"""The name of the table that has one row for each organization."""
_ORGANIZATIONS_ALIAS: Final = "社会组织"
PLACES, _PLACES_ALIAS = PLACE_TABLE_NAMES
TABLE_NAMES: Final = (
    ORGANIZATIONS,
    _ORGANIZATIONS_ALIAS,
    *PLACE_TABLE_NAMES,
    *(name for spec in EVENT_LISTS for name in (spec.name, spec.alias)),
)
"""Everything that a table may be called."""


def table_named(title: str) -> str | None:
    """The English name of the table with this English or Chinese title, if there is one."""
    if title in (ORGANIZATIONS, _ORGANIZATIONS_ALIAS):
        return ORGANIZATIONS
    if title in PLACE_TABLE_NAMES:
        return PLACES
    spec = list_named(title)
    return spec.name if spec is not None else None


def table_alias(name: str) -> str:
    """The Chinese name of a table."""
    if name == PLACES:
        return _PLACES_ALIAS
    spec = list_named(name)
    return spec.alias if spec is not None else _ORGANIZATIONS_ALIAS


def fields_of_table(name: str) -> tuple[FieldSpec, ...]:
    """The fields that the columns of a table may hold, keys apart."""
    if name == PLACES:
        return PLACE_FIELDS
    spec = list_named(name)
    return spec.fields if spec is not None else ORGANIZATION_FIELDS


class Uncalculated(Enum):
    """A formula that was saved without its result."""

    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that holds an error of the spreadsheet, such as ``#REF!``."""

    code: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``line`` is the one an editor or Excel shows; ``is_whole`` says that its cells can be trusted."""

    line: int
    cells: tuple[object, ...]
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under a row of column names; empty rows are left out, every row has a cell for every name."""

    file: str
    sheet: str | None
    header_line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def place(self, line: int, column: int | None = None) -> Place:
        """The place of a row, or of one of its cells; ``column`` counts from 0."""
        if column is None:
            return Place(self.file, line, sheet=self.sheet)
        return Place(self.file, line, column + 1, self.sheet, self.header[column] or None)


def is_empty(cell: object) -> bool:
    """Whether nothing is written in the cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
