"""Decisions made whole, for somebody who reads every part of them: of many organizations, one after the other."""

from __future__ import annotations

from datetime import date
from itertools import starmap
from typing import Any, Final

from socorg_rules.decisions.outcome import Decision
from socorg_rules.engines.caveats import decisions_behind
from socorg_rules.engines.compiled.program import CompiledLaw, Program
from socorg_rules.engines.compiled.reading import basis_of, conflict_of, missing_of, value_of
from socorg_rules.engines.compiled.settling import Result
from socorg_rules.engines.whole import WholeAnswers
from socorg_rules.records.organization import Organization

_KEPT: Final = 65_536
"""Decisions that are kept, since most organizations are told what others were told before."""


class WholeDecider:
    """Makes all parts of some decisions at once; a decision that comes out as one before is the same object."""

    def __init__(self, law: CompiledLaw, as_of: date, names: tuple[str, ...]) -> None:
        self._plans = law.law.decisions
        self._as_of = as_of
        self._law = law
        self._caveats = law.caveats(as_of)
        self._behind = {name: decisions_behind(name, law.law, as_of) for name in names}
        behind = dict.fromkeys(other for others in self._behind.values() for other in others)
        self._needed = tuple(dict.fromkeys((*names, *behind)))
        self._made: dict[tuple[object, ...], Decision] = {}

    def decide(self, organization: Organization) -> WholeAnswers:
        """Everything about an organization."""
        made, division = self._made, self._law.division_of(organization)
        program = self._law.program(self._as_of, with_missing=True, division=division)
        results = program.decide(program.state(organization, self._as_of), self._needed)
        keys = {name: _key(result) for name, result in results.items()}
        decisions: dict[str, Decision] = {}
        for name, behind in self._behind.items():
            key = (name, keys[name], *[keys[other] for other in behind])
            decision = made.get(key)
            if decision is None:
                while len(made) >= _KEPT:
                    made.pop(next(iter(made)), None)
                decision = made[key] = self._decision(name, results, program)
            decisions[name] = decision
        return WholeAnswers(decisions)

    def _decision(self, name: str, results: dict[str, Result], program: Program) -> Decision:
        plan, result, rules = self._plans[name], results[name], program.rules
        return Decision(
            name,
            plan.title,
            result[0],
            value_of(plan, result, [rules[number].label for number, _ in result[3]]),
            grounds=tuple(starmap(program.ground, result[3])),
            missing=missing_of(result),
            caveats=self._caveats.of(name, lambda other: basis_of(results[other], rules)),
            conflict=conflict_of(result, rules),
        )


def _key(result: Result) -> tuple[Any, ...]:
    """A complete result without its answer, which follows from the rest, and is another object for each unknown."""
    return result[0], *result[2:]
