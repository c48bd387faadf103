"""What a person is told about a record that can't be used."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from socorg_rules.problems import Place, Problem
from socorg_rules.records.fields import ORGANIZATION_MEMBERS
from socorg_rules.records.organization import Organization
from socorg_rules.records.reading import path_of, read_organization
from tests.golden import check_golden
from tests.strategies.organizations import organization_records

GOLDEN = Path(__file__).parent / "golden"
MINIMAL: dict[str, Any] = {"level": "county", "division": "320612"}


def problems_of(record: object) -> list[Problem]:
    organization, problems = read_organization(record, place=Place("record.json", 3))
    assert (organization is None) == any(problem.severity == "error" for problem in problems)
    return problems


def only_problem(**fields: object) -> Problem:
    (problem,) = problems_of({**MINIMAL, **fields})
    return problem


def test_a_good_record_has_no_problems() -> None:
    organization, problems = read_organization(MINIMAL, place=Place())
    assert organization == Organization.model_validate(MINIMAL)
    assert problems == []


def test_the_place_carries_the_path_inside_the_record() -> None:
    problem = only_problem(penalties=[{"decided_on": "2020-01-01"}, {"decided_on": "2020-01-02", "amount": "x"}])
    assert problem.place == Place("record.json", 3, path="penalties[1].amount")


def test_paths_are_in_english_whatever_the_input_is_in() -> None:
    assert only_problem(行政处罚=[{"处罚决定日期": "x"}]).place.path == "penalties[0].decided_on"


def test_all_problems_are_told_at_once() -> None:
    found = problems_of({"level": "x", "name": 5, "penalties": [{}, {"kind": "x"}]})
    assert Counter(problem.code for problem in found) == {"E316": 2, "E304": 1, "E303": 3}


SUGGESTIONS = [
    ("registerd_on", "2020-01-01", "E301", "registered_on"),
    ("注册资", "1", "E301", "注册资金"),
    ("form", "社会团休", "E316", "社会团体"),
    ("form", "foundaton", "E316", "foundation"),
    ("categories", ["体育", "soprts"], "E316", "sports"),
    ("registered_on", "2024/3/5", "E308", "2024-03-05"),
    ("registered_on", "2024.03.05", "E308", "2024-03-05"),
    ("registered_on", "2024年3月5日", "E308", "2024-03-05"),
    ("registered_on", "20240305", "E308", "2024-03-05"),
    ("registered_on", " 2024-03-05 ", "E308", "2024-03-05"),
    ("registered_on", "2024-03-05T00:00:00+08:00", "E308", "2024-03-05"),
    ("registered_on", datetime(2024, 3, 5, 8), "E308", "2024-03-05"),
    ("registered_capital", "30,000", "E312", "30000"),
    ("registered_capital", "３００００．５", "E312", "30000.5"),
    ("registered_capital", "￥30000元", "E312", "30000"),
    ("non_state_share", "66.7%", "E312", "0.667"),
    ("individual_members", "１２", "E312", "12"),
    ("division", 320612, "E304", "320612"),
]


@pytest.mark.parametrize(("field", "written", "code", "suggestion"), SUGGESTIONS)
def test_what_was_meant_is_suggested(field: str, written: object, code: str, suggestion: str) -> None:
    (problem,) = problems_of({**MINIMAL, field: written})
    assert (problem.code, problem.suggestion) == (code, suggestion)


CODES = [
    ("name", "甲" * 1001, "E305"),
    ("name", "\ud800", "E304"),
    ("name", ["甲"], "E304"),
    ("division", "3206", "E306"),
    ("cross_region", "是", "E307"),
    ("registered_on", "soon", "E308"),
    ("registered_on", 20240305, "E308"),
    ("registered_on", "2023-02-29", "E309"),
    ("registered_on", "2024/13/1", "E309"),
    ("registered_on", "1899-12-31", "E310"),
    ("registered_on", "2200/1/1", "E310"),
    ("registered_on", date(1850, 1, 1), "E310"),
    ("registered_capital", "much", "E311"),
    ("registered_capital", True, "E311"),
    ("registered_capital", float("nan"), "E311"),
    ("registered_capital", Decimal("-Infinity"), "E311"),
    ("registered_capital", "0.001", "E313"),
    ("registered_capital", 0.1 + 0.2, "E313"),
    ("registered_capital", "-1", "E314"),
    ("registered_capital", "9" * 25, "E314"),
    ("registered_capital", "100000000000", "E314"),
    ("non_state_share", 2, "E314"),
    ("individual_members", -1, "E314"),
    ("individual_members", "12", "E315"),
    ("individual_members", 1.5, "E315"),
    ("individual_members", False, "E315"),
    ("form", 7, "E316"),
    ("categories", ["sports", 7], "E316"),
    ("categories", "sports", "E317"),
    ("penalties", "none", "E318"),
    ("penalties", 5, "E318"),
    ("penalties", [7], "E300"),
    ("activities", [{"held_on": "2020-01-01"}] * 10_001, "E319"),
]


@pytest.mark.parametrize(("field", "written", "code"), CODES, ids=lambda value: str(value)[:30])
def test_every_mistake_has_its_code(field: str, written: object, code: str) -> None:
    assert [problem.code for problem in problems_of({**MINIMAL, field: written})] == [code]


def test_the_same_field_under_both_names_is_told_as_that() -> None:
    problem = only_problem(name="甲", 名称="甲")
    assert problem.code == "E302"
    assert "name (名称)" in problem.message("en")


def test_every_wrong_item_of_a_set_is_told() -> None:
    assert len(problems_of({**MINIMAL, "categories": ["a", "sports", "b"]})) == 2


@pytest.mark.parametrize("record", [None, [], "text", 5, [MINIMAL]], ids=str)
def test_what_is_no_object_is_no_record(record: object) -> None:
    (problem,) = problems_of(record)
    assert problem.code == "E300"
    assert problem.place == Place("record.json", 3)


def test_a_name_that_is_no_text_is_an_unknown_field() -> None:
    record: dict[object, object] = {"level": "county", "division": "320612", 7: 1}
    (problem,) = problems_of(record)
    assert problem.code == "E301"


def test_a_huge_number_is_not_printed() -> None:
    problem = only_problem(individual_members=10**5000)
    assert problem.code == "E314"
    assert len(problem.render("en")) < 200


@given(st.text())
def test_whatever_a_value_holds_a_problem_stays_on_one_printable_line(written: str) -> None:
    for problem in problems_of({**MINIMAL, "registered_on": written, f"no field {written}": written}):
        assert problem.render("zh").isprintable()
        problem.render("en").encode()


def test_a_path_shows_lists_and_names() -> None:
    assert path_of(()) is None
    assert path_of(("penalties", 0, "amount")) == "penalties[0].amount"
    assert path_of(("odd\nname",)) == "odd\\u000aname"


NAMES = sorted(name for spec in ORGANIZATION_MEMBERS for name in (spec.name, spec.alias))
ODD_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=4)
    | st.decimals()
    | st.dates()
    | st.datetimes()
    | st.sampled_from(["2024/3/5", "3%", "１", "sports", "5,000"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)


@given(organization_records(), st.dictionaries(st.sampled_from(NAMES), ODD_VALUES, max_size=3))
def test_reading_refuses_exactly_what_the_model_refuses(record: dict[str, Any], odd: dict[str, Any]) -> None:
    record = {**record, **odd}
    organization, problems = read_organization(record, place=Place())
    errors = [problem for problem in problems if problem.severity == "error"]
    try:
        assert organization == Organization.model_validate(record)
        assert errors == []
    except ValidationError:
        assert organization is None
        assert errors != []


def test_the_sentences_are_fit_to_be_read() -> None:
    record = {
        "level": "市级",
        "name": 5,
        "registerd_on": "2020-01-01",
        "registered_on": "2024/3/5",
        "filed_on": "2023-02-29",
        "decoupled_on": "1850-01-01",
        "cross_region": 1,
        "registered_capital": "3,0000元",
        "注册资金": "30000",
        "capital_paid_in": "0.001",
        "non_state_share": 2,
        "full_time_staff": 2.5,
        "science_fields": "engineering",
        "charity_services": ["助医", "助学金"],
        "division": "3206",
        "supervisor": "局" * 1001,
        "penalties": [{"kind": "罚"}, 5],
        "ratings": {"grade": 3},
        "activities": [{"held_on": "2020-01-01"}] * 10_001,
        "credit_code": {},
        "individual_members": "十二",
        "unit_members": "１２",
    }
    problems = sorted(problems_of(record), key=lambda problem: problem.place.sort_key())
    text = "\n".join(problem.render(language) for problem in problems for language in ("zh", "en"))
    check_golden(GOLDEN / "record-problems.txt", text + "\n")
