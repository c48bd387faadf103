"""Which rules the examples show at work, and at rest.

A rule *fires* in an example when it surely decides something there; a requirement fires when it is surely not met. It
*rests* when it surely doesn't: its condition is false, it is beaten, or the requirement is met. Only examples that pass
count, and only the rules of decisions that they name under ``then``: a decision that runs on the way to another one
could come out wrong without anybody noticing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from socorg_rules.engines.reference.deciding import DecisionResult, RuleResult
from socorg_rules.engines.reference.kleene import Truth, kleene_and, kleene_not
from socorg_rules.records.unknown import UNKNOWN
from socorg_rules.rulesets.model import Rule, Ruleset
from socorg_rules.rulesets.plan import RulesetVersion


class RuleName(NamedTuple):
    """A rule of one version of one ruleset."""

    ruleset: str
    version: str
    decision: str
    rule: str


class Sighting(NamedTuple):
    """How a rule was seen in an example: at work, at rest, or (None) waiting for a missing fact."""

    rule: RuleName
    fires: bool | None


@dataclass(slots=True)
class RuleCoverage:
    """How a rule has been seen so far."""

    rule: Rule
    fires: bool = False
    rests: bool = False
    waits: bool = False

    @property
    def can_rest(self) -> bool:
        """A rule without any condition always fires."""
        return any(part is not None for part in (self.rule.when, self.rule.for_each, self.rule.requires))

    @property
    def is_whole(self) -> bool:
        """Whether it has been seen both at work and at rest."""
        return self.fires and (self.rests or not self.can_rest)


class Coverage:
    """The rules of some rulesets (a row of a table is one, too), and how passing examples have shown them."""

    def __init__(self, rulesets: Iterable[Ruleset]) -> None:
        self._rules = {
            RuleName(ruleset.id, ruleset.version_text, rule.decides, rule.id): RuleCoverage(rule)
            for ruleset in rulesets
            for rule in ruleset.rules
        }

    def add(self, sightings: Iterable[Sighting]) -> None:
        """Counts what a passing example showed; rules of other rulesets are left out."""
        for name, fires in sightings:
            covered = self._rules.get(name)
            if covered is None:
                continue
            match fires:
                case True:
                    covered.fires = True
                case False:
                    covered.rests = True
                case None:
                    covered.waits = True

    @property
    def rules(self) -> tuple[RuleCoverage, ...]:
        return tuple(self._rules.values())

    @property
    def can_rest(self) -> tuple[RuleCoverage, ...]:
        """The rules that have a condition."""
        return tuple(covered for covered in self.rules if covered.can_rest)

    @property
    def incomplete(self) -> tuple[RuleCoverage, ...]:
        """The rules that no example shows at work, or none at rest, by file and line."""
        found = (covered for covered in self.rules if not covered.is_whole)
        return tuple(sorted(found, key=lambda covered: covered.rule.place.sort_key()))


def sightings_in(result: DecisionResult, rulesets: Sequence[RulesetVersion]) -> Iterator[Sighting]:
    """How the rules of a decision came out; ``rulesets`` are the versions by which it was decided."""
    versions = {version.id: version.version for version in rulesets}
    for rule in result.rules:
        plan = rule.rule
        truth = _fires(rule)
        name = RuleName(plan.ruleset, versions[plan.ruleset], plan.decision, plan.id)
        yield Sighting(name, None if truth is UNKNOWN else truth is True)


def _fires(result: RuleResult) -> Truth:
    if result.rule.requires is None:
        return result.effective
    return kleene_and((result.effective, kleene_not(result.requires)))
