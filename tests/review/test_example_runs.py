"""Running examples: each thing that comes out otherwise is told, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from socorg_rules import Rulebook
from socorg_rules.problems import Problems
from socorg_rules.review.example_runs import ExampleRun, run_example, run_examples
from socorg_rules.review.examples import read_examples
from tests.review.sample import LAW, sample_rulebook

FINED = (
    "{form: social_group, registered_on: 2019-04-01, premises: own, "
    "penalties: [{kind: fine, amount: 60000, decided_on: 2026-03-02}]}"
)


def run(then: str, given: str = FINED) -> ExampleRun:
    problems = Problems()
    text = f"examples: [{{name: n, given: {given}, as_of: 2026-06-15, then: {{{then}}}}}]"
    [example] = read_examples(text, file="f", problems=problems)
    assert len(problems) == 0
    return run_example(sample_rulebook(), example)


def differences(then: str, given: str = FINED) -> list[tuple[str, str, str]]:
    return [(found.aspect, found.expected, found.found) for found in run(then, given).differences]


@pytest.mark.parametrize(
    "then",
    [
        "dishonesty_listing: satisfied",
        "dishonesty_listing: {value: ['4']}",
        "dishonesty_listing: {value: '4'}",
        "dishonesty_listing: {grounds: [large-fine]}",
        "dishonesty_listing: {grounds: [{rule: large-fine, since: 2026-03-02}]}",
        "dishonesty_listing: {missing: [], caveats: []}",
        "minimum_capital: {outcome: satisfied, value: 30000}",
        "minimum_capital: {value: 30000.00}",
        "minimum_capital: {caveats: [note]}",
        "establishment: {outcome: undetermined, missing: [unit_members, individual_members]}",
        "report_late: {outcome: undetermined, value: none}",
        "dishonesty_listing: satisfied, minimum_capital: satisfied",
    ],
)
def test_what_comes_out_as_expected_passes(then: str) -> None:
    assert run(then).passed


def test_another_outcome_is_told() -> None:
    assert differences("dishonesty_listing: not_satisfied") == [("outcome", "not_satisfied", "satisfied")]


def test_an_undetermined_outcome_is_told_with_what_is_missing() -> None:
    assert differences("report_late: satisfied") == [("outcome", "satisfied", "undetermined (missing: annual_reports)")]


def test_another_value_is_told_as_it_would_be_written() -> None:
    assert differences("minimum_capital: {value: 1000}") == [("value", "1000", "30000.00")]
    assert differences("minimum_capital: {value: none}") == [("value", "none", "30000.00")]
    assert differences("minimum_capital: {value: many}") == [("value", "many", "30000.00")]
    assert differences("dishonesty_listing: {value: ['5']}") == [("value", "[5]", "[4]")]


def test_other_grounds_are_told_with_their_days() -> None:
    found = "[large-fine since 2026-03-02]"
    assert differences("dishonesty_listing: {grounds: []}") == [("grounds", "[]", found)]
    assert differences("dishonesty_listing: {grounds: [two-small-sanctions]}") == [
        ("grounds", "[two-small-sanctions]", found)
    ]
    assert differences("dishonesty_listing: {grounds: [{rule: large-fine, since: 2026-03-03}]}") == [
        ("grounds", "[large-fine since 2026-03-03]", found)
    ]
    assert differences("dishonesty_listing: {grounds: [{rule: large-fine, since: none}]}") == [
        ("grounds", "[large-fine since none]", found)
    ]


def test_other_missing_facts_are_told() -> None:
    assert differences("establishment: {missing: [unit_members]}") == [
        ("missing", "[unit_members]", "[individual_members, unit_members]")
    ]


def test_a_caveat_that_does_not_come_is_told() -> None:
    assert differences("dishonesty_listing: {caveats: [note]}") == [("caveats", "[note]", "[]")]


def test_an_empty_list_of_caveats_says_that_there_is_none() -> None:
    [(aspect, expected, _)] = differences("minimum_capital: {caveats: []}")
    assert (aspect, expected) == ("caveats", "[]")


def test_a_difference_names_the_line_of_the_decision() -> None:
    problems = Problems()
    text = (
        "examples:\n  - name: n\n    given: {}\n    as_of: 2026-06-15\n"
        "    then:\n      minimum_capital: satisfied\n      establishment: satisfied\n"
    )
    [example] = read_examples(text, file="f", problems=problems)
    lines = [found.place.line for found in run_example(sample_rulebook(), example).differences]
    assert lines == [6, 7]


def test_the_examples_beside_the_rulesets_are_found_and_pass() -> None:
    problems = Problems()
    [file] = run_examples(sample_rulebook(), sample_rulebook().rulesets, problems)
    assert len(problems) == 0
    assert file.file == (LAW / "cn/sample/1.0.0.examples.yaml").as_posix()
    assert len(file.runs) == 4
    assert file.failed == ()


def test_a_name_that_no_ruleset_has_is_a_problem_of_the_file(tmp_path: Path) -> None:
    law = _copy(tmp_path)
    _examples(law).write_text(
        "examples:\n"
        "  - {name: a, of: large-fien, given: {}, as_of: 2026-06-15, then: {minimum_capital: not_satisfied}}\n"
        "  - {name: b, given: {}, as_of: 2026-06-15, then: {minimal_capital: satisfied}}\n"
        "  - {name: c, given: {}, as_of: 2026-06-15, then: {establishment: undetermined}}\n",
        encoding="utf-8",
    )
    problems = Problems()
    rulebook = Rulebook.load(law)
    [file] = run_examples(rulebook, rulebook.rulesets, problems)
    assert [run.example.name.en for run in file.runs] == ["c"]
    assert [(problem.code, problem.place.line, problem.suggestion) for problem in problems] == [
        ("E701", 2, "large-fine"),
        ("E700", 3, "minimum_capital"),
    ]


def test_examples_of_a_superseded_version_are_asked_of_that_version(tmp_path: Path) -> None:
    law = _copy(tmp_path)
    first = law / "cn/sample/1.0.0.yaml"
    newer = first.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.1.0")
    newer = newer.replace("released_on: 2026-01-05", "released_on: 2026-02-01")
    newer = newer.replace("2018-01-24: 50000", "2018-01-24: 40000")
    first.with_name("1.1.0.yaml").write_text(newer, encoding="utf-8")
    rulebook = Rulebook.load(law)
    problems = Problems()
    [file] = run_examples(rulebook, rulebook.rulesets, problems)
    assert file.failed == ()
    shutil.move(_examples(law), first.with_name("1.1.0.examples.yaml"))
    [file] = run_examples(rulebook, rulebook.rulesets, problems)
    assert [run.example.name.en for run in file.failed] == ["One fen less"]


def test_an_example_may_say_itself_what_is_known(tmp_path: Path) -> None:
    law = _copy(tmp_path)
    first = law / "cn/sample/1.0.0.yaml"
    newer = first.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.1.0")
    newer = newer.replace("released_on: 2026-01-05", "released_on: 2026-02-01")
    newer = newer.replace("2018-01-24: 50000", "2018-01-24: 40000")
    first.with_name("1.1.0.yaml").write_text(newer, encoding="utf-8")
    rulebook = Rulebook.load(law)
    examples = "examples:\n" + "".join(
        f"  - {{name: n, given: {FINED.replace('60000', '45000')}, as_of: 2026-06-15, known_at: {known_at}, "
        f"then: {{dishonesty_listing: {outcome}}}}}\n"
        for known_at, outcome in (("2026-01-31", "not_satisfied"), ("2026-02-01", "satisfied"))
    )
    problems = Problems()
    runs = [run_example(rulebook, example) for example in read_examples(examples, file="f", problems=problems)]
    assert [run.passed for run in runs] == [True, True]


def test_a_day_before_the_first_release_is_a_problem_of_the_example(tmp_path: Path) -> None:
    law = _copy(tmp_path)
    _examples(law).write_text(
        "examples:\n"
        "  - {name: a, given: {}, as_of: 2026-06-15, known_at: 2026-01-04, then: {establishment: undetermined}}\n"
        "  - {name: b, given: {}, as_of: 2026-06-15, known_at: 2026-01-05, then: {establishment: not_applicable}}\n",
        encoding="utf-8",
    )
    problems = Problems()
    rulebook = Rulebook.load(law)
    [file] = run_examples(rulebook, rulebook.rulesets, problems)
    assert [run.example.name.en for run in file.runs] == ["b"]
    assert [(problem.code, problem.place.line) for problem in problems] == [("E707", 2)]


def test_a_decision_that_was_not_yet_there_is_a_problem_of_the_example(tmp_path: Path) -> None:
    law = _copy(tmp_path)
    first = law / "cn/sample/1.0.0.yaml"
    newer = first.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.1.0")
    newer = newer.replace("released_on: 2026-01-05", "released_on: 2026-02-01")
    newer = newer.replace("  report_late:\n", "  report_lateness:\n")
    newer = newer.replace("decides: report_late", "decides: report_lateness")
    first.with_name("1.1.0.yaml").write_text(newer, encoding="utf-8")
    _examples(law).write_text(
        "examples:\n  - {name: a, given: {}, as_of: 2026-06-15, then: {report_lateness: undetermined}}\n",
        encoding="utf-8",
    )
    problems = Problems()
    rulebook = Rulebook.load(law)
    list(run_examples(rulebook, rulebook.rulesets, problems))
    assert [(problem.code, problem.suggestion) for problem in problems] == [("E700", "report_late")]


def _copy(folder: Path) -> Path:
    return shutil.copytree(LAW, folder / "law")


def _examples(law: Path) -> Path:
    return law / "cn/sample/1.0.0.examples.yaml"
