"""Reading parameters: values by type, by date, with their own citations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from socorg_rules.feel.plan import Duration
from socorg_rules.problems import Place, Problems, Text
from socorg_rules.rulesets.model import Checked, Inherit, Parameter, Recheck
from socorg_rules.rulesets.value_types import parse_value, type_names, value_type_names
from tests.rulesets.reading import codes_in, problems_in, read, spots_in, with_parameter

TITLE = "title: {zh: 较大数额罚款, en: large fine}"
CITE = "cite: mca-60 art.15(4)"


def _parameter(*lines: str) -> Parameter:
    (parameter,) = read(with_parameter(*lines)).parameters
    return parameter


def _value_of(type_name: str, written: str) -> object:
    (value,) = _parameter(TITLE, f"type: {type_name}", f"values: {{2018-01-24: {written}}}", CITE).values
    return value.value


@pytest.mark.parametrize(
    ("type_name", "written", "value"),
    [
        ("money", "50000", Decimal("50000")),
        ("money", "49999.99", Decimal("49999.99")),
        ("money", "'50000.00'", Decimal("50000")),
        ("money", "99999999999.99", Decimal("99999999999.99")),
        ("ratio", "0.66667", Decimal("0.66667")),
        ("ratio", "1", Decimal(1)),
        ("count", "50", Decimal(50)),
        ("year", "2018", Decimal(2018)),
        ("days", "5", Decimal(5)),
        ("boolean", "true", True),
        ("boolean", "false", False),
        ("date", "2026-05-31", date(2026, 5, 31)),
        ("duration", "P2Y", Duration(24, 0)),
        ("duration", "P1Y6M", Duration(18, 0)),
        ("duration", "P30D", Duration(0, 30)),
        ("duration", "P0D", Duration(0, 0)),
        ("form", "foundation", "foundation"),
        ("form", "基金会", "foundation"),
        ("set<category>", "[sports, 公益慈善]", frozenset({"sports", "charity"})),
        ("set<category>", "[]", frozenset()),
        ("money", "none", None),
        ("money", "inherit", Inherit.INHERIT),
        ("premises", "none", None),
        ("premises", '"none"', "none"),
    ],
)
def test_a_value_is_read_under_its_type(type_name: str, written: str, value: object) -> None:
    read_value = _value_of(type_name, written)
    assert read_value == value
    assert type(read_value) is type(value)


@pytest.mark.parametrize(
    ("type_name", "written", "code", "suggestion"),
    [
        ("money", "'50,000'", "E046", "50000"),
        ("money", "50_000", "E046", "50000"),
        ("money", "50000元", "E046", "50000"),
        ("money", "5万", "E046", None),
        ("money", "５００", "E046", None),
        ("money", "1e4", "E046", None),
        ("money", "-5", "E046", None),
        ("money", "0.001", "E046", None),
        ("money", "100000000000", "E046", None),
        ("ratio", "1.1", "E046", None),
        ("ratio", "0.666667", "E046", None),
        ("ratio", "70%", "E046", None),
        ("count", "1.5", "E046", None),
        ("year", "1899", "E046", None),
        ("boolean", "yes", "E047", "true"),
        ("boolean", "否", "E047", "false"),
        ("date", "2026-5-31", "E041", "2026-05-31"),
        ("date", "2026-02-29", "E134", None),
        ("duration", "P1Y5D", "E048", None),
        ("duration", "2Y", "E048", None),
        ("duration", "P101Y", "E048", None),
        ("form", "fundation", "E049", "foundation"),
        ("form", "[foundation]", "E051", None),
        ("set<category>", "sports", "E050", None),
        ("set<category>", "[sport]", "E049", "sports"),
        ("set<category>", "[[sports]]", "E025", None),
        ("money", "''", "E026", None),
    ],
)
def test_a_wrong_value_says_what_to_write(type_name: str, written: str, code: str, suggestion: str | None) -> None:
    text = with_parameter(TITLE, f"type: {type_name}", f"values: {{2018-01-24: {written}}}", CITE)
    (problem,) = problems_in(text)
    assert (problem.code, problem.suggestion) == (code, suggestion)
    assert problem.place.line == 11


def test_values_are_sorted_by_day() -> None:
    values = _parameter(TITLE, "type: money", "values: {2026-01-01: 2, 2018-01-24: 1, 2027-01-01: none}", CITE).values
    assert [(value.start.year, value.value) for value in values] == [(2018, 1), (2026, 2), (2027, None)]


def test_a_doubled_day_is_refused() -> None:
    text = with_parameter(TITLE, "type: money", "values:", "  2018-01-24: 1", "  2018-01-24: 2", CITE)
    assert spots_in(text) == [("E021", 13, 7)]


def test_a_value_has_its_own_citation_or_that_of_the_parameter() -> None:
    parameter = _parameter(
        TITLE, "type: money", "values: {2018-01-24: 1, 2026-01-01: {value: 2, cite: [mca-60, pilot]}}", CITE
    )
    first, second = parameter.values
    assert [citation.article for citation in first.cites] == ["15"]
    assert [citation.source for citation in second.cites] == ["mca-60", "pilot"]


def test_a_value_without_any_citation_is_refused() -> None:
    assert codes_in(with_parameter(TITLE, "type: money", "values: {2018-01-24: 1}")) == ["E053"]


def test_a_value_says_how_sure_it_is() -> None:
    (value,) = _parameter(
        TITLE,
        "type: money",
        "values:",
        "  2018-01-24:",
        "    value: 1",
        "    checked: unseen",
        "    note: {zh: 甲, en: a}",
        "    recheck: {from: 2026-03-17, why: {zh: 乙, en: b}}",
        CITE,
    ).values
    assert value.checked is Checked.UNSEEN
    assert value.note == Text("甲", "a")
    assert value.recheck == Recheck(date(2026, 3, 17), Text("乙", "b"))


def test_a_value_in_long_form_needs_its_value() -> None:
    assert codes_in(with_parameter(TITLE, "type: money", "values: {2018-01-24: {checked: unseen}}", CITE)) == ["E028"]


def test_a_parameter_of_a_type_needs_a_title() -> None:
    assert codes_in(with_parameter("type: money", "values: {2018-01-24: 1}", CITE)) == ["E028"]


def test_an_overlay_keeps_values_as_written() -> None:
    parameter = _parameter(
        "direction: relaxes", "values: {2009-01-01: '1000', 2010-01-01: [sports, charity], 2011-01-01: inherit}", CITE
    )
    assert (parameter.type, parameter.title, parameter.direction) == (None, None, "relaxes")
    assert [value.value for value in parameter.values] == ["1000", frozenset({"sports", "charity"}), Inherit.INHERIT]


def test_an_overlay_says_in_which_direction() -> None:
    assert codes_in(with_parameter("values: {2009-01-01: 1000}", CITE)) == ["E057"]


def test_an_unknown_type_is_told_once_and_not_again_for_every_value() -> None:
    text = with_parameter(TITLE, "type: yuan", "values: {2018-01-24: x, 2019-01-01: y}", CITE)
    assert codes_in(text) == ["E045"]


def test_stricter_is_higher_or_lower() -> None:
    line = "values: {2018-01-24: 1}"
    assert _parameter(TITLE, "type: money", "stricter: higher", line, CITE).stricter == "higher"
    assert codes_in(with_parameter(TITLE, "type: money", "stricter: more", line, CITE)) == ["E039"]


@pytest.mark.parametrize("day", ["2018", "2018-13-01", "1899-12-31", "2200-01-01", "day"])
def test_a_value_begins_on_a_day(day: str) -> None:
    text = with_parameter(TITLE, "type: money", f"values: {{{day}: 1}}", CITE)
    (problem,) = problems_in(text)
    assert problem.code in ("E041", "E134", "E135")


def test_the_place_of_a_value_is_where_it_stands() -> None:
    (value,) = _parameter(TITLE, "type: money", "values:", "  2018-01-24: {value: 50000}", CITE).values
    assert (value.place.line, value.place.column) == (12, 27)
    assert value.place.path == "parameters.large_fine.values.2018-01-24.value"


def test_texts_read_later_are_parsed_by_the_same_rules() -> None:
    problems = Problems()
    assert parse_value("1000", "money", Place(), problems) == Decimal(1000)
    assert parse_value(frozenset({"sports"}), "set<category>", Place(), problems) == frozenset({"sports"})
    assert not len(problems)


def test_lists_of_events_are_types_of_definitions_only() -> None:
    assert set(type_names()) - set(value_type_names()) >= {"list<penalties>", "list<annual_reports>"}
    assert not any(name.startswith("list<") for name in value_type_names())


def test_a_citation_that_is_none_is_shown() -> None:
    (problem,) = problems_in(
        with_parameter(TITLE, "type: money", "values: {2018-01-24: 1}", "cite: 民政部令第60号第15条")
    )
    assert problem.code == "E052"
    assert "民政部令第60号第15条" in problem.message("zh")
