"""Counts and sums over the members of a list, with what an unsettled one misses."""

from __future__ import annotations

from dataclasses import dataclass

from socorg_rules.engines.bulk.bindings import Members
from socorg_rules.engines.bulk.column import AggregateKind, Column
from socorg_rules.engines.bulk.columns import Columns
from socorg_rules.engines.bulk.missing import Gaps, Missing
from socorg_rules.engines.bulk.values import Value, Values
from socorg_rules.feel.plan import CompareOperator


@dataclass(frozen=True, slots=True)
class Counting:
    """Makes columns of counts, and of aggregates of a field."""

    columns: Columns
    gaps: Gaps
    values: Values

    def compared(self, sign: CompareOperator, members: Members, number: Value) -> Value:
        """A count compared with a number: settled where the sure members and the possible ones agree."""
        columns = self.columns
        least = self._number_of(members, columns.is_true(members.belongs.column))
        most = self._number_of(members, columns.is_not_false(members.belongs.column))
        column = self._compared_range(sign, least, most, number.column)
        column = columns.choice([(number.null, columns.false)], column)
        unknown = columns.any_of((columns.negation(members.known), number.unknown))
        column = columns.choice([(unknown, columns.null)], column)
        return self.values.truth(column, self.gaps.union((self._missing_to_count(members), number.missing)))

    def number(self, members: Members) -> Value:
        """How many members there are; unknown where one is doubtful."""
        columns = self.columns
        doubtful = columns.some(members.variable, columns.is_null(members.belongs.column))
        unknown = columns.any_of((columns.negation(members.known), doubtful))
        number = self._number_of(members, columns.is_true(members.belongs.column))
        column = columns.choice([(unknown, columns.null)], number)
        return Value(column, unknown, columns.false, self._missing_to_count(members))

    def aggregate(self, kind: AggregateKind, members: Members, element: Value) -> Value:
        """The sum, least or greatest of a field of the members; null of none, unknown where one is doubtful."""
        columns = self.columns
        belongs = members.belongs.column
        doubtful = columns.all_of(
            (columns.is_not_false(belongs), columns.any_of((columns.is_null(belongs), element.unknown)))
        )
        unsettled = columns.some(members.variable, doubtful)
        unknown = columns.any_of((columns.negation(members.known), unsettled))
        result = columns.aggregate(kind, members.variable, element.column, columns.is_true(belongs))
        null = columns.all_of((columns.negation(unknown), columns.is_null(result)))
        missing = self.gaps.over_rows(
            members.variable, self.gaps.union((members.belongs.missing, element.missing)), doubtful
        )
        missing = self.gaps.chosen(members.known, missing, self.gaps.union((members.missing, members.hypothetical)))
        return Value(columns.choice([(unknown, columns.null)], result), unknown, null, missing)

    def _number_of(self, members: Members, where: Column) -> Column:
        one = self.columns.literal(1)
        return self.columns.otherwise(self.columns.aggregate("sum", members.variable, one, where), 0)

    def _compared_range(self, sign: CompareOperator, least: Column, most: Column, number: Column) -> Column:
        """``count sign number`` for a count between two numbers: settled when all of them agree."""
        columns = self.columns
        if least is most:
            return columns.compare(sign, least, number)
        match sign:
            case "=" | "!=":
                outside = columns.any_of((columns.compare(">", least, number), columns.compare("<", most, number)))
                exact = columns.compare("=", least, most)
                settled = [(outside, columns.false), (exact, columns.true)]
                equal = columns.choice(settled, columns.null)
                return equal if sign == "=" else columns.negation(equal)
            case ">" | ">=":
                surely, possibly = least, most
            case "<" | "<=":
                surely, possibly = most, least
        settled = [
            (columns.compare(sign, surely, number), columns.true),
            (columns.negation(columns.compare(sign, possibly, number)), columns.false),
        ]
        return columns.choice(settled, columns.null)

    def _missing_to_count(self, members: Members) -> Missing:
        """What an unsettled count of members misses."""
        belongs = members.belongs
        missing = self.gaps.over_rows(members.variable, belongs.missing, self.columns.is_null(belongs.column))
        return self.gaps.chosen(members.known, missing, self.gaps.union((members.missing, members.hypothetical)))
