"""The caveats of a decision: what its reader has to know about the law that its outcome rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from socorg_rules.decisions.outcome import Caveat, Outcome
from socorg_rules.rulesets.plan import DatedCaveat, LawPlan, RulePlan, Uses

_Key = TypeVar("_Key")
_Made = TypeVar("_Made")
_KEPT: Final = 16_384
"""Bases whose caveats are kept; a whole country comes to a few hundred."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What an engine tells of a decision: its grounds by rule, the exceptions that hold, and the notes that do.

    A note is named by its rule and by its number among the rule's notes.
    """

    outcome: Outcome
    grounds: frozenset[str]
    exceptions: frozenset[str]
    notes: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Own:
    """The caveats of one decision without those of the decisions that it ``uses``."""

    caveats: frozenset[Caveat]
    uses: tuple[str, ...]


_NOTHING: Final = _Own(frozenset(), ())


@dataclass(slots=True)
class LawCaveats:
    """The caveats of a law's decisions on one day, found out once for all that rest on the same."""

    law: LawPlan
    as_of: date
    _own: dict[tuple[str, Basis], _Own] = field(default_factory=dict)
    _whole: dict[tuple[tuple[str, Basis], ...], tuple[Caveat, ...]] = field(default_factory=dict)

    def of(self, name: str, basis_of: Callable[[str], Basis]) -> tuple[Caveat, ...]:
        """The caveats of what the outcome rests on: its grounds, or, without grounds, every rule in force."""
        found: dict[str, _Own] = {}
        walked: list[tuple[str, Basis]] = []
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current in found:
                continue
            step = (current, basis_of(current))
            walked.append(step)
            own = self._own.get(step)
            if own is None:
                own = _remember(self._own, step, self._found_out(*step))
            found[current] = own
            waiting += own.uses
        path = tuple(walked)
        whole = self._whole.get(path)
        if whole is None:
            caveats = {caveat for own in found.values() for caveat in own.caveats}
            ordered = sorted(caveats, key=lambda caveat: (caveat.kind, caveat.about, caveat.text))
            whole = _remember(self._whole, path, tuple(ordered))
        return whole

    def _found_out(self, name: str, basis: Basis) -> _Own:
        if basis.outcome is Outcome.NOT_APPLICABLE:
            return _NOTHING
        plan = self.law.decisions[name]
        found: set[Caveat] = set()
        uses = plan.uses
        for rule in _relevant(plan.rules_on(self.as_of), basis):
            uses |= rule.uses
            found.update(rule.caveats, due_caveats(rule.recheck, self.as_of))
            found.update(
                Caveat("note", rule.id, note.text)
                for index, note in enumerate(rule.notes)
                if (rule.id, index) in basis.notes
            )
        found |= parameter_caveats(uses, self.law, self.as_of)
        return _Own(frozenset(found), tuple(sorted(uses.decisions)))


def decisions_behind(name: str, law: LawPlan, as_of: date) -> tuple[str, ...]:
    """The other decisions on which the caveats of a decision may rest, in alphabetical order."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        plan = law.decisions[waiting.pop()]
        uses = plan.uses.decisions.union(*(rule.uses.decisions for rule in plan.rules_on(as_of)))
        waiting += uses - found
        found |= uses
    return tuple(sorted(found))


def _relevant(rules: tuple[RulePlan, ...], basis: Basis) -> list[RulePlan]:
    """The rules an outcome rests on, among them, where it has grounds, the exceptions that took others away."""
    if basis.grounds:
        return [rule for rule in rules if rule.id in basis.grounds or rule.id in basis.exceptions]
    return list(rules)


def _remember(kept: dict[_Key, _Made], key: _Key, value: _Made) -> _Made:
    while len(kept) >= _KEPT:
        kept.pop(next(iter(kept)), None)
    kept[key] = value
    return value


def parameter_caveats(uses: Uses, law: LawPlan, as_of: date) -> set[Caveat]:
    """The caveats of the parameters that an expression rests on."""
    found: set[Caveat] = set()
    for name in uses.parameters:
        entry = law.parameters[name].entry_on(as_of)
        if entry is not None:
            found.update(entry.caveats, due_caveats(entry.recheck, as_of))
    for name in uses.parameters_on_days:
        for entry in law.parameters[name].timeline:
            if entry.start <= as_of:
                found.update(entry.caveats, due_caveats(entry.recheck, as_of))
    return found


def due_caveats(recheck: Iterable[DatedCaveat], as_of: date) -> Iterable[Caveat]:
    """Those that hold on a day."""
    return (dated.caveat for dated in recheck if dated.since <= as_of)
