"""What is to be said of an organization, and when to look at it again: the rulebook, asked in the short form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from weakref import WeakKeyDictionary

from socorg_rules.engines.compiled.program import Program
from socorg_rules.records.organization import Organization
from socorg_rules.rulebook import Rulebook
from socorg_rules.watch.dossier import Dossier
from socorg_rules.watch.said import NOTHING_SAID, Said, SaidOf, said_of, without_nothing

_DAY: Final = timedelta(days=1)
_KEPT: Final = 16_384
"""Answers that are kept, since most organizations are told what others were told before."""

Spans = dict[date, SaidOf]
"""What is said from a day on, until the next one; days in their order."""


@dataclass(frozen=True, slots=True)
class Due:
    """The day on which to look at an organization again (None: never).

    ``names``: the decisions that time alone could change on that day; None where they have to be found out.
    """

    day: date | None
    names: tuple[str, ...] | None = ()

    def or_before(self, day: date) -> Due:
        """Not later than on a day on which something is told to have happened."""
        return self if self.day is not None and self.day <= day else Due(day)


class Asker:
    """Asks the rulebook about dossiers.

    Everything is asked of the programs that remember what is missing: a watch tells that, too, and so one program for
    each class of days is enough.
    """

    def __init__(self, rulebook: Rulebook, known_at: date | None, names: tuple[str, ...]) -> None:
        self._rulebook = rulebook
        self._selection = rulebook.selection(known_at)
        self._agenda = rulebook.agenda(known_at)
        self._made: dict[tuple[object, ...], Said] = {}
        self._looking: WeakKeyDictionary[Program, dict[frozenset[str], tuple[str, ...]]] = WeakKeyDictionary()
        self.names = names
        self.counted_in_days = self._agenda.counted_in_days

    def said(self, record: Organization | None, day: date, names: Collection[str]) -> SaidOf:
        """What some decisions say on a day; of an organization that has no record yet, nothing."""
        if record is None:
            return dict.fromkeys(names, NOTHING_SAID)
        program = self._program(record, day)
        made = self._made
        said: SaidOf = {}
        for name, result in program.decide(program.state(record, day), names).items():
            # The answer is left out: it follows from the rest, and is another object for each unknown.
            key = (name, result[0], *result[2:6])
            found = made.get(key)
            if found is None:
                while len(made) >= _KEPT:
                    made.pop(next(iter(made)))
                found = made[key] = said_of(program.law.decisions[name], result, program.rules)
            said[name] = found
        return said

    def affected(
        self, before: Organization | None, after: Organization | None, day: date, facts: frozenset[str]
    ) -> tuple[str, ...]:
        """The decisions that could say something else on a day because some facts are others.

        ``facts``: fields and lists, and fields of events as ``list.field``.
        """
        if before is None or after is None or before.division != after.division:
            return self.names
        program = self._program(after, day)
        looking = self._looking.setdefault(program, {})
        names = looking.get(facts)
        if names is None:
            names = tuple(name for name in self.names if not facts.isdisjoint(program.looks_at(name)))
            looking[facts] = names
        return names

    def concerned(self, record: Organization | None, day: date) -> tuple[str, ...]:
        """The decisions that could say something else on a day than on the day before, by time alone."""
        if record is None:
            return ()
        return self._agenda.days(record, after=day - _DAY, until=day, only=self.names).get(day, ())

    def due(self, dossier: Dossier, record: Organization | None, day: date, said: SaidOf) -> Due:
        """When to look again after a day on which this is said."""
        told = dossier.next_event_after(day)
        if record is None:
            return Due(told)
        turning = self._agenda.next(record, after=day, only=self.names, awake=said)
        if turning is None or (told is not None and told < turning[0]):
            return Due(told)
        return Due(*turning)

    def over(self, dossier: Dossier, since: date, until: date) -> Spans:
        """What is said on each day of a span."""
        spans: Spans = {}
        starts = [since, *(day for day in dossier.days if since < day <= until)]
        for start, end in zip(starts, [*(day - _DAY for day in starts[1:]), until], strict=True):
            record = dossier.on(start)
            spans[start] = without_nothing(self.said(record, start, self.names))
            if record is None:
                continue
            said = spans[start]
            for day, names in self._agenda.days(record, after=start, until=end, only=self.names).items():
                said = spans[day] = without_nothing({**said, **self.said(record, day, names)})
        return spans

    def _program(self, record: Organization, day: date) -> Program:
        law = self._selection.law_for(record.division, day)
        return self._rulebook.compiled_law(law).program(day, with_missing=True)
