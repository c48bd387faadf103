"""Queries that name their columns, instead of counting them or writing a star.

A database may write the query of a view anew: MariaDB then can't read a star in a subquery, and groups by a constant.
SQL Server and Oracle take the number of a column for a constant from the start.
"""

from __future__ import annotations

from sqlglot import exp


def with_named_columns(query: exp.Expr) -> exp.Expr:
    """The same query with names instead of stars over subqueries, and of numbers after GROUP BY."""
    # The innermost first: a star stands for what the subquery behind it gives.
    for select in reversed(list(query.find_all(exp.Select, bfs=False))):
        behind = select.find(exp.From, bfs=True)
        if select.is_star and behind is not None and isinstance(behind.this, exp.Subquery):
            select.set("expressions", [exp.column(name, quoted=True) for name in behind.this.this.named_selects])
        group = select.args.get("group")
        if group is not None:
            columns = [_counted(select, one) for one in group.expressions]
            select.set("group", exp.Group(expressions=columns))
    return query


def _counted(select: exp.Select, one: exp.Expr) -> exp.Expr:
    return select.expressions[int(one.name) - 1].unalias().copy() if isinstance(one, exp.Literal) else one.copy()
