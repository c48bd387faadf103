"""Whole decisions out of what statements found; what is the same of many organizations is made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from itertools import starmap
from typing import Final

from socorg_rules.decisions.outcome import Conflict, Decision, Ground
from socorg_rules.engines.bulk.found import Found
from socorg_rules.engines.caveats import Basis, LawCaveats, decisions_behind
from socorg_rules.engines.whole import WholeAnswers
from socorg_rules.rulesets.plan import LawPlan, RulePlan

_GROUNDS_KEPT: Final = 65_536

Findings = Mapping[str, Sequence[Found]]
"""By decision, what was found of each row."""


@dataclass(slots=True)
class WholeDecisions:
    """Makes the decisions of one law on one day, of rows that belong to it."""

    law: LawPlan
    as_of: date
    names: tuple[str, ...]
    _caveats: LawCaveats = field(init=False)
    _behind: Mapping[str, tuple[str, ...]] = field(init=False)
    _ground: Callable[[str, date | None], Ground] = field(init=False)

    def __post_init__(self) -> None:
        self._caveats = LawCaveats(self.law, self.as_of)
        self._behind = {name: decisions_behind(name, self.law, self.as_of) for name in self.names}
        plans = (self.law.decisions[name] for name in self.names)
        rules = {rule.id: rule for plan in plans for rule in plan.rules_on(self.as_of)}
        self._ground = lru_cache(maxsize=_GROUNDS_KEPT)(partial(_ground, rules))

    @property
    def needed(self) -> frozenset[str]:
        """The decisions asked for, and those on which their caveats may rest."""
        return frozenset(self.names).union(*self._behind.values())

    def of(self, findings: Findings) -> ChunkDecisions:
        """The decisions about the rows of one chunk."""
        return ChunkDecisions(self, findings)

    def behind(self, name: str) -> tuple[str, ...]:
        """The decisions on which the caveats of one may rest."""
        return self._behind[name]

    def decision(self, name: str, found: Found, others: Mapping[str, Found]) -> Decision:
        """A decision; ``others``: what was found of those behind it."""

        def basis_of(other: str) -> Basis:
            return (found if other == name else others[other]).basis

        return Decision(
            name,
            self.law.decisions[name].title,
            found.outcome,
            found.value,
            grounds=tuple(starmap(self._ground, found.grounds)),
            missing=found.missing,
            caveats=self._caveats.of(name, basis_of),
            conflict=Conflict(found.conflict) if found.conflict else None,
        )


def _ground(rules: Mapping[str, RulePlan], name: str, since: date | None) -> Ground:
    return rules[name].ground(since)


class ChunkDecisions:
    """The decisions about the rows of one chunk; kept as long as it is."""

    def __init__(self, maker: WholeDecisions, findings: Findings) -> None:
        self._maker = maker
        self._columns: list[tuple[str, Sequence[Found], list[Sequence[Found]], dict[object, Decision]]] = [
            (name, findings[name], [findings[other] for other in maker.behind(name)], {}) for name in maker.names
        ]

    def row(self, number: int) -> WholeAnswers:
        """The decisions about one row."""
        decisions: dict[str, Decision] = {}
        for name, own, behind, made in self._columns:
            found = own[number]
            # Equal ones are one object within a chunk.
            key: object = (id(found), *[id(other[number].basis) for other in behind]) if behind else id(found)
            decision = made.get(key)
            if decision is None:
                others = dict(zip(self._maker.behind(name), (other[number] for other in behind), strict=True))
                decision = made[key] = self._maker.decision(name, found, others)
            decisions[name] = decision
        return WholeAnswers(decisions)
