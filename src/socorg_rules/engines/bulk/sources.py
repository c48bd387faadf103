"""Tables of a population: which is which, and what their columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ibis.expr.types as ir

from socorg_rules.engines.bulk.cleaning import CleanColumn, Strip, as_text, clean, stripped
from socorg_rules.engines.bulk.shape import AS_OF, KNOWN_SUFFIX, Shape
from socorg_rules.problems import Place, Problems, Text, UsageError, did_you_mean
from socorg_rules.records.diagnosis import shown
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, list_named
from socorg_rules.records.readers.messages import COLUMN_TWICE, MISSING_COLUMN, MISSING_KEY_COLUMN, UNKNOWN_COLUMN
from socorg_rules.records.readers.table import ORGANIZATIONS, PLACES, TABLE_NAMES, table_named
from socorg_rules.records.specs import Absent, FieldSpec, ListSpec, find

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
    """All tables of a population.

    Besides its fields the table of organizations may have ``as_of``, the day asked about, and for some lists whether
    they are known.
    """

    organizations: SourceTable
    events: Mapping[str, SourceTable]

    @property
    def shape(self) -> Shape:
        return Shape(
            frozenset(spec.name for spec in ORGANIZATION_FIELDS if spec.name in self.organizations.fields),
            {name: frozenset(table.fields) for name, table in self.events.items()},
            frozenset(name for name in self.events if name + KNOWN_SUFFIX in self.organizations.fields),
        )


def named_tables(tables: Mapping[str, object] | Path | str) -> dict[str, Any]:
    """The tables by their English names: those of a mapping, or the Parquet and CSV files of a folder.

    Raises :class:`~socorg_rules.UsageError` for a table that means nothing or comes twice, and where there are no
    organizations.
    """
    if isinstance(tables, Path | str):
        folder = Path(tables)
        if not folder.is_dir():
            raise UsageError(f"there is no folder {str(folder)!r}")
        files = (path for path in sorted(folder.iterdir()) if path.suffix.lower() in _SUFFIXES)
        given: list[tuple[str, object]] = [(path.stem, path) for path in files]
    else:
        given = list(tables.items())
    found: dict[str, Any] = {}
    for title, table in given:
        name = table_named(title)
        if name in found:
            raise UsageError(f"there are several tables {name!r}")
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
    return Source(organizations, events)


def _table(
    name: str, table: ir.Table, key: str | None, as_of: str | None, problems: Problems, strip: Strip
) -> SourceTable | None:
    listed = list_named(name)
    specs = (*ORGANIZATION_FIELDS, *_LISTS_KNOWN) if listed is None else listed.fields
    place = Place(name)
    columns: dict[str, list[str]] = {}
    keys = [column for column in table.columns if column == key]
    for column in table.columns:
        spec = find(specs, column)
        if key is None and column in _KEY_NAMES:
            keys.append(column)
        if spec is not None:
            columns.setdefault(spec.name, []).append(column)
        elif column not in (key, as_of, *keys):
            names = [one for known in specs for one in (known.name, known.alias)]
            problems.add(UNKNOWN_COLUMN.at(place, suggestion=did_you_mean(column, names), column=shown(column)))
    if as_of is not None:
        specs = (*specs, _asked_by(as_of))
        columns[AS_OF] = [as_of] if as_of in table.columns else []
    found = Problems()
    if not keys:
        found.add(MISSING_KEY_COLUMN.at(place, column=key or "credit_code"))
    for spec in specs:
        own = columns.get(spec.name, [])
        if len(own) > 1:
            found.add(COLUMN_TWICE.at(place, name=spec.name, alias=spec.alias, columns=", ".join(map(shown, own))))
        elif spec.absent is Absent.REQUIRED and not own:
            found.add(MISSING_COLUMN.at(place, name=spec.name, alias=spec.alias))
    problems.extend(found)
    if found.errors:
        return None
    raw = {name: own[0] for name, own in columns.items()}
    fields = {spec.name: clean(spec, table[raw[spec.name]], strip) for spec in specs if spec.name in raw}
    return SourceTable(name, table, keys[0], strip(as_text(table[keys[0]])), fields, raw, specs)


def _asked_by(column: str) -> FieldSpec:
    """The field of the day asked about, which a column of the caller's says."""
    told = Text(column, column)
    return FieldSpec(AS_OF, column, "date", None, Absent.REQUIRED, None, told, told, is_term=True, shown_with=None)


def _known(listed: ListSpec) -> FieldSpec:
    """The field that says whether a list is known; it isn't where nobody says so."""
    name, alias = listed.name + KNOWN_SUFFIX, listed.alias + KNOWN_SUFFIX
    told = Text(alias, name)
    return FieldSpec(name, alias, "boolean", None, Absent.NONE, False, told, told, is_term=False, shown_with=None)


_LISTS_KNOWN: Final = tuple(_known(listed) for listed in EVENT_LISTS)
_KEY_NAMES: Final = next((spec.name, spec.alias) for spec in ORGANIZATION_FIELDS if spec.name == "credit_code")
