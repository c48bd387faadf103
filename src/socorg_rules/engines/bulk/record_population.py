"""Validated records decided all at once, with every part of every decision: caveats too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import ibis
import numpy as np
import pyarrow as pa

from socorg_rules.engines.bulk.closures import same_decision
from socorg_rules.engines.bulk.compiled_law import LawProgram, ProgramCache
from socorg_rules.engines.bulk.dialects import DIALECTS
from socorg_rules.engines.bulk.expressions import Span
from socorg_rules.engines.bulk.found import Found, found_by
from socorg_rules.engines.bulk.question import Wanted
from socorg_rules.engines.bulk.record_tables import record_tables, shape_of
from socorg_rules.engines.bulk.shape import AS_OF, KEY, Shape
from socorg_rules.engines.bulk.vectors.tables import Tables
from socorg_rules.engines.bulk.visibility import visible_events, visible_organizations
from socorg_rules.engines.bulk.whole import WholeDecisions
from socorg_rules.engines.bulk.working_days import DAY_OF_ORDINAL, ORDINAL_OF_DAY, calendar_subqueries
from socorg_rules.engines.whole import WholeAnswers
from socorg_rules.records.fields import list_named
from socorg_rules.records.organization import Organization
from socorg_rules.records.readers.table import ORGANIZATIONS
from socorg_rules.rulesets.plan import LawPlan

_EVERYTHING: Final = Wanted(told=True)


@dataclass(frozen=True, slots=True)
class PlacedLaw:
    """The law of some records, and the names of the decisions asked of it."""

    law: LawPlan
    names: tuple[str, ...]


@dataclass(slots=True)
class RecordPopulation:
    """Records to be decided on one day.

    ``laws``: the laws of their places, the commonest first; ``law_of``: the number of each record's law among these.
    """

    organizations: Sequence[Organization]
    laws: Sequence[PlacedLaw]
    law_of: Sequence[int]
    as_of: date
    cache: ProgramCache
    _shape: Shape = field(init=False)
    _makers: list[WholeDecisions] = field(init=False)
    _programs: list[LawProgram] = field(init=False)
    _connection: Any = field(init=False)
    _database: Any = field(init=False)
    _constants: dict[str, pa.Table] = field(init=False)

    def __post_init__(self) -> None:
        self._shape = shape_of(self.organizations)
        self._makers = [WholeDecisions(placed.law, self.as_of, placed.names) for placed in self.laws]
        self._programs = [self._program(number) for number in range(len(self.laws))]
        self._connection = ibis.duckdb.connect()
        self._database = self._connection.con
        for name, text in calendar_subqueries(self.laws[0].law.working_days, DIALECTS["duckdb"]).items():
            self._database.execute(f"CREATE TEMP TABLE {name} AS {text}")
        names = (ORDINAL_OF_DAY, DAY_OF_ORDINAL)
        self._constants = {name: self._database.table(name).to_arrow_table() for name in names}

    def _program(self, number: int) -> LawProgram:
        """Of the commonest law everything; of another what differs from that."""
        first, law = self.laws[0].law, self.laws[number].law
        needed = frozenset[str]().union(*(maker.needed for maker in self._makers))
        names = tuple(
            name for name in law.decisions if name in needed and (not number or not same_decision(first, law, name))
        )
        return self.cache.program(law, names, Span(self.as_of, self.as_of), self._shape, _EVERYTHING)

    def decided(self, chunk: int) -> Iterator[WholeAnswers]:
        """The decisions about each record, in their order; ``chunk`` records are decided at once."""
        for start in range(0, len(self.organizations), chunk):
            law_of = self.law_of[start : start + chunk]
            findings = self._findings(self._visible(self.organizations[start : start + chunk]), law_of)
            rows_of = [maker.of(findings) for maker in self._makers]
            for number, law in enumerate(law_of):
                yield rows_of[law].row(number)

    def _visible(self, organizations: Sequence[Organization]) -> Tables:
        """What rules may see of some records."""
        visible: dict[str, pa.Table] = {}
        for name, table in record_tables(organizations, self._shape).items():
            self._database.register("given", table)
            dated = self._connection.table("given").mutate(**{AS_OF: ibis.literal(self.as_of, type="date")})
            spec = list_named(name)
            seen = (
                visible_organizations(dated, self._shape) if spec is None else visible_events(dated, spec, self._shape)
            )
            visible[name] = self._database.sql(self._connection.compile(seen.order_by(KEY))).to_arrow_table()
            self._database.unregister("given")
        return Tables.of_arrow(visible.pop(ORGANIZATIONS), visible, self._constants)

    def _findings(self, tables: Tables, law_of: Sequence[int]) -> dict[str, list[Found]]:
        """What was found of each row, by its own law."""
        everybody = self._programs[0]
        findings = dict(found_by(everybody.program.run(tables), everybody, tables.texts))
        for number in sorted({*law_of} - {0}):
            program = self._programs[number]
            rows = np.flatnonzero(np.array(law_of) == number)
            made = program.program.run(tables.some(rows))
            for name, of_rows in found_by(made, program, tables.texts).items():
                for row, one in zip(rows.tolist(), of_rows, strict=True):
                    findings[name][row] = one
        return findings
