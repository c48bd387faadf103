"""Short ways to parse in tests."""

from __future__ import annotations

from socorg_rules.feel.parser import parse_expression, parse_iterator, parse_unary_tests
from socorg_rules.feel.places import place_in
from socorg_rules.feel.syntax import Expression, TableCell, YearRange
from socorg_rules.problems import Problem, Problems


def parsed(text: str) -> Expression:
    """The tree of an expression that must be right."""
    problems = Problems()
    tree = parse_expression(text, place_of=place_in(None, text), problems=problems)
    assert tree is not None, [problem.render() for problem in problems]
    return tree


def parsed_cell(text: str) -> TableCell:
    """The tree of a table's cell that must be right."""
    problems = Problems()
    tree = parse_unary_tests(text, place_of=place_in(None, text), problems=problems)
    assert tree is not None, [problem.render() for problem in problems]
    return tree


def parsed_iterator(text: str) -> tuple[str, Expression | YearRange]:
    """The variable and domain of an iterator that must be right."""
    problems = Problems()
    found = parse_iterator(text, place_of=place_in(None, text), problems=problems)
    assert found is not None, [problem.render() for problem in problems]
    return found


def problems_of(text: str) -> list[Problem]:
    """What is wrong with an expression that must be wrong."""
    problems = Problems()
    assert parse_expression(text, place_of=place_in(None, text), problems=problems) is None
    return problems.sorted()


def codes_of(text: str) -> list[str]:
    """The codes of what is wrong with an expression, in the order of the text."""
    return [problem.code for problem in problems_of(text)]
