"""All that was told of one organization, and the record that follows from it for any day.

The record is a function of the events that stand, whatever the order in which they came in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final

from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, ListSpec
from socorg_rules.records.organization import Organization
from socorg_rules.records.specs import Absent
from socorg_rules.watch.event import WatchEvent, yearly_lists
from socorg_rules.watch.vocabulary import KIND_OF, STATED, WITHDRAWN

_REQUIRED: Final = tuple(spec.name for spec in ORGANIZATION_FIELDS if spec.absent is Absent.REQUIRED)
_LISTS: Final = {spec.name: spec for spec in EVENT_LISTS}
_YEAR_OF: Final = {spec.name: year.name for spec, year in yearly_lists()}
_NUMBER: Final = re.compile(r"([0-9]+)")

Entry = dict[str, Any]


@dataclass(frozen=True)
class Dossier:
    """The events of one organization, withdrawn and corrected ones among them. Immutable."""

    events: Mapping[str, WatchEvent]

    def with_event(self, event: WatchEvent) -> Dossier:
        """The same with one event more."""
        return Dossier({**self.events, event.id: event})

    @cached_property
    def standing(self) -> tuple[WatchEvent, ...]:
        """The events that were neither withdrawn nor corrected, by their days.

        On one day statements come first, since a list that is stated is what later events add to; then by id, numbers
        in it as numbers.
        """
        withdrawn = {event.withdraws for event in self.events.values() if event.withdraws is not None}
        correcting: dict[str, list[WatchEvent]] = {}
        for event in self.events.values():
            if event.corrects is not None:
                correcting.setdefault(event.corrects, []).append(event)

        def counts(event: WatchEvent) -> bool:
            """It, or what stands in its place, was not withdrawn."""
            return event.id not in withdrawn or is_corrected(event)

        def is_corrected(event: WatchEvent) -> bool:
            return any(counts(other) for other in correcting.get(event.id, ()))

        stand = [
            event
            for event in self.events.values()
            if event.kind != WITHDRAWN.name and event.id not in withdrawn and not is_corrected(event)
        ]
        return tuple(sorted(stand, key=_order))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days of the events that stand, each once."""
        return tuple(dict.fromkeys(_day(event) for event in self.standing))

    @cached_property
    def _records(self) -> dict[int, Organization | None]:
        return {}

    def on(self, day: date) -> Organization | None:
        """The record as events up to and on a day make it; None while it lacks what every record must say."""
        position = bisect_right(self.days, day)
        if position not in self._records:
            self._records[position] = self._made(self.days[position - 1]) if position else None
        return self._records[position]

    def events_on(self, day: date) -> tuple[str, ...]:
        """The ids of the events of a day."""
        return tuple(event.id for event in self.standing if event.on == day)

    def next_event_after(self, day: date) -> date | None:
        """The first day later than a day on which something was told to happen."""
        position = bisect_right(self.days, day)
        return self.days[position] if position < len(self.days) else None

    def lacking(self) -> tuple[str, ...]:
        """The fields without which nothing can be decided, and which no event states."""
        stated = {name for event in self.standing for name in event.facts} if self.standing else set()
        return tuple(name for name in _REQUIRED if name not in stated)

    def entry_lacks(self, event: WatchEvent) -> str | None:
        """The date without which the entry of an event is no part of the record yet; None when nothing lacks."""
        spec = _list_of(event)
        if spec is None:
            return None
        entry = self._gathered(None)[1].get(spec.name, {}).get(_entry_of(event), {})
        return next(_lacks(spec, entry), None)

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


def _day(event: WatchEvent) -> date:
    assert event.on is not None
    return event.on


def _order(event: WatchEvent) -> tuple[date, bool, tuple[tuple[int, str], ...], str]:
    return _day(event), event.kind != STATED.name, _natural(event.id), event.id


@lru_cache(maxsize=65_536)
def _natural(written: str) -> tuple[tuple[int, str], ...]:
    """``e-9`` before ``e-10``."""
    return tuple((int(part) if part.isdecimal() else 0, part) for part in _NUMBER.split(written))
