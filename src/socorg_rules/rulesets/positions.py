"""From the characters of a YAML value back to the characters of the file.

Quotes, escapes, indentation and folded lines lie between the two. YAML only ever adds or drops white space around
what was written (and undoes escapes), so the two texts are walked side by side: what isn't white space must
correspond.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from socorg_rules.feel.places import PlaceOf
from socorg_rules.feel.syntax import Span
from socorg_rules.problems import Place
from socorg_rules.rulesets.yaml_nodes import Scalar, YamlDocument

_WHITE: Final = " \t\n"
_ESCAPE: Final = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ANCHOR: Final = re.compile(r"(?:[&!]\S*\s+)*")


@dataclass(frozen=True, slots=True)
class ScalarPositions:
    """Tells where the characters of a scalar's text stand in its file."""

    document: YamlDocument
    node: Scalar
    path: str

    def __call__(self, span: Span) -> Place:
        """The place of the span's first character."""
        offsets = character_offsets(self.node, self.document.text)
        return self.document.place_at(offsets[min(span.start, len(offsets) - 1)], self.path)


@dataclass(frozen=True, slots=True)
class JoinedPart:
    """A part of a text put together from several: where in it the part begins, and where in its own text."""

    start: int
    skipped: int
    place_of: PlaceOf


@dataclass(frozen=True, slots=True)
class JoinedPositions:
    """Tells where the characters of a text put together from several stand. Parts are in order."""

    parts: tuple[JoinedPart, ...]

    def __call__(self, span: Span) -> Place:
        """The place of the span's first character."""
        part = self.parts[max(bisect_right(self.parts, span.start, key=lambda part: part.start) - 1, 0)]
        shift = part.skipped - part.start
        return part.place_of(Span(span.start + shift, span.end + shift))


def character_offsets(node: Scalar, text: str) -> list[int]:
    """The offset in ``text`` of every character of the node's text, and of the end of it."""
    position, end = _content(node, text)
    if end - position == len(node.text):
        return list(range(position, end + 1))
    offsets: list[int] = []
    for character in node.text:
        if character not in _WHITE or (position < end and text[position] not in _WHITE):
            position = _after_folded_space(node, text, position, end)
        offsets.append(min(position, end))
        position += _written_length(node, text, position)
    return [*offsets, min(position, end)]


def _content(node: Scalar, text: str) -> tuple[int, int]:
    """Where what was written begins and ends, without quotes or the header of a block."""
    match = _ANCHOR.match(text, node.start, node.end)
    start = node.start if match is None or (node.is_plain and text[node.start] not in "&!") else match.end()
    if node.style in ("'", '"'):
        return start + 1, node.end - 1
    if node.style in ("|", ">"):
        line_end = text.find("\n", start, node.end)
        return (node.end if line_end < 0 else line_end + 1), node.end
    return start, node.end


def _after_folded_space(node: Scalar, text: str, position: int, end: int) -> int:
    """Skips the white space that folding removed, and line breaks that were escaped."""
    while position < end:
        if text[position] in _WHITE:
            position += 1
        elif node.style == '"' and text.startswith("\\\n", position):
            position += 2
        else:
            break
    return position


def _written_length(node: Scalar, text: str, position: int) -> int:
    """How many characters were written for the one at ``position``."""
    if node.style == "'" and text.startswith("''", position):
        return 2
    if node.style == '"' and (match := _ESCAPE.match(text, position)):
        return len(match.group())
    return 1
