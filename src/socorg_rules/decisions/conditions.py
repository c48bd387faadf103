"""Which conditions made a rule come out as it did, each with the values that were found.

Of a trace only what matters is told: of an *and* that fails the parts that fail, of an *or* that holds the parts that
hold, and of many events a few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from socorg_rules.decisions.outcome import DecisionValue
from socorg_rules.decisions.spoken import Spoken, spoken
from socorg_rules.decisions.trace import Step
from socorg_rules.decisions.wording import value_text
from socorg_rules.problems import Language, Text

SHOWN_MEMBERS: Final = 3
"""Members of a list that are told one by one; of more only how many there are."""
LONGEST_TEXT: Final = 120
"""Characters of an expression; the ruleset shows the rest."""

_NONE_HOLDS: Final = Text("以下各项均不成立：", "none of these holds:")
_ONE_OPEN: Final = Text("以下各项中没有一项确定成立：", "none of these surely holds:")
_NO_MEMBER: Final = Text("没有这样的记录", "there is no such entry")
_MEMBERS: Final = Text("共 {count} 项", "{count} entries")
_ENTRY: Final = Text("第 {number} 项", "entry {number}")
_UNKNOWN: Final = Text("未知", "unknown")
_FOUND: Final = Text("{what}为 {value}", "{what}: {value}")
_COUNTED: Final = Text("实为 {value}", "found: {value}")
_COMES_TO: Final = Text("{what}：{value}", "{what}: {value}")
_BETWEEN: Final = Text("，", ", ")
_ASIDE: Final = Text("{text}（{aside}）", "{text} ({aside})")

_KEPT: Final = 16_384
"""Conditions of which the words are kept: from year to year, and from record to record, many are the same."""
FactFound = tuple[Text, bool, DecisionValue]
"""The name of a fact, whether it is known, and its value."""


class Line(NamedTuple):
    """One condition in words, whether it ``holds`` (None: can't be told), and what is told of its parts.

    ``definition``: the name of the law's definition that these parts are those of, if they are.
    """

    text: str
    holds: bool | None
    inside: tuple[Line, ...] = ()
    definition: Text | None = None


class Telling:
    """Puts conditions into words in one language, each once."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._told: dict[int, tuple[Step, tuple[Line, ...]]] = {}

    def lines(self, step: Step) -> tuple[Line, ...]:
        """The conditions that made ``step`` come out as it did."""
        # The step is kept, and so its id.
        told = self._told.get(id(step))
        if told is None:
            told = self._told[id(step)] = (step, tuple(dict.fromkeys(self._telling(step))))
        return told[1]

    def _telling(self, step: Step) -> Iterator[Line]:
        match step.connective:
            case "and":
                for part in _deciding(step):
                    yield from self.lines(part)
            case "or" if step.holds:
                for part in step.deciding:
                    yield from self.lines(part)
            case "or":
                heading = _ONE_OPEN if step.holds is None else _NONE_HOLDS
                inside = dict.fromkeys(line for part in step.steps for line in self.lines(part))
                yield Line(heading.in_language(self._language), step.holds, tuple(inside))
            case "if":
                yield from self.lines(_branch(step))
            case "some" | "every":
                yield self._of_members(step, self._spoken(step).text, step.holds)
            case "not" if step.steps[0].connective in ("some", "every"):
                yield self._of_members(step.steps[0], self._spoken(step).text, step.holds)
            case _ if not self._spoken(step).is_constant:
                yield self._single(step)

    def _of_members(self, step: Step, text: str, holds: bool | None) -> Line:
        """A condition on the members of a list under its ``text``, with the members that decided it."""
        language, came_to = self._language, step.holds
        # Where none is found that would settle it otherwise, all of them decided.
        deciding = step.members if came_to is (step.connective == "every") else 0
        if deciding <= SHOWN_MEMBERS:
            if not step.steps:
                return Line(_aside(text, _NO_MEMBER.in_language(language) if step.settled else "", language), holds)
            decisive = [part for part in step.deciding if part.has_steps]
            deciding = len(decisive)
        if deciding > SHOWN_MEMBERS:
            return Line(_aside(text, _MEMBERS.in_language(language).format(count=deciding), language), holds)
        members = [self.lines(part) for part in decisive]
        inside = members[0] if len(members) == 1 else tuple(map(self._member, members, range(1, len(members) + 1)))
        return Line(_aside(text, "", language), holds, inside)

    def _member(self, lines: tuple[Line, ...], number: int) -> Line:
        heading = _ENTRY.in_language(self._language).format(number=number)
        return Line(heading, lines[0].holds if lines else None, lines)

    def _single(self, step: Step) -> Line:
        """A comparison with what it compared; a name or a negation with the conditions that it stands for."""
        expression = self._spoken(step)
        named = step.steps[0] if step.connective == "not" else step
        stands_for_more = named.has_steps and self._spoken(named).is_name
        if stands_for_more or expression.is_name:
            text, inside = expression.text, self.lines(named.steps[0]) if stands_for_more else ()
            if expression.is_name:
                # A name says nothing of what was found; a comparison does.
                value = _value_text(step.settled, step.value, self._language)
                text = _COMES_TO.in_language(self._language).format(what=text, value=value)
            return Line(text, step.holds, inside, named.text if stands_for_more else None)
        match step.steps:
            case (condition,) if condition.connective:
                return Line(expression.text, step.holds, self.lines(condition))
        # Of many events the same is found again and again: it is put into words once.
        facts = dict.fromkeys((part.text, part.settled, part.value) for part in _facts(step))
        return Line(self.compared(step, tuple(facts)), step.holds)

    def compared(self, step: Step, facts: tuple[FactFound, ...]) -> str:
        """A condition with what was found."""
        return compared(step.text, facts, self._language)

    def _spoken(self, step: Step) -> Spoken:
        return spoken(step.text, self._language)


@lru_cache(maxsize=_KEPT)
def compared(condition: Text, facts: tuple[FactFound, ...], language: Language) -> str:
    """A condition with what was found under each name, unless it says so itself."""
    expression = spoken(condition, language)
    told: dict[str, None] = {}
    for name, settled, value in facts:
        written = _value_text(settled, value, language)
        if expression.mentions(written):
            continue
        if not expression.looks_into_lists:
            told[_FOUND.in_language(language).format(what=expression.name_in(name), value=written)] = None
        elif spoken(name, language).looks_into_lists:
            # Other values are those of many events, of which no single one decided.
            told[_COUNTED.in_language(language).format(value=written)] = None
    return _aside(expression.text, _BETWEEN.in_language(language).join(told), language)


def _value_text(settled: bool, value: DecisionValue, language: Language) -> str:
    return value_text(value, None, language) if settled else _UNKNOWN.in_language(language)


def _aside(text: str, aside: str, language: Language) -> str:
    text = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}……"
    return _ASIDE.in_language(language).format(text=text, aside=aside) if aside else text


def _deciding(step: Step) -> Sequence[Step]:
    """The parts of an *and* that made it come out as it did.

    Where something is absent, only that is told, and not that it couldn't be compared either.
    """
    parts = step.deciding
    compared = [part for part in parts if not _compares_nothing(part)] if step.holds is False else parts
    return compared or parts


def _compares_nothing(step: Step) -> bool:
    """Whether a comparison that fails does so only because there is nothing to compare."""
    is_comparison = not step.connective and not spoken(step.text, "en").asks_for_nothing
    return is_comparison and any(part.settled and part.value is None for part in step.steps)


def _branch(step: Step) -> Step:
    """Of an ``if`` its condition while that can't be told, else the branch taken."""
    condition, taken = step.steps[:2]
    return taken if condition.settled else condition


def _facts(step: Step) -> Iterator[Step]:
    """What lies at the bottom of a trace."""
    for part in step.steps:
        if part.steps:
            yield from _facts(part)
        else:
            yield part
