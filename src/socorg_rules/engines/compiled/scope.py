"""What the names in an expression stand for while it is compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from socorg_rules.engines.compiled.module import Module
from socorg_rules.engines.compiled.source import Code, Function
from socorg_rules.engines.compiled.years import YearRows
from socorg_rules.feel import plan as p
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from socorg_rules.records.specs import Absent, FieldSpec, ListSpec
from socorg_rules.rulesets.plan import DecisionPlan, DefinitionPlan, LawPlan, PlanValue, RulePlan

if TYPE_CHECKING:
    from socorg_rules.engines.compiled.residual import Residues
    from socorg_rules.engines.compiled.workshop import Workshop

FACTS: Mapping[str, FieldSpec] = {spec.name: spec for spec in ORGANIZATION_FIELDS}
LISTS: Mapping[str, ListSpec] = {spec.name: spec for spec in EVENT_LISTS}


@dataclass(frozen=True, slots=True, eq=False)
class Nature:
    """Whether a definition or a decision can come to unknown or null, and where it is found.

    ``function`` finds it out and leaves it in ``slot``. ``certain``: the events it gives surely belong; otherwise each
    comes with whether it does. ``looks_at``: the fields and lists of the record that it may look at, and the fields of
    events as ``list.field``.
    """

    function: str
    slot: int
    unknown: bool
    null: bool
    looks_at: frozenset[str]
    certain: bool = True


class Scope:
    """One law on the days of one class. ``day`` is one of them.

    Definitions, decisions and rules are what is left of them where ``residues`` are for records with a fact given.
    """

    def __init__(self, law: LawPlan, day: date, workshop: Workshop, residues: Residues | None = None) -> None:
        self.law = law
        self.day = day
        self.workshop = workshop
        self.residues = residues
        self.module = workshop.module
        self.unknowns = workshop.unknowns
        self._values: dict[str, PlanValue] = {}
        self._definitions: dict[str, DefinitionPlan] = {}
        self._rules: dict[str, tuple[RulePlan, ...]] = {}

    def definition(self, name: str) -> DefinitionPlan:
        """A definition."""
        plan = self._definitions.get(name)
        if plan is None:
            plan, residues = self.law.definitions[name], self.residues
            if residues is not None:
                plan = residues.definition(plan, self._settled)
            self._definitions[name] = plan
        return plan

    def decision(self, name: str) -> DecisionPlan:
        """A decision; its rules are :meth:`rules`."""
        plan, residues = self.law.decisions[name], self.residues
        return plan if residues is None else residues.decision(plan, self._settled)

    def rules(self, name: str) -> tuple[RulePlan, ...]:
        """The rules of a decision that are in force."""
        rules = self._rules.get(name)
        if rules is None:
            rules, residues = self.law.decisions[name].rules_on(self.day), self.residues
            if residues is not None:
                rules = tuple(residues.rule(rule, self._settled) for rule in rules)
            self._rules[name] = rules
        return rules

    def _settled(self, name: str) -> p.Constant | None:
        plan = self.definition(name).plan
        return plan if isinstance(plan, p.Constant) else None

    def value(self, parameter: str) -> PlanValue:
        """The value of a parameter on the day."""
        if parameter not in self._values:
            self._values[parameter] = self.law.parameters[parameter].value_on(self.day)
        return self._values[parameter]

    def fact(self, name: str) -> str:
        """A field or a list of the record, as source."""
        return f"s[{self.workshop.slot(f'fact {name}')}]"

    @staticmethod
    def found(nature: Nature) -> str:
        """A definition or a decision, found out unless it is known, as source; it binds ``w``."""
        return f"(w if (w := s[{nature.slot}]) is not N else {nature.function}(s))"


@dataclass(slots=True)
class Frame:
    """The place where an expression stands: its function, the variables around it, what is sure not to be null.

    ``years``: the rows of the variables that stand for years. ``day``: the day asked about, as source.
    ``known``: what a variable of the function holds already.
    """

    function: Function
    variables: dict[str, str] = field(default_factory=dict)
    present: frozenset[p.Plan] = frozenset()
    years: Mapping[str, YearRows] = field(default_factory=dict)
    known: tuple[tuple[p.Plan, Code], ...] = ()
    day: str = "s[0]"

    def inside(
        self, function: Function, variables: dict[str, str], years: Mapping[str, YearRows] | None = None
    ) -> Frame:
        """The same place, inside a function of its own, with more variables."""
        rows = {name: each for name, each in self.years.items() if name not in variables}
        return Frame(function, {**self.variables, **variables}, self.present, {**rows, **(years or {})})


def may_be_unknown(spec: FieldSpec) -> bool:
    """Whether it can be that nobody said."""
    return spec.absent is Absent.UNKNOWN


def may_be_null(spec: FieldSpec, dated_by: tuple[str, ...] = ()) -> bool:
    """Whether it can read as null. A required date that decides whether its event is visible is there with it."""
    if spec.absent is Absent.REQUIRED:
        return spec.kind == "date" and dated_by != (spec.name,)
    return spec.absent is Absent.NONE and spec.default is None


def constant_code(module: Module, value: object) -> Code:
    """A value that is the same for every record."""
    match value:
        case None | True | False:
            return Code(repr(value), null=value is None, simple=True)
        case int():
            return Code(str(value), simple=True)
    return Code(module.constant(value), simple=True)
