"""The law of a place on a day as a SQL view, to be read and installed by those who run a registry's database.

Needs the ``bulk`` extra. The view reads tables with the record's English names of tables and columns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final

from socorg_rules.problems import UsageError
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, FieldSpec, Kind
from socorg_rules.rulebook import Rulebook
from socorg_rules.rulesets.plan import DecisionPlan

RUN_HERE: Final = ("duckdb", "postgres")
"""Dialects whose views the tests install and compare with the other engines."""
SQL_DIALECTS: Final = (*RUN_HERE, "mysql")
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
_COMMENTED: Final = ("postgres",)


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
    import ibis  # noqa: PLC0415

    from socorg_rules.engines.bulk.compiled_law import Request, law_statement  # noqa: PLC0415
    from socorg_rules.engines.bulk.dialects import DIALECTS  # noqa: PLC0415
    from socorg_rules.engines.bulk.expressions import Span  # noqa: PLC0415
    from socorg_rules.engines.bulk.in_database import clean_tables, given_subqueries, table_names  # noqa: PLC0415
    from socorg_rules.engines.bulk.outputs import Wanted  # noqa: PLC0415
    from socorg_rules.engines.bulk.sources import source_of  # noqa: PLC0415
    from socorg_rules.problems import Problems  # noqa: PLC0415

    if dialect not in SQL_DIALECTS:
        raise UsageError(f"{dialect!r} is none of {', '.join(SQL_DIALECTS)}")
    law = rulebook.selection().law_for(division, as_of)
    names = tuple(decision for decision in law.decisions if only is None or decision in only)
    tables = {"organizations": _table("organizations", ORGANIZATION_FIELDS)}
    tables |= {spec.name: _table(spec.name, spec.fields, "credit_code") for spec in EVENT_LISTS}
    source = source_of(tables, "credit_code", None, Problems())

    def compiled(expression: Any) -> str:
        return str(ibis.to_sql(expression, dialect=dialect))

    written = DIALECTS[dialect]
    given = given_subqueries(source, clean_tables(source), compiled, law, written, None, as_of)
    wanted = Wanted(missing=False, readable=True)
    request = Request(names, Span(as_of, as_of), source.shape, wanted, written, (), tuple(given.items()))
    statement = law_statement(law, request, table_names(source))
    plans = [law.decisions[decision] for decision in names]
    lines = [
        f"-- {division}, {as_of.isoformat()}: {', '.join(f'{one.id} {one.version}' for one in law.rulesets)}",
        *([] if dialect in RUN_HERE else [f"-- not run here: no {dialect} was at hand to try this view on"]),
        *(line for plan in plans for line in _articles(plan, as_of)),
        f"CREATE VIEW {name} AS\n{statement.sql};",
    ]
    if dialect in _COMMENTED:
        lines += [_comment(name, plan, as_of) for plan in plans]
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


def _comment(view: str, plan: DecisionPlan, as_of: date) -> str:
    articles = dict.fromkeys(article.text.zh for rule in plan.rules_on(as_of) for article in rule.citations)
    text = f"{plan.title.zh}（{'；'.join(articles)}）" if articles else plan.title.zh
    quoted = text.replace("'", "''")
    return f"COMMENT ON COLUMN {view}.{plan.name} IS '{quoted}';"
