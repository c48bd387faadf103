"""From a tree to its canonical text: the shortest common spelling, with brackets only where the tree needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import assert_never

from socorg_rules.feel.literals import duration_text, number_text
from socorg_rules.feel.syntax import (
    And,
    AnyValue,
    Arithmetic,
    Between,
    BooleanLiteral,
    Call,
    CompareTest,
    Comparison,
    DateLiteral,
    DateOf,
    DurationLiteral,
    Expression,
    Filter,
    If,
    In,
    ListLiteral,
    Name,
    Negate,
    Not,
    NullLiteral,
    NumberLiteral,
    Or,
    Path,
    Quantified,
    RangeTest,
    StringLiteral,
    TableCell,
    UnaryTest,
    ValueTest,
    YearRange,
)
from socorg_rules.feel.texts import write_text

NameOf = Callable[[str], str]

# What an operand may be without brackets round it. A quantifier or an `if` reaches as far to the right as it can,
# so as an operand it always gets brackets: a reader needn't know where it would end.
_ANYTHING, _OR, _AND, _COMPARISON, _SUM, _PRODUCT, _NEGATION, _PRIMARY = range(8)
_LEVELS: dict[type, int] = {
    If: _ANYTHING,
    Quantified: _ANYTHING,
    Or: _OR,
    And: _AND,
    Comparison: _COMPARISON,
    Between: _COMPARISON,
    In: _COMPARISON,
    Negate: _NEGATION,
}
_SUM_OPERATORS = ("+", "-")


def print_expression(expression: Expression | YearRange, *, name_of: NameOf | None = None) -> str:
    """The canonical text of a tree; parsing it gives an equal tree.

    Args:
        expression: A tree as the parser makes it.
        name_of: Gives a name in another language, for reading only: what it returns need not be a name.
    """
    return _Printer(name_of or str).expression(expression, _ANYTHING)


def print_unary_tests(cell: TableCell, *, name_of: NameOf | None = None) -> str:
    """The canonical text of a cell of a decision table; parsing it gives an equal cell."""
    if isinstance(cell, AnyValue):
        return "-"
    text = _Printer(name_of or str).tests(cell.tests)
    if cell.negated:
        return f"not({text})"
    if text.startswith("not("):
        first, *others = cell.tests
        rest = _Printer(name_of or str).tests(others)
        return f"({_Printer(name_of or str).tests((first,))})" + (f", {rest}" if rest else "")
    return text


class _Printer:
    __slots__ = ("_name_of",)

    def __init__(self, name_of: NameOf) -> None:
        self._name_of = name_of

    def expression(self, node: Expression | YearRange, level: int) -> str:
        """The text of ``node`` where an operand of ``level`` or tighter is wanted."""
        text = self._bare(node)
        return f"({text})" if _level(node) < level else text

    def tests(self, tests: Iterable[UnaryTest]) -> str:
        return ", ".join(self._test(test) for test in tests)

    def _bare(self, node: Expression | YearRange) -> str:  # noqa: PLR0911, PLR0912 - one case a node
        match node:
            case NumberLiteral(value):
                return number_text(value)
            case StringLiteral(value):
                return write_text(value)
            case BooleanLiteral(value):
                return "true" if value else "false"
            case NullLiteral():
                return "null"
            case DateLiteral(value):
                return f'@"{value.isoformat()}"'
            case DurationLiteral(months, days):
                return f'@"{duration_text(months, days)}"'
            case DateOf(year, month, day):
                return f"date({self.expression(year, _ANYTHING)}, {month}, {day})"
            case Name(name):
                return self._name_of(name)
            case Path(base, name):
                return f"{self._base(base)}.{self._name_of(name)}"
            case Negate(operand):
                return f"-{self.expression(operand, _NEGATION)}"
            case Arithmetic(operator, left, right):
                level = _level(node)
                return f"{self.expression(left, level)} {operator} {self.expression(right, level + 1)}"
            case Comparison(operator, left, right):
                return f"{self.expression(left, _SUM)} {operator} {self.expression(right, _SUM)}"
            case Between(value, low, high):
                ends = f"{self.expression(low, _SUM)} and {self.expression(high, _SUM)}"
                return f"{self.expression(value, _SUM)} between {ends}"
            case In(value, tests):
                return f"{self.expression(value, _SUM)} in {self._membership(tests)}"
            case ListLiteral(items):
                return f"[{self._list(items)}]"
            case And(operands):
                return " and ".join(self.expression(operand, _COMPARISON) for operand in operands)
            case Or(operands):
                return " or ".join(self.expression(operand, _AND) for operand in operands)
            case Not(operand):
                return f"not({self.expression(operand, _ANYTHING)})"
            case If(condition, then, otherwise):
                parts = (self.expression(part, _ANYTHING) for part in (condition, then, otherwise))
                return "if {} then {} else {}".format(*parts)
            case YearRange(low, high):
                return f"{self.expression(low, _SUM)}..{self.expression(high, _SUM)}"
            case Quantified(kind, variable, domain, condition):
                iterator = f"{self._name_of(variable)} in {self.expression(domain, _SUM)}"
                return f"{kind} {iterator} satisfies {self.expression(condition, _ANYTHING)}"
            case Filter(base, condition):
                return f"{self._base(base)}[{self.expression(condition, _ANYTHING)}]"
            case Call(function, arguments):
                return f"{self._name_of(function)}({self._list(arguments)})"
            case _:
                assert_never(node)

    def _base(self, base: Expression) -> str:
        text = self.expression(base, _PRIMARY)
        # `5.year` would be read as a number.
        return f"({text})" if isinstance(base, NumberLiteral) else text

    def _list(self, items: Iterable[Expression]) -> str:
        return ", ".join(self.expression(item, _ANYTHING) for item in items)

    def _membership(self, tests: tuple[UnaryTest, ...]) -> str:
        match tests:
            case (RangeTest(),):
                return self._test(tests[0])
            case (ValueTest(Name() | Path() | Filter() | Call() as value),):
                text = self.expression(value, _PRIMARY)
                return f"({text})" if text.startswith(("(", "[")) else text
            case _:
                return f"({self.tests(tests)})"

    def _test(self, test: UnaryTest) -> str:
        match test:
            case CompareTest(operator, value):
                return f"{operator} {self.expression(value, _SUM)}"
            case RangeTest(low, high):
                opening = "[" if test.low_included else "("
                closing = "]" if test.high_included else ")"
                return f"{opening}{self.expression(low, _SUM)}..{self.expression(high, _SUM)}{closing}"
            case ValueTest(value):
                return self.expression(value, _ANYTHING)
            case _:
                assert_never(test)


def _level(node: Expression | YearRange) -> int:
    if isinstance(node, Arithmetic):
        return _SUM if node.operator in _SUM_OPERATORS else _PRODUCT
    return _LEVELS.get(type(node), _PRIMARY)
