"""``socorg-rules watch``: a file of events in, lines of changes out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.small_law import ruleset_text
from tests.watch.small_law import LAW
from tests.watch.test_watch import FINED, STATED

PASSED = {"event": "day passed", "on": "2024-02-28"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "rulesets" / "cn" / "test"
    place.mkdir(parents=True)
    (place / "1.0.0.yaml").write_text(ruleset_text(LAW), encoding="utf-8")
    return tmp_path


def write(folder: Path, *lines: object) -> None:
    text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    (folder / "events.jsonl").write_text(text, encoding="utf-8")


def watched(call: Call, folder: Path, *more: object) -> tuple[int, str, list[str]]:
    """Exit code, problems, and the lines of the output file."""
    output = folder / "changes.jsonl"
    options = ("--state", folder / "watch.db", "--output", output, "--rulesets", folder / "rulesets")
    answer = call("watch", folder / "events.jsonl", *options, *more)
    return answer.code, answer.err, output.read_text(encoding="utf-8").splitlines() if output.exists() else []


def numbers(lines: list[str]) -> list[int]:
    return [json.loads(line)["number"] for line in lines]


def test_every_change_is_a_line(call: Call, folder: Path) -> None:
    write(folder, STATED, FINED, PASSED)
    code, err, lines = watched(call, folder)
    assert (code, err) == (0, "")
    assert numbers(lines) == list(range(1, len(lines) + 1))
    assert {json.loads(line)["decision"] for line in lines} >= {"sanctioned", "report_deadline"}


def test_the_same_command_again_tells_nothing_twice_and_goes_on_with_a_file_that_grew(call: Call, folder: Path) -> None:
    write(folder, STATED, FINED)
    watched(call, folder)
    first = watched(call, folder, "--until", "2024-02-10")[2]
    write(folder, STATED, FINED, PASSED)
    again = watched(call, folder)[2]
    assert again[: len(first)] == first
    assert numbers(again) == list(range(1, len(again) + 1))
    assert {json.loads(line)["type"] for line in again} == {"change"}
    assert watched(call, folder)[2] == again


def test_half_a_line_of_the_output_is_written_anew(call: Call, folder: Path) -> None:
    write(folder, STATED, FINED)
    lines = watched(call, folder, "--until", "2024-02-10")[2]
    with (folder / "changes.jsonl").open("a") as output:
        output.write('{"type": "chan')
    write(folder, STATED, FINED, PASSED)
    again = watched(call, folder)[2]
    assert again[: len(lines)] == lines
    assert numbers(again) == list(range(1, len(again) + 1))


def test_bad_events_are_told_by_line_and_field_and_the_good_ones_taken_in(call: Call, folder: Path) -> None:
    write(folder, STATED, "{", {**FINED, "id": "7", "on": "tomorrow"}, "", FINED, {**FINED, "on": "2024-01-21"}, PASSED)
    code, err, lines = watched(call, folder)
    assert code == 3
    told = [line.removeprefix(f"{folder.as_posix()}/") for line in err.splitlines()]
    assert [line.split(" ")[0].split(":")[1] for line in told] == ["2", "3", "6"]
    assert "E506" in told[1]
    assert "@ on:" in told[1]
    assert "E511" in told[2]
    assert any(json.loads(line)["events"] == ["2"] for line in lines)


def test_an_output_of_another_state_is_refused(call: Call, folder: Path) -> None:
    write(folder, STATED, PASSED)
    (folder / "changes.jsonl").write_text('{"number": 900}\n')
    code, err, lines = watched(call, folder)
    assert (code, lines) == (3, ['{"number": 900}'])
    assert "E522" in err


def test_a_file_that_is_not_there_is_told(call: Call, folder: Path) -> None:
    answer = call("watch", folder / "missing.jsonl", "--state", folder / "watch.db", "--rulesets", folder / "rulesets")
    assert answer.code == 3
    assert "missing.jsonl" in answer.err


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            {
                "2024-01-20  A  sanctioned: no → yes  large fine: Some Act, Art. 2",
                "2024-01-12 to 2024-01-19 (rewrites the past)  A  sanctioned: no → yes  large fine: Some Act, Art. 2",
                "2024-01-10  A  capital is sufficient: not applicable → undetermined  missing: Registered capital",
                "2024-01-10  A  deadline: not applicable → 2024-03-01  deadline: Some Act, Art. 7",
                "A  event 2  The event was received before and counts once.",
            },
        ),
        (
            "zh",
            {
                "2024-01-20  A  受罚：否 → 是  大额罚款：《某条例》第2条",
                "2024-01-12 至 2024-01-19（改写过去）  A  受罚：否 → 是  大额罚款：《某条例》第2条",
                "2024-01-10  A  资金达标：不适用 → 无法确定  缺少：注册资金",
                "2024-01-10  A  期限：不适用 → 2024-03-01  期限：《某条例》第7条",
                "A  事件 2  事件此前已收到，不再计入。",
            },
        ),
    ],
)
def test_a_person_reads_a_line_for_every_change(call: Call, folder: Path, language: str, expected: set[str]) -> None:
    late = {**FINED, "id": "3", "on": "2024-01-12", "entry": "Q"}
    withdrawn = {"id": "4", "organization": "A", "event": "withdrawn", "withdraws": "3"}
    write(folder, STATED, FINED, {"event": "day passed", "on": "2024-01-25"}, FINED, late, withdrawn)
    options = ("--state", folder / "watch.db", "--rulesets", folder / "rulesets", "--language", language)
    answer = call("watch", folder / "events.jsonl", *options, "--format", "table")
    lines = answer.out.splitlines()
    assert expected - set(lines) == set()
    assert [line for line in lines if "{" in line] == []


def test_what_is_no_terminal_gets_json_lines(call: Call, folder: Path) -> None:
    write(folder, STATED)
    answer = call("watch", folder / "events.jsonl", "--state", folder / "watch.db", "--rulesets", folder / "rulesets")
    assert numbers(answer.out.splitlines()) == list(range(1, len(answer.out.splitlines()) + 1))
