"""Organizations that the questions bite on, and the same as plain data for engines that know no records."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any, Final

from benchmarks.peers.formulas import Formula
from benchmarks.peers.questions import AS_OF, PLACE
from socorg_rules import Organization
from socorg_rules.records.facts import facts_of
from socorg_rules.records.unknown import UNKNOWN

SEED: Final = 20260615
_UNKNOWN: Final = 0.15
"""How often a fact is left out."""
_CHOICES: Final[dict[str, tuple[Any, ...]]] = {
    "form": ("social_group", "service_agency", "foundation"),
    "premises": ("own", "leased", "free", "shared", "none"),
    "full_time_staff": (0, 1, 5),
    "charter_and_organs": (True, False),
    "non_state_share": ("0.5", "0.66666", "0.66667", "1"),
    "founder_barred": (True, False),
    "same_field_exists": (True, False),
    "national_name": (True, False),
    "board_members": (4, 5, 25, 26),
    "board_supervisors": (0, 1),
    "representative_elsewhere": (True, False),
    "foundation_public": (True, False),
    "registered_capital": ("19999999.99", "20000000", "20000000.01"),
    "overseas_representative": (True, False),
    "activity_scale": ("larger", "small_loose"),
    "decoupled": (True, False),
    "legal_person_by_law": (True, False),
    "practice_licence": (True, False),
    "capital_paid_in": ("1999999.99", "2000000", "8000000"),
    "full_time_secretary_general": (True, False),
    "chair_is_secretary_general": (True, False),
    "individual_members": (0, 49, 50, 80),
    "unit_members": (0, 29, 30),
    "filed_with": ("township", "village"),
    "categories": (["industry_association"], ["charity", "industry_association"], ["sports"], []),
}
_DAYS: Final = (
    "registered_on",
    "filed_on",
    "decoupled_on",
    "registration_fraud_found_on",
    "supervisor_consent_withdrawn_on",
    "charity_recognized_on",
    "registration_annulled_on",
)
_EDGES: Final = (date(2018, 1, 23), date(2018, 1, 24), date(2020, 12, 31), date(2021, 1, 1))


def organizations(count: int) -> list[Organization]:
    """As many as asked for, always the same ones; the first one is of a level that each question wants."""
    chance = random.Random(SEED)
    return [Organization.model_validate(_record(chance)) for _ in range(count)]


def _record(chance: random.Random) -> dict[str, object]:
    record: dict[str, object] = {"division": PLACE, "level": chance.choice(("national", "provincial", "county"))}
    for name, choices in _CHOICES.items():
        if chance.random() > _UNKNOWN:
            record[name] = chance.choice(choices)
    record |= {name: _day(chance) for name in _DAYS if chance.random() < 0.5}
    if chance.random() > _UNKNOWN:
        record["penalties"] = [_penalty(chance) for _ in range(chance.randrange(4))]
    if chance.random() > _UNKNOWN:
        record["listings"] = [_listing(chance) for _ in range(chance.randrange(3))]
    return record


def _penalty(chance: random.Random) -> dict[str, object]:
    penalty: dict[str, object] = {"decided_on": _day(chance), "kind": chance.choice(("warning", "fine", "fine"))}
    if chance.random() > _UNKNOWN:
        penalty["amount"] = chance.choice(("0", "49999.99", "50000"))
    if chance.random() < 0.2:
        penalty["quashed_on"] = AS_OF - timedelta(days=chance.randrange(300))
    return penalty


def _listing(chance: random.Random) -> dict[str, object]:
    listing: dict[str, object] = {"listed_on": _day(chance), "list": chance.choice(("anomaly", "dishonesty"))}
    if chance.random() < 0.5:
        listing["removed_on"] = AS_OF - timedelta(days=chance.randrange(300))
    return listing


def _day(chance: random.Random) -> date:
    return chance.choice(_EDGES) if chance.random() < 0.3 else AS_OF - timedelta(days=chance.randrange(4000))


def plain(organization: Organization, names: frozenset[str]) -> dict[str, Any]:
    """The facts of some names: money in fen, days counted, sets and lists as lists, and null for what is not there."""
    facts = facts_of(organization, AS_OF)
    return {name: _plain(facts[name]) for name in sorted(names)}


def _plain(value: object) -> Any:
    match value:
        case _ if value is UNKNOWN:
            return None
        case date():
            return value.toordinal()
        case frozenset():
            return sorted(value)
        case tuple():
            return [{name: _plain(inner) for name, inner in event.items()} for event in value]
    return value


def facts_named(formulas: dict[str, tuple[Formula, Formula]]) -> frozenset[str]:
    """The facts and lists of the organization that formulas speak of."""
    from benchmarks.peers.formulas import All, AnyOf, Compare, Contains, Events, Fact, Known  # noqa: PLC0415

    found: set[str] = set()
    waiting = [one for both in formulas.values() for one in both]
    while waiting:
        match waiting.pop():
            case All(parts=parts) | AnyOf(parts=parts):
                waiting += parts
            case Events(list_name=name, condition=condition):
                found.add(name)
                waiting.append(condition)
            case Contains(fact=name):
                found.add(name)
            case Known(fact=Fact(name=name, list_name=None)):
                found.add(name)
            case Compare(left=left, right=right):
                found |= {side.name for side in (left, right) if isinstance(side, Fact) and side.list_name is None}
    return frozenset(found)
