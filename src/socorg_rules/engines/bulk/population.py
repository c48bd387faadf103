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

from socorg_rules.engines.bulk.closures import same_decision
from socorg_rules.engines.bulk.compiled_law import LawStatement, Request, StatementCache
from socorg_rules.engines.bulk.decoding import merged_long, merged_wide
from socorg_rules.engines.bulk.dialects import DIALECTS
from socorg_rules.engines.bulk.expressions import Span
from socorg_rules.engines.bulk.outputs import Wanted
from socorg_rules.engines.bulk.refusals import Refusal, clean_table, refusals_of, refused_keys
from socorg_rules.engines.bulk.shape import AS_OF, KEY, KNOWN_SUFFIX, ROW
from socorg_rules.engines.bulk.sources import Source, SourceTable, named_tables, source_of
from socorg_rules.engines.bulk.statement import TableNames
from socorg_rules.engines.bulk.visibility import visible_events, visible_organizations
from socorg_rules.engines.bulk.working_days import DAY_OF_ORDINAL, ORDINAL_OF_DAY, calendar_subqueries
from socorg_rules.problems import Problems
from socorg_rules.records.fields import EVENT_LISTS
from socorg_rules.rulesets.plan import LawPlan, WorkingDays

CHUNK: Final = 500_000
"""Organizations that are decided at once."""
_KEYS: Final = "deciding_keys"
_ORGANIZATIONS: Final = "visible_organizations"
_NEVER_PAYS: Final = "build_side_probe_side"
"""An optimizer of DuckDB's that takes small group-bys for large and hashes the organizations instead."""
_PAYS_WHEN_LARGE: Final = "projection_pullup"
"""One that makes a long statement faster by a third, and takes some seconds for that."""
_LARGE: Final = 100_000
"""Organizations from which those seconds are paid back."""
_OF_ONE_LAW: Final = "visible_organizations_of_law"
_LAW: Final = "law"
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
        source = self._source
        clean: dict[str, ir.Table] = {}
        for table in (source.organizations, *source.events.values()):
            known = source.extra_columns if table is source.organizations else {}
            view = self._connection.compile(clean_table(table, known))
            self._database.execute(f"CREATE OR REPLACE VIEW clean_{table.name} AS {view}")
            clean[table.name] = self._connection.table(f"clean_{table.name}")
        refused = self._connection.compile(refused_keys(clean, source))
        self._database.execute(f"CREATE OR REPLACE TEMP TABLE refused_keys AS {refused}")
        return refusals_of(clean, source)

    # -- deciding ------------------------------------------------------------------------------------------

    def decided(self, laws: LawOfPlaces, cache: StatementCache, progress: Progress | None = None) -> Iterator[pa.Table]:
        """The decisions, chunk by chunk; every row of the organizations that was not refused is in one of them.

        All are decided by the commonest law; where another law differs in a decision, its own are decided again by it.
        """
        plans, total, span = self._keys(laws)
        if not total:
            return
        left_out = _NEVER_PAYS if total >= _LARGE else f"{_NEVER_PAYS},{_PAYS_WHEN_LARGE}"
        self._database.execute(f"SET disabled_optimizers = '{left_out}'")
        shape = self._source.shape
        asked = self.question.names
        names = tuple(name for name in plans[0].decisions if asked is None or name in asked)
        self._calendar(plans[0].working_days)
        statements: list[LawStatement] = []
        for number, law in enumerate(plans):
            own = names if number == 0 else tuple(name for name in names if not same_decision(plans[0], law, name))
            rows = _ORGANIZATIONS if number == 0 else _OF_ONE_LAW
            tables = TableNames(rows, {name: f"visible_{name}" for name in shape.lists}, _CONSTANTS)
            request = Request(own, span, shape, self.question.wanted, DIALECTS["duckdb"], ("organization", AS_OF, _LAW))
            statements.append(cache.statement(law, request, tables))
        for start in range(1, total + 1, self.question.chunk):
            end = min(start + self.question.chunk - 1, total)
            self._visible(start, end, span)
            yield self._result(statements)
            if progress is not None:
                progress(end, total)

    def _result(self, statements: Sequence[LawStatement]) -> pa.Table:
        """The decisions of a chunk; each row by its own law."""
        database = self._database
        here = {number for (number,) in database.execute(f"SELECT DISTINCT {_LAW} FROM {_ORGANIZATIONS}").fetchall()}
        decided = {0: self._decided_by(statements[0], 0)}
        for number in sorted(here - {0}):
            if statements[number].outputs:
                database.execute(
                    f"CREATE OR REPLACE VIEW {_OF_ONE_LAW} AS SELECT * FROM {_ORGANIZATIONS} WHERE {_LAW} = {number}"
                )
                decided[number] = self._decided_by(statements[number], number)
        others = [(number, statements[number], table) for number, table in decided.items() if number]
        merge = merged_wide if self.question.wide else merged_long
        return merge(decided[0], statements[0], others)

    def _decided_by(self, statement: LawStatement, number: int) -> pa.Table:
        # Asked for as a relation, a statement is planned twice.
        self._database.execute(f"CREATE OR REPLACE TEMP TABLE decided_{number} AS {statement.sql}")
        return self._database.sql(f"SELECT * FROM decided_{number} ORDER BY {KEY}").to_arrow_table()

    def _keys(self, laws: LawOfPlaces) -> tuple[list[LawPlan], int, Span]:
        """Numbers the organizations, and finds their laws, the commonest first."""
        asked = self.question.as_of
        database = self._database
        if isinstance(asked, str):
            days = f"o.{AS_OF}"
            joined = "clean_organizations o"
        else:
            days = "d.as_of_day"
            listed = [asked] if isinstance(asked, date) else list(dict.fromkeys(asked))
            joined = (
                f"clean_organizations o, (SELECT UNNEST({[day.isoformat() for day in listed]})::DATE AS as_of_day) d"
            )
        database.execute(
            f"CREATE OR REPLACE TEMP TABLE asked AS SELECT o.key_text, o.division, {days} AS {AS_OF} FROM {joined}"
            f" WHERE o.key_text NOT IN (SELECT key_text FROM refused_keys) AND o.key_text IS NOT NULL"
            f" AND {days} IS NOT NULL"
        )
        pairs = database.execute(f"SELECT division, {AS_OF}, count(*) FROM asked GROUP BY ALL").fetchall()
        plans: dict[int, LawPlan] = {}
        rows: dict[int, int] = {}
        for division, day, count in pairs:
            law = laws.law_for(division, day)
            plans[id(law)] = law
            rows[id(law)] = rows.get(id(law), 0) + count
        ranked = sorted(plans.values(), key=lambda law: (-rows[id(law)], law.places))
        numbers = {id(law): number for number, law in enumerate(ranked)}
        law_of = pa.table(
            {
                "division": pa.array([division for division, _, _ in pairs], pa.string()),
                AS_OF: pa.array([day for _, day, _ in pairs], pa.date32()),
                _LAW: pa.array([numbers[id(laws.law_for(division, day))] for division, day, _ in pairs], pa.int32()),
            }
        )
        database.register("law_of", law_of)
        database.execute(
            f"CREATE OR REPLACE TEMP TABLE {_KEYS} AS SELECT row_number() OVER () AS {KEY},"
            f" key_text AS organization, {AS_OF}, {_LAW} FROM asked JOIN law_of USING (division, {AS_OF})"
        )
        database.execute("DROP TABLE asked")
        database.unregister("law_of")
        total, first, last = database.execute(f"SELECT count(*), min({AS_OF}), max({AS_OF}) FROM {_KEYS}").fetchone()
        return ranked, total, Span(first or date.min, last or date.min)

    def _calendar(self, calendar: WorkingDays) -> None:
        for name, text in calendar_subqueries(calendar, DIALECTS["duckdb"]).items():
            self._database.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {text}")

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
                f"CREATE OR REPLACE VIEW dated_{table.name} AS"
                f" SELECT k.{KEY}, k.organization, k.{AS_OF}{row}, {columns}"
                f" FROM clean_{table.name} c JOIN chunk_keys k ON k.organization = c.key_text"
            )
        organizations = visible_organizations(self._connection.table(f"dated_{self._source.organizations.name}"), shape)
        facts = self._connection.compile(organizations)
        self._database.execute(
            f"CREATE OR REPLACE TEMP TABLE {_ORGANIZATIONS} AS SELECT v.*, k.organization, k.{_LAW}"
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
