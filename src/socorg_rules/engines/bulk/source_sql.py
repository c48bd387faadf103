"""Ibis expressions of sources and checks as SQL of every dialect that is written here."""

from __future__ import annotations

import re
from typing import Final

import ibis
import ibis.expr.types as ir
import sqlglot

from socorg_rules.engines.bulk.dialects import Dialect
from socorg_rules.engines.bulk.named_columns import with_named_columns
from socorg_rules.engines.bulk.without_booleans import without_booleans

_BY_CODE: Final = re.compile(r"CAST\(UNHEX\(HEX\((\d+)\)\) AS CHAR\)")
"""How Ibis writes a white character for MySQL."""


def source_sql(expression: ir.Table, dialect: Dialect) -> str:
    """The query of an expression over tables that nobody is connected to."""
    if not dialect.has_booleans:
        return without_booleans(str(ibis.to_sql(expression, dialect="postgres")), dialect)
    if dialect.name == "spark":
        # Ibis would want Spark itself to be installed.
        return sqlglot.transpile(str(ibis.to_sql(expression, dialect="duckdb")), read="duckdb", write="spark")[0]
    written = str(ibis.to_sql(expression, dialect=dialect.name))
    if dialect.name != "mysql":
        return written
    named = with_named_columns(sqlglot.parse_one(written, read="mysql")).sql(dialect="mysql", pretty=True)
    return _BY_CODE.sub(lambda found: f"'{chr(int(found[1]))}'", str(named))
