"""Records with known and unknown facts, taken apart and filled again."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from socorg_rules.records.facts import facts_of
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, Absent
from socorg_rules.records.organization import Organization
from socorg_rules.records.unknown import UNKNOWN
from tests.strategies.organizations import complete_records, event_records

Record = dict[str, Any]

_UNKNOWN_FIELDS = [spec.name for spec in ORGANIZATION_FIELDS if spec.absent is Absent.UNKNOWN]
_UNKNOWN_EVENT_FIELDS = {
    spec.name: [field.name for field in spec.fields if field.absent is Absent.UNKNOWN] for spec in EVENT_LISTS
}


@st.composite
def partly_known(draw: st.DrawFn) -> tuple[Record, Record]:
    """A record with unknown facts, and the same with every fact known."""
    full = draw(complete_records())
    partial = copy.deepcopy(full)
    for name in draw(st.sets(st.sampled_from([*_UNKNOWN_FIELDS, *_UNKNOWN_EVENT_FIELDS]), max_size=25)):
        partial.pop(name, None)
    for list_name, fields in _UNKNOWN_EVENT_FIELDS.items():
        for event in partial.get(list_name, []):
            for name in draw(st.sets(st.sampled_from(fields), max_size=3)) if fields else ():
                event.pop(name, None)
    return partial, full


def filled(partial: Record, full: Record, paths: tuple[str, ...]) -> Record:
    """The partial record with the facts at these paths as the full one has them."""
    record = copy.deepcopy(partial)
    for path in paths:
        name, _, field = path.partition(".")
        if not field:
            record[name] = copy.deepcopy(full[name])
            continue
        for event, known in zip(record[name], full[name], strict=True):
            event[field] = known[field]
    return record


@st.composite
def with_later_events(draw: st.DrawFn, as_of: date) -> dict[str, list[Record]]:
    """Events of every list that happen after a day."""
    later: dict[str, list[Record]] = {}
    for spec in EVENT_LISTS:
        if draw(st.booleans()):
            continue
        event = draw(event_records(spec))
        days = {field.name for field in spec.fields if field.kind == "date"}
        for name in days:
            if name in spec.dated_by or event.get(name) is not None:
                event[name] = (as_of + timedelta(days=draw(st.integers(1, 400)))).isoformat()
        if not any(event.get(name) for name in spec.dated_by):
            continue
        later[spec.name] = [event]
    return later


def hidden(record: Record, as_of: date) -> set[str]:
    """The paths of facts that are not known on a day, whatever the record holds."""
    facts = facts_of(Organization.model_validate(record), as_of)
    paths = {name for name, value in facts.items() if value is UNKNOWN}
    for spec in EVENT_LISTS:
        events = facts[spec.name]
        assert isinstance(events, tuple)
        paths |= {f"{spec.name}.{name}" for event in events for name, value in event.items() if value is UNKNOWN}
    return paths
