"""From tables to records: every organization with the rows of the other tables that belong to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from socorg_rules.problems import Place, Problem, Problems
from socorg_rules.records.diagnosis import shown
from socorg_rules.records.organization import Organization
from socorg_rules.records.readers.batch import Record
from socorg_rules.records.readers.columns import ReadableTable
from socorg_rules.records.readers.keys import doubled_keys
from socorg_rules.records.readers.messages import EVENTS_LEFT_OUT, LEFT_OUT_FOR_EVENTS, MISSING_KEY, ORPHAN_ROW
from socorg_rules.records.readers.table import Row
from socorg_rules.records.reading import Location, read_located

_NOWHERE: Final = Place()


@dataclass(slots=True)
class _Draft:
    """Rows that belong together, before anything is checked; without ``row``, those that belong to nobody."""

    row: Row | None
    events: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def event_count(self) -> int:
        return sum(len(rows) for rows in self.events.values())


@dataclass(frozen=True, slots=True)
class TableSet:
    """The table of organizations, and those tables of events, by the name of their list, that were handed in."""

    organizations: ReadableTable
    events: Mapping[str, ReadableTable]

    def records(self, problems: Problems) -> list[Record]:
        """The good records in the order of their rows; every bad cell is a problem, whoever its row belongs to.

        An organization is left out when one of its rows is bad, in whichever table: without that row it could be
        decided wrongly.
        """
        table = self.organizations
        keyed = [(table.key(row), row) for row in table.table.rows]
        doubled = doubled_keys(((key, table.key_place(row)) for key, row in keyed if key is not None), problems)
        drafts = {key: _Draft(row) for key, row in keyed if key is not None and key not in doubled}
        self._check(self._hand_out_events(drafts, doubled, problems), problems)
        records = []
        for key, row in keyed:
            if key in drafts:
                records += self._records(key, drafts[key], problems)
                continue
            if key is None and row.is_whole:
                problems.add(MISSING_KEY.at(table.key_place(row), column=table.key_header))
            self._check(_Draft(row), problems)
        return records

    def _hand_out_events(self, drafts: dict[str, _Draft], doubled: frozenset[str], problems: Problems) -> _Draft:
        """Gives every row of events to its organization; returns those that are left."""
        left = _Draft(None)
        for name, table in self.events.items():
            for row in table.table.rows:
                key = table.key(row)
                drafts.get(key or "", left).events[name].append(row)
                if key is None and row.is_whole:
                    problems.add(MISSING_KEY.at(table.key_place(row), column=table.key_header))
                elif key is not None and key not in drafts and key not in doubled and row.is_whole:
                    problems.add(ORPHAN_ROW.at(table.key_place(row), key=shown(key)))
        return left

    def _records(self, key: str, draft: _Draft, problems: Problems) -> list[Record]:
        organization, bad_rows = self._check(draft, problems)
        place = self._place(draft, ())
        if organization is not None:
            return [Record(key, organization, place)]
        if place not in bad_rows:
            problems.add(LEFT_OUT_FOR_EVENTS.at(place, key=shown(key), count=len(bad_rows)))
        elif draft.events:
            problems.add(EVENTS_LEFT_OUT.at(place, key=shown(key), count=draft.event_count))
        return []

    def _check(self, draft: _Draft, problems: Problems) -> tuple[Organization | None, set[Place]]:
        """The organization of a draft, or None and the places of its bad rows."""
        data: dict[str, object] = {}
        found: list[Problem] = []
        torn_rows: set[Place] = set()
        if draft.row is not None:
            data, found = self.organizations.values(draft.row)
            torn_rows |= _torn(self.organizations, [draft.row])
        for name, table in self.events.items():
            rows = draft.events.get(name, [])
            events = [table.values(row) for row in rows]
            data[name] = [event for event, _ in events]
            found += [problem for _, bad_cells in events for problem in bad_cells]
            torn_rows |= _torn(table, rows)
        reported = {problem.place for problem in found} | {_NOWHERE}
        organization, rest = read_located(data, lambda location: self._place(draft, location))
        found += [problem for problem in rest if problem.place not in reported]
        # What a torn row seems to say isn't worth a word beside the fact that it is torn.
        found = [problem for problem in found if _row_of(problem.place) not in torn_rows]
        problems.extend(found)
        bad_rows = torn_rows | {_row_of(problem.place) for problem in found if problem.severity == "error"}
        return (None if bad_rows else organization), bad_rows

    def _place(self, draft: _Draft, location: Location) -> Place:
        match location:
            case (str(name), int(position), *inside):
                return self.events[name].place(draft.events[name][position], str(inside[0]) if inside else None)
            case _ if draft.row is None:
                return _NOWHERE
            case _:
                return self.organizations.place(draft.row, str(location[0]) if location else None)


def _torn(table: ReadableTable, rows: list[Row]) -> set[Place]:
    return {table.place(row) for row in rows if not row.is_whole}


def _row_of(place: Place) -> Place:
    return replace(place, column=None, path=None)
