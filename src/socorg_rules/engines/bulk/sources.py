"""Tables of a population: which is which, and what their columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ibis.expr.types as ir

from socorg_rules.engines.bulk.cleaning import CleanColumn, Strip, clean, stripped
from socorg_rules.engines.bulk.shape import AS_OF, KNOWN_SUFFIX, Shape
from socorg_rules.problems import Place, Problems, UsageError, did_you_mean
from socorg_rules.records.diagnosis import shown
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, FieldSpec, list_named
from socorg_rules.records.readers.messages import MISSING_COLUMN, MISSING_KEY_COLUMN, UNKNOWN_COLUMN
from socorg_rules.records.readers.table import ORGANIZATIONS, PLACES, TABLE_NAMES, table_named
from socorg_rules.records.specs import Absent, find

_SUFFIXES: Final = (".parquet", ".csv")


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table of the population and its columns by the fields that they hold; ``raw`` names them in the source.

    ``key``: the column that joins tables; ``key_text``: what it says, as text, NULL where that is nothing.
    """

    name: str
    table: ir.Table
    key: str
    key_text: ir.Value
    fields: Mapping[str, CleanColumn]
    raw: Mapping[str, str]
    specs: tuple[FieldSpec, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """All tables of a population. ``as_of``: the column of the organizations that says the day asked about."""

    organizations: SourceTable
    events: Mapping[str, SourceTable]
    known: tuple[str, ...]
    as_of: str | None

    @property
    def extra_columns(self) -> dict[str, Any]:
        """What the table of organizations says besides its fields: the day asked about, and which lists are known."""
        rows = self.organizations.table
        columns: dict[str, Any] = {name + KNOWN_SUFFIX: rows[name + KNOWN_SUFFIX] for name in self.known}
        if self.as_of is not None:
            columns[AS_OF] = rows[self.as_of].cast("date")
        return columns

    @property
    def shape(self) -> Shape:
        return Shape(
            frozenset(self.organizations.fields),
            {name: frozenset(table.fields) for name, table in self.events.items()},
            frozenset(self.known),
        )


def named_tables(tables: Mapping[str, object] | Path | str) -> dict[str, Any]:
    """The tables by their English names: those of a mapping, or the Parquet and CSV files of a folder.

    Raises :class:`~socorg_rules.UsageError` for a table that means nothing, and where there are no organizations.
    """
    if isinstance(tables, Path | str):
        folder = Path(tables)
        given: dict[str, object] = {
            path.stem: path for path in sorted(folder.iterdir()) if path.suffix.lower() in _SUFFIXES
        }
    else:
        given = dict(tables)
    found: dict[str, Any] = {}
    for title, table in given.items():
        name = table_named(title)
        if name is None:
            near = did_you_mean(title, TABLE_NAMES)
            hint = f" Did you mean {near!r}?" if near else ""
            raise UsageError(f"there is no table {title!r} in the record.{hint}")
        if name != PLACES:
            found[name] = table
    if ORGANIZATIONS not in found:
        raise UsageError(f"there is no table {ORGANIZATIONS!r}")
    return found


def source_of(
    tables: Mapping[str, ir.Table], key: str | None, as_of: str | None, problems: Problems, strip: Strip = stripped
) -> Source:
    """The tables with their columns understood; ``strip`` takes the white space from the ends of texts.

    A column that means nothing is a problem and isn't used; neither is a table of events without its dates or its key.
    Raises :class:`~socorg_rules.ProblemsError` when the table of organizations can't be used.
    """
    organizations = _table(ORGANIZATIONS, tables[ORGANIZATIONS], key, as_of, problems, strip)
    if organizations is None:
        problems.raise_errors()
        raise AssertionError("a table without problems can be used")
    events = {}
    for spec in EVENT_LISTS:
        if spec.name in tables:
            understood = _table(spec.name, tables[spec.name], key, None, problems, strip)
            if understood is not None:
                events[spec.name] = understood
    known = tuple(name for name in events if name + KNOWN_SUFFIX in organizations.table.columns)
    return Source(organizations, events, known, as_of)


def _table(
    name: str, table: ir.Table, key: str | None, as_of: str | None, problems: Problems, strip: Strip
) -> SourceTable | None:
    listed = list_named(name)
    specs = ORGANIZATION_FIELDS if listed is None else listed.fields
    place = Place(name)
    raw: dict[str, str] = {}
    keys = [column for column in table.columns if column == key]
    for column in table.columns:
        spec = find(specs, column)
        if key is None and column in _names_of(find(ORGANIZATION_FIELDS, "credit_code")):
            keys.append(column)
        if spec is not None:
            raw[spec.name] = column
        elif column not in (key, as_of, *keys) and not column.endswith(KNOWN_SUFFIX):
            names = [one for known in specs for one in (known.name, known.alias)]
            problems.add(UNKNOWN_COLUMN.at(place, suggestion=did_you_mean(column, names), column=shown(column)))
    found = Problems()
    if not keys:
        found.add(MISSING_KEY_COLUMN.at(place, column=key or "credit_code"))
    for spec in specs:
        if spec.absent is Absent.REQUIRED and spec.name not in raw:
            found.add(MISSING_COLUMN.at(place, name=spec.name, alias=spec.alias))
    problems.extend(found)
    if found.errors:
        return None
    fields = {spec.name: clean(spec, table[raw[spec.name]], strip) for spec in specs if spec.name in raw}
    return SourceTable(name, table, keys[0], strip(table[keys[0]].cast("string")), fields, raw, specs)


def _names_of(spec: FieldSpec | None) -> tuple[str, ...]:
    return () if spec is None else (spec.name, spec.alias)
