"""What compiled code calls: unknown values, dates, counts."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from socorg_rules.feel.plan import Duration
from socorg_rules.rulesets.plan import ParameterPlan, WorkingDays

_MONTHS_A_YEAR: Final = 12


class _Unknown:
    """Type of :data:`UNKNOWN`: in compiled code it is only told apart by identity, which ``Unknown`` costs more."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN: Final = _Unknown()


class Waiting:
    """An unknown value that remembers for which facts (paths without an index) it waits."""

    __slots__ = ("facts",)

    def __init__(self, facts: frozenset[str]) -> None:
        self.facts = facts

    def __repr__(self) -> str:
        return f"waiting for {', '.join(sorted(self.facts))}"


FOR_NOTHING: Final = Waiting(frozenset())


class UnknownEvents:
    """A list that nobody handed in: what it waits for, and what its filters would wait for besides."""

    __slots__ = ("belongs", "list")

    def __init__(self, list_: Waiting, belongs: Waiting = FOR_NOTHING) -> None:
        self.list = list_
        self.belongs = belongs


class YearTable(dict[int, Any]):
    """What an expression over a year comes to, found out once for each."""

    def __init__(self, of_year: Callable[[int], Any]) -> None:
        super().__init__()
        self._of_year = of_year

    def __missing__(self, year: int) -> Any:
        value = self[year] = self._of_year(year)
        return value


def waiting_for(*values: object) -> Waiting:
    """All that the unknown ones among some values wait for."""
    facts: frozenset[str] = frozenset()
    for value in values:
        if value.__class__ is Waiting:
            facts |= value.facts
    return Waiting(facts)


@lru_cache(maxsize=65_536)
def add_months(day: date, months: int) -> date:
    """The corresponding day some calendar months later, or the month's last day where there is none."""
    years, month = divmod(day.month - 1 + months, _MONTHS_A_YEAR)
    year = day.year + years
    month += 1
    if day.day <= 28:  # noqa: PLR2004 - every month has as many
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_days(day: date, days: int) -> date:
    """The day some days later."""
    return day + timedelta(days=days)


def add_duration(day: date, duration: Duration) -> date:
    """A date plus calendar months or days."""
    if duration.months:
        return add_months(day, duration.months)
    return add_days(day, duration.days) if duration.days else day


def value_lookup(parameter: ParameterPlan) -> Callable[[date], Any]:
    """A function from a day to the value of a parameter on it; None before its first."""
    starts = [entry.start for entry in parameter.timeline]
    values = [None, *(entry.value for entry in parameter.timeline)]
    return lambda day: values[bisect_right(starts, day)]


def working_day_adder(
    working_days: WorkingDays, of_calendar: Callable[[int], object]
) -> Callable[[date, int], date | object]:
    """A function from a day and a count to the count-th working day after it.

    ``of_calendar`` gives the unknown value for a year of which no calendar is known. Days are looked at one by one, so
    answers are kept.
    """

    @lru_cache(maxsize=16_384)
    def add(day: date, count: int) -> date | object:
        while count > 0:
            day += timedelta(days=1)
            works = working_days.is_working_day(day)
            if works is None:
                return of_calendar(day.year)
            count -= works
        return day

    return add


def settled_count(operator: str, least: int, most: int, number: int) -> bool | None:
    """``count operator number`` where the count lies between two numbers; None when it depends on which it is."""
    match operator:
        case "=":
            sure, never = least == most == number, not least <= number <= most
        case "!=":
            sure, never = not least <= number <= most, least == most == number
        case "<":
            sure, never = most < number, least >= number
        case "<=":
            sure, never = most <= number, least > number
        case ">":
            sure, never = least > number, most <= number
        case _:
            sure, never = least >= number, most < number
    return True if sure else False if never else None
