"""The coverage table is current, and nothing in it contradicts the rulesets."""

from __future__ import annotations

import re
from functools import cache

import pytest

from scripts.write_law_coverage import INVENTORIES, PAGES, covered
from socorg_rules.problems import Language, Problems
from socorg_rules.reports.law_coverage.coverage import CoveredSource
from socorg_rules.reports.law_coverage.page import coverage_page


@cache
def found() -> tuple[tuple[CoveredSource, ...], list[str]]:
    problems = Problems()
    return covered(problems), [problem.render() for problem in problems]


def test_inventories_and_rulesets_do_not_contradict_each_other() -> None:
    assert found()[1] == []


@pytest.mark.parametrize("language", list(PAGES))
def test_the_page_is_current(language: Language) -> None:
    written = PAGES[language].read_text(encoding="utf-8")
    assert written == coverage_page(found()[0], language), "run python -m scripts.write_law_coverage"


def test_every_inventory_is_on_the_page() -> None:
    text = PAGES["en"].read_text(encoding="utf-8")
    named = set(re.findall(r'<a id="source-([^"]+)"></a>', text))
    assert {file.stem for file in INVENTORIES.glob("*.yaml")} <= named


def test_the_totals_are_those_of_the_rows() -> None:
    for source in found()[0]:
        assert sum(source.totals.values()) == len(source.articles)


def test_what_is_encoded_names_rules_and_what_is_not_says_why() -> None:
    articles = [article for source in found()[0] for article in source.articles]
    assert len(articles) > 100
    for article in articles:
        if article.status in ("encoded", "partly"):
            assert article.encoded, article.citation
        else:
            assert article.listed is not None
            assert article.listed.why is not None
