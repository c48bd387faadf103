"""One chunk of a population: its visible facts brought into memory, and its decisions as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa

from socorg_rules.engines.bulk.checked import OWNER, name_of
from socorg_rules.engines.bulk.compiled_law import LawProgram
from socorg_rules.engines.bulk.decoding import merged_long
from socorg_rules.engines.bulk.refusals import KEY_TEXT
from socorg_rules.engines.bulk.shape import AS_OF, KEY, KNOWN_SUFFIX, ROW, SET_SEPARATOR
from socorg_rules.engines.bulk.sources import Source, SourceTable
from socorg_rules.engines.bulk.vectors.tables import Tables
from socorg_rules.engines.bulk.vectors.vector import Vector
from socorg_rules.engines.bulk.visibility import visible_events, visible_organizations
from socorg_rules.records.fields import EVENT_LISTS

KEYS: Final = "deciding_keys"
"""The table of organizations to decide: their numbers, days and laws."""
LAW: Final = "law"
_CHUNK: Final = "chunk_keys"
_NAMED: Final = (LAW, "organization")


@dataclass(slots=True)
class Reading:
    """Brings chunks into memory: only what programs look at."""

    connection: Any
    source: Source
    programs: Sequence[LawProgram]
    _queries: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        database = self.connection.con
        database.execute(f"CREATE OR REPLACE TEMP TABLE {_CHUNK} AS SELECT * FROM {KEYS} LIMIT 0")
        shape = self.source.shape
        facts = frozenset[str]().union(*(one.program.facts for one in self.programs))
        elements: dict[str, set[str]] = {}
        for one in self.programs:
            for name, columns in one.program.elements.items():
                elements.setdefault(name, set()).update(columns)
        organizations = self.source.organizations
        known = [name + KNOWN_SUFFIX for name in self.source.known]
        self._view(organizations, [*organizations.fields, *known], f", k.{LAW}, c.{KEY_TEXT} AS organization")
        dated = self.connection.table(f"dated_{organizations.name}")
        rows = visible_organizations(dated, shape, sets_as_texts=True, also=_NAMED)
        asked = {name.partition(SET_SEPARATOR)[0] for name in facts} | {KEY, AS_OF, *_NAMED}
        kept = [name for name in rows.columns if name in asked]
        self._queries = {organizations.name: self.connection.compile(rows.select(*kept))}
        for spec in EVENT_LISTS:
            if spec.name in shape.lists and spec.name in elements:
                table = self.source.events[spec.name]
                self._view(table, table.fields)
                dated = self.connection.table(f"dated_{spec.name}")
                events = visible_events(dated.mutate(**{ROW: 0}), spec, shape)
                kept = [name for name in events.columns if name in elements[spec.name] or name == KEY]
                self._queries[spec.name] = self.connection.compile(events.select(*kept))

    def _view(self, table: SourceTable, columns: Iterable[str], also: str = "") -> None:
        """The clean rows of the chunk, each with the day asked about."""
        listed = "".join(f", c.{name}" for name in columns)
        self.connection.con.execute(
            f"CREATE OR REPLACE TEMP VIEW dated_{table.name} AS SELECT k.{KEY}, k.{AS_OF}{listed}{also}"
            f" FROM {name_of(table)} c JOIN {_CHUNK} k ON k.{OWNER} = c.{OWNER}"
        )

    def chunk(self, start: int, end: int, constants: Mapping[str, pa.Table]) -> tuple[pa.Table, Tables]:
        """The names, days and laws of the organizations from one number to another, and what rules see of them."""
        database = self.connection.con
        database.execute(
            f"CREATE OR REPLACE TEMP TABLE {_CHUNK} AS SELECT * FROM {KEYS} WHERE {KEY} BETWEEN {start} AND {end}"
        )
        read = {name: database.sql(query).to_arrow_table() for name, query in self._queries.items()}
        rows = read.pop(self.source.organizations.name)
        rows = rows.take(pa.array(np.argsort(rows[KEY].to_numpy())))
        return rows.select(["organization", AS_OF, LAW]), Tables.of_arrow(
            rows.drop_columns(list(_NAMED)), read, constants
        )


def decided_chunk(
    keys: pa.Table, tables: Tables, programs: Sequence[LawProgram], *, wide: bool, threads: int
) -> pa.Table:
    """The decisions about a chunk; each row by its own law."""
    law_of = keys[LAW].to_numpy()
    everybody = programs[0].program.run(tables, threads)
    others: list[tuple[int, Any, dict[str, Vector]]] = []
    for number in sorted({*np.unique(law_of).tolist()} - {0}):
        if programs[number].outputs:
            rows = np.flatnonzero(law_of == number)
            others.append((number, rows, programs[number].program.run(tables.some(rows), threads)))
    if wide:
        return _wide(keys, tables, programs, everybody, others)

    def table_of(number: int, rows: Any, made: Mapping[str, Vector]) -> pa.Table:
        named = keys if rows is None else keys.take(pa.array(rows))
        program = programs[number].program
        columns = {name: program.arrow(name, vector, tables.texts) for name, vector in made.items()}
        return pa.table({**{name: named[name] for name in named.column_names}, **columns})

    of_others = [(number, programs[number], table_of(number, rows, made)) for number, rows, made in others]
    return merged_long(table_of(0, None, everybody), programs[0], of_others)


def _wide(
    keys: pa.Table,
    tables: Tables,
    programs: Sequence[LawProgram],
    everybody: Mapping[str, Vector],
    others: Sequence[tuple[int, Any, Mapping[str, Vector]]],
) -> pa.Table:
    """One row an organization, one column of outcomes a decision; rows are in the order of their keys."""
    columns: dict[str, Any] = {"organization": keys["organization"], AS_OF: keys[AS_OF]}
    for output in programs[0].outputs:
        outcomes = everybody[output.outcome].values.copy()
        for number, rows, made in others:
            for own in programs[number].outputs:
                if own.plan.name == output.plan.name:
                    outcomes[rows] = made[own.outcome].values
        columns[output.plan.name] = tables.texts.arrow(outcomes, None)
    return pa.table(columns)
