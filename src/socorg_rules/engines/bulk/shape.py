"""Which tables and columns a population has: what nobody handed in is settled before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

KNOWN_SUFFIX: Final = "_known"
"""``penalties_known``: the Boolean column that says of each organization whether its list is known."""
KEY: Final = "organization_key"
"""The column that joins events to their organization."""
ROW: Final = "event_row"
"""The column that tells the events of a list apart."""
AS_OF: Final = "as_of"
SET_SEPARATOR: Final = "__"
"""``categories__charity``: whether a set of the record holds a term."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields and lists that are there, and the lists that are known only of some organizations."""

    facts: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    partly_known: frozenset[str] = frozenset()
