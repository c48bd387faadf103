"""Decisions out of what durable_rules concludes.

durable_rules says which rules are effective and what findings and requirements come to. An evaluator, handed in, says
what the atoms are, and gives what small integers can't hold: values, the day since when a ground holds, and the facts
that an undetermined decision waits for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from socorg_rules.decisions.outcome import Conflict, Outcome
from socorg_rules.engines.durable.circuit import Atom, DecisionCircuit, Term
from socorg_rules.engines.durable.rete import Rete
from socorg_rules.engines.durable.rulesets import DurableLaw, Retes
from socorg_rules.feel import plan as p
from socorg_rules.feel.types import BOOLEAN
from socorg_rules.records.unknown import UNKNOWN, Unknown
from socorg_rules.rulesets.plan import DecisionPlan, PlanValue, RulePlan

Value = PlanValue | Unknown
Truth = bool | Unknown
Bindings = Mapping[str, Any]
NOTHING: Final[frozenset[str]] = frozenset()


class Member(Protocol):
    """A member of a list: whether it belongs to it, and what that waits for."""

    @property
    def item(self) -> Any: ...
    @property
    def belongs(self) -> Truth: ...
    @property
    def missing(self) -> frozenset[str]: ...


class Members(Protocol):
    """The members of a list; of one that nobody handed in a single hypothetical one."""

    @property
    def known(self) -> bool: ...
    @property
    def members(self) -> Sequence[Member]: ...
    @property
    def missing(self) -> frozenset[str]: ...


class Evaluator(Protocol):
    """Evaluates expressions about one organization on one day."""

    def evaluate(self, node: p.Plan, bindings: Bindings = ..., /) -> Any: ...
    def missing(self, node: p.Plan, bindings: Bindings = ..., /) -> frozenset[str]: ...
    def members(self, domain: p.Domain, bindings: Bindings = ..., /) -> Members: ...


@dataclass(frozen=True, slots=True)
class DurableGround:
    """A rule behind an outcome and its first day (None: its facts have no date)."""

    rule: RulePlan
    since: date | None


@dataclass(frozen=True, slots=True)
class DurableResult:
    """A decision in plan values (money in fen …).

    ``exceptions``: the effective rules that only take others away; ``notes``: the notes that hold, each by its rule
    and its number among the rule's notes.
    """

    plan: DecisionPlan
    outcome: Outcome
    answer: Value = None
    value: Value | tuple[str, ...] = None
    grounds: tuple[DurableGround, ...] = ()
    missing: frozenset[str] = NOTHING
    conflict: Conflict | None = None
    exceptions: frozenset[str] = NOTHING
    notes: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Instance:
    """A rule asked about one member of its list, or about the organization."""

    holds: Truth
    bindings: Bindings
    missing: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the rules of a decision come to; an unknown ``truth`` is undetermined."""

    truth: Truth
    answer: Value
    value: Value | tuple[str, ...] = None
    grounds: tuple[DurableGround, ...] = ()
    conflict: Conflict | None = None


_OPEN: Final = _Verdict(UNKNOWN, UNKNOWN)


class DurableDecider:
    """Decides about one organization on one day. :meth:`close` it, so that durable_rules forgets the organization."""

    def __init__(self, law: DurableLaw, retes: Retes, as_of: date, evaluator: Evaluator) -> None:
        self._law = law
        self._retes = retes
        self._as_of = as_of
        self._evaluator = evaluator
        self._results: dict[str, DurableResult] = {}
        self._used: dict[Rete, None] = {}

    def decide(self, name: str) -> DurableResult:
        """A decision, those that it uses before it."""
        if name not in self._results:
            self._results[name] = self._decide(name)
        return self._results[name]

    def close(self) -> None:
        """Takes everything back that durable_rules was told."""
        while self._used:
            rete, _ = self._used.popitem()
            rete.forget()

    def _decide(self, name: str) -> DurableResult:
        ruleset = self._law.ruleset(name, self._as_of)
        circuit = ruleset.circuit.decisions.get(name)
        if circuit is None:
            return DurableResult(self._law.law.decisions[name], Outcome.NOT_APPLICABLE)
        for other in circuit.after:
            self.decide(other)
        rete = self._retes.rete(ruleset)
        self._used[rete] = None
        return _Deciding(circuit, rete, self._evaluator).result()


class _Deciding:
    """One decision on the way: its atoms told to durable_rules, its conclusions read."""

    def __init__(self, circuit: DecisionCircuit, rete: Rete, evaluator: Evaluator) -> None:
        self._circuit = circuit
        self._plan = circuit.plan
        self._rete = rete
        self._evaluator = evaluator
        self._giving = [rule for rule in circuit.rules if not rule.only_takes_away]
        self._instances: dict[str, tuple[_Instance, ...]] = {}

    def result(self) -> DurableResult:
        plan = self._plan
        self._tell(self._circuit.scope_atoms)
        in_scope = True if self._circuit.scope is None else self._concluded(self._circuit.scope)
        if in_scope is False:
            return DurableResult(plan, Outcome.NOT_APPLICABLE)
        self._tell(self._circuit.rule_atoms)
        verdict = self._verdict()
        undetermined = in_scope is UNKNOWN or verdict.truth is UNKNOWN
        value = None if undetermined else verdict.value
        missing = self._missing_in(plan.value)
        if plan.value is not None:
            value = self._evaluator.evaluate(plan.value)
        if undetermined:
            missing |= self._missing_in(plan.scope)
        if verdict.truth is UNKNOWN:
            missing |= self._missing_from_rules()
        satisfied = Outcome.SATISFIED if verdict.truth is True else Outcome.NOT_SATISFIED
        return DurableResult(
            plan,
            Outcome.UNDETERMINED if undetermined else satisfied,
            UNKNOWN if undetermined else verdict.answer,
            None if value is UNKNOWN else value,
            () if undetermined else verdict.grounds,
            missing,
            verdict.conflict,
            exceptions=frozenset(
                rule.id for rule in self._circuit.rules if rule.only_takes_away and self._effective(rule) is True
            ),
            notes=frozenset(
                (rule.id, index)
                for rule in self._circuit.rules
                for index, note in enumerate(rule.notes)
                if note.when is None or self._evaluator.evaluate(note.when) is True
            ),
        )

    # -- durable_rules -------------------------------------------------------------------------------------

    def _tell(self, atoms: Iterable[Atom]) -> None:
        """Tells durable_rules what is known of some atoms; what is not known it is not told."""
        answers = {atom.fact: self._answer_of(atom) for atom in atoms}
        self._rete.tell({fact: answer for fact, answer in answers.items() if isinstance(answer, bool)})

    def _answer_of(self, atom: Atom) -> Value:
        if not isinstance(atom.meaning, RulePlan):
            answer: Value = self._evaluator.evaluate(atom.meaning)
            return answer
        found = {instance.holds for instance in self._instances_of(atom.meaning)}
        if not self._all_known(atom.meaning):
            return UNKNOWN
        return True if True in found else UNKNOWN if UNKNOWN in found else False

    def _concluded(self, term: Term) -> Truth:
        value = self._rete.value(term)
        return UNKNOWN if value is None else value

    def _effective(self, rule: RulePlan) -> Truth:
        return self._concluded(self._circuit.effective[rule.id])

    def _met(self, rule: RulePlan) -> Truth:
        return self._concluded(self._circuit.met[rule.id])

    # -- rules ---------------------------------------------------------------------------------------------

    def _instances_of(self, rule: RulePlan) -> tuple[_Instance, ...]:
        """A rule, asked about each member of its list or once."""
        if rule.id not in self._instances:
            self._instances[rule.id] = tuple(self._asked(rule))
        return self._instances[rule.id]

    def _asked(self, rule: RulePlan) -> Iterable[_Instance]:
        if rule.for_each is None:
            yield _Instance(self._evaluator.evaluate(rule.when), {}, NOTHING)
            return
        for member in self._evaluator.members(rule.for_each.domain).members:
            bindings = {rule.for_each.variable: member.item}
            holds = self._evaluator.evaluate(rule.when, bindings)
            if holds is True:
                holds = member.belongs
            yield _Instance(holds, bindings, member.missing)

    def _all_known(self, rule: RulePlan) -> bool:
        return rule.for_each is None or self._evaluator.members(rule.for_each.domain).known

    def _since(self, rule: RulePlan, instance: _Instance) -> date | None:
        """The first day of a ground; the rule's own first day in force at the earliest."""
        since = None if rule.since is None else self._evaluator.evaluate(rule.since, instance.bindings)
        if not isinstance(since, date):
            return None
        return since if rule.in_force.start is None else max(since, rule.in_force.start)

    def _grounds(self, rules: Iterable[RulePlan]) -> tuple[DurableGround, ...]:
        """Rules that hold, each day since when they do once; those without a day first."""
        found = {
            (rule.id, since): DurableGround(rule, since)
            for rule in rules
            for instance in self._instances_of(rule)
            if instance.holds is True
            for since in (self._since(rule, instance),)
        }
        ordered = sorted(found, key=lambda key: (key[0], key[1] is not None, key[1] or date.min))
        return tuple(found[key] for key in ordered)

    # -- what follows --------------------------------------------------------------------------------------

    def _verdict(self) -> _Verdict:
        if self._circuit.truth is None:
            return self._answer()
        truth = self._concluded(self._circuit.truth)
        if truth is UNKNOWN:
            return _OPEN
        behind = [rule for rule in self._giving if self._effective(rule) is True]
        if self._plan.kind == "findings":
            labels: frozenset[str] | tuple[str, ...] = frozenset(rule.label for rule in behind)
        else:
            behind = [rule for rule in behind if self._met(rule) is truth]
            labels = () if truth else tuple(sorted({rule.label for rule in behind}))
        return _Verdict(truth, truth, labels, self._grounds(behind))

    def _answer(self) -> _Verdict:
        """One value: what all possible rules give, if one of them is sure."""
        plan = self._plan
        sure = [rule for rule in self._giving if self._effective(rule) is True]
        if not self._possible():
            if plan.otherwise is not None:
                return self._answered(self._evaluator.evaluate(plan.otherwise), [])
            return self._answered(False if plan.type == BOOLEAN else None, [])
        answers = {self._given(rule) for rule in self._possible()}
        if len({self._given(rule) for rule in sure} - {UNKNOWN}) > 1:
            return _Verdict(UNKNOWN, UNKNOWN, conflict=Conflict(tuple(sorted(rule.id for rule in sure))))
        if sure and len(answers) == 1:
            return self._answered(answers.pop(), sure)
        return _OPEN

    def _answered(self, value: Value, rules: list[RulePlan]) -> _Verdict:
        if value is UNKNOWN:
            return _OPEN
        if self._plan.type == BOOLEAN:
            return _Verdict(value is True, value is True, None, self._grounds(rules))
        return _Verdict(value is not None, value, value, self._grounds(rules))

    def _possible(self) -> list[RulePlan]:
        return [rule for rule in self._giving if self._effective(rule) is not False]

    def _given(self, rule: RulePlan) -> Value:
        assert rule.then is not None
        value: Value = self._evaluator.evaluate(rule.then)
        return value

    # -- what is missing -----------------------------------------------------------------------------------

    def _missing_from_rules(self) -> frozenset[str]:
        if self._plan.kind == "answer":
            possible = self._possible()
            if not possible:
                return self._missing_in(self._plan.otherwise)
            return NOTHING.union(*(self._missing_to_apply(rule) | self._missing_in(rule.then) for rule in possible))
        if self._plan.kind == "findings":
            return NOTHING.union(*(self._missing_to_apply(rule) for rule in self._giving))
        unmet = [rule for rule in self._giving if self._met(rule) is UNKNOWN]
        return NOTHING.union(*(self._missing_to_apply(rule) | self._missing_in(rule.requires) for rule in unmet))

    def _missing_to_apply(self, rule: RulePlan) -> frozenset[str]:
        """What would tell whether a rule is effective: its own conditions, and the rules that may beat it."""
        if self._effective(rule) is not UNKNOWN:
            return NOTHING
        missing = NOTHING
        if not any(instance.holds is True for instance in self._instances_of(rule)) or not self._all_known(rule):
            if rule.for_each is not None:
                missing = self._evaluator.members(rule.for_each.domain).missing
            for instance in self._instances_of(rule):
                if instance.holds is UNKNOWN:
                    missing |= instance.missing | self._evaluator.missing(rule.when, instance.bindings)
        beaters = (other for other in self._circuit.rules if rule.id in other.beats)
        return missing.union(*(self._missing_to_apply(beater) for beater in beaters))

    def _missing_in(self, expression: p.Plan | None) -> frozenset[str]:
        return NOTHING if expression is None else self._evaluator.missing(expression)
