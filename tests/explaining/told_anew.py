"""Explanations told anew for one record: what every quicker way has to come out as."""

from __future__ import annotations

from collections.abc import Iterable

from socorg_rules import Evaluation, Organization
from socorg_rules.decisions.explanation import explain
from socorg_rules.explaining.decision_texts import question_of
from socorg_rules.problems import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def told_anew(evaluation: Evaluation, name: str, language: Language) -> str:
    """A decision explained by the trace of the reference engine alone."""
    question = question_of(evaluation._inquiry.law.decisions[name])
    return explain(evaluation[name], evaluation.trace(name), language, evaluation.title_of, question)


def differences(evaluation: Evaluation, languages: Iterable[Language] = LANGUAGES) -> list[tuple[str, str, str]]:
    """The decisions about an organization of which the explanation differs, each as it is and as it should be."""
    return [
        (name, text, expected)
        for language in languages
        for name in evaluation
        if (text := evaluation.explain(language, only=[name])) != (expected := told_anew(evaluation, name, language))
    ]


def looked_closer(evaluation: Evaluation) -> bool:
    """Whether the reference engine was asked about the organization."""
    return "decider" in vars(evaluation._case)


def renewed(organization: Organization, **facts: object) -> Organization:
    """The same organization with other facts."""
    return Organization.model_validate({**organization.model_dump(exclude_none=True), **facts})
