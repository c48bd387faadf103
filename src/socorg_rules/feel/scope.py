"""What names mean where an expression stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from socorg_rules.feel.types import EnumType, EventFields, EventType, FieldType

NameKind = Literal["fact", "list", "parameter", "definition", "decision"]


class Vocabulary(Protocol):
    """What a ruleset's expressions can speak of. Names are canonical; aliases are resolved first."""

    @property
    def facts(self) -> Mapping[str, FieldType]: ...

    @property
    def lists(self) -> Mapping[str, EventFields]: ...

    @property
    def aliases(self) -> Mapping[str, str]:
        """Other names of facts and lists."""

    @property
    def parameters(self) -> Mapping[str, FieldType]: ...

    @property
    def terms(self) -> Mapping[str, Mapping[str, str]]:
        """For every vocabulary of terms: what may be written for a term (its value, its labels) and its value."""

    def definition(self, name: str) -> FieldType | None:
        """The type of a definition, or None if there is none or it is wrong itself."""

    def decision(self, name: str) -> FieldType | None:
        """The type of what a decision comes to when an expression names it."""

    @property
    def definition_names(self) -> Iterable[str]: ...

    @property
    def decision_names(self) -> Iterable[str]: ...


@dataclass(frozen=True, slots=True)
class EventFrame:
    """A variable that stands for an event. A filter's own variable is not ``named``: its fields are names."""

    variable: str
    event: EventType
    named: bool


@dataclass(frozen=True, slots=True)
class YearFrame:
    """A variable that walks over years; ``reach``: how many years past 2199 it can come."""

    variable: str
    reach: int


@dataclass(frozen=True, slots=True)
class TermFrame:
    """A variable that walks over the members of a set."""

    variable: str
    type: EnumType


Frame = EventFrame | YearFrame | TermFrame


@dataclass(frozen=True, slots=True)
class FieldMeaning:
    """A name that is a field of the event a filter looks at."""

    frame: EventFrame
    name: str


@dataclass(frozen=True, slots=True)
class GlobalMeaning:
    """A name that means the same everywhere in a place."""

    kind: NameKind
    name: str


Meaning = Frame | FieldMeaning | GlobalMeaning


@dataclass(frozen=True, slots=True)
class Scope:
    """The vocabulary and the variables around an expression."""

    vocabulary: Vocabulary
    frames: tuple[Frame, ...] = field(default=())

    def inside(self, frame: Frame) -> Scope:
        return Scope(self.vocabulary, (*self.frames, frame))

    @property
    def depth(self) -> int:
        return len(self.frames)

    def field_of(self, event: EventType, written: str) -> str | None:
        """The canonical name of an event's field."""
        fields = self.vocabulary.lists[event.list_name]
        name = fields.aliases.get(written, written)
        return name if name in fields.fields else None

    def meanings(self, written: str) -> list[Meaning]:
        """Everything that a name could mean here; a well-written expression has names with one meaning."""
        found: list[Meaning] = []
        for frame in self.frames:
            if isinstance(frame, EventFrame) and not frame.named:
                name = self.field_of(frame.event, written)
                if name is not None:
                    found.append(FieldMeaning(frame, name))
            elif frame.variable == written:
                found.append(frame)
        vocabulary = self.vocabulary
        name = vocabulary.aliases.get(written, written)
        if name in vocabulary.facts:
            found.append(GlobalMeaning("fact", name))
        if name in vocabulary.lists:
            found.append(GlobalMeaning("list", name))
        if written in vocabulary.parameters:
            found.append(GlobalMeaning("parameter", written))
        if written in vocabulary.definition_names:
            found.append(GlobalMeaning("definition", written))
        if written in vocabulary.decision_names:
            found.append(GlobalMeaning("decision", written))
        return found

    def known_names(self) -> list[str]:
        """All names that could stand here, for suggestions."""
        names = ["as_of"]
        for frame in self.frames:
            if isinstance(frame, EventFrame) and not frame.named:
                fields = self.vocabulary.lists[frame.event.list_name]
                names += [*fields.fields, *fields.aliases]
            else:
                names.append(frame.variable)
        vocabulary = self.vocabulary
        return [
            *names,
            *vocabulary.facts,
            *vocabulary.lists,
            *vocabulary.aliases,
            *vocabulary.parameters,
            *vocabulary.definition_names,
            *vocabulary.decision_names,
        ]
