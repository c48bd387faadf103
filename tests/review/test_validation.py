"""Validating a folder: rulesets and examples together, every problem at once."""

from __future__ import annotations

import shutil
from pathlib import Path

from socorg_rules.review.validation import validate_rulesets
from tests.review.sample import LAW


def test_a_sound_folder_is_counted_and_has_no_problems() -> None:
    validation = validate_rulesets(LAW)
    assert len(validation.problems) == 0
    assert {ruleset.id for ruleset in validation.rulesets} == {"cn/sample", "cn/jiangsu/nantong/tongzhou"}
    assert validation.examples.total() == 4


def test_problems_of_several_files_come_together(tmp_path: Path) -> None:
    law = shutil.copytree(LAW, tmp_path / "law")
    for file in law.rglob("1.0.0.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("title:", "titel:", 1), encoding="utf-8")
    files = {problem.place.file for problem in validate_rulesets(law).problems.errors}
    assert len(files) == 2


def test_examples_are_checked_against_the_rulesets(tmp_path: Path) -> None:
    law = shutil.copytree(LAW, tmp_path / "law")
    examples = law / "cn/sample/1.0.0.examples.yaml"
    examples.write_text(examples.read_text(encoding="utf-8").replace("of: large-fine", "of: large-fin"), "utf-8")
    [problem] = validate_rulesets(law).problems
    assert (problem.code, problem.suggestion) == ("E701", "large-fine")


def test_examples_without_a_ruleset_are_a_problem(tmp_path: Path) -> None:
    law = shutil.copytree(LAW, tmp_path / "law")
    shutil.move(law / "cn/sample/1.0.0.examples.yaml", law / "cn/sample/1.0.1.examples.yaml")
    [problem] = validate_rulesets(law).problems
    assert problem.code == "E705"
    assert "1.0.1.yaml" in problem.message("en")
