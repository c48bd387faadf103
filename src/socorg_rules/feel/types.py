"""The types of the language.

Numbers inside a plan are whole: a value is ``int`` at its type's ``scale`` (yuan have two decimal places, so a
yuan amount is a number of fen; ratios have five). ``bound`` is the largest magnitude such an integer can have;
the checker refuses what could pass 63 bits, so every engine may count in 64-bit integers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

INTEGER_LIMIT = 2**63 - 1

Unit = Literal["yuan", "ratio", "count", "year", "days"]


@dataclass(frozen=True, slots=True)
class BooleanType:
    """True or false."""

    def __str__(self) -> str:
        return "boolean"


@dataclass(frozen=True, slots=True)
class DateType:
    """A date. ``reach``: by how many years it can lie past 2199, so that no sum of dates can overflow."""

    reach: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return "date"


@dataclass(frozen=True, slots=True)
class TextType:
    """Free text: only compared with null."""

    def __str__(self) -> str:
        return "text"


@dataclass(frozen=True, slots=True)
class IdentifierType:
    """A number or a name that says which one: only compared with null and with another of its kind."""

    def __str__(self) -> str:
        return "identifier"


@dataclass(frozen=True, slots=True)
class NullType:
    """The type of ``null`` itself."""

    def __str__(self) -> str:
        return "null"


@dataclass(frozen=True, slots=True)
class DurationType:
    """Calendar months or days."""

    def __str__(self) -> str:
        return "duration"


@dataclass(frozen=True, slots=True)
class NumberType:
    """A number of a unit; ``unit`` None is a plain number, which fits any unit."""

    unit: Unit | None
    scale: int = 0
    bound: int = 10**9

    def __str__(self) -> str:
        return {"yuan": "money", "ratio": "ratio", "count": "count", "year": "year", "days": "days", None: "number"}[
            self.unit
        ]


@dataclass(frozen=True, slots=True)
class EnumType:
    """One of the terms of a vocabulary."""

    vocabulary: str
    values: frozenset[str] = field(compare=False)

    def __str__(self) -> str:
        return self.vocabulary


@dataclass(frozen=True, slots=True)
class SetType:
    """A set of terms of a vocabulary."""

    element: EnumType

    def __str__(self) -> str:
        return f"set<{self.element}>"


@dataclass(frozen=True, slots=True)
class EventType:
    """An event of a list of the record, by the list's name."""

    list_name: str

    def __str__(self) -> str:
        return self.list_name


@dataclass(frozen=True, slots=True)
class ListType:
    """Events, of which ``present`` fields are sure not to be null (a filter has seen to it)."""

    element: EventType
    present: frozenset[str] = field(default=frozenset(), compare=False)

    def __str__(self) -> str:
        return f"list<{self.element}>"


@dataclass(frozen=True, slots=True)
class ColumnType:
    """One field of every event of a list: what ``sum``, ``min`` and ``max`` take."""

    element: ScalarType
    nullable: bool

    def __str__(self) -> str:
        return f"list<{self.element}>"


ScalarType = (
    BooleanType | DateType | TextType | IdentifierType | NullType | DurationType | NumberType | EnumType | SetType
)
Type = ScalarType | EventType | ListType | ColumnType

BOOLEAN = BooleanType()
DATE = DateType()
TEXT = TextType()
IDENTIFIER = IdentifierType()
NULL = NullType()
DURATION = DurationType()
MONEY = NumberType("yuan", 2, 10**13 - 1)
RATIO = NumberType("ratio", 5, 10**5)
COUNT = NumberType("count", 0, 10**9)
YEAR = NumberType("year", 0, 2199)
DAYS = NumberType("days", 0, 200_000)
LIST_LENGTH_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class FieldType:
    """A named value: its type, and whether it can be null (a fact) rather than unknown."""

    type: Type
    nullable: bool


@dataclass(frozen=True, slots=True)
class EventFields:
    """The fields of an event list, and the other names by which they may be called."""

    fields: Mapping[str, FieldType]
    aliases: Mapping[str, str]


def same_kind(left: Type, right: Type) -> bool:
    """Whether two types belong together, whatever their scale and bound."""
    if isinstance(left, NumberType) and isinstance(right, NumberType):
        return left.unit is None or right.unit is None or left.unit == right.unit
    return left == right
