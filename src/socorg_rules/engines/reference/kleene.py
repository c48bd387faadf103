"""Kleene logic and comparison over known values, null and unknown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from socorg_rules.feel.plan import COMPARISONS, CompareOperator, Duration
from socorg_rules.records.unknown import UNKNOWN, Unknown

Value = bool | int | date | str | Duration | frozenset[str] | None | Unknown
Truth = bool | Unknown


def kleene_and(values: Iterable[Truth]) -> Truth:
    """False wins, then unknown; of nothing: true."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is UNKNOWN:
            result = UNKNOWN
    return result


def kleene_or(values: Iterable[Truth]) -> Truth:
    """True wins, then unknown; of nothing: false."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is UNKNOWN:
            result = UNKNOWN
    return result


def kleene_not(value: Truth) -> Truth:
    """Unknown stays unknown."""
    return UNKNOWN if value is UNKNOWN else not value


def compare_count(op: CompareOperator, least: int, most: int, number: int) -> Truth:
    """``count operator number`` for a count that lies between two numbers: settled when all agree."""
    if op in ("=", "!="):
        if least == most:
            return COMPARISONS[op](least, number)
        return UNKNOWN if least <= number <= most else op == "!="
    at_least, at_most = COMPARISONS[op](least, number), COMPARISONS[op](most, number)
    return at_least if at_least == at_most else UNKNOWN


def add_duration(day: date, duration: Duration) -> date:
    """A date plus calendar months (clamped to the month's end) or days."""
    return day + timedelta(days=duration.days) if duration.days else _add_months(day, duration.months)


@lru_cache(maxsize=65_536)
def _add_months(day: date, months: int) -> date:
    return day + relativedelta(months=months)
