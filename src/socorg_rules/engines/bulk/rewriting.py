"""The same column for other variables, or for one year: columns made anew out of changed arguments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from socorg_rules.engines.bulk.column import AggregateOver, Column, Rows, Variable, YearRows

if TYPE_CHECKING:
    from socorg_rules.engines.bulk.columns import Columns


def rebuilt(columns: Columns, column: Column, arguments: tuple[Column, ...]) -> Column:  # noqa: PLR0911, PLR0912 - a case an operation
    """The operation of a column on other arguments, simplified where these are settled."""
    data = cast(Any, column.data)
    if arguments == column.arguments:
        return column
    match column.operation:
        case "and":
            return columns.all_of(arguments)
        case "or":
            return columns.any_of(arguments)
        case "not":
            return columns.negation(*arguments)
        case "is_null":
            return columns.is_null(*arguments)
        case "otherwise":
            return columns.otherwise(arguments[0], cast(Any, arguments[1].data))
        case "compare":
            return columns.compare(data, *arguments)
        case "case":
            return columns.choice(zip(arguments[:-1:2], arguments[1::2], strict=True), arguments[-1])
        case "add":
            return columns.add(*arguments)
        case "subtract":
            return columns.subtract(*arguments)
        case "multiply":
            return columns.multiply(*arguments)
        case "bit_or":
            return columns.bits_of_either(*arguments)
        case "bit_and":
            return columns.bits_of_both(*arguments)
        case "power_of_two":
            return columns.power_of_two(*arguments)
        case "min" | "max":
            return columns.extreme_of_present(column.operation, arguments)
        case "date_part":
            return columns.date_part(data, *arguments)
        case "day_in_year":
            return columns.day_in_year(arguments[0], *data)
        case "later_by":
            return columns.later_by(arguments[0], data)
        case "days_between":
            return columns.days_between(*arguments)
        case "day_text":
            return columns.day_text(*arguments)
        case "joined_texts":
            return columns.joined_texts(arguments)
        case "joined_present":
            return columns.joined_present(arguments)
        case "looked_up":
            return columns.looked_up(data[0], arguments[0], data[1], column.kind)
        case "aggregate":
            assert isinstance(data, AggregateOver)
            if data.kind == "some":
                return columns.some(data.variable, arguments[0])
            return columns.aggregate(data.kind, data.variable, *arguments)
    raise AssertionError(f"{column.operation} has no arguments")


@dataclass(slots=True)
class Renaming:
    """Puts one variable in the place of another."""

    columns: Columns
    old: Variable
    new: Variable
    _done: dict[Column, Column] = field(default_factory=dict)

    def of_all(self, columns: Iterable[Column]) -> list[Column]:
        return [self.of(column) for column in columns]

    def of(self, column: Column) -> Column:
        """The same column for the new variable."""
        if self.old not in column.free:
            return column
        made = self._done.get(column)
        if made is None:
            made = self._done[column] = self._made(column)
        return made

    def _made(self, column: Column) -> Column:
        match column.operation:
            case "element":
                assert isinstance(column.data, tuple)
                assert isinstance(self.new, Rows)
                return self.columns.element(self.new, column.data[1], column.kind, total=column.total)
            case "year":
                assert isinstance(self.new, YearRows)
                return self.columns.year(self.new)
            case "aggregate":
                assert isinstance(column.data, AggregateOver)
                return self._aggregate(column, column.data)
        return rebuilt(self.columns, column, tuple(self.of_all(column.arguments)))

    def _aggregate(self, column: Column, over: AggregateOver) -> Column:
        arguments = list(column.arguments)
        variable = over.variable
        if variable == self.new:
            # Its own variable would be caught by the new name: it moves out of the way first.
            aside = variable.at_slot(max((other.slot for other in (*column.free, self.old, self.new)), default=0) + 1)
            arguments = Renaming(self.columns, variable, aside).of_all(arguments)
            variable = aside
        value, where = Renaming(self.columns, self.old, self.new).of_all(arguments)
        if over.kind == "some":
            return self.columns.some(variable, value)
        return self.columns.aggregate(over.kind, variable, value, where)


@dataclass(slots=True)
class InYear:
    """Puts one year in the place of a variable."""

    columns: Columns
    variable: YearRows
    year: int
    _done: dict[Column, Column] = field(default_factory=dict)

    def of(self, column: Column) -> Column:
        """The column in that year."""
        if self.variable not in column.free:
            return column
        made = self._done.get(column)
        if made is None:
            if column.operation == "year":
                made = self.columns.literal(self.year)
            else:
                made = rebuilt(self.columns, column, tuple(self.of(part) for part in column.arguments))
            self._done[column] = made
        return made
