"""What a person did wrong when a file isn't YAML.

PyYAML says what its parser expected; the mistakes people make are few, and each shows in the line itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from socorg_rules.problems import Place, Problem, ProblemKind
from socorg_rules.rulesets import messages

if TYPE_CHECKING:
    from yaml import Mark, MarkedYAMLError

_KEY: Final = re.compile(
    r"""(?P<indent>[ ]*(?:-[ ]+)*)(?P<key>[^\s:#\[\]{}"',&*!|>%@`-][^:#\[\]{}"',]*):(?P<space>[ ]+|$)"""
)
_SPECIAL: Final = "@`%\"'[]{}|>&*!?-,"


@dataclass(frozen=True, slots=True)
class SyntaxDiagnosis:
    """What is wrong, and the line (from 1) whose value spoils the rest, if it can be told."""

    problem: Problem
    spoiled_line: int | None


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the text, lines and columns from 0, with its line."""

    file: str
    line_text: str
    line: int
    column: int

    @property
    def character(self) -> str:
        return self.line_text[self.column : self.column + 1]

    def spoils(self, kind: ProblemKind, **values: str) -> SyntaxDiagnosis:
        """A problem here; the value of this line makes what follows unreadable."""
        return SyntaxDiagnosis(self._problem(kind, **values), self.line + 1)

    def breaks(self, kind: ProblemKind, **values: str) -> SyntaxDiagnosis:
        """A problem here; what was meant can't be told, so nothing can be read."""
        return SyntaxDiagnosis(self._problem(kind, **values), None)

    def _problem(self, kind: ProblemKind, **values: str) -> Problem:
        return kind.at(Place(self.file, self.line + 1, self.column + 1), suggestion=None, **values)


def diagnose(error: MarkedYAMLError, text: str, file: str) -> SyntaxDiagnosis:
    """The mistake behind an error of PyYAML's scanner or parser (with or without C)."""
    said, doing = error.problem or "", error.context or ""
    lines = text.split("\n")
    found_at = error.problem_mark or error.context_mark
    spot = _spot(found_at, lines, file)
    beginning = _spot(error.context_mark or found_at, lines, file)
    indentation = spot.line_text[: len(spot.line_text) - len(spot.line_text.lstrip())]
    if "\t" in indentation:
        return spot.breaks(messages.TAB_INDENTATION)
    if "quoted scalar" in doing:
        if "escape" not in said:
            return beginning.spoils(messages.UNCLOSED_QUOTE)
        return SyntaxDiagnosis(spot.breaks(messages.UNKNOWN_ESCAPE).problem, beginning.line + 1)
    if "cannot start any token" in said:
        return spot.spoils(messages.SPECIAL_BEGINNING, character=spot.character)
    if "block scalar" in doing:
        return beginning.spoils(messages.SPECIAL_BEGINNING, character=beginning.character)
    if "flow" in doing:
        return beginning.spoils(messages.UNCLOSED_BRACKET, character=beginning.character)
    return _mistake_in_value(said, spot) or _mistake_in_structure(said, spot, beginning, lines)


def without_value_at(text: str, line_number: int) -> str | None:
    """The text with the value of one ``key: value`` line emptied, and the lines that go on with that value.

    None when the line has no key that could stay.
    """
    lines = text.split("\n")
    match = _KEY.match(lines[line_number - 1])
    if match is None:
        return None
    lines[line_number - 1] = f"{match['indent']}{match['key']}: ''"
    key_column = len(match["indent"])
    for index in range(line_number, len(lines)):
        line = lines[index]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= key_column:
            break
        lines[index] = ""
    return "\n".join(lines)


def _spot(mark: Mark | None, lines: list[str], file: str) -> _Spot:
    if mark is None or mark.line >= len(lines):
        return _Spot(file, "", len(lines) - 1, 0)
    return _Spot(file, lines[mark.line], mark.line, mark.column)


def _mistake_in_value(said: str, spot: _Spot) -> SyntaxDiagnosis | None:
    """A value that goes on behind the place where YAML took it to end."""
    key = _KEY.match(spot.line_text)
    if key is None or key.end() > spot.column:
        return None
    if "mapping values" in said:
        return spot.spoils(messages.COLON_IN_VALUE)
    value = _Spot(spot.file, spot.line_text, spot.line, key.end())
    if value.character and value.character in _SPECIAL:
        return value.spoils(messages.SPECIAL_BEGINNING, character=value.character)
    return None


def _mistake_in_structure(said: str, spot: _Spot, beginning: _Spot, lines: list[str]) -> SyntaxDiagnosis:
    if "expected ':'" in said:
        return beginning.breaks(messages.MISSING_COLON)
    if "mapping values" in said:
        previous = _Spot(spot.file, lines[spot.line - 1] if spot.line else "", spot.line - 1, 0)
        if previous.line_text.strip() and _KEY.match(previous.line_text) is None:
            return previous.breaks(messages.MISSING_COLON)
        return spot.breaks(messages.UNEVEN_INDENTATION)
    if any(words in said for words in ("expected key", "expected <block end>", "indicator")):
        return spot.breaks(messages.UNEVEN_INDENTATION)
    return spot.breaks(messages.YAML_SYNTAX, reason=said)
