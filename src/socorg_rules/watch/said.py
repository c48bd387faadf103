"""What was said of one question, in the short form in which a watch keeps and compares it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from socorg_rules.decisions.outcome import Decision, Outcome
from socorg_rules.decisions.record import plain_value


@dataclass(frozen=True, slots=True)
class Said:
    """The answer of a decision as plain data; grounds are rules with their days, ``None`` where they have none."""

    outcome: str
    value: Any = None
    grounds: tuple[tuple[str, str | None], ...] = ()
    missing: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()

    @classmethod
    def of(cls, decision: Decision) -> Said:
        """What a decision says."""
        conflict = decision.conflict
        return cls(
            decision.outcome.value,
            plain_value(decision.value),
            tuple(
                (ground.rule, None if ground.since is None else ground.since.isoformat()) for ground in decision.grounds
            ),
            decision.missing,
            () if conflict is None else conflict.rules,
        )

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


def said_of(decisions: Mapping[str, Decision]) -> SaidOf:
    """What some decisions say, those that say nothing among them."""
    return {name: Said.of(decision) for name, decision in decisions.items()}


def without_nothing(said: Mapping[str, Said]) -> SaidOf:
    """The same without those that say nothing."""
    return {name: each for name, each in said.items() if each != NOTHING_SAID}


def differing(before: SaidOf, after: SaidOf, names: Collection[str], counted_in_days: Collection[str]) -> list[str]:
    """The decisions among ``names`` that say something else."""
    return [
        name
        for name in names
        if before.get(name, NOTHING_SAID).differs(
            after.get(name, NOTHING_SAID), counted_in_days=name in counted_in_days
        )
    ]


def to_json(said: SaidOf) -> str:
    """One text for all of them."""
    plain = {
        name: [each.outcome, each.value, each.grounds, each.missing, each.conflict]
        for name, each in sorted(said.items())
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> SaidOf:
    """What :func:`to_json` wrote."""
    return {
        name: Said(outcome, value, tuple((rule, since) for rule, since in grounds), tuple(missing), tuple(conflict))
        for name, (outcome, value, grounds, missing, conflict) in json.loads(text).items()
    }
