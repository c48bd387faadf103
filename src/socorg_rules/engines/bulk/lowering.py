"""Columns as SQL computes them best: two-valued conditions, no *some* but aggregates, few rows of years.

A condition that may be unknown becomes two that are never NULL: whether it is true, and whether it is not false.
Databases combine such conditions several times faster, and agree on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from socorg_rules.engines.bulk.column import AggregateOver, Column, YearRows
from socorg_rules.engines.bulk.columns import Columns
from socorg_rules.engines.bulk.expressions import Span
from socorg_rules.engines.bulk.rewriting import rebuilt
from socorg_rules.engines.bulk.shape import AS_OF
from socorg_rules.engines.bulk.year_bits import NotInBitsError, YearBits
from socorg_rules.feel.plan import CompareOperator


@dataclass(frozen=True, slots=True)
class Truth:
    """A condition as two that are never NULL: ``true``, and ``possible``, which is not false."""

    true: Column
    possible: Column


@dataclass(slots=True)
class Lowering:
    """Rewrites columns for the days of a span.

    ``years_as_bits``: whether years may become bits of whole numbers; else every year is a row.
    """

    columns: Columns
    span: Span
    years_as_bits: bool
    _truths: dict[Column, Truth] = field(default_factory=dict)
    _values: dict[Column, Column] = field(default_factory=dict)
    _bare: dict[Column, Column | None] = field(default_factory=dict)
    _of_variables: dict[YearRows, YearBits] = field(default_factory=dict)

    def of_all(self, columns: Mapping[str, Column]) -> dict[str, Column]:
        """The same columns, lowered, under the same names."""
        return {name: self.of(column) for name, column in columns.items()}

    def of(self, column: Column) -> Column:
        """A column with the same values."""
        self._prepare(column)
        if column.kind != "boolean":
            return self._values[column]
        truth = self._truths[column]
        if truth.true is truth.possible:
            return truth.true
        columns = self.columns
        return columns.choice([(truth.true, columns.true), (truth.possible, columns.null)], columns.false)

    def _prepare(self, column: Column) -> None:
        """Lowers a column and everything from which it is computed."""
        waiting = [column]
        while waiting:
            current = waiting[-1]
            if self._is_done(current):
                waiting.pop()
                continue
            bare = self._without_years(current)
            needed = current.arguments if bare is None else (bare,)
            unknown = [part for part in needed if not self._is_done(part)]
            if unknown:
                waiting += unknown
                continue
            waiting.pop()
            if current.kind == "boolean":
                self._truths[current] = self._truth(current) if bare is None else self._of_condition(bare)
            else:
                self._values[current] = self._value(current) if bare is None else self._values[bare]

    def _is_done(self, column: Column) -> bool:
        return column in (self._truths if column.kind == "boolean" else self._values)

    # -- years ---------------------------------------------------------------------------------------------

    def _without_years(self, column: Column) -> Column | None:
        """An aggregate over years without them; None for any other column."""
        if not self.years_as_bits or column.operation != "aggregate":
            return None
        if column not in self._bare:
            variable = cast(AggregateOver, column.data).variable
            self._bare[column] = None
            if isinstance(variable, YearRows):
                try:
                    self._bare[column] = self._bits_of(variable).without_years(column)
                except NotInBitsError:
                    self._bare[column] = None
        return self._bare[column]

    def _bits_of(self, variable: YearRows) -> YearBits:
        if variable not in self._of_variables:
            columns = self.columns
            within = columns.true
            if not self.span.is_one_day:
                this_year = columns.date_part("year", columns.fact(AS_OF, "date", total=True))
                last = columns.add(this_year, columns.literal(variable.beyond))
                within = columns.compare("<=", columns.year(variable), last)
            self._of_variables[variable] = YearBits(columns, variable, self.span.last.year + variable.beyond, within)
        return self._of_variables[variable]

    # -- values --------------------------------------------------------------------------------------------

    def _lowered(self, column: Column) -> Column:
        """An argument: of conditions, whether they are true."""
        return self._truths[column].true if column.kind == "boolean" else self._values[column]

    def _value(self, column: Column) -> Column:
        if column.is_leaf:
            return column
        return rebuilt(self.columns, column, tuple(self._lowered(part) for part in column.arguments))

    # -- conditions ----------------------------------------------------------------------------------------

    def _of_condition(self, column: Column) -> Truth:
        """The truth of an argument; NULL may be of no kind."""
        return Truth(self.columns.false, self.columns.true) if column.is_the(None) else self._truths[column]

    def _truth(self, column: Column) -> Truth:
        columns = self.columns
        match column.operation:
            case "and":
                parts = [self._of_condition(part) for part in column.arguments]
                return Truth(
                    columns.all_of(part.true for part in parts), columns.all_of(part.possible for part in parts)
                )
            case "or":
                parts = [self._of_condition(part) for part in column.arguments]
                return Truth(
                    columns.any_of(part.true for part in parts), columns.any_of(part.possible for part in parts)
                )
            case "not":
                inner = self._of_condition(column.arguments[0])
                return Truth(columns.negation(inner.possible), columns.negation(inner.true))
            case "otherwise":
                inner = self._of_condition(column.arguments[0])
                settled = inner.possible if column.arguments[1].is_the(True) else inner.true
                return Truth(settled, settled)
            case "is_null":
                return self._absence(column.arguments[0])
            case "compare":
                return self._comparison(column)
            case "case":
                return self._case(column)
            case "aggregate":
                return self._some(column)
        return self._leaf(column)

    def _leaf(self, column: Column) -> Truth:
        if column.total:
            return Truth(column, column)
        true = self.columns.is_true(column)
        return Truth(true, self.columns.any_of((true, self.columns.is_null(column))))

    def _absence(self, operand: Column) -> Truth:
        columns = self.columns
        if operand.kind == "boolean":
            truth = self._of_condition(operand)
            unknown = columns.all_of((truth.possible, columns.negation(truth.true)))
        else:
            unknown = columns.is_null(self._values[operand])
        return Truth(unknown, unknown)

    def _comparison(self, column: Column) -> Truth:
        columns = self.columns
        left, right = column.arguments
        if left.kind == "boolean" or right.kind == "boolean":
            return self._equality(column)
        sides = (self._values[left], self._values[right])
        compared = columns.compare(cast(CompareOperator, column.data), *sides)
        return self._with_absence(compared, sides)

    def _with_absence(self, compared: Column, sides: tuple[Column, ...]) -> Truth:
        columns = self.columns
        true = columns.is_true(compared)
        return Truth(true, columns.any_of((true, *(columns.is_null(side) for side in sides))))

    def _equality(self, column: Column) -> Truth:
        """Two conditions compared: unknown where one is."""
        columns = self.columns
        left, right = (self._of_condition(part) for part in column.arguments)
        no_left, no_right = columns.negation(left.possible), columns.negation(right.possible)
        same = columns.any_of((columns.all_of((left.true, right.true)), columns.all_of((no_left, no_right))))
        other = columns.any_of((columns.all_of((left.true, no_right)), columns.all_of((no_left, right.true))))
        if column.data == "!=":
            same, other = other, same
        return Truth(same, columns.negation(other))

    def _case(self, column: Column) -> Truth:
        columns = self.columns
        *cases, otherwise = column.arguments
        made = self._of_condition(otherwise)
        for condition, value in reversed(list(zip(cases[::2], cases[1::2], strict=True))):
            when, then = self._of_condition(condition).true, self._of_condition(value)
            fails = columns.negation(when)
            made = Truth(
                columns.any_of((columns.all_of((when, then.true)), columns.all_of((fails, made.true)))),
                columns.any_of((columns.all_of((when, then.possible)), columns.all_of((fails, made.possible)))),
            )
        return made

    def _some(self, column: Column) -> Truth:
        """Whether a condition is true at some row; a row counts 2 where it is, and 1 where it is unknown."""
        columns = self.columns
        over = cast(AggregateOver, column.data)
        assert over.kind == "some", "no other aggregate is a condition"
        condition = self._of_condition(column.arguments[0])
        one, two = columns.literal(1), columns.literal(2)
        if condition.true is condition.possible:
            there = columns.negation(columns.is_null(columns.aggregate("max", over.variable, one, condition.true)))
            return Truth(there, there)
        code = columns.choice([(condition.true, two)], one)
        most = columns.otherwise(columns.aggregate("max", over.variable, code, condition.possible), 0)
        return Truth(columns.compare("=", most, two), columns.compare("!=", most, columns.literal(0)))
