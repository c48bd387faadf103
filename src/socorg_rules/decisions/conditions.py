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

_NONE_HOLDS: Final = Text("以下各项均不成立：", "none of these holds:")
_ONE_OPEN: Final = Text("以下各项中没有一项确定成立：", "none of these surely holds:")
_NO_MEMBER: Final = Text("没有这样的记录", "there is no such entry")
_MORE: Final = Text("……另有 {count} 项", "... and {count} more")
_UNKNOWN: Final = Text("未知", "unknown")
_FOUND: Final = Text("{what}为 {value}", "{what}: {value}")
_COMES_TO: Final = Text("{what}：{value}", "{what}: {value}")
_BETWEEN: Final = Text("，", ", ")
_ASIDE: Final = Text("{text}（{aside}）", "{text} ({aside})")

# Words of the language that people don't use, and lengths of time.
_WORDS: Final = {
    "null": Text("无", "none"),
    "true": Text("是", "yes"),
    "false": Text("否", "no"),
    "as_of": Text("所问之日", "the day asked about"),
}
_UNITS: Final = {"Y": Text("{}年", "{} years"), "M": Text("{}个月", "{} months"), "D": Text("{}天", "{} days")}
_SPOKEN: Final = re.compile(
    r'@"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"'
    r'|@"P(?P<count>[0-9]+)(?P<unit>[YMD])"'
    r'|"(?P<term>[^"]*)"'
    r"|\b(?P<word>null|true|false|as_of)\b"
)
_NAME: Final = re.compile(r"\w+(\.\w+)?")


@dataclass(frozen=True, slots=True)
class Line:
    """One condition in words, with what is told of its parts."""

    text: str
    inside: tuple[Line, ...] = ()


def telling(step: Step, language: Language) -> tuple[Line, ...]:
    """The conditions that made ``step`` come out as it did."""
    return tuple(dict.fromkeys(_telling(step, language)))


def readable(expression: Text, language: Language) -> str:
    """An expression as people read it: plain dates and lengths of time, terms by their labels."""

    def spoken(match: re.Match[str]) -> str:
        if match["date"] is not None:
            return match["date"]
        if match["count"] is not None:
            length = _UNITS[match["unit"]].in_language(language).format(match["count"])
            return length.removesuffix("s") if match["count"] == "1" else length
        if match["term"] is not None:
            label = term_text(match["term"], language)
            return f"“{label}”" if language == "zh" else f'"{label}"'
        return _WORDS[match["word"]].in_language(language)

    return _SPOKEN.sub(spoken, expression.in_language(language))


def _telling(step: Step, language: Language) -> Iterator[Line]:
    match step.connective:
        case "and":
            state = _holds(step)
            for part in step.steps:
                if state is _holds(part):
                    yield from _telling(part, language)
        case "or" if _holds(step):
            for part in step.steps:
                if _holds(part):
                    yield from _telling(part, language)
        case "or":
            heading = _ONE_OPEN if _holds(step) is None else _NONE_HOLDS
            inside = tuple(line for part in step.steps for line in _telling(part, language))
            yield Line(heading.in_language(language), inside)
        case "some" | "every":
            yield _of_members(step, language)
        case _:
            yield Line(_with_values(step, language))


def _holds(step: Step) -> bool | None:
    """Whether a condition holds; None where that can't be told."""
    return step.value is True if step.settled else None


def _of_members(step: Step, language: Language) -> Line:
    """A condition on the members of a list, with the members that decided it."""
    text = readable(step.text, language)
    if not step.steps and step.settled:
        return Line(_aside(text, _NO_MEMBER.in_language(language), language))
    members = [part for part in step.steps if part.steps and _holds(part) is _holds(step)]
    lines = [line for part in members[:_SHOWN_MEMBERS] for line in _telling(part, language)]
    if len(members) > _SHOWN_MEMBERS:
        lines.append(Line(_MORE.in_language(language).format(count=len(members) - _SHOWN_MEMBERS)))
    return Line(text, tuple(dict.fromkeys(lines)))


def _with_values(step: Step, language: Language) -> str:
    text = readable(step.text, language)
    if _NAME.fullmatch(step.text.en):
        # A name says nothing of what was found; a comparison does.
        text = _COMES_TO.in_language(language).format(what=text, value=_value(step, language))
    return _aside(text, _BETWEEN.in_language(language).join(dict.fromkeys(_values(step, language))), language)


def _values(step: Step, language: Language) -> Iterator[str]:
    """What was found under each name that a condition looked at."""
    for part in step.steps:
        if part.steps:
            yield from _values(part, language)
        else:
            value = _value(part, language)
            yield _FOUND.in_language(language).format(what=readable(part.text, language), value=value)


def _value(step: Step, language: Language) -> str:
    return value_text(step.value, None, language) if step.settled else _UNKNOWN.in_language(language)


def _aside(text: str, aside: str, language: Language) -> str:
    return _ASIDE.in_language(language).format(text=text, aside=aside) if aside else text
