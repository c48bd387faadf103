"""Texts with gaps: what all records are told that came out alike, each with its own values in the gaps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, Final, NamedTuple, cast

from socorg_rules.decisions.conditions import LONGEST_TEXT, FactFound, Telling, compared
from socorg_rules.decisions.spoken import spoken
from socorg_rules.decisions.trace import Step
from socorg_rules.engines.compiled.runtime import UNKNOWN as NOT_SAID
from socorg_rules.engines.compiled.runtime import Table
from socorg_rules.engines.reference.members import Bindings
from socorg_rules.engines.reference.steps import Condition, public
from socorg_rules.engines.reference.wording import LawWording
from socorg_rules.explaining.sights import Sight, TooManyWays
from socorg_rules.feel import plan as p
from socorg_rules.feel import types as t
from socorg_rules.problems import Language, Text
from socorg_rules.records.unknown import UNKNOWN

_MARK: Final = "\0{}\0"
_MARKED: Final = re.compile("\0([0-9]+)\0")

Values = list[Any]
"""Values of the plan, as the compiled engine writes them."""


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """What takes values from those of a record, and what they read like."""

    values_of: Callable[[Values], Any]
    texts: Table


@dataclass(frozen=True, slots=True)
class Template:
    """A text with gaps. ``told``: the definitions that it tells."""

    parts: list[str]
    gaps: tuple[tuple[int, Gap], ...]
    told: frozenset[Text] = frozenset()

    def filled(self, values: Values) -> list[str]:
        """Its parts with the values of a record."""
        parts = self.parts.copy()
        for position, gap in self.gaps:
            parts[position] = gap.texts[gap.values_of(values)]
        return parts


class Phrases:
    """How the conditions of a law read in one language with what was found: each condition once for all texts."""

    def __init__(self, wording: LawWording, language: Language) -> None:
        self.wording = wording
        self.language: Language = language
        self._tables: dict[tuple[object, ...], Table] = {}

    def table(self, condition: Text, facts: tuple[tuple[FactFound, p.Plan | None], ...]) -> Table:
        """From values of facts to text; a fact without a plan is always found as it is now.

        Of several facts their values come as a tuple.
        """
        key = (condition, *((found[0], self._type(fact)) if fact else found for found, fact in facts))
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = Table(self._phrase(condition, facts))
        return table

    def _type(self, fact: p.Plan) -> t.Type | None:
        return self.wording.of(fact).type

    def _phrase(self, condition: Text, facts: tuple[tuple[FactFound, p.Plan | None], ...]) -> Callable[[Any], str]:
        several = sum(fact is not None for _, fact in facts) > 1

        def phrase(values: Any) -> str:
            left = iter(values if several else (values,))
            return compared(
                condition,
                tuple(found if fact is None else self._found(found[0], fact, next(left)) for found, fact in facts),
                self.language,
            )

        return phrase

    def _found(self, name: Text, fact: p.Plan, value: Any) -> FactFound:
        known = value is not NOT_SAID
        return name, known, public(value if known else UNKNOWN, self._type(fact))


class Part(NamedTuple):
    """The values of one member, by its number, among those of a record; what belongs to no member is part of it.

    The record's own facts stand before ``own``, what loops without this one see of it stands from ``rest`` on.
    """

    number: int
    own: int
    start: int
    end: int
    rest: int

    def of(self, values: Values) -> Values:
        """These values by themselves."""
        return values[: self.own] + values[self.start : self.end] + values[self.rest :]

    def place(self, place: int) -> int | None:
        """Where one of them stands then; None for another one."""
        if place < self.own:
            return place
        if self.start <= place < self.end:
            return self.own + place - self.start
        return None if place < self.rest else self.own + self.end - self.start + place - self.rest


class Recording:
    """A text while it is told for the first time: what differs from record to record is but marked in it.

    ``seen``: the facts of which values are seen of the record; ``part``: only one of its members is told.
    """

    def __init__(
        self, phrases: Phrases, sight: Sight, seen: list[tuple[object, ...]], part: Part | None = None
    ) -> None:
        self._phrases = phrases
        self._part = part
        self._sight = sight
        self._seen = seen
        self._marked: list[object] = []
        self._gaps: dict[tuple[tuple[int, ...], int], str] = {}

    @property
    def telling(self) -> Telling:
        """What tells conditions with marks."""
        return _MarkedTelling(self._phrases.language, self)

    def mark(self, what: object) -> str:
        """What stands in the text for a gap, or for something else that is filled in."""
        self._marked.append(what)
        return _MARK.format(len(self._marked) - 1)

    def gap(self, places: tuple[int, ...], texts: Table) -> str:
        """The mark of a gap, the same one for the same."""
        key = (places, id(texts))
        if key not in self._gaps:
            self._gaps[key] = self.mark(Gap(itemgetter(*places), texts))
        return self._gaps[key]

    def condition(self, step: Step, facts: tuple[FactFound, ...]) -> str:
        """A condition with what was found; as a mark, if another record may have something else."""
        assert isinstance(step, Condition)
        if len(spoken(step.text, self._phrases.language).text) > LONGEST_TEXT:
            # Cut off, it could read like another one.
            raise TooManyWays
        if len({name for name, _, _ in facts}) < len(facts):
            raise TooManyWays
        nodes = self._sight.facts_of(step.node)
        told: list[tuple[FactFound, p.Plan | None]] = []
        places: list[int] = []
        for fact in facts:
            if fact[0] not in nodes:
                raise TooManyWays
            node = nodes[fact[0]]
            place = None if node is None else self._place(node, step.bindings)
            told.append((fact, None if place is None else node))
            places += [] if place is None else [place]
        if not places:
            return compared(step.text, facts, self._phrases.language)
        return self.gap(tuple(places), self._phrases.table(step.text, tuple(told)))

    def _place(self, fact: p.Plan, bindings: Bindings) -> int | None:
        """Where the value of a fact is seen; None where it is the same for every record."""
        if self._sight.is_of_day(fact, bindings):
            return None
        place = self._places.get(self._sight.sought(fact, bindings))
        if place is None:
            raise TooManyWays
        return place

    @cached_property
    def _places(self) -> dict[tuple[object, ...], int]:
        found: dict[tuple[object, ...], int] = {}
        for number, sought in enumerate(self._seen):
            place = number if self._part is None else self._part.place(number)
            if place is not None:
                found.setdefault(sought, place)
        return found

    def parts(self, text: str) -> tuple[list[str], list[tuple[int, object]]]:
        """A text in its parts, and what the marks among them stand for, by position."""
        parts = _MARKED.split(text)
        return parts, [(position, self._marked[int(parts[position])]) for position in range(1, len(parts), 2)]

    def template(self, text: str, told: set[Text]) -> Template:
        """A text in which all marks stand for gaps."""
        parts, marked = self.parts(text)
        return Template(parts, tuple(cast(list[tuple[int, Gap]], marked)), frozenset(told))


class _MarkedTelling(Telling):
    def __init__(self, language: Language, recording: Recording) -> None:
        super().__init__(language)
        self._recording = recording

    def compared(self, step: Step, facts: tuple[FactFound, ...]) -> str:
        return self._recording.condition(step, facts)
