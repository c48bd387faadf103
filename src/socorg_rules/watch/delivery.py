"""Where a watch's lines go: a file in which each stands exactly once, or a stream."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from socorg_rules.problems import Place, ProblemsError
from socorg_rules.watch.messages import OUTPUT_OF_ANOTHER
from socorg_rules.watch.watch import Watch

_LOOKED_BACK: Final = 1 << 20
"""Bytes at the end of a file in which its last line is looked for at first."""


class Delivery:
    """Hands the lines of an outbox over to a stream, from a number on.

    A line is taken out of the outbox when it is written. What was stopped in between is written again to a stream, and
    told apart by its number; of a file the last number is read, so that there it stands once. ``shown``: how a line of
    JSON is written to a stream.
    """

    def __init__(
        self, watch: Watch, stream: BinaryIO, *, after: int, is_file: bool, shown: Callable[[str], str] = str
    ) -> None:
        self._watch = watch
        self._stream = stream
        self._after = after
        self._is_file = is_file
        self._shown = shown
        self._taken_out = 0

    def deliver(self) -> None:
        """Writes everything that is to be told."""
        last = self._after
        for number, line in self._watch.lines(after=self._after):
            last = number
            self._stream.write(f"{self._shown(line)}\n".encode())
        self._stream.flush()
        if self._is_file:
            # What the state forgets must be on the disk.
            os.fsync(self._stream.fileno())
        if last > self._taken_out:
            self._watch.delivered(through=last)
        self._after = self._taken_out = last


@contextmanager
def delivery_to_file(watch: Watch, path: Path) -> Iterator[Delivery]:
    """Goes on after the last whole line of a file; half a line is cut off.

    Raises :class:`~socorg_rules.ProblemsError` when the file belongs to another state.
    """
    with path.open("a+b") as stream:
        last = _last_number(stream)
        if last > watch.last_number:
            raise ProblemsError([OUTPUT_OF_ANOTHER.at(Place(path.as_posix()), last=last, made=watch.last_number)])
        yield Delivery(watch, stream, after=last, is_file=True)


def _last_number(stream: BinaryIO) -> int:
    """The number in the last whole line of a file; 0 where there is none."""
    size = stream.seek(0, os.SEEK_END)
    back = _LOOKED_BACK
    while True:
        start = max(size - back, 0)
        stream.seek(start)
        whole, _, half = stream.read().rpartition(b"\n")
        last = whole.rpartition(b"\n")
        if last[1] or start == 0:
            break
        back *= 2
    stream.truncate(size - len(half))
    if not last[2]:
        return 0
    try:
        return int(json.loads(last[2])["number"])
    except (ValueError, KeyError, TypeError):
        raise ProblemsError([OUTPUT_OF_ANOTHER.at(Place(str(stream.name)), last="?", made="?")]) from None
