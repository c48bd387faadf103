"""The visible facts of organizations, out of Arrow tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socorg_rules.engines.bulk.column import YearRows
from socorg_rules.engines.bulk.shape import AS_OF, KEY
from socorg_rules.engines.bulk.vectors import days
from socorg_rules.engines.bulk.vectors.rows import Members
from socorg_rules.engines.bulk.vectors.texts import Texts
from socorg_rules.engines.bulk.vectors.vector import Array, Vector
from socorg_rules.engines.bulk.visibility import spellings_of
from socorg_rules.records.fields import ORGANIZATION_FIELDS, FieldSpec

_SETS: Final = {spec.name: spec for spec in ORGANIZATION_FIELDS if spec.kind == "set"}


@dataclass(frozen=True, slots=True)
class LookUp:
    """A table of constants: keys that go up, and the columns beside them."""

    keys: Array
    columns: Mapping[str, Vector]


@dataclass(frozen=True, slots=True)
class Tables:
    """The visible facts of some organizations in memory. ``look_ups``: tables of constants by their names."""

    count: int
    facts: Mapping[str, Vector]
    lists: Mapping[str, Members]
    look_ups: Mapping[str, LookUp]
    texts: Texts

    @classmethod
    def of_arrow(
        cls, organizations: pa.Table, events: Mapping[str, pa.Table], constants: Mapping[str, pa.Table]
    ) -> Tables:
        """Tables of visible facts, in any order; organizations are put into that of their keys.

        Sets are columns of terms, or texts. Events of organizations that aren't there are left out.
        """
        texts = Texts()
        keys = organizations[KEY].to_numpy()
        facts: dict[str, Vector] = {}
        for name in organizations.column_names:
            if name in _SETS:
                facts |= _terms(_SETS[name], organizations[name])
            elif name != KEY:
                facts[name] = vector_of(organizations[name], texts)
        if not np.all(keys[1:] > keys[:-1]):
            order = np.argsort(keys)
            keys = keys[order]
            facts = {name: vector.take(order) for name, vector in facts.items()}
        lists = {name: _members(table, keys, texts) for name, table in events.items()}
        look_ups = {name: _look_up(table, texts) for name, table in constants.items()}
        return cls(organizations.num_rows, facts, lists, look_ups, texts)

    def batches(self, size: int) -> list[Tables]:
        """The organizations in batches, one behind the other; nothing is copied but the numbers of owners."""
        return [self._between(start, min(start + size, self.count)) for start in range(0, self.count, size)]

    def _between(self, start: int, end: int) -> Tables:
        lists = {}
        for name, members in self.lists.items():
            rows = slice(members.starts[start], members.starts[end])
            columns = {one: vector.part(rows) for one, vector in members.columns.items()}
            starts = members.starts[start : end + 1] - members.starts[start]
            lists[name] = Members(members.owners[rows] - start, starts, columns)
        facts = {name: vector.part(slice(start, end)) for name, vector in self.facts.items()}
        return Tables(end - start, facts, lists, self.look_ups, self.texts)

    def some(self, chosen: Array) -> Tables:
        """Those of the organizations with some numbers, which go up."""
        places = np.full(self.count, -1)
        places[chosen] = np.arange(len(chosen))
        lists = {}
        for name, members in self.lists.items():
            owners = places[members.owners]
            kept = np.flatnonzero(owners >= 0)
            columns = {one: vector.take(kept) for one, vector in members.columns.items()}
            lists[name] = Members.of(owners[kept], len(chosen), columns)
        facts = {name: vector.take(chosen) for name, vector in self.facts.items()}
        return Tables(len(chosen), facts, lists, self.look_ups, self.texts)


def vector_of(column: pa.ChunkedArray, texts: Texts) -> Vector:
    """An Arrow column in memory."""
    array: Any = column.combine_chunks()
    absent = array.is_null().to_numpy(zero_copy_only=False) if array.null_count else None
    kind = array.type
    if pa.types.is_boolean(kind):
        return Vector(_values(array.cast(pa.uint8())).astype(np.bool_), absent)
    if pa.types.is_date(kind):
        return Vector(_values(array.cast(pa.date32()).view(pa.int32())), absent)
    if pa.types.is_integer(kind):
        return Vector(_values(array).astype(np.int64), absent)
    assert pa.types.is_string(kind) or pa.types.is_dictionary(kind), f"no column is {kind}"
    return Vector(_codes(array, texts), absent)


def _values(array: Any) -> Array:
    """The numbers of an array; what stands where one is NULL means nothing."""
    total = pa.Array.from_buffers(array.type, len(array), [None, array.buffers()[1]], offset=array.offset)
    values: Array = total.to_numpy()
    return values


def _terms(spec: FieldSpec, column: pa.ChunkedArray) -> dict[str, Vector]:
    """For each term of a set whether it is held: looked up once for each different text."""
    encoded = pc.dictionary_encode(column.combine_chunks())
    absent = encoded.indices.is_null().to_numpy(zero_copy_only=False) if encoded.null_count else None
    indices = encoded.indices.fill_null(0).to_numpy(zero_copy_only=False)
    held = [frozenset(text.split(",")) for text in encoded.dictionary.to_pylist()] or [frozenset[str]()]
    made = {}
    for name, spellings in spellings_of(spec).items():
        of_texts = np.array([not one.isdisjoint(spellings) for one in held])
        made[name] = Vector(of_texts[indices], absent)
    return made


def _codes(array: Any, texts: Texts) -> Array:
    encoded = array if pa.types.is_dictionary(array.type) else pc.dictionary_encode(array)
    codes = texts.codes(encoded.dictionary.to_pylist())
    places = encoded.indices.fill_null(0) if encoded.null_count else encoded.indices
    return codes[places.to_numpy(zero_copy_only=False)] if len(codes) else np.zeros(len(array), np.int32)


def _members(table: pa.Table, keys: Array, texts: Texts) -> Members:
    """The events of a list, in the order of their organizations."""
    own = table[KEY].to_numpy()
    columns = {name: vector_of(table[name], texts) for name in table.column_names if name != KEY}
    if len(keys) and keys[-1] - keys[0] + 1 == len(keys):
        owners = own - keys[0]
        there = (owners >= 0) & (owners < len(keys))
    else:
        owners = np.minimum(np.searchsorted(keys, own), max(0, len(keys) - 1))
        there = keys[owners] == own if len(keys) else np.zeros(len(own), np.bool_)
    if not (np.all(there) and np.all(owners[1:] >= owners[:-1])):
        kept = np.flatnonzero(there)
        # The order of an organization's events never matters.
        kept = kept[np.argsort(owners[kept])]
        owners = owners[kept]
        columns = {name: vector.take(kept) for name, vector in columns.items()}
    return Members.of(owners, len(keys), columns)


def _look_up(table: pa.Table, texts: Texts) -> LookUp:
    keys = vector_of(table["looked_up_by"], texts)
    order = np.argsort(keys.values)
    columns = {name: vector_of(table[name], texts).take(order) for name in table.column_names if name != "looked_up_by"}
    return LookUp(keys.values[order], columns)


def years_of(variable: YearRows, tables: Tables) -> Members:
    """The years of a range as rows of every organization."""
    as_of = tables.facts[AS_OF]
    last = days.date_part("year", as_of.spread(tables.count).values) + variable.beyond
    counts = np.maximum(last - variable.low + 1, 0)
    owners = np.repeat(np.arange(tables.count), counts)
    ends = np.cumsum(counts)
    years = variable.low + np.arange(len(owners)) - np.repeat(ends - counts, counts)
    return Members.of(owners, tables.count, {"year": Vector(years)})
