"""Small indicators for tests, and what they come to over small populations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from socorg_rules import Organization
from socorg_rules.indicators import Measurement, PlaceMeasurement, measure_indicators
from socorg_rules.records.places import PlaceFigures
from tests.small_law import TITLE, rulebook_of, ruleset_text

AS_OF = date(2024, 3, 1)
PLACE = "320612"


def indicator(name: str, **keys: str) -> str:
    """An entry of ``indicators:``; keys as in the format, values as YAML."""
    lines = [f"  {name}:", f"    title: {TITLE}", *(f"    {key}: {value}" for key, value in keys.items())]
    return "\n".join(lines) + "\n"


def indicators(*entries: str, extra: str = "") -> str:
    """A national ruleset with these indicators."""
    return ruleset_text(f"{extra}indicators:\n{''.join(entries)}")


def overlay(body: str, *, place: str = "320000", ruleset: str = "cn/local") -> str:
    """A ruleset of a place that has no source of its own."""
    return ruleset_text(body, ruleset=ruleset, place=place, source=None)


SHARE = indicator(
    "community_share",
    counts="active_in_community",
    among="community_class",
    basis="eligible",
    rounding="{mode: truncate, places: 2}",
)
DENSITY = indicator(
    "density",
    counts="community_class",
    per="residents",
    each="10000",
    basis="registered",
    rounding="{mode: half_up, places: 1}",
)


def members(*records: Mapping[str, Any], division: str = PLACE) -> list[Organization]:
    return [Organization.model_validate({"division": division, "level": "county", **record}) for record in records]


def counted(counted_on: str = "2024-01-01", division: str = PLACE, **figures: int) -> PlaceFigures:
    return PlaceFigures.model_validate({"division": division, "counted_on": date.fromisoformat(counted_on), **figures})


def measure(
    *texts: str,
    organizations: Sequence[Organization] = (),
    places: Sequence[PlaceFigures] = (),
    place: str = PLACE,
    as_of: date = AS_OF,
) -> PlaceMeasurement:
    """The indicators of small rulesets over a population."""
    return measure_indicators(rulebook_of(*texts), organizations, places, place=place, as_of=as_of)


def measure_one(*texts: str, **population: Any) -> Measurement:
    """The only indicator of small rulesets over a population."""
    (measurement,) = measure(*texts, **population).measurements
    return measurement
