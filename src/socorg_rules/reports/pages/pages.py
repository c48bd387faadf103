"""All pages of a library of rulesets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from socorg_rules.problems import Language
from socorg_rules.reports.pages.book import INDEX, UNVERIFIED, Book, page_name
from socorg_rules.reports.pages.index_page import index_page
from socorg_rules.reports.pages.ruleset_page import ruleset_page
from socorg_rules.reports.pages.unverified_page import unverified_page
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.model import Ruleset

_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def rulebook_pages(library: Library, wanted: Callable[[Ruleset], bool] | None = None) -> dict[str, str]:
    """The pages by file name below their folder, in Chinese and English: the newest version of every ruleset, an index,
    and what is unverified; or, of a part, only the pages of the rulesets that are ``wanted``.

    ``library`` is one that checks; raises :class:`~socorg_rules.ProblemsError` if it doesn't.
    """
    book = Book(library)
    pages: dict[str, str] = {}
    for language in _LANGUAGES:
        if wanted is None:
            pages[page_name(INDEX, language)] = index_page(book, language)
            pages[page_name(UNVERIFIED, language)] = unverified_page(book, language)
        for ruleset in book.rulesets:
            if wanted is None or wanted(ruleset):
                pages[page_name(ruleset.id, language)] = ruleset_page(book, ruleset, language)
    return pages


def write_pages(pages: Mapping[str, str], folder: Path) -> None:
    """Writes pages below a folder, which is made where it isn't there. Raises ``OSError`` where that can't be."""
    for name, text in pages.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
