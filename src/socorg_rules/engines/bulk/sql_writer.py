"""Columns of one row as SQL text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from socorg_rules.engines.bulk.column import Column
from socorg_rules.engines.bulk.dialects import Dialect
from socorg_rules.feel.plan import Duration

_INFIX: Final = {"add": "+", "subtract": "-", "multiply": "*", "bit_or": "|", "bit_and": "&", "and": "AND", "or": "OR"}
_CONDITIONS: Final = frozenset({"and", "or", "not", "compare", "is_null"})
"""Operations that give a condition, which not every database takes for a value."""


@dataclass(slots=True)
class RowWriter:
    """Writes columns out of those that a row has already, each under the name given."""

    dialect: Dialect
    available: Mapping[Column, str]
    _written: dict[Column, str] = field(default_factory=dict)

    def sql(self, column: Column) -> str:
        """The SQL of a column as a value."""
        written = self._written.get(column)
        if written is None:
            written = self.available.get(column) or self._computed(column)
            self._written[column] = written
        return written

    def condition(self, column: Column) -> str:
        """The SQL of a Boolean column where a condition is asked for: after WHERE, WHEN, ON, AND, OR, NOT."""
        if self.dialect.has_booleans:
            return self.sql(column)
        if column in self.available or column.operation not in _CONDITIONS:
            return f"({self.sql(column)} = 1)"
        return _WRITERS[column.operation](self, column)

    def _computed(self, column: Column) -> str:
        written = _WRITERS[column.operation](self, column)
        if self.dialect.has_booleans or column.operation not in _CONDITIONS:
            return written
        return f"CASE WHEN {written} THEN 1 " + ("ELSE 0 END" if column.total else f"WHEN NOT {written} THEN 0 END")

    def _parts(self, column: Column) -> list[str]:
        return [self.sql(argument) for argument in column.arguments]

    def literal(self, column: Column) -> str:
        match column.data:
            case None:
                return "NULL"
            case bool():
                return self.dialect.boolean_literal(column.data)
            case int():
                return str(column.data)
            case date():
                return self.dialect.date_literal(column.data)
            case _:
                return self.dialect.text_literal(str(column.data))

    def infix(self, column: Column) -> str:
        return "(" + f" {_INFIX[column.operation]} ".join(self._parts(column)) + ")"

    def connected(self, column: Column) -> str:
        parts = (self.condition(argument) for argument in column.arguments)
        return "(" + f" {_INFIX[column.operation]} ".join(parts) + ")"

    def negated(self, column: Column) -> str:
        return f"(NOT {self.condition(column.arguments[0])})"

    def is_null(self, column: Column) -> str:
        return f"({self.sql(column.arguments[0])} IS NULL)"

    def otherwise(self, column: Column) -> str:
        return f"COALESCE({', '.join(self._parts(column))})"

    def compared(self, column: Column) -> str:
        left, right = self._parts(column)
        sign = "<>" if column.data == "!=" else column.data
        return f"({left} {sign} {right})"

    def case(self, column: Column) -> str:
        *cases, otherwise = column.arguments
        written = ["CASE"]
        for condition, value in zip(cases[::2], cases[1::2], strict=True):
            written.append(f"WHEN {self.condition(condition)} THEN {self._branch(value, column)}")
        if not otherwise.is_the(None):
            written.append(f"ELSE {self.sql(otherwise)}")
        return " ".join([*written, "END"])

    def _branch(self, value: Column, column: Column) -> str:
        return self.dialect.null(column.kind) if value.is_the(None) else self.sql(value)

    def extreme(self, column: Column) -> str:
        function = "LEAST" if column.operation == "min" else "GREATEST"
        return f"{function}({', '.join(self._parts(column))})"

    def date_part(self, column: Column) -> str:
        return self.dialect.date_part(str(column.data), self.sql(column.arguments[0]))

    def day_in_year(self, column: Column) -> str:
        assert isinstance(column.data, tuple)
        month, day = column.data
        return self.dialect.day_in_year(self.sql(column.arguments[0]), month, day)

    def later_by(self, column: Column) -> str:
        assert isinstance(column.data, Duration)
        return self.dialect.later(self.sql(column.arguments[0]), column.data)

    def days_between(self, column: Column) -> str:
        return self.dialect.days_between(*self._parts(column))

    def day_text(self, column: Column) -> str:
        day = column.arguments[0]
        return "''" if day.is_the(None) else f"COALESCE({self.dialect.day_text(self.sql(day))}, '')"

    def joined_texts(self, column: Column) -> str:
        return self.dialect.joined(self._parts(column))

    def joined_present(self, column: Column) -> str:
        return self.dialect.joined_present(self._parts(column))

    def power_of_two(self, column: Column) -> str:
        return self.dialect.power_of_two(self.sql(column.arguments[0]))


_WRITERS: Final[dict[str, Callable[[RowWriter, Column], str]]] = {
    "literal": RowWriter.literal,
    "and": RowWriter.connected,
    "or": RowWriter.connected,
    "not": RowWriter.negated,
    "is_null": RowWriter.is_null,
    "otherwise": RowWriter.otherwise,
    "compare": RowWriter.compared,
    "case": RowWriter.case,
    "add": RowWriter.infix,
    "subtract": RowWriter.infix,
    "multiply": RowWriter.infix,
    "bit_or": RowWriter.infix,
    "bit_and": RowWriter.infix,
    "min": RowWriter.extreme,
    "max": RowWriter.extreme,
    "date_part": RowWriter.date_part,
    "day_in_year": RowWriter.day_in_year,
    "later_by": RowWriter.later_by,
    "days_between": RowWriter.days_between,
    "day_text": RowWriter.day_text,
    "joined_texts": RowWriter.joined_texts,
    "joined_present": RowWriter.joined_present,
    "power_of_two": RowWriter.power_of_two,
}
