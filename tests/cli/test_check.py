"""`socorg-rules check`: decisions about many, exit codes, bad input."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.review.sample import LAW, ORGANIZATIONS

ON = ("--as-of", "2026-06-15", "--rulesets", LAW)


def keys(out: str) -> list[str]:
    return [json.loads(line)["key"] for line in out.splitlines()]


def one(tmp_path: Path, **fields: object) -> Path:
    record = {"form": "social_group", "level": "county", "division": "330102", **fields}
    path = tmp_path / "one.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


SETTLED = {
    "registered_on": "2019-04-01",
    "penalties": [],
    "individual_members": 60,
    "premises": "own",
    "annual_reports": [{"year": 2025, "submitted_on": "2026-03-30"}],
}


def test_without_a_terminal_every_organization_is_a_line_of_json(call: Call) -> None:
    answer = call("check", ORGANIZATIONS, *ON)
    assert keys(answer.out) == ["#1", "#2", "#3", "#4"]
    assert answer.err == "Organizations: 4; with findings: 1; undetermined only: 1; neither: 2.\n"


def test_the_same_input_gives_the_same_bytes(call: Call) -> None:
    assert call("check", ORGANIZATIONS, *ON).out == call("check", ORGANIZATIONS, *ON).out


def test_findings_exit_with_1(call: Call) -> None:
    assert call("check", ORGANIZATIONS, *ON).code == 1


def test_nothing_found_exits_with_0(call: Call, tmp_path: Path) -> None:
    assert call("check", one(tmp_path, **SETTLED), *ON).code == 0


def test_undetermined_alone_exits_with_2(call: Call, tmp_path: Path) -> None:
    assert call("check", one(tmp_path, **{**SETTLED, "penalties": None}), *ON).code == 2


def test_bad_input_exits_with_3_and_the_rest_is_decided(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    good = ORGANIZATIONS.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f'{{"level": "county", "division": "3306"}}\n{good}\n', encoding="utf-8")
    answer = call("check", path, *ON)
    assert answer.code == 3
    assert keys(answer.out) == ["#2"]
    problem, totals = answer.err.splitlines()
    assert problem.startswith(f"{path.as_posix()}:1:21 @ division: E306 ")
    assert totals.endswith("Errors in the input: 1; the records concerned were not decided.")


def test_only_what_is_asked_counts(call: Call) -> None:
    answer = call("check", ORGANIZATIONS, *ON, "--only", "minimum_capital")
    assert answer.code == 0
    assert set(json.loads(answer.out.splitlines()[0])["evaluation"]["decisions"]) == {"minimum_capital"}


def test_several_decisions_may_be_asked_one_by_one_or_with_commas(call: Call) -> None:
    one_by_one = call("check", ORGANIZATIONS, *ON, "--only", "report_late", "--only", "establishment")
    assert call("check", ORGANIZATIONS, *ON, "--only", "report_late,establishment").out == one_by_one.out


@pytest.mark.parametrize(
    ("division", "found"),
    [
        ("320612", ["#1"]),
        ("320600", ["#1", "#2"]),
        ("320000", ["#1", "#2"]),
        ("330102", ["#3", "#4"]),
        ("330000", ["#3", "#4"]),
        ("100000", ["#1", "#2", "#3", "#4"]),
        ("440000", []),
    ],
)
def test_a_division_covers_itself_and_what_is_below_it(call: Call, division: str, found: list[str]) -> None:
    assert keys(call("check", ORGANIZATIONS, *ON, "--division", division).out) == found


def test_a_division_covers_its_former_code(call: Call, tmp_path: Path) -> None:
    path = one(tmp_path, division="320683")
    assert len(keys(call("check", path, *ON, "--division", "320612").out)) == 1
    assert len(keys(call("check", path, *ON, "--division", "320600").out)) == 1
    assert len(keys(call("check", path, *ON, "--division", "320602").out)) == 0


def test_an_older_state_of_the_rulesets_can_be_asked_for(call: Call) -> None:
    answer = call("check", ORGANIZATIONS, *ON, "--known-at", "2026-01-05")
    assert json.loads(answer.out.splitlines()[0])["evaluation"]["known_at"] == "2026-01-05"


def test_a_table_can_be_had_without_a_terminal(call: Call) -> None:
    answer = call("check", ORGANIZATIONS, *ON, "--format", "table")
    assert answer.code == 1
    assert "!  conditions of establishment" in answer.out
    assert "\x1b" not in answer.out
    assert "annual report late" in answer.out
    assert "minimum capital  " in answer.out.split("Summary")[1]
    assert "1,000.00 yuan" not in answer.out
    assert answer.err == ""


def test_the_table_shows_every_decision_on_demand(call: Call) -> None:
    assert "1,000.00 yuan" in call("check", ORGANIZATIONS, *ON, "--format", "table", "--all").out


def test_the_answer_can_go_to_a_file(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "decisions.jsonl"
    answer = call("check", ORGANIZATIONS, *ON, "--output", target)
    assert (answer.code, answer.out) == (1, "")
    assert target.read_text(encoding="utf-8") == call("check", ORGANIZATIONS, *ON).out
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_cannot_be_written_is_told(call: Call, tmp_path: Path) -> None:
    answer = call("check", ORGANIZATIONS, *ON, "--output", tmp_path / "no" / "such" / "folder.jsonl")
    assert answer.code == 3
    assert "E906" in answer.err


@pytest.mark.skipif(os.name == "nt", reason="there are no named pipes")
def test_a_named_pipe_is_written_to_and_stays_one(call: Call, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as threads:
        read = threads.submit(pipe.read_text, "utf-8")
        assert call("check", ORGANIZATIONS, *ON, "--output", pipe).code == 1
        assert keys(read.result()) == ["#1", "#2", "#3", "#4"]
    assert pipe.is_fifo()


def test_half_an_answer_never_stands_in_the_file(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "decisions.jsonl"
    target.write_text("whole\n", encoding="utf-8")

    def stop(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("socorg_rules.cli.population.JsonLines.line", stop)
    assert call("check", ORGANIZATIONS, *ON, "--output", target).code == 130
    assert target.read_text(encoding="utf-8") == "whole\n"
    assert list(tmp_path.iterdir()) == [target]


def test_every_mistake_of_a_call_is_told_at_once(call: Call) -> None:
    answer = call(
        *("check", ORGANIZATIONS, "--as-of", "2026-13-01", "--rulesets", LAW, "--known-at", "15.6.2026"),
        *("--division", "32", "--only", "report_lat", "--only", "x"),
    )
    assert answer.code == 3
    assert answer.out == ""
    assert [line.split(": ")[:2] for line in answer.err.splitlines()] == [
        ["--as-of", "E900 2026-13-01 is no date. Write year-month-day, such as 2026-06-15."],
        ["--division", "E902 32 is no division code. Write the six digits of GB/T 2260, such as 320612."],
        ["--known-at", "E900 15.6.2026 is no date. Write year-month-day, such as 2026-06-15."],
        ["--only", "E901 There is no decision report_lat. Did you mean 'report_late'?"],
        ["--only", "E901 There is no decision x. Known are"],
    ]


def test_a_day_before_the_first_release_is_told(call: Call) -> None:
    answer = call("check", ORGANIZATIONS, *ON, "--known-at", "2026-01-04")
    assert answer.code == 3
    assert "the first was on 2026-01-05" in answer.err


@pytest.mark.parametrize("missing", ["organizations.csv", "no/such/folder"])
def test_a_missing_file_is_told(call: Call, tmp_path: Path, missing: str) -> None:
    answer = call("check", tmp_path / missing, *ON)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == f"{(tmp_path / missing).as_posix()}: E329 There is no such file or folder.\n"


def test_a_missing_folder_of_rulesets_is_told(call: Call, tmp_path: Path) -> None:
    answer = call("check", ORGANIZATIONS, "--as-of", "2026-06-15", "--rulesets", tmp_path / "nothing")
    assert answer.code == 3
    assert "E908" in answer.err


def test_broken_rulesets_are_told_with_all_their_problems(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("ruleset: A\nversion: 1\n", encoding="utf-8")
    answer = call("check", ORGANIZATIONS, "--as-of", "2026-06-15", "--rulesets", tmp_path)
    assert answer.code == 3
    assert len(answer.err.splitlines()) > 2


def test_problems_are_told_in_the_language_asked_for(call: Call, tmp_path: Path) -> None:
    answer = call("check", tmp_path / "x.csv", *ON, "--language", "zh")
    assert "文件或者文件夹不存在" in answer.err


def test_the_locale_chooses_the_language(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "发现问题 1 家" in call("check", ORGANIZATIONS, *ON).err


def test_a_mapping_names_the_columns_of_a_registry(call: Call, tmp_path: Path) -> None:
    (tmp_path / "jigou.csv").write_text("编号,层级,区划\nA1,县级,330102\n", encoding="utf-8")
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "key: {organizations: 编号}\n"
        "tables: {organizations: {file: jigou.csv, columns: {层级: level, 区划: division}}}\n",
        encoding="utf-8",
    )
    answer = call("check", tmp_path, *ON, "--mapping", mapping)
    assert keys(answer.out) == ["A1"]
