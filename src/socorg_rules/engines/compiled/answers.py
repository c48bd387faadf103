"""The decisions of a compiled law about one record, each made when it is looked at."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from itertools import starmap

from socorg_rules.decisions.outcome import Caveat, Conflict, Decision, Ground, Outcome
from socorg_rules.decisions.values import public_value
from socorg_rules.engines.caveats import Basis, caveats_of
from socorg_rules.engines.compiled.program import CompiledLaw, Program
from socorg_rules.engines.compiled.runtime import UNKNOWN
from socorg_rules.engines.compiled.settling import Result
from socorg_rules.records.organization import Organization


class Answers:
    """What a law says of one organization on one day: outcomes, values and grounds at once, the rest when asked for."""

    def __init__(self, law: CompiledLaw, organization: Organization, as_of: date, names: tuple[str, ...]) -> None:
        self._law = law
        self._organization = organization
        self._as_of = as_of
        self._program = law.program(as_of)
        self._results = self._program.decide(self._program.state(organization, as_of), names)

    def decision(self, name: str) -> Decision:
        """A decision of those asked for."""
        plan = self._law.law.decisions[name]
        result = self._results[name]
        outcome, value = result[0], result[2]
        if plan.value is not None:
            shown_type = plan.value_type
        else:
            shown_type = plan.type
            if plan.kind != "answer" and outcome is not Outcome.NOT_APPLICABLE:
                value = self._labels(plan.kind, outcome, result[3])
        shown = None if value is None or value is UNKNOWN else public_value(value, shown_type)
        return Decision(name, plan.title, outcome, shown, later=self)

    def _labels(
        self, kind: str, outcome: Outcome, grounds: tuple[tuple[int, date | None], ...]
    ) -> frozenset[str] | tuple[str, ...] | None:
        """The labels of the findings, or of the requirements not met."""
        if outcome is Outcome.UNDETERMINED:
            return None
        if not grounds:
            return frozenset() if kind == "findings" else ()
        rules = self._program.rules
        labels = frozenset([rules[number].label for number, _ in grounds])
        if kind == "findings":
            return labels
        return tuple(sorted(labels)) if outcome is Outcome.NOT_SATISFIED else ()

    # -- parts that are found out later --------------------------------------------------------------------

    def grounds_of(self, decision: str) -> tuple[Ground, ...]:
        """The rules behind an outcome, by rule and day."""
        grounds = self._results[decision][3]
        return tuple(starmap(self._program.ground, grounds)) if grounds else ()

    def missing_of(self, decision: str) -> tuple[str, ...]:
        """The facts that an undetermined decision, or an unknown value, waits for."""
        result = self._results[decision]
        if result[0] is not Outcome.UNDETERMINED and result[2] is not UNKNOWN:
            return ()
        return tuple(sorted(self._completed(decision)[5] or ()))

    def caveats_of(self, decision: str) -> tuple[Caveat, ...]:
        """The caveats of what an outcome rests on."""
        return caveats_of(decision, self._law.law, self._as_of, self._basis)

    def conflict_of(self, decision: str) -> Conflict | None:
        """The rules that contradict one another."""
        if self._results[decision][0] is not Outcome.UNDETERMINED:
            return None
        clashing = self._completed(decision)[4]
        return Conflict(tuple(self._program.rules[number].id for number in clashing)) if clashing else None

    def _completed(self, name: str) -> Result:
        """The result of the program that remembers what is missing; both number their rules alike."""
        program, state = self._thorough
        return program.decide(state, (name,))[name]

    @cached_property
    def _thorough(self) -> tuple[Program, object]:
        program = self._law.program(self._as_of, with_missing=True)
        return program, program.state(self._organization, self._as_of)

    def _basis(self, name: str) -> Basis:
        plan = self._law.law.decisions[name]
        outcome, _, _, grounds, _, _, (lifted, notes) = self._completed(name)
        rules = self._program.rules
        told: dict[str, tuple[int, ...]] = {}
        for number, index in notes:
            told[rules[number].id] = (*told.get(rules[number].id, ()), index)
        return Basis(
            plan=plan,
            outcome=outcome,
            rules=plan.rules_on(self._as_of),
            grounds=frozenset(rules[number].id for number, _ in grounds),
            exceptions=frozenset(rules[number].id for number in lifted),
            notes=told,
        )
