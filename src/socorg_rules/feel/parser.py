"""From text to a tree: the entry points of the parser.

An expression has one syntax error reported, the first: what follows one is guesswork. What the lexer finds is
reported in full.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from socorg_rules.feel import messages
from socorg_rules.feel.cursor import ExpressionSyntaxError
from socorg_rules.feel.grammar import Grammar
from socorg_rules.feel.lexer import tokenize
from socorg_rules.feel.limits import MAX_DEPTH, MAX_NODES, is_too_deep, is_too_large
from socorg_rules.feel.places import PlaceOf
from socorg_rules.feel.syntax import Expression, Node, Span, TableCell, YearRange
from socorg_rules.problems import Problems

_Parsed = TypeVar("_Parsed", bound=Node)


def parse_expression(text: str, *, place_of: PlaceOf, problems: Problems) -> Expression | None:
    """The tree of an expression, or None when something was added to ``problems``."""
    return _parse(text, Grammar.whole_expression, place_of, problems)


def parse_unary_tests(text: str, *, place_of: PlaceOf, problems: Problems) -> TableCell | None:
    """The tree of a cell of a decision table, or None when something was added to ``problems``."""
    return _parse(text, Grammar.whole_cell, place_of, problems)


def parse_iterator(text: str, *, place_of: PlaceOf, problems: Problems) -> tuple[str, Expression | YearRange] | None:
    """The variable and the domain of a ``for_each``, as in ``later in small_sanctions``; None as above."""
    variable = ""

    def whole_iterator(parser: Grammar) -> Expression | YearRange:
        nonlocal variable
        variable, domain = parser.iterator()
        return domain

    domain = _parse(text, whole_iterator, place_of, problems)
    return None if domain is None else (variable, domain)


def _parse(
    text: str, production: Callable[[Grammar], _Parsed], place_of: PlaceOf, problems: Problems
) -> _Parsed | None:
    tokens = tokenize(text, place_of=place_of, problems=problems)
    if tokens is None:
        return None
    parser = Grammar(text, tokens, place_of)
    try:
        tree = production(parser)
        parser.expect_end()
    except ExpressionSyntaxError as wrong:
        problems.add(wrong.problem)
        return None
    whole = place_of(Span(tokens[0].start, len(text)))
    if is_too_deep(tree):
        problems.add(messages.TOO_DEEP.at(whole, limit=MAX_DEPTH))
        return None
    if is_too_large(tree):
        problems.add(messages.TOO_LARGE.at(whole, limit=MAX_NODES))
        return None
    return tree
