"""Records as whole numbers, for engines that compare nothing else reliably."""

from __future__ import annotations

from functools import cache

from benchmarks.peers.records import plain
from socorg_rules import Organization
from socorg_rules.records.fields import ORGANIZATION_FIELDS


@cache
def _codes() -> dict[str, dict[str, int]]:
    """The terms of every closed list, by field, numbered."""
    return {
        spec.name: {term: number for number, term in enumerate(spec.vocabulary.values)}
        for spec in ORGANIZATION_FIELDS
        if spec.vocabulary is not None
    }


def code_of(fact: str, value: bool | int | str) -> int:
    """A value as a number: terms numbered, truth as 1 and 0."""
    return _codes()[fact][value] if isinstance(value, str) else int(value)


def coded(organization: Organization, names: frozenset[str]) -> dict[str, int | None]:
    """The facts of some names as numbers, None for what is not there."""
    facts = plain(organization, names)
    return {name: None if value is None else code_of(name, value) for name, value in facts.items()}
