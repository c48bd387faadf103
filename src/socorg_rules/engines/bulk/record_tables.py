"""Validated records as Arrow tables: values of the plan, no check made twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from socorg_rules.engines.bulk.shape import KEY, KNOWN_SUFFIX, ROW, Shape
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, FieldSpec, Kind, ListSpec
from socorg_rules.records.organization import Organization
from socorg_rules.records.readers.table import ORGANIZATIONS
from socorg_rules.records.specs import Absent
from socorg_rules.records.values import fen, hundred_thousandths

_TYPES: Final[Mapping[Kind, pa.DataType]] = {
    "text": pa.string(),
    "identifier": pa.string(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "money": pa.int64(),
    "ratio": pa.int64(),
    "count": pa.int64(),
    "year": pa.int64(),
    "enum": pa.string(),
    "set": pa.string(),
}


def _terms(held: Iterable[str]) -> str:
    return ",".join(held)


_WHOLE: Final[Mapping[Kind, Callable[[Any], object]]] = {
    "money": fen,
    "ratio": hundred_thousandths,
    "set": _terms,
}


def shape_of(organizations: Iterable[Organization]) -> Shape:
    """The fields and lists of which at least one record says something."""
    facts = {spec.name for spec in ORGANIZATION_FIELDS if spec.absent is Absent.REQUIRED}
    left = [spec.name for spec in ORGANIZATION_FIELDS if spec.name not in facts]
    lists: dict[str, set[str]] = {}
    unknown: set[str] = set()
    for organization in organizations:
        said = organization.__dict__
        told = [name for name in left if said[name] is not None]
        if told:
            facts.update(told)
            left = [name for name in left if name not in facts]
        for spec in EVENT_LISTS:
            events = said[spec.name]
            if events is None:
                unknown.add(spec.name)
                continue
            fields = lists.setdefault(spec.name, set(spec.dated_by))
            for event in events:
                fields.update(name for name, value in event.__dict__.items() if value is not None)
    return Shape(
        frozenset(facts),
        {name: frozenset(fields) for name, fields in lists.items()},
        frozenset(unknown & lists.keys()),
    )


def record_tables(organizations: Sequence[Organization], shape: Shape) -> dict[str, pa.Table]:
    """The tables of some records, by their names; their keys are the numbers of the records, from zero."""
    rows = [organization.__dict__ for organization in organizations]
    columns = {KEY: pa.array(range(len(rows)), pa.int64())}
    columns |= _columns(rows, (spec for spec in ORGANIZATION_FIELDS if spec.name in shape.facts))
    for name in sorted(shape.partly_known):
        columns[name + KNOWN_SUFFIX] = pa.array([row[name] is not None for row in rows], pa.bool_())
    tables = {ORGANIZATIONS: pa.table(columns)}
    for spec in EVENT_LISTS:
        if spec.name in shape.lists:
            tables[spec.name] = _event_table(rows, spec, shape)
    return tables


def _event_table(rows: Sequence[Mapping[str, Any]], spec: ListSpec, shape: Shape) -> pa.Table:
    keys: list[int] = []
    events: list[Mapping[str, Any]] = []
    for number, row in enumerate(rows):
        for event in row[spec.name] or ():
            keys.append(number)
            events.append(event.__dict__)
    columns = {KEY: pa.array(keys, pa.int64()), ROW: pa.array(range(len(keys)), pa.int64())}
    return pa.table(columns | _columns(events, (one for one in spec.fields if one.name in shape.lists[spec.name])))


def _columns(rows: Sequence[Mapping[str, Any]], specs: Iterable[FieldSpec]) -> dict[str, pa.Array]:
    columns = {}
    for spec in specs:
        name = spec.name
        values = [row[name] for row in rows]
        whole = _WHOLE.get(spec.kind)
        if whole is not None:
            values = [None if value is None else whole(value) for value in values]
        columns[name] = pa.array(values, _TYPES[spec.kind])
    return columns
