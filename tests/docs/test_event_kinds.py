"""The pages of event kinds are current, and what stands on them can be written."""

from __future__ import annotations

import re

import pytest

from scripts.write_event_kinds import PAGES, page_text
from socorg_rules.problems import Language
from socorg_rules.watch.vocabulary import EVENT_KINDS, kind_named
from tests.docs.pages import text_of

LANGUAGES: tuple[Language, ...] = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_current(language: Language) -> None:
    assert text_of(PAGES[language]) == page_text(language), "run python -m scripts.write_event_kinds"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_row_whose_names_mean_it(language: Language) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|.* \|$", text_of(PAGES[language]), re.MULTILINE)
    assert [kind_named(name) for name in rows] == sorted(EVENT_KINDS, key=lambda kind: kind.list is not None)


def test_words_on_the_page_are_understood() -> None:
    cells = re.findall(r"^\| `([^`]+)` \| `[^`]+` \| (.+) \|$", text_of(PAGES["en"]), re.MULTILINE)
    assert len(cells) == len(EVENT_KINDS)
    assert [words for name, words in cells if name not in _named_by(words)] == []


def _named_by(words: str) -> set[str]:
    kinds = [kind_named(word) for word in words.split(", ")]
    return {kind.name for kind in kinds if kind is not None}
