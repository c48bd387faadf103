"""What compiled code calls: unknown values, dates, counts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from math import inf
from typing import Any, Final

from socorg_rules.feel.plan import Duration
from socorg_rules.rulesets.plan import ParameterPlan, RulePlan, WorkingDays

_MONTHS_A_YEAR: Final = 12
_KEPT: Final = 16_384
"""Entries of one table."""


UNKNOWN: Final = ...
"""The unknown value of compiled code, which is only told apart by identity."""


class _NotKnown:
    """Type of :data:`NOT_KNOWN`: what nobody has found out yet."""

    __slots__ = ()


NOT_KNOWN: Final = _NotKnown()


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


class Table(dict[Any, Any]):
    """What a function of one value comes to, found out once for each; emptied when it grows beyond reason."""

    def __init__(self, of: Callable[[Any], Any]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, key: Any) -> Any:
        value = self._of(key)
        if len(self) >= _KEPT:
            self.clear()
        self[key] = value
        return value


class Rows(list[Any]):
    """Rows that can be narrowed down by columns that never fall from one row to the next.

    ``many``: a row has several columns; otherwise it is its only one.
    """

    def __init__(self, rows: Iterable[Any], many: bool) -> None:
        super().__init__(rows)
        self._many = many
        self._columns: dict[int, tuple[Any, ...]] = {}

    def between(self, *bounds: tuple[int, str, Any]) -> list[Any]:
        """The rows for which ``column operator value`` can hold; an unknown or null value leaves all."""
        first, last = 0, len(self)
        for column, operator, value in bounds:
            if value is None or value is UNKNOWN or value.__class__ is Waiting:
                continue
            values = self._columns.get(column)
            if values is None:
                values = self._columns[column] = self._rising(column)
            if not values:
                continue
            match operator:
                case ">=":
                    first = max(first, bisect_left(values, value))
                case ">":
                    first = max(first, bisect_right(values, value))
                case "<=":
                    last = min(last, bisect_right(values, value))
                case _:
                    last = min(last, bisect_left(values, value))
        return self[first:last]

    def _rising(self, column: int) -> tuple[Any, ...]:
        """A column, or nothing where it falls, or is null somewhere."""
        values = tuple(row[column] for row in self) if self._many else tuple(self)
        rising = None not in values and all(one <= other for one, other in pairwise(values))
        return values if rising else ()


class GroundTable(Table):
    """The grounds that a rule can give, by the day since when it holds."""

    def __init__(self, rule: RulePlan) -> None:
        super().__init__(rule.ground)


def waiting_for(*values: object) -> Waiting:
    """All that the unknown ones among some values wait for."""
    found = FOR_NOTHING
    for value in values:
        # Mostly they wait for the same: a union is made only where they don't.
        if isinstance(value, Waiting) and value is not found and not value.facts <= found.facts:
            found = value if found.facts <= value.facts else Waiting(found.facts | value.facts)
    return found


def add_months(day: date, months: int) -> date:
    """The corresponding day some calendar months later, or the month's last day where there is none."""
    years, month = divmod(day.month - 1 + months, _MONTHS_A_YEAR)
    year = day.year + years
    month += 1
    if day.day <= 28:  # noqa: PLR2004 - every month has as many
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@lru_cache(maxsize=256)
def adding(duration: Duration | None) -> Table | None:
    """From days to the days that lie a duration later; null for a duration that is."""
    if duration is None:
        return None
    if duration.months:
        return Table(lambda day: add_months(day, duration.months))
    length = timedelta(days=duration.days)
    return Table(lambda day: day + length)


def add_duration(day: date, duration: Duration) -> date:
    """A date plus calendar months or days."""
    later = adding(duration)
    assert later is not None
    return later[day]  # type: ignore[no-any-return]


def indexed(found: dict[str, Any], place: str, events: Iterable[Any], column: int) -> dict[Any, list[Any]]:
    """Events by one of their fields, left in ``found`` for the next time."""
    index: dict[Any, list[Any]] = {}
    found[place] = index
    for event in events:
        index.setdefault(event[column], []).append(event)
    return index


def indexed_pairs(found: dict[str, Any], place: str, events: Iterable[Any], column: int) -> dict[Any, list[Any]]:
    """The same for events that come with whether they belong."""
    index: dict[Any, list[Any]] = {}
    found[place] = index
    for pair in events:
        index.setdefault(pair[0][column], []).append(pair)
    return index


YearsKept = list[tuple[int, object]]
"""Years in their order, each with whether it surely belongs (otherwise that is unknown)."""


def first_years(years: YearsKept) -> tuple[float, float]:
    """The first of the years that surely belong, and the first of all; infinitely late where there is none."""
    return next((year for year, belongs in years if belongs is True), inf), years[0][0] if years else inf


def last_years(years: YearsKept) -> tuple[float, float]:
    """The last of the years that surely belong, and the last of all; infinitely early where there is none."""
    return next((year for year, belongs in reversed(years) if belongs is True), -inf), years[-1][0] if years else -inf


def values_of(parameter: ParameterPlan) -> Table:
    """From days to the value of a parameter on them; None before its first."""
    starts = [entry.start for entry in parameter.timeline]
    values = [None, *(entry.value for entry in parameter.timeline)]
    return Table(lambda day: values[bisect_right(starts, day)])


def additions_of(parameter: ParameterPlan) -> Table:
    """From days to what adds the duration that a parameter is on them (:func:`adding`)."""
    values = values_of(parameter)
    return Table(lambda day: adding(values[day]))


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
