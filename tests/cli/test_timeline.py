"""``socorg-rules timeline``: past and future of one organization, and the calendar of what is ahead."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.small_law import ruleset_text
from tests.watch.small_law import LAW

RECORD = {
    "name": "某某社会服务机构，名称很长，足以折行",
    "level": "county",
    "division": "320612",
    "registered_on": "2020-01-01",
    "annual_reports": [{"year": 2023, "submitted_on": "2024-02-01"}],
    "penalties": [{"decided_on": "2024-04-01", "amount": 60000}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "rulesets" / "cn" / "test"
    place.mkdir(parents=True)
    (place / "1.0.0.yaml").write_text(ruleset_text(LAW), encoding="utf-8")
    (tmp_path / "record.json").write_text(json.dumps(RECORD), encoding="utf-8")
    return tmp_path


def asked(call: Call, folder: Path, *more: object) -> tuple[int, str, str]:
    answer = call("timeline", folder / "record.json", "--as-of", "2024-06-15", "--rulesets", folder / "rulesets", *more)
    return answer.code, answer.out, answer.err


def days(part: str) -> list[str]:
    return re.findall(r"^(\d{4}-\d\d-\d\d)  ", part, re.MULTILINE)


def test_past_and_future_stand_apart(call: Call, folder: Path) -> None:
    code, out, _ = asked(call, folder, "--since", "2024-01-15", "--until", "2025-06-15")
    assert code == 0
    past, ahead = out.split("What will change if nothing is done")
    assert days(past) == ["2024-04-01", "2024-05-02"]
    assert days(ahead) == ["2025-01-01", "2025-03-02"]


def test_both_languages(call: Call, folder: Path) -> None:
    _, out, _ = asked(call, folder, "--language", "zh")
    assert "若不作处理，将要发生的变化" in out


def test_a_span_without_its_day_is_refused(call: Call, folder: Path) -> None:
    code, _, err = asked(call, folder, "--since", "2024-07-01")
    assert code == 3
    assert "E913" in err


def test_what_is_undetermined_tells_what_it_waits_for(call: Call, folder: Path) -> None:
    unsaid = {**RECORD, "penalties": [{"decided_on": "2024-07-20"}]}
    (folder / "record.json").write_text(json.dumps(unsaid), encoding="utf-8")
    _, out, _ = asked(call, folder, "--only", "sanctioned")
    assert re.search(r"2024-07-20 .* undetermined +missing: Penalties: Amount", out)
    described = [line for line in unfolded(calendar(call, folder, "--only", "sanctioned")) if "DESCRIPTION" in line]
    assert described[0] == "DESCRIPTION:missing: Penalties: Amount"


def calendar(call: Call, folder: Path, *more: object) -> bytes:
    code, _, _ = asked(call, folder, "--until", "2025-06-15", "--ics", folder / "ahead.ics", *more)
    assert code == 0
    return (folder / "ahead.ics").read_bytes()


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_the_calendar_holds_what_is_ahead(call: Call, folder: Path) -> None:
    lines = unfolded(calendar(call, folder))
    starts = [line.removeprefix("DTSTART;VALUE=DATE:") for line in lines if line.startswith("DTSTART")]
    assert starts == sorted(starts)
    assert set(starts) == {"20250101", "20250301", "20250302"}
    assert lines.count("CATEGORIES:DEADLINE") == 1
    assert {line for line in lines if line.startswith("DTSTAMP")} == {"DTSTAMP:20240615T000000Z"}


def test_the_calendar_is_written_as_rfc_5545_wants(call: Call, folder: Path) -> None:
    content = calendar(call, folder, "--language", "zh")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()


def test_an_entry_keeps_its_uid(call: Call, folder: Path) -> None:
    one, other = (
        {line for line in unfolded(calendar(call, folder, *more)) if line.startswith("UID")}
        for more in ((), ("--language", "zh"))
    )
    assert one == other
    assert len(one) == unfolded(calendar(call, folder)).count("BEGIN:VEVENT")
