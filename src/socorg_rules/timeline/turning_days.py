"""The days on which decisions about one organization could change, and which decisions those are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from socorg_rules.engines.reference.kleene import add_duration
from socorg_rules.feel.plan import Duration
from socorg_rules.records.organization import Organization
from socorg_rules.records.values import LAST_DAY
from socorg_rules.rulesets.plan import LawPlan
from socorg_rules.timeline.moments import DayOfYear, EveryDay, Moment, MomentFinder, RecordDate, Step

_NEXT: Final = timedelta(days=1)
_MONTHS_A_YEAR: Final = 12
_DAYS_A_YEAR: Final = 365
_WORKING_DAYS_A_YEAR: Final = 200
"""Fewer than any year has, so that no year is left out."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a date becomes a turning day, and for which decisions (a bit each)."""

    steps: tuple[Step, ...]
    is_after: bool
    decisions: int


class TurningDays:
    """The days on which the decisions of one law could change; made once for a law.

    Between two of these days an organization's decisions stay the same, numbers of days that run apart.
    """

    def __init__(self, law: LawPlan) -> None:
        self._names = tuple(law.decisions)
        self._working_days = law.working_days
        self._by_list: dict[str | None, list[tuple[str, list[_Rule]]]] = {}
        self._yearly: list[tuple[DayOfYear, _Rule]] = []
        self._fixed: dict[date, int] = {}
        self._daily = 0
        self._of_year: dict[int, tuple[tuple[date, int], ...]] = {}
        self._moved = lru_cache(maxsize=65_536)(self._move)
        self._arrange(law)
        self._reach = max((_years_of(rule.steps) for _, rule in self._yearly), default=0)

    def names(self, decisions: int) -> tuple[str, ...]:
        """The decisions of a set of bits."""
        return tuple(name for bit, name in enumerate(self._names) if decisions >> bit & 1)

    def bits(self, names: Collection[str] | None) -> int:
        """The set of bits of some decisions; of all of them for None."""
        if names is None:
            return (1 << len(self._names)) - 1
        return sum(1 << bit for bit, name in enumerate(self._names) if name in names)

    def between(self, organization: Organization, after: date, until: date, wanted: int) -> dict[date, int]:
        """The turning days later than ``after`` and no later than ``until``, in their order.

        Each with the bits of the decisions that could change on it, those of ``wanted`` only.
        """
        found: dict[date, int] = {}
        for day, decisions in self._of_law(after, until):
            if decisions & wanted:
                found[day] = found.get(day, 0) | decisions & wanted
        for day, decisions in self._of_record(organization):
            if after < day <= until and decisions & wanted:
                found[day] = found.get(day, 0) | decisions & wanted
        return dict(sorted(found.items()))

    def next(self, organization: Organization, after: date, wanted: int) -> date | None:
        """The first turning day later than ``after``; None when nothing can change any more."""
        own = min(
            (day for day, decisions in self._of_record(organization) if day > after and decisions & wanted),
            default=LAST_DAY,
        )
        shared = next((day for day, decisions in self._of_law(after, own) if decisions & wanted), own)
        first = min(own, shared)
        return first if after < first < LAST_DAY else None

    # -- the law, once -------------------------------------------------------------------------------------

    def _arrange(self, law: LawPlan) -> None:
        finder = MomentFinder(law)
        merged: dict[Moment, int] = {}
        for bit, name in enumerate(self._names):
            for moment in finder.of_decision(name):
                merged[moment] = merged.get(moment, 0) | 1 << bit
        of_dates: dict[RecordDate, list[_Rule]] = {}
        for moment, decisions in merged.items():
            rule = _Rule(moment.steps, moment.is_after, decisions)
            match moment.anchor:
                case EveryDay():
                    self._daily |= decisions
                case RecordDate():
                    of_dates.setdefault(moment.anchor, []).append(rule)
                case DayOfYear():
                    self._yearly.append((moment.anchor, rule))
                case date():
                    day = self._move(moment.anchor, rule.steps, rule.is_after)
                    if day is not None:
                        self._fixed[day] = self._fixed.get(day, 0) | decisions
        for anchor, rules in of_dates.items():
            self._by_list.setdefault(anchor.list_name, []).append((anchor.field, rules))

    # -- days ----------------------------------------------------------------------------------------------

    def _of_record(self, organization: Organization) -> Iterator[tuple[date, int]]:
        """The days that come from the dates of a record, in no order, some of them more than once."""
        for list_name, fields in self._by_list.items():
            for holder in _holders(organization, list_name):
                for field, rules in fields:
                    value = holder[field]
                    if value is not None:
                        for rule in rules:
                            day = self._moved(value, rule.steps, rule.is_after)
                            if day is not None:
                                yield day, rule.decisions

    def _of_law(self, after: date, until: date) -> Iterator[tuple[date, int]]:
        """The days that are the same for every organization, in their order."""
        for year in range(after.year, until.year + 1):
            days = self._of_year.get(year)
            if days is None:
                days = self._of_year[year] = self._year(year)
            for day, decisions in days[bisect_right(days, after, key=lambda found: found[0]) :]:
                if day > until:
                    return
                yield day, decisions

    def _year(self, year: int) -> tuple[tuple[date, int], ...]:
        found = {day: decisions for day, decisions in self._fixed.items() if day.year == year}
        for anchor, rule in self._yearly:
            for start in range(max(year - self._reach, date.min.year), year + 1):
                day = self._move(date(start, anchor.month, anchor.day), rule.steps, rule.is_after)
                if day is not None and day.year == year:
                    found[day] = found.get(day, 0) | rule.decisions
        if self._daily:
            day = date(year, 1, 1)
            while day.year == year:
                found[day] = found.get(day, 0) | self._daily
                day += _NEXT
        return tuple(sorted(found.items()))

    def _move(self, day: date, steps: tuple[Step, ...], is_after: bool) -> date | None:
        """A day after all its steps; None where the calendar of working days is not known."""
        for step in steps:
            if isinstance(step, Duration):
                day = add_duration(day, step)
                continue
            left = step.count
            while left > 0:
                day += _NEXT
                works = self._working_days.is_working_day(day)
                if works is None:
                    return None
                left -= works
        return day + _NEXT if is_after else day


def _holders(organization: Organization, list_name: str | None) -> Iterator[Mapping[str, Any]]:
    """What has the fields of a list: the organization itself, or its events."""
    if list_name is None:
        yield organization.__dict__
    else:
        for event in organization.__dict__[list_name] or ():
            yield event.__dict__


def _years_of(steps: tuple[Step, ...]) -> int:
    """More years than the steps can take together."""
    years = 1
    for step in steps:
        if isinstance(step, Duration):
            years += step.months // _MONTHS_A_YEAR + step.days // _DAYS_A_YEAR + 1
        else:
            years += step.count // _WORKING_DAYS_A_YEAR + 1
    return years
