"""Expressions as people read them: plain dates, lengths of time and labels instead of the language's own spelling."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import Final

from socorg_rules.decisions.wording import length_of_time, term_text
from socorg_rules.problems import Language, Text
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS

_WORDS: Final = {
    "null": Text("无", "none"),
    "true": Text("是", "yes"),
    "false": Text("否", "no"),
    "as_of": Text("所问之日", "the day asked about"),
    "as_of.year": Text("所问之年", "the year asked about"),
}
_CONSTANTS: Final = ("null", "true", "false")
_SPELT: Final = re.compile(
    r'@"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"'
    r'|@"(?P<length>P[0-9YMD]+)"'
    r'|"(?P<term>[^"]*)"'
    r"|\b(?P<year>as_of\.\w+)"
    r"|\b(?P<word>null|true|false|as_of)\b"
    r"|(?<= in )(?P<bare>[a-z_]+)\b"
)
_NAME: Final = re.compile(r"\w+(\.\w+)?")
_INTO_LISTS: Final = re.compile(r"\[(?![^\]]*\.\.)|\b(some|every)\b")
_OF_VARIABLE: Final = re.compile(r"\b(?P<variable>[a-z_][a-z0-9_]*)\.(?P<field>\w+)")


_KEPT: Final = 16_384
"""Expressions kept in one language: those of several places' law."""


@lru_cache(maxsize=_KEPT)
def spoken(expression: Text, language: Language) -> Spoken:
    """An expression in one language; the same object for the same one."""
    return Spoken(expression, language)


class Spoken:
    """An expression in one language.

    The variable before a field is left out (``penalty.amount`` is read "amount") where that can't be misunderstood.
    """

    def __init__(self, expression: Text, language: Language) -> None:
        self._language: Language = language
        self._english = expression.en
        self._variable = _only_variable(expression)
        self._names: dict[Text, str] = {}
        self.text = self.name_in(expression)

    @cached_property
    def is_constant(self) -> bool:
        """Whether it is but a word of the language."""
        return self._english in _CONSTANTS

    @cached_property
    def asks_for_nothing(self) -> bool:
        """Whether it asks if something is absent."""
        return "null" in self._english.split()

    @cached_property
    def is_name(self) -> bool:
        """Whether it is but a name, which says nothing of its value."""
        return _NAME.fullmatch(self._english) is not None

    @cached_property
    def looks_into_lists(self) -> bool:
        """Whether it filters or walks over events."""
        return _INTO_LISTS.search(self._english) is not None

    def mentions(self, value: str) -> bool:
        """Whether the text holds a value as a word of its own."""
        text = self.text
        start = text.find(value)
        while start >= 0:
            end = start + len(value)
            if not (_is_of_word(text[start - 1 : start]) or _is_of_word(text[end : end + 1])):
                return True
            start = text.find(value, start + 1)
        return False

    def name_in(self, part: Text) -> str:
        """How a part of the expression is read."""
        name = self._names.get(part)
        if name is None:
            text = part.in_language(self._language)
            if self._variable is not None:
                text = re.sub(rf"\b{self._variable}\.", "", text)
            name = self._names[part] = _SPELT.sub(self._spoken, text)
        return name

    def _spoken(self, match: re.Match[str]) -> str:
        written = match[0]
        match match.lastgroup:
            case "date":
                return match["date"]
            case "length":
                return length_of_time(match["length"], self._language) or written
            case "year":
                # The day asked about has no part but its year, whatever the field of an event may be called.
                return _WORDS["as_of.year"].in_language(self._language)
            case "word":
                return _WORDS[written].in_language(self._language)
            case "bare":
                is_term = term_text(written, "zh") != written
                return self._quoted(written) if is_term else written
        return self._quoted(match["term"])

    def _quoted(self, term: str) -> str:
        label = term_text(term, self._language)
        return f"“{label}”" if self._language == "zh" else f'"{label}"'


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _only_variable(expression: Text) -> str | None:
    """The one variable of an expression, where leaving it out leaves each field's name with one meaning."""
    fields = {
        (match["variable"], match["field"])
        for match in _OF_VARIABLE.finditer(expression.en)
        if match["variable"] not in _record_names()
    }
    variables = {variable for variable, _ in fields}
    if len(variables) != 1:
        return None
    [variable] = variables
    rest = re.sub(rf"\b{variable}\.\w+", "", expression.en)
    return None if any(re.search(rf"\b{field}\b", rest) for _, field in fields) else variable


@cache
def _record_names() -> frozenset[str]:
    """Names after which a dot doesn't mean the field of an event: facts, lists and event fields, and ``as_of``."""
    names = {"as_of", *(spec.name for spec in ORGANIZATION_FIELDS)}
    for events in EVENT_LISTS:
        names |= {events.name, *(field.name for field in events.fields)}
    return frozenset(names)
