"""The pages of problem codes are current and whole."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from scripts.write_error_pages import PAGES, kinds_by_module, page_text
from socorg_rules.problems import Language
from tests.docs.pages import ROOT, text_of

KINDS = [kind for kinds in kinds_by_module().values() for kind in kinds]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_current(language: Language) -> None:
    written = PAGES[language].read_text(encoding="utf-8")
    assert written == page_text(language), "run python -m scripts.write_error_pages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_problem_is_on_the_page_exactly_once(language: Language) -> None:
    shown = re.findall(r"^### (.+)$", text_of(PAGES[language]), re.MULTILINE)
    assert Counter(shown) == Counter(kind.code for kind in KINDS)


def test_no_kind_of_problem_is_defined_outside_the_modules_that_the_page_reads() -> None:
    sources = (ROOT / "src").rglob("*.py")
    assert sum(len(re.findall(r"= ProblemKind\(", text_of(source))) for source in sources) == len(KINDS)


def test_a_code_belongs_to_one_kind_of_problem() -> None:
    assert [code for code, count in Counter(kind.code for kind in KINDS).items() if count > 1] == []


def test_a_code_tells_its_severity() -> None:
    assert [kind for kind in KINDS if kind.code[0] != {"error": "E", "warning": "W"}[kind.severity]] == []


def test_every_sentence_and_hint_is_there_in_both_languages() -> None:
    assert [kind.code for kind in KINDS if not all(kind.message) or any(kind.hint) is not all(kind.hint)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_is_one_of_its_own_code(language: Language) -> None:
    entries = re.split(r"^### ", text_of(PAGES[language]), flags=re.MULTILINE)[1:]
    examples = [entry for entry in entries if "```text" in entry]
    assert len(examples) > len(KINDS) / 2
    assert [entry for entry in examples if f": {entry[:4]} " not in entry] == []
