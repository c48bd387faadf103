"""What was counted of a place by a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from socorg_rules.records.fields import PLACE_FIELDS
from socorg_rules.records.places import PLACE_TABLE_NAMES, PlaceFigures


def figures_on(places: Iterable[PlaceFigures], as_of: date, is_the_place: Callable[[str], bool]) -> dict[str, int]:
    """The figures of one place on a day, by field: each from the newest count that gives it; unknown ones are left out.

    Counts dated later don't exist on that day. Places inside the place are never added up: they may be incomplete.
    """
    visible = (figures for figures in places if figures.counted_on <= as_of and is_the_place(figures.division))
    found: dict[str, int] = {}
    for figures in sorted(visible, key=lambda figures: figures.counted_on):
        values = ((spec.name, getattr(figures, spec.name)) for spec in PLACE_FIELDS if spec.kind == "count")
        found |= {name: value for name, value in values if value is not None}
    return found


def figure_path(name: str) -> str:
    """How a figure of a place is called among missing facts: ``places.residents``."""
    return f"{PLACE_TABLE_NAMES[0]}.{name}"
