"""What a rule may see of an organization on one day.

This is the one place where visibility is decided: an event dated later doesn't exist, a later date reads as absent
(terms apart), and an absent value becomes the fact or the unknown that its field says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from socorg_rules.problems import UsageError
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from socorg_rules.records.model import Event
from socorg_rules.records.organization import Organization
from socorg_rules.records.specs import Absent, FieldSpec, ListSpec
from socorg_rules.records.unknown import UNKNOWN, Unknown
from socorg_rules.records.values import fen, hundred_thousandths

Scalar: TypeAlias = bool | int | str | date | frozenset[str] | Unknown | None
"""Money in fen, ratios in hundred-thousandths, counts and years as int; an enumeration as its value."""
EventFacts: TypeAlias = Mapping[str, Scalar]
Value: TypeAlias = Scalar | tuple[EventFacts, ...]
Facts: TypeAlias = dict[str, Value]


def facts_of(organization: Organization, as_of: date) -> Facts:
    """The facts visible on the day ``as_of``, under the English names of fields and lists.

    A list that nobody handed in is :data:`UNKNOWN`; otherwise it is the tuple of its visible events. Raises
    :class:`UsageError` when ``as_of`` isn't a day.
    """
    if isinstance(as_of, datetime) or not isinstance(as_of, date):
        raise UsageError(f"as_of must be a datetime.date, not {type(as_of).__name__}")
    facts: Facts = {**_visible(vars(organization), ORGANIZATION_FIELDS, as_of)}
    for spec in EVENT_LISTS:
        events: tuple[Event, ...] | None = getattr(organization, spec.name)
        facts[spec.name] = (
            UNKNOWN
            if events is None
            else tuple(
                _visible(vars(event), spec.fields, as_of) for event in events if _exists(vars(event), spec, as_of)
            )
        )
    return facts


def _exists(event: Mapping[str, object], spec: ListSpec, as_of: date) -> bool:
    days = [day for name in spec.dated_by if isinstance(day := event[name], date)]
    return not days or min(days) <= as_of


def _visible(values: Mapping[str, object], specs: tuple[FieldSpec, ...], as_of: date) -> dict[str, Scalar]:
    return {spec.name: _read(spec, values, as_of) for spec in specs}


def _read(spec: FieldSpec, values: Mapping[str, object], as_of: date) -> Scalar:
    value = values[spec.name]
    if spec.shown_with is not None and _is_later(values[spec.shown_with], as_of):
        return _absent(spec)
    match value:
        case None:
            return _absent(spec)
        case date():
            return value if spec.is_term or value <= as_of else _absent(spec)
        case Decimal():
            return fen(value) if spec.kind == "money" else hundred_thousandths(value)
        case bool() | int() | str() | frozenset():
            return value
        case _:
            raise TypeError(f"{spec.name} holds a {type(value).__name__}")


def _is_later(day: object, as_of: date) -> bool:
    return isinstance(day, date) and day > as_of


def _absent(spec: FieldSpec) -> Scalar:
    return UNKNOWN if spec.absent is Absent.UNKNOWN else spec.default
