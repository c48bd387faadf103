"""The calendar of working days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from chinese_calendar import is_workday

from socorg_rules import Outcome
from socorg_rules.problems import Problems
from socorg_rules.rulebook import bundled_path
from socorg_rules.rulesets.calendars import Calendar, read_calendar
from tests.small_law import RECORD, one_decision, rule, rulebook_of, ruleset_text

BUNDLED = bundled_path() / "calendars" / "working-days" / "1.0.0.yaml"
HEAD = "calendar: days\nversion: 1.0.0\nreleased_on: 2020-01-01\ntitle: {zh: 日历, en: calendar}\n"
LAW = ruleset_text(
    one_decision(
        rule("a", "outcome", when="true", then="add_working_days(party_duty_since, 5)"),
        kind="answer",
        decision_keys="type: date",
    )
)


def calendar_of(path: Path) -> Calendar:
    problems = Problems()
    calendar = read_calendar(path, problems=problems)
    assert calendar is not None, [problem.render() for problem in problems]
    return calendar


def written(tmp_path: Path, years: str) -> Path:
    path = tmp_path / "1.0.0.yaml"
    path.write_text(HEAD + years, encoding="utf-8")
    return path


def test_the_bundled_calendar_is_that_of_the_state_council() -> None:
    days = calendar_of(BUNDLED).working_days
    for year in sorted(days.years):
        for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
            day = date.fromordinal(ordinal)
            assert days.is_working_day(day) is is_workday(day)


def test_a_year_that_is_not_known_is_not_guessed() -> None:
    days = calendar_of(BUNDLED).working_days
    assert days.is_working_day(date(max(days.years) + 1, 1, 4)) is None


def test_working_days_skip_weekends_holidays_and_count_worked_saturdays(tmp_path: Path) -> None:
    calendar = calendar_of(written(tmp_path, 'years: {"2024": {off: "03-05", on: "03-09"}}\n'))
    book = rulebook_of(LAW, calendars=(calendar,))
    decision = book.evaluate({**RECORD, "party_duty_since": "2024-03-01"}, as_of=date(2024, 3, 2))["outcome"]
    # Monday 4, Wednesday 6, 7, 8 and the worked Saturday 9.
    assert decision.value == date(2024, 3, 9)
    assert [version.id for version in book.evaluate(RECORD, as_of=date(2024, 3, 2)).rulesets] == [
        "calendars/days",
        "cn/test",
    ]


def test_a_day_in_an_unknown_year_is_missing() -> None:
    decision = rulebook_of(LAW).evaluate({**RECORD, "party_duty_since": "2024-03-01"}, as_of=date(2024, 3, 2))
    assert decision["outcome"].outcome is Outcome.UNDETERMINED
    assert decision["outcome"].missing == ("working_days.2024",)


@pytest.mark.parametrize(
    ("years", "codes"),
    [
        ('years: {"2024": {off: "02-30"}}\n', {"E134"}),
        ('years: {"24": {off: "02-03"}}\n', {"E041"}),
        ('years: {"2024": {of: "02-03"}}\n', {"E027", "E028"}),
    ],
)
def test_a_broken_calendar_is_refused(tmp_path: Path, years: str, codes: set[str]) -> None:
    problems = Problems()
    assert read_calendar(written(tmp_path, years), problems=problems) is None
    assert {problem.code for problem in problems} == codes


def test_a_version_or_a_name_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "1.0.0.yaml"
    path.write_text(HEAD.replace("1.0.0", "one") + 'years: {"2024": {off: "02-03"}}\n', encoding="utf-8")
    problems = Problems()
    assert read_calendar(path, problems=problems) is None
    assert [problem.place.path for problem in problems] == ["version"]
