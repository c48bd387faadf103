"""Parameters over time: values in plan numbers, places laid over one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from socorg_rules.decisions.outcome import Caveat
from socorg_rules.feel import types as t
from socorg_rules.feel.numbers import whole
from socorg_rules.feel.plan import Duration
from socorg_rules.problems import Problems, Text
from socorg_rules.rulesets.caveats import value_caveats
from socorg_rules.rulesets.model import DatedValue, Inherit, Parameter, Source
from socorg_rules.rulesets.names import Owned
from socorg_rules.rulesets.plan import DatedCaveat, ParameterPlan, PlanValue, TimelineEntry
from socorg_rules.rulesets.value_types import parse_value


def plan_value(value: object, type_: t.ScalarType) -> PlanValue:
    """A value as the ruleset has it (yuan) as a number of the plan (fen)."""
    if isinstance(value, Decimal) and isinstance(type_, t.NumberType):
        integer, places = whole(value)
        return integer * int(10 ** (type_.scale - places))
    assert value is None or isinstance(value, (bool, int, date, str, Duration, frozenset))
    return value


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A dated value in plan numbers, or ``inherit``."""

    dated: DatedValue
    value: PlanValue | Inherit


@dataclass(frozen=True, slots=True)
class TypedLayer:
    """What one place says about a parameter."""

    owned: Owned[Parameter]
    values: tuple[TypedValue, ...]

    def on(self, day: date) -> TypedValue | None:
        """The value that this place gives for a day; None where it is silent or lets the one above hold."""
        current = None
        for typed in self.values:
            if typed.dated.start > day:
                break
            current = typed
        return None if current is None or isinstance(current.value, Inherit) else current


def typed_layer(owned: Owned[Parameter], type_name: str, type_: t.ScalarType, problems: Problems) -> TypedLayer:
    """A place's values under the parameter's type; an overlay without a type of its own has them as written."""
    values = []
    for dated in owned.item.values:
        value: object = dated.value
        if isinstance(value, Inherit):
            values.append(TypedValue(dated, value))
            continue
        if owned.item.type is None and value is not None:
            assert isinstance(value, (str, frozenset))
            value = parse_value(value, type_name, dated.place, problems)
        values.append(TypedValue(dated, plan_value(value, type_)))
    return TypedLayer(owned, tuple(values))


def overlaid(layers: Sequence[TypedLayer], day: date) -> tuple[TypedValue, TypedLayer] | None:
    """The value that holds on a day: that of the nearest place that has one. ``layers``: outermost first."""
    for layer in reversed(layers):
        value = layer.on(day)
        if value is not None:
            return value, layer
    return None


def parameter_plan(
    layers: Sequence[TypedLayer], title: Text, type_: t.ScalarType, sources: dict[str, Owned[Source]]
) -> ParameterPlan:
    """The values of a parameter in a chain of places."""
    starts = sorted({typed.dated.start for layer in layers for typed in layer.values})
    timeline: list[TimelineEntry] = []
    for start in starts:
        found = overlaid(layers, start)
        if found is None:
            # `inherit` before there is anything to inherit.
            timeline.append(TimelineEntry(start, None, (), ()))
            continue
        typed, layer = found
        caveats, recheck = value_caveats(
            layer.owned.item, layer.owned.item.title or title, typed.dated, layer.owned.ruleset, sources
        )
        timeline.append(_entry(start, typed.value, caveats, recheck))
    return ParameterPlan(layers[0].owned.item.name, title, type_, tuple(timeline))


def _entry(
    start: date, value: PlanValue | Inherit, caveats: tuple[Caveat, ...], recheck: tuple[DatedCaveat, ...]
) -> TimelineEntry:
    assert not isinstance(value, Inherit)
    return TimelineEntry(start, value, caveats, recheck)
