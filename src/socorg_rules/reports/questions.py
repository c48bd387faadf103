"""The questions of a rulebook, as far as reports need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from socorg_rules.decisions.outcome import Decision, Outcome
from socorg_rules.decisions.question import Question
from socorg_rules.rulesets.model import DecisionDeclaration

_BOOLEAN: Final = "boolean"

Questions = Mapping[str, Question]


def questions_of(declarations: Iterable[DecisionDeclaration]) -> Questions:
    """The questions by name."""
    return {declaration.name: _question(declaration) for declaration in declarations}


def findings_in(decisions: Mapping[str, Decision], questions: Questions) -> tuple[str, ...]:
    """The names of the decisions that tell of something wrong, in their order."""
    return tuple(name for name, decision in decisions.items() if questions[name].found_in(decision))


def _question(declaration: DecisionDeclaration) -> Question:
    answered_by_value = (
        declaration.kind == "answer" and declaration.value is None and declaration.type not in (None, _BOOLEAN)
    )
    return Question(
        name=declaration.name,
        title=declaration.title,
        kind=declaration.kind,
        value_type=declaration.type,
        answered_by_value=answered_by_value,
        finding=None if declaration.finding is None else Outcome(declaration.finding),
    )
