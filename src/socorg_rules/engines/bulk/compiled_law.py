"""The statement of one law for the days of a span: made once, and run on any tables of that shape."""

from __future__ import annotations

from dataclasses import dataclass, field

from socorg_rules.engines.bulk.deciding import Decisions
from socorg_rules.engines.bulk.dialects import Dialect
from socorg_rules.engines.bulk.expressions import Span
from socorg_rules.engines.bulk.outputs import DecisionOutput, Outputs, Wanted
from socorg_rules.engines.bulk.shape import Shape
from socorg_rules.engines.bulk.statement import StatementWriter, TableNames
from socorg_rules.rulesets.plan import LawPlan


@dataclass(frozen=True, slots=True)
class LawStatement:
    """SQL that decides, how its columns are read, and the fact paths that bits of missing facts stand for."""

    sql: str
    outputs: tuple[DecisionOutput, ...]
    paths: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The decisions that it gives."""
        return tuple(output.plan.name for output in self.outputs)


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
class StatementCache:
    """Keeps statements: the same law is asked the same question night after night."""

    _kept: dict[tuple[object, ...], LawStatement] = field(default_factory=dict)

    def statement(self, law: LawPlan, request: Request, tables: TableNames) -> LawStatement:
        shape = request.shape
        key = (
            id(law),
            request.names,
            request.span,
            shape.facts,
            tuple(sorted(shape.lists.items())),
            shape.partly_known,
            request.wanted,
            request.dialect.name,
            request.also,
            request.given,
            tables.organizations,
        )
        if key not in self._kept:
            self._kept[key] = law_statement(law, request, tables)
        return self._kept[key]


def law_statement(law: LawPlan, request: Request, tables: TableNames) -> LawStatement:
    """Writes the statement of a law."""
    decisions = Decisions(law, request.span, request.shape, request.wanted.missing)
    columns, outputs = Outputs(decisions, request.wanted).of(request.names)
    writer = StatementWriter(decisions.columns, tables, request.span, request.dialect)
    return LawStatement(writer.statement(columns, request.also, dict(request.given)), outputs, decisions.gaps.paths)
