"""Writes docs/images/: what the command line shows, as pictures for the README: ``python -m scripts.write_picture``.

The output is that of the command itself, on a terminal of 120 columns; only where a picture would get too tall is it
cut, at a line of its own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape
from io import StringIO
from itertools import accumulate
from pathlib import Path

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
COLUMNS = 120
# A terminal with dark letters on white: the picture stands in a page of text.
THEME = TerminalTheme(
    (255, 255, 255),
    (36, 41, 47),
    [
        (36, 41, 47),
        (207, 34, 46),
        (17, 99, 41),
        (154, 103, 0),
        (9, 105, 218),
        (130, 80, 223),
        (27, 124, 131),
        (110, 119, 129),
    ],
)

_TEXT = re.compile(
    r'<text (?P<style>class="[^"]*-r\d+") x="(?P<x>[^"]+)" (?P<y>y="[^"]+") textLength="(?P<width>[^"]+)" '
    r"(?P<clip>clip-path=\S+?)>(?P<text>[^<]*)</text>"
)
# Blanks, characters of two columns, characters of one.
_WIDE = r"\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
_RUN = re.compile(rf"\s+|[{_WIDE}]+|[^\s{_WIDE}]+")


@dataclass(frozen=True, slots=True)
class Picture:
    """A command, and the beginning of the line at which its output is cut (None: shown to the end)."""

    name: str
    command: tuple[str, ...]
    until: str | None = None


PICTURES = (
    Picture("check", ("check", "examples/families.jsonl", "--as-of", "2026-06-15"), until="Summary"),
    Picture(
        "explain",
        (
            *("explain", "examples/families.jsonl", "--as-of", "2026-06-15", "--key", "#4"),
            *("--only", "minimum_capital", "--language", "zh"),
        ),
    ),
)


def output_of(picture: Picture) -> str:
    """What a terminal gets, with its colors."""
    # The table is what a terminal shows; this one is only said to be a terminal.
    shown = (*picture.command, "--format", "table") if picture.command[0] == "check" else picture.command
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    environment |= {"LANG": "C.UTF-8", "PYTHONUTF8": "1", "COLORTERM": "truecolor"}
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", "from socorg_rules.cli.app import main; main()", *shown],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    # 1 and 2 say that there are findings or open questions; both are answers.
    if done.returncode not in (0, 1, 2):
        raise RuntimeError(done.stderr)
    return done.stdout


def svg_of(picture: Picture) -> str:
    """The picture of a command and of what it shows."""
    lines = list(Text.from_ansi(output_of(picture)).split("\n"))
    if picture.until is not None:
        end = next(number for number, line in enumerate(lines) if line.plain.startswith(picture.until))
        lines = [*lines[:end], Text("…")]
    console = Console(record=True, width=COLUMNS, file=StringIO(), color_system="truecolor", force_terminal=True)
    typed = " ".join(f"'{word}'" if word.startswith("#") else word for word in picture.command)
    console.print(Text(f"$ socorg-rules {typed}\n", style="bold"), highlight=False)
    for line in lines:
        for part in _folded(line):
            console.print(part, highlight=False)
    svg = console.export_svg(title="socorg-rules", theme=THEME, unique_id=picture.name)
    # No font from the network: whoever looks at the page has a monospaced one.
    return _TEXT.sub(_spaced, re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL))


def _folded(line: Text) -> Iterable[Text]:
    """A line as a terminal breaks it, in the middle of words."""
    ends = accumulate(len(part) for part in chop_cells(line.plain, COLUMNS))
    return line.divide(list(ends)[:-1])


def _spaced(element: re.Match[str]) -> str:
    """One element of text as several, each with the width of its cells.

    rich gives every character the width of one, which squeezes Chinese together.
    """
    cell = float(element["width"]) / len(unescape(element["text"]))
    left = float(element["x"])
    parts = []
    for run in _RUN.findall(unescape(element["text"])):
        width = cell * cell_len(run)
        if run.strip():
            position = f'x="{left:.1f}" {element["y"]} textLength="{width:.1f}"'
            parts.append(f"<text {element['style']} {position} {element['clip']}>{escape(run)}</text>")
        left += width
    return "".join(parts)


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    for each in PICTURES:
        (IMAGES / f"{each.name}.svg").write_text(svg_of(each), encoding="utf-8", newline="\n")
