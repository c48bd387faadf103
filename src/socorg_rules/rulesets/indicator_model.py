"""Indicators of a place and the figures that were published of it, as a ruleset file says them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from socorg_rules.problems import Place, Text
from socorg_rules.rulesets.model import Citation, SourceExpression

Basis = Literal["all", "due", "eligible", "registered", "filed", "registered_and_filed"]
"""Which organizations an indicator rests on; every output names it, since rates on other bases can't be compared."""
RoundingMode = Literal["truncate", "half_up"]
Unit = Literal["number", "percent"]
Relation = Literal["exactly", "about", "at_least", "more_than"]


@dataclass(frozen=True, slots=True)
class Rounding:
    """How an indicator is printed: cut off or rounded half up, at so many decimal places."""

    mode: RoundingMode
    places: int


@dataclass(frozen=True, slots=True)
class Target:
    """The parameter (a count for numbers, a ratio for percentages) that an indicator has to reach."""

    at_least: str
    place: Place


@dataclass(frozen=True, slots=True)
class IndicatorFormula:
    """What an indicator divides by what.

    Above the line: the organizations for which ``counts`` holds, or ``figures`` of the place. Below it: the
    organizations for which ``among`` holds (those above the line are then taken out of them), or the figures ``per``
    of the place, added up; with neither it is a total. ``each``: per so many (10,000 residents).
    """

    counts: SourceExpression | None
    figures: tuple[str, ...]
    among: SourceExpression | None
    per: tuple[str, ...]
    each: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator, or, without title and formula, what a place changes of an inherited one."""

    name: str
    title: Text | None
    description: Text | None
    formula: IndicatorFormula | None
    basis: Basis | None
    rounding: Rounding | None
    target: Target | None
    notes: tuple[Text, ...]
    cites: tuple[Citation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number as it was printed; the decimals of ``value`` are those that were printed."""

    value: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day as it was printed."""

    value: date


@dataclass(frozen=True, slots=True)
class FigurePart:
    """One number that a published figure is made of.

    A ``value``; or the value of another published ``figure``; or the denominator that another figure implies
    (``implied_by``); or nothing of these: the document doesn't state it. ``elsewhere``: where a value comes from that
    the document itself doesn't give.
    """

    value: Decimal | None = None
    figure: str | None = None
    implied_by: str | None = None
    elsewhere: Text | None = None
    place: Place = Place()

    @property
    def is_stated(self) -> bool:
        """Whether a number stands behind it at all."""
        return self.value is not None or self.figure is not None or self.implied_by is not None


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """One way to reckon a published figure: a sum, a quotient (two parts), or another number or day it should equal.

    ``base`` names the reading, where a figure can be read in several ways.
    """

    kind: Literal["sum", "quotient", "equals"]
    parts: tuple[FigurePart, ...]
    day: date | None
    each: int
    base: Text | None
    place: Place


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A statement of a document about a number, and how it can be reckoned again.

    ``indicator``: the indicator that says the same over the records of the place.
    """

    id: str
    says: Text
    as_of: date
    stated: StatedNumber | StatedDay
    relation: Relation
    checks: tuple[FigureCheck, ...]
    cites: tuple[Citation, ...]
    indicator: str | None
    note: Text | None
    place: Place
