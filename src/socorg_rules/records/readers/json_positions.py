"""Where the values of a JSON text stand."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from socorg_rules.records.fields import field_named, list_named
from socorg_rules.records.reading import Location

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


class LineIndex:
    """Finds lines and columns, both from 1, of offsets in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        return offset - self._starts[self.line(offset) - 1] + 1


def locations(text: str, start: int, end: int) -> Iterator[tuple[Location, int]]:
    """Location and offset of every name and list element of the JSON value ``text[start:end]``, in their order.

    The value must be well-formed. The record's names are given in English, whichever they are written in. This is
    slow next to the standard parser, and only for records that have problems.
    """
    # One step for each open container: an index in a list, the current name in an object, None before a name.
    path: list[int | str | None] = []
    for token in _TOKEN.finditer(text, start, end):
        written = token[0]
        step = path[-1] if path else 0
        if written in "}]":
            path.pop()
        elif written == ",":
            path[-1] = step + 1 if isinstance(step, int) else None
        elif step is None:
            path[-1] = json.loads(written)
            yield _in_english(path), token.start()
        elif written != ":":
            if path and isinstance(step, int):
                yield _in_english(path), token.start()
            if written in "{[":
                path.append(None if written == "{" else 0)


def _in_english(path: list[int | str | None]) -> Location:
    match path:
        case [str(list_name), int(position), str(field), *deeper] if (events := list_named(list_name)) is not None:
            spec = events.field_named(field)
            steps = [events.name, position, spec.name if spec is not None else field, *deeper]
        case [str(name), *deeper]:
            known = field_named(name) or list_named(name)
            steps = [known.name if known is not None else name, *deeper]
        case _:
            steps = path
    return tuple(step for step in steps if step is not None)
