"""All that was told of one organization, and the record that follows from it for any day.

The record is a function of the events that stand, whatever the order in which they came in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, ListSpec
from socorg_rules.records.organization import Organization
from socorg_rules.records.specs import Absent
from socorg_rules.watch.event import WatchEvent, yearly_lists
from socorg_rules.watch.vocabulary import KIND_OF, STATED, WITHDRAWN

_REQUIRED: Final = tuple(spec.name for spec in ORGANIZATION_FIELDS if spec.absent is Absent.REQUIRED)
_LISTS: Final = {spec.name: spec for spec in EVENT_LISTS}
_YEAR_OF: Final = {spec.name: year.name for spec, year in yearly_lists()}
_DAY: Final = timedelta(days=1)
_NUMBER: Final = re.compile(r"([0-9]+)")

Entry = dict[str, Any]


class Dossier:
    """The events of one organization, withdrawn and corrected ones among them. Immutable.

    ``standing``: those that were neither withdrawn nor corrected, by their days. On one day statements come first,
    since a list that is stated is what later events add to; then by id, numbers in it as numbers. ``days``: their days,
    each once. ``weight``: so many entries could be in its lists.
    """

    __slots__ = ("_position", "_record", "days", "events", "standing", "weight")

    def __init__(self, events: Mapping[str, WatchEvent], standing: tuple[WatchEvent, ...], weight: int) -> None:
        self.events = events
        self.standing = standing
        self.days = tuple(dict.fromkeys(map(_day, standing)))
        self.weight = weight
        self._position = 0
        self._record: Organization | None = None

    @classmethod
    def of(cls, events: Mapping[str, WatchEvent]) -> Dossier:
        """That of some events by their ids."""
        return cls(events, _standing(events), sum(map(weight_of, events.values())))

    def with_event(self, event: WatchEvent) -> tuple[Dossier, tuple[WatchEvent, ...]]:
        """The same with one event more, and the events that stand by that, or do no more."""
        events = {**self.events, event.id: event}
        if event.kind != WITHDRAWN.name and event.corrects is None and not self._is_named(event.id):
            position = bisect_right(self.standing, _order(event), key=_order)
            standing = (*self.standing[:position], event, *self.standing[position:])
            return Dossier(events, standing, self.weight + weight_of(event)), (event,)
        dossier = Dossier.of(events)
        before, after = ({each.id: each for each in one.standing} for one in (self, dossier))
        changed = tuple(each for each in (before | after).values() if (each.id in before) != (each.id in after))
        return dossier, changed

    def _is_named(self, event_id: str) -> bool:
        """Whether an event that came earlier corrects or withdraws it."""
        return any(event_id in (each.corrects, each.withdraws) for each in self.events.values())

    def on(self, day: date) -> Organization | None:
        """The record as events up to and on a day make it; None while it lacks what every record must say."""
        position = bisect_right(self.days, day)
        if position != self._position:
            # One record is kept: mostly that of today is asked for, again and again.
            self._record = self._made(self.days[position - 1]) if position else None
            self._position = position
        return self._record

    def events_on(self, day: date) -> tuple[str, ...]:
        """The ids of the events of a day."""
        if self.next_event_after(day - _DAY) != day:
            return ()
        return tuple(event.id for event in self.standing if event.on == day)

    def next_event_after(self, day: date) -> date | None:
        """The first day later than a day on which something was told to happen."""
        position = bisect_right(self.days, day)
        return self.days[position] if position < len(self.days) else None

    def facts_changed(self, changed: Iterable[WatchEvent], day: date) -> frozenset[str]:
        """What some events, told besides or no more, change about the record of a day.

        The names of fields and lists, and for an entry that was seen before and still is, ``list.field``.
        """
        events = tuple(changed)
        is_added = len(events) == 1 and events[0].id not in self.events
        return frozenset(fact for event in events for fact in self._facts_of(event, day, is_added=is_added))

    def _facts_of(self, event: WatchEvent, day: date, *, is_added: bool) -> Iterator[str]:
        kind = KIND_OF[event.kind]
        if kind.list is None:
            yield from event.facts
            if kind is not STATED:
                yield event.kind
            return
        assert kind.field is not None
        entry = self._gathered(day)[1].get(kind.list.name, {}).get(_entry_of(event)) if is_added else None
        if entry is None or next(_lacks(kind.list, entry), None) is not None or not _is_seen(kind.list, entry, day):
            yield kind.list.name
            return
        told = {**event.facts, kind.field.name: event.on}
        others = {name for name, value in told.items() if entry.get(name) != value}
        for field in kind.list.fields:
            if field.name in others or field.shown_with in others:
                yield f"{kind.list.name}.{field.name}"

    def lacking(self) -> tuple[str, ...]:
        """The fields without which nothing can be decided, and which no event states."""
        stated = {name for event in self.standing for name in event.facts} if self.standing else set()
        return tuple(name for name in _REQUIRED if name not in stated)

    def entry_lacks(self, event: WatchEvent) -> str | None:
        """The date without which the entry of an event is no part of the record yet; None when nothing lacks."""
        kind = KIND_OF[event.kind]
        if kind.list is None or kind.field is None:
            return None
        lacking = next(_lacks(kind.list, {**event.facts, kind.field.name: event.on}), None)
        if lacking is None:
            return None
        entry = self._gathered(None)[1].get(kind.list.name, {}).get(_entry_of(event), {})
        return next(_lacks(kind.list, entry), None)

    # -- the record ----------------------------------------------------------------------------------------

    def _made(self, day: date) -> Organization | None:
        fields, lists = self._gathered(day)
        if any(fields.get(name) is None for name in _REQUIRED):
            return None
        record: dict[str, Any] = dict(fields)
        for name, entries in lists.items():
            spec = _LISTS[name]
            record[name] = [entry for entry in entries.values() if next(_lacks(spec, entry), None) is None]
        return Organization.model_validate(record)

    def _gathered(self, day: date | None) -> tuple[dict[str, Any], dict[str, dict[str, Entry]]]:
        """Fields, and entries of lists by their names, from the events up to a day (None: of all)."""
        fields: dict[str, Any] = {}
        lists: dict[str, dict[str, Entry]] = {}
        for event in self.standing:
            if day is not None and _day(event) > day:
                break
            spec = _list_of(event)
            if spec is not None:
                entry = lists.setdefault(spec.name, {}).setdefault(_entry_of(event), {})
                entry.update(event.facts)
                field = KIND_OF[event.kind].field
                assert field is not None
                entry[field.name] = event.on
                continue
            for name, value in event.facts.items():
                if name not in _LISTS:
                    fields[name] = value
                elif value is None:
                    lists.pop(name, None)
                else:
                    lists[name] = dict(_stated_entries(event, name, value))
            if event.kind != STATED.name:
                fields[event.kind] = event.on
        return fields, lists


def weight_of(event: WatchEvent) -> int:
    """How many entries a list could get by an event."""
    return 1 + sum(len(value) for value in event.facts.values() if isinstance(value, list))


def _standing(events: Mapping[str, WatchEvent]) -> tuple[WatchEvent, ...]:
    """The events that were neither withdrawn nor corrected, in their order."""
    withdrawn = {event.withdraws for event in events.values() if event.withdraws is not None}
    correcting: dict[str, list[WatchEvent]] = {}
    for event in events.values():
        if event.corrects is not None:
            correcting.setdefault(event.corrects, []).append(event)

    def counts(event: WatchEvent) -> bool:
        """It, or what stands in its place, was not withdrawn."""
        return event.id not in withdrawn or is_corrected(event)

    def is_corrected(event: WatchEvent) -> bool:
        return any(counts(other) for other in correcting.get(event.id, ()))

    stand = [
        event
        for event in events.values()
        if event.kind != WITHDRAWN.name and event.id not in withdrawn and not is_corrected(event)
    ]
    return tuple(sorted(stand, key=_order))


def _stated_entries(event: WatchEvent, name: str, entries: list[Entry]) -> Iterator[tuple[str, Entry]]:
    """The entries of a list that was stated as a whole, under names to which later events can add."""
    year = _YEAR_OF.get(name)
    seen: set[str] = set()
    for position, entry in enumerate(entries, start=1):
        key = str(entry[year]) if year is not None else f"{event.id}#{position}"
        if key in seen:
            key = f"{event.id}#{position}"
        seen.add(key)
        yield key, dict(entry)


def _entry_of(event: WatchEvent) -> str:
    return event.id if event.entry is None else event.entry


def _list_of(event: WatchEvent) -> ListSpec | None:
    return KIND_OF[event.kind].list


def _lacks(spec: ListSpec, entry: Mapping[str, Any]) -> Iterator[str]:
    """What every event of the list must have and this one has not."""
    return (field.name for field in spec.fields if field.absent is Absent.REQUIRED and entry.get(field.name) is None)


def _is_seen(spec: ListSpec, entry: Mapping[str, Any], day: date) -> bool:
    """Whether one of the dates that make an entry visible surely lies on or before a day."""
    return any(isinstance(entry.get(name), date) and entry[name] <= day for name in spec.dated_by)


def _day(event: WatchEvent) -> date:
    assert event.on is not None
    return event.on


def _order(event: WatchEvent) -> tuple[date, bool, tuple[tuple[int, str], ...], str]:
    return _day(event), event.kind != STATED.name, _natural(event.id), event.id


@lru_cache(maxsize=65_536)
def _natural(written: str) -> tuple[tuple[int, str], ...]:
    """``e-9`` before ``e-10``."""
    return tuple((int(part) if part.isdecimal() else 0, part) for part in _NUMBER.split(written))
