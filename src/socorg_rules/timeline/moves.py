"""What days become when something is added to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from socorg_rules.engines.reference.kleene import add_duration
from socorg_rules.feel.plan import Duration
from socorg_rules.rulesets.plan import WorkingDays
from socorg_rules.timeline.moments import Step

_NEXT: Final = timedelta(days=1)
_DAYS_KEPT: Final = 16_384
"""Days of one table."""


class Moves:
    """What days become by some steps; found out once for all laws and organizations."""

    def __init__(self, working_days: WorkingDays) -> None:
        self._working_days = working_days
        self._tables: dict[tuple[tuple[Step, ...], bool], _Table] = {}

    def table(self, steps: tuple[Step, ...], is_after: bool) -> Mapping[date, date | None]:
        """From days to the days after all the steps, a day later if ``is_after``.

        None where the calendar of working days is not known.
        """
        table = self._tables.get((steps, is_after))
        if table is None:
            table = self._tables[steps, is_after] = _Table(lambda day: self._moved(day, steps, is_after))
        return table

    def _moved(self, day: date, steps: tuple[Step, ...], is_after: bool) -> date | None:
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


class _Table(dict[date, date | None]):
    def __init__(self, moved: Callable[[date], date | None]) -> None:
        super().__init__()
        self._moved = moved

    def __missing__(self, day: date) -> date | None:
        if len(self) >= _DAYS_KEPT:
            self.clear()
        moved = self[day] = self._moved(day)
        return moved
