"""`socorg-rules explain`: the reasons for one organization."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call
from tests.review.sample import LAW, ORGANIZATIONS

ON = ("--as-of", "2026-06-15", "--rulesets", LAW)


def test_the_reasons_come_under_the_name_the_key_the_place_and_the_day(call: Call) -> None:
    answer = call("explain", ORGANIZATIONS, *ON, "--key", "#1", "--language", "zh")
    assert (answer.code, answer.err) == (0, "")
    heading, blank, first, *_ = answer.out.splitlines()
    assert heading == "通州区金沙社区老年协会  #1  320612  2026-06-15"
    assert blank == ""
    assert first == "应列入严重违法失信名单：是"
    assert "《社会组织信用信息管理办法》（民政部令第60号）第15条第4项" in answer.out


def test_a_single_record_needs_no_key(call: Call, tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    record.write_text(ORGANIZATIONS.read_text(encoding="utf-8").splitlines()[1], encoding="utf-8")
    answer = call("explain", record, *ON)
    assert answer.code == 0
    assert "Penalties (penalties; 行政处罚)" in answer.out


def test_only_what_is_asked_is_explained_even_where_it_does_not_apply(call: Call) -> None:
    answer = call("explain", ORGANIZATIONS, *ON, "--key", "#3", "--only", "establishment")
    assert answer.out.splitlines()[2:] == [
        "conditions of establishment: not applicable",
        "  The question does not arise, because of:",
        '    ✗ form = "social group" (form: foundation)',
    ]


def test_without_a_key_several_records_are_too_many(call: Call) -> None:
    answer = call("explain", ORGANIZATIONS, *ON)
    assert answer.code == 3
    assert "holds 4 records" in answer.err
    assert "--key #1" in answer.err


def test_an_unknown_key_is_told_with_the_nearest_one(call: Call) -> None:
    answer = call("explain", ORGANIZATIONS, *ON, "--key", "#11")
    assert answer.code == 3
    assert "Did you mean '#1'?" in answer.err


def test_a_file_without_records_is_told(call: Call, tmp_path: Path) -> None:
    empty = tmp_path / "empty.json"
    empty.write_text("[]", encoding="utf-8")
    answer = call("explain", empty, *ON)
    assert answer.code == 3
    assert "E909" in answer.err


def test_a_bad_record_is_told_and_not_explained(call: Call, tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    record.write_text('{"level": "county"}', encoding="utf-8")
    answer = call("explain", record, *ON)
    assert (answer.code, answer.out) == (3, "")
    assert "E303" in answer.err


def test_other_bad_records_do_not_stand_in_the_way(call: Call, tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    good = ORGANIZATIONS.read_text(encoding="utf-8").splitlines()[0]
    records.write_text(f'{{"level": "county"}}\n{good}\n', encoding="utf-8")
    answer = call("explain", records, *ON, "--key", "#2")
    assert (answer.code, answer.err) == (0, "")


def test_mistakes_of_the_call_are_told_at_once(call: Call) -> None:
    answer = call("explain", ORGANIZATIONS, "--as-of", "today", "--rulesets", LAW, "--only", "minimum_capitl")
    assert answer.code == 3
    assert len(answer.err.splitlines()) == 2
