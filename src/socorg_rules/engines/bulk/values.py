"""Values of the language as columns: known, null (a fact) or unknown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from socorg_rules.engines.bulk.column import Column, Scalar
from socorg_rules.engines.bulk.columns import Columns
from socorg_rules.engines.bulk.missing import NOTHING, Gaps, Missing
from socorg_rules.feel.plan import CompareOperator


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression comes to.

    ``column`` is NULL where the value is null or unknown. ``unknown`` and ``null`` say which; both are total, and
    the literal false where it can't be. ``missing`` is empty wherever the value is settled.
    """

    column: Column
    unknown: Column
    null: Column
    missing: Missing = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetValue:
    """A set of terms: for each term that it may hold, whether it does (NULL where the set is unknown)."""

    members: tuple[tuple[str, Column], ...]
    unknown: Column
    null: Column
    missing: Missing = field(default_factory=dict)


AnyValue = Value | SetValue


@dataclass(frozen=True, slots=True)
class Values:
    """Operations on values in Kleene logic."""

    columns: Columns
    gaps: Gaps

    def known(self, value: Scalar) -> Value:
        """A constant; None is the fact null."""
        columns = self.columns
        return Value(columns.literal(value), columns.false, columns.literal(value is None))

    def known_set(self, terms: frozenset[str]) -> SetValue:
        columns = self.columns
        return SetValue(tuple((term, columns.true) for term in sorted(terms)), columns.false, columns.false)

    def unknown(self, missing: Missing = NOTHING) -> Value:
        return Value(self.columns.null, self.columns.true, self.columns.false, missing)

    def truth(self, column: Column, missing: Missing = NOTHING) -> Value:
        """A condition: a boolean that is never null as a fact; ``missing`` counts where it is unknown."""
        unknown = self.columns.is_null(column)
        if unknown.is_the(False):
            missing = NOTHING
        return Value(column, unknown, self.columns.false, self.gaps.where(unknown, missing))

    def all_of(self, operands: list[Value]) -> Value:
        return self._connected(self.columns.all_of(operand.column for operand in operands), operands)

    def any_of(self, operands: list[Value]) -> Value:
        return self._connected(self.columns.any_of(operand.column for operand in operands), operands)

    def _connected(self, column: Column, operands: list[Value]) -> Value:
        return self.truth(column, self.gaps.union(operand.missing for operand in operands))

    def negation(self, operand: Value) -> Value:
        return Value(self.columns.negation(operand.column), operand.unknown, operand.null, operand.missing)

    def compare(self, sign: CompareOperator, left: Value, right: Value) -> Value:
        """Unknown where a side is, false where a side is null."""
        columns = self.columns
        unknown = columns.any_of((left.unknown, right.unknown))
        compared = columns.compare(sign, left.column, right.column)
        if not (left.null.is_the(False) and right.null.is_the(False)):
            compared = columns.choice([(unknown, columns.null)], columns.is_true(compared))
        return Value(compared, unknown, columns.false, self.gaps.union((left.missing, right.missing)))

    def is_null(self, operand: AnyValue) -> Value:
        columns = self.columns
        column = columns.choice([(operand.unknown, columns.null)], operand.null)
        return Value(column, operand.unknown, columns.false, operand.missing)

    def computed(self, column: Column, *operands: Value) -> Value:
        """A number or a date out of others: unknown where one is, else null where one is."""
        columns = self.columns
        unknown = columns.any_of(operand.unknown for operand in operands)
        null = columns.any_of(operand.null for operand in operands)
        if not unknown.is_the(False):
            null = columns.all_of((columns.negation(unknown), null))
        return Value(column, unknown, null, self.gaps.union(operand.missing for operand in operands))

    def choice(self, condition: Value, then: AnyValue, otherwise: AnyValue) -> AnyValue:
        """``if``: unknown where its condition is; then both branches are missed."""
        columns = self.columns
        holds = columns.is_true(condition.column)
        fails = columns.is_true(columns.negation(condition.column))
        unsettled = columns.false if condition.column.total else columns.true
        unknown = columns.choice([(holds, then.unknown), (fails, otherwise.unknown)], unsettled)
        null = columns.choice([(holds, then.null), (fails, otherwise.null)], columns.false)
        missing = self.gaps.where(unknown, self.gaps.union((condition.missing, then.missing, otherwise.missing)))
        if isinstance(then, SetValue) or isinstance(otherwise, SetValue):
            members = self._set_choice(condition.column, then, otherwise)
            return SetValue(members, unknown, null, missing)
        column = self.chosen(condition.column, then.column, otherwise.column)
        return Value(column, unknown, null, missing)

    def chosen(self, condition: Column, then: Column, otherwise: Column) -> Column:
        """One of two columns; NULL where the condition is unknown."""
        columns = self.columns
        if condition.total:
            return columns.choice([(condition, then)], otherwise)
        return columns.choice([(condition, then), (columns.negation(condition), otherwise)], columns.null)

    def _set_choice(self, condition: Column, then: AnyValue, otherwise: AnyValue) -> tuple[tuple[str, Column], ...]:
        sides = [dict(side.members) if isinstance(side, SetValue) else {} for side in (then, otherwise)]
        absent = self.columns.false
        return tuple(
            (term, self.chosen(condition, sides[0].get(term, absent), sides[1].get(term, absent)))
            for term in sorted({*sides[0], *sides[1]})
        )

    def extreme(self, kind: Literal["min", "max"], operands: list[Value]) -> Value:
        return self.computed(self.columns.extreme(kind, (operand.column for operand in operands)), *operands)
