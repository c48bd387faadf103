"""What a whole population comes to: counted while its organizations go by, none of them kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from socorg_rules.decisions.outcome import Outcome
from socorg_rules.evaluation import Evaluation
from socorg_rules.reports.questions import Questions


@dataclass(slots=True)
class Summary:
    """Counts over organizations: by decision and outcome, and by the missing fact that decisions wait for."""

    questions: Questions
    organizations: int = 0
    with_findings: int = 0
    undetermined_only: int = 0
    outcomes: dict[str, Counter[Outcome]] = field(default_factory=dict)
    findings: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    def add(self, evaluation: Evaluation) -> None:
        """Counts one organization."""
        self.organizations += 1
        found = self.questions.findings_in(evaluation)
        self.findings.update(found)
        undetermined = False
        for name, decision in evaluation.items():
            self.outcomes.setdefault(name, Counter())[decision.outcome] += 1
            self.missing.update(decision.missing)
            undetermined |= decision.outcome is Outcome.UNDETERMINED
        if found:
            self.with_findings += 1
        elif undetermined:
            self.undetermined_only += 1

    @property
    def without_findings(self) -> int:
        """Organizations about which everything is settled and nothing was found."""
        return self.organizations - self.with_findings - self.undetermined_only

    def most_missing(self, count: int) -> list[tuple[str, int]]:
        """The facts that most decisions wait for, each with their number."""
        return sorted(self.missing.items(), key=lambda item: (-item[1], item[0]))[:count]
