"""Which conditions made a rule come out as it did, each with the values that were found.

Of a trace only what matters is told: of an *and* that fails the parts that fail, of an *or* that holds the parts that
hold, and of many events a few.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from socorg_rules.decisions.spoken import Spoken
from socorg_rules.decisions.trace import Step
from socorg_rules.decisions.wording import value_text
from socorg_rules.problems import Language, Text

_SHOWN_MEMBERS: Final = 3
_CONSTANTS: Final = ("null", "true", "false")

_NONE_HOLDS: Final = Text("以下各项均不成立：", "none of these holds:")
_ONE_OPEN: Final = Text("以下各项中没有一项确定成立：", "none of these surely holds:")
_NO_MEMBER: Final = Text("没有这样的记录", "there is no such entry")
_MORE: Final = Text("……另有 {count} 项", "... and {count} more")
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
            yield Line(heading.in_language(language), _holds(step), inside)
        case "some" | "every":
            yield _of_members(step, language)
        case _ if step.text.en not in _CONSTANTS:
            yield _single(step, language)


def _holds(step: Step) -> bool | None:
    """Whether a condition holds; None where that can't be told."""
    return step.value is True if step.settled else None


def _of_members(step: Step, language: Language) -> Line:
    """A condition on the members of a list, with the members that decided it."""
    text = Spoken(step.text, language).text
    if not step.steps and step.settled:
        return Line(_aside(text, _NO_MEMBER.in_language(language), language), _holds(step))
    members = [part for part in step.steps if part.steps and _holds(part) is _holds(step)]
    lines = [line for part in members[:_SHOWN_MEMBERS] for line in _telling(part, language)]
    if len(members) > _SHOWN_MEMBERS:
        lines.append(Line(_MORE.in_language(language).format(count=len(members) - _SHOWN_MEMBERS), _holds(step)))
    return Line(text, _holds(step), tuple(dict.fromkeys(lines)))


def _single(step: Step, language: Language) -> Line:
    """A comparison with what it compared; a name or a negation with the conditions that it stands for."""
    spoken = Spoken(step.text, language)
    text = spoken.text
    if spoken.is_name:
        # A name says nothing of what was found; a comparison does.
        text = _COMES_TO.in_language(language).format(what=text, value=_value(step, language))
    match step.steps:
        case (condition,) if condition.steps and (spoken.is_name or _stands_for_conditions(condition)):
            inside = telling(condition, language)
            # `not(…)` shows its condition already.
            shown = len(inside) == 1 and inside[0].text in text
            return Line(text, _holds(step), inside[0].inside if shown else inside)
    found = dict.fromkeys(_values(step, spoken, language))
    return Line(_aside(text, _BETWEEN.in_language(language).join(found), language), _holds(step))


def _stands_for_conditions(step: Step) -> bool:
    return bool(step.connective) or any(part.steps for part in step.steps)


def _values(step: Step, spoken: Spoken, language: Language) -> Iterator[str]:
    """What was found under each name that a condition looked at, unless the condition says so itself."""
    for part in step.steps:
        value = _value(part, language)
        if part.steps:
            yield from _values(part, spoken, language)
        elif spoken.looks_into_lists:
            # Other values are those of many events, of which no single one decided.
            if Spoken(part.text, language).looks_into_lists:
                yield _COUNTED.in_language(language).format(value=value)
        elif not spoken.mentions(value):
            yield _FOUND.in_language(language).format(what=spoken.name_in(part.text), value=value)


def _value(step: Step, language: Language) -> str:
    return value_text(step.value, None, language) if step.settled else _UNKNOWN.in_language(language)


def _aside(text: str, aside: str, language: Language) -> str:
    return _ASIDE.in_language(language).format(text=text, aside=aside) if aside else text
