"""From plain data to an :class:`Organization`, with every problem said in Chinese and English."""

from __future__ import annotations

from collections.abc import Callable, Sized
from dataclasses import replace
from typing import TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from socorg_rules.problems import Place, Problem, did_you_mean
from socorg_rules.records.credit_code import credit_code_warnings
from socorg_rules.records.diagnosis import diagnose, printable, shown
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_MEMBERS
from socorg_rules.records.messages import (
    GIVEN_TWICE,
    MISSING_FIELD,
    NOT_A_LIST,
    NOT_AN_OBJECT,
    TOO_MANY_EVENTS,
    UNKNOWN_FIELD,
)
from socorg_rules.records.organization import Organization
from socorg_rules.records.specs import FieldSpec, ListSpec, find
from socorg_rules.records.values import EVENT_LIMIT

Location: TypeAlias = tuple[int | str, ...]
"""Where in a record: ``("penalties", 0, "amount")``."""
Locate: TypeAlias = Callable[[Location], Place]

_LISTS = {spec.name: spec for spec in EVENT_LISTS}


def read_organization(data: object, *, place: Place) -> tuple[Organization | None, list[Problem]]:
    """Validate one record, found at ``place``.

    Returns the organization, or None when there are errors, and all problems; warnings come with a good record.
    Their places carry the path inside the record, such as ``penalties[0].amount``.
    """
    return read_located(data, lambda location: replace(place, path=path_of(location)))


def read_located(data: object, locate: Locate) -> tuple[Organization | None, list[Problem]]:
    """As :func:`read_organization`, for readers that know the place of every value."""
    try:
        organization = Organization.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False)
        return None, [problem for detail in details for problem in _problems_of(detail, locate)]
    return organization, credit_code_warnings(organization, lambda: locate(("credit_code",)))


def path_of(location: Location) -> str | None:
    """``penalties[0].amount`` for a place inside a record; None for the record itself."""
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{printable(step)}" if path else printable(step)
    return path or None


def _problems_of(detail: ErrorDetails, locate: Locate) -> list[Problem]:
    location, value = detail["loc"], detail["input"]
    place = locate(location)
    match location:
        case (str(list_name), int(), *inside):
            specs: tuple[FieldSpec | ListSpec, ...] = _LISTS[list_name].fields
        case _:
            specs, inside = ORGANIZATION_MEMBERS, list(location)
    if not inside:
        return [NOT_AN_OBJECT.at(place, found=shown(value))]
    key = str(inside[0])
    spec = find(specs, key)
    if spec is None or detail["type"] == "invalid_key":
        return [UNKNOWN_FIELD.at(place, suggestion=_nearest(key, specs), field=shown(inside[0]))]
    match detail["type"]:
        case "missing":
            return [MISSING_FIELD.at(place, name=spec.name, alias=spec.alias)]
        case "extra_forbidden":
            return [GIVEN_TWICE.at(place, name=spec.name, alias=spec.alias)]
    if isinstance(spec, FieldSpec):
        return diagnose(spec, value, place)
    if isinstance(value, Sized) and detail["type"] == "too_long":
        return [TOO_MANY_EVENTS.at(place, name=spec.name, alias=spec.alias, count=len(value), limit=EVENT_LIMIT)]
    return [NOT_A_LIST.at(place, name=spec.name, alias=spec.alias, found=shown(value))]


def _nearest(key: str, specs: tuple[FieldSpec | ListSpec, ...]) -> str | None:
    return did_you_mean(key, [name for spec in specs for name in (spec.name, spec.alias)])
