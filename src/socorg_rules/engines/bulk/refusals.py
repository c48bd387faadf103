"""Rows that the record would not take: bad values, and keys that are empty, doubled or belong to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

import ibis.expr.types as ir

from socorg_rules.engines.bulk.sources import Source, SourceTable
from socorg_rules.problems import Place, Problem
from socorg_rules.records.diagnosis import diagnose, shown
from socorg_rules.records.messages import MISSING_FIELD
from socorg_rules.records.readers.cells import value_of_cell
from socorg_rules.records.readers.messages import DOUBLED_KEY, MISSING_KEY, ORPHAN_ROW

SHOWN: Final = 1_000
"""Bad rows of one kind that are told of; all of them are refused."""
KEY_TEXT: Final = "key_text"
BAD_SUFFIX: Final = "__bad"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that wasn't taken. ``key`` is its organization's, None where it has none."""

    table: str
    key: str | None
    problem: Problem


@dataclass(frozen=True, slots=True)
class Suspects:
    """Where to look for what is wrong: tables with bad values or empty keys, doubled keys, events of nobody."""

    bad: frozenset[str] = frozenset()
    doubled: bool = False
    orphaned: frozenset[str] = frozenset()


def refused_keys(clean: Mapping[str, ir.Table], source: Source) -> ir.Table:
    """The keys of organizations that can't be decided: with a bad value anywhere, or handed in twice."""
    parts: list[Any] = []
    for table in (source.organizations, *source.events.values()):
        rows = clean[table.name]
        flags = [rows[name + BAD_SUFFIX] for name in table.fields]
        if flags:
            parts.append(rows.filter(reduce(lambda left, right: left | right, flags)).select(KEY_TEXT))
    parts.append(_doubled(clean[source.organizations.name]))
    refused = reduce(lambda left, right: left.union(right), parts)
    return refused.filter(refused[KEY_TEXT].notnull()).distinct()


def refusals_of(clean: Mapping[str, ir.Table], source: Source, suspects: Suspects | None = None) -> list[Refusal]:
    """Tells of bad rows; where suspects are given, of those."""
    tables = (source.organizations, *source.events.values())
    if suspects is None:
        names = frozenset(table.name for table in tables)
        suspects = Suspects(names, True, names)
    found = [
        refusal for table in tables if table.name in suspects.bad for refusal in _bad_rows(clean[table.name], table)
    ]
    organizations = clean[source.organizations.name]
    for key in _texts(_doubled(organizations)) if suspects.doubled else ():
        place = Place(source.organizations.name, path=key)
        problem = DOUBLED_KEY.at(place, key=shown(key), places=source.organizations.name)
        found.append(Refusal(source.organizations.name, key, problem))
    for table in source.events.values():
        if table.name not in suspects.orphaned:
            continue
        rows = clean[table.name]
        for key in _texts(rows.anti_join(organizations, KEY_TEXT).select(KEY_TEXT).distinct()):
            place = Place(table.name, path=key)
            found.append(Refusal(table.name, key, ORPHAN_ROW.at(place, key=shown(key))))
    return found


def _doubled(organizations: ir.Table) -> ir.Table:
    counted = organizations.group_by(KEY_TEXT).aggregate(rows=organizations.count())
    return counted.filter((counted["rows"] > 1) & counted[KEY_TEXT].notnull()).select(KEY_TEXT)


def _texts(keys: ir.Table) -> list[str]:
    rows = keys.filter(keys[KEY_TEXT].notnull()).limit(SHOWN).to_pyarrow().to_pylist()
    return [row[KEY_TEXT] for row in rows]


def _bad_rows(rows: ir.Table, table: SourceTable) -> list[Refusal]:
    """One pass counts what is bad; only fields with bad values are looked at again."""
    flags = {name: rows[name + BAD_SUFFIX] for name in table.fields}
    counted = {f"n{number}": flag.ifelse(1, 0).sum() for number, flag in enumerate(flags.values())}
    counts = rows.aggregate(no_key=rows[KEY_TEXT].isnull().ifelse(1, 0).sum(), **counted).to_pyarrow().to_pylist()[0]
    place = Place(table.name)
    found = [Refusal(table.name, None, MISSING_KEY.at(place, column=table.key))] * min(counts["no_key"] or 0, SHOWN)
    for number, name in enumerate(flags):
        if counts[f"n{number}"]:
            found += _bad_values(table, name)
    return found


def _bad_values(table: SourceTable, name: str) -> list[Refusal]:
    spec = next(spec for spec in table.specs if spec.name == name)
    given = table.table.filter(table.fields[name].bad)
    given = given.select(key_given=table.key_text, given=given[table.raw[name]])
    found: list[Refusal] = []
    for row in given.limit(SHOWN).to_pyarrow().to_pylist():
        key = row["key_given"]
        place = Place(table.name, path=name if key is None else f"{key}.{name}")
        value, _ = value_of_cell(row["given"], spec, place, meanings={}, date_format=None)
        if value is None:
            problems = [MISSING_FIELD.at(place, name=spec.name, alias=spec.alias)]
        else:
            problems = diagnose(spec, value, place)
        found += [Refusal(table.name, key, problem) for problem in problems]
    return found


def clean_table(table: SourceTable) -> ir.Table:
    """A table with its key as text, its clean values, and whether each is bad."""
    rows = table.table
    values = {name: column.value for name, column in table.fields.items()}
    flags = {name + BAD_SUFFIX: column.bad for name, column in table.fields.items()}
    return rows.select(**{KEY_TEXT: table.key_text}, **values, **flags)
