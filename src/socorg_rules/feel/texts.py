"""Texts between double quotes: FEEL's escapes, read and written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_ESCAPE = re.compile(r"\\(?:([nrt\"'\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|.?)", re.DOTALL)
_SHORT = {"n": "\n", "r": "\r", "t": "\t"}
_SHORT_OF = {"\n": r"\n", "\r": r"\r", "\t": r"\t", '"': r"\"", "\\": r"\\"}
_LAST_CODE_POINT = 0x10FFFF
_LAST_SHORT_CODE_POINT = 0xFFFF
_INVISIBLE_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


class Fault(NamedTuple):
    """A part of a text that can't stand as it is."""

    start: int
    end: int
    is_escape: bool


def is_invisible(character: str) -> bool:
    """Whether a reader can't see a character: controls, zero-width, direction marks, surrogates, private ones."""
    return unicodedata.category(character) in _INVISIBLE_CATEGORIES


def code_point(character: str) -> str:
    """A character's number and name, as ``U+0430 CYRILLIC SMALL LETTER A``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def escaped(character: str) -> str:
    """A character as an escape."""
    number = ord(character)
    return rf"\u{number:04X}" if number <= _LAST_SHORT_CODE_POINT else rf"\U{number:06X}"


def faults_in(written: str) -> Iterator[Fault]:
    """Wrong escapes and invisible characters of a text as written, without its quotes."""
    for match in _ESCAPE.finditer(written):
        if _meaning(match) is None:
            yield Fault(match.start(), match.end(), is_escape=True)
    for index, character in enumerate(written):
        if is_invisible(character):
            yield Fault(index, index + 1, is_escape=False)


def read_text(written: str) -> str:
    """The text that is meant; ``written`` has no faults and no quotes round it."""
    return _ESCAPE.sub(lambda match: _meaning(match) or "", written)


def write_text(text: str) -> str:
    """``text`` as a literal in double quotes."""
    inside = "".join(
        _SHORT_OF.get(character) or (escaped(character) if is_invisible(character) else character) for character in text
    )
    return f'"{inside}"'


def _meaning(match: re.Match[str]) -> str | None:
    short, *numbers = match.groups()
    if short is not None:
        return _SHORT.get(short, short)
    digits = numbers[0] or numbers[1]
    if digits is None:
        return None
    number = int(digits, 16)
    if number > _LAST_CODE_POINT or unicodedata.category(chr(number)) == "Cs":
        return None
    return chr(number)
