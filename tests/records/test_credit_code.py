"""The credit code is compared with the record; it never refuses one.

The codes are those of public files, some of which have wrong check characters.
"""

from __future__ import annotations

import pytest

from socorg_rules.problems import Place, Problem
from socorg_rules.records.reading import read_organization

GOOD = [
    ("53100000500021676K", "foundation"),
    ("53100000500009167K", "foundation"),
    ("53100000500021326D", "foundation"),
    ("53100000500019795A", "foundation"),
    ("51100000500002862F", "social_group"),
    ("51100000500009247D", "social_group"),
    ("51100000500012681T", "social_group"),
]


def warnings_of(code: str, *, form: str | None = "foundation", division: str = "100000") -> list[Problem]:
    record = {"level": "national", "division": division, "form": form, "credit_code": code}
    organization, problems = read_organization(record, place=Place("codes.json"))
    assert organization is not None
    assert all(problem.severity == "warning" for problem in problems)
    assert all(problem.place == Place("codes.json", path="credit_code") for problem in problems)
    return problems


@pytest.mark.parametrize(("code", "form"), GOOD)
def test_a_code_that_fits_is_passed_over(code: str, form: str) -> None:
    assert warnings_of(code, form=form) == []


def test_a_record_without_a_code_is_passed_over() -> None:
    record = {"level": "national", "division": "100000", "form": "foundation"}
    assert read_organization(record, place=Place())[1] == []


def test_a_wrong_check_digit_is_told_with_the_right_one() -> None:
    (warning,) = warnings_of("53100000500020462H")
    assert warning.code == "W301"
    assert dict(warning.values)["expected"] == "K"


@pytest.mark.parametrize("code", ["5310000050002167", "53100000500021676I", "X3100000500021676K", "甲" * 18])
def test_what_is_no_code_is_told_and_not_taken_apart(code: str) -> None:
    (warning,) = warnings_of(code, form="social_group", division="320612")
    assert warning.code == "W300"


@pytest.mark.parametrize("written", ["53100000500021676k", "5310 0000 5000 2167 6K"])
def test_a_code_written_otherwise_is_told_with_its_standard_form(written: str) -> None:
    (warning,) = warnings_of(written)
    assert (warning.code, warning.suggestion) == ("W300", "53100000500021676K")


def test_a_prefix_of_another_form_is_told() -> None:
    (warning,) = warnings_of("53100000500021676K", form="service_agency")
    assert warning.code == "W302"
    assert dict(warning.values)["expected"] == "52"


def test_without_a_form_there_is_no_prefix_to_compare() -> None:
    assert warnings_of("53100000500021676K", form=None) == []


def test_digits_of_another_division_are_told() -> None:
    (warning,) = warnings_of("53100000500021676K", division="320612")
    assert warning.code == "W303"
    assert "100000" in warning.message("zh")
