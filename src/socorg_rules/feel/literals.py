"""Literals: from their text to their value, and what may be wrong with them.

Functions that can fail return a function from a place to the problem: a literal doesn't know where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from socorg_rules.feel import messages
from socorg_rules.feel.limits import (
    FIRST_YEAR,
    LAST_YEAR,
    MAX_DECIMAL_PLACES,
    MAX_DURATION_DAYS,
    MAX_DURATION_MONTHS,
    MAX_NUMBER_DIGITS,
)
from socorg_rules.problems import Place, Problem, Text

Complaint = Callable[[Place], Problem]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DURATION = re.compile(r"P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?")
_DURATION_LIKE = re.compile(r"-?P[0-9A-Z.]*", re.IGNORECASE)
_MULTIPLES = {"千": 3, "万": 4, "亿": 8}
_MONTHS_PER_YEAR = 12


def number_complaint(written: str) -> Complaint | None:
    """What is wrong with the length of a number that is written well."""
    whole, _, fraction = written.partition(".")
    if len(whole) + len(fraction) <= MAX_NUMBER_DIGITS and len(fraction) <= MAX_DECIMAL_PLACES:
        return None
    return lambda place: messages.NUMBER_TOO_LONG.at(
        place, written=written, digits=MAX_NUMBER_DIGITS, places=MAX_DECIMAL_PLACES
    )


def plain_number(written: str) -> str | None:
    """The number that somebody means who writes ``1e5``, ``.5``, ``007``, ``30,000``, ``70%`` or ``3万``."""
    digits, shift = written.replace("_", "").replace(",", ""), 0
    if digits[-1:] in _MULTIPLES:
        shift = _MULTIPLES[digits[-1]]
    elif digits[-1:] == "%":
        shift = -2
    try:
        value = Decimal(f"{digits[:-1]}e{shift}" if shift else digits)
    except InvalidOperation:
        return None
    if abs(value.adjusted()) > MAX_NUMBER_DIGITS:
        return None
    return number_text(value)


def number_text(value: Decimal) -> str:
    """The shortest way to write a number: no exponent, no zeros that say nothing."""
    # Not normalize(): it rounds to the precision that the caller's decimal context happens to have.
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_date(written: str) -> date | Complaint:
    """A calendar day of the years that the library covers, written ``2026-01-31``."""
    if _DATE.fullmatch(written) is None:
        return lambda place: messages.DATE_FORM.at(place, written=written, expected_zh="日期", expected_en="date")
    year = year_complaint(int(written[:4]))
    if year is not None:
        return year
    try:
        return date.fromisoformat(written)
    except ValueError:
        return lambda place: messages.NO_SUCH_DAY.at(place, written=written)


def year_complaint(year: int) -> Complaint | None:
    """What is wrong with a year written out."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return lambda place: messages.DATE_OUT_OF_RANGE.at(place, year=year, first=FIRST_YEAR, last=LAST_YEAR)


def day_complaint(month: int, day: int) -> Complaint | None:
    """What is wrong with a month and day that must exist in every year."""
    leap_year, common_year = 2000, 2001
    try:
        date(leap_year, month, day)
    except (ValueError, OverflowError):
        return lambda place: messages.NO_SUCH_DAY.at(place, written=f"{month}-{day}")
    try:
        date(common_year, month, day)
    except ValueError:
        return messages.FEBRUARY_29.at
    return None


def read_duration(written: str) -> tuple[int, int] | Complaint:
    """A duration as (months, days), one of which is zero."""
    found = _DURATION.fullmatch(written)
    if found is None or found.lastindex is None:
        return _duration_complaint(written)
    years, months, days = found.groups()
    if days is not None:
        if years is not None or months is not None:
            return _malformed(written, _MIXED)
        length = int(days)
        return (0, length) if length <= MAX_DURATION_DAYS else _too_long(written)
    length = int(years or 0) * _MONTHS_PER_YEAR + int(months or 0)
    if length == 0:
        return _malformed(written, _ZERO)
    return (length, 0) if length <= MAX_DURATION_MONTHS else _too_long(written)


def read_date_or_duration(written: str) -> date | tuple[int, int] | Complaint:
    """What stands behind ``@``."""
    if looks_like_duration(written):
        return read_duration(written)
    if _DATE.fullmatch(written):
        return read_date(written)
    return lambda place: messages.DATE_FORM.at(
        place, written=written, expected_zh="日期，也不是期间", expected_en="date and no duration"
    )


def looks_like_duration(written: str) -> bool:
    """Whether somebody who wrote this meant a duration, if perhaps a wrong one."""
    return _DURATION_LIKE.fullmatch(written) is not None


def duration_text(months: int, days: int) -> str:
    """``P2Y6M`` or ``P30D``."""
    if not months:
        return f"P{days}D"
    years, rest = divmod(months, _MONTHS_PER_YEAR)
    return "P" + (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")


_MIXED = (
    Text("年月和日不能混用", "it mixes months and days"),
    Text('请分两次相加：d + @"P1Y" + @"P10D"', 'Add them one after the other: d + @"P1Y" + @"P10D"'),
)
_ZERO = (
    Text("长度为零", "it is empty"),
    Text('零请写 @"P0D"', 'Zero is @"P0D"'),
)
_NEGATIVE = (
    Text("期间不能为负", "it is negative"),
    Text(
        '请从较早的日期加：earlier + @"P2Y" >= later',
        'Add it to the earlier date: earlier + @"P2Y" >= later',
    ),
)
_TIME = (
    Text("没有时、分、秒", "there are no hours, minutes or seconds"),
    Text('请用日，例如 @"P1D"', 'Use days, as in @"P1D"'),
)
_WEEKS = (
    Text("没有周", "there are no weeks"),
    Text('请用日，例如 @"P14D"', 'Use days, as in @"P14D"'),
)
_OTHER_FORM = (
    Text("写法不对", "it has another form"),
    Text(
        '请写 @"P2Y"、@"P6M"、@"P2Y6M" 或 @"P30D"',
        'Write @"P2Y", @"P6M", @"P2Y6M" or @"P30D"',
    ),
)


def _duration_complaint(written: str) -> Complaint:
    if not looks_like_duration(written):
        return lambda place: messages.DATE_FORM.at(place, written=written, expected_zh="期间", expected_en="duration")
    upper = written.upper()
    if upper.startswith("-"):
        return _malformed(written, _NEGATIVE)
    if "T" in upper:
        return _malformed(written, _TIME)
    if "W" in upper:
        return _malformed(written, _WEEKS)
    return _malformed(written, _OTHER_FORM)


def _malformed(written: str, why: tuple[Text, Text]) -> Complaint:
    reason, instead = why
    return lambda place: messages.DURATION_FORM.at(
        place,
        written=written,
        reason_zh=reason.zh,
        reason_en=reason.en,
        instead_zh=instead.zh,
        instead_en=instead.en,
    )


def _too_long(written: str) -> Complaint:
    return lambda place: messages.DURATION_TOO_LONG.at(place, written=written)
