"""Columns of tables as the record takes them: plan values, and where a value is none the record would take.

Data in a database never passed the record model, so its checks are made here as expressions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from socorg_rules.records.specs import Absent, FieldSpec
from socorg_rules.records.values import (
    DATE_PATTERN,
    DIVISION_PATTERN,
    FIRST_DAY,
    LAST_DAY,
    MONEY_PLACES,
    NUMBER_PATTERN,
    RATIO_PLACES,
    TEXT_LIMIT,
)
from socorg_rules.records.vocabulary import Vocabulary

_SCALES: Final = {"money": 10**MONEY_PLACES, "ratio": 10**RATIO_PLACES}
_SEPARATORS: Final = (";", "；", "、", "|", "，")
_YES: Final = ("true", "t", "1", "是")
_NO: Final = ("false", "f", "0", "否")
_NARROW: Final = 18
"""Digits of the widest decimals that are 64-bit integers to a database."""
_WIDEST: Final = 38
"""Digits of the widest decimals that there are."""


Strip = Callable[[Any], Any]


def as_text(written: Any) -> Any:
    """A column as text; whole numbers without a decimal point, which a column with gaps may have."""
    if not written.type().is_floating():
        return written.cast("string")
    number = written.try_cast("int64")
    return ibis.cases((written == number, number.cast("string")), else_=written.cast("string"))


def stripped(text: Any) -> Any:
    """A text without white space at its ends; NULL where nothing is left."""
    return text.strip().nullif("")


def stripped_at_ends(text: Any) -> Any:
    """The same, where texts are in the order of their bytes: most have nothing to strip, which their ends soon tell."""
    at_ends = (text < "!") | (text.right(1) < "!")
    return ibis.cases((at_ends, text.strip()), else_=text).nullif("")


@dataclass(frozen=True, slots=True)
class CleanColumn:
    """The value of a field (NULL where absent or bad), and whether the row's value is bad; never NULL itself."""

    value: Any
    bad: Any


def clean(spec: FieldSpec, column: ir.Value, strip: Strip = stripped) -> CleanColumn:
    """The column of a field; ``strip``: how texts of all kinds are stripped, those of a vocabulary apart."""
    written: Any = column
    if not _is_read(spec, written.type()):
        # Among these is the type of a column in which nothing is written.
        written = as_text(written)
    if written.type().is_string():
        # There are few different words of a vocabulary, and databases see to each once.
        written = strip(written) if spec.vocabulary is None else stripped(written)
    value = _READERS[spec.kind](spec, written)
    bad = written.notnull() & value.isnull()
    if spec.absent is Absent.REQUIRED:
        bad = value.isnull()
    return CleanColumn(value, bad)


def _is_read(spec: FieldSpec, kind: Any) -> bool:
    """Whether the values of a field may be of a type; those of others say what they say as texts."""
    read: bool = kind.is_string()
    match spec.kind:
        case "boolean":
            read |= kind.is_boolean() or kind.is_numeric()
        case "date":
            read |= kind.is_date() or kind.is_timestamp()
        case "money" | "ratio" | "count" | "year":
            read |= kind.is_numeric() and not kind.is_boolean()
        case "set":
            read |= kind.is_array()
    return read


def _if(condition: Any, value: Any) -> Any:
    return ibis.cases((condition, value))


def _text(spec: FieldSpec, text: Any) -> Any:
    if spec.name == "division":
        return _if(text.re_search(DIVISION_PATTERN), text)
    return _if(text.length() <= TEXT_LIMIT, text)


def _boolean(_: FieldSpec, written: Any) -> Any:
    if written.type().is_boolean():
        return written
    if written.type().is_string():
        lower = written.lower()
        return ibis.cases((lower.isin(_YES), True), (lower.isin(_NO), False))
    return ibis.cases((written == 1, True), (written == 0, False))


def _date(_: FieldSpec, written: Any) -> Any:
    kind = written.type()
    if kind.is_string():
        day = _if(written.re_search(DATE_PATTERN), written).try_cast("date")
    elif kind.is_timestamp():
        day = _if(written == written.truncate("D"), written.cast("date"))
    else:
        day = written
    return _if((day >= ibis.literal(FIRST_DAY, type="date")) & (day <= ibis.literal(LAST_DAY, type="date")), day)


def _number(spec: FieldSpec, written: Any) -> Any:
    scale = _SCALES.get(spec.kind, 1)
    if written.type().is_string():
        written = _if(written.re_search(NUMBER_PATTERN), written).try_cast("decimal(38, 20)")
    assert spec.low is not None
    assert spec.high is not None
    kind = written.type()
    if kind.is_decimal() and kind.scale is not None and 10**kind.scale > scale:
        # Ibis compares no decimals each of which has digits that the other lacks.
        written = written.cast(dt.Decimal(_WIDEST, kind.scale))
    inside = (written >= _bound(spec.low, written)) & (written <= _bound(spec.high, written))
    if kind.is_integer():
        return _if(inside, written.cast("int64") * scale)
    if kind.is_decimal() and kind.scale is not None and 10**kind.scale <= scale:
        if kind.precision is not None and kind.precision > _NARROW:
            written = written.cast(dt.Decimal(len(str(int(spec.high))) + kind.scale, kind.scale))
        return _if(inside, (written * scale).cast("int64"))
    scaled = written * scale
    whole = scaled == scaled.round()
    if kind.is_floating():
        # A double can't hold 0.01: what lies very near to a whole number is one, and what reads as one.
        whole = ((scaled - scaled.round()).abs() < ibis.literal(1e-6)) | (scaled.round() / scale == written)
    return _if(inside & whole, scaled.round().cast("int64"))


def _bound(bound: Any, written: Any) -> Any:
    if bound == int(bound) or written.type().is_integer():
        return ibis.literal(int(bound))
    if not written.type().is_decimal():
        return ibis.literal(float(bound))
    # A decimal compared with a double would become one.
    return ibis.literal(bound, type=dt.Decimal(len(bound.as_tuple().digits), -bound.as_tuple().exponent))


def _vocabulary(spec: FieldSpec) -> Vocabulary:
    assert spec.vocabulary is not None
    return spec.vocabulary


def _enum(spec: FieldSpec, written: Any) -> Any:
    vocabulary = _vocabulary(spec)
    others = [(spelling, vocabulary.by_spelling[spelling].value) for spelling in vocabulary.spellings]
    translated = [(written == spelling, value) for spelling, value in others if spelling != value]
    return ibis.cases((written.isin(list(vocabulary.values)), written), *translated)


def _set(spec: FieldSpec, written: Any) -> Any:
    """A set as its terms between commas."""
    if written.type().is_array():
        joined = written.cast("array<string>").join(",")
        commas = joined.length() - joined.replace(",", "").length()
        # What is NULL among the terms isn't joined, and nobody knows what it stands for.
        written = _if((written.length() == 0) | (written.length() == commas + 1), joined)
    vocabulary = _vocabulary(spec)
    text = reduce(lambda one, separator: one.replace(separator, ","), _SEPARATORS, written).replace(" ", "")
    spellings = "|".join(sorted(vocabulary.spellings, key=len, reverse=True))
    # A list may be empty.
    return _if(text.re_search(f"^(({spellings})(,({spellings}))*,?)?$"), text)


_READERS: Final[dict[str, Callable[[FieldSpec, Any], Any]]] = {
    "text": _text,
    "identifier": _text,
    "boolean": _boolean,
    "date": _date,
    "money": _number,
    "ratio": _number,
    "count": _number,
    "year": _number,
    "enum": _enum,
    "set": _set,
}
