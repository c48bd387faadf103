"""SQL of databases that can't be had here, read by sqlglot and put so that DuckDB runs it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import sqlglot
from sqlglot import exp

READERS = {"oracle": "oracle", "mssql": "tsql"}


@contextmanager
def deep_recursion() -> Iterator[None]:
    """sqlglot goes down some thirty calls for each call that stands in another."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def query_of(view: str) -> str:
    """The query of an exported view, without comments and what installs it."""
    query = view[view.index("WITH ", view.index("CREATE VIEW")) :]
    for end in ("\nCOMMENT ON", "\nGO\n"):
        query = query.partition(end)[0]
    return query.rstrip().removesuffix(";")


def parsed(query: str, dialect: str) -> exp.Expr:
    """The tree of a query; raises where the dialect's reader doesn't understand it."""
    with deep_recursion():
        return sqlglot.parse_one(query, read=READERS[dialect])


def for_duckdb(tree: exp.Expr) -> str:
    """What DuckDB takes for the same: dates stay dates, and a plus between texts joins them."""
    for plus in reversed(list(tree.find_all(exp.Add))):
        if _is_text(plus):
            plus.replace(exp.DPipe(this=plus.left.copy(), expression=plus.right.copy()))
    for first in reversed(list(tree.find_all(exp.DateTrunc))):
        first.replace(exp.cast(exp.func("DATE_TRUNC", exp.Literal.string("MONTH"), first.this.copy()), "DATE"))
    for node in reversed(list(tree.find_all(exp.DateAdd, exp.AddMonths))):
        node.replace(exp.cast(node.copy(), "DATE"))
    for cast in tree.find_all(exp.Cast):
        if cast.to.this == exp.DataType.Type.INT:
            cast.set("to", exp.DataType.build("BIGINT"))
    for part in reversed(list(tree.find_all(exp.Extract))):
        part.replace(exp.cast(part.copy(), "INT"))
    for subquery in tree.find_all(exp.CTE):
        subquery.set("materialized", True)
    with deep_recursion():
        return tree.sql(dialect="duckdb", unsupported_level=sqlglot.ErrorLevel.IGNORE)


def _is_text(node: exp.Expr) -> bool:
    if isinstance(node, exp.Add):
        return _is_text(node.left) or _is_text(node.right)
    return isinstance(node, exp.National) or (isinstance(node, exp.Literal) and node.is_string)
