"""What is told of mutants and of coverage, in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from socorg_rules.problems import Language, Place, Problems
from socorg_rules.reports.coverage_report import CoverageReport
from socorg_rules.reports.mutation_report import MutationReport
from socorg_rules.reports.percent import percent_of
from socorg_rules.review.coverage import Coverage
from socorg_rules.review.example_runs import run_examples
from socorg_rules.review.expression_changes import Operator
from socorg_rules.review.mutation import Verdict
from tests.golden import check_golden
from tests.review.mutating import verdicts_in
from tests.review.sample import LAW, sample_rulebook

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


SHOWN = ("mca-60", "large_fine", "dishonesty_listing", "large-fine", "two-small-sanctions", "listing-is-settled")


@cache
def verdicts() -> tuple[Verdict, ...]:
    found = (verdict for verdict in verdicts_in(LAW) if verdict.item in SHOWN)
    return tuple(sorted(found, key=lambda verdict: verdict.place.sort_key()))


def lines_of(report: MutationReport | CoverageReport) -> str:
    return "".join(f"{line}\n" for line in report.lines()).replace(LAW.as_posix(), "rulesets")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_change_that_nobody_noticed_is_told_by_file_and_line(language: Language) -> None:
    check_golden(GOLDEN / f"mutation.{language}.txt", lines_of(MutationReport(verdicts(), language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_change_has_a_name(language: Language) -> None:
    for operator in get_args(Operator):
        verdict = Verdict(operator, "item", Place("f", 1), "was", None, "survived", None)
        assert "(item)" in "".join(MutationReport([verdict], language).lines()).replace("（", "(").replace("）", ")")


def test_a_long_condition_is_cut() -> None:
    verdict = Verdict("condition", "a", Place("f", 1), "x" * 200, None, "survived", None)
    [_, line, _] = MutationReport([verdict], "en").lines()
    assert line == f"  f:1: not noticed: condition dropped: {'x' * 80}… (a)"


def test_of_a_long_condition_the_part_that_differs_is_shown() -> None:
    was, became = "x" * 100 + " < 5", "x" * 100 + " <= 5"
    verdict = Verdict("comparison", "a", Place("f", 1), was, became, "survived", None)
    [_, line, _] = MutationReport([verdict], "en").lines()
    assert " < 5 → …" in line
    assert line.endswith(" <= 5 (a)")


def test_as_data_every_change_is_there_with_who_noticed_it() -> None:
    killed = Verdict("number", "a", Place("f", 3, 7), "1", "2", "killed", Place("e", 9))
    survived = Verdict("condition", "b", Place("f", 4), "x", None, "survived", None)
    assert MutationReport([killed, survived], "en").as_dict() == {
        "count": 2,
        "noticed": 1,
        "percent": 50.0,
        "changes": [
            {
                "file": "f",
                "line": 3,
                "column": 7,
                "operator": "number",
                "item": "a",
                "was": "1",
                "became": "2",
                "fate": "killed",
                "noticed_by": "e:9",
            },
            {
                "file": "f",
                "line": 4,
                "column": None,
                "operator": "condition",
                "item": "b",
                "was": "x",
                "became": None,
                "fate": "survived",
                "noticed_by": None,
            },
        ],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_that_is_not_shown_is_told_by_file_and_line(language: Language) -> None:
    rulebook = sample_rulebook()
    coverage = Coverage(rulebook.rulesets)
    for run in run_examples(rulebook, rulebook.rulesets, Problems()):
        coverage.add(sighting for example in run.runs for sighting in example.sightings)
    check_golden(GOLDEN / f"coverage.{language}.txt", lines_of(CoverageReport(coverage, language)))


def test_a_share_is_cut_off_and_of_nothing_it_is_whole() -> None:
    assert [percent_of(2, 3), percent_of(9999, 10000), percent_of(7, 7), percent_of(0, 0)] == [66.6, 99.9, 100.0, 100.0]
