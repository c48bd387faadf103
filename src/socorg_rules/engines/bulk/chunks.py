"""One chunk of a population: its visible facts brought into memory, and its decisions as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa

from socorg_rules.engines.bulk.checked import OWNER, name_of
from socorg_rules.engines.bulk.compiled_law import LawProgram
from socorg_rules.engines.bulk.decoding import LawResult, merged_long
from socorg_rules.engines.bulk.refusals import KEY_TEXT
from socorg_rules.engines.bulk.shape import AS_OF, KEY, ROW, SET_SEPARATOR
from socorg_rules.engines.bulk.sources import Source, SourceTable
from socorg_rules.engines.bulk.vectors.tables import Tables
from socorg_rules.engines.bulk.vectors.texts import Texts
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
        fields = [name for name in organizations.fields if name != AS_OF]
        self._view(organizations, "rowid", fields, f", k.{LAW}, c.{KEY_TEXT} AS organization")
        dated = self.connection.table(f"dated_{organizations.name}")
        rows = visible_organizations(dated, shape, sets_as_texts=True, also=_NAMED)
        asked = {name.partition(SET_SEPARATOR)[0] for name in facts} | {KEY, AS_OF, *_NAMED}
        kept = [name for name in rows.columns if name in asked]
        self._queries = {organizations.name: self.connection.compile(rows.select(*kept))}
        for spec in EVENT_LISTS:
            if spec.name in shape.lists and spec.name in elements:
                table = self.source.events[spec.name]
                self._view(table, OWNER, table.fields)
                dated = self.connection.table(f"dated_{spec.name}")
                events = visible_events(dated.mutate(**{ROW: 0}), spec, shape)
                kept = [name for name in events.columns if name in elements[spec.name] or name == KEY]
                self._queries[spec.name] = self.connection.compile(events.select(*kept))

    def _view(self, table: SourceTable, owner: str, columns: Iterable[str], also: str = "") -> None:
        """The clean rows of the chunk, each with the day asked about; ``owner``: the number of their organization."""
        listed = "".join(f", c.{name}" for name in columns)
        self.connection.con.execute(
            f"CREATE OR REPLACE TEMP VIEW dated_{table.name} AS SELECT k.{KEY}, k.{AS_OF}{listed}{also}"
            f" FROM {name_of(table)} c JOIN {_CHUNK} k ON k.{OWNER} = c.{owner}"
        )

    def chunk(self, start: int, end: int, constants: Mapping[str, pa.Table]) -> tuple[pa.Table, Tables]:
        """The names, days and laws of the organizations from one number to another, and what rules see of them."""
        database = self.connection.con
        database.execute(
            f"CREATE OR REPLACE TEMP TABLE {_CHUNK} AS SELECT * FROM {KEYS} WHERE {KEY} BETWEEN {start} AND {end}"
        )
        read = {name: database.sql(query).to_arrow_table() for name, query in self._queries.items()}
        rows = read.pop(self.source.organizations.name)
        named = rows.select(["organization", AS_OF, LAW]).take(pa.array(np.argsort(rows[KEY].to_numpy())))
        return named, Tables.of_arrow(rows.drop_columns(list(_NAMED)), read, constants)


def decided_chunk(
    keys: pa.Table, tables: Tables, programs: Sequence[LawProgram], *, wide: bool, threads: int
) -> pa.Table:
    """The decisions about a chunk; each row by its own law."""
    law_of = keys[LAW].to_numpy()
    results = [LawResult(programs[0], None, programs[0].program.run(tables, threads))]
    for number in sorted({*np.unique(law_of).tolist()} - {0}):
        law = programs[number]
        if law.outputs:
            rows = np.flatnonzero(law_of == number)
            results.append(LawResult(law, rows, law.program.run(tables.some(rows), threads)))
    return (_wide if wide else merged_long)(keys, results, tables.texts)


def _wide(keys: pa.Table, results: Sequence[LawResult], texts: Texts) -> pa.Table:
    """One row an organization, one column of outcomes a decision; rows are in the order of their keys."""
    columns: dict[str, Any] = {"organization": keys["organization"], AS_OF: keys[AS_OF]}
    everybody, *others = results
    for output in everybody.law.outputs:
        outcomes = everybody.made[output.outcome].values.copy()
        for other in others:
            for own in other.law.outputs:
                if own.plan.name == output.plan.name:
                    outcomes[other.rows] = other.made[own.outcome].values
        columns[output.plan.name] = texts.arrow(outcomes, None)
    return pa.table(columns)
