"""The pages of the rulebook are current, and whole: every ruleset, every rule, in both languages."""

from __future__ import annotations

import re
from functools import cache

import pytest

from scripts.write_rulebook import FOLDER, RULESETS, pages
from socorg_rules.problems import Language, Problems
from socorg_rules.reports.law_status import unverified_items
from socorg_rules.rulesets.library import read_library
from socorg_rules.rulesets.model import Ruleset

LANGUAGES: tuple[Language, ...] = ("zh", "en")
SUFFIX = {"zh": ".zh.md", "en": ".md"}


@cache
def rulesets() -> dict[str, Ruleset]:
    """The newest version of every ruleset."""
    return {ruleset.id: ruleset for ruleset in read_library(RULESETS, Problems()).rulesets}


def page_of(ruleset: str, language: Language) -> str:
    return pages()[f"{ruleset}{SUFFIX[language]}"]


def anchors(page: str) -> list[str]:
    return re.findall(r'<a id="([^"]+)"></a>', page)


def test_the_pages_are_current() -> None:
    written = {file.relative_to(FOLDER).as_posix(): file.read_text(encoding="utf-8") for file in FOLDER.rglob("*.md")}
    assert written.keys() == pages().keys(), "run python -m scripts.write_rulebook"
    stale = [name for name, text in pages().items() if written[name] != text]
    assert stale == [], "run python -m scripts.write_rulebook"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ruleset_has_its_page_and_the_index_leads_to_it(language: Language) -> None:
    index = page_of("index", language)
    for ruleset in rulesets():
        assert page_of(ruleset, language)
        assert f"]({ruleset}{SUFFIX[language]})" in index


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_ruleset_is_on_its_page_exactly_once(language: Language) -> None:
    for ruleset in rulesets().values():
        found = anchors(page_of(ruleset.id, language))
        expected = {
            *(f"rule-{rule.id}" for rule in ruleset.rules),
            *(f"table-{table.id}" for table in ruleset.tables),
            *(f"decision-{decision.name}" for decision in ruleset.decisions),
            *(f"parameter-{parameter.name}" for parameter in ruleset.parameters),
            *(f"definition-{definition.name}" for definition in ruleset.definitions),
            *(f"source-{source.id}" for source in ruleset.sources),
            *(f"indicator-{indicator.name}" for indicator in ruleset.indicators),
            *(f"figure-{figure.id}" for figure in ruleset.published_figures),
        }
        assert expected <= set(found), ruleset.id
        assert len(found) == len(set(found)), ruleset.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_stands_there_with_its_title_and_what_it_cites(language: Language) -> None:
    for ruleset in rulesets().values():
        page = page_of(ruleset.id, language)
        for rule in ruleset.rules:
            assert f"`{rule.id}`" in page
            assert rule.title.in_language(language)[1:] in page.replace("\\", ""), (ruleset.id, rule.id)
            assert all(f'"source-{cite.source}"' in page for cite in rule.cites), (ruleset.id, rule.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_words_hold_no_expression(language: Language) -> None:
    operators = re.compile(r" satisfies |!= | <= | >= |@\"P|\bnull\b|as_of")
    for name in rulesets():
        prose = re.sub(r"```.*?```|`[^`\n]*`", "", page_of(name, language), flags=re.DOTALL)
        assert operators.findall(prose) == [], name


def test_links_between_the_pages_lead_to_something_named() -> None:
    for language in LANGUAGES:
        for name in rulesets():
            page = page_of(name, language)
            inside = set(re.findall(r"\]\(#([^)]+)\)", page))
            assert inside <= set(anchors(page)), name


def test_both_languages_say_the_same_things() -> None:
    for name in rulesets():
        assert anchors(page_of(name, "zh")) == anchors(page_of(name, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_unverified_is_on_the_list_what_most_rules_rest_on_first(language: Language) -> None:
    row = re.compile(r"^\| \[.*?\]\([^)]+\) `([^`]+)` \| [^|]+ \| ([0-9]+) \|", re.MULTILINE)
    rows = row.findall(page_of("unverified", language))
    items = [item.name for ruleset in rulesets().values() for item in unverified_items(ruleset)]
    assert sorted(name for name, _ in rows) == sorted(items)
    weights = [int(weight) for _, weight in rows]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 1


def test_a_rule_that_rests_on_an_unverified_value_says_so() -> None:
    [found] = re.findall(r'id="rule-two-unsigned-mailings".*?<details>', page_of("cn/credit-lists", "zh"), re.DOTALL)
    assert re.search(r"把握程度.*parameter-mailing_interval_min\)：取值未经原文核实", found)
