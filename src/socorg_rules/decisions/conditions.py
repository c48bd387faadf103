"""Which conditions made a rule come out as it did, each with the values that were found.

Of a trace only what matters is told: of an *and* that fails the parts that fail, of an *or* that holds the parts that
hold, and of many events a few.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from socorg_rules.decisions.spoken import Spoken, spoken
from socorg_rules.decisions.trace import Step
from socorg_rules.decisions.wording import value_text
from socorg_rules.problems import Language, Text

_SHOWN_MEMBERS: Final = 3
_LONGEST_TEXT: Final = 120
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


@dataclass(frozen=True, slots=True)
class Line:
    """One condition in words, whether it ``holds`` (None: can't be told), and what is told of its parts."""

    text: str
    holds: bool | None
    inside: tuple[Line, ...] = ()


def telling(step: Step, language: Language) -> tuple[Line, ...]:
    """The conditions that made ``step`` come out as it did."""
    return tuple(dict.fromkeys(_telling(step, language)))


def _telling(step: Step, language: Language) -> Iterator[Line]:
    match step.connective:
        case "and":
            for part in _deciding(step):
                yield from _telling(part, language)
        case "or" if _holds(step):
            for part in step.steps:
                if _holds(part):
                    yield from _telling(part, language)
        case "or":
            heading = _ONE_OPEN if _holds(step) is None else _NONE_HOLDS
            inside = dict.fromkeys(line for part in step.steps for line in _telling(part, language))
            yield Line(heading.in_language(language), _holds(step), tuple(inside))
        case "if":
            yield from _telling(_branch(step), language)
        case "some" | "every":
            yield _of_members(step, spoken(step.text, language).text, _holds(step), language)
        case "not" if step.steps[0].connective in ("some", "every"):
            yield _of_members(step.steps[0], spoken(step.text, language).text, _holds(step), language)
        case _ if not spoken(step.text, language).is_constant:
            yield _single(step, language)


def _holds(step: Step) -> bool | None:
    """Whether a condition holds; None where that can't be told."""
    value = step.value
    return True if value is True else False if step.settled else None


def _deciding(step: Step) -> list[Step]:
    """The parts of an *and* that made it come out as it did.

    Where something is absent, only that is told, and not that it couldn't be compared either.
    """
    parts = [part for part in step.steps if _holds(part) is _holds(step)]
    compared = [part for part in parts if not _compares_nothing(part)] if _holds(step) is False else parts
    return compared or parts


def _compares_nothing(step: Step) -> bool:
    """Whether a comparison that fails does so only because there is nothing to compare."""
    is_comparison = not step.connective and not spoken(step.text, "en").asks_for_nothing
    return is_comparison and any(part.settled and part.value is None for part in step.steps)


def _branch(step: Step) -> Step:
    """Of an ``if`` its condition while that can't be told, else the branch taken."""
    condition, taken = step.steps[:2]
    return taken if condition.settled else condition


def _of_members(step: Step, text: str, holds: bool | None, language: Language) -> Line:
    """A condition on the members of a list under its ``text``, with the members that decided it."""
    if not step.steps:
        told = _NO_MEMBER.in_language(language) if step.settled else ""
        return Line(_aside(text, told, language), holds)
    decisive = [part for part in step.steps if _holds(part) is _holds(step) and part.steps]
    if len(decisive) > _SHOWN_MEMBERS:
        return Line(_aside(text, _MEMBERS.in_language(language).format(count=len(decisive)), language), holds)
    members = [telling(part, language) for part in decisive]
    if len(members) == 1:
        return Line(_aside(text, "", language), holds, members[0])
    return Line(
        _aside(text, "", language),
        holds,
        tuple(_member(lines, number, language) for number, lines in enumerate(members, start=1)),
    )


def _member(lines: tuple[Line, ...], number: int, language: Language) -> Line:
    heading = _ENTRY.in_language(language).format(number=number)
    return Line(heading, lines[0].holds if lines else None, lines)


def _single(step: Step, language: Language) -> Line:
    """A comparison with what it compared; a name or a negation with the conditions that it stands for."""
    expression = spoken(step.text, language)
    text = expression.text
    if expression.is_name:
        # A name says nothing of what was found; a comparison does.
        text = _COMES_TO.in_language(language).format(what=text, value=_value(step, language))
    match step.steps:
        case (condition,) if condition.connective or (expression.is_name and condition.steps):
            return Line(text, _holds(step), telling(condition, language))
    found = dict.fromkeys(_values(step, expression, language))
    return Line(_aside(text, _BETWEEN.in_language(language).join(found), language), _holds(step))


def _values(step: Step, expression: Spoken, language: Language) -> Iterator[str]:
    """What was found under each name that a condition looked at, unless the condition says so itself."""
    # Of many events the same is found again and again: it is put into words once.
    facts = {(part.text, part.settled, part.value): part for part in _facts(step)}
    for part in facts.values():
        value = _value(part, language)
        if expression.mentions(value):
            continue
        if not expression.looks_into_lists:
            yield _FOUND.in_language(language).format(what=expression.name_in(part.text), value=value)
        elif spoken(part.text, language).looks_into_lists:
            # Other values are those of many events, of which no single one decided.
            yield _COUNTED.in_language(language).format(value=value)


def _facts(step: Step) -> Iterator[Step]:
    """What lies at the bottom of a trace."""
    for part in step.steps:
        if part.steps:
            yield from _facts(part)
        else:
            yield part


def _value(step: Step, language: Language) -> str:
    return value_text(step.value, None, language) if step.settled else _UNKNOWN.in_language(language)


def _aside(text: str, aside: str, language: Language) -> str:
    text = text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}……"
    return _ASIDE.in_language(language).format(text=text, aside=aside) if aside else text
