"""A law compiled for the days of one class, and run on one record."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from socorg_rules.decisions.outcome import Ground
from socorg_rules.engines.caveats import LawCaveats
from socorg_rules.engines.compiled.expressions import Expressions
from socorg_rules.engines.compiled.natures import Natures, can_conflict
from socorg_rules.engines.compiled.residual import Given, Residues, dividing_fact
from socorg_rules.engines.compiled.rules import DecisionWriter
from socorg_rules.engines.compiled.runtime import NOT_KNOWN
from socorg_rules.engines.compiled.scope import Nature, Scope
from socorg_rules.engines.compiled.settling import Result
from socorg_rules.engines.compiled.source import Function
from socorg_rules.engines.compiled.unknowns import OneUnknown, RememberedUnknowns
from socorg_rules.engines.compiled.workshop import Ask, Part, Reader, Workshop
from socorg_rules.records.organization import Organization
from socorg_rules.rulesets.plan import DecisionPlan, DefinitionPlan, LawPlan, RulePlan

_KEPT: Final = 96
"""Programs kept for one law.

Somebody who walks through decades of days must not fill the memory with them.
"""


_OFTEN: Final = 1_024
"""Questions after which it pays to compile a law for each form apart.

By then they have lost about as much time as that takes.
"""


@dataclass(frozen=True, slots=True)
class Workshops:
    """What laws share that are compiled side by side: for outcomes, and for what is missing besides.

    ``residues``: what is left of them where a fact is given. The plans of these laws must live as long as it does.
    """

    outcomes: Workshop = field(default_factory=lambda: Workshop(OneUnknown()))
    missing: Workshop = field(default_factory=lambda: Workshop(RememberedUnknowns()))
    residues: dict[Given, Residues] = field(default_factory=dict)

    def residues_of(self, given: Given) -> Residues:
        """What is left of laws where a fact is given."""
        return self.residues.get(given) or self.residues.setdefault(given, Residues(given))


class CompiledLaw:
    """The law of one place, compiled for a class of days when one of them is first asked about.

    Where most conditions ask for one fact, it is compiled again for each of its terms, from what is left of it then,
    once ``divided_after`` questions have been asked.
    """

    def __init__(self, law: LawPlan, workshops: Workshops | None = None, *, divided_after: int = _OFTEN) -> None:
        self.law = law
        self._workshops = workshops or Workshops()
        self._changes = changes_of(law)
        self.divided_by: str | None = None
        """The fact for whose terms it is compiled apart; None: it is not, or not yet."""
        self._questions_left = divided_after
        self._looked_for_fact = False
        self._programs: dict[tuple[int, bool, str | None], Program] = {}
        self._caveats: dict[date, LawCaveats] = {}

    def division_of(self, organization: Organization) -> str | None:
        """The term for which the program to ask is compiled; None: for all. Each call counts as a question."""
        fact = self.divided_by or self._divided()
        return None if fact is None else organization.__dict__[fact]

    def _divided(self) -> str | None:
        """Divides the law if it is time to."""
        # A question that another thread asks at the same time may not be counted.
        self._questions_left -= 1
        if self._questions_left < 0 and not self._looked_for_fact:
            self._looked_for_fact = True
            self.divided_by = dividing_fact(self.law)
        return self.divided_by

    def program(self, as_of: date, *, with_missing: bool = False, division: str | None = None) -> Program:
        """The program for a day: for outcomes, values and grounds, or (slower) for what is missing besides.

        ``division``: for records of which :func:`dividing_fact` is this term; None: for all records.
        """
        key = (bisect_right(self._changes, as_of), with_missing, division)
        program = self._programs.get(key)
        if program is None:
            # Two threads may both make it; either is as good.
            workshop = self._workshops.missing if with_missing else self._workshops.outcomes
            residues = None
            fact = None if division is None else self.divided_by or dividing_fact(self.law)
            if fact is not None and division is not None:
                residues = self._workshops.residues_of(Given(fact, division))
            program = Program(Scope(self.law, as_of, workshop, residues))
            while len(self._programs) >= _KEPT:
                self._programs.pop(next(iter(self._programs)), None)
            self._programs[key] = program
        return program

    def caveats(self, as_of: date) -> LawCaveats:
        """The caveats of its decisions on a day."""
        caveats = self._caveats.get(as_of)
        if caveats is None:
            while len(self._caveats) >= _KEPT:
                self._caveats.pop(next(iter(self._caveats)), None)
            caveats = self._caveats[as_of] = LawCaveats(self.law, as_of)
        return caveats


class Program:
    """The decisions of a law on the days of one class."""

    def __init__(self, scope: Scope) -> None:
        law, day = scope.law, scope.day
        self.law = law
        self._workshop = scope.workshop
        self._natures = Natures(scope)
        self.expressions = Expressions(self._natures)
        self._natures.writer = _Writer(self.expressions)
        self._decisions: dict[str, Nature] = {}
        self._conflicting = frozenset(
            name for name, plan in law.decisions.items() if can_conflict(plan, plan.rules_on(day))
        )

    @property
    def rules(self) -> list[RulePlan]:
        """By the numbers that results give."""
        return self._workshop.rules

    @property
    def source(self) -> str:
        """What has been written so far, for this law and for others."""
        return self._workshop.module.text()

    def looks_at(self, name: str) -> frozenset[str]:
        """What a decision may look at: fields and lists of the record, and the fields of events as ``list.field``."""
        return self._decision(name).looks_at

    def can_conflict(self, name: str) -> bool:
        """Whether rules of a decision may contradict one another."""
        return name in self._conflicting

    def ask(self, names: tuple[str, ...], part: Part = Part.ALL) -> Ask:
        """A function that finds out some decisions about a record: their results, or a part of each."""
        functions = tuple(self._decision(name).function for name in names)
        return self._workshop.ask(self._looked_at(names), functions, part)

    def _looked_at(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*map(self.looks_at, names))

    def always(self, name: str) -> Result | None:
        """The result of a decision that is the same whatever the record; None if it isn't."""
        return self._workshop.always(self._decision(name).function)

    def reader(self, names: Iterable[str]) -> Reader:
        """A function that reads of a record what some decisions rest on, and no more."""
        return self._workshop.reader(self._looked_at(names))

    @cached_property
    def _read(self) -> Reader:
        return self.reader(self.law.decisions)

    def state(self, organization: Organization, as_of: date) -> list[Any]:
        """What is known of a validated record on a day of the class; :meth:`decide` finds out more of it."""
        return self._read(organization.__dict__, as_of)

    def decide(self, state: list[Any], names: Iterable[str]) -> dict[str, Result]:
        """Some decisions about a record; what they rest on is found out once for the same state."""
        namespace = self._workshop.module.namespace
        found: dict[str, Result] = {}
        for name in names:
            nature = self._decision(name)
            known = state[nature.slot]
            found[name] = namespace[nature.function](state) if known is NOT_KNOWN else known
        return found

    def _decision(self, name: str) -> Nature:
        nature = self._decisions.get(name)
        if nature is None:
            with self._workshop.module.lock:
                nature = self._decisions[name] = self._natures.decision(name)
        return nature

    def ground(self, number: int, since: date | None) -> Ground:
        """A ground by the number of its rule and its day, the same object for the same two."""
        return self._workshop.tables[number][since]  # type: ignore[no-any-return]


class _Writer:
    """Writes the functions of one law."""

    def __init__(self, expressions: Expressions) -> None:
        self._expressions = expressions

    def definition(self, plan: DefinitionPlan, nature: Nature) -> Function:
        return self._expressions.definition(plan.plan, nature)

    def decision(self, plan: DecisionPlan, nature: Nature) -> Function:
        return DecisionWriter(self._expressions, plan, nature).write()


def changes_of(law: LawPlan) -> list[date]:
    """The days on which other rules or other values begin to hold; between two of them all days are of one class."""
    days: set[date] = set()
    for decision in law.decisions.values():
        for slot in decision.slots:
            for rule in slot.versions:
                if rule.in_force.start is not None:
                    days.add(rule.in_force.start)
                if rule.in_force.end is not None:
                    days.add(rule.in_force.end + timedelta(days=1))
    for parameter in law.parameters.values():
        days.update(entry.start for entry in parameter.timeline)
    return sorted(days)


__all__ = ["CompiledLaw", "Program", "Workshops", "changes_of"]
