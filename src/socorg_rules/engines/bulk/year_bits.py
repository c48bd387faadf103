"""Years as bits of a whole number: what a condition says of each year of a range, all years at once.

A variable that walks over years would otherwise multiply the rows of organizations and events by some thirty. Two
numbers hold a Kleene condition: one bit a year where it is true, and one where it is not false.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, cast

from socorg_rules.engines.bulk.column import AggregateOver, Column, Rows, YearRows
from socorg_rules.engines.bulk.columns import Columns
from socorg_rules.engines.bulk.rewriting import InYear, Renaming
from socorg_rules.feel.plan import CompareOperator

LANES: Final = 62
"""Bits of a signed 64-bit number that are used."""
_TURNED: Final[dict[str, CompareOperator]] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_HUNDRED: Final = 100


class NotInBitsError(Exception):
    """An aggregate over years that bits can't hold."""


@dataclass(frozen=True, slots=True)
class Bits:
    """The years in which a condition is true, and those in which it isn't false; neither is ever NULL."""

    true: Column
    possible: Column


@dataclass(slots=True)
class YearBits:
    """Takes a variable of years out of columns; ``last`` is the last year that any organization asks about."""

    columns: Columns
    variable: YearRows
    last: int
    within: Column
    """Whether a year belongs to the range of an organization; about ``variable``."""
    _known: dict[Column, Bits] = field(default_factory=dict)
    _in_years: list[InYear] = field(init=False)

    def __post_init__(self) -> None:
        years = range(self.variable.low, self.last + 1)
        if len(years) > LANES:
            raise NotInBitsError
        self._in_years = [InYear(self.columns, self.variable, year) for year in years]

    # -- aggregates ----------------------------------------------------------------------------------------

    def without_years(self, aggregate: Column) -> Column:
        """An aggregate over the variable as a column of the other variables.

        Raises :class:`NotInBitsError` where bits can't hold it.
        """
        over = cast(AggregateOver, aggregate.data)
        columns = self.columns
        value, where = aggregate.arguments
        if over.kind == "some":
            found = self.bits(columns.all_of((value, self.within)))
            unknown = columns.choice([(self._any(found.possible), columns.null)], columns.false)
            return columns.choice([(self._any(found.true), columns.true)], unknown)
        counted = self.bits(columns.all_of((where, self.within))).true
        match over.kind:
            case "bit_or":
                return self._bits_of_any(value, counted)
            case "texts":
                texts = (columns.choice([(bit, text)], columns.null) for bit, text in self._each(value, counted))
                return columns.choice([(self._any(counted), columns.joined_present(texts))], columns.null)
            case "min" | "max":
                found_in = list(self._each(value, counted))
                if not all(one.is_literal and one.data is not None for _, one in found_in):
                    raise NotInBitsError
                found_in.sort(key=lambda pair: cast(Any, pair[1].data), reverse=over.kind == "max")
                return columns.choice(found_in, columns.null)
            case "sum":
                total = columns.literal(0)
                for bit, one in self._each(value, counted):
                    total = columns.add(total, columns.choice([(bit, one)], columns.literal(0)))
                return columns.choice([(self._any(counted), total)], columns.null)

    def _any(self, mask: Column) -> Column:
        """Whether a bit is set."""
        return self.columns.compare("!=", mask, self.columns.literal(0))

    def _each(self, column: Column, mask: Column) -> Iterator[tuple[Column, Column]]:
        """For each year whether its bit is set, and a column in that year."""
        for number, in_year in enumerate(self._in_years):
            bit = self.columns.bits_of_both(mask, self.columns.literal(1 << number))
            yield self._any(bit), in_year.of(column)

    def _bits_of_any(self, value: Column, mask: Column) -> Column:
        """The bits that a value has in any year of a mask; zero for none."""
        columns, zero = self.columns, self.columns.literal(0)
        if value.is_the(0) or mask.is_the(0):
            return zero
        if self.variable not in value.free:
            return columns.choice([(self._any(mask), columns.otherwise(value, 0))], zero)
        match value.operation:
            case "bit_or":
                left, right = (self._bits_of_any(part, mask) for part in value.arguments)
                return columns.bits_of_either(left, right)
            case "case":
                made = zero
                *cases, otherwise = value.arguments
                for condition, one in zip(cases[::2], cases[1::2], strict=True):
                    here = self._both(mask, self.bits(condition).true)
                    made = columns.bits_of_either(made, self._bits_of_any(one, here))
                    mask = self._less(mask, here)
                return columns.bits_of_either(made, self._bits_of_any(otherwise, mask))
            case "otherwise" if value.arguments[0].operation == "aggregate":
                inner = value.arguments[0]
                over = cast(AggregateOver, inner.data)
                if over.kind == "bit_or" and isinstance(over.variable, Rows):
                    return columns.otherwise(self._of_rows(inner, over.variable, mask), 0)
        made = zero
        for bit, one in self._each(value, mask):
            made = columns.bits_of_either(made, columns.choice([(bit, columns.otherwise(one, 0))], zero))
        return made

    def _of_rows(self, aggregate: Column, variable: Rows, mask: Column) -> Column:
        """The bits of any row in any year: the same as those of any year in any row."""
        bits, where = aggregate.arguments
        if variable in mask.free:
            slots = {free.slot for free in (*mask.free, *aggregate.free) if isinstance(free, Rows)}
            aside = variable.at_slot(max(slots) + 1)
            bits, where = Renaming(self.columns, variable, aside).of_all((bits, where))
            variable = aside
        value = self._bits_of_any(bits, self._both(mask, self.bits(where).true))
        return self.columns.aggregate("bit_or", variable, value, self.columns.true)

    # -- conditions ----------------------------------------------------------------------------------------

    @property
    def _all(self) -> Column:
        return self.columns.literal((1 << len(self._in_years)) - 1)

    def bits(self, condition: Column) -> Bits:
        """What a condition says of each year."""
        if condition not in self._known:
            self._known[condition] = self._bits(condition)
        return self._known[condition]

    def _bits(self, condition: Column) -> Bits:
        columns = self.columns
        if self.variable not in condition.free:
            zero = columns.literal(0)
            return Bits(
                columns.choice([(columns.is_true(condition), self._all)], zero),
                columns.choice([(columns.is_not_false(condition), self._all)], zero),
            )
        match condition.operation:
            case "and" | "or":
                return self._connected(condition)
            case "not":
                inner = self.bits(condition.arguments[0])
                return Bits(self._less(self._all, inner.possible), self._less(self._all, inner.true))
            case "otherwise":
                inner = self.bits(condition.arguments[0])
                mask = inner.possible if condition.arguments[1].is_the(True) else inner.true
                return Bits(mask, mask)
            case "is_null" if condition.arguments[0].kind == "boolean":
                inner = self.bits(condition.arguments[0])
                mask = self._less(inner.possible, inner.true)
                return Bits(mask, mask)
            case "case":
                return self._case(condition)
            case "aggregate" if isinstance(cast(AggregateOver, condition.data).variable, Rows):
                return self._some_row(condition)
            case "compare":
                return self._compared(condition)
        return self._year_by_year(condition)

    def _connected(self, condition: Column) -> Bits:
        """*And*, *or*: what is not about years is asked once."""
        columns = self.columns
        is_and = condition.operation == "and"
        inside = [self.bits(part) for part in condition.arguments if self.variable in part.free]
        apart = [part for part in condition.arguments if self.variable not in part.free]
        joined = columns.all_of(apart) if is_and else columns.any_of(apart)
        true, possible = inside[0].true, inside[0].possible
        for one in inside[1:]:
            if is_and:
                true, possible = self._both(true, one.true), self._both(possible, one.possible)
            else:
                true = columns.bits_of_either(true, one.true)
                possible = columns.bits_of_either(possible, one.possible)
        surely, perhaps = columns.is_true(joined), columns.is_not_false(joined)
        if is_and:
            none = columns.literal(0)
            return Bits(columns.choice([(surely, true)], none), columns.choice([(perhaps, possible)], none))
        return Bits(columns.choice([(surely, self._all)], true), columns.choice([(perhaps, self._all)], possible))

    def _case(self, condition: Column) -> Bits:
        columns = self.columns
        *cases, otherwise = condition.arguments
        left = self._all
        true = possible = columns.literal(0)
        for when, value in (*zip(cases[::2], cases[1::2], strict=True), (columns.true, otherwise)):
            here = self._both(left, self.bits(when).true)
            of_value = self.bits(value)
            true = columns.bits_of_either(true, self._both(here, of_value.true))
            possible = columns.bits_of_either(possible, self._both(here, of_value.possible))
            left = self._less(left, here)
        return Bits(true, possible)

    def _some_row(self, condition: Column) -> Bits:
        """*Some* over the rows of a list: the bits of all rows put together."""
        columns = self.columns
        over = cast(AggregateOver, condition.data)
        if over.kind != "some":
            return self._year_by_year(condition)
        of_rows = condition.arguments[0]
        parts = of_rows.arguments if of_rows.operation == "and" else (of_rows,)
        apart = columns.all_of(part for part in parts if self.variable not in part.free)
        inside = self.bits(columns.all_of(part for part in parts if self.variable in part.free))

        def of_any(mask: Column, where: Column) -> Column:
            return columns.otherwise(columns.aggregate("bit_or", over.variable, mask, where), 0)

        return Bits(of_any(inside.true, columns.is_true(apart)), of_any(inside.possible, columns.is_not_false(apart)))

    def _year_by_year(self, condition: Column) -> Bits:
        columns, zero = self.columns, self.columns.literal(0)
        true = possible = zero
        for number, in_year in enumerate(self._in_years):
            one, bit = in_year.of(condition), columns.literal(1 << number)
            true = columns.bits_of_either(true, columns.choice([(columns.is_true(one), bit)], zero))
            possible = columns.bits_of_either(possible, columns.choice([(columns.is_not_false(one), bit)], zero))
        return Bits(true, possible)

    def _both(self, left: Column, right: Column) -> Column:
        if left is self._all:
            return right
        return left if right is self._all else self.columns.bits_of_both(left, right)

    def _less(self, mask: Column, part: Column) -> Column:
        """A mask without bits that are all in it."""
        return mask if part.is_the(0) else self.columns.subtract(mask, part)

    # -- comparisons ---------------------------------------------------------------------------------------

    def _compared(self, condition: Column) -> Bits:
        """A column compared with a constant of every year: by arithmetic, as far as the constants follow the years."""
        left, right = condition.arguments
        sign = cast(CompareOperator, condition.data)
        if self.variable in left.free and self.variable in right.free:
            return self._year_by_year(condition)
        if self.variable in right.free:
            left, right, sign = right, left, _TURNED[sign]
        constants = [in_year.of(left) for in_year in self._in_years]
        if not all(one.is_literal for one in constants) or right.is_literal or right.kind == "text":
            return self._year_by_year(condition)
        columns, zero = self.columns, self.columns.literal(0)
        known = self._all
        compared = zero
        for number, one in enumerate(constants):
            if one.data is None:
                known = self._less(known, columns.literal(1 << number))
        for start, run in _runs([one.data for one in constants]):
            compared = columns.bits_of_either(compared, self._run(sign, start, run, right))
        possible = columns.bits_of_either(compared, self._less(self._all, known))
        absent = columns.is_null(right)
        return Bits(columns.choice([(absent, zero)], compared), columns.choice([(absent, self._all)], possible))

    def _run(self, sign: CompareOperator, start: int, run: Sequence[Any], column: Column) -> Column:
        """The years of a run of constants that compare so with a column that is not NULL."""
        whole = self.columns.literal(((1 << len(run)) - 1) << start)
        match sign:
            case "<=":
                return self._before(start, run, column, itself=True)
            case "<":
                return self._before(start, run, column, itself=False)
            case ">":
                return self._less(whole, self._before(start, run, column, itself=True))
            case ">=":
                return self._less(whole, self._before(start, run, column, itself=False))
            case "=":
                return self._equal(start, run, column)
            case "!=":
                return self._less(whole, self._equal(start, run, column))

    def _equal(self, start: int, run: Sequence[Any], column: Column) -> Column:
        columns = self.columns
        if isinstance(run[0], date) or len(run) == 1:
            until = self._before(start, run, column, itself=True)
            return self._less(until, self._before(start, run, column, itself=False))
        first, last = columns.literal(run[0]), columns.literal(run[-1])
        inside = columns.all_of((columns.compare(">=", column, first), columns.compare("<=", column, last)))
        place = columns.add(columns.subtract(column, first), columns.literal(start))
        return columns.choice([(inside, columns.power_of_two(place))], columns.literal(0))

    def _before(self, start: int, run: Sequence[Any], column: Column, *, itself: bool) -> Column:
        """The years of a run whose constants lie before a column, or are equal to it where ``itself``."""
        columns, zero = self.columns, self.columns.literal(0)
        first, last = columns.literal(run[0]), columns.literal(run[-1])
        none = columns.compare("<" if itself else "<=", column, first)
        whole = columns.literal(((1 << len(run)) - 1) << start)
        if len(run) == 1:
            return columns.choice([(none, zero)], whole)
        every = columns.compare(">=" if itself else ">", column, last)
        count = self._years_after(run[0], column, itself=itself)
        some = columns.subtract(
            columns.power_of_two(columns.add(count, columns.literal(start))), columns.literal(1 << start)
        )
        return columns.choice([(none, zero), (every, whole)], some)

    def _years_after(self, first: Any, column: Column, *, itself: bool) -> Column:
        """How many constants of a run lie before a column, counted from the first."""
        columns = self.columns
        if not isinstance(first, date):
            since = columns.subtract(column, columns.literal(first))
            return columns.add(since, columns.literal(1)) if itself else since
        day_of_year = columns.add(
            columns.multiply(columns.date_part("month", column), columns.literal(_HUNDRED)),
            columns.date_part("day", column),
        )
        reached = columns.compare(
            ">=" if itself else ">", day_of_year, columns.literal(first.month * _HUNDRED + first.day)
        )
        years = columns.subtract(columns.date_part("year", column), columns.literal(first.year))
        return columns.add(years, columns.choice([(reached, columns.literal(1))], columns.literal(0)))


def _runs(constants: Sequence[Any]) -> Iterator[tuple[int, list[Any]]]:
    """Constants that go up with the years, one number or one year at a time, each with the place of the first."""
    run: list[Any] = []
    for number, constant in enumerate(constants):
        if run and not _follows(run[-1], constant):
            yield number - len(run), run
            run = []
        if constant is not None:
            run.append(constant)
    if run:
        yield len(constants) - len(run), run


def _follows(before: Any, constant: Any) -> bool:
    if isinstance(before, date) and isinstance(constant, date):
        same_day = (before.month, before.day) == (constant.month, constant.day)
        return same_day and constant.year == before.year + 1
    return type(before) is type(constant) is int and constant == before + 1
