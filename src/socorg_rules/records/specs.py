"""How a field of a record is described: its names, its kind, and what its absence means.

The models in ``nature``, ``governance``, ``profile``, ``organization``, ``events``, ``procedures``, ``yearly`` and
``places`` are the only place where fields are declared. A declaration is
``name: Annotated[Kind | None, about(title, description, Absent.…)] = None``; the specs are read from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, TypeVar, get_args

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from socorg_rules.problems import Text
from socorg_rules.records.values import Kind, OfKind
from socorg_rules.records.vocabulary import Vocabulary


class Absent(Enum):
    """What a missing or null value means: a fact, "nobody said", or a record that can't be used."""

    NONE = "none"
    UNKNOWN = "unknown"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a record.

    ``default`` is what an absent value reads as where absence is a fact: None, or False for booleans. ``is_term``: the
    date is visible with its event though it lies in the future. ``shown_with``: the date field of the same event
    that this one hides with while that date lies in the future. ``low`` and ``high`` are the bounds of a number, both
    allowed, in yuan, as a ratio, or as a count.
    """

    name: str
    alias: str
    kind: Kind
    vocabulary: Vocabulary | None
    absent: Absent
    default: Literal[False] | None
    title: Text
    description: Text
    is_term: bool
    shown_with: str | None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ListSpec:
    """One list of events in a record.

    An event isn't visible when it has dates among ``dated_by`` and all of them are later than the day asked about.
    """

    name: str
    alias: str
    title: Text
    description: Text
    fields: tuple[FieldSpec, ...]
    dated_by: tuple[str, ...]

    def field_named(self, name_or_alias: str) -> FieldSpec | None:
        """The event field of this English or Chinese name, if there is one."""
        return find(self.fields, name_or_alias)


_Spec = TypeVar("_Spec", bound=FieldSpec | ListSpec)


def find(specs: tuple[_Spec, ...], name_or_alias: str) -> _Spec | None:
    """The spec of this English or Chinese name, if there is one."""
    return next((spec for spec in specs if name_or_alias in (spec.name, spec.alias)), None)


@dataclass(frozen=True, slots=True)
class About:
    """What a declaration says of its field beyond its type."""

    title: Text
    description: Text
    absent: Absent
    is_term: bool
    shown_with: str | None


def about(
    title: Text,
    description: Text,
    absent: Absent = Absent.REQUIRED,
    *,
    is_term: bool = False,
    shown_with: str | None = None,
) -> Any:
    """Describes a field inside ``Annotated``; its Chinese title is also its name in Chinese input."""
    info = Field(
        validation_alias=title.zh,
        title=_in_both(title),
        description=_in_both(description),
        json_schema_extra={"x-zh": title.zh, "x-absent": absent.value},
    )
    info.metadata.append(About(title, description, absent, is_term, shown_with))
    return info


def _in_both(text: Text) -> str:
    return f"{text.zh} / {text.en}"


def about_of(info: FieldInfo) -> About:
    """What :func:`about` said of this field."""
    return next(item for item in info.metadata if isinstance(item, About))


def field_specs_of(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The specs of a model's plain fields (lists of events left out), in the order of declaration."""
    return tuple(
        _field_spec(name, info, of_kind)
        for name, info in model.model_fields.items()
        if (of_kind := _kind_of(info)) is not None
    )


def _field_spec(name: str, info: FieldInfo, of_kind: OfKind) -> FieldSpec:
    said = about_of(info)
    return FieldSpec(
        name=name,
        alias=said.title.zh,
        kind=of_kind.kind,
        vocabulary=of_kind.vocabulary,
        absent=said.absent,
        default=False if of_kind.kind == "boolean" and said.absent is Absent.NONE else None,
        title=said.title,
        description=said.description,
        is_term=said.is_term,
        shown_with=said.shown_with,
        low=of_kind.low,
        high=of_kind.high,
    )


def _kind_of(info: FieldInfo) -> OfKind | None:
    # A required field has its kind in its own metadata, an optional one inside the union with None.
    optional = (item for member in get_args(info.annotation) for item in getattr(member, "__metadata__", ()))
    return next((item for item in (*info.metadata, *optional) if isinstance(item, OfKind)), None)
