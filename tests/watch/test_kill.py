"""Killed at any step and started again, a watch loses no change and writes none twice."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from tests.small_law import ruleset_text
from tests.watch.small_law import LAW

ROOT = Path(__file__).resolve().parents[2]
TRIES = "100000" if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else "12"


def stream_of_events() -> list[dict[str, object]]:
    """Six organizations over five months, late and doubled events among them, and days that pass."""
    chance = random.Random(3)
    first = date(2023, 12, 20)
    events: list[dict[str, object]] = []
    for number in range(6):
        facts = {"level": "county", "division": "320612", "registered_on": "2020-01-01", "penalties": []}
        organization = f"O{number}"
        events.append(
            {"id": f"s{number}", "organization": organization, "event": "stated", "on": str(first), "facts": facts}
        )
    for number in range(40):
        day = first + timedelta(days=3 * number)
        organization = f"O{chance.randrange(6)}"
        happened = str(day - timedelta(days=chance.randrange(20)))
        penalty = {"kind": "fine", "amount": chance.choice(["100", "60000"])}
        match chance.randrange(4):
            case 0 | 1:
                told = {"event": "penalty decided", "entry": f"P{number % 7}", "on": happened, "facts": penalty}
            case 2:
                told = {"event": "penalty performed", "entry": f"P{number % 7}", "on": happened}
            case _:
                told = {"event": "report filed", "on": happened, "facts": {"year": 2023}}
        events.append({"id": f"e{number}", "organization": organization, **told})
        if number % 4 == 0:
            events.append({"event": "day passed", "on": str(day)})
        if number % 10 == 9:
            events.append(events[0])
            void = next(event for event in events if event.get("id") == f"e{number - 5}")
            withdrawal = {"id": f"w{number}", "event": "withdrawn", "withdraws": void["id"]}
            events.append({**withdrawal, "organization": void["organization"]})
    return events


def test_killed_at_any_step_it_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "rulesets" / "cn" / "test"
    folder.mkdir(parents=True)
    (folder / "1.0.0.yaml").write_text(ruleset_text(LAW), encoding="utf-8")
    lines = [json.dumps(event) for event in stream_of_events()]
    (tmp_path / "events.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.watch.killing", str(tmp_path), TRIES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "LANG": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    tried = re.findall(r"^(\d+) (same|different)$", done.stdout, re.MULTILINE)
    assert len(tried) >= 12
    assert [step for step, how in tried if how != "same"] == []
    told = [json.loads(line) for line in (tmp_path / "whole.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [each["number"] for each in told] == list(range(1, len(told) + 1))
    assert {each["type"] for each in told} == {"change", "notice"}
    assert any(each.get("rewrites_past") for each in told)
