"""The small mistakes that an expression can have: all of them, each changing one thing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from socorg_rules.feel import syntax as s
from socorg_rules.review.expression_changes import Change, changes_of, written
from tests.feel.parsing import parsed, parsed_cell, parsed_iterator


def changes(tree: s.Node, step: str = "1") -> list[Change]:
    return list(changes_of(tree, lambda literal, rebuild: Decimal(step)))


def trees(text: str) -> list[str]:
    """What an expression can become, as a whole."""
    return [written(change.tree) for change in changes(parsed(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b", ["a <= b"]),
        ("a <= b", ["a < b"]),
        ("a > b", ["a >= b"]),
        ("a >= b", ["a > b"]),
        ("a = b", ["a != b"]),
        ("a != null", ["a = null"]),
        ("a between b and c", ["a in (b..c]", "a in [b..c)"]),
        ("a in (> b)", ["a in (>= b)"]),
        ("a in [b..c]", ["a in (b..c]", "a in [b..c)"]),
    ],
)
def test_a_comparison_turns_strict_or_loose(text: str, expected: list[str]) -> None:
    assert trees(text) == [written(parsed(each)) for each in expected]


def test_a_number_changes_by_its_step_both_ways() -> None:
    assert [written(change.tree) for change in changes(parsed("a + 50000"), "0.01")] == ["a + 49999.99", "a + 50000.01"]


def test_a_date_changes_by_a_day_both_ways() -> None:
    assert trees('@"2024-03-01"') == ['@"2024-02-29"', '@"2024-03-02"']


def test_a_day_of_a_year_changes_by_a_day_and_never_becomes_29_february() -> None:
    assert trees("date(y, 5, 31)") == ["date(y, 5, 30)", "date(y, 6, 1)"]
    assert trees("date(y, 3, 1)") == ["date(y, 2, 28)", "date(y, 3, 2)"]


def test_the_ends_of_a_year_go_over_to_the_next_year_and_the_one_before() -> None:
    assert trees("date(y, 12, 31)") == ["date(y, 12, 30)", "date(y + 1, 1, 1)"]
    assert trees("date(y, 1, 1)") == ["date(y - 1, 12, 31)", "date(y, 1, 2)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('@"P3Y"', ['@"P2Y"', '@"P4Y"']),
        ('@"P18M"', ['@"P1Y5M"', '@"P1Y7M"']),
        ('@"P60D"', ['@"P59D"', '@"P61D"']),
        ('@"P0D"', ['@"P1D"']),
    ],
)
def test_a_duration_changes_by_the_unit_it_is_written_in(text: str, expected: list[str]) -> None:
    assert trees(text) == expected


def test_each_operand_of_and_and_or_is_dropped() -> None:
    assert trees("a and b and c") == ["b and c", "a and c", "a and b"]
    assert trees("a or b") == ["b", "a"]


def test_the_condition_of_a_filter_is_dropped() -> None:
    [change] = [change for change in changes(parsed("count(penalties[a = b])")) if change.operator == "condition"]
    assert (written(change.was), change.became, written(change.tree)) == ("a = b", None, "count(penalties)")


def test_each_member_of_a_list_is_dropped_but_not_the_only_one() -> None:
    assert trees("a in (b, c)") == ["a in c", "a in b"]
    assert trees('a in (["b", "c"], d)')[2:] == ['a in (["c"], d)', 'a in (["b"], d)']
    assert trees("a in (b)") == []


def test_the_tests_of_a_cell_are_changed_too() -> None:
    cell = parsed_cell("< 5, [7..9]")
    assert isinstance(cell, s.Tests)
    found = [(written(change.was), change.became and written(change.became)) for change in changes(cell)]
    assert found == [
        ("< 5", "<= 5"),
        ("5", "4"),
        ("5", "6"),
        ("[7..9]", "(7..9]"),
        ("[7..9]", "[7..9)"),
        ("7", "6"),
        ("7", "8"),
        ("9", "8"),
        ("9", "10"),
    ]


def test_the_first_year_of_a_walk_over_years_is_changed() -> None:
    _, domain = parsed_iterator("y in 2018..as_of.year - 1")
    assert [written(change.tree) for change in changes(domain)][:2] == ["2017..as_of.year - 1", "2019..as_of.year - 1"]


def test_every_change_is_one_change_deep_inside_and_the_rest_stays() -> None:
    text = "some p in penalties[kind = k] satisfies (p.amount >= 5 or not(a < b and c))"
    tree = parsed(text)
    found = trees(text)
    assert len(set(found)) == len(found) == 10
    assert written(tree) not in found
    assert "some p in penalties[kind = k] satisfies p.amount >= 5 or not(a < b)" in found


def test_texts_and_names_are_left_alone() -> None:
    assert trees('if a then "b" else -c') == []
