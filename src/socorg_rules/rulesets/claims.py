"""An overlay's claim that it relaxes or tightens, held against what it replaces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from socorg_rules.feel.plan import Duration
from socorg_rules.problems import Problems
from socorg_rules.rulesets import law_messages as msg
from socorg_rules.rulesets.model import Inherit
from socorg_rules.rulesets.parameters import TypedLayer, overlaid
from socorg_rules.rulesets.places import chain_of
from socorg_rules.rulesets.plan import PlanValue
from socorg_rules.rulesets.typed import TypedLaw


def check_claims(law: TypedLaw, problems: Problems) -> None:
    """Reports overlays of parameters that say nothing of their direction, or something untrue."""
    for name, parameter in law.parameters.items():
        stricter = next((layer.owned.item.stricter for layer in parameter.layers if layer.owned.item.stricter), None)
        for layer in parameter.layers:
            chain = chain_of(layer.owned.jurisdiction)[:-1]
            above = [other for other in parameter.layers if other.owned.jurisdiction in chain]
            if above:
                _check_layer(name, stricter, layer, above, problems)


def _check_layer(
    name: str, stricter: str | None, layer: TypedLayer, above: Sequence[TypedLayer], problems: Problems
) -> None:
    item = layer.owned.item
    if item.direction is None:
        problems.add(msg.CLAIM_NEEDED.at(item.place, where=layer.owned.jurisdiction, name=name))
        return
    if item.direction == "replaces":
        return
    if stricter is None:
        problems.add(msg.CLAIM_NOT_CHECKABLE.at(item.place, name=name))
        return
    starts = {typed.dated.start for other in (layer, *above) for typed in other.values}
    for start in sorted(starts):
        own, inherited = layer.on(start), overlaid(above, start)
        if own is None or inherited is None:
            continue
        value, above_value = own.value, inherited[0].value
        if isinstance(value, Inherit) or isinstance(above_value, Inherit):
            continue
        higher = _compare(value, above_value)
        if higher is None:
            continue
        is_stricter = higher if stricter == "higher" else -higher
        if (item.direction == "relaxes" and is_stricter > 0) or (item.direction == "tightens" and is_stricter < 0):
            problems.add(
                msg.FALSE_CLAIM.at(
                    own.dated.place,
                    name=name,
                    claim=item.direction,
                    since=start,
                    value=own.dated.value,
                    inherited=inherited[0].dated.value,
                )
            )


def _compare(left: PlanValue, right: PlanValue) -> int | None:
    """1, 0 or -1 for higher, equal and lower; None for values that have no order."""
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return (left > right) - (left < right)
    if isinstance(left, Duration) and isinstance(right, Duration):
        one, other = (left.months, left.days), (right.months, right.days)
        return (one > other) - (one < other)
    if (isinstance(left, int) and isinstance(right, int)) or (isinstance(left, date) and isinstance(right, date)):
        return (left > right) - (left < right)  # type: ignore[operator]
    return None
