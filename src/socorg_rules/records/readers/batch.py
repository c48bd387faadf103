"""What a reader brings back: the records that can be decided, and what was wrong with the rest."""

from __future__ import annotations

from dataclasses import dataclass

from socorg_rules.problems import Place, Problems
from socorg_rules.records.organization import Organization
from socorg_rules.records.places import PlaceFigures


@dataclass(frozen=True, slots=True)
class Record:
    """One organization under the key that its source knows it by, and where it was found."""

    key: str
    organization: Organization
    place: Place


@dataclass(frozen=True, slots=True)
class Batch:
    """The good records of a source in its own order, the figures of their places, and every problem found in it."""

    records: list[Record]
    problems: Problems
    places: tuple[PlaceFigures, ...] = ()
