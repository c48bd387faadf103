"""Events of a file, taken in line by line; what was taken in is not taken in again after a stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from socorg_rules.problems import Place, Problem, ProblemsError
from socorg_rules.records.readers.json_file import read_json_line
from socorg_rules.records.readers.messages import UNDECODABLE
from socorg_rules.watch.event import NAME_LIMIT, DayPassed, Locate, WatchEvent, read_event
from socorg_rules.watch.state import Consumed
from socorg_rules.watch.watch import Watch

_ENCODING: Final = "utf-8"
_LINES_AT_ONCE: Final = 500
_ORGANIZATIONS_AT_ONCE: Final = 2_000

Complain = Callable[[Iterable[Problem]], None]
Deliver = Callable[[], None]


def advance(watch: Watch, to: date, deliver: Deliver) -> None:
    """Lets time pass, and hands over what comes of it while it does."""
    while not watch.advance(to=to, at_most=_ORGANIZATIONS_AT_ONCE):
        deliver()
    deliver()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the stream, and the event that stands in it, if one does."""

    content: bytes
    event: WatchEvent | DayPassed | None
    locate: Locate


class Feed:
    """The lines of a stream of events. ``name``: the file, as problems call it, and as the state remembers it.

    A stream that can't be read twice (standard input) is not ``remembered``; its events are told apart by their ids.
    """

    def __init__(self, watch: Watch, stream: BinaryIO, name: str, *, is_remembered: bool) -> None:
        self._watch = watch
        self._lines = iter(stream)
        self._name = name
        self._is_remembered = is_remembered
        self._count = 0
        self._digest = sha256()
        self._is_good = True

    @classmethod
    def of_file(cls, watch: Watch, path: Path, stream: BinaryIO) -> Feed:
        """The part of a file that was not taken in yet; all of it, if its beginning is not what it was."""
        feed = cls(watch, stream, path.as_posix(), is_remembered=True)
        consumed = watch.consumed(feed._source)
        for line in islice(feed._lines, consumed.lines):
            feed._add(line)
        if feed._consumed != consumed and consumed.lines:
            stream.seek(0)
            return cls(watch, stream, path.as_posix(), is_remembered=True)
        return feed

    def take(self, complain: Complain, deliver: Deliver) -> bool:
        """Takes in everything, and hands over what comes of it. Problems of lines stop nothing; True if there was none.

        A day that passes is a transaction of its own, or several: a population is looked at piece by piece.
        """

        def tell(problems: Iterable[Problem]) -> None:
            found = list(problems)
            self._is_good = self._is_good and not found
            complain(found)

        for lines in self._chunks(tell):
            self._pass_days(lines[0], tell, deliver)
            with self._watch.batch():
                for line in lines:
                    self._take(line, tell)
                    self._add(line.content)
                if self._is_remembered:
                    self._watch.consume(self._source, self._consumed)
            deliver()
        return self._is_good

    def _chunks(self, complain: Complain) -> Iterator[list[_Line]]:
        """Lines for one transaction each; a day that passes begins one."""
        at_once = _LINES_AT_ONCE if self._is_remembered else 1
        chunk: list[_Line] = []
        for number, content in enumerate(self._lines, start=self._count + 1):
            line = self._read(number, content, complain)
            if line is None:
                break
            if chunk and (isinstance(line.event, DayPassed) or len(chunk) >= at_once):
                yield chunk
                chunk = []
            chunk.append(line)
            if at_once == 1:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _read(self, number: int, content: bytes, complain: Complain) -> _Line | None:
        """A line with its event; None for the last one of a file in which somebody is still writing."""
        place = Place(self._name, number)
        try:
            text = content.decode(_ENCODING).strip()
        except UnicodeDecodeError:
            complain([UNDECODABLE.at(place, encoding=_ENCODING.upper())])
            return _Line(content, None, lambda _: place)
        if not text:
            return _Line(content, None, lambda _: place)
        value, locate, problems = read_json_line(text, place)
        event = None
        if not problems:
            event, problems = read_event(value, locate)
        complain(problems)
        if event is None and not content.endswith(b"\n"):
            return None
        return _Line(content, event, locate)

    def _pass_days(self, line: _Line, complain: Complain, deliver: Deliver) -> None:
        if isinstance(line.event, DayPassed):
            try:
                advance(self._watch, line.event.on, deliver)
            except ProblemsError as error:
                complain(_placed(error, line.locate))

    def _take(self, line: _Line, complain: Complain) -> None:
        if isinstance(line.event, WatchEvent):
            try:
                self._watch.take(line.event)
            except ProblemsError as error:
                complain(_placed(error, line.locate))

    # -- what was taken in ---------------------------------------------------------------------------------

    def _add(self, line: bytes) -> None:
        # The last line of a file may get its end later.
        self._digest.update(line.rstrip(b"\r\n") + b"\n")
        self._count += 1

    @property
    def _consumed(self) -> Consumed:
        return Consumed(self._count, self._digest.hexdigest() if self._count else "")

    @property
    def _source(self) -> str:
        return self._name[-NAME_LIMIT:]


def _placed(error: ProblemsError, locate: Locate) -> Iterator[Problem]:
    """The problems of an event at their places in the file."""
    for problem in error.problems:
        part = problem.place.path
        yield replace(problem, place=locate(() if part is None else (part,)))
