"""Named subqueries of a statement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_WORDS: Final = re.compile(r"\w+")


def read_by(final: str, named: Mapping[str, str]) -> dict[str, str]:
    """The subqueries that a query reads, straight or through others, in their order.

    A name that stands somewhere for something else keeps its subquery needlessly.
    """
    kept: set[str] = set()
    waiting = [final]
    while waiting:
        met = named.keys() & {word.lower() for word in _WORDS.findall(waiting.pop())}
        waiting += (named[name] for name in met - kept)
        kept |= met
    return {name: text for name, text in named.items() if name in kept}
