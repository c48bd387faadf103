"""Makes columns to compute, as a graph: what SQL can say of one row, and aggregates over the rows of a list.

A column belongs to the rows of the variables it depends on: without any, to the rows of organizations; on one event
variable, to the rows of that list; on two, to their pairs. Equal columns are one object, so nothing is computed twice
because it was written twice. Booleans are Kleene as in SQL: NULL is unknown.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from dateutil.relativedelta import relativedelta

from socorg_rules.engines.bulk.column import (
    NO_VARIABLES,
    AggregateKind,
    AggregateOver,
    Column,
    ColumnKind,
    Rows,
    Scalar,
    Variable,
    YearRows,
)
from socorg_rules.engines.bulk.rewriting import Renaming
from socorg_rules.feel.plan import COMPARISONS, CompareOperator, Duration

_NOT_THAT: Final[Mapping[str, CompareOperator]] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(slots=True)
class Columns:
    """Makes columns, each only once, and simplifies what is settled beforehand."""

    _made: dict[tuple[object, ...], Column] = field(default_factory=dict)

    # -- leaves --------------------------------------------------------------------------------------------

    def literal(self, value: Scalar) -> Column:
        kind: ColumnKind
        match value:
            case None:
                kind = "null"
            case bool():
                kind = "boolean"
            case int():
                kind = "integer"
            case date():
                kind = "date"
            case str():
                kind = "text"
        return self._column("literal", kind, data=value, total=value is not None)

    @property
    def true(self) -> Column:
        return self.literal(True)

    @property
    def false(self) -> Column:
        return self.literal(False)

    @property
    def null(self) -> Column:
        return self.literal(None)

    def fact(self, name: str, kind: ColumnKind, *, total: bool) -> Column:
        """A column of the table of organizations."""
        return self._column("fact", kind, data=name, total=total)

    def element(self, variable: Rows, name: str, kind: ColumnKind, *, total: bool) -> Column:
        """A column of the table of events that a variable walks over."""
        return self._column("element", kind, data=(variable, name), total=total, free=frozenset((variable,)))

    def year(self, variable: YearRows) -> Column:
        """The year that a variable stands for."""
        return self._column("year", "integer", data=variable, total=True, free=frozenset((variable,)))

    # -- booleans ------------------------------------------------------------------------------------------

    def all_of(self, operands: Iterable[Column]) -> Column:
        """Kleene *and*."""
        return self._connected("and", operands, neutral=True)

    def any_of(self, operands: Iterable[Column]) -> Column:
        """Kleene *or*."""
        return self._connected("or", operands, neutral=False)

    def _connected(self, operation: str, operands: Iterable[Column], *, neutral: bool) -> Column:
        flat: dict[Column, None] = {}
        for operand in operands:
            parts = operand.arguments if operand.operation == operation else (operand,)
            for part in parts:
                if part.is_the(not neutral):
                    return part
                if not part.is_the(neutral):
                    flat[part] = None
        if not flat:
            return self.literal(neutral)
        if len(flat) == 1:
            return next(iter(flat))
        return self._column(operation, "boolean", tuple(flat))

    def negation(self, operand: Column) -> Column:
        """Kleene *not*."""
        if operand.is_literal:
            return operand if operand.data is None else self.literal(not operand.data)
        if operand.operation == "not":
            return operand.arguments[0]
        if operand.operation == "compare":
            return self._column("compare", "boolean", operand.arguments, data=_NOT_THAT[str(operand.data)])
        return self._column("not", "boolean", (operand,))

    def is_null(self, operand: Column) -> Column:
        if operand.total:
            return self.false
        if operand.is_literal:
            return self.true
        return self._column("is_null", "boolean", (operand,), total=True)

    def is_true(self, operand: Column) -> Column:
        """Whether a boolean is surely true."""
        return self.otherwise(operand, False)

    def is_not_false(self, operand: Column) -> Column:
        """Whether a boolean is true or unknown."""
        return self.otherwise(operand, True)

    def otherwise(self, operand: Column, value: bool | int | str) -> Column:
        """The operand, and ``value`` where it is NULL."""
        if operand.total:
            return operand
        if operand.is_literal:
            return self.literal(value)
        return self._column("otherwise", operand.kind, (operand, self.literal(value)), total=True)

    def compare(self, sign: CompareOperator, left: Column, right: Column) -> Column:
        """NULL where a side is."""
        if left.is_the(None) or right.is_the(None):
            return self.null
        if left.is_literal and right.is_literal:
            return self.literal(COMPARISONS[sign](left.data, right.data))
        return self._column("compare", "boolean", (left, right), data=sign)

    def choice(self, cases: Iterable[tuple[Column, Column]], otherwise: Column) -> Column:
        """CASE: the value of the first condition that is true."""
        kept: list[tuple[Column, Column]] = []
        for condition, value in cases:
            if condition.is_the(True):
                otherwise = value
                break
            if not condition.is_literal:
                kept.append((condition, value))
        while kept and kept[-1][1] is otherwise:
            kept.pop()
        if not kept:
            return otherwise
        values = [value for _, value in kept] + [otherwise]
        kind: ColumnKind = next((value.kind for value in values if value.kind != "null"), "null")
        arguments = tuple(part for case in kept for part in case)
        return self._column(
            "case", kind, (*arguments, otherwise), total=all(value.total for value in values), keep_total=True
        )

    def one_of(self, value: Column, texts: Iterable[str]) -> Column:
        """Whether a text is one of some; NULL where it is."""
        return self.any_of(self.compare("=", value, self.literal(text)) for text in sorted(texts))

    # -- numbers and dates ---------------------------------------------------------------------------------

    def add(self, left: Column, right: Column) -> Column:
        return self._number("add", left, right, operator.add, neutral=0)

    def subtract(self, left: Column, right: Column) -> Column:
        return self._number("subtract", left, right, operator.sub)

    def multiply(self, left: Column, right: Column) -> Column:
        return self._number("multiply", left, right, operator.mul, neutral=1)

    def bits_of_either(self, left: Column, right: Column) -> Column:
        return left if left is right else self._number("bit_or", left, right, operator.or_, neutral=0)

    def bits_of_both(self, left: Column, right: Column) -> Column:
        if left.is_the(0) or right.is_the(0):
            return self.literal(0)
        return left if left is right else self._number("bit_and", left, right, operator.and_)

    def power_of_two(self, exponent: Column) -> Column:
        if isinstance(exponent.data, int):
            return self.literal(1 << exponent.data)
        return self._column("power_of_two", "integer", (exponent,))

    def _number(
        self,
        operation: str,
        left: Column,
        right: Column,
        compute: Callable[[Any, Any], int],
        *,
        neutral: int | None = None,
    ) -> Column:
        if left.is_the(None) or right.is_the(None):
            return self.null
        if left.is_literal and right.is_literal:
            return self.literal(compute(left.data, right.data))
        if neutral is not None and left.is_the(neutral):
            return right
        if neutral is not None and right.is_the(neutral):
            return left
        return self._column(operation, "integer", (left, right))

    def extreme(self, kind: Literal["min", "max"], operands: Iterable[Column]) -> Column:
        """The least or the greatest; NULL where an operand is."""
        flat = tuple(dict.fromkeys(operands))
        unsure = [operand for operand in flat if not operand.total]
        chosen = self.extreme_of_present(kind, flat)
        if not unsure or len(flat) == 1:
            return chosen
        # Databases differ on GREATEST of a NULL.
        return self.choice([(self.any_of(self.is_null(operand) for operand in unsure), self.null)], chosen)

    def extreme_of_present(self, kind: Literal["min", "max"], operands: Iterable[Column]) -> Column:
        """The least or the greatest of columns of which none is NULL where it is looked at."""
        flat = tuple(dict.fromkeys(operands))
        if any(operand.is_the(None) for operand in flat):
            return self.null
        settled = [operand for operand in flat if operand.is_literal]
        if len(settled) > 1:
            compute: Callable[..., Any] = min if kind == "min" else max
            nearest = self.literal(compute(operand.data for operand in settled))
            flat = (nearest, *(operand for operand in flat if not operand.is_literal))
        if len(flat) == 1:
            return flat[0]
        return self._column(kind, flat[0].kind, flat, total=True, keep_total=True)

    def date_part(self, part: str, day: Column) -> Column:
        if day.is_literal:
            return day if day.data is None else self.literal(int(getattr(day.data, part)))
        return self._column("date_part", "integer", (day,), data=part)

    def day_in_year(self, year: Column, month: int, day: int) -> Column:
        if year.is_literal:
            return year if not isinstance(year.data, int) else self.literal(date(year.data, month, day))
        return self._column("day_in_year", "date", (year,), data=(month, day))

    def later_by(self, day: Column, duration: Duration) -> Column:
        """A date plus a duration, clamped to the end of the month."""
        if day.is_the(None):
            return day
        if isinstance(day.data, date):
            return self.literal(day.data + relativedelta(months=duration.months, days=duration.days))
        return self._column("later_by", "date", (day,), data=duration)

    def days_between(self, later: Column, earlier: Column) -> Column:
        if later.is_the(None) or earlier.is_the(None):
            return self.null
        if isinstance(later.data, date) and isinstance(earlier.data, date):
            return self.literal((later.data - earlier.data).days)
        return self._column("days_between", "integer", (later, earlier))

    def day_text(self, day: Column) -> Column:
        """A date in ISO form; empty where there is none."""
        if day.is_literal:
            return self.literal("" if day.data is None else str(day.data))
        return self._column("day_text", "text", (day,), total=True, keep_total=True)

    def joined_texts(self, parts: Iterable[Column]) -> Column:
        """Texts one behind the other; none of them is ever NULL."""
        kept = tuple(part for part in parts if not part.is_the(""))
        return self._column("joined_texts", "text", kept, total=True) if kept else self.literal("")

    def joined_present(self, texts: Iterable[Column]) -> Column:
        """Those of some texts that are not NULL, with commas between them."""
        return self._column("joined_present", "text", tuple(texts), total=True, keep_total=True)

    def looked_up(self, table: str, key: Column, name: str, kind: ColumnKind) -> Column:
        """A column of a small table of constants, by a date; NULL where the table has no row."""
        return self._column("looked_up", kind, (key,), data=(table, name), total=False, keep_total=True)

    # -- over rows -----------------------------------------------------------------------------------------

    def some(self, variable: Variable, condition: Column) -> Column:
        """Whether a condition is true at some row of a variable; NULL where at best it is NULL at one."""
        if condition.is_the(False):
            return condition
        return self._over_rows("some", variable, condition, self.true, total=condition.total)

    def aggregate(self, kind: AggregateKind, variable: Variable, value: Column, where: Column) -> Column:
        """One value for all rows of a variable at which ``where`` is true; NULL of none, and of NULLs alone."""
        if where.is_the(False) or where.is_the(None) or value.is_the(None):
            return self.null
        return self._over_rows(kind, variable, value, where)

    def _over_rows(
        self, kind: AggregateKind, variable: Variable, value: Column, where: Column, *, total: bool = False
    ) -> Column:
        """Under the lowest slot that is free, so that equal aggregates are one."""
        free = (value.free | where.free) - {variable}
        slots = {
            other.slot for other in free if type(other) is type(variable) and other.at_slot(0) == variable.at_slot(0)
        }
        slot = next(number for number in range(len(slots) + 1) if number not in slots)
        if slot != variable.slot:
            renamed = variable.at_slot(slot)
            value, where = Renaming(self, variable, renamed).of_all((value, where))
            variable = renamed
        return self._column(
            "aggregate",
            # A condition that nobody can tell is NULL, which is of no kind.
            "boolean" if kind == "some" else value.kind,
            (value, where),
            data=AggregateOver(kind, variable),
            total=total,
            free=free,
            keep_total=True,
        )

    # -- making --------------------------------------------------------------------------------------------

    def _column(  # noqa: PLR0913 - keywords
        self,
        operation: str,
        kind: ColumnKind,
        arguments: tuple[Column, ...] = (),
        *,
        data: object = None,
        total: bool = False,
        free: frozenset[Variable] | None = None,
        keep_total: bool = False,
    ) -> Column:
        """The one column of this description; total where all its arguments are, unless told otherwise."""
        key = (operation, type(data), data, *(argument.number for argument in arguments))
        made = self._made.get(key)
        if made is None:
            if arguments and not total and not keep_total:
                total = all(argument.total for argument in arguments)
            if free is None:
                free = NO_VARIABLES.union(*(argument.free for argument in arguments))
            made = Column(operation, kind, arguments, data, total, free, len(self._made) + 1)
            self._made[key] = made
        return made
