"""A law as rulesets of durable_rules: one for all its decisions, or, where that is too much, one a decision."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from socorg_rules.engines.durable.circuit import Circuit, circuit_of
from socorg_rules.engines.durable.definitions import Definition, definitions_of
from socorg_rules.engines.durable.limits import Excess, excess_of
from socorg_rules.engines.durable.messages import TOO_LARGE
from socorg_rules.engines.durable.rete import Rete
from socorg_rules.problems import Place, Problem, ProblemsError
from socorg_rules.rulesets.plan import LawPlan

WHOLE_LAW: Final = "law"
"""The name of the ruleset that holds all decisions of a small law."""


class Retes:
    """Rulesets that durable_rules has compiled. Equal ones are compiled once, whatever the place and the day."""

    def __init__(self) -> None:
        self._compiled: dict[str, Rete] = {}

    def rete(self, ruleset: DurableRuleset) -> Rete:
        """The compiled form of a ruleset."""
        if ruleset.content not in self._compiled:
            self._compiled[ruleset.content] = Rete(ruleset.name, ruleset.definitions)
        return self._compiled[ruleset.content]

    def __iter__(self) -> Iterator[Rete]:
        return iter(self._compiled.values())

    def close(self) -> None:
        """Gives all of them back."""
        while self._compiled:
            _, rete = self._compiled.popitem()
            rete.close()


class DurableRuleset:
    """A ruleset of durable_rules for some decisions on the days of a class."""

    def __init__(self, name: str, circuit: Circuit) -> None:
        self.name = name
        self.circuit = circuit

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """Its rules, by name."""
        return {definition.name: definition for definition in definitions_of(self.circuit)}

    @cached_property
    def content(self) -> str:
        """All that durable_rules sees of it."""
        return f"{self.name} {[(one.when, one.concludes) for one in self.definitions.values()]}"


class DurableLaw:
    """The law of a place. Its rulesets are made when they are needed, and kept for all days with the same rules."""

    def __init__(self, law: LawPlan) -> None:
        self.law = law
        self._changes = _changes_of_rules(law)
        self._rulesets: dict[int, dict[str, DurableRuleset]] = {}

    def rulesets(self, day: date) -> Iterator[DurableRuleset]:
        """All rulesets of a day. Raises ``ProblemsError`` with every decision that passes a limit."""
        found: dict[DurableRuleset, None] = {}
        problems: list[Problem] = []
        for name in self.law.decisions:
            try:
                found[self.ruleset(name, day)] = None
            except ProblemsError as error:
                problems.extend(error.problems)
        if problems:
            raise ProblemsError(problems)
        return iter(found)

    def ruleset(self, decision: str, day: date) -> DurableRuleset:
        """The ruleset that decides a question. Raises ``ProblemsError`` where it passes a limit of durable_rules."""
        class_of_day = bisect_right(self._changes, day)
        made = self._rulesets.get(class_of_day)
        if made is None:
            made = self._rulesets[class_of_day] = self._undivided(day)
        if decision not in made:
            circuit = circuit_of(self.law, (decision,), day)
            excess = excess_of(circuit)
            if excess is not None:
                raise ProblemsError([_too_large(decision, excess)])
            made[decision] = DurableRuleset(decision, circuit)
        return made[decision]

    def _undivided(self, day: date) -> dict[str, DurableRuleset]:
        """One ruleset for all decisions; nothing where that would be too large."""
        circuit = circuit_of(self.law, self.law.decisions, day)
        if excess_of(circuit) is not None:
            return {}
        return dict.fromkeys(self.law.decisions, DurableRuleset(WHOLE_LAW, circuit))


def _too_large(decision: str, excess: Excess) -> Problem:
    return TOO_LARGE.at(
        Place(path=f"decisions.{decision}"),
        decision=decision,
        needed=excess.needed,
        what_zh=excess.what.zh,
        what_en=excess.what.en,
        limit=excess.limit,
    )


def _changes_of_rules(law: LawPlan) -> list[date]:
    """The days on which other rules begin to be in force; values of parameters are the evaluator's business."""
    periods = [
        rule.in_force for decision in law.decisions.values() for slot in decision.slots for rule in slot.versions
    ]
    starts = {period.start for period in periods if period.start is not None}
    return sorted(starts | {period.end + timedelta(days=1) for period in periods if period.end is not None})
