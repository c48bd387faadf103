"""`validate`, `test` and `rulesets`: for those who write the law down."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.review.sample import LAW

SAMPLE = Path("cn/sample")
TONGZHOU = Path("cn/jiangsu/nantong/tongzhou")


@pytest.fixture
def law(tmp_path: Path) -> Path:
    return shutil.copytree(LAW, tmp_path / "law")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_validating_a_sound_folder_says_what_was_checked(call: Call) -> None:
    answer = call("validate", LAW)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "No errors. Ruleset versions: 2; rules: 8; parameters: 4; examples: 4.\n"


def test_validating_a_part_counts_that_part(call: Call) -> None:
    expected = "No errors. Ruleset versions: 1; rules: 1; parameters: 1; examples: 0.\n"
    assert call("validate", LAW / TONGZHOU / "1.0.0.yaml").out == expected
    assert call("validate", LAW / "cn/jiangsu").out == expected


def test_a_file_is_checked_with_the_folder_it_lies_in(call: Call, law: Path) -> None:
    change(law / TONGZHOU / "1.0.0.yaml", "exception_to: local-social-group", "exception_to: local-social-groop")
    answer = call("validate", law / TONGZHOU / "1.0.0.yaml")
    assert answer.code == 3
    assert "Did you mean 'local-social-group'?" in answer.out


def test_errors_of_other_files_are_only_counted(call: Call, law: Path) -> None:
    change(law / SAMPLE / "1.0.0.yaml", "kind: requirements", "kind: requirement")
    answer = call("validate", law / TONGZHOU / "1.0.0.yaml")
    assert answer.code == 3
    assert answer.out == "Errors in other files of the same folder: 1.\n"


def test_examples_are_validated_too(call: Call, law: Path) -> None:
    examples = law / SAMPLE / "1.0.0.examples.yaml"
    change(examples, "of: large-fine", "of: large-fien")
    for path in (law, examples):
        answer = call("validate", path, "--language", "zh")
        assert answer.code == 3
        assert "没有名为 large-fien 的规则" in answer.out


def test_a_file_that_lies_elsewhere_is_checked_by_itself(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    shutil.copy(LAW / SAMPLE / "1.0.0.yaml", file)
    assert call("validate", file).code == 0


def test_a_path_that_is_not_there_is_told(call: Call, tmp_path: Path) -> None:
    for command in ("validate", "test", "rulesets"):
        answer = call(command, tmp_path / "nothing")
        assert answer.code == 3
        assert "E908" in answer.err


def test_examples_that_pass_are_counted_by_file(call: Call) -> None:
    answer = call("test", LAW)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[:2] == [
        f"{(LAW / SAMPLE).as_posix()}/1.0.0.examples.yaml: all 4 passed",
        "Examples: 4; failed: 0.",
    ]


def test_a_failing_example_is_told_with_its_line_and_both_sides(call: Call, law: Path) -> None:
    change(law / SAMPLE / "1.0.0.yaml", "2018-01-24: 50000", "2018-01-24: 49999.99")
    answer = call("test", law)
    file = f"{(law / SAMPLE).as_posix()}/1.0.0.examples.yaml"
    assert answer.code == 1
    assert answer.out.splitlines()[:4] == [
        f"{file}: 1 of 4 failed",
        f"  {file}:15: failed: One fen less",
        "    dishonesty_listing (to be put on the serious-dishonesty list): "
        "outcome should be not_satisfied, but is satisfied",
        "Examples: 4; failed: 1.",
    ]


def test_rules_that_no_example_shows_are_told_with_their_line(call: Call) -> None:
    lines = call("test", LAW).out.splitlines()
    file = f"{(LAW / SAMPLE).as_posix()}/1.0.0.yaml"
    assert f"{file}:102: listing-is-settled: no example shows it firing" in lines
    assert lines[-1].startswith("Rules that fire in an example: 2 of 8; that don't in another: 3 of 8 (31.2 % of both)")


def test_only_the_rules_at_the_path_are_asked_for(call: Call) -> None:
    assert call("test", LAW / SAMPLE).out.splitlines()[-1].startswith("Rules that fire in an example: 2 of 7;")


def test_rules_shown_by_failing_examples_do_not_count(call: Call, law: Path) -> None:
    change(law / SAMPLE / "1.0.0.yaml", "2018-01-24: 50000", "2018-01-24: 49999.99")
    assert (
        call("test", law)
        .out.splitlines()[-1]
        .startswith("Rules that fire in an example: 2 of 8; that don't in another: 2 of 8")
    )


@pytest.mark.parametrize(("percent", "code"), [(31.2, 0), (31.3, 1)])
def test_too_few_rules_shown_is_told_by_the_exit_code(call: Call, percent: float, code: int) -> None:
    assert call("test", LAW, "--coverage-at-least", percent).code == code


def test_the_examples_of_one_file_or_one_ruleset_can_be_run(call: Call) -> None:
    for path in ("1.0.0.examples.yaml", "1.0.0.yaml", "."):
        answer = call("test", LAW / SAMPLE / path)
        assert "Examples: 4; failed: 0.\n" in answer.out


def test_examples_that_cannot_be_read_exit_with_3_and_the_others_run(call: Call, law: Path) -> None:
    change(law / SAMPLE / "1.0.0.examples.yaml", "outcome: satisfied", "outcome: satisfeid")
    answer = call("test", law)
    assert answer.code == 3
    assert "E702" in answer.err
    assert "Examples: 4; failed: 0." in answer.out


def test_rulesets_without_examples_are_told(call: Call) -> None:
    answer = call("test", LAW / TONGZHOU)
    assert answer.code == 3
    assert "E704" in answer.err


def test_examples_without_a_ruleset_beside_them_are_told(call: Call, law: Path) -> None:
    lost = shutil.move(law / SAMPLE / "1.0.0.examples.yaml", law / SAMPLE / "2.0.0.examples.yaml")
    answer = call("test", lost)
    assert answer.code == 3
    assert "2.0.0.yaml" in answer.err


def test_broken_rulesets_run_no_examples(call: Call, law: Path) -> None:
    change(law / SAMPLE / "1.0.0.yaml", "kind: requirements", "kind: requirement")
    answer = call("test", law)
    assert (answer.code, answer.out) == (3, "")


def test_every_ruleset_is_listed_with_version_place_digest_and_how_far_read(call: Call) -> None:
    answer = call("rulesets", LAW)
    assert answer.code == 0
    assert [line.split()[:3] for line in answer.out.splitlines()] == [
        ["Ruleset", "Version", "Place"],
        ["cn/jiangsu/nantong/tongzhou", "1.0.0", "Tongzhou,"],
        ["cn/sample", "1.0.0", "whole"],
    ]
    assert answer.out.splitlines()[2].endswith("10/13")


def test_what_is_unverified_is_listed_with_its_place_in_the_file(call: Call) -> None:
    answer = call("rulesets", LAW, "--unverified", "--language", "zh")
    assert answer.code == 0
    assert "cn/sample/1.0.0:15" in answer.out
    assert "间接来源" in answer.out
    assert "mca-60" not in answer.out


def test_the_bundled_examples_pass_and_show_every_rule_at_work_and_at_rest(call: Call) -> None:
    answer = call("test", "--coverage-at-least", 100)
    assert answer.code == 0, answer.out + answer.err
