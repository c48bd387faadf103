"""The caveats of a decision: what its reader has to know about the law that its outcome rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from socorg_rules.decisions.outcome import Caveat, Outcome
from socorg_rules.rulesets.plan import DatedCaveat, DecisionPlan, LawPlan, RulePlan, Uses


@dataclass(frozen=True, slots=True)
class Basis:
    """What an engine tells of a decision: the rules in force, those that are its grounds, the exceptions that hold.

    ``notes``: the notes that hold, by rule; rules without such notes may be left out.
    """

    plan: DecisionPlan
    outcome: Outcome
    rules: tuple[RulePlan, ...]
    grounds: frozenset[str]
    exceptions: frozenset[str]
    notes: Mapping[str, tuple[int, ...]]


def caveats_of(name: str, law: LawPlan, as_of: date, basis_of: Callable[[str], Basis]) -> tuple[Caveat, ...]:
    """The caveats of what the outcome rests on: its grounds, or, without grounds, every rule in force."""
    found: set[Caveat] = set()
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        basis = basis_of(current)
        if basis.outcome is Outcome.NOT_APPLICABLE:
            continue
        uses = basis.plan.uses
        for rule in _relevant(basis):
            uses |= rule.uses
            found.update(rule.caveats, due_caveats(rule.recheck, as_of))
            found.update(Caveat("note", rule.id, rule.notes[index].text) for index in basis.notes.get(rule.id, ()))
        found |= parameter_caveats(uses, law, as_of)
        waiting.extend(uses.decisions)
    return tuple(sorted(found, key=lambda caveat: (caveat.kind, caveat.about, caveat.text)))


def _relevant(basis: Basis) -> list[RulePlan]:
    """The rules an outcome rests on, among them, where it has grounds, the exceptions that took others away."""
    if basis.grounds:
        return [rule for rule in basis.rules if rule.id in basis.grounds or rule.id in basis.exceptions]
    return list(basis.rules)


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
