"""Files of text in the encodings that Chinese registries write: UTF-8, with or without BOM, and GB18030."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from socorg_rules.problems import Place, Problems
from socorg_rules.records.readers.messages import FILE_NOT_FOUND, FILE_UNREADABLE, UNDECODABLE

UTF_8: Final = "utf-8"
GB18030: Final = "gb18030"
_LAST_OF_TWO_BYTES: Final = "\u07ff"
"""The last character that UTF-8 writes in two bytes; Chinese ones take three."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """The lines of a file, line ends included. ``damaged`` are the lines (from 1) that couldn't be decoded."""

    name: str
    lines: list[str]
    damaged: frozenset[int]


def read_text(path: Path, problems: Problems, *, encoding: str | None = None) -> TextFile | None:
    """The file's text, or None when it can't be read at all.

    Without an ``encoding`` it is told from the bytes. Every line that can't be decoded is a problem; it is kept, with
    replacement characters, so that the lines around it keep their numbers.
    """
    name = path.as_posix()
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        problems.add(FILE_NOT_FOUND.at(Place(name)))
        return None
    except OSError as error:
        problems.add(FILE_UNREADABLE.at(Place(name), reason=error.strerror or type(error).__name__))
        return None
    raw_lines = content.removeprefix(codecs.BOM_UTF8).splitlines(keepends=True)
    chosen = encoding or _encoding_of(raw_lines)
    lines = [line.decode(chosen, errors="replace") for line in raw_lines]
    damaged = {number for number, line in enumerate(raw_lines, start=1) if not _decodes(line, chosen)}
    problems.extend(UNDECODABLE.at(Place(name, number), encoding=chosen.upper()) for number in sorted(damaged))
    return TextFile(name, lines, frozenset(damaged))


def _encoding_of(lines: list[bytes]) -> str:
    """UTF-8 unless most of the lines that tell the two apart are GB18030.

    Counting lines, and not asking whether the whole file decodes, keeps one damaged line of a UTF-8 file from turning
    all others into other characters: nearly all bytes are characters in GB18030. Conversely, a few Chinese words in
    GB18030 are Latin letters in UTF-8, so only a line with characters from beyond them speaks for UTF-8.
    """
    as_utf_8 = as_gb18030 = 0
    for line in lines:
        try:
            as_utf_8 += max(line.decode(UTF_8), default="") > _LAST_OF_TWO_BYTES
        except UnicodeDecodeError:
            as_gb18030 += _decodes(line, GB18030)
    return GB18030 if as_gb18030 > as_utf_8 else UTF_8


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
