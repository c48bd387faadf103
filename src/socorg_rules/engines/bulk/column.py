"""A column to compute: an operation on others, and the rows to which it belongs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

ColumnKind = Literal["boolean", "integer", "date", "text", "null"]
AggregateKind = Literal["some", "max", "min", "sum", "bit_or", "texts"]
Scalar = bool | int | date | str | None


@dataclass(frozen=True, slots=True)
class Rows:
    """A variable that walks over the events of a list; ``slot`` tells two over one list apart."""

    list_name: str
    slot: int = 0

    @property
    def order(self) -> tuple[int, str, int]:
        return (1, self.list_name, self.slot)

    def at_slot(self, slot: int) -> Rows:
        return Rows(self.list_name, slot)


@dataclass(frozen=True, slots=True)
class YearRows:
    """A variable that walks over the years from ``low`` to the year of ``as_of`` plus ``beyond``, both included."""

    low: int
    beyond: int
    slot: int = 0

    @property
    def order(self) -> tuple[int, str, int]:
        return (0, f"{self.low}/{self.beyond}", self.slot)

    def at_slot(self, slot: int) -> YearRows:
        return YearRows(self.low, self.beyond, slot)


Variable = Rows | YearRows
NO_VARIABLES: Final[frozenset[Variable]] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column: an operation on others. ``total``: it is never NULL. ``free``: the variables it depends on."""

    operation: str
    kind: ColumnKind
    arguments: tuple[Column, ...] = field(default=(), repr=False)
    data: object = None
    total: bool = False
    free: frozenset[Variable] = NO_VARIABLES
    number: int = 0

    @property
    def is_literal(self) -> bool:
        return self.operation == "literal"

    @property
    def is_leaf(self) -> bool:
        return self.operation in ("literal", "fact", "element", "year")

    def is_the(self, value: Scalar) -> bool:
        """Whether it is this very literal."""
        return self.operation == "literal" and type(self.data) is type(value) and self.data == value


@dataclass(frozen=True, slots=True)
class AggregateOver:
    """What an aggregate column walks over. Its arguments are the value and the condition of a row that counts."""

    kind: AggregateKind
    variable: Variable
