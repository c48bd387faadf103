"""The page tells where each of its sentences is shown, and no test is named after a sentence that isn't there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "semantics.md").read_text(encoding="utf-8")
SENTENCES = {int(found[1]): found[2] for found in re.finditer(r"^(\d+)\. (.+(?:\n   .+)*)", PAGE, re.MULTILINE)}
LINK = re.compile(r"\]\(\.\./tests/semantics/(test_\w+\.py)\)")
NOT_YET = "*Not in this edition.*"


def files_of(number: int) -> set[str]:
    """The files with tests named after a sentence."""
    named = re.compile(rf"^def test_{number:02}[a-z]?_", re.MULTILINE)
    return {path.name for path in HERE.glob("test_*.py") if named.search(path.read_text(encoding="utf-8"))}


def test_the_sentences_are_numbered_without_a_gap() -> None:
    assert list(SENTENCES) == list(range(1, 29))


@pytest.mark.parametrize("number", SENTENCES)
def test_a_sentence_names_the_file_that_shows_it_or_says_that_nothing_does_yet(number: int) -> None:
    linked = set(LINK.findall(SENTENCES[number]))
    assert linked == files_of(number)
    assert bool(linked) is not (NOT_YET in SENTENCES[number])


def test_every_numbered_test_belongs_to_a_sentence() -> None:
    numbered = re.compile(r"^def test_(\d+)", re.MULTILINE)
    numbers = {int(number) for path in HERE.glob("test_*.py") for number in numbered.findall(path.read_text("utf-8"))}
    assert numbers <= SENTENCES.keys()


@pytest.mark.parametrize("name", sorted(set(LINK.findall(PAGE))))
def test_every_file_that_the_page_links_is_there(name: str) -> None:
    assert (HERE / name).is_file()
