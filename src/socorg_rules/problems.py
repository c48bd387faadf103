"""What is wrong with an input, said once for a person and once for a machine.

Every layer reports through :class:`Problem`: a stable code, the place, one sentence in Chinese and in
English, and what to write instead. Layers collect problems and report all of them at once; they raise
:class:`ProblemsError` only when nothing useful can be returned.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
Severity = Literal["error", "warning"]


class Text(NamedTuple):
    """One piece of text in both languages of the library."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its stable code and its sentences.

    ``message`` and ``hint`` are ``str.format`` templates over the values of a problem. ``hint`` says what to
    write instead; it may be empty when ``message`` already does.
    """

    code: str
    message: Text
    hint: Text = Text("", "")
    severity: Severity = "error"

    def at(self, place: Place, *, suggestion: str | None = None, **values: object) -> Problem:
        """A problem of this kind at ``place``; ``suggestion`` is a name for "did you mean"."""
        return Problem(
            kind=self,
            place=place,
            values=tuple((name, str(value)) for name, value in values.items()),
            suggestion=suggestion,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is. ``line`` and ``column`` count from 1; ``sheet`` and ``path`` as the input has them.

    ``path`` is a path inside a record (``penalties[0].amount``) or a ruleset (``rules.missed-report.when``).
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    path: str | None = None

    def __str__(self) -> str:
        spot = self.file or "<input>"
        if self.sheet is not None:
            spot += f"[{self.sheet}]"
        if self.line is not None:
            spot += f":{self.line}"
            if self.column is not None:
                spot += f":{self.column}"
        if self.path:
            spot += f" @ {self.path}"
        return spot

    def sort_key(self) -> tuple[str, str, int, int, str]:
        return (self.file or "", self.sheet or "", self.line or 0, self.column or 0, self.path or "")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at one place."""

    kind: ProblemKind
    place: Place
    values: tuple[tuple[str, str], ...] = ()
    suggestion: str | None = None

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    def message(self, language: Language = "en") -> str:
        """The sentence, without place and code."""
        return self.kind.message.in_language(language).format(**dict(self.values))

    def hint(self, language: Language = "en") -> str:
        """What to write instead; empty when there is nothing to add."""
        parts = [self.kind.hint.in_language(language).format(**dict(self.values))]
        if self.suggestion is not None:
            parts.append(
                f"您是不是想写“{self.suggestion}”？" if language == "zh" else f"Did you mean {self.suggestion!r}?"
            )
        return " ".join(part for part in parts if part)

    def render(self, language: Language = "en") -> str:
        """``file:line:column: code message hint`` on one line."""
        line = f"{self.place}: {self.code} {self.message(language)}"
        hint = self.hint(language)
        return f"{line} {hint}" if hint else line

    def as_dict(self) -> dict[str, object]:
        """Plain data for JSON output."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.place.file,
            "sheet": self.place.sheet,
            "line": self.place.line,
            "column": self.place.column,
            "path": self.place.path,
            "message": {"zh": self.message("zh"), "en": self.message("en")},
            "hint": {"zh": self.hint("zh"), "en": self.hint("en")},
        }


@dataclass(slots=True)
class Problems:
    """A growing list of problems, handed down through a reader so that all are found in one go."""

    items: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        self.items.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        self.items.extend(problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.sorted())

    def __len__(self) -> int:
        return len(self.items)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.sorted() if problem.severity == "error"]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.sorted() if problem.severity == "warning"]

    def sorted(self) -> list[Problem]:
        """By place, each problem once."""
        return sorted(dict.fromkeys(self.items), key=lambda problem: (problem.place.sort_key(), problem.code))

    def raise_errors(self) -> None:
        """Raise :class:`ProblemsError` with all errors, if there is one."""
        errors = self.errors
        if errors:
            raise ProblemsError(errors)


class SocorgRulesError(Exception):
    """Base of every error that this library raises on purpose."""


class ProblemsError(SocorgRulesError):
    """The input can't be used; ``problems`` says why, all at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def render(self, language: Language = "en") -> str:
        return "\n".join(problem.render(language) for problem in self.problems)

    def __str__(self) -> str:
        return self.render("en")


class UsageError(SocorgRulesError, ValueError):
    """The library was called with an argument it can't take."""


def did_you_mean(written: str, known: Iterable[str]) -> str | None:
    """The known name nearest to what was written, or None when nothing is near."""
    candidates = list(known)
    lowered = {name.lower(): name for name in candidates}
    near = difflib.get_close_matches(written.lower(), lowered, n=1, cutoff=0.6)
    if near:
        return lowered[near[0]]
    # Two-character Chinese names share too little for a ratio of 0.6; a shared beginning is the better clue.
    if not written.isascii():
        for name in candidates:
            if not name.isascii() and name[:2] == written[:2]:
                return name
    return None
