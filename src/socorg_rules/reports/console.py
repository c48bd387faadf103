"""Terminals to print on."""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console
from rich.table import Table

_WIDTH_WITHOUT_TERMINAL = 120
"""Columns of a table that goes to a file or a pipe."""


class QuietConsole(Console):
    """Prints text as it is: nothing in it is markup, and a reader that goes away is the caller's business."""

    def on_broken_pipe(self) -> None:
        raise  # noqa: PLE0704 - rich calls this while it handles the error


def console_on(stream: TextIO) -> Console:
    """A console on a stream; plain text where the stream is no terminal."""
    width = None if stream.isatty() or "COLUMNS" in os.environ else _WIDTH_WITHOUT_TERMINAL
    return QuietConsole(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def print_trimmed(console: Console, content: Table | str = "", style: str | None = None) -> None:
    """Prints a table or a text, wrapped to the console's width, without the blanks that fill its lines up."""
    with console.capture() as capture:
        console.print(content, style=style)
    lines = capture.get().splitlines()
    console.file.write("".join(f"{line.rstrip()}\n" for line in lines))
