"""Rows that the record would not take: bad values, and keys that are empty, doubled or belong to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from socorg_rules.engines.bulk.sources import Source, SourceTable
from socorg_rules.problems import Place, Problem
from socorg_rules.records.diagnosis import diagnose, shown
from socorg_rules.records.messages import MISSING_FIELD
from socorg_rules.records.readers.messages import DOUBLED_KEY, MISSING_KEY, ORPHAN_ROW

SHOWN: Final = 1_000
"""Bad rows of one field that are told of; all of them are refused."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that wasn't taken. ``key`` is its organization's, None where it has none."""

    table: str
    key: str | None
    problem: Problem


def refusals_of(database: Any, source: Source) -> list[Refusal]:
    """Tells of bad rows, and leaves the keys of the organizations that can't be decided in ``refused_keys``."""
    tables = (source.organizations, *source.events.values())
    found = [refusal for table in tables for refusal in _bad_values(database, table)]
    found += _bad_keys(database, source)
    flagged = [
        f"SELECT key_text FROM clean_{table.name} WHERE {' OR '.join(f'{name}__bad' for name in table.fields)}"
        for table in tables
        if table.fields
    ]
    doubled = "SELECT key_text FROM clean_organizations GROUP BY key_text HAVING count(*) > 1"
    parts = " UNION ".join([*flagged, doubled])
    database.execute(
        f"CREATE OR REPLACE TEMP TABLE refused_keys AS SELECT * FROM ({parts}) WHERE key_text IS NOT NULL"
    )
    return found


def _bad_values(database: Any, table: SourceTable) -> list[Refusal]:
    names = list(table.fields)
    counted = ", ".join(f"count(*) FILTER (WHERE {name}__bad)" for name in names)
    if not names:
        return []
    counts = database.execute(f"SELECT {counted} FROM clean_{table.name}").fetchone()
    specs = {spec.name: spec for spec in table.specs}
    found: list[Refusal] = []
    for name, count in zip(names, counts, strict=True):
        if not count:
            continue
        flag = table.fields[name].bad.name("bad")
        bad = table.table.select(table.table[table.key].name("key_given"), table.table[table.raw[name]].name("given"), flag)
        rows = bad.filter(bad["bad"]).limit(SHOWN).select("key_given", "given").to_pyarrow().to_pylist()
        for row in rows:
            place = Place(table.name, path=f"{row['key_given']}.{name}")
            spec = specs[name]
            if row["given"] in (None, ""):
                problems = [MISSING_FIELD.at(place, name=spec.name, alias=spec.alias)]
            else:
                problems = diagnose(spec, row["given"], place)
            key_text = None if row["key_given"] is None else str(row["key_given"])
            found += [Refusal(table.name, key_text, problem) for problem in problems]
    return found


def _bad_keys(database: Any, source: Source) -> list[Refusal]:
    found: list[Refusal] = []
    name = source.organizations.name
    doubled = database.execute(
        f"SELECT key_text FROM clean_{name} GROUP BY key_text HAVING count(*) > 1 AND key_text IS NOT NULL LIMIT {SHOWN}"
    ).fetchall()
    for (key,) in doubled:
        place = Place(name, path=key)
        found.append(Refusal(name, key, DOUBLED_KEY.at(place, key=shown(key), places=name)))
    for table in (source.organizations, *source.events.values()):
        empty = database.execute(f"SELECT count(*) FROM clean_{table.name} WHERE key_text IS NULL").fetchone()[0]
        place = Place(table.name)
        found += [Refusal(table.name, None, MISSING_KEY.at(place, column=table.key))] * min(empty, SHOWN)
    for table in source.events.values():
        orphans = database.execute(
            f"SELECT DISTINCT e.key_text FROM clean_{table.name} e ANTI JOIN clean_{name} o USING (key_text)"
            f" WHERE e.key_text IS NOT NULL LIMIT {SHOWN}"
        ).fetchall()
        for (key,) in orphans:
            place = Place(table.name, path=key)
            found.append(Refusal(table.name, key, ORPHAN_ROW.at(place, key=shown(key))))
    return found
