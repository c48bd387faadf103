"""The metadata of the record: names that rules and inputs share."""

from __future__ import annotations

from collections import Counter

import pytest

from socorg_rules.records.fields import (
    EVENT_LISTS,
    ORGANIZATION_FIELDS,
    ORGANIZATION_MEMBERS,
    PLACE_FIELDS,
    Absent,
    FieldSpec,
    ListSpec,
    field_named,
    list_named,
)
from socorg_rules.records.organization import Organization

ALL_FIELDS = [*ORGANIZATION_FIELDS, *PLACE_FIELDS, *(field for spec in EVENT_LISTS for field in spec.fields)]


def event_field(list_name: str, name: str) -> FieldSpec:
    spec = list_named(list_name)
    assert spec is not None
    field = spec.field_named(name)
    assert field is not None
    return field


def test_a_field_is_found_under_both_names() -> None:
    assert field_named("注册资金") is field_named("registered_capital")
    assert list_named("行政处罚") is list_named("penalties")
    assert event_field("penalties", "处罚金额") is event_field("penalties", "amount")


def test_a_name_that_is_no_field_is_not_found() -> None:
    assert field_named("penalties") is None
    assert list_named("name") is None
    assert field_named("") is None


def test_names_and_aliases_stand_for_one_thing_in_an_organization() -> None:
    names = Counter(name for spec in ORGANIZATION_MEMBERS for name in (spec.name, spec.alias))
    assert {name: count for name, count in names.items() if count > 1} == {}


@pytest.mark.parametrize("spec", EVENT_LISTS, ids=lambda spec: spec.name)
def test_names_and_aliases_stand_for_one_thing_in_an_event(spec: ListSpec) -> None:
    names = Counter(name for field in spec.fields for name in (field.name, field.alias))
    assert {name: count for name, count in names.items() if count > 1} == {}


def test_no_alias_of_an_event_field_is_the_name_of_something_in_the_organization() -> None:
    organization = {spec.alias for spec in ORGANIZATION_FIELDS} | {spec.alias for spec in EVENT_LISTS}
    events = {field.alias for spec in EVENT_LISTS for field in spec.fields}
    assert organization & events == set()


@pytest.mark.parametrize("field", ALL_FIELDS, ids=lambda field: field.name)
def test_every_name_can_be_written_in_a_rule(field: FieldSpec) -> None:
    """Names are letters (Chinese too), digits and ``_`` (semantics 12)."""
    assert field.name.isidentifier()
    assert field.alias.isidentifier()


@pytest.mark.parametrize("field", ALL_FIELDS, ids=lambda field: field.name)
def test_every_field_has_title_and_description_in_both_languages(field: FieldSpec) -> None:
    for text in (field.title, field.description):
        assert text.zh
        assert not text.zh.isascii()
        assert text.en.isprintable()
        assert text.en != text.zh


def test_the_metadata_has_every_field_of_the_model_in_its_order() -> None:
    assert [spec.name for spec in ORGANIZATION_MEMBERS] == list(Organization.model_fields)


def test_a_boolean_that_is_a_fact_when_absent_reads_as_false() -> None:
    defaults = {spec.name: spec.default for spec in ORGANIZATION_FIELDS if spec.absent is Absent.NONE}
    booleans = {spec.name for spec in ORGANIZATION_FIELDS if spec.kind == "boolean"}
    assert {name for name, default in defaults.items() if default is False} == booleans & set(defaults)
    assert "cross_region" in booleans & set(defaults)
    assert defaults["supervisor"] is None


def test_the_terms_are_the_due_day_and_the_validity_of_a_rating() -> None:
    terms = {(spec.name, field.name) for spec in EVENT_LISTS for field in spec.fields if field.is_term}
    assert terms == {("rectifications", "due_on"), ("ratings", "valid_from"), ("ratings", "valid_until")}


def test_compliance_and_conclusion_are_shown_with_their_dates() -> None:
    shown_with = {field.name: field.shown_with for spec in EVENT_LISTS for field in spec.fields if field.shown_with}
    assert shown_with == {"compliant": "submitted_on", "conclusion": "concluded_on"}


@pytest.mark.parametrize("spec", EVENT_LISTS, ids=lambda spec: spec.name)
def test_an_event_has_its_dating_field_or_its_year(spec: ListSpec) -> None:
    required = {field.name for field in spec.fields if field.absent is Absent.REQUIRED}
    assert required == ({"year"} if spec.name in ("annual_reports", "finances") else set(spec.dated_by))


@pytest.mark.parametrize("spec", EVENT_LISTS, ids=lambda spec: spec.name)
def test_lists_are_dated_by_dates_of_their_own(spec: ListSpec) -> None:
    for name in spec.dated_by:
        field = spec.field_named(name)
        assert field is not None
        assert field.kind == "date"


def test_bounds_are_given_in_the_units_of_the_input() -> None:
    capital, share = field_named("registered_capital"), field_named("non_state_share")
    assert capital is not None
    assert share is not None
    assert (str(capital.low), str(capital.high)) == ("0", "99999999999.99")
    assert (str(share.low), str(share.high)) == ("0", "1")
    assert str(event_field("finances", "total_income").low) == "-99999999999.99"
