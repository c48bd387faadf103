"""What the names in an expression stand for while it is compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from socorg_rules.engines.compiled.source import Code, Function, Module
from socorg_rules.engines.compiled.unknowns import Unknowns
from socorg_rules.feel import plan as p
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from socorg_rules.records.specs import Absent, FieldSpec, ListSpec
from socorg_rules.rulesets.plan import LawPlan

FACTS: Mapping[str, FieldSpec] = {spec.name: spec for spec in ORGANIZATION_FIELDS}
LISTS: Mapping[str, ListSpec] = {spec.name: spec for spec in EVENT_LISTS}


@dataclass(frozen=True, slots=True)
class Nature:
    """Whether a definition or a decision can come to unknown or null, and under which name it is found.

    ``certain``: the events it gives surely belong; otherwise each comes with whether it does.
    """

    slot: str
    unknown: bool
    null: bool
    certain: bool = True


@dataclass(slots=True)
class Scope:
    """One law on the days of one class, and what of it has been compiled so far.

    ``day`` is one day of the class. ``fields`` and ``columns`` grow with what expressions look at: the fields of the
    organization, and those of each list in the order in which the tuples of its events hold them. ``slots``: those of
    the definitions and decisions that are written.
    """

    law: LawPlan
    day: date
    unknowns: Unknowns
    module: Module
    fields: set[str] = field(default_factory=set)
    columns: dict[str, list[str]] = field(default_factory=dict)
    definitions: dict[str, Nature] = field(default_factory=dict)
    decisions: dict[str, Nature] = field(default_factory=dict)
    slots: list[str] = field(default_factory=list)

    def finish(self, function: Function) -> None:
        """A definition or a decision is written."""
        self.slots.append(function.name)
        self.module.add(function)

    def column(self, list_name: str, name: str) -> int:
        """Where the tuples of a list's events hold a field."""
        columns = self.columns.setdefault(list_name, [])
        if name not in columns:
            columns.append(name)
        return columns.index(name)


@dataclass(slots=True)
class Frame:
    """The place where an expression stands: its function, the variables around it, what is sure not to be null.

    ``years``: the variables that stand for years.
    """

    function: Function
    variables: dict[str, str] = field(default_factory=dict)
    present: frozenset[p.Plan] = frozenset()
    years: frozenset[str] = frozenset()

    def inside(self, function: Function, variables: dict[str, str], years: frozenset[str] = frozenset()) -> Frame:
        """The same place, inside a function of its own, with more variables."""
        return Frame(function, {**self.variables, **variables}, self.present, (self.years - {*variables}) | years)


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
    return Code(module.constant(value), simple=True)
