"""What the names in an expression stand for while it is compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from socorg_rules.engines.compiled.source import Code, Function, Module
from socorg_rules.engines.compiled.unknowns import Unknowns
from socorg_rules.engines.compiled.years import YearRows
from socorg_rules.feel import plan as p
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from socorg_rules.records.specs import Absent, FieldSpec, ListSpec
from socorg_rules.rulesets.plan import LawPlan

FACTS: Mapping[str, FieldSpec] = {spec.name: spec for spec in ORGANIZATION_FIELDS}
LISTS: Mapping[str, ListSpec] = {spec.name: spec for spec in EVENT_LISTS}


@dataclass(frozen=True, slots=True)
class Nature:
    """Whether a definition or a decision can come to unknown or null, and where it is found.

    ``function`` finds it out and leaves it in ``slot``, if it has one. ``certain``: the events it gives surely belong;
    otherwise each comes with whether it does. ``looks_at``: the fields and lists of the record that it may look at.
    """

    function: str
    slot: int
    unknown: bool
    null: bool
    looks_at: frozenset[str]
    certain: bool = True


@dataclass(slots=True)
class Scope:
    """One law on the days of one class, and what of it has been compiled so far.

    ``day`` is one day of the class. ``columns`` grow with what expressions look at: the fields of each list in the
    order in which the tuples of its events hold them. ``slots``: where the list ``s``, which is what is known of one
    record, has its facts, definitions and decisions; 0 is the day. ``looks_at``: the fields and lists of the record
    that what is being written looks at.
    """

    law: LawPlan
    day: date
    unknowns: Unknowns
    module: Module
    columns: dict[str, list[str]] = field(default_factory=dict)
    definitions: dict[str, Nature] = field(default_factory=dict)
    decisions: dict[str, Nature] = field(default_factory=dict)
    slots: dict[str, int] = field(default_factory=dict)
    looks_at: set[str] = field(default_factory=set)

    def slot(self, key: str) -> int:
        """Where something is found in ``s``."""
        return self.slots.setdefault(key, len(self.slots) + 1)

    def fact(self, name: str) -> str:
        """A field or a list of the record, as source."""
        self.looks_at.add(name)
        return f"s[{self.slot(f'fact {name}')}]"

    def found(self, nature: Nature) -> str:
        """A definition or a decision, found out unless it is known, as source; it binds ``w``."""
        self.looks_at |= nature.looks_at
        return f"(w if (w := s[{nature.slot}]) is not N else {nature.function}(s))"

    @contextmanager
    def looking(self) -> Iterator[set[str]]:
        """Gathers what is looked at inside."""
        outer, self.looks_at = self.looks_at, set()
        try:
            yield self.looks_at
        finally:
            self.looks_at = outer

    def column(self, list_name: str, name: str) -> int:
        """Where the tuples of a list's events hold a field."""
        columns = self.columns.setdefault(list_name, [])
        if name not in columns:
            columns.append(name)
        return columns.index(name)


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
