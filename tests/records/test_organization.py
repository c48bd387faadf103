"""What the record takes as a value, and what it doesn't."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from socorg_rules.records.organization import Organization
from socorg_rules.records.values import fen, hundred_thousandths
from tests.strategies.organizations import organization_records

MINIMAL: dict[str, Any] = {"level": "county", "division": "320612"}


def organization(**fields: object) -> Organization:
    return Organization.model_validate({**MINIMAL, **fields})


def in_chinese(record: dict[str, Any]) -> dict[str, Any]:
    """The same record under Chinese field names."""
    renamed: dict[str, Any] = {spec.alias: record[spec.name] for spec in ORGANIZATION_FIELDS if spec.name in record}
    for spec in EVENT_LISTS:
        if spec.name in record:
            events = record[spec.name]
            renamed[spec.alias] = events and [
                {field.alias: event[field.name] for field in spec.fields if field.name in event} for event in events
            ]
    return renamed


@given(organization_records())
def test_a_record_survives_the_way_to_plain_data_and_back(record: dict[str, Any]) -> None:
    model = Organization.model_validate(record)
    assert Organization.model_validate(model.model_dump()) == model
    assert Organization.model_validate_json(model.model_dump_json()) == model


@given(organization_records())
def test_chinese_and_english_names_give_equal_organizations(record: dict[str, Any]) -> None:
    assert Organization.model_validate(in_chinese(record)) == Organization.model_validate(record)


def test_names_of_both_languages_may_be_mixed() -> None:
    mixed = organization(
        注册资金="1000", capital_paid_in="1000", 行政处罚=[{"处罚决定日期": "2020-01-01", "amount": 5}]
    )
    assert mixed.registered_capital == mixed.capital_paid_in == Decimal(1000)
    assert mixed.penalties is not None
    assert mixed.penalties[0].amount == Decimal(5)


def test_one_field_under_both_names_is_refused() -> None:
    with pytest.raises(ValidationError):
        organization(name="甲", 名称="甲")


def test_only_the_level_and_the_division_are_required() -> None:
    with pytest.raises(ValidationError) as caught:
        Organization.model_validate({})
    assert {error["loc"] for error in caught.value.errors()} == {("level",), ("division",)}
    assert organization().model_fields_set == {"level", "division"}


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        organization(registerd_on="2020-01-01")


def test_an_organization_does_not_change() -> None:
    with pytest.raises(ValidationError):
        organization().name = "乙"  # type: ignore[misc]  # that is the point


def test_an_absent_list_is_unknown_and_an_empty_one_is_empty() -> None:
    record = organization(penalties=None, ratings=[])
    assert record.penalties is None
    assert record.mailings is None
    assert record.ratings == ()


ACCEPTED = [
    ("form", "社团", "social_group"),
    ("form", "民办非企业单位", "service_agency"),
    ("level", "县级", "county"),
    ("premises", "无", "none"),
    ("categories", ["体育", "charity"], frozenset({"sports", "charity"})),
    ("categories", [], frozenset()),
    ("categories", {"体育", "sports"}, frozenset({"sports"})),
    ("registered_on", "2024-02-29", date(2024, 2, 29)),
    ("registered_on", date(1900, 1, 1), date(1900, 1, 1)),
    ("registered_on", "2199-12-31", date(2199, 12, 31)),
    ("registered_capital", "49999.99", Decimal("49999.99")),
    ("registered_capital", 1000, Decimal(1000)),
    ("registered_capital", 0.1, Decimal("0.1")),
    ("registered_capital", Decimal("1E+3"), Decimal(1000)),
    ("registered_capital", "99999999999.99", Decimal("99999999999.99")),
    ("registered_capital", "5.000", Decimal(5)),
    ("non_state_share", "0.66667", Decimal("0.66667")),
    ("non_state_share", 1, Decimal(1)),
    ("individual_members", 10**9, 10**9),
    ("cross_region", False, False),
    ("name", "  甲  ", "甲"),
    ("name", "甲" * 1000, "甲" * 1000),
    ("name", "", None),
    ("name", " \t", None),
    ("name", "\x1f", None),
    ("credit_code", "not a code", "not a code"),
]


@pytest.mark.parametrize(("field", "written", "read"), ACCEPTED)
def test_accepted(field: str, written: object, read: object) -> None:
    value = getattr(organization(**{field: written}), field)
    assert value == read
    assert type(value) is type(read)


REFUSED = [
    ("form", "协会"),
    ("form", ["social_group"]),
    ("form", 1),
    ("categories", "sports"),
    ("categories", ["sports", "soccer"]),
    ("categories", ["sports", ["charity"]]),
    ("registered_on", "2024/02/29"),
    ("registered_on", "20240229"),
    ("registered_on", "2024-2-9"),
    ("registered_on", "2024-W09-4"),
    ("registered_on", "2023-02-29"),
    ("registered_on", "1899-12-31"),
    ("registered_on", date(2200, 1, 1)),
    ("registered_on", "２０２４-02-29"),
    ("registered_on", datetime(2024, 2, 29)),
    ("registered_on", 1709164800),
    ("registered_on", ""),
    ("registered_capital", True),
    ("registered_capital", "-0.01"),
    ("registered_capital", -1),
    ("registered_capital", "0.001"),
    ("registered_capital", 0.1 + 0.2),
    ("registered_capital", 10**11),
    pytest.param("registered_capital", 10**5000, id="a number too long to print"),
    ("registered_capital", "1e3"),
    ("registered_capital", "1,000"),
    ("registered_capital", "１０００"),
    ("registered_capital", " 1000"),
    ("registered_capital", "yes"),
    ("registered_capital", "NaN"),
    ("registered_capital", float("inf")),
    ("registered_capital", Decimal("NaN")),
    ("non_state_share", "1.00001"),
    ("non_state_share", "0.666667"),
    ("non_state_share", -0.1),
    ("individual_members", True),
    ("individual_members", "12"),
    ("individual_members", 12.0),
    ("individual_members", -1),
    ("individual_members", 10**9 + 1),
    ("cross_region", 1),
    ("cross_region", "true"),
    ("cross_region", "yes"),
    ("name", 5),
    ("name", "甲" * 1001),
    ("name", "\ud800"),
    ("division", "32061"),
    ("division", "3206122"),
    ("division", "３２０６１２"),
    ("division", 320612),
    ("division", None),
    ("level", None),
    ("penalties", {}),
    ("penalties", [None]),
    ("penalties", [{"kind": "fine"}]),
    ("penalties", [{"decided_on": None}]),
    ("penalties", [{"decided_on": "2020-01-01", "amount": -1}]),
    ("ratings", [{"announced_on": "2020-01-01", "grade": 0}]),
    ("ratings", [{"announced_on": "2020-01-01", "grade": 6}]),
    ("annual_reports", [{"submitted_on": "2020-01-01"}]),
    ("annual_reports", [{"year": 1899}]),
    ("annual_reports", [{"year": 2200}]),
    ("annual_reports", [{"year": "2020"}]),
    ("finances", [{"approved_on": "2020-01-01"}]),
]


@pytest.mark.parametrize(("field", "written"), REFUSED)
def test_refused(field: str, written: object) -> None:
    with pytest.raises(ValidationError) as caught:
        organization(**{field: written})
    assert {error["loc"][0] for error in caught.value.errors(include_input=False)} == {field}


def test_accounts_may_be_negative() -> None:
    record = organization(finances=[{"year": 2020, "net_assets_end": "-99999999999.99"}])
    assert record.finances is not None
    assert record.finances[0].net_assets_end == Decimal("-99999999999.99")


def test_ten_thousand_events_are_taken_and_one_more_is_not() -> None:
    event = {"held_on": "2020-01-01"}
    assert len(organization(activities=[event] * 10_000).activities or ()) == 10_000
    with pytest.raises(ValidationError, match="too_long"):
        organization(activities=[event] * 10_001)


@given(st.integers(-(10**13) + 1, 10**13 - 1))
def test_yuan_become_fen_exactly_whatever_the_decimal_context(amount: int) -> None:
    with localcontext() as context:
        context.prec = 3
        assert fen(Decimal(f"{amount}E-2")) == amount


@given(st.integers(0, 100_000))
def test_ratios_become_hundred_thousandths_exactly(parts: int) -> None:
    assert hundred_thousandths(Decimal(f"{parts}E-5")) == parts
