"""A population decided in an embedded DuckDB: tables in, decisions out, the law of each place for its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Protocol

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from socorg_rules.engines.bulk.compiled_law import LawStatement, Request, StatementCache
from socorg_rules.engines.bulk.decoding import long_table, wide_table
from socorg_rules.engines.bulk.dialects import DIALECTS
from socorg_rules.engines.bulk.expressions import Span
from socorg_rules.engines.bulk.outputs import Wanted
from socorg_rules.engines.bulk.refusals import Refusal, refusals_of
from socorg_rules.engines.bulk.shape import AS_OF, KEY, KNOWN_SUFFIX, ROW
from socorg_rules.engines.bulk.sources import Source, SourceTable, named_tables, source_of
from socorg_rules.engines.bulk.statement import TableNames
from socorg_rules.engines.bulk.visibility import visible_events, visible_organizations
from socorg_rules.engines.bulk.working_days import DAY_OF_ORDINAL, ORDINAL_OF_DAY, calendar_tables
from socorg_rules.problems import Problems
from socorg_rules.records.fields import EVENT_LISTS
from socorg_rules.rulesets.plan import LawPlan, WorkingDays

CHUNK: Final = 500_000
"""Organizations that are decided at once."""
_KEYS: Final = "deciding_keys"
_ORGANIZATIONS: Final = "visible_organizations"
_CONSTANTS: Final = {ORDINAL_OF_DAY: ORDINAL_OF_DAY, DAY_OF_ORDINAL: DAY_OF_ORDINAL}

Progress = Callable[[int, int], None]


class LawOfPlaces(Protocol):
    """Gives the law of a division on a day."""

    def law_for(self, division: str, as_of: date) -> LawPlan: ...


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a population: on which days, which decisions, in how much detail."""

    as_of: date | Sequence[date] | str
    names: Sequence[str] | None = None
    wanted: Wanted = field(default_factory=Wanted)
    wide: bool = False
    key: str | None = None
    chunk: int = CHUNK


@dataclass(slots=True)
class Population:
    """Tables read into DuckDB, checked, and decided chunk by chunk."""

    tables: Mapping[str, object] | Path | str
    question: Question
    memory_limit: str | None = None
    temp_directory: Path | None = None
    problems: Problems = field(default_factory=Problems)
    _connection: Any = field(init=False)
    _database: Any = field(init=False)
    _source: Source = field(init=False)

    def __post_init__(self) -> None:
        self._connection = ibis.duckdb.connect()
        self._database = self._connection.con
        if self.memory_limit is not None:
            self._database.execute(f"SET memory_limit = '{self.memory_limit}'")
        if self.temp_directory is not None:
            self._database.execute("SET temp_directory = ?", [str(self.temp_directory)])
        self._database.execute("SET preserve_insertion_order = false")
        tables = {name: self._registered(name, table) for name, table in named_tables(self.tables).items()}
        as_of = self.question.as_of if isinstance(self.question.as_of, str) else None
        self._source = source_of(tables, self.question.key, as_of, self.problems)

    def _registered(self, name: str, table: Any) -> ir.Table:
        """A table of the caller's as DuckDB reads it, where it is."""
        raw = f"given_{name}"
        if isinstance(table, Path | str):
            path = str(table)
            # Everything as text: what a value is, is for the record to say.
            read = "read_csv(?, all_varchar = true)" if path.lower().endswith(".csv") else "read_parquet(?)"
            quoted = path.replace("'", "''")
            self._database.execute(f"CREATE VIEW {raw} AS SELECT * FROM {read.replace('?', repr(quoted))}")
        else:
            self._database.register(raw, table)
        return self._connection.table(raw)

    # -- checks --------------------------------------------------------------------------------------------

    def refusals(self) -> list[Refusal]:
        """Rows that the record would not take, with the problem of each; what they belong to isn't decided."""
        self._clean_views()
        return refusals_of(self._database, self._source)

    def _clean_views(self) -> None:
        source = self._source
        for table in (source.organizations, *source.events.values()):
            if table.name == source.organizations.name:
                known = [table.table[name + KNOWN_SUFFIX] for name in source.known]
                known += [table.table[source.as_of].cast("date").name(AS_OF)] if source.as_of is not None else []
            else:
                known = []
            key = table.table[table.key].cast("string").strip().nullif("").name("key_text")
            values = {name: column.value for name, column in table.fields.items()}
            flags = {f"{name}__bad": column.bad for name, column in table.fields.items()}
            view = self._connection.compile(table.table.select(key, *known, **values, **flags))
            self._database.execute(f"CREATE OR REPLACE VIEW clean_{table.name} AS {view}")

    # -- deciding ------------------------------------------------------------------------------------------

    def decided(
        self, laws: LawOfPlaces, cache: StatementCache, progress: Progress | None = None
    ) -> Iterator[pa.Table]:
        """The decisions, chunk by chunk; every row of the organizations that was not refused is in one of them."""
        by_law = self._keys(laws)
        total = sum(last - first + 1 for _, first, last, _ in by_law)
        done = 0
        for law, first, last, span in by_law:
            self._calendar(law.working_days)
            names = tuple(name for name in law.decisions if self.question.names is None or name in self.question.names)
            shape = self._source.shape
            request = Request(names, span, shape, self.question.wanted, DIALECTS["duckdb"], ("organization", AS_OF))
            tables = TableNames(_ORGANIZATIONS, {name: f"visible_{name}" for name in shape.lists}, _CONSTANTS)
            statement = cache.statement(law, request, tables)
            for start in range(first, last + 1, self.question.chunk):
                end = min(start + self.question.chunk - 1, last)
                self._visible(start, end, span)
                yield self._result(statement, law)
                done += end - start + 1
                if progress is not None:
                    progress(done, total)

    def _result(self, statement: LawStatement, law: LawPlan) -> pa.Table:
        result = self._database.sql(statement.sql).to_arrow_table()
        return wide_table(result, statement, law) if self.question.wide else long_table(result, statement)

    def _keys(self, laws: LawOfPlaces) -> list[tuple[LawPlan, int, int, Span]]:
        """Numbers the organizations so that those of one law follow one another."""
        asked = self.question.as_of
        database = self._database
        if isinstance(asked, str):
            days = f"o.{AS_OF}"
            joined = "clean_organizations o"
        else:
            days = "d.as_of_day"
            listed = [asked] if isinstance(asked, date) else list(dict.fromkeys(asked))
            joined = f"clean_organizations o, (SELECT UNNEST({[day.isoformat() for day in listed]})::DATE AS as_of_day) d"
        database.execute(
            f"CREATE OR REPLACE TEMP TABLE asked AS SELECT o.key_text, o.division, {days} AS {AS_OF} FROM {joined}"
            f" WHERE o.key_text NOT IN (SELECT key_text FROM refused_keys) AND o.key_text IS NOT NULL"
            f" AND {days} IS NOT NULL"
        )
        pairs = database.execute(f"SELECT DISTINCT division, {AS_OF} FROM asked").fetchall()
        numbers: dict[int, int] = {}
        plans: list[LawPlan] = []
        rows = []
        for division, day in sorted(pairs):
            law = laws.law_for(division, day)
            if id(law) not in numbers:
                numbers[id(law)] = len(plans)
                plans.append(law)
            rows.append((division, day, numbers[id(law)]))
        law_of = pa.table(
            {
                "division": pa.array([row[0] for row in rows], pa.string()),
                AS_OF: pa.array([row[1] for row in rows], pa.date32()),
                "law": pa.array([row[2] for row in rows], pa.int32()),
            }
        )
        database.register("law_of", law_of)
        database.execute(
            f"CREATE OR REPLACE TEMP TABLE {_KEYS} AS SELECT row_number() OVER (ORDER BY law) AS {KEY},"
            f" key_text AS organization, {AS_OF}, law FROM asked JOIN law_of USING (division, {AS_OF})"
        )
        database.execute("DROP TABLE asked")
        database.unregister("law_of")
        found = database.execute(
            f"SELECT law, min({KEY}), max({KEY}), min({AS_OF}), max({AS_OF}) FROM {_KEYS} GROUP BY law ORDER BY law"
        ).fetchall()
        return [(plans[law], first, last, Span(begin, end)) for law, first, last, begin, end in found]

    def _calendar(self, calendar: WorkingDays) -> None:
        tables = calendar_tables(calendar)
        days = pa.table(
            {
                "looked_up_by": pa.array([day for day, _, _ in tables.days], pa.date32()),
                "ordinal": pa.array([ordinal for _, ordinal, _ in tables.days], pa.int64()),
                "unknown_year": pa.array([year for _, _, year in tables.days], pa.int64()),
            }
        )
        ordinals = pa.table(
            {
                "looked_up_by": pa.array([ordinal for ordinal, _ in tables.ordinals], pa.int64()),
                "day": pa.array([day for _, day in tables.ordinals], pa.date32()),
            }
        )
        for name, table in ((ORDINAL_OF_DAY, days), (DAY_OF_ORDINAL, ordinals)):
            self._database.register(f"{name}_given", table)
            self._database.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {name}_given")

    def _visible(self, start: int, end: int, span: Span) -> None:
        """The visible facts of a chunk, as tables of their own."""
        shape = self._source.shape
        keys = f"(SELECT * FROM {_KEYS} WHERE {KEY} BETWEEN {start} AND {end})"
        chunk = f"CREATE OR REPLACE TEMP TABLE chunk_keys AS SELECT * FROM {keys}"
        self._database.execute(chunk)
        for table in (self._source.organizations, *self._source.events.values()):
            row = "" if table is self._source.organizations else f", row_number() OVER () AS {ROW}"
            columns = ", ".join(f"c.{name}" for name in self._columns(table))
            self._database.execute(
                f"CREATE OR REPLACE VIEW dated_{table.name} AS SELECT k.{KEY}, k.organization, k.{AS_OF}{row}, {columns}"
                f" FROM clean_{table.name} c JOIN chunk_keys k ON k.organization = c.key_text"
            )
        organizations = visible_organizations(self._connection.table(f"dated_{self._source.organizations.name}"), shape)
        facts = self._connection.compile(organizations)
        self._database.execute(
            f"CREATE OR REPLACE TEMP TABLE {_ORGANIZATIONS} AS SELECT v.*, k.organization"
            f" FROM ({facts}) v JOIN chunk_keys k USING ({KEY})"
        )
        for spec in EVENT_LISTS:
            if spec.name in shape.lists:
                dated = self._connection.table(f"dated_{spec.name}")
                visible = self._connection.compile(visible_events(dated, spec, shape))
                self._database.execute(f"CREATE OR REPLACE TEMP TABLE visible_{spec.name} AS {visible}")

    def _columns(self, table: SourceTable) -> list[str]:
        known = [name + KNOWN_SUFFIX for name in self._source.known] if table is self._source.organizations else []
        return [*table.fields, *known]
