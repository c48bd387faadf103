"""What is to be said of an organization, on one day or over a span of days, and how two such histories differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from socorg_rules.records.organization import Organization
from socorg_rules.rulebook import Rulebook
from socorg_rules.watch.dossier import Dossier
from socorg_rules.watch.said import NOTHING_SAID, Said, SaidOf, said_of, without_nothing

_DAY: Final = timedelta(days=1)

Spans = dict[date, SaidOf]
"""What is said from a day on, until the next one; days in their order."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A decision says something else of the days from ``day`` up to and on ``until`` (None: to the end)."""

    decision: str
    day: date
    until: date | None
    before: Said
    after: Said


class Asker:
    """Asks the rulebook about dossiers."""

    def __init__(self, rulebook: Rulebook, known_at: date | None, names: tuple[str, ...]) -> None:
        self._rulebook = rulebook
        self._known_at = known_at
        self._agenda = rulebook.agenda(known_at)
        self.names = names
        self.counted_in_days = self._agenda.counted_in_days

    def said(self, record: Organization | None, day: date, names: Collection[str]) -> SaidOf:
        """What some decisions say on a day; of an organization that has no record yet, nothing."""
        if record is None:
            return dict.fromkeys(names, NOTHING_SAID)
        return said_of(self._rulebook.evaluate(record, as_of=day, known_at=self._known_at, only=names))

    def concerned(self, record: Organization | None, day: date) -> tuple[str, ...]:
        """The decisions that could say something else on a day than on the day before, by time alone."""
        if record is None:
            return ()
        return self._agenda.days(record, after=day - _DAY, until=day, only=self.names).get(day, ())

    def next_day(self, dossier: Dossier, record: Organization | None, day: date) -> date | None:
        """The first day after a day on which something could have to be said; None when none comes."""
        told = dossier.next_event_after(day)
        turning = None if record is None else self._agenda.next(record, after=day, only=self.names)
        return min((each for each in (told, turning) if each is not None), default=None)

    def over(self, dossier: Dossier, since: date, until: date) -> Spans:
        """What is said on each day of a span."""
        spans: Spans = {}
        starts = [since, *(day for day in dossier.days if since < day <= until)]
        for start, end in zip(starts, [*(day - _DAY for day in starts[1:]), until], strict=True):
            record = dossier.on(start)
            spans[start] = without_nothing(self.said(record, start, self.names))
            if record is None:
                continue
            said = spans[start]
            for day, names in self._agenda.days(record, after=start, until=end, only=self.names).items():
                said = spans[day] = without_nothing({**said, **self.said(record, day, names)})
        return spans


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
