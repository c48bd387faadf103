"""How a ruleset cites an article, and how the citation reads in a decision."""

from __future__ import annotations

import re
from typing import Final

from socorg_rules.problems import Language, Place
from socorg_rules.rulesets.model import Citation, Source

_NUMBER: Final = "[1-9][0-9]*"
_ARTICLE: Final = rf"art\.(?P<article>{_NUMBER})(?:\.(?P<paragraph>{_NUMBER}))?(?:\((?P<item>{_NUMBER})\))?"
_SECTION: Final = rf"sec\.(?P<section>{_NUMBER}(?:\.{_NUMBER})*)"
_WORDS: Final = r'"(?P<words>[^"\n]+)"'
CITATION: Final = re.compile(
    rf"(?P<source>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?: +(?:(?:{_ARTICLE}|{_SECTION})(?P<unseen>\?)?|{_WORDS}))?"
)


def parse_citation(text: str, place: Place = Place()) -> Citation | None:
    """The citation that a text like ``mca-60 art.11.1(5)?`` writes; None when it is not one."""
    match = CITATION.fullmatch(text)
    if match is None:
        return None
    return Citation(
        source=match["source"],
        article=match["article"],
        paragraph=match["paragraph"],
        item=match["item"],
        section=match["section"],
        words=match["words"],
        number_unseen=match["unseen"] is not None,
        place=place,
    )


def print_citation(citation: Citation) -> str:
    """The citation as a ruleset writes it."""
    if citation.words is not None:
        return f'{citation.source} "{citation.words}"'
    if citation.section is not None:
        where = f"sec.{citation.section}"
    elif citation.article is not None:
        paragraph = f".{citation.paragraph}" if citation.paragraph is not None else ""
        item = f"({citation.item})" if citation.item is not None else ""
        where = f"art.{citation.article}{paragraph}{item}"
    else:
        return citation.source
    return f"{citation.source} {where}{'?' if citation.number_unseen else ''}"


def citation_text(citation: Citation, source: Source, language: Language) -> str:
    """The citation for a reader: the instrument's title and number, then article, paragraph and item."""
    return _in_chinese(citation, source) if language == "zh" else _in_english(citation, source)


def _in_chinese(citation: Citation, source: Source) -> str:
    title = source.title.zh if source.title.zh.startswith("《") else f"《{source.title.zh}》"
    text = title if source.number is None else f"{title}（{source.number}）"
    text += _part(citation.article, "第{}条") + _part(citation.paragraph, "第{}款") + _part(citation.item, "第{}项")
    text += _part(citation.section, "第{}节") + _part(citation.words, "“{}”")
    return f"{text}（条号未核实）" if citation.number_unseen else text


def _in_english(citation: Citation, source: Source) -> str:
    text = source.title.en if source.number is None else f"{source.title.en} ({source.number})"
    text += _part(citation.article, ", Art. {}") + _part(citation.paragraph, ", para. {}")
    text += _part(citation.item, ", item {}") + _part(citation.section, ", sec. {}")
    text += _part(citation.words, ', "{}"')
    return f"{text} (article number not verified)" if citation.number_unseen else text


def _part(number: str | None, template: str) -> str:
    return "" if number is None else template.format(number)
