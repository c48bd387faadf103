"""From rules to decisions: which rules are effective, and what follows.

A rule is effective when it is in force, its ``when`` holds and no effective rule beats it, all of it in Kleene
logic. Semantics, sentences 14 to 20.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from socorg_rules.decisions.outcome import Conflict, Outcome
from socorg_rules.engines.reference.expressions import NOTHING, Binding, Evaluated, Evaluator
from socorg_rules.engines.reference.kleene import Truth, Value, kleene_and, kleene_not, kleene_or
from socorg_rules.feel import plan as p
from socorg_rules.feel.types import BOOLEAN as _BOOLEAN
from socorg_rules.records.facts import Facts
from socorg_rules.records.unknown import UNKNOWN
from socorg_rules.rulesets.plan import DecisionPlan, LawPlan, RulePlan


@dataclass(frozen=True, slots=True)
class Instance:
    """A rule asked about one member of its ``for_each`` (or once): does it hold, and since when."""

    holds: Evaluated
    since: date | None


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How one rule came out. ``holds``: its ``when``; ``effective``: holds and is not beaten."""

    rule: RulePlan
    holds: Evaluated
    beaten_by: tuple[str, ...]
    effective: Truth
    missing: frozenset[str]
    instances: tuple[Instance, ...]
    requires: Evaluated | None
    then: Evaluated | None
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
    missing: frozenset[str] = NOTHING
    conflict: Conflict | None = None
    scope: Evaluated | None = None
    rules: tuple[RuleResult, ...] = ()


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the rules of a decision come to, its scope apart. ``truth`` unknown: undetermined."""

    truth: Truth
    answer: Value
    missing: frozenset[str]
    grounds: tuple[GroundResult, ...] = ()
    labels: Value | tuple[str, ...] = None
    conflict: Conflict | None = None


@dataclass(slots=True)
class ReferenceDecider:
    """Decides everything about one organization on one day; ``thorough`` for a trace."""

    law: LawPlan
    facts: Facts
    as_of: date
    thorough: bool = False
    _results: dict[str, DecisionResult] = field(default_factory=dict)
    _evaluator: Evaluator = field(init=False)

    def __post_init__(self) -> None:
        self._evaluator = Evaluator(self.law, self.facts, self.as_of, self, self.thorough)

    def decide(self, name: str) -> DecisionResult:
        if name not in self._results:
            self._results[name] = self._decide(self.law.decisions[name])
        return self._results[name]

    def decided(self, node: p.Decided) -> Evaluated:
        """A decision inside an expression: its answer, or true and false; null where not applicable."""
        result = self.decide(node.name)
        match result.outcome:
            case Outcome.NOT_APPLICABLE:
                return Evaluated(node, None)
            case Outcome.UNDETERMINED:
                return Evaluated(node, UNKNOWN, result.missing)
        return Evaluated(node, result.answer)

    # -- a decision ----------------------------------------------------------------------------------------

    def _decide(self, plan: DecisionPlan) -> DecisionResult:
        rules = plan.rules_on(self.as_of)
        scope = self._evaluator.evaluate(plan.scope) if plan.scope is not None else None
        if all(rule.only_takes_away for rule in rules) or (scope is not None and scope.value is False):
            return DecisionResult(plan, Outcome.NOT_APPLICABLE, None, None, scope=scope)
        results = self._rule_results(rules)
        verdict = self._verdict(plan, results)
        value, value_missing = verdict.labels, NOTHING
        if plan.value is not None:
            shown = self._evaluator.evaluate(plan.value)
            value, value_missing = (None, shown.missing) if shown.value is UNKNOWN else (shown.value, NOTHING)
        in_scope = scope.truth if scope is not None else True
        if in_scope is UNKNOWN or verdict.truth is UNKNOWN:
            return DecisionResult(
                plan,
                Outcome.UNDETERMINED,
                UNKNOWN,
                value if plan.value is not None else None,
                missing=(scope.missing if scope is not None else NOTHING) | verdict.missing | value_missing,
                conflict=verdict.conflict,
                scope=scope,
                rules=results,
            )
        outcome = Outcome.SATISFIED if verdict.truth else Outcome.NOT_SATISFIED
        return DecisionResult(
            plan, outcome, verdict.answer, value, verdict.grounds, value_missing, scope=scope, rules=results
        )

    def _verdict(self, plan: DecisionPlan, results: tuple[RuleResult, ...]) -> _Verdict:
        match plan.kind:
            case "findings":
                return self._findings(results)
            case "requirements":
                return self._requirements(results)
            case "answer":
                return self._answer(plan, results)

    # -- rules ---------------------------------------------------------------------------------------------

    def _rule_results(self, rules: tuple[RulePlan, ...]) -> tuple[RuleResult, ...]:
        """All rules, each after those that may beat it."""
        beaters: dict[str, list[str]] = {rule.id: [] for rule in rules}
        for rule in rules:
            for beaten in rule.beats:
                if beaten in beaters:
                    beaters[beaten].append(rule.id)
        by_id = {rule.id: rule for rule in rules}
        done: dict[str, RuleResult] = {}

        def result_of(rule_id: str) -> RuleResult:
            if rule_id not in done:
                done[rule_id] = self._rule_result(by_id[rule_id], [result_of(other) for other in beaters[rule_id]])
            return done[rule_id]

        return tuple(result_of(rule.id) for rule in rules)

    def _rule_result(self, rule: RulePlan, beaters: list[RuleResult]) -> RuleResult:
        instances, holds = self._instances(rule)
        beaten = kleene_or(beater.effective for beater in beaters)
        effective = kleene_and((holds.truth, kleene_not(beaten)))
        missing: frozenset[str] = NOTHING
        if effective is UNKNOWN:
            missing = holds.missing.union(*(beater.missing for beater in beaters if beater.effective is UNKNOWN))
        evaluate = self._evaluator.evaluate
        return RuleResult(
            rule=rule,
            holds=holds,
            beaten_by=tuple(sorted(beater.rule.id for beater in beaters if beater.effective is True)),
            effective=effective,
            missing=missing,
            instances=instances,
            requires=evaluate(rule.requires) if rule.requires is not None else None,
            then=evaluate(rule.then) if rule.then is not None else None,
            notes=tuple(
                index for index, note in enumerate(rule.notes) if note.when is None or evaluate(note.when).value is True
            ),
        )

    def _instances(self, rule: RulePlan) -> tuple[tuple[Instance, ...], Evaluated]:
        if rule.for_each is None:
            holds = self._evaluator.evaluate(rule.when)
            return (Instance(holds, self._since(rule, holds, {})),), holds
        members = self._evaluator.members(rule.for_each.domain)
        instances: list[Instance] = []
        for member in members.members:
            bindings: dict[str, Binding] = {rule.for_each.variable: member.item}
            condition = self._evaluator.evaluate(rule.when, bindings)
            truth = kleene_and((member.belongs.truth, condition.truth))
            missing = member.belongs.missing | condition.missing if truth is UNKNOWN else NOTHING
            holds = Evaluated(rule.when, truth, missing, (member.belongs, condition))
            instances.append(Instance(holds, self._since(rule, holds, bindings)))
        truth = kleene_or(instance.holds.truth for instance in instances) if members.known else UNKNOWN
        missing = NOTHING
        if truth is UNKNOWN:
            missing = members.missing.union(*(instance.holds.missing for instance in instances))
        parts = tuple(instance.holds for instance in instances)
        return tuple(instances), Evaluated(rule.when, truth, missing, parts)

    def _since(self, rule: RulePlan, holds: Evaluated, bindings: Mapping[str, Binding]) -> date | None:
        """The first day of a ground; the rule's own first day in force at the earliest."""
        if rule.since is None or holds.value is not True:
            return None
        since = self._evaluator.evaluate(rule.since, bindings).value
        if not isinstance(since, date):
            return None
        return max(since, rule.in_force.start) if rule.in_force.start is not None else since

    # -- what follows --------------------------------------------------------------------------------------

    @staticmethod
    def _grounds(results: list[RuleResult]) -> tuple[GroundResult, ...]:
        found = {
            (result.rule.id, instance.since): GroundResult(result.rule, instance.since)
            for result in results
            for instance in result.instances
            if instance.holds.value is True
        }
        ordered = sorted(found, key=lambda key: (key[0], key[1] is not None, key[1] or date.min))
        return tuple(found[key] for key in ordered)

    def _findings(self, results: tuple[RuleResult, ...]) -> _Verdict:
        rules = [result for result in results if not result.rule.only_takes_away]
        truth = kleene_or(result.effective for result in rules)
        found = [result for result in rules if result.effective is True]
        missing = NOTHING.union(*(result.missing for result in rules)) if truth is UNKNOWN else NOTHING
        labels = frozenset(result.rule.label for result in found)
        return _Verdict(truth, truth, missing, self._grounds(found), labels)

    def _requirements(self, results: tuple[RuleResult, ...]) -> _Verdict:
        rules = [result for result in results if not result.rule.only_takes_away]
        met: list[Truth] = []
        missing: set[str] = set()
        for result in rules:
            assert result.requires is not None
            one = kleene_or((kleene_not(result.effective), result.requires.truth))
            met.append(one)
            if one is UNKNOWN:
                missing |= result.missing | result.requires.missing
        truth = kleene_and(met)
        relevant = [
            result
            for result, one in zip(rules, met, strict=True)
            if result.effective is True and one is truth and truth is not UNKNOWN
        ]
        unmet = tuple(sorted({result.rule.label for result in relevant})) if truth is False else ()
        return _Verdict(
            truth, truth, frozenset(missing) if truth is UNKNOWN else NOTHING, self._grounds(relevant), unmet
        )

    def _answer(self, plan: DecisionPlan, results: tuple[RuleResult, ...]) -> _Verdict:
        sure = [result for result in results if result.effective is True]
        possible = [result for result in results if result.effective is not False]
        if not possible:
            answer = self._evaluator.evaluate(plan.otherwise) if plan.otherwise is not None else None
            value: Value = False if answer is None and plan.type == _BOOLEAN else answer.value if answer else None
            missing = answer.missing if answer else NOTHING
            return self._answered(plan, value, missing, ())
        answers = [cast(Evaluated, result.then).value for result in possible]
        sure_answers = {cast(Evaluated, result.then).value for result in sure}
        different = sure_answers - {UNKNOWN}
        clashing = tuple(sorted(result.rule.id for result in sure)) if len(different) > 1 else ()
        conflict = Conflict(clashing) if clashing else None
        if conflict is None and sure and UNKNOWN not in answers and len(set(answers)) == 1:
            return self._answered(plan, answers[0], NOTHING, self._grounds(sure))
        missing = NOTHING.union(*(result.missing | cast(Evaluated, result.then).missing for result in possible))
        return _Verdict(UNKNOWN, UNKNOWN, missing, conflict=conflict)

    @staticmethod
    def _answered(
        plan: DecisionPlan, value: Value, missing: frozenset[str], grounds: tuple[GroundResult, ...]
    ) -> _Verdict:
        if value is UNKNOWN:
            return _Verdict(UNKNOWN, UNKNOWN, missing)
        if plan.type == _BOOLEAN:
            return _Verdict(value is True, value is True, NOTHING, grounds)
        return _Verdict(value is not None, value, NOTHING, grounds, value)
