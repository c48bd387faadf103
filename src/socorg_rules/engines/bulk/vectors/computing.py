"""Computes lowered columns over rows in memory.

Organizations are computed whole. Of events only those rows are looked at that conditions leave: what is quickly said of
a row is asked first, and pairs of events are made only of those that are left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, cast

import numpy as np

from socorg_rules.engines.bulk.column import AggregateOver, Column, Rows, Variable, YearRows
from socorg_rules.engines.bulk.vectors import days
from socorg_rules.engines.bulk.vectors.reducing import reduced
from socorg_rules.engines.bulk.vectors.rows import Members, RowSet
from socorg_rules.engines.bulk.vectors.tables import Tables, years_of
from socorg_rules.engines.bulk.vectors.vector import Vector, either_absent

_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
_ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "bit_or": np.bitwise_or,
    "bit_and": np.bitwise_and,
    "days_between": lambda later, earlier: np.subtract(later, earlier, dtype=np.int64),
}
_SHIFT: Final = 63


@dataclass(slots=True)
class Computing:
    """Computes columns of one batch of organizations.

    ``first``: for columns of one variable over a list, the same column of the first such variable.
    """

    first: Mapping[Column, Column]
    tables: Tables
    organizations: RowSet = field(init=False)
    _members: dict[Variable, Members] = field(default_factory=dict)
    _whole: dict[Variable, RowSet] = field(default_factory=dict)
    _deep: dict[Column, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.organizations = RowSet(self.tables.count)

    def forget(self, columns: Iterable[Column]) -> None:
        """Lets go of columns of organizations that nothing needs any more."""
        for column in columns:
            self.organizations.known.pop(column, None)

    def of(self, column: Column, rows: RowSet | None = None) -> Vector:
        """A column of organizations, or of other rows."""
        rows = rows or self.organizations
        if column.is_literal:
            return self._literal(column)
        known = rows.known.get(column)
        if known is None:
            known = rows.known[column] = self._at(column, rows)
        return known

    def _at(self, column: Column, rows: RowSet) -> Vector:
        """From the fewest rows on which the column depends."""
        free = column.free
        if is_lazy(column):
            return self._computed(column, rows)
        if not free:
            if rows.owners is None:
                return self._computed(column, rows)
            return self.of(column, self.organizations).take(rows.owners)
        if free <= rows.shared:
            assert rows.outer is not None
            assert rows.parents is not None
            return self.of(column, rows.outer).take(rows.parents)
        if len(free) == 1:
            [variable] = free
            own = rows.rows[variable]
            if own is not None and not self._is_deep(column):
                return self.of(self.first[column], self._all_of(variable.at_slot(0))).take(own)
        return self._computed(column, rows)

    def _is_deep(self, column: Column) -> bool:
        """Whether a column waits for an aggregate of each event."""
        if not column.free:
            return False
        deep = self._deep.get(column)
        if deep is None:
            deep = column.operation == "aggregate" or any(self._is_deep(part) for part in column.arguments)
            self._deep[column] = deep
        return deep

    def _computed(self, column: Column, rows: RowSet) -> Vector:
        return _OPERATIONS[column.operation](self, column, rows)

    def _parts(self, column: Column, rows: RowSet) -> list[Vector]:
        return [self.of(part, rows) for part in column.arguments]

    # -- leaves --------------------------------------------------------------------------------------------

    def _literal(self, column: Column) -> Vector:
        data = column.data
        if data is None:
            return Vector(0, True)
        if isinstance(data, date):
            return Vector(np.int32(days.day_number(data)))
        if isinstance(data, str):
            return Vector(np.int32(self.tables.texts.code(data)))
        return Vector(np.bool_(data) if isinstance(data, bool) else data)

    def _fact(self, column: Column, _: RowSet) -> Vector:
        return self.tables.facts[str(column.data)]

    def _element(self, column: Column, rows: RowSet) -> Vector:
        variable, name = cast(tuple[Rows, str], column.data)
        vector = self.tables.lists[variable.list_name].columns[name]
        own = rows.rows[variable]
        return vector if own is None else vector.take(own)

    def _year(self, column: Column, rows: RowSet) -> Vector:
        variable = cast(YearRows, column.data)
        own = rows.rows[variable]
        years = self._members_of(variable).columns["year"]
        return years if own is None else years.take(own)

    # -- rows ----------------------------------------------------------------------------------------------

    def _members_of(self, variable: Variable) -> Members:
        if isinstance(variable, Rows):
            return self.tables.lists[variable.list_name]
        first = variable.at_slot(0)
        if first not in self._members:
            self._members[first] = years_of(variable, self.tables)
        return self._members[first]

    def _all_of(self, variable: Variable) -> RowSet:
        """All rows of a variable."""
        if variable not in self._whole:
            members = self._members_of(variable)
            self._whole[variable] = RowSet(
                members.count, members.owners, {variable: None}, self.organizations, members.owners
            )
        return self._whole[variable]

    # -- conditions ----------------------------------------------------------------------------------------

    def _and(self, column: Column, rows: RowSet) -> Vector:
        first, *others = self._parts(column, rows)
        values = first.values
        for other in others:
            values = values & other.values
        return Vector(values)

    def _or(self, column: Column, rows: RowSet) -> Vector:
        first, *others = self._parts(column, rows)
        values = first.values
        for other in others:
            values = values | other.values
        return Vector(values)

    def _not(self, column: Column, rows: RowSet) -> Vector:
        return Vector(~self.of(column.arguments[0], rows).values)

    def _is_null(self, column: Column, rows: RowSet) -> Vector:
        return Vector(_mask(self.of(column.arguments[0], rows).absent))

    def _otherwise(self, column: Column, rows: RowSet) -> Vector:
        value, instead = self._parts(column, rows)
        if value.absent is None:
            return value
        if column.kind != "boolean":
            return Vector(_where(value.absent, instead.values, value.values))
        absent = _mask(value.absent)
        return Vector(value.values | absent if instead.values else value.values & ~absent)

    def _compare(self, column: Column, rows: RowSet) -> Vector:
        left, right = self._parts(column, rows)
        values = _COMPARISONS[str(column.data)](left.values, right.values)
        return Vector(values, either_absent(left, right))

    def _case(self, column: Column, rows: RowSet) -> Vector:
        *cases, last = column.arguments
        made = self.of(last, rows)
        for condition, value in reversed(list(zip(cases[::2], cases[1::2], strict=True))):
            when, then = self.of(condition, rows).values, self.of(value, rows)
            absent = None
            if then.absent is not None or made.absent is not None:
                absent = _where(when, _mask(then.absent), _mask(made.absent))
            if then.absent is True:
                values = made.values
            elif made.absent is True:
                values = then.values
            else:
                values = _where(when, then.values, made.values)
            made = Vector(values, absent)
        return made

    # -- numbers and dates ---------------------------------------------------------------------------------

    def _arithmetic(self, column: Column, rows: RowSet) -> Vector:
        left, right = self._parts(column, rows)
        return Vector(_ARITHMETIC[column.operation](left.values, right.values), either_absent(left, right))

    def _power_of_two(self, column: Column, rows: RowSet) -> Vector:
        exponent = self.of(column.arguments[0], rows)
        return Vector(np.left_shift(np.int64(1), exponent.values & _SHIFT), exponent.absent)

    def _extreme(self, column: Column, rows: RowSet) -> Vector:
        """No argument is NULL where anybody looks."""
        compute = np.minimum if column.operation == "min" else np.maximum
        first, *others = self._parts(column, rows)
        values = first.values
        for other in others:
            values = compute(values, other.values)
        return Vector(values)

    def _date_part(self, column: Column, rows: RowSet) -> Vector:
        day = self.of(column.arguments[0], rows)
        return Vector(days.date_part(str(column.data), day.values), day.absent)

    def _day_in_year(self, column: Column, rows: RowSet) -> Vector:
        year = self.of(column.arguments[0], rows)
        month, day = cast(tuple[int, int], column.data)
        return Vector(days.day_in_year(year.values, month, day), year.absent)

    def _later_by(self, column: Column, rows: RowSet) -> Vector:
        day = self.of(column.arguments[0], rows)
        return Vector(days.later_by(day.values, cast(Any, column.data)), day.absent)

    def _looked_up(self, column: Column, rows: RowSet) -> Vector:
        table, name = cast(tuple[str, str], column.data)
        look_up = self.tables.look_ups[table]
        keys = look_up.keys
        key = self.of(column.arguments[0], rows).spread(rows.count)
        if not len(keys):
            return Vector(0, True)
        places = np.minimum(np.searchsorted(keys, key.values), len(keys) - 1)
        absent = keys[places] != key.values
        if key.absent is not None:
            absent |= key.absent
        return Vector(look_up.columns[name].values[places], absent)

    # -- texts ---------------------------------------------------------------------------------------------

    def _day_text(self, column: Column, rows: RowSet) -> Vector:
        day = self.of(column.arguments[0], rows).spread(rows.count)
        codes = self.tables.texts.of_days(day.values)
        return Vector(codes if day.absent is None else np.where(day.absent, np.int32(0), codes))

    # -- aggregates ----------------------------------------------------------------------------------------

    def _aggregate(self, column: Column, rows: RowSet) -> Vector:
        over = cast(AggregateOver, column.data)
        value, where = column.arguments
        conditions = list(where.arguments if where.operation == "and" else (where,))
        if rows is self.organizations:
            inner = self._all_of(over.variable)
        else:
            inner, conditions = self._beside(rows, column.free, over.variable, conditions)
        for deep in (False, True):
            inner = self._left(inner, [one for one in conditions if self._is_deep(one) is deep])
        vector = self.of(value, inner)
        assert inner.parents is not None
        return reduced(over.kind, vector, inner.parents, rows.count, self.tables.texts)

    def _left(self, rows: RowSet, conditions: list[Column]) -> RowSet:
        """The rows at which some conditions are true."""
        met: Any = True
        for condition in conditions:
            met = met & self.of(condition, rows).values
        if isinstance(met, np.ndarray):
            return rows if met.all() else rows.some(np.flatnonzero(met))
        return rows if met else rows.some(np.zeros(0, np.int64))

    def _beside(
        self, rows: RowSet, shared: frozenset[Variable], variable: Variable, conditions: list[Column]
    ) -> tuple[RowSet, list[Column]]:
        """Rows beside the events of a variable, as far as each alone leaves them; and the conditions left to ask."""
        own, outer, both = [], [], []
        for one in conditions:
            if variable not in one.free:
                outer.append(one)
            elif len(one.free) == 1 and not self._is_deep(one):
                own.append(one)
            else:
                both.append(one)
        whole = self._all_of(variable.at_slot(0))
        chosen: Any = np.ones(whole.count, np.bool_)
        for one in own:
            chosen = chosen & self.of(self.first[one], whole).values
        met: Any = np.ones(rows.count, np.bool_)
        for one in outer:
            met = met & self.of(one, rows).values
        return rows.beside(np.flatnonzero(met), shared, variable, self._members_of(variable), chosen), both


def _where(condition: Any, then: Any, otherwise: Any) -> Any:
    """One value for all rows stays one."""
    made = np.where(condition, then, otherwise)
    return made if made.ndim else made[()]


def _mask(absent: Any) -> Any:
    """Where something is NULL, as NumPy's Booleans, which alone are negated to their opposite."""
    return absent if isinstance(absent, np.ndarray) else np.bool_(absent is not None and absent)


_OPERATIONS: Final[dict[str, Callable[[Computing, Column, RowSet], Vector]]] = {
    "fact": Computing._fact,
    "element": Computing._element,
    "year": Computing._year,
    "and": Computing._and,
    "or": Computing._or,
    "not": Computing._not,
    "is_null": Computing._is_null,
    "otherwise": Computing._otherwise,
    "compare": Computing._compare,
    "case": Computing._case,
    "add": Computing._arithmetic,
    "subtract": Computing._arithmetic,
    "multiply": Computing._arithmetic,
    "bit_or": Computing._arithmetic,
    "bit_and": Computing._arithmetic,
    "days_between": Computing._arithmetic,
    "power_of_two": Computing._power_of_two,
    "min": Computing._extreme,
    "max": Computing._extreme,
    "date_part": Computing._date_part,
    "day_in_year": Computing._day_in_year,
    "later_by": Computing._later_by,
    "looked_up": Computing._looked_up,
    "day_text": Computing._day_text,
    "aggregate": Computing._aggregate,
}


def is_lazy(column: Column) -> bool:
    """Whether a column is computed for just those rows that want it: making texts is slow."""
    return column.operation == "day_text"
