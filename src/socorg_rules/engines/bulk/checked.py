"""Tables of a population with clean values, in DuckDB: checked once, numbered, ready to be looked at chunk by chunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, Final

import ibis.expr.types as ir
import pyarrow as pa

from socorg_rules.engines.bulk.given_tables import BrokenRow, GivenTables
from socorg_rules.engines.bulk.refusals import (
    BAD_SUFFIX,
    KEY_TEXT,
    SHOWN,
    Refusal,
    Suspects,
    clean_table,
    refusals_of,
)
from socorg_rules.engines.bulk.sources import Source, SourceTable

OWNER: Final = "owner"
"""The number of an organization's row in its clean table."""
_BAD: Final = "bad"
_NO_OWNER: Final = "key_of_nobody"
SORTED_FROM: Final = 1_000_000
"""Organizations from which events are sorted by them, so that a chunk's lie together."""


@dataclass(slots=True)
class CheckedTables:
    """The tables of a source under ``clean_<name>``; events carry the number of their organization."""

    connection: Any
    source: Source
    given: GivenTables
    _database: Any = field(init=False)

    def __post_init__(self) -> None:
        self._database = self.connection.con

    def refusals(self) -> list[Refusal]:
        """Makes the tables, and tells of the rows that the record would not take."""
        organizations = self.source.organizations
        # Rows are numbered by the order in which they come, which is the order of the source.
        self._database.execute("SET preserve_insertion_order = true")
        self._make(organizations, self._clean_sql(organizations))
        self._database.execute("SET preserve_insertion_order = false")
        [total] = self._one_row(f"SELECT count(*) FROM {name_of(organizations)}")
        for table in self.source.events.values():
            order = f" ORDER BY {OWNER}" if total >= SORTED_FROM else ""
            fields = ", ".join(f"v.{name}" for name in (*table.fields, _BAD))
            self._make(
                table,
                f"SELECT o.rowid AS {OWNER}, {fields},"
                f" CASE WHEN o.rowid IS NULL THEN coalesce(v.{KEY_TEXT}, '') END AS {_NO_OWNER}"
                f" FROM ({self._clean_sql(table)}) v"
                f" LEFT JOIN {name_of(organizations)} o ON o.{KEY_TEXT} = v.{KEY_TEXT}{order}",
            )
        tables = (organizations, *self.source.events.values())
        broken = self.given.broken_rows({table.name: table.key for table in tables})
        suspects = self._suspects()
        self._refuse(suspects, broken)
        found = [Refusal(row.table, row.key, row.problem) for row in broken[:SHOWN]]
        if suspects != Suspects():
            found += refusals_of({table.name: clean_table(table) for table in tables}, self.source, suspects)
        return found

    def _make(self, table: SourceTable, query: str) -> None:
        """The clean table, as a query gives it."""
        with self.given.reading(table.name):
            self._database.execute(f"CREATE OR REPLACE TEMP TABLE {name_of(table)} AS {query}")

    def _clean_sql(self, table: SourceTable) -> str:
        """The clean values of a table, and whether any value of a row is bad."""
        rows: ir.Table = clean_table(table)
        flags = [rows[name + BAD_SUFFIX] for name in table.fields]
        bad: Any = reduce(lambda left, right: left | right, flags) if flags else False
        made = rows.select(KEY_TEXT, *table.fields, **{_BAD: bad})
        return str(self.connection.compile(made))

    def _suspects(self) -> Suspects:
        """The tables in which something is wrong."""
        organizations = self.source.organizations
        bad, nameless = self._one_row(
            f"SELECT coalesce(bool_or({_BAD}), false), coalesce(bool_or({KEY_TEXT} IS NULL), false)"
            f" FROM {name_of(organizations)}"
        )
        found = {organizations.name} if bad or nameless else set()
        orphaned = set()
        for table in self.source.events.values():
            bad, orphan, nameless = self._one_row(
                f"SELECT coalesce(bool_or({_BAD}), false), coalesce(bool_or({_NO_OWNER} <> ''), false),"
                f" coalesce(bool_or({_NO_OWNER} = ''), false) FROM {name_of(table)}"
            )
            if bad or nameless:
                found.add(table.name)
            if orphan:
                orphaned.add(table.name)
        [doubled] = self._one_row(
            f"SELECT count(*) > count(DISTINCT {KEY_TEXT}) FROM {name_of(organizations)} WHERE {KEY_TEXT} IS NOT NULL"
        )
        return Suspects(frozenset(found), doubled, frozenset(orphaned))

    def _refuse(self, suspects: Suspects, broken: Sequence[BrokenRow]) -> None:
        """The organizations that can't be decided, by their numbers."""
        organizations = name_of(self.source.organizations)
        parts = [f"SELECT rowid AS {OWNER} FROM {organizations} WHERE {_BAD} OR {KEY_TEXT} IS NULL"]
        if suspects.doubled:
            parts.append(
                f"SELECT rowid FROM {organizations} WHERE {KEY_TEXT} IN"
                f" (SELECT {KEY_TEXT} FROM {organizations} GROUP BY {KEY_TEXT} HAVING count(*) > 1)"
            )
        parts += [
            f"SELECT {OWNER} FROM {name_of(table)} WHERE {_BAD} AND {OWNER} IS NOT NULL"
            for table in self.source.events.values()
            if table.name in suspects.bad
        ]
        if broken:
            # Where a cell is missing, the key may have moved to any place.
            cells = pa.table({"cell": [cell for row in broken for cell in row.cells]})
            self._database.register("cells_of_broken_rows", cells)
            parts.append(
                f"SELECT rowid FROM {organizations} WHERE {KEY_TEXT} IN (SELECT cell FROM cells_of_broken_rows)"
            )
        self._database.execute(f"CREATE OR REPLACE TEMP TABLE refused AS {' UNION '.join(parts)}")

    def _one_row(self, query: str) -> tuple[Any, ...]:
        [row] = self._database.execute(query).fetchall()
        return tuple(row)


def name_of(table: SourceTable) -> str:
    """The name of the clean table."""
    return f"clean_{table.name}"
