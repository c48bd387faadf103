"""What rules can speak of: the record's fields in the types of the language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from socorg_rules.feel import types as t
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, Absent, FieldSpec, ListSpec
from socorg_rules.records.vocabulary import VOCABULARIES, Vocabulary

_NUMBERS: dict[str, t.ScalarType] = {
    "money": t.MONEY,
    "ratio": t.RATIO,
    "count": t.COUNT,
    "year": t.YEAR,
    "days": t.DAYS,
    "boolean": t.BOOLEAN,
    "date": t.DATE,
    "duration": t.DURATION,
    "text": t.TEXT,
    "identifier": t.IDENTIFIER,
}


def _enum(vocabulary: Vocabulary) -> t.EnumType:
    return t.EnumType(vocabulary.name, frozenset(vocabulary.values))


def _type_of(spec: FieldSpec) -> t.ScalarType:
    if spec.vocabulary is None:
        return _NUMBERS[spec.kind]
    return t.SetType(_enum(spec.vocabulary)) if spec.kind == "set" else _enum(spec.vocabulary)


def _field(spec: FieldSpec) -> t.FieldType:
    # A boolean whose absence is a fact reads as false, so it is never null.
    return t.FieldType(_type_of(spec), nullable=spec.absent is Absent.NONE and spec.default is None)


def _list(spec: ListSpec) -> t.EventFields:
    return t.EventFields(
        fields={field.name: _field(field) for field in spec.fields},
        aliases={field.alias: field.name for field in spec.fields},
    )


class RecordVocabulary:
    """Facts, event lists and terms, by their English names, and the other names they go by."""

    def __init__(self) -> None:
        self.facts: Mapping[str, t.FieldType] = {spec.name: _field(spec) for spec in ORGANIZATION_FIELDS}
        self.lists: Mapping[str, t.EventFields] = {spec.name: _list(spec) for spec in EVENT_LISTS}
        organization = {spec.alias: spec.name for spec in ORGANIZATION_FIELDS}
        self.aliases: Mapping[str, str] = organization | {spec.alias: spec.name for spec in EVENT_LISTS}
        self.enums: Mapping[str, t.EnumType] = {name: _enum(vocabulary) for name, vocabulary in VOCABULARIES.items()}
        self.terms: Mapping[str, Mapping[str, str]] = {
            name: {spelling: term.value for spelling, term in vocabulary.by_spelling.items()}
            for name, vocabulary in VOCABULARIES.items()
        }

    def type_named(self, name: str) -> t.ScalarType | t.ListType | None:
        """The type that a ruleset calls ``name``: ``money``, ``form``, ``set<category>``, ``list<penalties>``."""
        if name in _NUMBERS and name not in ("text", "identifier"):
            return _NUMBERS[name]
        if name in self.enums:
            return self.enums[name]
        outer, _, inner = name.rstrip(">").partition("<")
        if outer == "set" and inner in self.enums:
            return t.SetType(self.enums[inner])
        if outer == "list" and inner in self.lists:
            return t.ListType(t.EventType(inner))
        return None


@cache
def record_vocabulary() -> RecordVocabulary:
    """The one vocabulary of the record."""
    return RecordVocabulary()
