"""A population decided on one machine: tables in, decisions out, the law of each place for its own.

DuckDB reads, checks and joins the tables; the law is computed in memory, batch by batch.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import duckdb
import ibis
import pyarrow as pa

from socorg_rules.engines.bulk.checked import OWNER, CheckedTables
from socorg_rules.engines.bulk.chunks import KEYS, LAW, Reading, decided_chunk
from socorg_rules.engines.bulk.cleaning import stripped_at_ends
from socorg_rules.engines.bulk.closures import same_decision
from socorg_rules.engines.bulk.compiled_law import LawProgram, ProgramCache
from socorg_rules.engines.bulk.dialects import DIALECTS
from socorg_rules.engines.bulk.expressions import Span
from socorg_rules.engines.bulk.given_tables import GivenTables
from socorg_rules.engines.bulk.question import Progress, Question
from socorg_rules.engines.bulk.refusals import Refusal
from socorg_rules.engines.bulk.shape import AS_OF, KEY
from socorg_rules.engines.bulk.sources import Source, named_tables, source_of
from socorg_rules.engines.bulk.working_days import DAY_OF_ORDINAL, ORDINAL_OF_DAY, calendar_subqueries
from socorg_rules.problems import Problems, UsageError
from socorg_rules.rulesets.plan import LawPlan, WorkingDays


class LawOfPlaces(Protocol):
    """Gives the law of a division on a day."""

    def law_for(self, division: str, as_of: date) -> LawPlan: ...


@dataclass(slots=True)
class Population:
    """Tables read into DuckDB, checked, and decided chunk by chunk."""

    tables: Mapping[str, object] | Path | str
    question: Question
    memory_limit: str | None = None
    temp_directory: Path | None = None
    threads: int | None = None
    problems: Problems = field(default_factory=Problems)
    _connection: Any = field(init=False)
    _database: Any = field(init=False)
    _source: Source = field(init=False)
    _checked: CheckedTables = field(init=False)

    def __post_init__(self) -> None:
        self._connection = ibis.duckdb.connect()
        self._database = self._connection.con
        if self.memory_limit is not None:
            try:
                self._database.execute("SET memory_limit = ?", [self.memory_limit])
            except duckdb.Error as error:
                raise UsageError(f"memory_limit {self.memory_limit!r}: {error}") from None
        if self.temp_directory is not None:
            self._database.execute("SET temp_directory = ?", [str(self.temp_directory)])
        if self.threads is not None:
            self._database.execute(f"SET threads = {self.threads}")
        self._database.execute("SET preserve_insertion_order = false")
        given = GivenTables(self._connection, named_tables(self.tables))
        question = self.question
        self._source = source_of(given.registered(), question.key, question.column, self.problems, stripped_at_ends)
        self._checked = CheckedTables(self._connection, self._source, given)

    def refusals(self) -> list[Refusal]:
        """Rows that the record would not take, with the problem of each; what they belong to isn't decided."""
        return self._checked.refusals()

    # -- deciding ------------------------------------------------------------------------------------------

    def decided(self, laws: LawOfPlaces, cache: ProgramCache, progress: Progress | None = None) -> Iterator[pa.Table]:
        """The decisions, chunk by chunk; every row of the organizations that was not refused is in one of them.

        All are decided by the commonest law; where another law differs in a decision, its own are decided again by it.
        """
        plans, total, span = self._keys(laws)
        if not total:
            return
        programs = self._programs(plans, span, cache)
        looks_up = any(one.program.looks_up for one in programs)
        constants = self._calendar(plans[0].working_days) if looks_up else {}
        reading = Reading(self._connection, self._source, programs)
        for start in range(1, total + 1, self.question.chunk):
            end = min(start + self.question.chunk - 1, total)
            keys, tables = reading.chunk(start, end, constants)
            yield decided_chunk(keys, tables, programs, wide=self.question.wide, threads=self._threads)
            if progress is not None:
                progress(end, total)

    @property
    def _threads(self) -> int:
        return self.threads or os.cpu_count() or 1

    def _programs(self, plans: Sequence[LawPlan], span: Span, cache: ProgramCache) -> list[LawProgram]:
        """Of the commonest law everything that is asked; of another what differs from that."""
        asked = self.question.names
        names = tuple(name for name in plans[0].decisions if asked is None or name in asked)
        programs = []
        for number, law in enumerate(plans):
            own = names if number == 0 else tuple(name for name in names if not same_decision(plans[0], law, name))
            programs.append(cache.program(law, own, span, self._source.shape, self.question.wanted))
        return programs

    def _keys(self, laws: LawOfPlaces) -> tuple[list[LawPlan], int, Span]:
        """Numbers the organizations, and finds their laws, the commonest first."""
        database = self._database
        days = f"o.{AS_OF}"
        joined = "clean_organizations o"
        if self.question.column is None:
            days = "d.as_of_day"
            listed = [day.isoformat() for day in self.question.days]
            joined += f", (SELECT UNNEST({listed}::VARCHAR[])::DATE AS as_of_day) d"
        database.execute(
            f"CREATE OR REPLACE TEMP TABLE asked AS SELECT o.rowid AS {OWNER}, o.division, {days} AS {AS_OF}"
            f" FROM {joined} WHERE o.rowid NOT IN (SELECT {OWNER} FROM refused)"
        )
        pairs = database.execute(f"SELECT division, {AS_OF}, count(*) FROM asked GROUP BY ALL").fetchall()
        of_pairs = [laws.law_for(division, day) for division, day, _ in pairs]
        plans = {id(law): law for law in of_pairs}
        rows: Counter[int] = Counter()
        for law, (_, _, count) in zip(of_pairs, pairs, strict=True):
            rows[id(law)] += count
        ranked = sorted(plans.values(), key=lambda law: (-rows[id(law)], law.places))
        numbers = {id(law): number for number, law in enumerate(ranked)}
        law_of = pa.table(
            {
                "division": pa.array([division for division, _, _ in pairs], pa.string()),
                AS_OF: pa.array([day for _, day, _ in pairs], pa.date32()),
                LAW: pa.array([numbers[id(law)] for law in of_pairs], pa.int32()),
            }
        )
        database.register("law_of", law_of)
        database.execute(
            f"CREATE OR REPLACE TEMP TABLE {KEYS} AS SELECT row_number() OVER (ORDER BY {OWNER}, {AS_OF}) AS {KEY},"
            f" {OWNER}, {AS_OF}, {LAW} FROM asked JOIN law_of USING (division, {AS_OF})"
        )
        database.execute("DROP TABLE asked")
        database.unregister("law_of")
        total, first, last = database.execute(f"SELECT count(*), min({AS_OF}), max({AS_OF}) FROM {KEYS}").fetchone()
        return ranked, total, Span(first or date.min, last or date.min)

    def _calendar(self, calendar: WorkingDays) -> dict[str, pa.Table]:
        """The tables of working days."""
        for name, text in calendar_subqueries(calendar, DIALECTS["duckdb"]).items():
            self._database.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {text}")
        return {name: self._database.table(name).to_arrow_table() for name in (ORDINAL_OF_DAY, DAY_OF_ORDINAL)}
