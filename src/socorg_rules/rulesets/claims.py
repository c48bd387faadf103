"""An overlay's claim that it relaxes or tightens, held against what it replaces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from socorg_rules.feel.literals import duration_text
from socorg_rules.feel.plan import Duration
from socorg_rules.problems import Problems
from socorg_rules.records.divisions import chain_of
from socorg_rules.rulesets import law_messages as msg
from socorg_rules.rulesets.model import Inherit
from socorg_rules.rulesets.parameters import TypedLayer, overlaid
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
        changes = _changes(value, above_value)
        is_stricter, is_laxer = changes if stricter == "higher" else reversed(changes)
        if (item.direction == "relaxes" and is_stricter) or (item.direction == "tightens" and is_laxer):
            problems.add(
                msg.FALSE_CLAIM.at(
                    own.dated.place,
                    name=name,
                    claim=item.direction,
                    since=start,
                    value=_written(own.dated.value),
                    inherited=_written(inherited[0].dated.value),
                )
            )


class _Changes(NamedTuple):
    """What a new value does to the one it replaces. Other terms in a set do both; values without an order, neither."""

    higher: bool
    lower: bool


def _changes(new: PlanValue, old: PlanValue) -> _Changes:
    if isinstance(new, frozenset) and isinstance(old, frozenset):
        return _Changes(higher=bool(new - old), lower=bool(old - new))
    if isinstance(new, Duration) and isinstance(old, Duration):
        new, old = _length(new), _length(old)
    if (isinstance(new, int) and isinstance(old, int)) or (isinstance(new, date) and isinstance(old, date)):
        return _Changes(higher=new > old, lower=new < old)  # type: ignore[operator]
    return _Changes(higher=False, lower=False)


def _length(duration: Duration) -> int:
    """For putting durations in order: 4,800 months of the calendar always have 146,097 days."""
    return duration.months * 146_097 + duration.days * 4_800


def _written(value: object) -> str:
    """A value as the ruleset writes it."""
    if isinstance(value, Duration):
        return duration_text(value.months, value.days)
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
