"""What variables of an expression stand for, and what quantifiers walk over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from socorg_rules.engines.bulk.column import Column, Variable
from socorg_rules.engines.bulk.missing import Missing
from socorg_rules.engines.bulk.values import Value


class Hypothetical(Enum):
    """A member of a list that nobody handed in: what its condition would wait for is missing, too."""

    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Term:
    """A member of a set, by name."""

    name: str


Binding = Variable | Term | Hypothetical
Bindings = Mapping[str, Binding]
NO_BINDINGS: Final[Bindings] = {}
Condition = Callable[[Bindings], Value]


@dataclass(frozen=True, slots=True)
class Members:
    """What a quantifier walks over.

    ``belongs``: whether a row of ``variable`` does; ``known``: whether the list is. Where it isn't, ``missing`` and
    the ``hypothetical`` member's filters are missed.
    """

    variable: Variable
    belongs: Value
    known: Column
    missing: Missing = field(default_factory=dict)
    hypothetical: Missing = field(default_factory=dict)
