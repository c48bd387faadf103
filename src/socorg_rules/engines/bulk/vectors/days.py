"""Dates as days since 1970, looked up in tables of all dates that can come up."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

import numpy as np

from socorg_rules.engines.bulk.vectors.vector import Array
from socorg_rules.feel.plan import Duration

EPOCH: Final = date(1970, 1, 1)
_FIRST_YEAR: Final = 1700
_LAST_YEAR: Final = 2499
"""Dates of the record lie between 1900 and 2199, and durations are at most 100 years; sums of some fit in."""
_SPARE_YEARS: Final = 101


def day_number(day: date) -> int:
    """The days since 1970."""
    return (day - EPOCH).days


@cache
def _calendar() -> tuple[Array, Array, Array, int]:
    """Year, month and day of every date of the tables, and the number of the first."""
    days = np.arange(f"{_FIRST_YEAR}-01-01", f"{_LAST_YEAR + 1}-01-01", dtype="datetime64[D]")
    months = days.astype("datetime64[M]")
    years = days.astype("datetime64[Y]").astype(np.int64) + 1970
    month = months.astype(np.int64) % 12 + 1
    day = (days - months).astype(np.int64) + 1
    return years, month, day, int(days[0].astype(np.int64))


def date_part(part: str, days: Array) -> Array:
    """Year, month or day of dates."""
    years, months, month_days, first = _calendar()
    return {"year": years, "month": months, "day": month_days}[part].take(days - first, mode="clip")


@cache
def _months() -> tuple[Array, Array]:
    """For every date of the tables the number of its month, and for every month (with some beyond) its first day."""
    years, months, _, _ = _calendar()
    starts = np.arange(f"{_FIRST_YEAR - _SPARE_YEARS}-01", f"{_LAST_YEAR + _SPARE_YEARS}-01", dtype="datetime64[M]")
    numbers = (years - _FIRST_YEAR + _SPARE_YEARS) * 12 + months - 1
    return numbers, starts.astype("datetime64[D]").astype(np.int64)


@cache
def _later(duration: Duration) -> Array:
    """Every date of the tables plus a duration, clamped to the end of the month."""
    numbers, starts = _months()
    month_days = _calendar()[2]
    month = np.clip(numbers + duration.months, 0, len(starts) - 2)
    clamped = np.minimum(starts[month] + month_days - 1, starts[month + 1] - 1)
    later: Array = (clamped + duration.days).astype(np.int32)
    return later


def later_by(days: Array, duration: Duration) -> Array:
    """Dates plus a duration."""
    first = _calendar()[3]
    return _later(duration).take(days - first, mode="clip")


@cache
def _in_years(month: int, day: int) -> Array:
    """A day of every year of the tables."""
    years = range(_FIRST_YEAR, _LAST_YEAR + 1)
    return np.array([day_number(date(year, month, day)) for year in years], np.int32)


def day_in_year(years: Array, month: int, day: int) -> Array:
    """A day of some years; never 29 February."""
    return _in_years(month, day).take(years - _FIRST_YEAR, mode="clip")
