"""What the writers of the parts of a file have in common: single values, texts in two languages, citations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from socorg_rules.problems import Text
from socorg_rules.rulesets.citation import print_citation
from socorg_rules.rulesets.model import Citation, SourceExpression
from socorg_rules.rulesets.yaml_text import Word, YamlData

Entries = dict[str, YamlData]


def present(**entries: YamlData | None) -> Entries:
    """The entries that say something."""
    return {key: value for key, value in entries.items() if value is not None}


def languages(text: Text | None) -> Entries | None:
    """``{zh: …, en: …}``."""
    return None if text is None else {"zh": text.zh, "en": text.en}


def day_word(day: date | None) -> Word | None:
    """An ISO date."""
    return None if day is None else Word(day.isoformat())


def optional_word(text: str | None) -> Word | None:
    """A text that needs no quotes where YAML needs none."""
    return None if text is None else Word(text)


def expression_word(expression: SourceExpression | None) -> Word | None:
    """An expression as it was written."""
    return None if expression is None else Word(expression.text)


def one_or_list(items: Sequence[str]) -> YamlData | None:
    """A single item stands for itself."""
    if not items:
        return None
    return items[0] if len(items) == 1 else list(items)


def citations(cites: Sequence[Citation]) -> YamlData | None:
    """One citation or a list, as ``cite`` takes them."""
    return one_or_list([print_citation(citation) for citation in cites])
