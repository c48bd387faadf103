"""The names of types in a ruleset, and values written under a type."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Final

from socorg_rules.feel.limits import FIRST_YEAR, LAST_YEAR, MAX_DECIMAL_PLACES, MAX_DURATION_MONTHS
from socorg_rules.feel.literals import read_duration
from socorg_rules.feel.plan import Duration
from socorg_rules.problems import Place, Problems, Text, did_you_mean
from socorg_rules.records.values import COUNT_LIMIT, MONEY_LIMIT, MONEY_PLACES
from socorg_rules.rulesets import messages
from socorg_rules.rulesets.model import ParameterValue
from socorg_rules.rulesets.reading import date_in
from socorg_rules.rulesets.vocabulary import record_vocabulary

_SET: Final = re.compile(r"set<([a-z_]+)>")
_DECIMAL: Final = re.compile(r"[0-9]{1,18}(?:\.[0-9]+)?")
_BOOLEANS: Final = {"true": True, "false": False}
_OTHER_BOOLEANS: Final = {"yes": "true", "no": "false", "是": "true", "否": "false", "True": "true", "False": "false"}


class _Numbers:
    """The numbers of one type: how many decimals, and how large. Both bounds belong to them."""

    def __init__(self, low: int, high: Decimal | int, places: int, wanted: Text) -> None:
        self.low = low
        self.high = high
        self.places = places
        self.wanted = wanted

    def read(self, written: str) -> Decimal | None:
        if _DECIMAL.fullmatch(written) is None or len(written.partition(".")[2]) > self.places:
            return None
        number = Decimal(written)
        return number if self.low <= number <= self.high else None


_LARGEST_MONEY: Final = MONEY_LIMIT - Decimal(1).scaleb(-MONEY_PLACES)
_LONGEST_DAYS: Final = 200_000
_NUMBERS: Final = {
    "money": _Numbers(0, _LARGEST_MONEY, MONEY_PLACES, Text("金额（元），至多两位小数", "yuan, two decimals at most")),
    "ratio": _Numbers(
        0, 1, MAX_DECIMAL_PLACES, Text("0 到 1 的比例，至多五位小数", "a ratio from 0 to 1, five decimals at most")
    ),
    "count": _Numbers(0, COUNT_LIMIT, 0, Text("整数", "a whole number")),
    "year": _Numbers(
        FIRST_YEAR,
        LAST_YEAR,
        0,
        Text(f"{FIRST_YEAR} 到 {LAST_YEAR} 的年份", f"a year from {FIRST_YEAR} to {LAST_YEAR}"),
    ),
    "days": _Numbers(0, _LONGEST_DAYS, 0, Text("整数天数", "a whole number of days")),
}
_PLAIN_TYPES: Final = (*_NUMBERS, "boolean", "date", "duration")


@cache
def value_type_names() -> tuple[str, ...]:
    """The types a parameter or a decision can have: ``money``, ``date`` …, vocabularies, ``set<vocabulary>``."""
    enums = record_vocabulary().enums
    return (*_PLAIN_TYPES, *enums, *(f"set<{name}>" for name in enums))


@cache
def type_names() -> tuple[str, ...]:
    """The types a definition can have: those of values, and ``list<event list>``."""
    return (*value_type_names(), *(f"list<{name}>" for name in record_vocabulary().lists))


def parse_value(written: str | Iterable[str], type_name: str, place: Place, problems: Problems) -> ParameterValue:
    """The value that a text (for a set: a list of texts) writes under one of :func:`value_type_names`.

    None after a problem has been added. ``none`` and ``inherit`` are no values of a type; they are read before.
    """
    set_type = _SET.fullmatch(type_name)
    if set_type is not None:
        if isinstance(written, str):
            problems.add(messages.LIST_FOR_SET.at(place, type=type_name))
            return None
        terms = [_term(item, set_type[1], place, problems) for item in written]
        return frozenset(term for term in terms if term is not None) if None not in terms else None
    if not isinstance(written, str):
        problems.add(messages.LIST_FOR_VALUE.at(place, type=type_name))
        return None
    return _single_value(written.strip(), type_name, place, problems)


def _single_value(written: str, type_name: str, place: Place, problems: Problems) -> ParameterValue:
    if type_name in _NUMBERS:
        return _number(written, _NUMBERS[type_name], place, problems)
    if type_name == "boolean":
        if written not in _BOOLEANS:
            suggestion = _OTHER_BOOLEANS.get(written)
            problems.add(messages.BAD_BOOLEAN.at(place, suggestion=suggestion, written=written))
        return _BOOLEANS.get(written)
    if type_name == "date":
        return date_in(written, place, problems)
    if type_name == "duration":
        length = read_duration(written)
        if isinstance(length, tuple):
            return Duration(*length)
        problems.add(messages.BAD_DURATION.at(place, written=written, limit=MAX_DURATION_MONTHS // 12))
        return None
    return _term(written, type_name, place, problems)


def _number(written: str, numbers: _Numbers, place: Place, problems: Problems) -> Decimal | None:
    number = numbers.read(written)
    if number is None:
        plain = re.sub(r"[,，_\s元]", "", written)
        problems.add(
            messages.BAD_NUMBER.at(
                place,
                suggestion=plain if numbers.read(plain) is not None else None,
                written=written,
                wanted_zh=numbers.wanted.zh,
                wanted_en=numbers.wanted.en,
            )
        )
    return number


def _term(written: str, vocabulary: str, place: Place, problems: Problems) -> str | None:
    terms = record_vocabulary().terms[vocabulary]
    value = terms.get(written)
    if value is None:
        problems.add(
            messages.UNKNOWN_TERM.at(
                place,
                suggestion=did_you_mean(written, terms),
                vocabulary=vocabulary,
                written=written,
                allowed=", ".join(dict.fromkeys(terms.values())),
            )
        )
    return value
