"""`socorg-rules check` with either engine: the same bytes, and which of them `auto` takes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from socorg_rules import Evaluation, bulk
from socorg_rules.cli import engines
from socorg_rules.cli.app import run
from socorg_rules.problems import UsageError
from tests.cli.conftest import Call
from tests.review.sample import LAW, ORGANIZATIONS

EXAMPLES = Path(__file__).parents[2] / "examples"
ON = ("--as-of", "2026-06-15", "--rulesets", LAW)


@pytest.mark.parametrize("form", ["jsonl", "table"])
@pytest.mark.parametrize(
    ("records", "as_of", "more"),
    [
        ("shangcheng-2013", "2013-10-31", ()),
        ("families.jsonl", "2026-06-15", ("--only", "minimum_capital,anomaly_listing,inspection_simplified")),
        ("broken", "2026-06-15", ("--only", "minimum_capital")),
    ],
)
def test_both_engines_write_the_same_bytes(
    call: Call, form: str, records: str, as_of: str, more: tuple[str, ...]
) -> None:
    pytest.importorskip("ibis")
    asked = ("check", EXAMPLES / records, "--as-of", as_of, "--format", form, *more)
    one_by_one = call(*asked, "--engine", "compiled")
    assert call(*asked, "--engine", "bulk") == one_by_one
    assert one_by_one.out


@pytest.fixture
def asked_bulk(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many organizations the bulk engine was asked about, each time; nothing if it was not."""
    asked: list[int] = []
    decide = bulk.evaluate_records

    def evaluate_records(rulebook: object, organizations: list[object], **options: object) -> Iterator[Evaluation]:
        asked.append(len(organizations))
        return decide(rulebook, organizations, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk, "evaluate_records", evaluate_records)
    return asked


@pytest.mark.parametrize(("threshold", "expected"), [(5, []), (4, [4])])
def test_auto_takes_the_bulk_engine_for_many(
    call: Call, monkeypatch: pytest.MonkeyPatch, asked_bulk: list[int], threshold: int, expected: list[int]
) -> None:
    pytest.importorskip("ibis")
    monkeypatch.setattr(engines, "BULK_FROM", threshold)
    assert call("check", ORGANIZATIONS, *ON).code == 1
    assert asked_bulk == expected


def test_without_the_extra_auto_goes_on_record_by_record(
    call: Call, monkeypatch: pytest.MonkeyPatch, asked_bulk: list[int]
) -> None:
    expected = call("check", ORGANIZATIONS, *ON)
    monkeypatch.setattr(engines, "BULK_FROM", 1)
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    assert call("check", ORGANIZATIONS, *ON) == expected
    assert asked_bulk == []


def test_without_the_extra_the_bulk_engine_cannot_be_pinned(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    answer = call("check", ORGANIZATIONS, *ON, "--engine", "bulk")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("--engine: E912 ")


@pytest.mark.parametrize(("engine", "code"), [("auto", 1), ("bulk", 3)])
def test_rulesets_that_sql_cannot_say_are_decided_record_by_record(
    call: Call, monkeypatch: pytest.MonkeyPatch, engine: str, code: int
) -> None:
    def refuse(*_: object, **__: object) -> Iterator[Evaluation]:
        raise UsageError("not in SQL")

    monkeypatch.setattr(engines, "BULK_FROM", 1)
    monkeypatch.setattr("socorg_rules.bulk.evaluate_records", refuse)
    assert call("check", ORGANIZATIONS, *ON, "--engine", engine).code == code


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_bar_says_how_many_are_decided(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    # Some terminals can't move their cursor; this one can.
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("socorg_rules.cli.progress._BETWEEN_MOVES", 0)
    run(["check", str(ORGANIZATIONS), *map(str, ON), "--output", str(tmp_path / "out.jsonl")])
    assert "Deciding" in terminal.getvalue()
    assert "4/4" in terminal.getvalue()


def test_elsewhere_there_is_no_bar(call: Call) -> None:
    assert "Deciding" not in call("check", ORGANIZATIONS, *ON).err
