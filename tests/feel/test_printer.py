"""The canonical text of expressions and cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext

import pytest

from socorg_rules.feel.printer import print_expression, print_unary_tests
from socorg_rules.feel.syntax import DateLiteral, NumberLiteral, StringLiteral, YearRange
from tests.feel.parsing import parsed, parsed_cell, parsed_iterator


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("30.70", "30.7"),
        ("100.000", "100"),
        ('date("2026-01-31")', '@"2026-01-31"'),
        ('duration("P12M")', '@"P1Y"'),
        ('@"P18M"', '@"P1Y6M"'),
        ('@"P07D"', '@"P7D"'),
        (r'"\u6148善"', '"慈善"'),
        ("((a)) . b", "a.b"),
        ("a+b*-c", "a + b * -c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a*b)+c", "a * b + c"),
        ("((a = 1)) and (b = 2)", "a = 1 and b = 2"),
        ("(a and b) or c", "a and b or c"),
        ("(a or b) and c", "(a or b) and c"),
        ("(a or b) or c", "(a or b) or c"),
        ('x in ["a","b"]', 'x in ("a", "b")'),
        ("x in (l)", "x in l"),
        ("x in (1)", "x in (1)"),
        ("x in ]1..5[", "x in (1..5)"),
        ("x in ([1..5])", "x in [1..5]"),
        ("x in ([1 .. 5[,>7)", "x in ([1..5), > 7)"),
        ("x in (a)[b = c]", "x in a[b = c]"),
        ("x in ([1])[b = c]", "x in ([1][b = c])"),
        ("some x in a,y in b satisfies c", "some x in a satisfies some y in b satisfies c"),
        ("a and some x in l satisfies b", "a and (some x in l satisfies b)"),
        ("if (a) then (b) else (if c then d else e)", "if a then b else if c then d else e"),
        ("every y in (2018) .. (as_of.year-1) satisfies a", "every y in 2018..as_of.year - 1 satisfies a"),
        ("date( as_of.year ,3,1)", "date(as_of.year, 3, 1)"),
        ("(5).year", "(5).year"),
        ("not((a))", "not(a)"),
        ("count(l[a>=1])>=2", "count(l[a >= 1]) >= 2"),
    ],
)
def test_an_expression_has_one_canonical_text(written: str, canonical: str) -> None:
    assert print_expression(parsed(written)) == canonical


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        (" - ", "-"),
        (">=50,<3", ">= 50, < 3"),
        ('not( "a","b" )', 'not("a", "b")'),
        ("not(1..5)", "not((1..5))"),
        ("]1..5[", "(1..5)"),
        ("(not(a)), b", "(not(a)), b"),
        ("(not(a))", "(not(a))"),
        ("county", "county"),
    ],
)
def test_a_cell_has_one_canonical_text(written: str, canonical: str) -> None:
    assert print_unary_tests(parsed_cell(written)) == canonical


def test_the_domain_of_an_iterator_is_printed() -> None:
    _, domain = parsed_iterator("y in 2018..as_of.year-1")

    assert isinstance(domain, YearRange)
    assert print_expression(domain) == "2018..as_of.year - 1"


def test_what_a_reader_could_not_see_in_a_text_is_printed_as_an_escape() -> None:
    assert print_expression(StringLiteral('"\\\n\r\t\x00\u200b\U000e0001慈')) == (r'"\"\\\n\r\t\u0000\u200B\U0E0001慈"')


def test_names_are_printed_in_another_language() -> None:
    labels = {"registered_capital": "注册资金", "penalties": "处罚", "amount": "金额", "p": "某项", "count": "计数"}
    tree = parsed("registered_capital >= 3 and (some p in penalties satisfies p.amount > x) and count(penalties) > 1")

    assert print_expression(tree, name_of=lambda name: labels.get(name, name)) == (
        "注册资金 >= 3 and (some 某项 in 处罚 satisfies 某项.金额 > x) and 计数(处罚) > 1"
    )


def test_names_of_cells_are_printed_in_another_language() -> None:
    assert print_unary_tests(parsed_cell("(not(a)), b"), name_of=str.upper) == "(not(A)), B"


def test_a_number_prints_whole_whatever_precision_the_caller_calculates_with() -> None:
    with localcontext() as context:
        context.prec = 3

        assert print_expression(NumberLiteral(Decimal("1234567890123.12340"))) == "1234567890123.1234"


def test_a_large_number_prints_without_an_exponent() -> None:
    assert print_expression(NumberLiteral(Decimal("3E+4"))) == "30000"


def test_a_date_prints_as_an_at_literal() -> None:
    assert print_expression(DateLiteral(date(1900, 1, 2))) == '@"1900-01-02"'
