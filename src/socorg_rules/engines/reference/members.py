"""What quantifiers, counts and filters walk over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from socorg_rules.engines.reference.kleene import Truth
from socorg_rules.records.facts import EventFacts
from socorg_rules.records.unknown import UNKNOWN, Unknown

NOTHING: frozenset[str] = frozenset()

Found: TypeAlias = Any
"""What an expression came to: a :data:`~.kleene.Value`. Of which type, the checker has seen to."""
Item = EventFacts | int | str | Unknown
"""What a variable stands for: an event's facts, a year or a term; unknown: a member of a list nobody handed in."""
Bindings = Mapping[str, Item]
NO_BINDINGS: Bindings = {}


@dataclass(slots=True, eq=False)
class Member:
    """Something a quantifier walks over. ``belongs`` is unknown where its filter is, which then misses ``missing``."""

    item: Item
    belongs: Truth = True
    missing: frozenset[str] = NOTHING


@dataclass(slots=True, eq=False)
class Members:
    """The members of a list.

    Where ``known`` is false the one member given is hypothetical: a member about which nothing is known, so that
    what its condition would wait for is found too.
    """

    known: bool
    members: tuple[Member, ...]
    missing: frozenset[str] = NOTHING


def nobody(missing: frozenset[str]) -> Members:
    """The members of a list that nobody handed in."""
    return Members(False, (Member(UNKNOWN, UNKNOWN),), missing)
