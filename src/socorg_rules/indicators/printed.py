"""Exact values as documents print them: cut off or rounded half up, never through binary fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final

from socorg_rules.rulesets.indicator_model import Rounding, RoundingMode, Unit

_HALF: Final = Fraction(1, 2)
_PERCENT: Final = 100


def printed(value: Fraction, rounding: Rounding) -> Decimal:
    """A value of nought or more at the places of ``rounding``; whatever the decimal context of the caller is."""
    scaled = value * 10**rounding.places
    whole = floor(scaled) if rounding.mode == "truncate" else floor(scaled + _HALF)
    return Decimal(f"{whole}e-{rounding.places}")


def preimage(value: Decimal, mode: RoundingMode) -> tuple[Fraction, Fraction]:
    """The values that are printed as ``value``: from the first of the pair on, up to but without the second."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    unit = Fraction(1, 10 ** max(-exponent, 0))
    shift = Fraction(0) if mode == "truncate" else unit * _HALF
    return Fraction(value) - shift, Fraction(value) - shift + unit


def in_unit(value: Fraction, unit: Unit) -> Fraction:
    """A ratio as its unit counts it: percentages by the hundred."""
    return value * _PERCENT if unit == "percent" else value
