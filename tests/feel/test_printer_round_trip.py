"""Law 6: printing and parsing are each other's inverse, and spans are true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from hypothesis import given

from socorg_rules.feel.printer import print_expression, print_unary_tests
from socorg_rules.feel.syntax import Expression, Node, TableCell, children
from tests.feel.parsing import codes_of, parsed, parsed_cell
from tests.strategies.expressions import cells, expressions, operator_trees

EXPRESSION_TYPES = get_args(Expression)


@given(expressions())
def test_parsing_a_printed_expression_gives_the_same_tree(tree: Expression) -> None:
    assert parsed(print_expression(tree)) == tree


@given(cells())
def test_parsing_a_printed_cell_gives_the_same_cell(cell: TableCell) -> None:
    assert parsed_cell(print_unary_tests(cell)) == cell


@given(expressions())
def test_brackets_round_the_whole_leave_no_trace(tree: Expression) -> None:
    text = print_expression(tree)

    assert print_expression(parsed(f"(({text}))")) == text


@given(operator_trees())
def test_every_bracket_that_is_printed_is_needed(tree: Expression) -> None:
    text = print_expression(tree)

    for opening, closing in _bracket_pairs(text):
        without = text[:opening] + text[opening + 1 : closing] + text[closing + 1 :]
        assert _is_another_tree(without, tree), without


@given(expressions())
def test_the_span_of_every_part_holds_the_text_of_that_part(tree: Expression) -> None:
    text = print_expression(tree)

    for node in _all_nodes(parsed(text)):
        if isinstance(node, EXPRESSION_TYPES):
            assert parsed(text[node.span.start : node.span.end]) == node


@given(expressions())
def test_space_between_tokens_means_nothing(tree: Expression) -> None:
    text = print_expression(tree)

    assert parsed(f" \t\r\n{text}\n ") == tree


def _all_nodes(root: Node) -> Iterator[Node]:
    yield root
    for child in children(root):
        yield from _all_nodes(child)


def _bracket_pairs(text: str) -> Iterator[tuple[int, int]]:
    waiting: list[int] = []
    for index, character in enumerate(text):
        if character == "(":
            waiting.append(index)
        elif character == ")":
            yield waiting.pop(), index


def _is_another_tree(text: str, tree: Expression) -> bool:
    try:
        return parsed(text) != tree
    except AssertionError:
        return codes_of(text) != []
