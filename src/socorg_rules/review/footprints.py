"""What a decision that an example expects looks at: only a change there can make it come out otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.engines.reference.results import decision_of
from socorg_rules.problems import Problems
from socorg_rules.records.facts import Facts, facts_of
from socorg_rules.review.example_runs import differences_from, example_decider, last_day, sound_examples
from socorg_rules.review.examples import Example, Expectation
from socorg_rules.review.touches import Touch, rule_touch
from socorg_rules.rulebook import Rulebook
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.plan import LawPlan

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Footprint:
    """One expectation of an example, ready to be held against other law, and all that its decision looks at.

    ``ruleset`` is the version beside which the example stands; ``known_at`` selects the rulesets it is asked of.
    """

    example: Example
    expected: Expectation
    ruleset: Ruleset
    known_at: date | None
    facts: Facts
    touched: frozenset[Touch]

    def is_met(self, law: LawPlan) -> bool:
        """Whether the decision comes out as expected by this law, too."""
        return _is_met(self.expected, example_decider(law, self.facts, self.example.as_of))


def footprints_of(library: Library, problems: Problems) -> Iterator[Footprint]:
    """The footprints of all expectations that are met; what is wrong with examples is added to ``problems``."""
    rulebook = Rulebook(library)
    recorders: dict[int, _Recorder] = {}
    for ruleset in library.rulesets:
        superseded_from = last_day(ruleset, library.rulesets)
        for example in sound_examples(ruleset, rulebook, problems):
            known_at = example.known_at or superseded_from
            law = library.selection(known_at).law_for(example.organization.division, example.as_of)
            # The library keeps its laws, so their ids stay their own.
            recorder = recorders.setdefault(id(law), _Recorder(law))
            facts = facts_of(example.organization, example.as_of)
            for expected in example.then:
                touched = recorder.touched_by(expected, facts, example.as_of)
                if touched is not None:
                    yield Footprint(example, expected, ruleset, known_at, facts, touched)


class _Recorder:
    """Takes down what is looked at in a law."""

    def __init__(self, law: LawPlan) -> None:
        self._parameters = _Recorded(law.parameters)
        self._definitions = _Recorded(law.definitions)
        self._decisions = _Recorded(law.decisions)
        self._law = replace(law, parameters=self._parameters, definitions=self._definitions, decisions=self._decisions)

    def touched_by(self, expected: Expectation, facts: Facts, as_of: date) -> frozenset[Touch] | None:
        """What the expected decision looks at; None if it doesn't come out as expected."""
        for recorded in (self._parameters, self._definitions, self._decisions):
            recorded.looked_at.clear()
        decider = example_decider(self._law, facts, as_of)
        if not _is_met(expected, decider):
            return None
        decided = frozenset(self._decisions.looked_at)
        rules = (result.rule for name in decided for result in decider.decide(name).rules)
        return frozenset(
            (
                *(rule_touch(rule.decision, rule.id, rule.place) for rule in rules),
                *(Touch("decision", name) for name in decided),
                *(Touch("definition", name) for name in self._definitions.looked_at),
                *(Touch("parameter", name) for name in self._parameters.looked_at),
            )
        )


class _Recorded(dict[str, ItemT]):
    """A mapping that remembers the names it was asked for."""

    def __init__(self, items: Mapping[str, ItemT]) -> None:
        super().__init__(items)
        self.looked_at: set[str] = set()

    def __getitem__(self, name: str) -> ItemT:
        self.looked_at.add(name)
        return super().__getitem__(name)


def _is_met(expected: Expectation, decider: ReferenceDecider) -> bool:
    decision = decision_of(decider.decide(expected.decision), decider)
    return next(differences_from(expected, decision), None) is None
