"""Sources and checks for databases in which a condition is no value: what Ibis writes for PostgreSQL, written anew.

Ibis itself turns an unknown condition into false there (SQL Server) or writes what isn't understood (Oracle). Which of
an expression's parts are conditions follows from where they stand.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

import sqlglot
from sqlglot import exp

from socorg_rules.engines.bulk.dialects import Dialect
from socorg_rules.engines.bulk.named_columns import with_named_columns
from socorg_rules.records.values import DIVISION_PATTERN

_GLOT_NAMES: Final = {"mssql": "tsql", "oracle": "oracle"}
_CONDITIONS: Final = (exp.Predicate, exp.Connector, exp.Not)
_DIGITS: Final = "0123456789"
_SET_PATTERN: Final = re.compile(r"\^\(\((?P<spellings>.*)\)\(,\((?P=spellings)\)\)\*,\?\)\?\$")


def without_booleans(postgres: str, dialect: Dialect) -> str:
    """A query of PostgreSQL's in a dialect without Booleans, which are 1 and 0 there."""
    query: Any = with_named_columns(sqlglot.parse_one(postgres, read="postgres"))
    for rewritten in (_without_functions, _without_patterns, _in_national_letters):
        query = query.transform(rewritten, dialect)
    for select in list(query.find_all(exp.Select)):
        for projection in select.expressions:
            _replace_values(projection)
        for clause in (select.args.get("where"), *select.args.get("joins", ())):
            condition = clause and clause.args.get("on" if isinstance(clause, exp.Join) else "this")
            if condition is not None:
                condition.replace(_condition(condition.copy()))
    if dialect.name == "oracle":
        # Names that aren't quoted, as elsewhere in the statement, are in capitals.
        query = query.transform(_in_capitals)
    return str(query.sql(dialect=_GLOT_NAMES[dialect.name], pretty=True))


def _replace_values(projection: exp.Expr) -> None:
    value = projection.this if isinstance(projection, exp.Alias) else projection
    value.replace(_value(value.copy()))


def _value(node: exp.Expr) -> exp.Expr:
    """An expression where a value is asked for."""
    if isinstance(node, exp.Paren):
        return exp.paren(_value(node.this))
    if isinstance(node, exp.Boolean):
        return exp.Literal.number(1 if node.this else 0)
    if isinstance(node, _CONDITIONS):
        condition = _condition(node)
        # Unknown is neither true nor false, and stays NULL.
        return exp.Case().when(condition, "1").when(exp.Not(this=exp.paren(condition.copy())), "0")
    if isinstance(node, exp.Case):
        for branch in node.args["ifs"]:
            branch.set("this", _condition(branch.this))
            branch.set("true", _value(branch.args["true"]))
        if node.args.get("default") is not None:
            node.set("default", _value(node.args["default"]))
        return node
    return _with_values(node)


def _with_values(node: exp.Expr) -> exp.Expr:
    """An expression all operands of which are values."""
    for child in list(node.iter_expressions()):
        if not isinstance(child, exp.Query | exp.DataType | exp.Identifier):
            child.replace(_value(child.copy()))
    return node


def _condition(node: exp.Expr) -> exp.Expr:
    """An expression where a condition is asked for."""
    if isinstance(node, exp.Paren):
        return exp.paren(_condition(node.this))
    if isinstance(node, exp.Connector):
        return type(node)(this=_condition(node.this), expression=_condition(node.expression))
    if isinstance(node, exp.Not):
        return exp.Not(this=_condition(node.this))
    if isinstance(node, exp.Exists):
        return node
    if isinstance(node, exp.Predicate):
        return _with_values(node)
    return exp.EQ(this=exp.paren(_value(node)), expression=exp.Literal.number(1))


def _without_functions(node: exp.Expr, dialect: Dialect) -> exp.Expr | None:
    """What one of the databases doesn't have, by what both have."""
    match node:
        case exp.Trim():
            characters = node.expression
            return exp.func("LTRIM", exp.func("RTRIM", node.this, characters.copy()), characters)
        case exp.Anonymous() if node.name.upper() == "MAKE_DATE":
            return exp.Var(this=dialect.date_literal(date(*(int(str(part.this)) for part in node.expressions))))
        case exp.WindowSpec():
            # A row's number has no window.
            return None
        case exp.Ordered():
            # Any total order does.
            return exp.Ordered(this=node.this)
    return node


def _without_patterns(node: exp.Expr, _: Dialect) -> exp.Expr:
    """Whether a text has one of the patterns of the record, without regular expressions.

    SQL Server has none before 2025, and Oracle's are at most 512 bytes long.
    """
    if not isinstance(node, exp.RegexpLike):
        return node
    text, pattern = node.this, str(node.expression.this)
    if pattern == DIVISION_PATTERN:
        hidden = exp.func("TRANSLATE", text, exp.Literal.string(_DIGITS), exp.Literal.string("#" * len(_DIGITS)))
        return exp.EQ(this=hidden, expression=exp.Literal.string("######"))
    found = _SET_PATTERN.fullmatch(pattern)
    assert found is not None, pattern
    comma = exp.Literal.string(",")
    rest: exp.Expr = exp.func("REPLACE", text, comma, exp.Literal.string(",,"))
    rest = exp.DPipe(this=exp.DPipe(this=comma.copy(), expression=rest), expression=comma.copy())
    for written in (*(f",{spelling}," for spelling in found["spellings"].split("|")), ","):
        rest = exp.func("REPLACE", rest, exp.Literal.string(written), exp.Literal.string(""))
    # What is left of terms and commas: nothing, which is NULL in Oracle.
    length = exp.Coalesce(this=exp.Length(this=rest), expressions=[exp.Literal.number(0)])
    return exp.EQ(this=length, expression=exp.Literal.number(0))


def _in_national_letters(node: exp.Expr, dialect: Dialect) -> exp.Expr:
    """Texts that SQL Server would otherwise read in the code page of the database."""
    if dialect.name == "mssql" and isinstance(node, exp.Literal) and node.is_string and not str(node.this).isascii():
        return exp.National(this=str(node.this))
    return node


def _in_capitals(node: exp.Expr) -> exp.Expr:
    return exp.to_identifier(str(node.this).upper(), quoted=True) if isinstance(node, exp.Identifier) else node
