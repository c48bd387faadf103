"""One law for the days of a span, as a statement or as a program: made once, and run on any tables of that shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from socorg_rules.engines.bulk.deciding import Decisions
from socorg_rules.engines.bulk.dialects import Dialect
from socorg_rules.engines.bulk.expressions import Span
from socorg_rules.engines.bulk.lowering import Lowering
from socorg_rules.engines.bulk.opened_grounds import opened_grounds
from socorg_rules.engines.bulk.outputs import DecisionOutput, Outputs
from socorg_rules.engines.bulk.question import Wanted
from socorg_rules.engines.bulk.shape import Shape
from socorg_rules.engines.bulk.statement import StatementWriter, TableNames
from socorg_rules.engines.bulk.vectors.program import VectorProgram
from socorg_rules.rulesets.plan import LawPlan

_PROGRAMS_KEPT: Final = 64
"""More than a country has laws of places; a service that asks every day would otherwise keep all days."""


@dataclass(frozen=True, slots=True)
class LawOutputs:
    """How the columns of decisions are read, and the fact paths that bits of missing facts stand for."""

    outputs: tuple[DecisionOutput, ...]
    paths: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The decisions that it gives."""
        return tuple(output.plan.name for output in self.outputs)


@dataclass(frozen=True, slots=True)
class LawStatement(LawOutputs):
    """SQL that decides."""

    sql: str


@dataclass(frozen=True, slots=True)
class LawProgram(LawOutputs):
    """What decides tables in memory."""

    program: VectorProgram


@dataclass(frozen=True, slots=True)
class Request:
    """Which decisions of which law, for which days, from tables of which shape, in which dialect.

    ``also``: columns of the table of organizations to give back; ``given``: subqueries that make the tables.
    """

    names: tuple[str, ...]
    span: Span
    shape: Shape
    wanted: Wanted
    dialect: Dialect
    also: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class ProgramCache:
    """Keeps the newest programs: the same question is asked of one table after another."""

    _programs: dict[tuple[object, ...], tuple[LawPlan, LawProgram]] = field(default_factory=dict)

    def program(self, law: LawPlan, names: tuple[str, ...], span: Span, shape: Shape, wanted: Wanted) -> LawProgram:
        """The program of some decisions of a law."""
        of_shape = (shape.facts, tuple(sorted(shape.lists.items())), shape.partly_known)
        key = (id(law), names, span, *of_shape, wanted)
        # The law is kept, so that its id stays its own.
        kept = self._programs.pop(key, None) or (law, law_program(law, names, span, shape, wanted))
        while len(self._programs) >= _PROGRAMS_KEPT:
            self._programs.pop(next(iter(self._programs)), None)
        self._programs[key] = kept
        return kept[1]


def law_statement(law: LawPlan, request: Request, tables: TableNames) -> LawStatement:
    """Writes the statement of a law."""
    decisions = Decisions(law, request.span, request.shape, request.wanted.missing, request.wanted.told)
    asked, outputs = Outputs(decisions, request.wanted).of(request.names)
    columns = Lowering(decisions.columns, request.span, request.dialect.years_as_bits).of_all(asked)
    writer = StatementWriter(decisions.columns, tables, request.span, request.dialect)
    sql = writer.statement(columns, request.also, dict(request.given))
    return LawStatement(outputs, decisions.gaps.paths, sql)


def law_program(law: LawPlan, names: tuple[str, ...], span: Span, shape: Shape, wanted: Wanted) -> LawProgram:
    """Makes the program of some decisions of a law."""
    decisions = Decisions(law, span, shape, wanted.missing, wanted.told)
    asked, outputs = Outputs(decisions, wanted, grounds_apart=True).of(names)
    lowered = Lowering(decisions.columns, span, years_as_bits=True).of_all(asked)
    columns, outputs = opened_grounds(decisions.columns, outputs, lowered)
    return LawProgram(outputs, decisions.gaps.paths, VectorProgram(decisions.columns, columns))
