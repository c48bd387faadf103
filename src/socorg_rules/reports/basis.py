"""What stands behind an answer, in a line: a rule with its articles, or the facts that a decision waits for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from socorg_rules.decisions.outcome import Decision, Ground
from socorg_rules.decisions.wording import fact_title
from socorg_rules.problems import Language, Text
from socorg_rules.reports import messages

_SHOWN_FACTS: Final = 3


def ground_text(ground: Ground, language: Language) -> str:
    """A rule and its articles."""
    between = messages.BETWEEN_ARTICLES.in_language(language)
    return messages.GROUND.in_language(language).format(
        title=ground.title.in_language(language),
        articles=between.join(article.text.in_language(language) for article in ground.citations),
    )


def open_text(decision: Decision, language: Language) -> str:
    """Why a decision is undetermined."""
    if decision.conflict is not None:
        return messages.CONFLICT.in_language(language).format(rules=", ".join(decision.conflict.rules))
    return facts_text(messages.MISSING, decision.missing, language)


def facts_text(message: Text, paths: Sequence[str], language: Language) -> str:
    """A message about ``facts``; of many the first few are named, and the rest counted."""
    listed = messages.BETWEEN_FACTS.in_language(language).join(
        fact_title(path).in_language(language) for path in paths[:_SHOWN_FACTS]
    )
    rest = len(paths) - _SHOWN_FACTS
    if rest > 0:
        listed = messages.AND_MORE.in_language(language).format(listed=listed, count=len(paths), rest=rest)
    return message.in_language(language).format(facts=listed)
