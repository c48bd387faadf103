"""Which conditions made a rule come out as it did, each with the values that were found.

Of a trace only what matters is told: of an *and* that fails the parts that fail, of an *or* that holds the parts that
hold, and of many events a few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from socorg_rules.decisions.trace import Step
from socorg_rules.decisions.wording import term_text, value_text
from socorg_rules.problems import Language, Text

_SHOWN_MEMBERS: Final = 3
_LITERAL: Final = re.compile(r'@?"[^"]*"|-?[0-9][0-9.]*|true|false|null|[0-9]+(\.[0-9]+)?\s*(年|years?)')

_NONE_HOLDS: Final = Text("以下各项均不成立：", "none of these holds:")
_ONE_OPEN: Final = Text("以下各项均未成立，其中有的尚不能判断：", "none of these holds so far, and some can't be told yet:")
_NO_MEMBER: Final = Text("没有这样的记录", "there is no such entry")
_MORE: Final = Text("……另有 {count} 项", "... and {count} more")
_UNKNOWN: Final = Text("未知", "unknown")
_IS: Final = Text("{what}：{value}", "{what}: {value}")
_SEPARATOR: Final = Text("；", "; ")
_ASIDE: Final = Text("{text}（{aside}）", "{text} ({aside})")

# What people don't say, and what they say instead. Texts in quotes are terms; the others are words of the language.
_WORDS: Final = {
    "null": Text("无", "none"),
    "true": Text("是", "yes"),
    "false": Text("否", "no"),
    "as_of": Text("所问之日", "the day asked about"),
}
_SPOKEN: Final = re.compile(r'@"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"|@"P(?P<count>[0-9]+)(?P<unit>[YMD])"'
                            r'|"(?P<term>[^"]*)"|\b(?P<word>null|true|false|as_of)\b')
_UNITS: Final = {"Y": Text("年", "years"), "M": Text("个月", "months"), "D": Text("天", "days")}


@dataclass(frozen=True, slots=True)
class Line:
    """One condition in words, with what is told of its parts."""

    text: str
    inside: tuple[Line, ...] = ()


def telling(step: Step, language: Language) -> tuple[Line, ...]:
    """The conditions that made ``step`` come out as it did."""
    return tuple(_telling(step, language))


def readable(expression: Text, language: Language) -> str:
    """An expression as people read it: plain dates and lengths of time, terms by their labels."""

    def spoken(match: re.Match[str]) -> str:
        if match["date"] is not None:
            return match["date"]
        if match["count"] is not None:
            return _length(int(match["count"]), match["unit"], language)
        if match["term"] is not None:
            label = term_text(match["term"], language)
            return f"“{label}”" if language == "zh" else f'"{label}"'
        return _WORDS[match["word"]].in_language(language)

    return _SPOKEN.sub(spoken, expression.in_language(language))


def _length(count: int, unit: str, language: Language) -> str:
    name = _UNITS[unit].in_language(language)
    if language == "zh":
        return f"{count}{name}"
    return f"{count} {name.removesuffix('s') if count == 1 else name}"


def _telling(step: Step, language: Language) -> Iterator[Line]:
    match step.connective:
        case "and":
            yield from _all_of(step, language)
        case "or":
            yield from _any_of(step, language)
        case "some" | "every":
            yield _members(step, language)
        case _:
            yield from _single(step, language)


def _holds(step: Step) -> bool | None:
    """Whether a condition holds; None where that can't be told."""
    return step.value is True if step.settled else None


def _all_of(step: Step, language: Language) -> Iterator[Line]:
    state = _holds(step)
    for part in step.steps:
        if state is True or _holds(part) is state:
            yield from _telling(part, language)


def _any_of(step: Step, language: Language) -> Iterator[Line]:
    if _holds(step) is True:
        for part in step.steps:
            if _holds(part):
                yield from _telling(part, language)
        return
    heading = _NONE_HOLDS if _holds(step) is False else _ONE_OPEN
    inside = tuple(line for part in step.steps for line in _telling(part, language))
    yield Line(heading.in_language(language), inside)


def _members(step: Step, language: Language) -> Line:
    text = readable(step.text, language)
    if not step.steps:
        return Line(_aside(text, _NO_MEMBER.in_language(language) if step.settled else _unknown(step, language), language))
    told = [part for part in step.steps if _holds(part) is _holds(step)] or list(step.steps)
    lines = [line for part in told[:_SHOWN_MEMBERS] for line in _telling(part, language)]
    if len(told) > _SHOWN_MEMBERS:
        lines.append(Line(_MORE.in_language(language).format(count=len(told) - _SHOWN_MEMBERS)))
    return Line(text, tuple(dict.fromkeys(lines)))


def _single(step: Step, language: Language) -> Iterator[Line]:
    text = readable(step.text, language)
    match step.steps:
        case (Step(value=bool()) as only,) if only.connective and step.connective != "not":
            # A name for a condition: what it stands for tells more than the name.
            yield Line(text, telling(only, language))
        case _:
            found = tuple(dict.fromkeys(_found(step, language)))
            yield Line(_aside(text, _SEPARATOR.in_language(language).join(found), language))


def _found(step: Step, language: Language) -> Iterator[str]:
    """The values of the names in an expression."""
    for part in step.steps:
        if part.steps and part.connective:
            yield from _found(part, language)
        elif not _LITERAL.fullmatch(part.text.en):
            value = value_text(part.value, None, language) if part.settled else _unknown(part, language)
            yield _IS.in_language(language).format(what=readable(part.text, language), value=value)
    if not step.steps and not isinstance(step.value, bool):
        yield value_text(step.value, None, language) if step.settled else _unknown(step, language)


def _unknown(step: Step, language: Language) -> str:
    return _UNKNOWN.in_language(language)


def _aside(text: str, aside: str, language: Language) -> str:
    return _ASIDE.in_language(language).format(text=text, aside=aside) if aside else text
