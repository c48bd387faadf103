"""What a whole population comes to: counted while its organizations go by, none of them kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from socorg_rules.decisions.outcome import Decision, Outcome
from socorg_rules.evaluation import Evaluation
from socorg_rules.reports.questions import Questions

_KEPT: Final = 65_536
"""Decisions that are counted apart before they are added to the totals."""


@dataclass(slots=True)
class _Told:
    """A decision, and how many organizations were told it; organizations share what is the same."""

    decision: Decision
    is_finding: bool
    is_undetermined: bool
    count: int = 0


class Summary:
    """Counts over organizations: by decision and outcome, and by the missing fact that decisions wait for."""

    def __init__(self, questions: Questions) -> None:
        self.questions = questions
        self.organizations = 0
        self.with_findings = 0
        self.undetermined_only = 0
        self._told: dict[int, _Told] = {}
        self._outcomes: dict[str, Counter[Outcome]] = {}
        self._findings: Counter[str] = Counter()
        self._missing: Counter[str] = Counter()

    def add(self, evaluation: Evaluation) -> None:
        """Counts one organization."""
        self.organizations += 1
        found = undetermined = False
        for decision in evaluation.values():
            told = self._told.get(id(decision))
            if told is None:
                told = self._first_told(decision)
            told.count += 1
            found |= told.is_finding
            undetermined |= told.is_undetermined
        if found:
            self.with_findings += 1
        elif undetermined:
            self.undetermined_only += 1

    def _first_told(self, decision: Decision) -> _Told:
        if len(self._told) >= _KEPT:
            self._add_up()
        told = _Told(decision, self.questions.is_finding(decision), decision.outcome is Outcome.UNDETERMINED)
        self._told[id(decision)] = told
        return told

    def _add_up(self) -> None:
        for told in self._told.values():
            decision = told.decision
            self._outcomes.setdefault(decision.name, Counter())[decision.outcome] += told.count
            if told.is_finding:
                self._findings[decision.name] += told.count
            self._missing.update(dict.fromkeys(decision.missing, told.count))
        self._told.clear()

    @property
    def outcomes(self) -> dict[str, Counter[Outcome]]:
        """How often each decision came out how."""
        self._add_up()
        return self._outcomes

    @property
    def findings(self) -> Counter[str]:
        """How often each decision was a finding."""
        self._add_up()
        return self._findings

    @property
    def without_findings(self) -> int:
        """Organizations about which everything is settled and nothing was found."""
        return self.organizations - self.with_findings - self.undetermined_only

    def most_missing(self, count: int) -> list[tuple[str, int]]:
        """The facts that most decisions wait for, each with their number."""
        self._add_up()
        return sorted(self._missing.items(), key=lambda item: (-item[1], item[0]))[:count]
