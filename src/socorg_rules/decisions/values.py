"""Values of the plan as callers read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from socorg_rules.decisions.outcome import DecisionValue
from socorg_rules.feel import types as t


def public_value(value: object, type_: t.Type | None) -> DecisionValue:
    """A value of the plan as callers read it: money and ratios as ``Decimal`` at their full places."""
    if isinstance(value, int) and not isinstance(value, bool) and isinstance(type_, t.NumberType) and type_.scale:
        # Not scaleb(): it rounds to the precision that the caller's decimal context happens to have.
        return Decimal(f"{value}e-{type_.scale}")
    assert value is None or isinstance(value, (bool, int, date, str, frozenset, tuple))
    return value
