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
        return self.document.place_at(character_offset(self.node, self.document.text, span.start), self.path)


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


def character_offset(node: Scalar, text: str, index: int) -> int:
    """Where in ``text`` the character ``index`` of the node's text stands; for an index past it, where it ends."""
    position, end = _content(node, text)
    if end - position == len(node.text):
        return position + min(index, len(node.text))
    for character in node.text[:index]:
        position = _start_of(character, node, text, position, end)
        position += _written_length(node, text, position)
    if index < len(node.text):
        position = _start_of(node.text[index], node, text, position, end)
    return min(position, end)


def _content(node: Scalar, text: str) -> tuple[int, int]:
    """Where what was written begins and ends, without quotes or the header of a block."""
    match = _ANCHOR.match(text, node.start, node.end)
    start = node.start if match is None else match.end()
    if node.style in ("'", '"'):
        return start + 1, node.end - 1
    if node.style in ("|", ">"):
        line_end = text.find("\n", start, node.end)
        return (node.end if line_end < 0 else line_end + 1), node.end
    return start, node.end


def _start_of(character: str, node: Scalar, text: str, position: int, end: int) -> int:
    """Where the next character was written: white space of the file that isn't in the value is skipped."""
    if character in _WHITE and (position >= end or text[position] in _WHITE):
        return position
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
