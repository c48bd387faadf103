"""The kinds of values a record is made of, each checked inside pydantic's compiled core.

A refused value gives one error (``record_date``, ``record_money`` …); what to write instead is said by
``records.diagnosis``, which looks at the value again. Nothing is guessed: ``True`` is no number, ``1`` no boolean,
a text no date unless it is an ISO date.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema
from pydantic_core import core_schema as core

from socorg_rules.records import vocabulary
from socorg_rules.records.vocabulary import Vocabulary

Kind = Literal["text", "identifier", "boolean", "date", "money", "ratio", "count", "year", "enum", "set"]

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
MONEY_LIMIT: Final = 10**11
"""Amounts stay below this many yuan, so that sums of fen fit into 63 bits."""
MONEY_PLACES: Final = 2
RATIO_PLACES: Final = 5
COUNT_LIMIT: Final = 10**9
TEXT_LIMIT: Final = 1_000
"""Characters in one text."""
EVENT_LIMIT: Final = 10_000
"""Events in one list of one organization."""

DATE_PATTERN: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
DIVISION_PATTERN: Final = r"^[0-9]{6}$"
# Decimal() would also take "1e3", "1_000" and full-width digits.
NUMBER_PATTERN: Final = r"^-?[0-9]{1,20}(\.[0-9]{1,20})?$"


# The caller's own decimal context may round; this one never does within the bounds above.
_EXACTLY: Final = Context(prec=40)


def fen(yuan: Decimal) -> int:
    """An amount in fen; ``yuan`` has at most two decimals."""
    return int(_EXACTLY.scaleb(yuan, MONEY_PLACES))


def hundred_thousandths(ratio: Decimal) -> int:
    """A ratio in hundred-thousandths; ``ratio`` has at most five decimals."""
    return int(_EXACTLY.scaleb(ratio, RATIO_PLACES))


@dataclass(frozen=True, slots=True, eq=False)
class OfKind:
    """Ties a Python type to one kind of value: how pydantic's core checks it, how JSON Schema describes it.

    ``low`` and ``high`` are the bounds of a number, both allowed, where there are any.
    """

    kind: Kind
    core_schema: CoreSchema
    json_schema: dict[str, Any]
    vocabulary: Vocabulary | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core.custom_error_schema(
            deepcopy(self.core_schema),
            custom_error_type=f"record_{self.kind}",
            custom_error_message=f"Input should be a valid {self.kind}",
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return deepcopy(self.json_schema)


def _date() -> OfKind:
    days = core.date_schema(ge=FIRST_DAY, le=LAST_DAY)
    written = core.chain_schema([core.str_schema(strict=True, pattern=DATE_PATTERN), days])
    return OfKind(
        "date",
        core.union_schema([core.date_schema(strict=True, ge=FIRST_DAY, le=LAST_DAY), written], mode="left_to_right"),
        {"type": "string", "format": "date"},
    )


def _decimal(kind: Kind, *, low: Decimal, high: Decimal, places: int) -> OfKind:
    accepted = core.union_schema(
        [
            core.is_instance_schema(Decimal),
            core.int_schema(strict=True, ge=int(low), le=int(high)),
            core.str_schema(strict=True, pattern=NUMBER_PATTERN),
            core.float_schema(strict=True),
        ],
        mode="left_to_right",
    )
    bounded = core.decimal_schema(ge=low, le=high, decimal_places=places, allow_inf_nan=False)
    return OfKind(
        kind,
        core.chain_schema([accepted, bounded]),
        {
            "anyOf": [
                {"type": "number", "minimum": float(low), "maximum": float(high)},
                {"type": "string", "pattern": NUMBER_PATTERN},
            ]
        },
        low=low,
        high=high,
    )


def _money(*, negative: bool) -> OfKind:
    most = MONEY_LIMIT - Decimal(1).scaleb(-MONEY_PLACES)
    return _decimal("money", low=-most if negative else Decimal(0), high=most, places=MONEY_PLACES)


def _whole(kind: Kind, low: int, high: int) -> OfKind:
    return OfKind(
        kind,
        core.int_schema(strict=True, ge=low, le=high),
        {"type": "integer", "minimum": low, "maximum": high},
        low=Decimal(low),
        high=Decimal(high),
    )


def _stripped(text: str) -> str | None:
    # The core leaves the separators that Python, and with it every reader of tables, takes for space.
    return text.strip() or None


def _text(kind: Kind = "text") -> OfKind:
    stripped = core.str_schema(strict=True, strip_whitespace=True, max_length=TEXT_LIMIT)
    return OfKind(
        kind,
        core.no_info_after_validator_function(_stripped, stripped),
        {"type": "string", "maxLength": TEXT_LIMIT},
    )


def _term_schema(terms: Vocabulary) -> CoreSchema:
    other_spellings = [spelling for spelling in terms.spellings if spelling not in terms.values]
    translated = core.no_info_after_validator_function(
        lambda spelling: terms.by_spelling[spelling].value, core.literal_schema(other_spellings)
    )
    return core.union_schema([core.literal_schema(list(terms.values)), translated], mode="left_to_right")


def _enum(terms: Vocabulary) -> OfKind:
    return OfKind("enum", _term_schema(terms), {"enum": list(terms.spellings)}, terms)


def _set(terms: Vocabulary) -> OfKind:
    return OfKind(
        "set",
        core.frozenset_schema(_term_schema(terms)),
        {"type": "array", "uniqueItems": True, "items": {"enum": list(terms.spellings)}},
        terms,
    )


Flag = Annotated[bool, OfKind("boolean", core.bool_schema(strict=True), {"type": "boolean"})]
FreeText = Annotated[str, _text()]
Identifier = Annotated[str, _text("identifier")]
"""A number or a name that says which one: only compared with another of its kind."""
DivisionCode = Annotated[
    str,
    OfKind(
        "text", core.str_schema(strict=True, pattern=DIVISION_PATTERN), {"type": "string", "pattern": DIVISION_PATTERN}
    ),
]
Day = Annotated[date, _date()]
Money = Annotated[Decimal, _money(negative=False)]
SignedMoney = Annotated[Decimal, _money(negative=True)]
Ratio = Annotated[Decimal, _decimal("ratio", low=Decimal(0), high=Decimal(1), places=RATIO_PLACES)]
Count = Annotated[int, _whole("count", 0, COUNT_LIMIT)]
Grade = Annotated[int, _whole("count", 1, 5)]
Year = Annotated[int, _whole("year", FIRST_DAY.year, LAST_DAY.year)]

Form = Annotated[str, _enum(vocabulary.FORM)]
Level = Annotated[str, _enum(vocabulary.LEVEL)]
Categories = Annotated[frozenset[str], _set(vocabulary.CATEGORY)]
ScienceFields = Annotated[frozenset[str], _set(vocabulary.SCIENCE_FIELD)]
CharityServices = Annotated[frozenset[str], _set(vocabulary.CHARITY_SERVICE)]
Premises = Annotated[str, _enum(vocabulary.PREMISES)]
ExpertReview = Annotated[str, _enum(vocabulary.EXPERT_REVIEW)]
FilingAuthority = Annotated[str, _enum(vocabulary.FILING_AUTHORITY)]
ActivityScale = Annotated[str, _enum(vocabulary.ACTIVITY_SCALE)]
HubLevel = Annotated[str, _enum(vocabulary.HUB_LEVEL)]
CommunityKind = Annotated[str, _enum(vocabulary.COMMUNITY_KIND)]
DecouplingItems = Annotated[frozenset[str], _set(vocabulary.DECOUPLING_ITEM)]
Conclusion = Annotated[str, _enum(vocabulary.CONCLUSION)]
RatingKind = Annotated[str, _enum(vocabulary.RATING_KIND)]
PenaltyKind = Annotated[str, _enum(vocabulary.PENALTY_KIND)]
ApplicationKind = Annotated[str, _enum(vocabulary.APPLICATION_KIND)]
CreditGrade = Annotated[str, _enum(vocabulary.CREDIT_GRADE)]
CreditItem = Annotated[str, _enum(vocabulary.CREDIT_ITEM)]
CreditList = Annotated[str, _enum(vocabulary.CREDIT_LIST)]
