"""What trees expressions become."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from socorg_rules.feel.parser import parse_expression, parse_iterator, parse_unary_tests
from socorg_rules.feel.places import place_in
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
    Span,
    StringLiteral,
    ValueTest,
    YearRange,
)
from socorg_rules.feel.syntax import Tests as CellTests
from socorg_rules.problems import Problems
from tests.feel.parsing import codes_of, parsed, parsed_cell, parsed_iterator, problems_of
from tests.strategies.expressions import near_expressions

A, B, C, D, L, X, Y = (Name(name) for name in "abcdlxy")


def number(written: str) -> NumberLiteral:
    return NumberLiteral(Decimal(written))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("30000", number("30000")),
        ("0.70", number("0.7")),
        ('"charity"', StringLiteral("charity")),
        ("true", BooleanLiteral(True)),
        ("false", BooleanLiteral(False)),
        ("null", NullLiteral()),
        ('@"2024-02-29"', DateLiteral(date(2024, 2, 29))),
        ('date("2026-01-31")', DateLiteral(date(2026, 1, 31))),
        ('@"P2Y"', DurationLiteral(24, 0)),
        ('@"P2Y6M"', DurationLiteral(30, 0)),
        ('@"P18M"', DurationLiteral(18, 0)),
        ('@"P30D"', DurationLiteral(0, 30)),
        ('@"P0D"', DurationLiteral(0, 0)),
        ('duration("P100Y")', DurationLiteral(1200, 0)),
        ('duration("P36525D")', DurationLiteral(0, 36525)),
        ("注册资金", Name("注册资金")),
        ("date", Name("date")),
        ("[]", ListLiteral(())),
        ("[1, a]", ListLiteral((number("1"), A))),
        ("count()", Call("count", ())),
        ("large_fine_on(a.b)", Call("large_fine_on", (Path(A, "b"),))),
    ],
)
def test_a_literal_name_list_or_call_is_read(text: str, tree: Expression) -> None:
    assert parsed(text) == tree


@pytest.mark.parametrize("first_of_march", ["date(as_of.year - 1, 3, 1)", "date ( as_of.year-1 , 3 , 1 )"])
def test_semantics_06_a_day_of_a_year_has_a_literal_month_and_day(first_of_march: str) -> None:
    year = Arithmetic("-", Path(Name("as_of"), "year"), number("1"))

    assert parsed(first_of_march) == DateOf(year, 3, 1)


def test_a_year_may_be_written_out() -> None:
    assert parsed("date(2199, 2, 28)") == DateOf(number("2199"), 2, 28)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("date(y, 2, 29)", "E139"),
        ("date(y, 2, 30)", "E134"),
        ("date(y, 13, 1)", "E134"),
        ("date(y, 0, 1)", "E134"),
        ("date(y, 1, 99999999999999999)", "E134"),
        ("date(y, m, 1)", "E138"),
        ("date(y, 1.5, 1)", "E138"),
        ("date(y, 1 + 1, 1)", "E138"),
        ("date(1899, 1, 1)", "E135"),
        ('@"2200-01-01"', "E135"),
        ('@"2023-02-29"', "E134"),
        ('@"P1Y1D"', "E136"),
        ('@"P0M"', "E136"),
        ('@"P101Y"', "E137"),
        ('@"P1201M"', "E137"),
        ('@"P36526D"', "E137"),
    ],
)
def test_semantics_06_what_dates_and_durations_are_not(text: str, code: str) -> None:
    assert codes_of(text) == [code]


@pytest.mark.parametrize("text", ["date(y", "date(y,", "date(y, 5", "date(y, 5, 1", 'date("2026-01-31"', "count(a"])
def test_a_call_that_breaks_off_is_said_to_break_off(text: str) -> None:
    assert codes_of(text)[0] in {"E117", "E122"}


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a or b and c", Or((A, And((B, C))))),
        ("a and b or c", Or((And((A, B)), C))),
        ("a and b = c", And((A, Comparison("=", B, C)))),
        ("a < b + c", Comparison("<", A, Arithmetic("+", B, C))),
        ("a + b * c", Arithmetic("+", A, Arithmetic("*", B, C))),
        ("a * b + c", Arithmetic("+", Arithmetic("*", A, B), C)),
        ("-a * b", Arithmetic("*", Negate(A), B)),
        ("-a.b", Negate(Path(A, "b"))),
        ("(a + b) * c", Arithmetic("*", Arithmetic("+", A, B), C)),
        ("a between b and c and d", And((Between(A, B, C), D))),
        ("not(a) and b", And((Not(A), B))),
        ("a or if b then c else d", Or((A, If(B, C, D)))),
    ],
)
def test_operators_bind_as_in_feel(text: str, tree: Expression) -> None:
    assert parsed(text) == tree


def test_sums_and_products_are_read_from_the_left() -> None:
    assert parsed("a - b - c * a * b") == Arithmetic(
        "-", Arithmetic("-", A, B), Arithmetic("*", Arithmetic("*", C, A), B)
    )


def test_a_chain_without_brackets_is_one_node() -> None:
    assert parsed("a and b and c and d") == And((A, B, C, D))
    assert parsed("a or b or c") == Or((A, B, C))


def test_brackets_in_a_chain_are_kept() -> None:
    assert parsed("(a and b) and (c and d)") == And((And((A, B)), And((C, D))))


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
def test_every_comparison_is_read(operator: str) -> None:
    tree = parsed(f"a {operator} b")

    assert isinstance(tree, Comparison)
    assert tree.operator == operator


@pytest.mark.parametrize("text", ["a < b < c", "a = b = c", "a in l = b", "a between b and c < d", "a = b in l"])
def test_semantics_12_comparisons_are_not_chained(text: str) -> None:
    assert codes_of(text) == ["E125"]


def test_a_comparison_in_brackets_may_be_compared() -> None:
    assert parsed("(a < b) = c") == Comparison("=", Comparison("<", A, B), C)


def test_a_name_with_a_hyphen_is_a_subtraction_without_space() -> None:
    tree = parsed("a-b")

    assert tree == Arithmetic("-", A, B)
    assert tree.left.span.end == 1
    assert tree.right.span.start == 2


# Membership


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("x in l", (ValueTest(L),)),
        ("x in a.b", (ValueTest(Path(A, "b")),)),
        ("x in a + b", (ValueTest(Arithmetic("+", A, B)),)),
        ("x in (a + b) * c", (ValueTest(Arithmetic("*", Arithmetic("+", A, B), C)),)),
        ("x in (a)", (ValueTest(A),)),
        ("x in (a).b", (ValueTest(Path(A, "b")),)),
        ("x in (a, b)", (ValueTest(A), ValueTest(B))),
        ("x in [a, b]", (ValueTest(A), ValueTest(B))),
        ("x in [a] + b", (ValueTest(Arithmetic("+", ListLiteral((A,)), B)),)),
        ("x in [a][b = c]", (ValueTest(Filter(ListLiteral((A,)), Comparison("=", B, C))),)),
        ("x in ([a, b])", (ValueTest(ListLiteral((A, B))),)),
        ("x in (>= 5, < 3)", (CompareTest(">=", number("5")), CompareTest("<", number("3")))),
        ("x in (!= a + b)", (CompareTest("!=", Arithmetic("+", A, B)),)),
        ("x in ((a + b) * c, d)", (ValueTest(Arithmetic("*", Arithmetic("+", A, B), C)), ValueTest(D))),
        ("x in (a = b)", (ValueTest(Comparison("=", A, B)),)),
    ],
)
def test_what_stands_behind_in_is_a_row_of_tests(text: str, tests: tuple[ValueTest, ...]) -> None:
    assert parsed(text) == In(X, tests)


@pytest.mark.parametrize(
    ("written", "low_included", "high_included"),
    [
        ("[a..b]", True, True),
        ("[a..b)", True, False),
        ("[a..b[", True, False),
        ("(a..b]", False, True),
        ("]a..b]", False, True),
        ("(a..b)", False, False),
        ("]a..b[", False, False),
    ],
)
def test_the_brackets_of_a_range_say_which_ends_belong_to_it(
    written: str, low_included: bool, high_included: bool
) -> None:
    test = RangeTest(A, B, low_included, high_included)

    assert parsed(f"x in {written}") == In(X, (test,))
    assert parsed(f"x in ({written}, c)") == In(X, (test, ValueTest(C)))
    assert parsed(f"x in {written} and y") == And((In(X, (test,)), Y))


def test_the_ends_of_a_range_may_be_calculated() -> None:
    low = Arithmetic("*", Arithmetic("+", A, B), C)
    high = Filter(L, Comparison("=", D, A))

    assert parsed("x in ((a + b) * c..l[d = a])") == In(X, (RangeTest(low, high, False, False),))
    assert parsed("x in ]a..l[d = a][") == In(X, (RangeTest(A, high, False, False),))


@pytest.mark.parametrize("text", ["x in ()", "x in []"])
def test_an_empty_row_of_tests_is_refused(text: str) -> None:
    assert codes_of(text) == ["E130"]


@pytest.mark.parametrize("text", ["[1..5]", "(1..5)", "x = [1..5]", "[[1..5]]", "x in 1..5", "count([1..5])"])
def test_a_range_stands_only_behind_in(text: str) -> None:
    assert codes_of(text) == ["E129"]


# Quantifiers, conditions, filters


def test_semantics_11_years_are_walked_from_a_low_to_a_high_end() -> None:
    high = Arithmetic("-", Path(Name("as_of"), "year"), number("1"))

    assert parsed("some y in 2018..as_of.year - 1 satisfies x = y") == Quantified(
        "some", "y", YearRange(number("2018"), high), Comparison("=", X, Y)
    )


def test_several_iterators_are_nested_quantifiers() -> None:
    assert parsed("every x in l, y in 1..a satisfies b") == Quantified(
        "every", "x", L, Quantified("every", "y", YearRange(number("1"), A), B)
    )


def test_a_quantifier_reaches_as_far_as_it_can() -> None:
    assert parsed("a and some x in l satisfies b and c") == And((A, Quantified("some", "x", L, And((B, C)))))
    assert parsed("a and (some x in l satisfies b) and c") == And((A, Quantified("some", "x", L, B), C))


@pytest.mark.parametrize("text", ["1 + if a then b else c", "a = some x in l satisfies b", "-if a then b else c"])
def test_a_condition_or_quantifier_needs_brackets_in_arithmetic_and_comparison(text: str) -> None:
    assert codes_of(text) == ["E126"]


def test_an_else_belongs_to_the_nearest_if() -> None:
    assert parsed("if a then if b then c else d else x") == If(A, If(B, C, D), X)


def test_a_filter_applies_to_what_stands_before_it() -> None:
    condition = Comparison(">=", X, number("50000"))

    assert parsed("a.l[x >= 50000].b") == Path(Filter(Path(A, "l"), condition), "b")


@pytest.mark.parametrize("text", ["l[1]", "l[-1]", "l[(1)]"])
def test_semantics_07_a_filter_by_position_is_refused(text: str) -> None:
    assert codes_of(text) == ["E127"]


@pytest.mark.parametrize(
    "text", ["l[a]", "l[a.b]", "l[(a)]", "l[true]", "l[not(a)]", "l[not(a) and b]", "l[(not(a)) or b]", "l[not(a) = b]"]
)
def test_semantics_12_a_bare_or_negated_filter_is_refused(text: str) -> None:
    assert codes_of(text) == ["E128"]


@pytest.mark.parametrize(
    ("text", "instead"), [("l[signed]", "[signed = true]"), ("l[not(x.signed)]", "[x.signed = false]")]
)
def test_the_problem_of_a_bare_filter_shows_the_comparison_to_write(text: str, instead: str) -> None:
    (problem,) = problems_of(text)

    assert instead in problem.hint("zh")
    assert instead in problem.hint("en")


def test_a_negation_further_inside_a_filter_is_no_problem() -> None:
    assert parsed("l[a and not(b)]") == Filter(L, And((A, Not(B))))


# Spelling


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("some x in l satisfy a", "satisfies"),
        ("x betwen 1 and 2", "between"),
        ("a adn b", "and"),
        ("x is null", "="),
        ("a 或者 b", "or"),
        ("exists x in l satisfies a", "some"),
        ("evry x in l satisfies a", "every"),
        ("iff a then b else c", "if"),
    ],
)
def test_a_word_that_is_nearly_one_of_the_language_gets_a_suggestion(text: str, suggestion: str) -> None:
    (problem,) = problems_of(text)

    assert (problem.code, problem.suggestion) == ("E120", suggestion)


def test_semantics_04_there_is_no_division() -> None:
    assert codes_of("spent / income") == ["E109"]


def test_date_and_a_call_of_time_are_refused_with_and_without_brackets() -> None:
    assert codes_of("date and time(a)") == codes_of("date and (time(a))") == ["E110"]


def test_a_name_that_begins_a_function_of_feel_is_a_name_all_the_same() -> None:
    assert parsed("list and date") == And((Name("list"), Name("date")))


# Cells and iterators


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("-", AnyValue()),
        (" - ", AnyValue()),
        ("-5", CellTests(False, (ValueTest(Negate(number("5"))),))),
        ("county", CellTests(False, (ValueTest(Name("county")),))),
        ('"a", "b"', CellTests(False, (ValueTest(StringLiteral("a")), ValueTest(StringLiteral("b"))))),
        (">= 50, < 3", CellTests(False, (CompareTest(">=", number("50")), CompareTest("<", number("3"))))),
        ("[1..5]", CellTests(False, (RangeTest(number("1"), number("5"), True, True),))),
        ("(1..5), 7", CellTests(False, (RangeTest(number("1"), number("5"), False, False), ValueTest(number("7"))))),
        ("(a + b) * c", CellTests(False, (ValueTest(Arithmetic("*", Arithmetic("+", A, B), C)),))),
        ("not(a, > 5)", CellTests(True, (ValueTest(A), CompareTest(">", number("5"))))),
        ("not(1..5)", CellTests(True, (RangeTest(number("1"), number("5"), False, False),))),
        ("(not(a))", CellTests(False, (ValueTest(Not(A)),))),
    ],
)
def test_semantics_25_a_cell_is_a_row_of_unary_tests(text: str, cell: AnyValue | CellTests) -> None:
    assert parsed_cell(text) == cell


def test_an_iterator_is_a_variable_and_a_list() -> None:
    assert parsed_iterator("later in small_sanctions[a = b]") == (
        "later",
        Filter(Name("small_sanctions"), Comparison("=", A, B)),
    )


def test_an_iterator_may_walk_years() -> None:
    assert parsed_iterator("y in 2018..2020") == ("y", YearRange(number("2018"), number("2020")))


# Places


def test_spans_cover_brackets_of_operands() -> None:
    tree = parsed(" (a + b) * c ")

    assert tree.span == Span(1, 12)


def test_a_place_is_counted_from_the_beginning_of_its_line() -> None:
    (problem,) = problems_of("a and\n  b and\n    / c")

    assert (problem.place.line, problem.place.column) == (3, 5)


def test_problems_are_placed_by_the_caller() -> None:
    problems = Problems()
    parse_expression("a +", place_of=place_in("rules.yaml", "a +"), problems=problems)

    assert [str(problem.place) for problem in problems] == ["rules.yaml:1:4"]


@given(near_expressions())
def test_whatever_is_written_gives_a_tree_or_problems_and_never_raises(text: str) -> None:
    for parse in (parse_expression, parse_unary_tests, parse_iterator):
        problems = Problems()
        tree = parse(text, place_of=place_in(None, text), problems=problems)
        assert (tree is None) == (len(problems) > 0)


@given(near_expressions())
def test_every_problem_reads_in_both_languages(text: str) -> None:
    problems = Problems()
    parse_expression(text, place_of=place_in(None, text), problems=problems)

    for problem in problems:
        assert problem.render("zh") != problem.render("en")
