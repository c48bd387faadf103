"""Decisions of which every part is known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from socorg_rules.decisions.outcome import Decision, Ground, Outcome


@dataclass(frozen=True, slots=True)
class WholeAnswers:
    """What an engine says of one organization, nothing left for later."""

    decisions: Mapping[str, Decision]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes of the decisions, in their order."""
        return tuple([decision.outcome for decision in self.decisions.values()])

    @property
    def outcomes_and_grounds(self) -> tuple[tuple[Outcome, tuple[Ground, ...]], ...]:
        """The same with the grounds of each."""
        return tuple([(decision.outcome, decision.grounds) for decision in self.decisions.values()])

    def decision(self, name: str) -> Decision:
        """A decision of those asked for."""
        return self.decisions[name]
