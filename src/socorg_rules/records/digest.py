"""A digest of a record, by which a decision says what it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from socorg_rules.records.organization import Organization
from socorg_rules.records.specs import FieldSpec
from socorg_rules.records.values import fen, hundred_thousandths


def digest_of(organization: Organization) -> str:
    """SHA-256 (hexadecimal) of the record in canonical form.

    The order of fields and of events, the language of the field names and the way a number is written don't matter;
    absent values are left out, so that a field added to the model later changes no digest.
    """
    canonical: dict[str, object] = _plain_fields(vars(organization), ORGANIZATION_FIELDS)
    for spec in EVENT_LISTS:
        events = getattr(organization, spec.name)
        if events is not None:
            canonical[spec.name] = sorted(_canonical_json(_plain_fields(vars(event), spec.fields)) for event in events)
    return hashlib.sha256(_canonical_json(canonical).encode()).hexdigest()


def _canonical_json(plain: Mapping[str, object]) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain_fields(values: Mapping[str, object], specs: tuple[FieldSpec, ...]) -> dict[str, object]:
    return {spec.name: _plain(spec, value) for spec in specs if (value := values[spec.name]) is not None}


def _plain(spec: FieldSpec, value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return fen(value) if spec.kind == "money" else hundred_thousandths(value)
        case frozenset():
            return sorted(value)
        case _:
            return value
