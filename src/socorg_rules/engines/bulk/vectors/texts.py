"""Texts as codes: each different text is kept once, and rows carry its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa

from socorg_rules.engines.bulk.vectors.vector import Array


@dataclass(slots=True)
class Texts:
    """Gives texts their codes; the empty text is 0. Several threads may ask at once."""

    _codes: dict[str, int] = field(default_factory=lambda: {"": 0})
    _texts: list[str] = field(default_factory=lambda: [""])
    _lock: Lock = field(default_factory=Lock)

    def code(self, text: str) -> int:
        """The code of a text."""
        code = self._codes.get(text)
        if code is not None:
            return code
        with self._lock:
            code = self._codes.get(text)
            if code is None:
                code = len(self._texts)
                self._texts.append(text)
                self._codes[text] = code
            return code

    def codes(self, texts: Iterable[str | None]) -> Array:
        """The codes of some texts; that of the empty text for None."""
        return np.array([0 if text is None else self.code(text) for text in texts], np.int32)

    def texts(self, codes: Iterable[int]) -> list[str]:
        """The texts of some codes."""
        return [self._texts[code] for code in codes]

    def of_days(self, days: Array) -> Array:
        """The codes of dates in ISO form."""
        found, places = np.unique(days, return_inverse=True)
        listed: list[str] = found.astype("datetime64[D]").astype(str).tolist()
        return self.codes(listed)[places]

    def lists(self, codes: Array, starts: Sequence[int]) -> Array:
        """The codes of lists with commas: of the texts from each start to the next."""
        listed = self.texts(codes.tolist())
        ends = [*starts[1:], len(listed)]
        return self.codes(",".join(listed[start:end]) for start, end in zip(starts, ends, strict=True))

    def arrow(self, codes: Array, absent: Any) -> pa.Array:
        """Codes as an Arrow dictionary of just the texts that are there."""
        places = np.zeros(len(self._texts), np.int32)
        places[codes] = 1
        found = np.flatnonzero(places)
        places[found] = np.arange(len(found))
        return pa.DictionaryArray.from_arrays(
            pa.array(places[codes], mask=absent), pa.array(self.texts(found.tolist()), pa.string())
        )
