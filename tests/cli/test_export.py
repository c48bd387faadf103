"""``socorg-rules export`` writes the law for other systems, or says everything that is wrong with the question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

ASKED = ("--as-of", "2026-06-15", "--division", "320612", "--only", "filing_tier")


@pytest.mark.parametrize("command", [("sql", "--dialect", "postgres"), ("durable",)])
def test_all_that_cannot_be_is_told_at_once(call: Call, command: tuple[str, ...]) -> None:
    answer = call("export", *command, "--as-of", "soon", "--division", "Nantong", "--only", "filing_teer")
    assert answer.code == 3
    assert answer.out == ""
    assert [word for word in ("soon", "Nantong", "filing_tier") if word in answer.err] == [
        "soon",
        "Nantong",
        "filing_tier",
    ]


def test_a_view_is_written_to_a_file(call: Call, tmp_path: Path) -> None:
    pytest.importorskip("ibis")
    answer = call(
        "export", "sql", "--dialect", "duckdb", *ASKED, "--name", "tiers", "--output", str(tmp_path / "view.sql")
    )
    assert (answer.code, answer.out) == (0, "")
    view = (tmp_path / "view.sql").read_text(encoding="utf-8")
    assert view.startswith("-- 320612, 2026-06-15: ")
    assert "CREATE VIEW tiers AS" in view


def test_definitions_are_json(call: Call) -> None:
    answer = call("export", "durable", *ASKED)
    assert answer.code == 0
    assert "filing_tier" in json.dumps(json.loads(answer.out))
