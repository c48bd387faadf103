"""The days on which decisions about one organization could change, and which decisions those are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from socorg_rules.feel.plan import Duration
from socorg_rules.records.organization import Organization
from socorg_rules.records.values import LAST_DAY
from socorg_rules.rulesets.plan import LawPlan
from socorg_rules.timeline.moments import DayOfYear, EveryDay, Moment, MomentFinder, RecordDate, Step
from socorg_rules.timeline.moves import Moves

_NEXT: Final = timedelta(days=1)
_MONTHS_A_YEAR: Final = 12
_DAYS_A_YEAR: Final = 365
_WORKING_DAYS_A_YEAR: Final = 200
"""Fewer than any year has, so that no year is left out."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """Which turning day a date becomes by some steps, and of what (bits, see :class:`TurningDays`)."""

    steps: tuple[Step, ...]
    days: Mapping[date, date | None]
    turning: int


class TurningDays:
    """The days on which the decisions of one law could change; made once for a law and what is ``known`` of a profile.

    Between two of these days an organization's decisions stay the same, numbers of days that run apart. What turns on a
    day is told by bits: one for each decision, and one more for whether its question arises at all.
    """

    def __init__(self, law: LawPlan, known: Mapping[str, str], moves: Moves) -> None:
        self._names = tuple(law.decisions)
        self._bits = {name: 1 << bit for bit, name in enumerate(self._names)}
        self._moves = moves
        self._by_list: dict[str | None, list[tuple[str, list[_Rule]]]] = {}
        self._yearly: list[tuple[DayOfYear, _Rule]] = []
        self._fixed: dict[date, int] = {}
        self._daily = 0
        self._of_year: dict[int, tuple[tuple[date, int], ...]] = {}
        self._arrange(MomentFinder(law, known))
        self._reach = max((_years_of(rule.steps) for _, rule in self._yearly), default=0)

    def names(self, turning: int) -> tuple[str, ...]:
        """The decisions that bits speak of."""
        turning |= turning >> len(self._names)
        return tuple(name for bit, name in enumerate(self._names) if turning >> bit & 1)

    def decisions(self, names: Iterable[str] | None) -> int:
        """The bits of some decisions; of all of them for None. What the law does not know has none."""
        bits = self._bits
        return sum([bits.get(name, 0) for name in (self._names if names is None else names)])

    def arising(self, names: Iterable[str]) -> int:
        """The bits of whether their questions arise."""
        return self.decisions(names) << len(self._names)

    def between(self, organization: Organization, after: date, until: date, wanted: int) -> dict[date, int]:
        """The turning days later than ``after`` and no later than ``until``, in their order, each with its bits."""
        found: dict[date, int] = {}
        for day, turning in self._of_law(after, until):
            if turning & wanted:
                found[day] = found.get(day, 0) | turning & wanted
        for day, turning in self._of_record(organization):
            if after < day <= until and turning & wanted:
                found[day] = found.get(day, 0) | turning & wanted
        return dict(sorted(found.items()))

    def next(self, organization: Organization, after: date, wanted: int) -> tuple[date, int] | None:
        """The first turning day later than ``after``, with its bits; None when nothing can change any more."""
        first, found = LAST_DAY, 0
        for day, turning in self._of_record(organization):
            if after < day <= first and turning & wanted:
                found = turning & wanted | (found if day == first else 0)
                first = day
        for day, turning in self._of_law(after, first):
            if turning & wanted:
                found = turning & wanted | (found if day == first else 0)
                first = day
                break
        return (first, found) if after < first < LAST_DAY else None

    # -- the law, once -------------------------------------------------------------------------------------

    def _arrange(self, finder: MomentFinder) -> None:
        merged: dict[Moment, int] = {}
        for name in self._names:
            for moments, turning in (
                (finder.of_decision(name), self.decisions((name,))),
                (finder.of_scope(name), self.arising((name,))),
            ):
                for moment in moments:
                    merged[moment] = merged.get(moment, 0) | turning
        of_dates: dict[RecordDate, list[_Rule]] = {}
        for moment, turning in merged.items():
            rule = _Rule(moment.steps, self._moves.table(moment.steps, moment.is_after), turning)
            match moment.anchor:
                case EveryDay():
                    self._daily |= turning
                case RecordDate():
                    of_dates.setdefault(moment.anchor, []).append(rule)
                case DayOfYear():
                    self._yearly.append((moment.anchor, rule))
                case date():
                    day = rule.days[moment.anchor]
                    if day is not None:
                        self._fixed[day] = self._fixed.get(day, 0) | turning
        for anchor, rules in of_dates.items():
            self._by_list.setdefault(anchor.list_name, []).append((anchor.field, rules))

    # -- days ----------------------------------------------------------------------------------------------

    def _of_record(self, organization: Organization) -> Iterator[tuple[date, int]]:
        """The days that come from the dates of a record, in no order, some of them more than once."""
        for list_name, fields in self._by_list.items():
            for holder in _holders(organization, list_name):
                for name, rules in fields:
                    value = holder[name]
                    if value is not None:
                        for rule in rules:
                            day = rule.days[value]
                            if day is not None:
                                yield day, rule.turning

    def _of_law(self, after: date, until: date) -> Iterator[tuple[date, int]]:
        """The days that are the same for every organization, in their order."""
        for year in range(after.year, until.year + 1):
            days = self._of_year.get(year)
            if days is None:
                days = self._of_year[year] = self._year(year)
            for day, turning in days[bisect_right(days, after, key=lambda found: found[0]) :]:
                if day > until:
                    return
                yield day, turning

    def _year(self, year: int) -> tuple[tuple[date, int], ...]:
        found = {day: turning for day, turning in self._fixed.items() if day.year == year}
        for anchor, rule in self._yearly:
            for start in range(max(year - self._reach, date.min.year), year + 1):
                day = rule.days[date(start, anchor.month, anchor.day)]
                if day is not None and day.year == year:
                    found[day] = found.get(day, 0) | rule.turning
        if self._daily:
            day = date(year, 1, 1)
            while day.year == year:
                found[day] = found.get(day, 0) | self._daily
                day += _NEXT
        return tuple(sorted(found.items()))


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
