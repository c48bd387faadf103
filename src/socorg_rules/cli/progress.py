"""A bar on standard error that shows how far a command has come."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_BETWEEN_MOVES: Final = 0.1
"""Seconds between two moves of the bar: to move it costs more than many a step."""


class ProgressBar:
    """Shows itself on a terminal only, and steps aside while something else is printed there."""

    def __init__(self, label: str, total: int) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task = self._progress.add_task(label, total=total)
        self._waiting = 0
        self._moved = monotonic()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._progress.stop()

    def advance(self) -> None:
        """One more is done; the bar itself moves from time to time."""
        self._waiting += 1
        if monotonic() - self._moved >= _BETWEEN_MOVES:
            self._move()

    def _move(self) -> None:
        self._progress.advance(self._task, self._waiting)
        self._waiting = 0
        self._moved = monotonic()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Leaves the terminal to what is printed meanwhile."""
        self._move()
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()
