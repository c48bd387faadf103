"""How many small mistakes in rulesets the examples would notice.

A mutant is killed when an example that passes now comes out otherwise, and refused when the checker does not
accept it. The others survive: nobody would notice that mistake.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from socorg_rules.problems import Place, Problems
from socorg_rules.review.example_runs import last_day
from socorg_rules.review.examples import Example
from socorg_rules.review.expression_changes import Operator
from socorg_rules.review.footprints import footprints_of
from socorg_rules.review.mutants import Mutant, mutants_of
from socorg_rules.review.touches import Touch
from socorg_rules.rulesets.library import Library, Selection
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.plan import LawPlan

Fate = Literal["killed", "refused", "survived"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one mutant; ``killer`` is the place of the example that noticed."""

    operator: Operator
    item: str
    place: Place
    was: str
    became: str | None
    fate: Fate
    killer: Place | None

    @property
    def is_noticed(self) -> bool:
        return self.fate != "survived"


class MutationRun:
    """Runs the examples of a library against mutants of its rulesets."""

    def __init__(self, library: Library, problems: Problems) -> None:
        self._library = library
        self._footprints = tuple(footprints_of(library, problems))
        self._touching: dict[Touch, list[int]] = defaultdict(list)
        self._noticed: dict[str, Counter[int]] = defaultdict(Counter)
        for index, footprint in enumerate(self._footprints):
            for touch in footprint.touched:
                self._touching[touch].append(index)

    def mutants(self, ruleset: Ruleset) -> Iterator[Mutant]:
        """All mutants of one ruleset version."""
        selection = self._library.selection(last_day(ruleset, self._library.rulesets))
        return mutants_of(ruleset, selection)

    def verdict(self, mutant: Mutant) -> Verdict:
        fate, killer = self._fate(mutant)
        return Verdict(mutant.operator, mutant.item, mutant.place, mutant.was, mutant.became, fate, killer)

    def _fate(self, mutant: Mutant) -> tuple[Fate, Place | None]:
        law = _MutatedLaw(self._library, mutant)
        own = law.selection(last_day(mutant.original, self._library.rulesets))
        for index in self._touched_by(mutant):
            footprint = self._footprints[index]
            plan = law.plan_for(footprint.example, footprint.known_at)
            if law.is_refused():
                return "refused", None
            if plan is not None and not footprint.is_met(plan):
                self._noticed[mutant.item][index] += 1
                return "killed", footprint.example.place
        # Whether rules now contradict each other is asked last: it takes longest.
        if own is not None and not law.is_refused():
            own.check()
        return ("refused" if law.is_refused() else "survived"), None

    def _touched_by(self, mutant: Mutant) -> list[int]:
        """The footprints that can notice.

        First those that noticed other changes of the same item, then those of examples written for it.
        """
        noticed = self._noticed[mutant.item]

        def order(index: int) -> tuple[int, int]:
            footprint = self._footprints[index]
            if any(rule == mutant.item for rule, _ in footprint.example.of):
                return -noticed[index], 0
            return -noticed[index], 1 if footprint.ruleset is mutant.original else 2

        indices = {index for touch in mutant.touches for index in self._touching[touch]}
        return sorted(sorted(indices), key=order)


class _MutatedLaw:
    """The selections of a library with a mutant in the place of its original."""

    def __init__(self, library: Library, mutant: Mutant) -> None:
        self._library = library
        self._mutant = mutant
        self._problems = Problems()
        self._selections: dict[int, Selection] = {}

    def is_refused(self) -> bool:
        """Whether the checker has found something wrong so far."""
        return bool(self._problems.errors)

    def plan_for(self, example: Example, known_at: date | None) -> LawPlan | None:
        """The mutated law of an example; None where the mutant has no part in it, or was refused."""
        selection = self.selection(known_at)
        if selection is None or self.is_refused():
            return None
        return selection.law_for(example.organization.division, example.as_of)

    def selection(self, known_at: date | None) -> Selection | None:
        """The mutated law as it was known on a day; None where the ruleset was not among it."""
        whole = self._library.selection(known_at)
        original, mutated = self._mutant.original, self._mutant.mutated
        if not any(ruleset is original for ruleset in whole.rulesets):
            return None
        if id(whole) not in self._selections:
            self._selections[id(whole)] = whole.amended(original, mutated, self._problems)
        return self._selections[id(whole)]
