"""Writes a version of the working-day calendar from the package chinesecalendar.

The package holds the State Council's yearly arrangements; the file is what the library reads, so that an answer
of today can be recomputed whatever the package says later. Usage: write_working_days.py VERSION RELEASED_ON
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from chinese_calendar import constants

FOLDER = Path(__file__).parent.parent / "rulesets" / "calendars" / "working-days"
SATURDAY = 5


def days_in(year: int, days: Iterable[date]) -> str:
    return " ".join(f"{day:%m-%d}" for day in sorted(days) if day.year == year)


def main(version: str, released_on: str) -> None:
    off = [day for day in constants.holidays if day.weekday() < SATURDAY]
    on = [day for day in constants.workdays if day.weekday() >= SATURDAY]
    years = range(min(constants.holidays).year, max(constants.holidays).year + 1)
    lines = [
        "calendar: working-days",
        f"version: {version}",
        f"released_on: {released_on}",
        "title: {zh: 国务院办公厅历年节假日安排, en: Yearly arrangement of public holidays by the State Council}",
        "# Weekdays that are days off, and Saturdays and Sundays that are worked, by year. Other days are as usual.",
        "years:",
    ]
    for year in years:
        lines.append(f'  "{year}":')
        lines.append(f'    off: "{days_in(year, off)}"')
        if days_in(year, on):
            lines.append(f'    on: "{days_in(year, on)}"')
    (FOLDER / f"{version}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
