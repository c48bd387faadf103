"""Dates and durations as they are written: ``@"…"``, ``date(…)``, ``duration(…)``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from socorg_rules.feel import literals, messages
from socorg_rules.feel.cursor import Cursor, ExpressionSyntaxError
from socorg_rules.feel.lexer import Token
from socorg_rules.feel.syntax import DateLiteral, DateOf, DurationLiteral, Expression, NumberLiteral
from socorg_rules.problems import Text

_WHOLE_NUMBER = Text("一个整数", "a whole number")
_DURATION_TEXT = Text('期间的文字，例如 "P1Y"', 'the text of a duration, such as "P1Y"')
_DATE_OF_NOTHING = Text("括号里没有日期", "there is no date in it")
_DATE_OF_A_VALUE = Text("已经是日期的值不用再写 date( )", "a value that is a date needs no date( )")
_DATE_OF_FRACTION = Text("年份是整数", "a year is a whole number")
_DATE_OF_CALCULATION = Text("月和日只能是写明的整数", "month and day are whole numbers, written out")


def date_call(
    cursor: Cursor, function: Token, opening: Token, read_year: Callable[[], Expression]
) -> DateLiteral | DateOf:
    """``date("2026-01-31")`` or ``date(y, 1, 31)``, behind its opening bracket."""
    if cursor.token.kind == "text" and cursor.next_kind() == ")":
        written = cursor.advance()
        cursor.advance()
        value = literals.read_date(written.value)
        if isinstance(value, date):
            return DateLiteral(value, span=cursor.span_from(function.start))
        raise ExpressionSyntaxError(value(cursor.place(written)))
    if cursor.token.kind == ")":
        raise _no_date(cursor, cursor.token, _DATE_OF_NOTHING)
    first = cursor.token
    year = read_year()
    if cursor.token.kind == ")":
        raise _no_date(cursor, first, _DATE_OF_A_VALUE)
    cursor.expect(",", opening)
    month = _whole_number(cursor)
    cursor.expect(",", opening)
    day = _whole_number(cursor)
    cursor.expect(")", opening)
    complaint = literals.day_complaint(int(month.value), int(day.value))
    if complaint is not None:
        raise ExpressionSyntaxError(complaint(cursor.place(month)))
    if isinstance(year, NumberLiteral):
        if year.value != int(year.value):
            raise _no_date(cursor, first, _DATE_OF_FRACTION)
        complaint = literals.year_complaint(int(year.value))
        if complaint is not None:
            raise ExpressionSyntaxError(complaint(cursor.place(first)))
    return DateOf(year, int(month.value), int(day.value), span=cursor.span_from(function.start))


def duration_call(cursor: Cursor, function: Token, opening: Token) -> DurationLiteral:
    """``duration("P1Y")``, behind its opening bracket."""
    written = cursor.token
    if written.kind != "text":
        raise cursor.unexpected(_DURATION_TEXT)
    cursor.advance()
    cursor.expect(")", opening)
    value = literals.read_duration(written.value)
    if isinstance(value, tuple):
        return DurationLiteral(*value, span=cursor.span_from(function.start))
    raise ExpressionSyntaxError(value(cursor.place(written)))


def at_literal(cursor: Cursor) -> DateLiteral | DurationLiteral:
    """``@"2026-01-31"`` or ``@"P2Y"``."""
    written = cursor.advance()
    value = literals.read_date_or_duration(written.value)
    if isinstance(value, date):
        return DateLiteral(value, span=written.span)
    if isinstance(value, tuple):
        return DurationLiteral(*value, span=written.span)
    raise ExpressionSyntaxError(value(cursor.place(written)))


def _whole_number(cursor: Cursor) -> Token:
    token = cursor.token
    if token.kind == "end":
        raise cursor.unexpected(_WHOLE_NUMBER)
    if token.kind != "number" or not token.value.isdigit() or cursor.next_kind() not in (",", ")", "end"):
        raise _no_date(cursor, token, _DATE_OF_CALCULATION)
    return cursor.advance()


def _no_date(cursor: Cursor, token: Token, reason: Text) -> ExpressionSyntaxError:
    return cursor.problem(messages.DATE_OF_FORM, token, reason_zh=reason.zh, reason_en=reason.en)
