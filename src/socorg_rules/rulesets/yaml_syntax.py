"""What a person did wrong when a file isn't YAML.

PyYAML says what its parser expected; the mistakes people make are few, and each shows in the line itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from socorg_rules.problems import Place, Problem
from socorg_rules.rulesets import messages

if TYPE_CHECKING:
    from yaml import Mark, MarkedYAMLError

_KEY: Final = re.compile(r"""(?P<indent>[ ]*(?:-[ ]+)*)(?P<key>[^\s:#\[\]{}"',&*!|>%@`-][^:#\[\]{}"',]*):(?=[ ]|$)""")
_SPECIAL: Final = "@`%\"'[]{}|>&*!?-,"


class SyntaxDiagnosis:
    """What is wrong, and the line (from 1) whose value spoils the rest, if it can be told."""

    __slots__ = ("problem", "spoiled_line")

    def __init__(self, problem: Problem, spoiled_line: int | None) -> None:
        self.problem = problem
        self.spoiled_line = spoiled_line


def diagnose(error: MarkedYAMLError, text: str, file: str) -> SyntaxDiagnosis:
    """The mistake behind an error of PyYAML (with or without its C parser)."""
    return _Diagnosis(error, text, file).run()


def without_value_at(text: str, line_number: int) -> str | None:
    """The text with the value of one ``key: value`` line emptied, and the lines that go on with that value.

    None when the line has no key that could stay.
    """
    lines = text.split("\n")
    match = _KEY.match(lines[line_number - 1])
    if match is None:
        return None
    lines[line_number - 1] = f"{match.group()} ''"
    key_column = len(match["indent"])
    for index in range(line_number, len(lines)):
        line = lines[index]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= key_column:
            break
        lines[index] = ""
    return "\n".join(lines)


class _Diagnosis:
    def __init__(self, error: MarkedYAMLError, text: str, file: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.said = error.problem or ""
        self.doing = error.context or ""
        self.mark: Mark | None = error.problem_mark or error.context_mark
        self.context_mark: Mark | None = error.context_mark or self.mark

    def run(self) -> SyntaxDiagnosis:
        if self.mark is None or self.context_mark is None:
            return SyntaxDiagnosis(messages.YAML_SYNTAX.at(Place(self.file), reason=self.said), None)
        line = self._line(self.mark)
        character = line[self.mark.column : self.mark.column + 1]
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return self._at(messages.TAB_INDENTATION.at(self._place(self.mark)), None)
        if "quoted scalar" in self.doing:
            return self._in_quotes(self.context_mark)
        if "cannot start any token" in self.said:
            return self._at(messages.SPECIAL_BEGINNING.at(self._place(self.mark), character=character), self.mark)
        if "block scalar" in self.doing:
            beginning = self._line(self.context_mark)[self.context_mark.column]
            problem = messages.SPECIAL_BEGINNING.at(self._place(self.context_mark), character=beginning)
            return self._at(problem, self.context_mark)
        if "flow" in self.doing:
            bracket = self._line(self.context_mark)[self.context_mark.column]
            problem = messages.UNCLOSED_BRACKET.at(self._place(self.context_mark), character=bracket)
            return self._at(problem, self.context_mark)
        return self._in_block(self.mark, self.context_mark, line)

    def _in_quotes(self, beginning: Mark) -> SyntaxDiagnosis:
        if "escape" in self.said:
            return self._at(messages.UNKNOWN_ESCAPE.at(self._place(self.mark or beginning)), beginning)
        return self._at(messages.UNCLOSED_QUOTE.at(self._place(beginning)), beginning)

    def _in_block(self, mark: Mark, context_mark: Mark, line: str) -> SyntaxDiagnosis:
        key = _KEY.match(line)
        value_begins = None if key is None else re.compile(r"[ ]*").match(line, key.end())
        if key is not None and value_begins is not None and value_begins.end() <= mark.column:
            beginning = line[value_begins.end()]
            if "mapping values" in self.said:
                return self._at(messages.COLON_IN_VALUE.at(self._place(mark)), mark)
            if beginning in _SPECIAL:
                place = Place(self.file, mark.line + 1, value_begins.end() + 1)
                return self._at(messages.SPECIAL_BEGINNING.at(place, character=beginning), mark)
        if "expected ':'" in self.said:
            return self._at(messages.MISSING_COLON.at(self._place(context_mark)), None)
        if "mapping values" in self.said or "expected key" in self.said or "expected <block end>" in self.said:
            previous = self.lines[mark.line - 1] if mark.line else ""
            if "mapping values" in self.said and previous.strip() and _KEY.match(previous) is None:
                return self._at(messages.MISSING_COLON.at(Place(self.file, mark.line, 1)), None)
            return self._at(messages.UNEVEN_INDENTATION.at(self._place(mark)), None)
        if "indicator" in self.said:
            return self._at(messages.UNEVEN_INDENTATION.at(self._place(mark)), None)
        return self._at(messages.YAML_SYNTAX.at(self._place(mark), reason=self.said), None)

    def _at(self, problem: Problem, spoiled: Mark | None) -> SyntaxDiagnosis:
        return SyntaxDiagnosis(problem, None if spoiled is None else spoiled.line + 1)

    def _line(self, mark: Mark) -> str:
        return self.lines[mark.line] if mark.line < len(self.lines) else ""

    def _place(self, mark: Mark) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)
