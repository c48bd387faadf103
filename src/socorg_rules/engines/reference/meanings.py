"""The meanings of the expressions of a law: functions, each made once, when it is first needed.

What rests on nothing of the record, but on the day asked about and perhaps a year, is found out once for each day.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, Final, cast

from socorg_rules.engines.reference.dependence import can_miss_something, variables_alone
from socorg_rules.engines.reference.forms import MAKERS, Known, Meaning, OfTheDay
from socorg_rules.engines.reference.members import Bindings, Found
from socorg_rules.feel import plan as p
from socorg_rules.rulesets.plan import LawPlan

_KEPT_DAYS: Final = 32
"""Days of a law of which results are kept: somebody who walks through decades must not fill the memory with them."""
_KEPT_LAWS: Final = 64

_NOT_ASKED: Final = object()
_ALONE: Final = (p.Constant, p.AsOf, p.Variable)
"""What is found sooner than it could be looked up."""


class Meanings:
    """The meanings of the expressions of one law."""

    def __init__(self, law: LawPlan) -> None:
        self.law = law
        # By identity: comparing plans would cost more than running them. The nodes are kept, and so their ids.
        self._meanings: dict[int, tuple[Meaning, p.Plan]] = {}
        self._waiting_parts: dict[int, tuple[tuple[p.Plan, ...], p.Plan]] = {}
        self._days: dict[date, OfTheDay] = {}

    def of(self, node: p.Plan) -> Meaning:
        """What an expression of the law means."""
        known = self._meanings.get(id(node))
        if known is None:
            meaning: Meaning = MAKERS[type(node)](self, node)
            if not isinstance(node, _ALONE):
                variables = variables_alone(node)
                if variables is not None and len(variables) <= 1:
                    meaning = _looked_up(meaning, id(node), *variables)
            known = self._meanings[id(node)] = (meaning, node)
        return known[0]

    def waiting_parts(self, node: p.Plan) -> tuple[p.Plan, ...]:
        """The parts of an expression that can miss something."""
        known = self._waiting_parts.get(id(node))
        if known is None:
            parts = tuple(cast(p.Plan, part) for part in p.children(node) if can_miss_something(part))
            known = self._waiting_parts[id(node)] = (parts, node)
        return known[0]

    def on(self, day: date) -> OfTheDay:
        """What was found out for a day, whatever the record."""
        found = self._days.get(day)
        if found is None:
            while len(self._days) >= _KEPT_DAYS:
                self._days.pop(next(iter(self._days)), None)
            found = self._days[day] = defaultdict(dict)
        return found


_BY_LAW: Final[dict[int, Meanings]] = {}


def meanings_of(law: LawPlan) -> Meanings:
    """The meanings of a law: the same ones for the same law, while it is one of the last that were asked for."""
    meanings = _BY_LAW.get(id(law))
    if meanings is None:
        # Two threads may both make them; either are as good.
        while len(_BY_LAW) >= _KEPT_LAWS:
            _BY_LAW.pop(next(iter(_BY_LAW)), None)
        meanings = _BY_LAW[id(law)] = Meanings(law)
    return meanings


def _looked_up(meaning: Meaning, number: int, variable: str | None = None) -> Meaning:
    """The same meaning, found out once for a day and a value of its variable."""

    def of_the_day(known: Known, bindings: Bindings) -> Found:
        found_before = known.of_the_day[number]
        key: Any = None if variable is None else bindings[variable]
        found = found_before.get(key, _NOT_ASKED)
        if found is _NOT_ASKED:
            found = found_before[key] = meaning(known, bindings)
        return found

    return of_the_day
