"""The articles of all inventories beside the rules and values that cite them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from socorg_rules.problems import Problems, Text, did_you_mean
from socorg_rules.reports.law_coverage import messages
from socorg_rules.reports.law_coverage.inventory import Inventory, ListedArticle, article_text
from socorg_rules.rulesets.citation import print_citation
from socorg_rules.rulesets.model import Citation, Ruleset, Source

Status = Literal["encoded", "partly", "undecidable", "open"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A rule, a dated value, an indicator or a published figure that cites an article.

    ``anchor`` names it on the page of its ruleset.
    """

    ruleset: Ruleset
    title: Text
    anchor: str


@dataclass(frozen=True, slots=True)
class CoveredArticle:
    """An article and what of the rulesets rests on it; ``listed`` is None where a document is cited as a whole."""

    citation: Citation
    listed: ListedArticle | None
    encoded: tuple[Encoded, ...]

    @property
    def status(self) -> Status:
        if self.listed is not None and self.listed.remark is not None:
            return self.listed.remark
        return "encoded"


@dataclass(frozen=True, slots=True)
class CoveredSource:
    """An instrument with its articles in the order of its inventory."""

    source: Source
    articles: tuple[CoveredArticle, ...]
    unseen: Text | None

    @property
    def totals(self) -> Counter[Status]:
        return Counter(article.status for article in self.articles)


def law_coverage(
    inventories: Iterable[Inventory], rulesets: Iterable[Ruleset], problems: Problems
) -> tuple[CoveredSource, ...]:
    """Every source that has an inventory or is cited, by id; what doesn't fit together is added to ``problems``."""
    rulesets = tuple(rulesets)
    sources = {source.id: source for ruleset in rulesets for source in ruleset.sources}
    cited: dict[str, list[tuple[Citation, Encoded]]] = {}
    for citation, encoded in _citations(rulesets):
        cited.setdefault(citation.source, []).append((citation, encoded))
    by_source: dict[str, Inventory] = {}
    for inventory in inventories:
        if inventory.source in sources:
            by_source[inventory.source] = inventory
        else:
            suggestion = did_you_mean(inventory.source, sources)
            problems.add(messages.UNKNOWN_SOURCE.at(inventory.place, suggestion=suggestion, source=inventory.source))
    return tuple(
        _covered(sources[name], by_source.get(name), cited.get(name, []), problems)
        for name in sorted(by_source.keys() | cited.keys())
    )


def _citations(rulesets: Iterable[Ruleset]) -> Iterator[tuple[Citation, Encoded]]:
    titles = {
        parameter.name: parameter.title
        for ruleset in rulesets
        for parameter in ruleset.parameters
        if parameter.title is not None
    }
    for ruleset in rulesets:
        for rule in ruleset.rules:
            for citation in rule.cites:
                yield citation, Encoded(ruleset, rule.title, f"rule-{rule.id}")
        for indicator in ruleset.indicators:
            for citation in indicator.cites:
                title = indicator.title or Text(indicator.name, indicator.name)
                yield citation, Encoded(ruleset, title, f"indicator-{indicator.name}")
        for figure in ruleset.published_figures:
            for citation in figure.cites:
                yield citation, Encoded(ruleset, figure.says, f"figure-{figure.id}")
        for parameter in ruleset.parameters:
            title = titles.get(parameter.name, Text(parameter.name, parameter.name))
            for citation in (cite for dated in parameter.values for cite in dated.cites):
                yield citation, Encoded(ruleset, title, f"parameter-{parameter.name}")


def _covered(
    source: Source, inventory: Inventory | None, cited: list[tuple[Citation, Encoded]], problems: Problems
) -> CoveredSource:
    listed = () if inventory is None else inventory.articles
    found: dict[ListedArticle | None, dict[Encoded, None]] = {article: {} for article in listed}
    reported: set[str] = set()
    for citation, encoded in cited:
        meant = _meant(citation, listed)
        for article in meant:
            found[article][encoded] = None
        if meant:
            continue
        if citation.article is None and citation.section is None:
            found.setdefault(None, {})[encoded] = None
        elif (written := print_citation(citation)) not in reported:
            reported.add(written)
            problems.add(messages.CITED_BUT_NOT_LISTED.at(citation.place, citation=written, source=source.id))
    _gather_items(found)
    covered = [
        CoveredArticle(Citation(source.id) if article is None else article.citation, article, tuple(encoded))
        for article, encoded in found.items()
    ]
    for each in covered:
        _check(each, problems)
    return CoveredSource(source, tuple(covered), None if inventory is None else inventory.unseen)


def _gather_items(found: dict[ListedArticle | None, dict[Encoded, None]]) -> None:
    """An article as a whole rests on what cites its items, where nothing cites it itself."""
    for article, encoded in found.items():
        if article is None or encoded:
            continue
        for part, cited in found.items():
            if part is not None and part is not article and _is_part(part.citation, article.citation):
                encoded.update(cited)


def _is_part(part: Citation, whole: Citation) -> bool:
    return (
        _place(part) == _place(whole) and whole.item in (None, part.item) and whole.paragraph in (None, part.paragraph)
    )


def _meant(citation: Citation, listed: Iterable[ListedArticle]) -> list[ListedArticle]:
    """The listed articles that a citation is about: those that name the same part of it, as far as both name one."""
    fitting = [article for article in listed if _may_be_same(article.citation, citation)]
    closest = max((_likeness(article.citation, citation) for article in fitting), default=None)
    return [article for article in fitting if _likeness(article.citation, citation) == closest]


def _place(citation: Citation) -> tuple[str | None, ...]:
    return citation.article, citation.section, citation.words


def _may_be_same(one: Citation, other: Citation) -> bool:
    same_item = one.item == other.item or None in (one.item, other.item)
    same_paragraph = one.paragraph == other.paragraph or None in (one.paragraph, other.paragraph)
    return _place(one) == _place(other) and same_item and same_paragraph


def _likeness(one: Citation, other: Citation) -> tuple[bool, bool]:
    # The item first: an article is often cited by its item alone where it has but one list of them.
    return one.item == other.item, one.paragraph == other.paragraph


def _check(article: CoveredArticle, problems: Problems) -> None:
    listed = article.listed
    if listed is None:
        return
    name = article_text(listed.citation).en
    match listed.remark:
        case None if not article.encoded:
            problems.add(messages.NEITHER_CITED_NOR_EXPLAINED.at(listed.place, article=name))
        case "partly" if not article.encoded:
            problems.add(messages.PARTLY_BUT_NOT_CITED.at(listed.place, article=name))
        case ("undecidable" | "open") as key if article.encoded:
            problems.add(messages.CITED_YET_EXPLAINED_AWAY.at(listed.place, article=name, key=key))
