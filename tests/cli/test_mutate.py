"""`mutate`: what of the law could be written wrongly without anybody noticing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.review.sample import LAW

SAMPLE = LAW / "cn/sample"


@pytest.fixture
def law(tmp_path: Path) -> Path:
    return shutil.copytree(LAW, tmp_path / "law")


def test_changes_that_nobody_notices_are_told_and_counted(call: Call) -> None:
    answer = call("mutate", SAMPLE, "--only", "large-fine")
    assert (answer.code, answer.err) == (0, "")
    file = f"{SAMPLE.as_posix()}/1.0.0.yaml"
    lines = answer.out.splitlines()
    assert lines[0] == f"{file}: 6 of 12 changes noticed (50.0 %)"
    assert lines[3] == f'  {file}:91: not noticed: date @"2018-01-24" → @"2018-01-23" (large-fine)'
    assert lines[-1] == "Changes: 12; noticed: 6 (50.0 %), by examples: 6, by the checker: 0; not noticed: 6."
    assert len(lines) == 8


def test_the_answer_may_be_chinese(call: Call) -> None:
    answer = call("mutate", SAMPLE, "--only", "large-fine", "--language", "zh")
    assert '未发现：日期 @"2018-01-24" → @"2018-01-23"（large-fine）' in answer.out


@pytest.mark.parametrize(("percent", "code"), [(50, 0), (50.1, 1), (100, 1)])
def test_too_few_noticed_is_told_by_the_exit_code(call: Call, percent: float, code: int) -> None:
    assert call("mutate", SAMPLE, "--only", "large-fine", "--at-least", percent).code == code


def test_only_the_rulesets_at_the_path_are_changed(call: Call) -> None:
    answer = call("mutate", LAW / "cn/jiangsu")
    assert "cn/jiangsu/nantong/tongzhou/1.0.0.yaml" in answer.out
    assert "cn/sample" not in answer.out


def test_a_sample_is_as_large_as_asked_for(call: Call) -> None:
    assert call("mutate", LAW, "--sample", 5, "--seed", 3).out.splitlines()[-1].startswith("Changes: 5;")


def test_every_change_can_be_written_to_a_file(call: Call, tmp_path: Path) -> None:
    call("mutate", SAMPLE, "--only", "large-fine", "--output", tmp_path / "changes.json")
    written = json.loads((tmp_path / "changes.json").read_text(encoding="utf-8"))
    assert (written["count"], written["noticed"]) == (12, 6)
    assert [change["fate"] for change in written["changes"]].count("killed") == 6


def test_a_name_that_nothing_has_is_told(call: Call) -> None:
    answer = call("mutate", SAMPLE, "--only", "large-fien")
    assert (answer.code, answer.out) == (3, "")
    assert "E911" in answer.err


def test_rulesets_that_are_wrong_are_not_changed(call: Call, law: Path) -> None:
    file = law / "cn/sample/1.0.0.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("kind: requirements", "kind: requirement"), "utf-8")
    answer = call("mutate", law)
    assert (answer.code, answer.out) == (3, "")
    assert "kind" in answer.err


def test_examples_that_cannot_be_read_are_told_and_the_others_are_used(call: Call, law: Path) -> None:
    file = law / "cn/sample/1.0.0.examples.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("outcome: undetermined", "outcome: undeterminde"), "utf-8")
    answer = call("mutate", law / "cn/sample", "--only", "large-fine")
    assert answer.code == 3
    assert "E702" in answer.err
    assert "noticed: 6" in answer.out
