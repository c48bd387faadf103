"""From rules to decisions: which rules are effective, and what follows.

A rule is effective when it is in force, its ``when`` holds and no effective rule beats it, all of it in Kleene
logic. Semantics, sentences 14 to 20.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from socorg_rules.decisions.outcome import Conflict, Outcome
from socorg_rules.engines.reference.expressions import Evaluator
from socorg_rules.engines.reference.kleene import Truth, Value, kleene_and, kleene_not, kleene_or
from socorg_rules.engines.reference.members import NO_BINDINGS, NOTHING, Bindings, Found
from socorg_rules.feel import plan as p
from socorg_rules.feel.types import BOOLEAN as _BOOLEAN
from socorg_rules.records.facts import Facts
from socorg_rules.records.unknown import UNKNOWN
from socorg_rules.rulesets.plan import DecisionPlan, LawPlan, RulePlan


@dataclass(slots=True, eq=False)
class Instance:
    """A rule asked about one member of its ``for_each`` (or once): does it hold, and since when.

    ``condition``: its ``when``, around which the variables are ``bindings``; ``missing``: what the member's belonging
    waits for.
    """

    holds: Truth
    since: date | None
    condition: Truth
    bindings: Bindings = field(default_factory=dict)
    missing: frozenset[str] = NOTHING


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How one rule came out. ``holds``: its ``when``; ``effective``: holds and is not beaten."""

    rule: RulePlan
    holds: Truth
    beaten_by: tuple[str, ...]
    effective: Truth
    beaters: tuple[RuleResult, ...]
    instances: tuple[Instance, ...]
    requires: Found
    then: Found
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroundResult:
    """A rule behind an outcome and its first day (None: its facts have no date)."""

    rule: RulePlan
    since: date | None


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """A decision in plan values (money in fen …), as other engines give it too, with its rules."""

    plan: DecisionPlan
    outcome: Outcome
    answer: Value
    value: Value | tuple[str, ...]
    grounds: tuple[GroundResult, ...] = ()
    conflict: Conflict | None = None
    rules: tuple[RuleResult, ...] = ()


class RuleResults:
    """How the rules of one decision come out, each when it is first asked about."""

    def __init__(self, rules: tuple[RulePlan, ...], evaluator: Evaluator) -> None:
        self.rules = rules
        self._evaluator = evaluator
        self._by_id = {rule.id: rule for rule in rules}
        self._beaters: dict[str, list[str]] = {rule.id: [] for rule in rules}
        for rule in rules:
            for beaten in rule.beats:
                if beaten in self._beaters:
                    self._beaters[beaten].append(rule.id)
        self._results: dict[str, RuleResult] = {}

    def all(self) -> tuple[RuleResult, ...]:
        """The results of all rules in their order."""
        return tuple([self.of(rule.id) for rule in self.rules])

    def of(self, rule_id: str) -> RuleResult:
        """The result of one rule, after those that may beat it."""
        result = self._results.get(rule_id)
        if result is None:
            result = self._results[rule_id] = self._result(self._by_id[rule_id])
        return result

    def beaters(self, rule_id: str) -> tuple[RuleResult, ...]:
        """The results of the rules that may beat one."""
        return tuple([self.of(beater) for beater in self._beaters[rule_id]])

    def _result(self, rule: RulePlan) -> RuleResult:
        evaluate = self._evaluator.evaluate
        beaters = self.beaters(rule.id)
        instances, holds = self._instances(rule)
        beaten = kleene_or(beater.effective for beater in beaters)
        return RuleResult(
            rule=rule,
            holds=holds,
            beaten_by=beaten_by(beaters),
            effective=kleene_and((holds, kleene_not(beaten))),
            beaters=beaters,
            instances=instances,
            requires=evaluate(rule.requires) if rule.requires is not None else None,
            then=evaluate(rule.then) if rule.then is not None else None,
            notes=tuple(
                index for index, note in enumerate(rule.notes) if note.when is None or evaluate(note.when) is True
            ),
        )

    def _instances(self, rule: RulePlan) -> tuple[tuple[Instance, ...], Truth]:
        if rule.for_each is None:
            holds = self._evaluator.evaluate(rule.when)
            return (Instance(holds, self._since(rule, holds, NO_BINDINGS), holds),), holds
        members = self._evaluator.members(rule.for_each.domain)
        instances: list[Instance] = []
        for member in members.members:
            bindings: Bindings = {rule.for_each.variable: member.item}
            condition = self._evaluator.evaluate(rule.when, bindings)
            holds = kleene_and((member.belongs, condition))
            instances.append(Instance(holds, self._since(rule, holds, bindings), condition, bindings, member.missing))
        return tuple(instances), kleene_or(each.holds for each in instances) if members.known else UNKNOWN

    def _since(self, rule: RulePlan, holds: Truth, bindings: Bindings) -> date | None:
        """The first day of a ground; the rule's own first day in force at the earliest."""
        if rule.since is None or holds is not True:
            return None
        since = self._evaluator.evaluate(rule.since, bindings)
        if not isinstance(since, date):
            return None
        return max(since, rule.in_force.start) if rule.in_force.start is not None else since


def beaten_by(beaters: tuple[RuleResult, ...]) -> tuple[str, ...]:
    """Those of the rules that may beat one that surely do."""
    return tuple(sorted(beater.rule.id for beater in beaters if beater.effective is True))


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the rules of a decision come to, its scope apart. ``truth`` unknown: undetermined."""

    truth: Truth
    answer: Value
    grounds: tuple[GroundResult, ...] = ()
    labels: Value | tuple[str, ...] = None
    conflict: Conflict | None = None


@dataclass(slots=True)
class ReferenceDecider:
    """Decides everything about one organization on one day."""

    law: LawPlan
    facts: Facts
    as_of: date
    _rules: dict[str, RuleResults] = field(default_factory=dict)
    _results: dict[str, DecisionResult] = field(default_factory=dict)
    _missing: dict[str, frozenset[str]] = field(default_factory=dict)
    evaluator: Evaluator = field(init=False)

    def __post_init__(self) -> None:
        self.evaluator = Evaluator(self.law, self.facts, self.as_of, self)

    def rules(self, name: str) -> RuleResults:
        """The rules that count for a decision; none where it is not applicable."""
        results = self._rules.get(name)
        if results is None:
            plan = self.law.decisions[name]
            rules = plan.rules_on(self.as_of)
            if all(rule.only_takes_away for rule in rules) or self._in_scope(plan) is False:
                rules = ()
            results = self._rules[name] = RuleResults(rules, self.evaluator)
        return results

    def decide(self, name: str) -> DecisionResult:
        if name not in self._results:
            self._results[name] = self._decide(self.law.decisions[name])
        return self._results[name]

    def missing(self, name: str) -> frozenset[str]:
        """The facts that a decision, or its value, waits for."""
        if name not in self._missing:
            self._missing[name] = self._missing_from(self.decide(name))
        return self._missing[name]

    def decided(self, name: str) -> Found:
        """A decision inside an expression: its answer, or true and false; null where not applicable."""
        result = self.decide(name)
        match result.outcome:
            case Outcome.NOT_APPLICABLE:
                return None
            case Outcome.UNDETERMINED:
                return UNKNOWN
        return result.answer

    # -- a decision ----------------------------------------------------------------------------------------

    def _decide(self, plan: DecisionPlan) -> DecisionResult:
        results = self.rules(plan.name).all()
        if not results:
            return DecisionResult(plan, Outcome.NOT_APPLICABLE, None, None)
        verdict = self._verdict(plan, results)
        value = verdict.labels
        if plan.value is not None:
            value = self.evaluator.evaluate(plan.value)
            value = None if value is UNKNOWN else value
        if self._in_scope(plan) is UNKNOWN or verdict.truth is UNKNOWN:
            value = value if plan.value is not None else None
            return DecisionResult(plan, Outcome.UNDETERMINED, UNKNOWN, value, conflict=verdict.conflict, rules=results)
        outcome = Outcome.SATISFIED if verdict.truth else Outcome.NOT_SATISFIED
        return DecisionResult(plan, outcome, verdict.answer, value, verdict.grounds, rules=results)

    def _in_scope(self, plan: DecisionPlan) -> Truth:
        return True if plan.scope is None else self.evaluator.evaluate(plan.scope)

    def _verdict(self, plan: DecisionPlan, results: tuple[RuleResult, ...]) -> _Verdict:
        match plan.kind:
            case "findings":
                return self._findings(results)
            case "requirements":
                return self._requirements(results)
            case "answer":
                return self._answer(plan, results)

    # -- what follows --------------------------------------------------------------------------------------

    @staticmethod
    def _grounds(results: list[RuleResult]) -> tuple[GroundResult, ...]:
        found = {
            (result.rule.id, instance.since): GroundResult(result.rule, instance.since)
            for result in results
            for instance in result.instances
            if instance.holds is True
        }
        ordered = sorted(found, key=lambda key: (key[0], key[1] is not None, key[1] or date.min))
        return tuple(found[key] for key in ordered)

    def _findings(self, results: tuple[RuleResult, ...]) -> _Verdict:
        rules = [result for result in results if not result.rule.only_takes_away]
        truth = kleene_or(result.effective for result in rules)
        found = [result for result in rules if result.effective is True]
        labels = frozenset(result.rule.label for result in found)
        return _Verdict(truth, truth, self._grounds(found), labels)

    def _requirements(self, results: tuple[RuleResult, ...]) -> _Verdict:
        rules = [result for result in results if not result.rule.only_takes_away]
        truth = kleene_and(_is_met(result) for result in rules)
        relevant = [result for result in rules if result.effective is True and _is_met(result) is truth]
        unmet = tuple(sorted({result.rule.label for result in relevant})) if truth is False else ()
        return _Verdict(truth, truth, () if truth is UNKNOWN else self._grounds(relevant), unmet)

    def _answer(self, plan: DecisionPlan, results: tuple[RuleResult, ...]) -> _Verdict:
        sure = [result for result in results if result.effective is True]
        possible = [result for result in results if result.effective is not False]
        if not possible:
            if plan.otherwise is not None:
                return self._answered(plan, self.evaluator.evaluate(plan.otherwise), ())
            return self._answered(plan, False if plan.type == _BOOLEAN else None, ())
        answers = {result.then for result in possible}
        different = {result.then for result in sure} - {UNKNOWN}
        if len(different) > 1:
            return _Verdict(UNKNOWN, UNKNOWN, conflict=Conflict(tuple(sorted(result.rule.id for result in sure))))
        if sure and len(answers) == 1 and UNKNOWN not in answers:
            return self._answered(plan, sure[0].then, self._grounds(sure))
        return _Verdict(UNKNOWN, UNKNOWN)

    @staticmethod
    def _answered(plan: DecisionPlan, value: Value, grounds: tuple[GroundResult, ...]) -> _Verdict:
        if value is UNKNOWN:
            return _Verdict(UNKNOWN, UNKNOWN)
        if plan.type == _BOOLEAN:
            return _Verdict(value is True, value is True, grounds)
        return _Verdict(value is not None, value, grounds, value)

    # -- what is missing -----------------------------------------------------------------------------------

    def _missing_from(self, result: DecisionResult) -> frozenset[str]:
        plan = result.plan
        if result.outcome is Outcome.NOT_APPLICABLE:
            return NOTHING
        missing = self._missing_in(plan.value)
        if result.outcome is Outcome.UNDETERMINED:
            missing |= self._missing_in(plan.scope)
            if self._verdict(plan, result.rules).truth is UNKNOWN:
                missing |= self._missing_from_rules(plan, result.rules)
        return missing

    def _missing_from_rules(self, plan: DecisionPlan, results: tuple[RuleResult, ...]) -> frozenset[str]:
        if plan.kind == "answer":
            possible = [result for result in results if result.effective is not False]
            if not possible:
                return self._missing_in(plan.otherwise)
            return NOTHING.union(
                *(self._missing_to_apply(each) | self._missing_in(each.rule.then) for each in possible)
            )
        missing = NOTHING
        for result in results:
            if result.rule.only_takes_away:
                continue
            if plan.kind == "findings":
                missing |= self._missing_to_apply(result)
            elif _is_met(result) is UNKNOWN:
                missing |= self._missing_to_apply(result) | self._missing_in(result.rule.requires)
        return missing

    def _missing_to_apply(self, result: RuleResult) -> frozenset[str]:
        """What would tell whether a rule is effective."""
        if result.effective is not UNKNOWN:
            return NOTHING
        beaters = (self._missing_to_apply(beater) for beater in result.beaters)
        return self._missing_to_hold(result).union(*beaters)

    def _missing_to_hold(self, result: RuleResult) -> frozenset[str]:
        if result.holds is not UNKNOWN:
            return NOTHING
        missing = NOTHING
        if result.rule.for_each is not None:
            missing = self.evaluator.members(result.rule.for_each.domain).missing
        for instance in result.instances:
            if instance.holds is UNKNOWN:
                missing |= instance.missing | self.evaluator.missing(result.rule.when, instance.bindings)
        return missing

    def _missing_in(self, expression: p.Plan | None) -> frozenset[str]:
        return NOTHING if expression is None else self.evaluator.missing(expression)


def _is_met(result: RuleResult) -> Truth:
    """Whether a requirement is met: its rule does not apply, or what it requires is so."""
    return kleene_or((kleene_not(result.effective), result.requires))
