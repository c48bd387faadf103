"""The syntax tree of an expression: what was written, and where.

Nodes compare by meaning: a node's ``span`` (offsets into the source text) takes no part in equality, so that
``parse(print(tree)) == tree`` can be stated as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

ComparisonOperator = Literal["=", "!=", "<", "<=", ">", ">="]
ArithmeticOperator = Literal["+", "-", "*"]


class Span(NamedTuple):
    """Offsets of the first character and of the one after the last."""

    start: int
    end: int


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: where it stands in the text."""

    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class NumberLiteral(Node):
    """A number as written: ``Decimal("0.70")`` and ``Decimal("0.7")`` are equal."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class StringLiteral(Node):
    """A text in double quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class BooleanLiteral(Node):
    """``true`` or ``false``."""

    value: bool


@dataclass(frozen=True, slots=True)
class NullLiteral(Node):
    """``null``."""


@dataclass(frozen=True, slots=True)
class DateLiteral(Node):
    """``@"2026-01-01"`` or ``date("2026-01-01")``."""

    value: date


@dataclass(frozen=True, slots=True)
class DurationLiteral(Node):
    """``@"P2Y6M"`` (months) or ``@"P30D"`` (days) or ``duration("P1Y")``: exactly one of the two is not zero,
    except ``P0D``, which is zero days. Up to P100Y.
    """

    months: int
    days: int


@dataclass(frozen=True, slots=True)
class DateOf(Node):
    """``date(year, month, day)``: month and day are literal, never 29 February."""

    year: Expression
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A field, list, parameter, definition, decision or variable, by its name as written."""

    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    """``base.name``: a field of an event, a part of a date, or a field of every element of a list."""

    base: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """Unary minus."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """``left + right``, ``left - right`` or ``left * right``."""

    operator: ArithmeticOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """``left operator right``."""

    operator: ComparisonOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Between(Node):
    """``value between low and high``: both ends belong to it."""

    value: Expression
    low: Expression
    high: Expression


@dataclass(frozen=True, slots=True)
class CompareTest(Node):
    """A unary test like ``>= 50000``."""

    operator: ComparisonOperator
    value: Expression


@dataclass(frozen=True, slots=True)
class RangeTest(Node):
    """A unary test like ``[1..5)``."""

    low: Expression
    high: Expression
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True)
class ValueTest(Node):
    """A unary test that is a value: equal to it, or, where it is a list or a set, one of its members."""

    value: Expression


UnaryTest = CompareTest | RangeTest | ValueTest


@dataclass(frozen=True, slots=True)
class In(Node):
    """``value in tests``: at least one test holds."""

    value: Expression
    tests: tuple[UnaryTest, ...]


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    """``["a", "b"]``."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class And(Node):
    """``a and b and c``: one node for a chain without parentheses, two operands or more."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """``a or b or c``: one node for a chain without parentheses."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """``not(operand)``."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class If(Node):
    """``if condition then … else …``."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class YearRange(Node):
    """``2018..as_of.year - 1`` behind ``in`` of a quantifier or ``for_each``; crossed ends are empty."""

    low: Expression
    high: Expression


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """``some x in list satisfies condition``; several iterators are nested quantifiers."""

    kind: Literal["some", "every"]
    variable: str
    domain: Expression | YearRange
    condition: Expression


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """``base[condition]``."""

    base: Expression
    condition: Expression


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A call of a function of the profile, or of a parameter on a day (``large_fine_on(decided_on)``)."""

    function: str
    arguments: tuple[Expression, ...]


Expression = (
    NumberLiteral
    | StringLiteral
    | BooleanLiteral
    | NullLiteral
    | DateLiteral
    | DurationLiteral
    | DateOf
    | Name
    | Path
    | Negate
    | Arithmetic
    | Comparison
    | Between
    | In
    | ListLiteral
    | And
    | Or
    | Not
    | If
    | Quantified
    | Filter
    | Call
)


@dataclass(frozen=True, slots=True)
class AnyValue(Node):
    """The cell ``-``: anything will do."""


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """A cell of a decision table: at least one test holds, or, where ``negated``, none does."""

    negated: bool
    tests: tuple[UnaryTest, ...]


TableCell = AnyValue | Tests


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below ``node``, in the order of the text."""
    for name in _fields_of(type(node)):
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from value


_FIELDS_OF: dict[type[Node], tuple[str, ...]] = {}


def _fields_of(kind: type[Node]) -> tuple[str, ...]:
    names = _FIELDS_OF.get(kind)
    if names is None:
        names = _FIELDS_OF[kind] = tuple(item.name for item in fields(kind) if item.name != "span")
    return names
