"""Values and facts of a decision in words, as people read them in Chinese and English."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from socorg_rules.decisions.outcome import DecisionValue
from socorg_rules.problems import Language, Text
from socorg_rules.records.fields import PLACE_FIELDS, field_named, list_named
from socorg_rules.records.places import PLACE_TABLE_NAMES
from socorg_rules.records.specs import find
from socorg_rules.records.vocabulary import VOCABULARIES

NOTHING: Final = Text("无", "none")
_YES: Final = Text("是", "yes")
_NO: Final = Text("否", "no")
_AND: Final = Text("、", ", ")
_UNITS: Final = {"Y": Text("{}年", "{} years"), "M": Text("{}个月", "{} months"), "D": Text("{}天", "{} days")}
_BETWEEN_UNITS: Final = Text("", " ")
_DURATION: Final = re.compile(r"P(?:(?P<Y>[0-9]+)Y)?(?:(?P<M>[0-9]+)M)?(?:(?P<D>[0-9]+)D)?")
_MONEY_EXPONENT: Final = -2
"""Amounts have two places, ratios five: zeros at the end say something of the former only."""
_CALENDAR: Final = re.compile(r"working_days\.([0-9]{4})")


def value_text(value: DecisionValue, type_name: str | None, language: Language) -> str:
    """A value with its unit: ``1,000.00 元``, ``12 days``, ``2026-03-02``.

    ``type_name`` is the type as a ruleset writes it (``money``, ``days``, ``form`` …); without one a number stands
    alone.
    """
    match value:
        case None:
            return NOTHING.in_language(language)
        case bool():
            return (_YES if value else _NO).in_language(language)
        case Decimal() | int():
            return _number_text(value, type_name, language)
        case date():
            return value.isoformat()
        case str():
            return length_of_time(value, language) or term_text(value, language, type_name)
        case frozenset():
            return _AND.in_language(language).join(
                sorted(term_text(term, language, _element(type_name)) for term in value)
            )
        case tuple():
            return _AND.in_language(language).join(term_text(term, language, _element(type_name)) for term in value)


def term_text(value: str, language: Language, vocabulary: str | None = None) -> str:
    """The label of a term: of the named vocabulary, else the one that all vocabularies agree on, else the term."""
    labels = {labels.in_language(language) for name, labels in _terms().get(value, ()) if vocabulary in (name, None)}
    if labels or vocabulary is None:
        return labels.pop() if len(labels) == 1 else value
    return term_text(value, language)


@cache
def _terms() -> dict[str, list[tuple[str, Text]]]:
    """The labels of every term, each with the name of its vocabulary."""
    terms: dict[str, list[tuple[str, Text]]] = {}
    for vocabulary in VOCABULARIES.values():
        for term in vocabulary.terms:
            terms.setdefault(term.value, []).append((vocabulary.name, term.labels))
    return terms


def length_of_time(written: str, language: Language) -> str | None:
    """A duration as people say it: ``P2Y6M`` is “2年6个月”, "2 years 6 months"; None for anything else."""
    match = _DURATION.fullmatch(written)
    if match is None:
        return None
    parts = [
        _counted(match[unit], name.in_language(language)) for unit, name in _UNITS.items() if match[unit] is not None
    ]
    return _BETWEEN_UNITS.in_language(language).join(parts) or None


def _counted(count: str, name: str) -> str:
    length = name.format(count)
    return length.removesuffix("s") if count == "1" else length


def fact_title(path: str) -> Text:
    """The title of a fact by its path: ``penalties.amount`` is “行政处罚：处罚金额”, "Penalties: amount"."""
    calendar = _CALENDAR.fullmatch(path)
    if calendar is not None:
        year = calendar[1]
        return Text(f"{year}年的工作日安排", f"Working-day calendar of {year}")
    name, _, field_name = path.partition(".")
    if name in PLACE_TABLE_NAMES and (figure := find(PLACE_FIELDS, field_name)) is not None:
        return Text(f"地区：{figure.title.zh}", f"Place: {figure.title.en}")
    events = list_named(name)
    spec = events or field_named(name)
    if spec is None:
        return Text(path, path)
    inside = events.field_named(field_name) if events is not None and field_name else None
    if inside is None:
        return spec.title
    return Text(f"{spec.title.zh}：{inside.title.zh}", f"{spec.title.en}: {inside.title.en}")


def fact_text(path: str, language: Language) -> str:
    """The title of a fact with its name in input files: “社区类（community_class）”."""
    title = fact_title(path)
    return f"{title.zh}（{path}）" if language == "zh" else f"{title.en} ({path}; {title.zh})"


def _number_text(value: Decimal | int, type_name: str | None, language: Language) -> str:
    match type_name:
        case "money":
            return f"{value:,.2f} 元" if language == "zh" else f"{value:,.2f} yuan"
        case "ratio":
            percent = f"{Decimal(value) * 100:f}"
            return f"{percent.rstrip('0').rstrip('.') if '.' in percent else percent} %"
        case "days":
            if language == "zh":
                return f"{value} 天"
            return f"{value} day" if value == 1 else f"{value} days"
        case "year":
            return f"{value} 年" if language == "zh" else str(value)
        case _ if isinstance(value, Decimal) and value.as_tuple().exponent != _MONEY_EXPONENT:
            return f"{value.normalize():f}"
        case _:
            return f"{value:,}" if isinstance(value, Decimal) else str(value)


def _element(type_name: str | None) -> str | None:
    return None if type_name is None else type_name.removeprefix("set<").removesuffix(">")
