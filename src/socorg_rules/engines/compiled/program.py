"""A law compiled for the days of one class, and run on one record."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Any, Final

from socorg_rules.decisions.outcome import Ground
from socorg_rules.engines.compiled.expressions import Expressions
from socorg_rules.engines.compiled.record import write_reader
from socorg_rules.engines.compiled.rules import DecisionWriter
from socorg_rules.engines.compiled.scope import Scope
from socorg_rules.engines.compiled.settling import Result
from socorg_rules.engines.compiled.source import Module
from socorg_rules.engines.compiled.unknowns import SHARED_NAMES, OneUnknown, RememberedUnknowns, Unknowns
from socorg_rules.records.organization import Organization
from socorg_rules.rulesets.plan import LawPlan, RulePlan

_GROUNDS_KEPT: Final = 16_384
_KEPT: Final = 32
"""Programs kept for one law: somebody who walks through decades of days must not fill the memory with them."""


class CompiledLaw:
    """The law of one place, compiled for a class of days when one of them is first asked about."""

    def __init__(self, law: LawPlan) -> None:
        self.law = law
        self._changes = changes_of(law)
        self._programs: dict[tuple[int, bool], Program] = {}

    def program(self, as_of: date, *, with_missing: bool = False) -> Program:
        """The program for a day: for outcomes, values and grounds, or (slower) for what is missing besides."""
        key = (bisect_right(self._changes, as_of), with_missing)
        program = self._programs.get(key)
        if program is None:
            # Two threads may both make it; either is as good.
            unknowns = RememberedUnknowns() if with_missing else OneUnknown()
            program = compile_program(self.law, as_of, unknowns)
            while len(self._programs) >= _KEPT:
                self._programs.pop(next(iter(self._programs)), None)
            self._programs[key] = program
        return program


@dataclass(frozen=True, slots=True)
class Program:
    """Compiled decisions. ``rules``: by the numbers that grounds give; ``source``: what was compiled.

    ``ground``: a ground by the number of its rule and its day, the same object for the same two.
    """

    law: LawPlan
    rules: tuple[RulePlan, ...]
    source: str
    ground: Callable[[int, date | None], Ground] = field(repr=False)
    _read: Callable[[Mapping[str, Any], date], Any] = field(repr=False)
    _slots: Mapping[str, str] = field(repr=False)

    def state(self, organization: Organization, as_of: date) -> object:
        """What is known of a validated record on a day of the class; :meth:`decide` finds out more of it."""
        return self._read(organization.__dict__, as_of)

    def decide(self, state: object, names: Iterable[str]) -> dict[str, Result]:
        """Some decisions about a record; what they rest on is found out once for the same state."""
        slots = self._slots
        return {name: getattr(state, slots[name]) for name in names}


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


def compile_program(law: LawPlan, day: date, unknowns: Unknowns) -> Program:
    """Turns a law into functions, for all days on which the same rules and values hold as on ``day``."""
    module = Module()
    scope = Scope(law, day, unknowns, module)
    expressions = Expressions(scope)
    rules: list[RulePlan] = []
    for name, plan in law.decisions.items():
        numbers: dict[str, int] = {}
        for rule in sorted(plan.rules_on(day), key=lambda rule: rule.id):
            numbers[rule.id] = len(rules)
            rules.append(rule)
        scope.decisions[name] = DecisionWriter(expressions, plan, numbers).write()
    module.add(write_reader(module, unknowns, scope.fields, scope.columns))
    facts = [*(f"f_{name}" for name in scope.fields), *(f"l_{name}" for name in scope.columns)]
    namespace: dict[str, Any] = {**SHARED_NAMES, **module.constants, "date": date}
    namespace["State"] = _state(("as_of", *facts, *scope.slots), namespace)
    source = module.text()
    exec(compile(source, "<compiled law>", "exec"), namespace)
    return Program(
        law=law,
        rules=tuple(rules),
        source=source,
        ground=lru_cache(maxsize=_GROUNDS_KEPT)(partial(_ground, tuple(rules))),
        _read=namespace["read"],
        _slots={name: nature.slot for name, nature in scope.decisions.items()},
    )


def _ground(rules: tuple[RulePlan, ...], number: int, since: date | None) -> Ground:
    rule = rules[number]
    return Ground(rule.id, rule.label, rule.title, rule.citations, since, rule.ruleset, rule.place)


def _state(slots: tuple[str, ...], functions: Mapping[str, Any]) -> type:
    """The type of what is known of one record: its facts, and the rest as soon as somebody looks at it.

    Most definitions are not looked at, since something before them settles the condition they stand in.
    """

    def first_look(self: object, slot: str) -> Any:
        value = functions[slot](self)
        setattr(self, slot, value)
        return value

    return type("State", (), {"__slots__": slots, "__getattr__": first_look})


__all__ = ["CompiledLaw", "Program", "changes_of", "compile_program"]
