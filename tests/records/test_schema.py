"""The JSON Schema says what the models take, in both languages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scripts.write_schema import SCHEMA_FILE, schema_text
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_MEMBERS, FieldSpec, ListSpec
from socorg_rules.records.organization import Organization

SCHEMA = Organization.model_json_schema()


def test_the_file_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run scripts/write_schema.py"


def test_titles_and_descriptions_are_in_both_languages() -> None:
    capital = SCHEMA["properties"]["registered_capital"]
    assert capital["title"] == "注册资金 / Registered capital"
    assert "元 / " in capital["description"]
    assert (capital["x-zh"], capital["x-absent"]) == ("注册资金", "unknown")


@pytest.mark.parametrize("spec", ORGANIZATION_MEMBERS, ids=lambda spec: spec.name)
def test_every_field_is_described_under_both_names(spec: FieldSpec | ListSpec) -> None:
    properties = SCHEMA["properties"]
    assert properties[spec.alias] == properties[spec.name]
    assert properties[spec.name]["title"] == f"{spec.title.zh} / {spec.title.en}"
    assert properties[spec.name]["x-zh"] == spec.alias


@pytest.mark.parametrize("spec", EVENT_LISTS, ids=lambda spec: spec.name)
def test_events_are_described_as_well(spec: ListSpec) -> None:
    listed = next(option for option in SCHEMA["properties"][spec.name]["anyOf"] if option["type"] == "array")
    event = SCHEMA["$defs"][listed["items"]["$ref"].removeprefix("#/$defs/")]
    assert listed["maxItems"] == 10_000
    assert {field.name: field.absent.value for field in spec.fields} == {
        name: described["x-absent"] for name, described in event["properties"].items() if name.isascii()
    }


def test_nothing_else_may_be_written() -> None:
    assert SCHEMA["additionalProperties"] is False
    assert all(event["additionalProperties"] is False for event in SCHEMA["$defs"].values())


def test_a_required_field_may_be_given_under_either_name_but_not_both() -> None:
    assert SCHEMA["allOf"] == [
        {"oneOf": [{"required": ["level"]}, {"required": ["登记层级"]}]},
        {"oneOf": [{"required": ["division"]}, {"required": ["行政区划代码"]}]},
    ]
    assert "required" not in SCHEMA


def test_an_enumeration_lists_values_and_chinese_names() -> None:
    (form, _null) = SCHEMA["properties"]["form"]["anyOf"]
    assert {"social_group", "社会团体", "社团", "foundation", "基金会"} <= set(form["enum"])


SIMPLE: list[tuple[str, dict[str, Any]]] = [
    ("registered_on", {"type": "string", "format": "date"}),
    ("cross_region", {"type": "boolean"}),
    ("individual_members", {"type": "integer", "minimum": 0, "maximum": 10**9}),
    ("name", {"type": "string", "maxLength": 1000}),
]


@pytest.mark.parametrize(("name", "described"), SIMPLE)
def test_values_are_described_as_the_model_takes_them(name: str, described: dict[str, Any]) -> None:
    assert SCHEMA["properties"][name]["anyOf"] == [described, {"type": "null"}]


def test_amounts_are_numbers_or_texts_of_digits() -> None:
    number, text, null = SCHEMA["properties"]["registered_capital"]["anyOf"]
    assert number == {"type": "number", "minimum": 0, "maximum": 99999999999.99}
    assert text["type"] == "string"
    assert null == {"type": "null"}


def test_the_schema_is_plain_json() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
