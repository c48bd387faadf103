"""The few forms of Markdown that pages are made of, read alike by GitHub and by MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~])")
_BAR: Final = re.compile(r"(?<!\\)\|")
_INDENT: Final = "    "


def escaped(text: str) -> str:
    """A text in which nothing is taken for Markdown."""
    return _SPECIAL.sub(r"\\\1", text)


def link(text: str, target: str) -> str:
    """A link; ``text`` is plain."""
    return f"[{escaped(text)}]({target})"


def anchor(name: str) -> str:
    """A place on the page that links can name, whatever the heading below it says."""
    return f'<a id="{name}"></a>'


def heading(level: int, text: str) -> list[str]:
    """A heading of plain text, begun with a capital, with the empty line behind it."""
    return [f"{'#' * level} {escaped(text[:1].upper() + text[1:])}", ""]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of cells in Markdown, with the empty line behind it; nothing where there are no rows."""
    body = [_row(row) for row in rows]
    return [_row(heads), _row(["---"] * len(heads)), *body, ""] if body else []


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    """A cell is one line, and a bar in it would end it, inside code too."""
    return _BAR.sub(r"\\|", text.replace("\n", "<br>"))


def fenced(text: str, language: str = "") -> list[str]:
    """A block of code, with the empty line behind it."""
    return [f"```{language}", *text.strip("\n").splitlines(), "```", ""]


def bullet(text: str, depth: int = 0) -> str:
    """An item of a list."""
    return f"{_INDENT * depth}- {text}"


def folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines that are shown when somebody asks for them; ``summary`` is plain."""
    yield "<details>"
    yield f"<summary>{summary.replace('&', '&amp;').replace('<', '&lt;')}</summary>"
    yield ""
    yield from lines
    yield "</details>"
    yield ""
