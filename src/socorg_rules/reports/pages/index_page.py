"""The first page of the book: every ruleset there is."""

from __future__ import annotations

from collections.abc import Iterator

from socorg_rules.problems import Language, Text
from socorg_rules.records.divisions import chain_of
from socorg_rules.reports.pages import words
from socorg_rules.reports.pages.book import INDEX, UNVERIFIED, Book, other, page_name, place_title
from socorg_rules.reports.pages.markdown import bullet, escaped, heading, link, table
from socorg_rules.rulesets.model import Ruleset


def index_page(book: Book, language: Language) -> str:
    """The whole page, in Markdown."""
    return "\n".join(_lines(book, language)).rstrip() + "\n"


def _lines(book: Book, language: Language) -> Iterator[str]:
    def word(text: Text) -> str:
        return text.in_language(language)

    yield from heading(1, word(words.INDEX_TITLE))
    yield (
        f"{link(word(words.OTHER_LANGUAGE), page_name(INDEX, other(language)))} · "
        f"{link(word(words.UNVERIFIED_TITLE), page_name(UNVERIFIED, language))}"
    )
    yield ""
    yield word(words.INDEX_INTRO)
    yield ""
    yield from heading(2, word(words.READING))
    yield from (bullet(word(text)) for text in words.READING_RULES)
    yield ""
    by_place: dict[str, list[Ruleset]] = {}
    for ruleset in book.rulesets:
        by_place.setdefault(ruleset.jurisdiction.code, []).append(ruleset)
    for place in sorted(by_place, key=lambda code: (len(chain_of(code)), code)):
        rulesets = by_place[place]
        yield from heading(2, word(place_title(rulesets[0])))
        heads = (words.FILE, words.VERSION, words.DECIDES, words.RULES_COUNTED)
        yield from table([word(head) for head in heads], (_row(ruleset, language) for ruleset in rulesets))


def _row(ruleset: Ruleset, language: Language) -> list[str]:
    titles = (escaped(decision.title.in_language(language)) for decision in ruleset.decisions)
    return [
        f"{link(ruleset.title.in_language(language), page_name(ruleset.id, language))} `{ruleset.id}`",
        ruleset.version_text,
        words.COMMA.in_language(language).join(titles) or words.NONE.in_language(language),
        str(len(ruleset.rules)),
    ]
