"""Records that differ a little from others: facts unsaid, lists unknown or doubled, days and amounts moved."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from socorg_rules import Organization
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, Absent

_REQUIRED = {spec.name for spec in ORGANIZATION_FIELDS if spec.absent is Absent.REQUIRED}
_REQUIRED_INSIDE = {
    (spec.name, field.name) for spec in EVENT_LISTS for field in spec.fields if field.absent is Absent.REQUIRED
}
_DAYS = (-366, -365, -1, 1, 31, 365, 366, 731)
_YUAN = (Decimal("-0.01"), Decimal("0.01"), Decimal(1), Decimal(10_000))


def variations(organizations: Sequence[Organization], count: int, seed: int) -> Iterator[Organization]:
    """As many variations of some organizations as asked for; the same seed gives the same."""
    chance = random.Random(seed)
    for _ in range(count):
        record = chance.choice(organizations).model_dump(exclude_none=True)
        other = chance.choice(organizations).model_dump(exclude_none=True)
        for spec in EVENT_LISTS:
            if chance.random() < 0.15:
                record[spec.name] = other.get(spec.name)
            events = record.get(spec.name)
            if events is not None:
                record[spec.name] = [_moved(spec.name, event, chance) for event in events]
                if events and chance.random() < 0.2:
                    record[spec.name].append(record[spec.name][0])
        for name in [name for name in record if name not in _REQUIRED]:
            if chance.random() < 0.06:
                del record[name]
        yield Organization.model_validate({name: _value_moved(value, chance) for name, value in record.items()})


def _moved(list_name: str, event: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    moved = {name: _value_moved(value, chance) for name, value in event.items()}
    return {
        name: value for name, value in moved.items() if (list_name, name) in _REQUIRED_INSIDE or chance.random() > 0.06
    }


def _value_moved(value: Any, chance: random.Random) -> Any:
    if isinstance(value, date) and chance.random() < 0.2:
        return min(max(value + timedelta(days=chance.choice(_DAYS)), date(1900, 1, 1)), date(2199, 12, 31))
    # Shares are at most 1 and stay as they are.
    if isinstance(value, Decimal) and value > 1 and chance.random() < 0.2:
        return max(value + chance.choice(_YUAN), Decimal(0))
    return value
