"""The decisions of a compiled law about one record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from socorg_rules.decisions.outcome import Caveat, Conflict, Decision, DecisionValue, Ground, Outcome, late_decision
from socorg_rules.engines.caveats import Basis
from socorg_rules.engines.compiled.program import CompiledLaw, Program
from socorg_rules.engines.compiled.reading import basis_of, conflict_of, missing_of, value_of
from socorg_rules.engines.compiled.runtime import UNKNOWN, Table
from socorg_rules.engines.compiled.settling import Result, SameForAll
from socorg_rules.engines.compiled.workshop import Ask, Part
from socorg_rules.problems import Text
from socorg_rules.records.organization import Organization

_NOT_YET: Final = Decision("", Text("", ""), Outcome.UNDETERMINED)
"""Holds the place of a decision that is not the same for all."""


class Questions:
    """Some decisions of a law on one day, ready to be asked about any organization."""

    __slots__ = ("_as_of", "_law", "_made", "_names")

    def __init__(self, law: CompiledLaw, as_of: date, names: tuple[str, ...]) -> None:
        self._law = law
        self._as_of = as_of
        self._names = names
        self._made: dict[str | None, Division] = {}

    def about(self, organization: Organization) -> Answers:
        """The answers about a validated record."""
        fact = self._law.divided_by
        term = self._law.division_of(organization) if fact is None else organization.__dict__[fact]
        division = self._made.get(term)
        if division is None:
            # Two threads may both make it; either is as good.
            division = self._made[term] = Division(self._law, self._as_of, self._names, term)
        return Answers(division, organization)


class Division:
    """The same for the organizations of which the fact that divides the law is one term; None: for all.

    ``decisions``: those that are the same for each of them, by name, and a place for the other ones; ``places``: where
    results have these, which ``results`` finds out. ``outcomes`` and ``outcomes_and_grounds`` find out parts of all, in
    the order of their names.
    """

    __slots__ = (
        "_names",
        "as_of",
        "decisions",
        "law",
        "outcomes",
        "outcomes_and_grounds",
        "places",
        "program",
        "results",
        "same",
        "term",
    )

    def __init__(self, law: CompiledLaw, as_of: date, names: tuple[str, ...], term: str | None) -> None:
        self.law = law
        self.as_of = as_of
        self.term = term
        self.program = law.program(as_of, division=term)
        self.same = Table(self._known_to_all)
        """The decisions that are the same whatever the record, by their results."""
        known = {name: decision for name in names if (decision := self._known(name)) is not None}
        asked = tuple(name for name in names if name not in known)
        self.decisions = {name: known.get(name, _NOT_YET) for name in names}
        self.places = {name: place for place, name in enumerate(asked)}
        self._names = names
        self.results: Ask = self._first_results
        self.outcomes: Ask = self._first_outcomes
        self.outcomes_and_grounds: Ask = self._first_outcomes_and_grounds

    def _first_results(self, record: Mapping[str, object], as_of: date) -> tuple[Any, ...]:
        self.results = self.program.ask(tuple(self.places))
        return self.results(record, as_of)

    def _first_outcomes(self, record: Mapping[str, object], as_of: date) -> tuple[Any, ...]:
        self.outcomes = self.program.ask(self._names, Part.OUTCOME)
        return self.outcomes(record, as_of)

    def _first_outcomes_and_grounds(self, record: Mapping[str, object], as_of: date) -> tuple[Any, ...]:
        self.outcomes_and_grounds = self.program.ask(self._names, Part.OUTCOME_AND_GROUNDS)
        return self.outcomes_and_grounds(record, as_of)

    @property
    def thorough(self) -> Program:
        """The program that finds out what is missing besides."""
        return self.law.program(self.as_of, with_missing=True, division=self.term)

    def _known(self, name: str) -> Decision | None:
        result = self.program.always(name)
        return self.same[result] if isinstance(result, SameForAll) else None

    def _known_to_all(self, result: SameForAll) -> Decision:
        later = _KnownToAll(self.law, self.as_of, result)
        return late_decision(result.decision, result[0], result[3], later)


class _KnownToAll:
    """The other parts of a decision that is known and the same whatever the record."""

    __slots__ = ("_as_of", "_law", "_result")

    def __init__(self, law: CompiledLaw, as_of: date, result: Result) -> None:
        self._law = law
        self._as_of = as_of
        self._result = result

    def title_of(self, decision: str) -> Text:
        return self._law.law.decisions[decision].title

    def value_of(self, decision: str) -> DecisionValue:
        labels = [ground.label for ground in self._result[3]]
        return value_of(self._law.law.decisions[decision], self._result, labels)

    def missing_of(self, decision: str) -> tuple[str, ...]:
        return ()

    def caveats_of(self, decision: str) -> tuple[Caveat, ...]:
        rules = frozenset(ground.rule for ground in self._result[3])
        basis = Basis(self._result[0], rules, frozenset(), frozenset())
        return self._law.caveats(self._as_of).of(decision, lambda _: basis)

    def conflict_of(self, decision: str) -> Conflict | None:
        return None


class Answers:
    """What a law says of one organization on one day, found out when somebody asks for it."""

    __slots__ = ("_division", "_organization", "_results", "_state")

    def __init__(self, division: Division, organization: Organization) -> None:
        self._division = division
        self._organization = organization
        self._results: tuple[Result, ...] | None = None
        self._state: list[object] | None = None

    @property
    def decisions(self) -> dict[str, Decision]:
        """All decisions that were asked for, by name, in the order in which they were."""
        division, new = self._division, tuple.__new__
        found, same = division.decisions.copy(), division.same
        for name, result in zip(division.places, self._found, strict=True):
            # As late_decision() does, without a call for each.
            found[name] = (
                same[result] if result.__class__ is SameForAll else new(Decision, (name, result[0], result[3], self))
            )
        return found

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes of all decisions that were asked for, in the order in which they were."""
        division = self._division
        return division.outcomes(self._organization.__dict__, division.as_of)

    @property
    def outcomes_and_grounds(self) -> tuple[tuple[Outcome, tuple[Ground, ...]], ...]:
        """The same with the grounds of each."""
        division = self._division
        return division.outcomes_and_grounds(self._organization.__dict__, division.as_of)

    @property
    def _found(self) -> tuple[Result, ...]:
        results = self._results
        if results is None:
            results = self._results = self._division.results(self._organization.__dict__, self._division.as_of)
        return results

    def _result(self, decision: str) -> Result:
        return self._found[self._division.places[decision]]

    # -- parts that are found out later --------------------------------------------------------------------

    def title_of(self, decision: str) -> Text:
        """The question, for a person to read."""
        return self._division.law.law.decisions[decision].title

    def value_of(self, decision: str) -> DecisionValue:
        """The value of the answer."""
        result = self._result(decision)
        labels = [ground.label for ground in result[3]]
        return value_of(self._division.law.law.decisions[decision], result, labels)

    def missing_of(self, decision: str) -> tuple[str, ...]:
        """The facts that an undetermined decision, or an unknown value, waits for."""
        result = self._result(decision)
        if result[0] is not Outcome.UNDETERMINED and result[2] is not UNKNOWN:
            return ()
        return missing_of(self._completed(decision))

    def caveats_of(self, decision: str) -> tuple[Caveat, ...]:
        """The caveats of what an outcome rests on."""
        rules = self._division.thorough.rules

        def basis(name: str) -> Basis:
            return basis_of(self._completed(name), rules)

        return self._division.law.caveats(self._division.as_of).of(decision, basis)

    def conflict_of(self, decision: str) -> Conflict | None:
        """The rules that contradict one another."""
        if self._result(decision)[0] is not Outcome.UNDETERMINED or not self._division.program.can_conflict(decision):
            return None
        return conflict_of(self._completed(decision), self._division.thorough.rules)

    def _completed(self, name: str) -> Result:
        """The result of the program that remembers what is missing."""
        program = self._division.thorough
        if self._state is None:
            self._state = program.state(self._organization, self._division.as_of)
        return program.decide(self._state, (name,))[name]
