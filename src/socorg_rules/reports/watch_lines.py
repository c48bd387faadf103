"""What a watch tells, a line each, for a person at a terminal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from socorg_rules.decisions.explanation import answer_text
from socorg_rules.decisions.outcome import Decision, DecisionValue, Outcome
from socorg_rules.problems import Language
from socorg_rules.reports import messages
from socorg_rules.reports.basis import facts_text
from socorg_rules.reports.questions import Questions
from socorg_rules.watch.told import Change, Notice, Plain, Told

_GAP: Final = "  "


def told_text(told: Told, questions: Questions, language: Language) -> str:
    """A change: day, organization, what it was and is, and by which articles. Or what there is to know of an event."""
    if isinstance(told, Notice):
        about = messages.EVENT.in_language(language).format(id=told.event)
        return _GAP.join((told.organization, about, told.text.in_language(language)))
    before, after = (_decision(told, answer, questions) for answer in (told.before, told.after))
    question = questions[told.decision]
    answers = messages.TURNED.in_language(language).format(
        title=told.title.in_language(language),
        before=answer_text(before, question, language),
        after=answer_text(after, question, language) + (" !" if questions.is_finding(after) else ""),
    )
    parts = (_days(told, language), told.organization, answers, _basis(told.after, language))
    return _GAP.join(part for part in parts if part)


def _days(change: Change, language: Language) -> str:
    day = change.day.isoformat()
    if change.until is not None:
        day = messages.FROM_TO.in_language(language).format(since=day, until=change.until)
    if change.rewrites_past:
        day = messages.REWRITES_PAST.in_language(language).format(days=day)
    return day


def _basis(answer: Plain, language: Language) -> str:
    """The rules of an answer with their articles; of what is undetermined, why."""
    if answer["conflict"]:
        return messages.CONFLICT.in_language(language).format(rules=", ".join(answer["conflict"]))
    if answer["missing"]:
        return facts_text(messages.MISSING, answer["missing"], language)
    between = messages.BETWEEN_ARTICLES.in_language(language)
    rules = {
        messages.GROUND.in_language(language).format(
            title=ground["title"][language],
            articles=between.join(article[language] for article in ground["citations"]),
        )
        for ground in answer["grounds"]
        if ground["title"] is not None
    }
    return between.join(sorted(rules))


def _decision(change: Change, answer: Plain, questions: Questions) -> Decision:
    """An answer as the decision that it was, its grounds apart."""
    value = _value(answer["value"], questions[change.decision].value_type)
    return Decision(change.decision, change.title, Outcome(answer["outcome"]), value)


def _value(plain: object, type_name: str | None) -> DecisionValue:
    """A value out of plain data."""
    if isinstance(plain, list):
        return tuple(plain)
    if isinstance(plain, str) and type_name == "date":
        return date.fromisoformat(plain)
    if isinstance(plain, str) and type_name in ("money", "ratio"):
        return Decimal(plain)
    assert plain is None or isinstance(plain, (bool, int, str))
    return plain
