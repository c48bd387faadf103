"""Inventories of articles held against the rulesets that cite them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from socorg_rules.problems import Problems
from socorg_rules.reports.law_coverage.coverage import CoveredArticle, law_coverage
from socorg_rules.reports.law_coverage.inventory import article_text, read_inventories
from socorg_rules.reports.law_coverage.page import coverage_page
from tests.small_law import library_of, one_decision, rule, ruleset_text

SAYS = "says: {zh: 内容, en: contents}"
WHY = "{zh: 因为, en: because}"


def cover(
    folder: Path, articles: str, *cites: str, file: str = "act", source: str = "act"
) -> tuple[dict[str, CoveredArticle], list[str]]:
    """The articles by name, and the codes of what is wrong, of one inventory and rules that cite these articles."""
    (folder / f"{file}.yaml").write_text(f"source: {source}\narticles:\n{dedent(articles)}", encoding="utf-8")
    rules = [rule(f"rule-{number}", "outcome", cite=cite) for number, cite in enumerate(cites)]
    library = library_of(ruleset_text(one_decision(*rules)))
    problems = Problems()
    covered = law_coverage(read_inventories(folder, problems), library.rulesets, problems)
    articles_by_name = {article_text(article.citation).en: article for each in covered for article in each.articles}
    return articles_by_name, [problem.code for problem in problems]


def rules_of(article: CoveredArticle) -> list[str]:
    return [encoded.anchor for encoded in article.encoded]


def test_an_article_that_a_rule_cites_is_encoded(tmp_path: Path) -> None:
    articles, codes = cover(tmp_path, f'- {{article: "1", {SAYS}}}\n', "act art.1")
    assert (articles["Art. 1"].status, rules_of(articles["Art. 1"]), codes) == ("encoded", ["rule-rule-0"], [])


def test_an_article_can_be_partly_encoded(tmp_path: Path) -> None:
    articles, codes = cover(tmp_path, f'- {{article: "1", {SAYS}, partly: {WHY}}}\n', "act art.1")
    assert (articles["Art. 1"].status, codes) == ("partly", [])


@pytest.mark.parametrize("remark", ["undecidable", "open"])
def test_an_article_without_rules_says_why(tmp_path: Path, remark: str) -> None:
    text = f'- {{article: "1", {SAYS}}}\n- {{article: "2", {SAYS}, {remark}: {WHY}}}\n'
    articles, codes = cover(tmp_path, text, "act art.1")
    assert (articles["Art. 2"].status, codes) == (remark, [])


@pytest.mark.parametrize(
    ("articles", "cites", "code"),
    [
        (f'- {{article: "1", {SAYS}}}\n', ["act art.1", "act art.2"], "E963"),
        (f'- {{article: "1", {SAYS}}}\n', ["act art.1", "act sec.2"], "E963"),
        (f'- {{article: "1", item: "1", {SAYS}}}\n', ["act art.1(1)", "act art.1(2)"], "E963"),
        (f'- {{article: "1", {SAYS}}}\n- {{article: "2", {SAYS}}}\n', ["act art.1"], "E964"),
        (f'- {{article: "1", {SAYS}, open: {WHY}}}\n', ["act art.1"], "E965"),
        (f'- {{article: "1", {SAYS}, undecidable: {WHY}}}\n', ["act art.1(2)"], "E965"),
        (f'- {{article: "1", {SAYS}}}\n- {{article: "2", {SAYS}, partly: {WHY}}}\n', ["act art.1"], "E966"),
        (f'- {{article: "1", {SAYS}}}\n- {{article: "1", {SAYS}}}\n', ["act art.1"], "E962"),
        (f'- {{article: "1", {SAYS}, partly: {WHY}, open: {WHY}}}\n', ["act art.1"], "E967"),
        (f'- {{article: "1", {SAYS}}}\n- {{{SAYS}}}\n', ["act art.1"], "E968"),
        (f'- {{article: "1", whole: true, {SAYS}}}\n', ["act"], "E968"),
        (f'- {{article: "1", sayz: x, {SAYS}}}\n', ["act art.1"], "E027"),
    ],
)
def test_what_does_not_fit_together_is_told(tmp_path: Path, articles: str, cites: list[str], code: str) -> None:
    assert cover(tmp_path, articles, *cites)[1] == [code]


def test_an_inventory_of_nothing_known_is_told(tmp_path: Path) -> None:
    _, codes = cover(tmp_path, f'- {{article: "1", {SAYS}}}\n', "act", source="akt", file="akt")
    assert codes == ["E960"]


def test_an_inventory_is_called_by_its_source(tmp_path: Path) -> None:
    assert cover(tmp_path, f'- {{article: "1", {SAYS}}}\n', "act art.1", file="other")[1] == ["E961"]


def test_items_that_are_listed_take_the_rules_that_cite_them(tmp_path: Path) -> None:
    text = f'- {{article: "1", {SAYS}, partly: {WHY}}}\n- {{article: "1", item: "2", {SAYS}}}\n'
    articles, codes = cover(tmp_path, text, "act art.1(1)", "act art.1(2)")
    assert rules_of(articles["Art. 1"]) == ["rule-rule-0"]
    assert rules_of(articles["Art. 1, item 2"]) == ["rule-rule-1"]
    assert codes == []


def test_a_citation_of_an_article_is_about_each_item_listed(tmp_path: Path) -> None:
    text = f'- {{article: "1", item: "1", {SAYS}}}\n- {{article: "1", item: "2", {SAYS}}}\n'
    articles, codes = cover(tmp_path, text, "act art.1")
    assert [rules_of(article) for article in articles.values()] == [["rule-rule-0"], ["rule-rule-0"]]
    assert codes == []


def test_an_article_as_a_whole_rests_on_its_items(tmp_path: Path) -> None:
    text = f'- {{article: "1", {SAYS}}}\n- {{article: "1", item: "2", {SAYS}}}\n'
    articles, codes = cover(tmp_path, text, "act art.1(2)")
    assert rules_of(articles["Art. 1"]) == ["rule-rule-0"]
    assert codes == []


def test_an_item_may_be_cited_without_its_paragraph(tmp_path: Path) -> None:
    text = (
        f'- {{article: "1", {SAYS}, open: {WHY}}}\n'
        f'- {{article: "1", paragraph: "1", item: "2", {SAYS}}}\n'
        f'- {{article: "1", paragraph: "2", {SAYS}}}\n'
    )
    articles, codes = cover(tmp_path, text, "act art.1(2)", "act art.1.2")
    assert rules_of(articles["Art. 1, para. 1, item 2"]) == ["rule-rule-0"]
    assert rules_of(articles["Art. 1, para. 2"]) == ["rule-rule-1"]
    assert codes == ["E965"]


def test_a_document_that_is_cited_as_a_whole_has_a_row_of_its_own(tmp_path: Path) -> None:
    articles, codes = cover(tmp_path, f'- {{article: "1", {SAYS}}}\n', "act", "act art.1")
    assert rules_of(articles["as a whole"]) == ["rule-rule-0"]
    assert codes == []


def test_problems_name_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "act.yaml").write_text(f'source: act\narticles:\n- {{article: "7", {SAYS}}}\n', encoding="utf-8")
    problems = Problems()
    library = library_of(ruleset_text(one_decision(rule("one", "outcome", cite="act"))))
    law_coverage(read_inventories(tmp_path, problems), library.rulesets, problems)
    [problem] = problems
    assert (Path(problem.place.file or "").name, problem.place.line) == ("act.yaml", 3)


def test_the_page_links_rules_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "act.yaml").write_text(
        f'source: act\narticles:\n- {{article: "1", {SAYS}}}\n- {{article: "2", {SAYS}, open: {WHY}}}\n',
        encoding="utf-8",
    )
    library = library_of(ruleset_text(one_decision(rule("one", "outcome", cite="act art.1"))))
    page = coverage_page(law_coverage(read_inventories(tmp_path, Problems()), library.rulesets, Problems()), "en")
    assert "| [Some Act](#source-act) | 1 | 0 | 0 | 1 | text read |" in page
    assert "| Art. 1 | contents | encoded | [title](rulebook/cn/test.md#rule-one) |" in page
    assert "| Art. 2 | contents | open | because |" in page
