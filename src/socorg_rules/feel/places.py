"""Where a span of an expression's text is: the YAML layer knows, and stand-alone text is easy."""

from __future__ import annotations

from collections.abc import Callable

from socorg_rules.feel.syntax import Span
from socorg_rules.problems import Place

PlaceOf = Callable[[Span], Place]


def place_in(file: str | None, text: str) -> PlaceOf:
    """Places of the spans of ``text`` when it is a whole file, or stands alone (``file`` None)."""

    def place_of(span: Span) -> Place:
        line_start = text.rfind("\n", 0, span.start) + 1
        return Place(file=file, line=text.count("\n", 0, span.start) + 1, column=span.start - line_start + 1)

    return place_of
