"""Which tables and columns a population has: what nobody handed in is settled before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS

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


WHOLE_RECORD: Final = Shape(
    frozenset(spec.name for spec in ORGANIZATION_FIELDS),
    {spec.name: frozenset(field.name for field in spec.fields) for spec in EVENT_LISTS},
    frozenset(spec.name for spec in EVENT_LISTS),
)
"""Everything that a record may say, each list known of some organizations only."""
