"""The calendar of working days as two small tables: the ordinal of a day, and the day of an ordinal.

The n-th working day after a day is the working day whose ordinal is n higher. Ordinals leave a wide gap where the
calendar of a year is not known, so that no sum reaches over it. The tables are made by the database out of the days on
which the State Council departs from Monday to Friday.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from socorg_rules.engines.bulk.dialects import Dialect
from socorg_rules.rulesets.plan import WorkingDays

ORDINAL_OF_DAY: Final = "ordinal_of_day"
DAY_OF_ORDINAL: Final = "day_of_ordinal"
_GAP: Final = 1_000_000_000_000
_ONE_DAY: Final = timedelta(days=1)
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2300
"""Dates of the record end in 2199, and durations are at most 100 years."""


def calendar_subqueries(calendar: WorkingDays, dialect: Dialect) -> dict[str, str]:
    """The named subqueries that make the two tables, each after those that it reads."""
    runs = list(_runs(calendar))
    if not runs:
        nothing = dialect.without_table(f"{dialect.null('date')} AS looked_up_by, 0 AS ordinal, 0 AS unknown_year")
        no_day = dialect.without_table(f"0 AS looked_up_by, {dialect.null('date')} AS day")
        return {
            ORDINAL_OF_DAY: f"SELECT * FROM ({nothing}) t WHERE 1 = 0",
            DAY_OF_ORDINAL: f"SELECT * FROM ({no_day}) t WHERE 1 = 0",
        }
    digits = "\nUNION ALL ".join(dialect.without_table(f"{digit} AS d") for digit in range(10))
    numbers = (
        "SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n"
        " FROM calendar_digits a, calendar_digits b, calendar_digits c, calendar_digits e, calendar_digits f"
    )
    departures = "\nUNION ALL ".join(
        dialect.without_table(f"{dialect.date_literal(day)} AS day, {works} AS works")
        for day, works in sorted([*((day, 0) for day in calendar.days_off), *((day, 1) for day in calendar.days_on)])
    )
    if not departures:
        empty = dialect.without_table(f"{dialect.null('date')} AS day, 0 AS works")
        departures = f"SELECT day, works FROM ({empty}) t WHERE 1 = 0"
    days = "\nUNION ALL ".join(
        _run(number, first, last, calendar, dialect) for number, (first, last) in enumerate(runs)
    )
    # A total order: no day comes twice. Sums come back wider than what is summed.
    ordinals = (
        "SELECT day AS looked_up_by,"
        f" CAST(gap + SUM(works) OVER (PARTITION BY gap ORDER BY day) AS {dialect.types['integer']}) AS ordinal,"
        " unknown_year, works"
        " FROM (SELECT c.day, c.gap, c.unknown_year, COALESCE(x.works, c.works) AS works"
        " FROM calendar_days c LEFT JOIN calendar_departures x ON x.day = c.day) marked"
    )
    return {
        "calendar_digits": digits,
        "calendar_numbers": numbers,
        "calendar_departures": departures,
        "calendar_days": days,
        ORDINAL_OF_DAY: ordinals,
        DAY_OF_ORDINAL: f"SELECT ordinal AS looked_up_by, looked_up_by AS day FROM {ORDINAL_OF_DAY} WHERE works = 1",
    }


def unknown_years(calendar: WorkingDays) -> list[int]:
    """Years that a date can have and whose calendar is not known."""
    return [year for year in range(_FIRST_YEAR, _LAST_YEAR + 1) if year not in calendar.years]


def _run(number: int, first: int, last: int, calendar: WorkingDays, dialect: Dialect) -> str:
    """The days of a run of known years, and the day before it if its own year is not known."""
    start = date(first, 1, 1)
    before = 1 if first - 1 not in calendar.years else 0
    origin = start - before * _ONE_DAY
    count = (date(last, 12, 31) - origin).days + 1
    weekday = dialect.remainder(f"n + {origin.weekday()}", 7)
    works = f"CASE WHEN n >= {before} AND {weekday} < 5 THEN 1 ELSE 0 END"
    day = dialect.plus_days(dialect.date_literal(origin), "n")
    return (
        f"SELECT {day} AS day, {works} AS works, {number * _GAP} AS gap, {last + 1} AS unknown_year"
        f" FROM calendar_numbers WHERE n < {count}"
    )


def _runs(calendar: WorkingDays) -> Iterator[tuple[int, int]]:
    """Runs of known years, first and last."""
    for year in sorted(calendar.years):
        if year - 1 not in calendar.years:
            last = year
            while last + 1 in calendar.years:
                last += 1
            yield year, last
