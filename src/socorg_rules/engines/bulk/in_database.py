"""A population decided where it lives: one reading statement for each law, computed by the database."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from typing import Any, Final, Protocol

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from socorg_rules.engines.bulk.compiled_law import LawStatement, Request, law_statement
from socorg_rules.engines.bulk.decoding import long_table
from socorg_rules.engines.bulk.dialects import DIALECTS, Dialect
from socorg_rules.engines.bulk.expressions import Span
from socorg_rules.engines.bulk.population import LawOfPlaces
from socorg_rules.engines.bulk.question import Question
from socorg_rules.engines.bulk.refusals import KEY_TEXT, Refusal, clean_table, refusals_of, refused_keys
from socorg_rules.engines.bulk.shape import AS_OF, KEY, ROW
from socorg_rules.engines.bulk.sources import Source, named_tables, source_of
from socorg_rules.engines.bulk.statement import TableNames
from socorg_rules.engines.bulk.visibility import visible_events, visible_organizations
from socorg_rules.engines.bulk.working_days import DAY_OF_ORDINAL, ORDINAL_OF_DAY, calendar_subqueries
from socorg_rules.problems import Problems, UsageError
from socorg_rules.records.fields import EVENT_LISTS
from socorg_rules.records.readers.table import ORGANIZATIONS
from socorg_rules.rulesets.plan import LawPlan

_DIALECT_OF_BACKEND: Final = {"duckdb": "duckdb", "postgres": "postgres"}
_DUCKDB_TABLES: Final = "SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views()"
_CONSTANTS: Final = {ORDINAL_OF_DAY: ORDINAL_OF_DAY, DAY_OF_ORDINAL: DAY_OF_ORDINAL}


class Compiler(Protocol):
    """Writes an Ibis expression as SQL of one database."""

    def __call__(self, expression: ir.Table) -> str: ...


@dataclass(frozen=True, slots=True)
class Cases:
    """Organizations of a division that are asked about on days from ``first`` to ``last``, both included.

    ``is_only``: whether all days that are asked of the division are among these.
    """

    division: str
    first: date
    last: date
    is_only: bool = False


@dataclass(slots=True)
class DatabasePopulation:
    """The tables of a database, checked and decided by it."""

    connection: Any
    question: Question
    names: Mapping[str, str]
    problems: Problems = field(default_factory=Problems)
    _source: Source = field(init=False)
    _clean: dict[str, ir.Table] = field(init=False)

    def __post_init__(self) -> None:
        if self.connection.name not in _DIALECT_OF_BACKEND:
            raise UsageError(f"{self.connection.name} is none of {', '.join(_DIALECT_OF_BACKEND)}")
        if self.question.column is None and self._day is None:
            raise UsageError("a database is asked about one day, or about those of a column")
        there = _tables_of(self.connection)
        named = named_tables({ORGANIZATIONS: ORGANIZATIONS, **self.names})
        for name, own in named.items():
            if own not in there:
                raise UsageError(f"there is no table {own!r} for {name}")
        named |= {spec.name: spec.name for spec in EVENT_LISTS if spec.name in there and spec.name not in named}
        tables = {name: self.connection.table(own) for name, own in named.items()}
        self._source = source_of(tables, self.question.key, self.question.column, self.problems)
        self._clean = clean_tables(self._source)

    @property
    def dialect(self) -> Dialect:
        return DIALECTS[_DIALECT_OF_BACKEND[self.connection.name]]

    def refusals(self) -> list[Refusal]:
        """Rows that the record would not take, with the problem of each; what they belong to isn't decided."""
        return refusals_of(self._clean, self._source)

    def decided(self, laws: LawOfPlaces) -> Iterator[pa.Table]:
        """The decisions, law by law."""
        for law, cases, span in self._laws(laws):
            names = tuple(name for name in law.decisions if self.question.names is None or name in self.question.names)
            given = given_subqueries(
                self._source, self._clean, self.connection.compile, law, self.dialect, cases, self._day
            )
            request = Request(
                names, span, self._source.shape, self.question.wanted, self.dialect, (AS_OF,), tuple(given.items())
            )
            statement = law_statement(law, request, table_names(self._source))
            yield long_table(self._rows(statement), statement)

    @property
    def _day(self) -> date | None:
        return self.question.as_of if isinstance(self.question.as_of, date) else None

    def _laws(self, laws: LawOfPlaces) -> list[tuple[LawPlan, list[Cases], Span]]:
        """The laws of the divisions and days that there are, each with those that it decides."""
        rows = self._clean[ORGANIZATIONS]
        columns = ["division"] if self._day is not None else ["division", AS_OF]
        found = [
            (row["division"], self._day or row[AS_OF])
            for row in rows.select(*columns).distinct().to_pyarrow().to_pylist()
        ]
        by_law: dict[int, tuple[LawPlan, list[Cases]]] = {}
        runs: Counter[str] = Counter()
        last: tuple[str, int] | None = None
        for division, day in sorted(pair for pair in found if None not in pair):
            law = laws.law_for(division, day)
            _, cases = by_law.setdefault(id(law), (law, []))
            if last == (division, id(law)):
                cases[-1] = replace(cases[-1], last=day)
            else:
                cases.append(Cases(division, day, day))
                runs[division] += 1
            last = (division, id(law))
        return [
            (
                law,
                [replace(one, is_only=runs[one.division] == 1) for one in cases],
                Span(min(one.first for one in cases), max(one.last for one in cases)),
            )
            for law, cases in by_law.values()
        ]

    def _rows(self, statement: LawStatement) -> pa.Table:
        """The result of a statement, its key as text."""
        if self.connection.name == "duckdb":
            result = self.connection.con.sql(statement.sql).to_arrow_table()
        else:
            with self.connection.con.cursor() as cursor:
                cursor.execute(statement.sql)
                columns = [column.name for column in cursor.description]
                rows = cursor.fetchall()
            result = pa.table({name: [row[number] for row in rows] for number, name in enumerate(columns)})
        return result.rename_columns(["organization" if name == KEY else name for name in result.column_names])


def clean_tables(source: Source) -> dict[str, ir.Table]:
    """All tables with clean values, and whether each is bad."""
    return {table.name: clean_table(table) for table in (source.organizations, *source.events.values())}


def table_names(source: Source) -> TableNames:
    """The names of the subqueries of visible facts."""
    return TableNames("visible_organizations", {name: f"visible_{name}" for name in source.events}, _CONSTANTS)


def given_subqueries(  # noqa: PLR0913, PLR0917 - the parts of one statement
    source: Source,
    clean: Mapping[str, ir.Table],
    compiled: Compiler,
    law: LawPlan,
    dialect: Dialect,
    cases: list[Cases] | None,
    day: date | None,
) -> dict[str, str]:
    """The subqueries that make the visible facts of some organizations, or of all, by name."""
    given = {f"clean_{name}": compiled(table) for name, table in clean.items()}
    unbound = {name: ibis.table(table.schema(), name=f"clean_{name}") for name, table in clean.items()}
    given["refused_keys"] = compiled(refused_keys(unbound, source))
    refused = ibis.table({KEY_TEXT: "string"}, name="refused_keys")
    rows = unbound[ORGANIZATIONS]
    rows = rows.anti_join(refused, KEY_TEXT)
    asked: Any = rows[AS_OF] if day is None else ibis.literal(day, type="date")
    rows = rows.mutate(**{AS_OF: asked}).filter(ibis._[KEY_TEXT].notnull(), ibis._[AS_OF].notnull())
    if cases is not None:
        rows = rows.filter(_belonging(rows, cases))
    fields = [name for name in source.organizations.fields if name != AS_OF]
    dated = rows.select(*fields, **{KEY: rows[KEY_TEXT], AS_OF: rows[AS_OF]})
    given["visible_organizations"] = compiled(visible_organizations(dated, source.shape))
    days = ibis.table({KEY: "string", AS_OF: "date"}, name="visible_organizations")
    for spec in EVENT_LISTS:
        if spec.name in source.events:
            table = source.events[spec.name]
            own = unbound[spec.name].join(days, unbound[spec.name][KEY_TEXT] == days[KEY])
            # Rows that are the same in everything may change places: the order is total as far as anything can tell.
            number = ibis.row_number().over(order_by=[own[KEY], *(own[name] for name in table.fields)])
            own = own.select(KEY, AS_OF, *table.fields, **{ROW: number})
            given[f"visible_{spec.name}"] = compiled(visible_events(own, spec, source.shape))
    return {**given, **calendar_subqueries(law.working_days, dialect)}


def _belonging(rows: ir.Table, cases: list[Cases]) -> Any:
    """Whether an organization is one of some cases."""
    whole = [one.division for one in cases if one.is_only]
    conditions: list[Any] = [rows["division"].isin(whole)] if whole else []
    for one in cases:
        if not one.is_only:
            conditions.append((rows["division"] == one.division) & rows[AS_OF].between(one.first, one.last))
    return reduce(operator.or_, conditions)


def _tables_of(connection: Any) -> set[str]:
    """The names of tables and views."""
    if connection.name == "duckdb":
        # Ibis asks DuckDB 2 by a method that it no longer has.
        return {name for (name,) in connection.con.execute(_DUCKDB_TABLES).fetchall()}
    return set(connection.list_tables())
