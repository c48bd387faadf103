"""A law compiled for the days of one class, and run on one record."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property, partial
from threading import Lock
from typing import Any, Final

from socorg_rules.decisions.outcome import Ground
from socorg_rules.engines.caveats import LawCaveats
from socorg_rules.engines.compiled.expressions import Expressions
from socorg_rules.engines.compiled.record import write_reader
from socorg_rules.engines.compiled.rules import DecisionWriter
from socorg_rules.engines.compiled.runtime import NOT_KNOWN, GroundTable, Table
from socorg_rules.engines.compiled.scope import Scope
from socorg_rules.engines.compiled.settling import Result
from socorg_rules.engines.compiled.source import Function, Module
from socorg_rules.engines.compiled.unknowns import SHARED_NAMES, OneUnknown, RememberedUnknowns, Unknowns
from socorg_rules.records.organization import Organization
from socorg_rules.rulesets.plan import LawPlan, RulePlan

_KEPT: Final = 32
"""Programs kept for one law, and choices of decisions kept for one program.

Somebody who walks through decades of days must not fill the memory with them.
"""


class CompiledLaw:
    """The law of one place, compiled for a class of days when one of them is first asked about."""

    def __init__(self, law: LawPlan) -> None:
        self.law = law
        self._changes = changes_of(law)
        self._programs: dict[tuple[int, bool], Program] = {}
        self._caveats: dict[date, LawCaveats] = {}

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

    def caveats(self, as_of: date) -> LawCaveats:
        """The caveats of its decisions on a day."""
        caveats = self._caveats.get(as_of)
        if caveats is None:
            while len(self._caveats) >= _KEPT:
                self._caveats.pop(next(iter(self._caveats)), None)
            caveats = self._caveats[as_of] = LawCaveats(self.law, as_of)
        return caveats


Ask = Callable[[Mapping[str, Any], date], dict[str, Result]]
"""From the fields of a record and a day to results, by the names of decisions."""


class Program:
    """Compiled decisions.

    ``rules``: by the numbers that results give. ``same_results``: results of decisions that no record has a say in.
    """

    def __init__(
        self,
        scope: Scope,
        rules: tuple[RulePlan, ...],
        tables: tuple[GroundTable, ...],
        same_results: Mapping[str, tuple[Result, ...]],
    ) -> None:
        self.law = scope.law
        self.rules = rules
        self.same_results = same_results
        self._scope = scope
        self._tables = tables
        self._namespace: dict[str, Any] = {**SHARED_NAMES, **scope.module.constants, "date": date}
        self._namespace["BLANK"] = [NOT_KNOWN] * (len(scope.slots) + 1)
        for name in scope.module.functions:
            self._namespace[name] = partial(self._first_call, name)
        for name, function in scope.module.tables.items():
            self._namespace[name] = Table(partial(self._call, function))
        self._writing = Lock()
        self._asks: dict[tuple[str, ...], Ask] = {}

    @property
    def source(self) -> str:
        """What is compiled, one function after the other, when they are first called."""
        return self._scope.module.text()

    def _first_call(self, name: str, *arguments: Any) -> Any:
        """Compiles a function: most records call for few of them. Two threads may both do it; either is as good."""
        exec(compile(self._scope.module.functions[name], f"<compiled law: {name}>", "exec"), self._namespace)
        return self._namespace[name](*arguments)

    def _call(self, name: str, argument: Any) -> Any:
        return self._namespace[name](argument)

    def ask(self, names: tuple[str, ...]) -> Ask:
        """A function that finds out some decisions, and looks at no more of a record than they need."""
        ask = self._asks.get(names)
        if ask is None:
            with self._writing:
                while len(self._asks) >= _KEPT:
                    self._namespace.pop(self._asks.pop(next(iter(self._asks))).__name__)
                ask = self._asks[names] = self._reader(names, deciding=True)
        return ask

    def _reader(self, names: Iterable[str], *, deciding: bool) -> Any:
        """A function that reads what decisions rest on, and, if it is ``deciding``, gives them."""
        scope, module = self._scope, self._scope.module
        function = Function(module.fresh("read"), ("o", "a"))
        natures = {name: scope.decisions[name] for name in names}
        looks_at: set[str] = set().union(*(nature.looks_at for nature in natures.values()))
        write_reader(module, scope, looks_at, function)
        if deciding:
            results = [f"{module.constant(name)}: {nature.function}(s)" for name, nature in natures.items()]
            function.line(1, f"return {{{', '.join(results)}}}")
        else:
            function.line(1, "return s")
        self._namespace.update(module.constants)
        exec(compile(function.source(), f"<compiled record: {function.name}>", "exec"), self._namespace)
        return self._namespace[function.name]

    @cached_property
    def _read(self) -> Callable[[Mapping[str, Any], date], list[Any]]:
        with self._writing:
            return self._reader(self._scope.decisions, deciding=False)  # type: ignore[no-any-return]

    def state(self, organization: Organization, as_of: date) -> list[Any]:
        """What is known of a validated record on a day of the class; :meth:`decide` finds out more of it."""
        return self._read(organization.__dict__, as_of)

    def decide(self, state: list[Any], names: Iterable[str]) -> dict[str, Result]:
        """Some decisions about a record; what they rest on is found out once for the same state."""
        found: dict[str, Result] = {}
        for name in names:
            nature = self._scope.decisions[name]
            known = state[nature.slot]
            found[name] = self._namespace[nature.function](state) if known is NOT_KNOWN else known
        return found

    def ground(self, number: int, since: date | None) -> Ground:
        """A ground by the number of its rule and its day, the same object for the same two."""
        return self._tables[number][since]  # type: ignore[no-any-return]


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
    scope = Scope(law, day, unknowns, Module())
    expressions = Expressions(scope)
    rules: list[RulePlan] = []
    tables: list[GroundTable] = []
    same_results: dict[str, tuple[Result, ...]] = {}
    for name, plan in law.decisions.items():
        numbers: dict[str, int] = {}
        for rule in sorted(plan.rules_on(day), key=lambda rule: rule.id):
            numbers[rule.id] = len(rules)
            rules.append(rule)
            tables.append(GroundTable(rule))
        writer = DecisionWriter(expressions, plan, numbers, tables)
        scope.decisions[name] = writer.write()
        same_results[name] = tuple(writer.same_results.values())
    return Program(scope, tuple(rules), tuple(tables), same_results)


__all__ = ["CompiledLaw", "Program", "changes_of", "compile_program"]
