"""What has been written of the laws of one rulebook, for all places and all days on which it comes out the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any, Final

from socorg_rules.engines.compiled.footprints import Footprint
from socorg_rules.engines.compiled.module import Module
from socorg_rules.engines.compiled.record import reader
from socorg_rules.engines.compiled.runtime import NOT_KNOWN, GroundTable
from socorg_rules.engines.compiled.scope import Nature
from socorg_rules.engines.compiled.settling import Result
from socorg_rules.engines.compiled.source import Function
from socorg_rules.engines.compiled.unknowns import SHARED_NAMES, Unknowns
from socorg_rules.rulesets.plan import RulePlan

_FIRST_SLOT: Final = 2
"""Of the list ``s``, which is what is known of one record: 0 is the day, 1 what loops leave there for one another."""
_KEPT: Final = 1_024
"""Choices of decisions, and of facts that they rest on, whose functions are kept."""

Reader = Callable[[Mapping[str, Any], date], list[Any]]
"""From the fields of a record and a day to what is known of it."""
Ask = Callable[[Mapping[str, Any], date], tuple[Any, ...]]
"""From the fields of a record and a day to the results of some decisions, or to a part of them."""


class Part(Enum):
    """What is wanted of results, as source."""

    ALL = "{}"
    OUTCOME = "{}[0]"
    OUTCOME_AND_GROUNDS = "((r := {})[0], r[3])"


class Workshop:
    """One way of writing unknown, and all functions that are written so.

    ``rules``: by the numbers that results give, and ``tables``: their grounds. ``natures``: definitions and decisions
    by all that their functions rest on. ``columns``: the fields of each list in the order in which the tuples of its
    events hold them.
    """

    def __init__(self, unknowns: Unknowns) -> None:
        self.unknowns = unknowns
        self._blank: list[object] = [NOT_KNOWN] * _FIRST_SLOT
        self.module = Module({**SHARED_NAMES, "date": date, "BLANK": self._blank})
        self.rules: list[RulePlan] = []
        self.tables: list[GroundTable] = []
        self.natures: dict[tuple[object, ...], Nature] = {}
        self.columns: dict[str, list[str]] = {}
        self._slots: dict[str, int] = {}
        self._numbers: dict[int, int] = {}
        self._footprints: dict[tuple[int, ...], Footprint] = {}
        self._choices: dict[tuple[object, ...], Any] = {}

    def slot(self, key: str) -> int:
        """Where something is found in ``s``."""
        slot = self._slots.get(key)
        if slot is None:
            slot = self._slots[key] = len(self._blank)
            self._blank.append(NOT_KNOWN)
        return slot

    def column(self, list_name: str, name: str) -> int:
        """Where the tuples of a list's events hold a field."""
        columns = self.columns.setdefault(list_name, [])
        if name not in columns:
            columns.append(name)
        return columns.index(name)

    def number(self, rule: RulePlan) -> int:
        """The number of a rule in results."""
        number = self._numbers.get(id(rule))
        if number is None:
            number = self._numbers[id(rule)] = len(self.rules)
            self.rules.append(rule)
            self.tables.append(GroundTable(rule))
        return number

    def footprint(self, of: tuple[object, ...], find: Callable[[], Footprint]) -> Footprint:
        """What plans rest on, found out once for the same objects, which the rulebook keeps."""
        key = tuple(map(id, of))
        footprint = self._footprints.get(key)
        if footprint is None:
            footprint = self._footprints[key] = find()
            for path in sorted(footprint.looks_at):
                name, _, field = path.partition(".")
                if field:
                    self.column(name, field)
                else:
                    self.slot(f"fact {name}")
        return footprint

    def reader(self, looks_at: frozenset[str]) -> Reader:
        """A function that reads these facts of a record, its fields as a mapping, on a day."""

        def write(name: str) -> Function:
            function = reader(self, name, looks_at)
            function.line(1, "return s")
            return function

        return self._kept(("reader", looks_at), write)  # type: ignore[no-any-return]

    def ask(self, looks_at: frozenset[str], functions: tuple[str, ...], part: Part) -> Ask:
        """A function that reads these facts, and finds out some decisions; ``functions``: the name of that of each."""

        def write(name: str) -> Function:
            function = reader(self, name, looks_at)
            parts = [self._part(part, self.module.given(each) or f"{each}(s)") for each in functions]
            function.line(1, f"return ({''.join(f'{each}, ' for each in parts)})")
            return function

        return self._kept(("ask", looks_at, functions, part), write)  # type: ignore[no-any-return]

    def _part(self, part: Part, result: str) -> str:
        known: Result | None = self.module.namespace.get(result)
        if known is None or part is Part.ALL:
            return part.value.format(result)
        wanted = known[0] if part is Part.OUTCOME else (known[0], known[3])
        return self.module.shared((part, result), wanted)

    def always(self, function: str) -> Result | None:
        """The result of a decision that is the same whatever the record; ``function``: the name of its function."""
        return self.module.namespace.get(self.module.given(function) or "")

    def _kept(self, key: tuple[object, ...], write: Callable[[str], Function]) -> Any:
        """A function that only callers call: somebody may go through more choices of decisions than should be kept."""
        found = self._choices.get(key)
        if found is None:
            with self.module.lock:
                while len(self._choices) >= _KEPT:
                    self._choices.pop(next(iter(self._choices)), None)
                found = self._choices[key] = self.module.compiled(write(self.module.fresh("read")))
        return found
