"""The facts of the record as values: columns of the visible facts, and what their NULL means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from socorg_rules.engines.bulk.column import Column, ColumnKind, Rows
from socorg_rules.engines.bulk.columns import Columns
from socorg_rules.engines.bulk.missing import Gaps
from socorg_rules.engines.bulk.shape import KNOWN_SUFFIX, SET_SEPARATOR, Shape
from socorg_rules.engines.bulk.values import AnyValue, SetValue, Value
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, Absent, FieldSpec, Kind

COLUMN_KINDS: Final[dict[Kind, ColumnKind]] = {
    "boolean": "boolean",
    "date": "date",
    "money": "integer",
    "ratio": "integer",
    "count": "integer",
    "year": "integer",
    "enum": "text",
    "text": "text",
    "identifier": "text",
}
_FACTS: Final = {spec.name: spec for spec in ORGANIZATION_FIELDS}
_ELEMENTS: Final = {(spec.name, field.name): field for spec in EVENT_LISTS for field in spec.fields}


@dataclass(frozen=True, slots=True)
class RecordColumns:
    """Gives the facts of a population of some shape."""

    columns: Columns
    gaps: Gaps
    shape: Shape

    def fact(self, name: str) -> AnyValue:
        """A field of the organization."""
        spec = _FACTS[name]
        if spec.kind == "set":
            return self._set(spec)
        if name not in self.shape.facts:
            return self._value(self._absent(spec), spec, name)
        return self._value(self.columns.fact(name, COLUMN_KINDS[spec.kind], total=_is_total(spec)), spec, name)

    def element(self, variable: Rows, name: str) -> Value:
        """A field of the event that a variable stands for."""
        spec = _ELEMENTS[variable.list_name, name]
        path = f"{variable.list_name}.{name}"
        if name not in self.shape.lists.get(variable.list_name, ()):
            return self._value(self._absent(spec), spec, path)
        column = self.columns.element(variable, name, COLUMN_KINDS[spec.kind], total=_is_total(spec))
        return self._value(column, spec, path)

    def list_known(self, name: str) -> Column:
        """Whether a list is known of the organization."""
        if name not in self.shape.lists:
            return self.columns.false
        if name in self.shape.partly_known:
            return self.columns.fact(name + KNOWN_SUFFIX, "boolean", total=True)
        return self.columns.true

    def _absent(self, spec: FieldSpec) -> Column:
        return self.columns.literal(spec.default)

    def _value(self, column: Column, spec: FieldSpec, path: str) -> Value:
        absent = self.columns.is_null(column)
        if spec.absent is Absent.UNKNOWN:
            missing = self.gaps.where(absent, self.gaps.path(path)) if not absent.is_the(False) else {}
            return Value(column, absent, self.columns.false, missing)
        return Value(column, self.columns.false, absent)

    def _set(self, spec: FieldSpec) -> SetValue:
        assert spec.vocabulary is not None
        assert spec.absent is Absent.UNKNOWN, "no set of the record is absent as a fact"
        columns = self.columns
        if spec.name not in self.shape.facts:
            unknown = columns.true
            members = tuple((term, columns.null) for term in spec.vocabulary.values)
        else:
            members = tuple(
                (term, columns.fact(f"{spec.name}{SET_SEPARATOR}{term}", "boolean", total=False))
                for term in spec.vocabulary.values
            )
            unknown = columns.is_null(members[0][1])
        return SetValue(members, unknown, columns.false, self.gaps.where(unknown, self.gaps.path(spec.name)))


def _is_total(spec: FieldSpec) -> bool:
    return spec.absent is Absent.REQUIRED or spec.default is not None
