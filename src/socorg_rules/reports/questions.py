"""The questions of a rulebook, as far as reports need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from socorg_rules.decisions.outcome import Decision, Outcome
from socorg_rules.decisions.question import Question
from socorg_rules.problems import Text
from socorg_rules.rulesets.model import DecisionDeclaration

_BOOLEAN: Final = "boolean"


class Questions:
    """Every question by the name of its decision, and which of its outcomes is a finding."""

    def __init__(self, declarations: Iterable[DecisionDeclaration]) -> None:
        self._declarations = {declaration.name: declaration for declaration in declarations}

    def __getitem__(self, name: str) -> Question:
        declaration = self._declarations[name]
        answered_by_value = (
            declaration.kind == "answer" and declaration.value is None and declaration.type not in (None, _BOOLEAN)
        )
        return Question(declaration.kind, declaration.type, answered_by_value)

    def title_of(self, name: str) -> Text:
        return self._declarations[name].title

    def is_finding(self, decision: Decision) -> bool:
        """Whether a decision tells of something wrong, as its ruleset says."""
        finding = self._declarations[decision.name].finding
        return finding is not None and decision.outcome is Outcome(finding)

    def findings_in(self, decisions: Mapping[str, Decision]) -> tuple[str, ...]:
        """The names of the decisions that are findings, in their order."""
        return tuple(name for name, decision in decisions.items() if self.is_finding(decision))
