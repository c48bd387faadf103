"""Facts that tell who looked at them."""

from __future__ import annotations

from socorg_rules import Evaluation
from socorg_rules.records.facts import Facts, Value


class WatchedFacts(Facts):
    """Facts that remember which of them were read."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.read: list[str] = []

    def __getitem__(self, name: str) -> Value:
        self.read.append(name)
        return super().__getitem__(name)


def watched(evaluation: Evaluation) -> WatchedFacts:
    """The facts from which the reference engine will answer about this organization."""
    evaluator = evaluation._case.decider.evaluator
    facts = evaluator.facts = WatchedFacts(evaluator.facts)
    return facts
