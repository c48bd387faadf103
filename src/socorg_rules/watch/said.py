"""What was said of one question, in the short form in which a watch keeps and compares it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from socorg_rules.decisions.outcome import Outcome
from socorg_rules.decisions.record import plain_value
from socorg_rules.engines.compiled.reading import missing_of, value_of
from socorg_rules.engines.compiled.settling import Result
from socorg_rules.rulesets.plan import DecisionPlan, RulePlan


@dataclass(frozen=True)
class Said:
    """The answer of a decision as plain data; grounds are rules with their days, ``None`` where they have none."""

    outcome: str
    value: Any = None
    grounds: tuple[tuple[str, str | None], ...] = ()
    missing: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """The same as JSON; made once, since most organizations are told what others were told before."""
        return _written([self.outcome, self.value, self.grounds, self.missing, self.conflict])

    def differs(self, other: Said, *, counted_in_days: bool) -> bool:
        """Whether there is a change from one to the other; a number of days may run without one."""
        if self == other:
            return False
        if not counted_in_days or (self.value is None) is not (other.value is None):
            return True
        return (self.outcome, self.grounds, self.missing, self.conflict) != (
            other.outcome,
            other.grounds,
            other.missing,
            other.conflict,
        )


NOTHING_SAID = Said(Outcome.NOT_APPLICABLE.value)
"""What every question reads as before anything is known of an organization: it does not arise."""

SaidOf = dict[str, Said]
"""By the name of the decision; those of which nothing is said are left out."""


def said_of(plan: DecisionPlan, result: Result, rules: Sequence[RulePlan]) -> Said:
    """What a complete result of a decision says; ``rules``: those of its program, by their numbers."""
    outcome, _, _, grounds, conflict, _, _ = result
    value = value_of(plan, result, [rules[number].label for number, _ in grounds])
    said = Said(
        outcome.value,
        plain_value(value),
        tuple((rules[number].id, None if since is None else since.isoformat()) for number, since in grounds),
        missing_of(result),
        tuple(rules[number].id for number in conflict),
    )
    # The very object, by which it is told apart without a comparison.
    return NOTHING_SAID if said == NOTHING_SAID else said


def without_nothing(said: Mapping[str, Said]) -> SaidOf:
    """The same without those that say nothing."""
    return {name: each for name, each in said.items() if each is not NOTHING_SAID}


def differing(before: SaidOf, after: SaidOf, counted_in_days: Collection[str]) -> list[str]:
    """The decisions of ``after`` that say something else than before."""
    return [
        name
        for name, said in after.items()
        if (known := before.get(name, NOTHING_SAID)) is not said
        and known.differs(said, counted_in_days=name in counted_in_days)
    ]


def to_json(said: SaidOf) -> str:
    """One text for all of them."""
    return f"{{{','.join([f'{_quoted(name)}:{each.text}' for name, each in said.items()])}}}"


def from_json(text: str) -> SaidOf:
    """What :func:`to_json` wrote."""
    return {
        name: Said(outcome, value, tuple((rule, since) for rule, since in grounds), tuple(missing), tuple(conflict))
        for name, (outcome, value, grounds, missing, conflict) in json.loads(text).items()
    }


def _written(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=4_096)
def _quoted(name: str) -> str:
    return _written(name)
