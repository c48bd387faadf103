"""The calendar of working days as two small tables: the ordinal of a day, and the day of an ordinal.

The n-th working day after a day is the working day whose ordinal is n higher. Ordinals leave a wide gap where the
calendar of a year is not known, so that no sum reaches over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from socorg_rules.rulesets.plan import WorkingDays

ORDINAL_OF_DAY: Final = "ordinal_of_day"
DAY_OF_ORDINAL: Final = "day_of_ordinal"
_GAP: Final = 1_000_000_000_000
_ONE_DAY: Final = timedelta(days=1)
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2300
"""Dates of the record end in 2199, and durations are at most 100 years."""


@dataclass(frozen=True, slots=True)
class CalendarTables:
    """``days``: a day, the number of working days up to it, and the first year after it that is not known."""

    days: tuple[tuple[date, int, int], ...]
    ordinals: tuple[tuple[int, date], ...]


@cache
def calendar_tables(calendar: WorkingDays) -> CalendarTables:
    """The tables of a calendar, every run of known years with the day before it."""
    days: list[tuple[date, int, int]] = []
    ordinals: list[tuple[int, date]] = []
    for number, (first, last) in enumerate(_runs(calendar)):
        ordinal = number * _GAP
        day = date(first, 1, 1) - _ONE_DAY
        if calendar.is_working_day(day) is None:
            days.append((day, ordinal, last + 1))
        while day < date(last, 12, 31):
            day += _ONE_DAY
            if calendar.is_working_day(day):
                ordinal += 1
                ordinals.append((ordinal, day))
            days.append((day, ordinal, last + 1))
    return CalendarTables(tuple(days), tuple(ordinals))


def unknown_years(calendar: WorkingDays) -> list[int]:
    """Years that a date can have and whose calendar is not known."""
    return [year for year in range(_FIRST_YEAR, _LAST_YEAR + 1) if year not in calendar.years]


def _runs(calendar: WorkingDays) -> Iterator[tuple[int, int]]:
    """Runs of known years, first and last."""
    for year in sorted(calendar.years):
        if year - 1 not in calendar.years:
            last = year
            while last + 1 in calendar.years:
                last += 1
            yield year, last
