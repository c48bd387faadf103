"""The decisions of a compiled law about one record."""

from __future__ import annotations

from datetime import date

from socorg_rules.decisions.outcome import Caveat, Conflict, Decision, DecisionValue, Outcome, late_decision
from socorg_rules.engines.caveats import Basis
from socorg_rules.engines.compiled.program import CompiledLaw
from socorg_rules.engines.compiled.reading import basis_of, conflict_of, missing_of, value_of
from socorg_rules.engines.compiled.runtime import UNKNOWN, Table
from socorg_rules.engines.compiled.settling import Result, SameForAll
from socorg_rules.problems import Text
from socorg_rules.records.organization import Organization


class Questions:
    """Some decisions of a law on one day, ready to be asked about any organization."""

    __slots__ = ("_ask", "_read", "as_of", "law", "program", "same")

    def __init__(self, law: CompiledLaw, as_of: date, names: tuple[str, ...]) -> None:
        self.law = law
        self.as_of = as_of
        self.program = law.program(as_of)
        self._read = self.program.reader(names)
        self._ask = self.program.ask(names)
        self.same = Table(self._known_to_all)
        """The decisions that are the same whatever the record, by their results."""

    def about(self, organization: Organization) -> Answers:
        """The answers about a validated record."""
        return Answers(self, organization, self._ask(self._read(organization.__dict__, self.as_of)))

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
    """What a law says of one organization on one day: outcomes and grounds at once, the rest when asked for."""

    __slots__ = ("_organization", "_questions", "_results", "_thorough")

    def __init__(self, questions: Questions, organization: Organization, results: dict[str, Result]) -> None:
        self._questions = questions
        self._organization = organization
        self._results = results
        self._thorough: list[object] | None = None

    @property
    def decisions(self) -> dict[str, Decision]:
        """All decisions that were asked for, by name."""
        new, same = tuple.__new__, self._questions.same
        return {
            # As late_decision() does, without a call for each.
            name: same[result] if result.__class__ is SameForAll else new(Decision, (name, result[0], result[3], self))
            for name, result in self._results.items()
        }

    # -- parts that are found out later --------------------------------------------------------------------

    def title_of(self, decision: str) -> Text:
        """The question, for a person to read."""
        return self._questions.law.law.decisions[decision].title

    def value_of(self, decision: str) -> DecisionValue:
        """The value of the answer."""
        result = self._results[decision]
        labels = [ground.label for ground in result[3]]
        return value_of(self._questions.law.law.decisions[decision], result, labels)

    def missing_of(self, decision: str) -> tuple[str, ...]:
        """The facts that an undetermined decision, or an unknown value, waits for."""
        result = self._results[decision]
        if result[0] is not Outcome.UNDETERMINED and result[2] is not UNKNOWN:
            return ()
        return missing_of(self._completed(decision))

    def caveats_of(self, decision: str) -> tuple[Caveat, ...]:
        """The caveats of what an outcome rests on."""
        questions = self._questions
        rules = questions.law.program(questions.as_of, with_missing=True).rules

        def basis(name: str) -> Basis:
            return basis_of(self._completed(name), rules)

        return questions.law.caveats(questions.as_of).of(decision, basis)

    def conflict_of(self, decision: str) -> Conflict | None:
        """The rules that contradict one another."""
        if self._results[decision][0] is not Outcome.UNDETERMINED or not self._questions.program.can_conflict(decision):
            return None
        questions = self._questions
        rules = questions.law.program(questions.as_of, with_missing=True).rules
        return conflict_of(self._completed(decision), rules)

    def _completed(self, name: str) -> Result:
        """The result of the program that remembers what is missing."""
        questions = self._questions
        program = questions.law.program(questions.as_of, with_missing=True)
        if self._thorough is None:
            self._thorough = program.state(self._organization, questions.as_of)
        return program.decide(self._thorough, (name,))[name]
