"""Hostile input is refused, quickly, wherever the caller's own stack stands."""

from __future__ import annotations

import inspect
import sys
import time
from collections.abc import Callable

import pytest

from socorg_rules.feel.limits import MAX_CHARACTERS, MAX_DEPTH, MAX_NODES
from socorg_rules.feel.printer import print_expression
from tests.feel.parsing import codes_of, parsed

# Python's stack holds 1000 frames; a web framework and a test runner may have used half of them.
FRAMES = 500

HOSTILE = {
    "brackets": "(" * (MAX_CHARACTERS - 1),
    "lists": "[" * (MAX_CHARACTERS - 1),
    "minuses": "-" * (MAX_CHARACTERS - 1),
    "negations": "not(" * 400,
    "calls": "f(" * 900,
    "filters": "a[" * 900,
    "memberships": "x in (" * 300,
    "conditions": "if " * 600,
    "quantifiers": "some x in l satisfies " * 90,
    "every level of operators": "(a or b and c = d + e * " * 80,
    "ranges": "x in ]" * 300,
    "paths": "a" + ".b" * 900,
    "sums": "a" + "+a" * 900,
    "years": "date(" * 390,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_deep_nesting_is_refused_within_half_of_the_stack(text: str) -> None:
    codes = _with_frames(FRAMES, lambda: codes_of(text))

    assert codes in (["E102"], ["E116"], ["E118"])


def test_a_hundred_thousand_brackets_are_refused_by_their_length() -> None:
    assert codes_of("(" * 100_000) == ["E101"]


def test_the_longest_text_is_read() -> None:
    name = "a" * MAX_CHARACTERS

    assert print_expression(parsed(name)) == name


def test_one_character_more_is_refused() -> None:
    assert codes_of("a" * (MAX_CHARACTERS + 1)) == ["E101"]


def test_the_deepest_tree_is_read() -> None:
    deepest = "-" * (MAX_DEPTH - 1) + "a"

    assert print_expression(parsed(deepest)) == deepest


def test_one_level_more_is_refused() -> None:
    assert codes_of("-" * MAX_DEPTH + "a") == ["E102"]


def test_the_deepest_tree_is_printed_with_brackets_at_every_level_and_read_again() -> None:
    text = "a"
    for level in range(MAX_DEPTH - 1):
        text = f"b {('and', 'or')[level % 2]} ({text})"
    tree = parsed(text)

    assert parsed(print_expression(tree)) == tree


def test_the_largest_tree_is_read_and_one_node_more_is_refused() -> None:
    assert codes_of("[" + ",".join("a" * MAX_NODES) + "]") == ["E103"]
    parsed("[" + ",".join("a" * (MAX_NODES - 1)) + "]")


@pytest.mark.parametrize(
    "text",
    ['"' * 1999, "'" * 1999, "/*" * 999, "{" * 1999, "“" * 1999, "1." * 999, "1," * 999, "0,0" * 600, '"\\' * 999],
)
def test_no_run_of_signs_takes_long(text: str) -> None:
    started = time.perf_counter()
    codes_of(text)

    # A hundred times what it takes: only a lexer that tries every combination is slower.
    assert time.perf_counter() - started < 2


def _with_frames(count: int, function: Callable[[], list[str]]) -> list[str]:
    """Call with only so many frames left on the stack."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + count)
    try:
        return function()
    finally:
        sys.setrecursionlimit(limit)
