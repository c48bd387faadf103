"""What is made of the same object again and again, made once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")
_KEPT: Final = 65_536


class Remembered(Generic[_Thing, _Made]):
    """A function of immutable objects that remembers what it made of each.

    It goes by the object, not by what is equal to it: that is one look-up, whatever the object holds.
    """

    def __init__(self, make: Callable[[_Thing], _Made]) -> None:
        self._make = make
        # Objects are kept along, so that no other gets their id meanwhile.
        self._kept: dict[int, tuple[_Thing, _Made]] = {}

    def __call__(self, thing: _Thing) -> _Made:
        kept = self._kept.get(id(thing))
        if kept is None:
            while len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            kept = self._kept[id(thing)] = (thing, self._make(thing))
        return kept[1]
