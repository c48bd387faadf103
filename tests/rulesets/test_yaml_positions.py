"""Every character of a value is found again in its file, however YAML wrote it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from socorg_rules.feel.syntax import Span
from socorg_rules.problems import Place, Problems
from socorg_rules.rulesets.positions import JoinedPart, JoinedPositions, ScalarPositions
from socorg_rules.rulesets.yaml_nodes import Mapping, Scalar, YamlDocument, compose


def _value(text: str) -> tuple[YamlDocument, Scalar]:
    """The document, and the value of its key ``a``."""
    document = compose(text, file="f.yaml", problems=Problems())
    assert document is not None
    assert isinstance(document.root, Mapping)
    node = document.root.entries["a"][1]
    assert isinstance(node, Scalar)
    return document, node


def _found(text: str, needle: str) -> tuple[int | None, int | None]:
    """Line and column of where ``needle`` begins in the value."""
    document, node = _value(text)
    start = node.text.index(needle)
    place = ScalarPositions(document, node, "a")(Span(start, start + len(needle)))
    return place.line, place.column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: x = wrong\n", (1, 8)),
        ("a: 'x = wrong'\n", (1, 9)),
        ("a: 'x = ''q'' wrong'\n", (1, 15)),
        ('a: "x = wrong"\n', (1, 9)),
        ('a: "\\"x\\" = \\x41 \\u4e2d wrong"\n', (1, 25)),
        ("a: &anchor x = wrong\n", (1, 16)),
        ("a: &anchor 'x = wrong'\n", (1, 17)),
        ("a: x =\n   wrong\n", (2, 4)),
        ("a:\n  x =\n\n  wrong\n", (4, 3)),
        ("a: 'x =\n  it''s\n  wrong'\n", (3, 3)),
        ('a: "x = \\\n    wrong"\n', (2, 5)),
        ('a: "x =\n  y\\n\\\n  wrong"\n', (3, 3)),
        ("a: >-\n  x =\n  y and wrong\n", (3, 9)),
        ("a: >-  # why\n  x =\n  wrong\n", (3, 3)),
        ("a: >-\n  x =\n    more indented\n  wrong\n", (4, 3)),
        ("a: >\n\n  x =\n\n\n  wrong\n\n", (6, 3)),
        ("a: |\n  x =\n    y wrong\n", (3, 7)),
        ("a: |2-\n    x =\n  wrong\n", (3, 3)),
        ("a: 年检 = wrong\n", (1, 9)),
        ("\ufeff# comment\r\na: >-\r\n  x =\r\n  wrong\r\n", (4, 3)),
    ],
)
def test_a_word_is_found_in_its_file(text: str, expected: tuple[int, int]) -> None:
    assert _found(text, "wrong") == expected


def test_the_end_of_a_value_is_behind_its_last_character() -> None:
    document, node = _value("a: >-\n  x =\n  y\nb: 1\n")
    end = len(node.text)
    assert ScalarPositions(document, node, "a")(Span(end, end)) == Place("f.yaml", 3, 4, path="a")


def test_white_space_lies_between_its_neighbours() -> None:
    document, node = _value("a: >-\n  x\n  y\n")
    place = ScalarPositions(document, node, "a")(Span(1, 2))
    assert (place.line, place.column) == (2, 4)


_ALPHABET = st.sampled_from("abc年检 \n'\"\\#:{}[],&*!|>%@`-?é")


@given(
    st.text(_ALPHABET, min_size=1, max_size=60),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.integers(4, 30),
    st.booleans(),
)
def test_whatever_a_dumper_writes_maps_back(text: str, style: str | None, width: int, unicode: bool) -> None:
    dumped = yaml.safe_dump({"a": text}, default_style=style, width=width, allow_unicode=unicode)
    document, node = _value(dumped)
    assert node.text == text
    places = [ScalarPositions(document, node, "a")(Span(index, index)) for index in range(len(text))]
    lines = document.text.split("\n")
    for character, place in zip(text, places, strict=True):
        if not character.isspace():
            assert place.line is not None
            assert place.column is not None
            written = lines[place.line - 1][place.column - 1]
            assert written == character or (written == "\\" and node.style == '"')
    keys = [place.sort_key() for place in places]
    assert keys == sorted(keys)


def test_a_joined_text_finds_its_parts() -> None:
    def in_file(file: str):  # type: ignore[no-untyped-def]
        return lambda span: Place(file, 1, span.start + 1)

    # The second part came without its first four characters, `not(`.
    positions = JoinedPositions((JoinedPart(4, 0, in_file("input")), JoinedPart(12, 4, in_file("cell"))))
    assert positions(Span(5, 6)) == Place("input", 1, 2)
    assert positions(Span(12, 13)) == Place("cell", 1, 5)
    assert positions(Span(0, 1)).file == "input"
