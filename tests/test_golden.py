"""The golden helper itself: a test of it that could not fail would make every golden test worthless."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden import check_golden


@pytest.fixture(autouse=True)
def _reviewing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACCEPT_GOLDEN", raising=False)


def test_the_same_text_passes(tmp_path: Path) -> None:
    path = tmp_path / "same.txt"
    path.write_text("一\n", encoding="utf-8")

    check_golden(path, "一\n")


def test_another_text_fails_and_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text("一\n", encoding="utf-8")

    with pytest.raises(AssertionError, match="ACCEPT_GOLDEN"):
        check_golden(path, "二\n")

    assert path.read_text(encoding="utf-8") == "一\n"


def test_a_missing_file_fails(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="missing"):
        check_golden(tmp_path / "none.txt", "一\n")


def test_one_flag_accepts_what_came_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "accepted.txt"
    monkeypatch.setenv("ACCEPT_GOLDEN", "1")

    check_golden(path, "三\n")

    assert path.read_bytes() == "三\n".encode()
