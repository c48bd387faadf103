"""Syntax trees, as the parser can produce them, and texts that are nearly expressions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from socorg_rules.feel.limits import (
    FIRST_YEAR,
    LAST_YEAR,
    MAX_CHARACTERS,
    MAX_DECIMAL_PLACES,
    MAX_DURATION_DAYS,
    MAX_DURATION_MONTHS,
    MAX_NUMBER_DIGITS,
    is_too_deep,
)
from socorg_rules.feel.printer import print_expression, print_unary_tests
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
    Tests,
    UnaryTest,
    ValueTest,
    YearRange,
)
from socorg_rules.feel.words import RESERVED_WORDS

COMPARISON_OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
ARITHMETIC_OPERATORS = ("+", "-", "*")
# A call of these is something else, or refused.
_SPECIAL_FUNCTIONS = frozenset(("date", "duration", "time"))
_COMMON_YEAR = 2001

_ideographs = st.sampled_from("注册资金一鿿㐀䶿〇年检")
_letters = st.one_of(st.sampled_from("abyzABYZ_"), _ideographs)
_spelled_names = st.builds(
    str.__add__, _letters, st.text(alphabet=st.one_of(_letters, st.sampled_from("0179")), max_size=4)
).filter(lambda name: name.lower() not in RESERVED_WORDS)


def names() -> st.SearchStrategy[str]:
    """Names: common ones, ones that FEEL uses for functions, and any spelling."""
    common = st.sampled_from(("as_of", "penalties", "amount", "注册资金", "date", "list", "time", "item", "_"))
    return st.one_of(common, _spelled_names)


def numbers() -> st.SearchStrategy[Decimal]:
    """Numbers that can be written: not negative, within the limits on digits."""

    def number(places: int) -> st.SearchStrategy[Decimal]:
        largest = 10 ** (MAX_NUMBER_DIGITS - MAX_DECIMAL_PLACES) - 1
        return st.integers(0, largest * 10**places).map(lambda digits: Decimal(digits).scaleb(-places))

    return st.integers(0, MAX_DECIMAL_PLACES).flatmap(number)


def literals() -> st.SearchStrategy[Expression]:
    """Literals of every type."""
    durations = st.one_of(
        st.integers(1, MAX_DURATION_MONTHS).map(lambda months: DurationLiteral(months, 0)),
        st.integers(0, MAX_DURATION_DAYS).map(lambda days: DurationLiteral(0, days)),
    )
    texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
    dates = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
    return st.one_of(
        numbers().map(NumberLiteral),
        texts.map(StringLiteral),
        st.booleans().map(BooleanLiteral),
        st.just(NullLiteral()),
        dates.map(DateLiteral),
        durations,
    )


def expressions(max_leaves: int = 16) -> st.SearchStrategy[Expression]:
    """Trees of every node, within the limits; most of them mean nothing."""
    return st.recursive(st.one_of(names().map(Name), literals()), _compound, max_leaves=max_leaves).filter(
        lambda tree: not is_too_deep(tree) and len(print_expression(tree)) <= MAX_CHARACTERS
    )


def operator_trees(max_leaves: int = 10) -> st.SearchStrategy[Expression]:
    """Trees of operators over names: what precedence and brackets are about."""

    def compound(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        return st.one_of(_operations(inner), inner.map(Negate))

    return st.recursive(st.sampled_from("abc").map(Name), compound, max_leaves=max_leaves).filter(
        lambda tree: not is_too_deep(tree)
    )


def cells() -> st.SearchStrategy[TableCell]:
    """Cells of decision tables."""
    tests = st.lists(_tests(expressions(max_leaves=6)), min_size=1, max_size=3).map(tuple)
    written = st.builds(Tests, st.booleans(), tests)
    return st.one_of(st.just(AnyValue()), written).filter(
        lambda cell: len(print_unary_tests(cell)) <= MAX_CHARACTERS and not is_too_deep(cell)
    )


def near_expressions() -> st.SearchStrategy[str]:
    """Texts made of pieces of expressions, with some of what people write by mistake."""
    pieces = st.sampled_from(
        (
            *sorted(RESERVED_WORDS),
            *COMPARISON_OPERATORS,
            *ARITHMETIC_OPERATORS,
            *"()[],./!'{}?@“”（，",
            *("..", "==", "&&", "≥", "//", "**", '"', '"a"', '"\\q"', "a", "date", "duration", "time", "count", "资金"),
            *(
                "1",
                "29",
                "2",
                "0.7",
                "007",
                "1e5",
                ".5",
                "30,000",
                '@"2026-01-31"',
                '@"P1Y"',
                '@"P1Y1D"',
                "а",
                "\u200b",
            ),
        )
    )
    gaps = st.sampled_from(("", " ", " ", "\n"))
    return st.lists(st.builds(str.__add__, pieces, gaps), max_size=25).map("".join)


def _operations(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    chains = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Arithmetic, st.sampled_from(ARITHMETIC_OPERATORS), inner, inner),
        st.builds(Comparison, st.sampled_from(COMPARISON_OPERATORS), inner, inner),
        chains.map(And),
        chains.map(Or),
    )


def _compound(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    items = st.lists(inner, max_size=3).map(tuple)
    tests = st.lists(_tests(inner), min_size=1, max_size=3).map(tuple)
    days = st.dates(date(_COMMON_YEAR, 1, 1), date(_COMMON_YEAR, 12, 31))
    functions = names().filter(lambda name: name not in _SPECIAL_FUNCTIONS)
    year_ranges = st.builds(YearRange, inner, inner)
    return st.one_of(
        _operations(inner),
        inner.map(Negate),
        inner.map(Not),
        st.builds(Path, inner, names()),
        st.builds(Filter, inner, inner.map(_as_condition)),
        st.builds(Between, inner, inner, inner),
        st.builds(In, inner, tests),
        items.map(ListLiteral),
        st.builds(If, inner, inner, inner),
        st.builds(Quantified, st.sampled_from(("some", "every")), names(), st.one_of(inner, year_ranges), inner),
        st.builds(Call, functions, items),
        st.builds(lambda year, day: DateOf(year, day.month, day.day), inner.map(_as_year), days),
    )


def _tests(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[UnaryTest]:
    return st.one_of(
        inner.map(ValueTest),
        st.builds(CompareTest, st.sampled_from(COMPARISON_OPERATORS), inner),
        st.builds(RangeTest, inner, inner, st.booleans(), st.booleans()),
    )


def _as_condition(tree: Expression) -> Expression:
    """A filter's condition: never a bare name, value or position, and never beginning with ``not(``."""
    if isinstance(tree, Name | Path | BooleanLiteral | NumberLiteral | Negate) or print_expression(tree).startswith(
        "not("
    ):
        return Comparison("=", BooleanLiteral(True), tree)
    return tree


def _as_year(tree: Expression) -> Expression:
    """The first argument of ``date(…)``: a literal year is one of the years that the library covers."""
    return Name("year") if isinstance(tree, NumberLiteral) else tree
