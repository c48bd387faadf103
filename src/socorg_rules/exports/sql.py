"""The law of a place on a day as a SQL view, to be read and installed by those who run a registry's database.

Needs the ``bulk`` extra. The view reads tables with the record's English names of tables and columns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from socorg_rules.exports.views import View
from socorg_rules.problems import UsageError
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, FieldSpec, Kind
from socorg_rules.rulebook import Rulebook
from socorg_rules.rulesets.plan import DecisionPlan

if TYPE_CHECKING:
    from socorg_rules.engines.bulk.outputs import DecisionOutput

RUN_HERE: Final = ("duckdb", "postgres", "mysql", "spark")
"""Dialects whose views the tests install and compare with the other engines; ``mysql`` in MariaDB."""
SQL_DIALECTS: Final = (*RUN_HERE, "oracle", "mssql")
_IBIS_TYPES: Final[dict[Kind, str]] = {
    "text": "string",
    "identifier": "string",
    "boolean": "boolean",
    "date": "date",
    "money": "decimal(15, 2)",
    "ratio": "decimal(8, 5)",
    "count": "int64",
    "year": "int64",
    "enum": "string",
    "set": "string",
}
_NOTES: Final = {
    "oracle": "Oracle 12.2 or newer. Dates of the tables have no time of day; Booleans are NUMBER(1), 1 and 0.",
    "mssql": "SQL Server 2022 or newer. Booleans are BIT. Each batch ends with GO.",
    "mysql": "Run here in MariaDB 10.11, not in MySQL 8.",
    "spark": "Spark copies each subquery into its readers: ask for few decisions (--only).",
}


def sql_view(
    rulebook: Rulebook,
    *,
    dialect: str,
    division: str,
    as_of: date,
    name: str = "socorg_decisions",
    only: Collection[str] | None = None,
) -> str:
    """A ``CREATE VIEW`` with one row an organization: outcome, value and grounds of each decision.

    Organizations of all divisions that the tables hold are decided by the law of ``division`` on ``as_of``. Raises
    :class:`~socorg_rules.UsageError` for a dialect that isn't written.
    """
    from socorg_rules.engines.bulk.compiled_law import Request, law_statement  # noqa: PLC0415
    from socorg_rules.engines.bulk.dialects import DIALECTS  # noqa: PLC0415
    from socorg_rules.engines.bulk.expressions import Span  # noqa: PLC0415
    from socorg_rules.engines.bulk.in_database import clean_tables, given_subqueries, table_names  # noqa: PLC0415
    from socorg_rules.engines.bulk.question import Wanted  # noqa: PLC0415
    from socorg_rules.engines.bulk.shape import KEY  # noqa: PLC0415
    from socorg_rules.engines.bulk.source_sql import source_sql  # noqa: PLC0415
    from socorg_rules.engines.bulk.sources import source_of  # noqa: PLC0415
    from socorg_rules.problems import Problems  # noqa: PLC0415

    if dialect not in SQL_DIALECTS:
        raise UsageError(f"{dialect!r} is none of {', '.join(SQL_DIALECTS)}")
    law = rulebook.selection().law_for(division, as_of)
    names = tuple(decision for decision in law.decisions if only is None or decision in only)
    tables = {"organizations": _table("organizations", ORGANIZATION_FIELDS)}
    tables |= {spec.name: _table(spec.name, spec.fields, "credit_code") for spec in EVENT_LISTS}
    source = source_of(tables, "credit_code", None, Problems())
    written = DIALECTS[dialect]
    given = given_subqueries(
        source, clean_tables(source), partial(source_sql, dialect=written), law, written, None, as_of
    )
    wanted = Wanted(missing=False, readable=True)
    request = Request(names, Span(as_of, as_of), source.shape, wanted, written, (), tuple(given.items()))
    statement = law_statement(law, request, table_names(source))
    plans = [law.decisions[decision] for decision in names]
    columns = {KEY: "统一社会信用代码 / credit code"}
    for output in statement.outputs:
        columns |= _columns(output, as_of)
    lines = [
        f"-- {division}, {as_of.isoformat()}: {', '.join(f'{one.id} {one.version}' for one in law.rulesets)}",
        *([] if dialect in RUN_HERE else [f"-- not run here: no {dialect} was at hand to try this view on"]),
        *([f"-- {_NOTES[dialect]}"] if dialect in _NOTES else []),
        *(line for plan in plans for line in _articles(plan, as_of)),
        *View(name, columns).created(dialect, written.finished(statement.sql)),
    ]
    return "\n".join(lines) + "\n"


def _table(name: str, specs: tuple[FieldSpec, ...], *texts: str) -> Any:
    import ibis  # noqa: PLC0415

    schema = dict.fromkeys(texts, "string") | {spec.name: _IBIS_TYPES[spec.kind] for spec in specs}
    return ibis.table(schema, name=name)


def _articles(plan: DecisionPlan, as_of: date) -> Iterator[str]:
    """What a decision asks, and the article behind each rule."""
    yield f"-- {plan.name}: {plan.title.zh} / {plan.title.en}"
    for rule in plan.rules_on(as_of):
        yield f"--   {rule.id}: {'；'.join(article.text.zh for article in rule.citations)}"


def _columns(output: DecisionOutput, as_of: date) -> dict[str, str]:
    """The columns of a decision, each with what it says and the articles behind it."""
    plan = output.plan
    articles = dict.fromkeys(article.text.zh for rule in plan.rules_on(as_of) for article in rule.citations)
    behind = f"（{'；'.join(articles)}）" if articles else ""
    says = {output.outcome: "结论 / outcome", output.value: "值 / value", output.grounds: "依据 / grounds"}
    return {column: f"{plan.title.zh}：{what}{behind}" for column, what in says.items() if column is not None}
