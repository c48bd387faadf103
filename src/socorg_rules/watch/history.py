"""How two histories of one organization differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from socorg_rules.watch.asking import Spans
from socorg_rules.watch.said import NOTHING_SAID, Said, SaidOf

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A decision says something else of the days from ``day`` up to and on ``until`` (None: to the end)."""

    decision: str
    day: date
    until: date | None
    before: Said
    after: Said


def rewritten(
    before: Spans, after: Spans, names: Collection[str], counted_in_days: Collection[str]
) -> Iterator[Rewritten]:
    """How two histories of the same span differ, decision by decision; days that differ alike are one."""
    days = sorted({*before, *after})
    old, new = _day_by_day(before, days), _day_by_day(after, days)
    for name in names:
        runs = name in counted_in_days
        running: Rewritten | None = None
        for day in days:
            one, other = old[day].get(name, NOTHING_SAID), new[day].get(name, NOTHING_SAID)
            found = Rewritten(name, day, None, one, other) if one.differs(other, counted_in_days=runs) else None
            if running is not None and (found is None or _differs(running, found, runs)):
                yield Rewritten(name, running.day, day - _DAY, running.before, running.after)
                running = None
            if running is None:
                running = found
        if running is not None:
            yield running


def _differs(one: Rewritten, other: Rewritten, runs: bool) -> bool:
    return one.before.differs(other.before, counted_in_days=runs) or one.after.differs(
        other.after, counted_in_days=runs
    )


def _day_by_day(spans: Spans, days: list[date]) -> Mapping[date, SaidOf]:
    """What is said on each of some days."""
    found: dict[date, SaidOf] = {}
    now: SaidOf = {}
    for day in days:
        now = spans.get(day, now)
        found[day] = now
    return found
