"""All fields and lists of the record, with their names in English and Chinese: the vocabulary that rules speak."""

from __future__ import annotations

from typing import Final, get_args

from pydantic.fields import FieldInfo

from socorg_rules.records.model import Event
from socorg_rules.records.organization import Organization
from socorg_rules.records.places import PlaceFigures
from socorg_rules.records.profile import Profile
from socorg_rules.records.specs import Absent, FieldSpec, ListSpec, about_of, field_specs_of, find
from socorg_rules.records.values import Kind
from socorg_rules.records.vocabulary import Term, Vocabulary

__all__ = [
    "EVENT_LISTS",
    "ORGANIZATION_FIELDS",
    "ORGANIZATION_MEMBERS",
    "PLACE_FIELDS",
    "Absent",
    "FieldSpec",
    "Kind",
    "ListSpec",
    "Term",
    "Vocabulary",
    "field_named",
    "list_named",
]


def _event_model(info: FieldInfo) -> type[Event] | None:
    for member in get_args(info.annotation):
        for argument in get_args(get_args(member)[0]) if get_args(member) else ():
            if isinstance(argument, type) and issubclass(argument, Event):
                return argument
    return None


def _list_spec(name: str, info: FieldInfo, event: type[Event]) -> ListSpec:
    said = about_of(info)
    return ListSpec(
        name=name,
        alias=said.title.zh,
        title=said.title,
        description=said.description,
        fields=field_specs_of(event),
        dated_by=event.dated_by,
    )


ORGANIZATION_FIELDS: Final[tuple[FieldSpec, ...]] = field_specs_of(Profile)
EVENT_LISTS: Final[tuple[ListSpec, ...]] = tuple(
    _list_spec(name, info, event)
    for name, info in Organization.model_fields.items()
    if (event := _event_model(info)) is not None
)
ORGANIZATION_MEMBERS: Final[tuple[FieldSpec | ListSpec, ...]] = (*ORGANIZATION_FIELDS, *EVENT_LISTS)
"""Everything that a record may say at its top: fields, then lists."""
PLACE_FIELDS: Final[tuple[FieldSpec, ...]] = field_specs_of(PlaceFigures)


def field_named(name_or_alias: str) -> FieldSpec | None:
    """The organization's field of this English or Chinese name, if there is one."""
    return find(ORGANIZATION_FIELDS, name_or_alias)


def list_named(name_or_alias: str) -> ListSpec | None:
    """The list of events of this English or Chinese name, if there is one."""
    return find(EVENT_LISTS, name_or_alias)
