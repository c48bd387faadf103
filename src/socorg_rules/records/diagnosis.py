"""Why a value was refused, and what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from socorg_rules.problems import Place, Problem, did_you_mean
from socorg_rules.records.messages import (
    DAY_OUT_OF_RANGE,
    NO_SUCH_DAY,
    NOT_A_BOOLEAN,
    NOT_A_DATE,
    NOT_A_DIVISION,
    NOT_A_NUMBER,
    NOT_A_SET,
    NOT_TEXT,
    NOT_WHOLE,
    NUMBER_NOT_PLAIN,
    NUMBER_OUT_OF_RANGE,
    TEXT_TOO_LONG,
    TOO_MANY_DECIMALS,
    UNKNOWN_TERM,
)
from socorg_rules.records.specs import FieldSpec
from socorg_rules.records.values import (
    FIRST_DAY,
    LAST_DAY,
    MONEY_PLACES,
    RATIO_PLACES,
    TEXT_LIMIT,
    Kind,
)
from socorg_rules.records.vocabulary import Vocabulary

_SHOWN_CHARACTERS: Final = 60
_SHOWN_BITS: Final = 200
# Ways of writing a day that people and other programs have: 2024/3/5, 2024年3月5日, 20240305, 2024-03-05T00:00:00.
_RECOGNIZABLE_DAY: Final = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[T\s].*)?")
_ORNAMENT_OF_NUMBERS: Final = re.compile(r"[\s,，_'¥￥元]")


def shown(value: object) -> str:
    """A refused value as messages show it: short, on one line, safe to print; texts in quotes."""
    match value:
        case str():
            written = f'"{value[:_SHOWN_CHARACTERS]}' + ('"' if len(value) <= _SHOWN_CHARACTERS else "…")
        case None | bool():
            written = str(value).lower() if value is not None else "null"
        case dict():
            written = "{…}"
        case list() | tuple() | set() | frozenset():
            written = "[…]"
        case int() if value.bit_length() > _SHOWN_BITS:
            written = "…"
        case int() | float() | Decimal() | date():
            written = str(value)
        case _:
            written = type(value).__name__
    return printable(written)


def printable(text: str) -> str:
    """The text with line breaks, control characters and broken surrogates written as escapes."""
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)


def diagnose(spec: FieldSpec, value: object, place: Place) -> list[Problem]:
    """What is wrong with a value that the field refused; there is always something."""
    return _DIAGNOSES[spec.kind](spec, value, place)


def _vocabulary_of(spec: FieldSpec) -> Vocabulary:
    if spec.vocabulary is None:
        raise TypeError(f"{spec.name} has no vocabulary")
    return spec.vocabulary


def _unknown_term(spec: FieldSpec, value: object, place: Place) -> Problem:
    vocabulary = _vocabulary_of(spec)
    return UNKNOWN_TERM.at(
        place,
        suggestion=did_you_mean(value, vocabulary.spellings) if isinstance(value, str) else None,
        name=spec.name,
        alias=spec.alias,
        found=shown(value),
        allowed_zh="、".join(f"{term.labels.zh}（{term.value}）" for term in vocabulary.terms),
        allowed_en=", ".join(f"{term.value} ({term.labels.zh})" for term in vocabulary.terms),
    )


def _text(spec: FieldSpec, value: object, place: Place) -> list[Problem]:
    named = {"name": spec.name, "alias": spec.alias}
    if not isinstance(value, str):
        suggestion = str(value) if isinstance(value, int) and not isinstance(value, bool) else None
        return [NOT_TEXT.at(place, suggestion=suggestion, found=shown(value), **named)]
    length = len(value.strip())
    if length > TEXT_LIMIT:
        return [TEXT_TOO_LONG.at(place, length=length, limit=TEXT_LIMIT, **named)]
    try:
        value.encode()
    except UnicodeEncodeError:
        return [NOT_TEXT.at(place, found=shown(value), **named)]
    # The division code is the only text with a form of its own.
    return [NOT_A_DIVISION.at(place, found=shown(value), **named)]


def _boolean(spec: FieldSpec, value: object, place: Place) -> list[Problem]:
    return [NOT_A_BOOLEAN.at(place, name=spec.name, alias=spec.alias, found=shown(value))]


def _date(spec: FieldSpec, value: object, place: Place) -> list[Problem]:
    said = {"name": spec.name, "alias": spec.alias, "found": shown(value)}
    bounds = {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}
    if isinstance(value, date) and not isinstance(value, datetime):
        return [DAY_OUT_OF_RANGE.at(place, **said, **bounds)]
    recognized = _RECOGNIZABLE_DAY.fullmatch(str(value).strip()) if isinstance(value, str | datetime) else None
    if recognized is None:
        return [NOT_A_DATE.at(place, **said)]
    try:
        day = date(*(int(part) for part in recognized.groups() if part is not None))
    except ValueError:
        return [NO_SUCH_DAY.at(place, **said)]
    if not FIRST_DAY <= day <= LAST_DAY:
        return [DAY_OUT_OF_RANGE.at(place, **said, **bounds)]
    return [NOT_A_DATE.at(place, suggestion=day.isoformat(), **said)]


def _decimal(spec: FieldSpec, value: object, place: Place) -> list[Problem]:
    said = {"name": spec.name, "alias": spec.alias, "found": shown(value)}
    plain = _in_plain_digits(value) if isinstance(value, str) else None
    if isinstance(value, str) and plain not in (None, value):
        return [NUMBER_NOT_PLAIN.at(place, suggestion=plain, **said)]
    number = _number(value if plain is None else Decimal(plain))
    if number is None:
        return [NOT_A_NUMBER.at(place, **said)]
    if not _within(spec, number):
        return [_out_of_range(spec, value, place)]
    places = MONEY_PLACES if spec.kind == "money" else RATIO_PLACES
    return [TOO_MANY_DECIMALS.at(place, places=places, **said)]


def _whole(spec: FieldSpec, value: object, place: Place) -> list[Problem]:
    said = {"name": spec.name, "alias": spec.alias, "found": shown(value)}
    plain = _in_plain_digits(value) if isinstance(value, str) else None
    if plain not in (None, value):
        return [NUMBER_NOT_PLAIN.at(place, suggestion=plain, **said)]
    if isinstance(value, int) and not isinstance(value, bool):
        return [_out_of_range(spec, value, place)]
    return [NOT_WHOLE.at(place, **said)]


def _out_of_range(spec: FieldSpec, value: object, place: Place) -> Problem:
    return NUMBER_OUT_OF_RANGE.at(
        place, name=spec.name, alias=spec.alias, found=shown(value), low=spec.low, high=spec.high
    )


def _within(spec: FieldSpec, number: Decimal) -> bool:
    return (spec.low is None or spec.low <= number) and (spec.high is None or number <= spec.high)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return number if number.is_finite() else None


def _in_plain_digits(written: str) -> str | None:
    """The number without separators, units and full-width digits; None when something else is written."""
    plain = _ORNAMENT_OF_NUMBERS.sub("", unicodedata.normalize("NFKC", written))
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?%?", plain) is None:
        return None
    return f"{Decimal(plain[:-1]).scaleb(-2):f}" if plain.endswith("%") else plain


def _enum(spec: FieldSpec, value: object, place: Place) -> list[Problem]:
    return [_unknown_term(spec, value, place)]


def _set(spec: FieldSpec, value: object, place: Place) -> list[Problem]:
    if not isinstance(value, list | tuple | set | frozenset):
        return [NOT_A_SET.at(place, name=spec.name, alias=spec.alias, found=shown(value))]
    known = _vocabulary_of(spec).by_spelling
    return [_unknown_term(spec, item, place) for item in value if not isinstance(item, str) or item not in known]


_DIAGNOSES: Final[dict[Kind, Callable[[FieldSpec, object, Place], list[Problem]]]] = {
    "text": _text,
    "identifier": _text,
    "boolean": _boolean,
    "date": _date,
    "money": _decimal,
    "ratio": _decimal,
    "count": _whole,
    "year": _whole,
    "enum": _enum,
    "set": _set,
}
