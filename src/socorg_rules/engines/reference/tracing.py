"""The trace of a decision: every rule with its conditions as they were written, with what they came to.

A trace is found out while somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator

from socorg_rules.decisions.outcome import CitedArticle
from socorg_rules.decisions.trace import DecisionTrace, Step
from socorg_rules.engines.reference.deciding import ReferenceDecider, RuleResults, beaten_by
from socorg_rules.engines.reference.steps import Condition, Conditions
from socorg_rules.engines.reference.wording import LawWording
from socorg_rules.feel import plan as p
from socorg_rules.problems import Text
from socorg_rules.records.unknown import UNKNOWN, Unknown
from socorg_rules.rulesets.plan import LawPlan, RulePlan


class Tracer:
    """Traces decisions of one law. Worth keeping: what its conditions read like is found out once."""

    def __init__(self, law: LawPlan) -> None:
        self.wording = LawWording(law)

    def about(self, decider: ReferenceDecider, *, apart: bool = False) -> Tracing:
        """The traces of the decisions about one organization on one day.

        ``apart``: of each member of a list by itself, also where it meets the same facts as another one.
        """
        return Tracing(decider, Conditions(decider.evaluator, self.wording, apart=apart))


class Tracing:
    """Traces the decisions about one organization on one day."""

    def __init__(self, decider: ReferenceDecider, conditions: Conditions) -> None:
        self._decider = decider
        self._conditions = conditions

    def trace(self, name: str) -> DecisionTrace:
        """How a decision came about."""
        conditions = self._conditions
        scope = self._decider.law.decisions[name].scope
        results = self._decider.rules(name)
        return DecisionTrace(
            decision=name,
            scope=conditions.condition(scope) if scope is not None else None,
            reasons=tuple([_Reason(rule, results, conditions) for rule in results.rules]),
        )


class _Reason:
    """How a rule came out."""

    __slots__ = ("_conditions", "_plan", "_results", "_steps")

    def __init__(self, plan: RulePlan, results: RuleResults, conditions: Conditions) -> None:
        self._plan = plan
        self._results = results
        self._conditions = conditions
        self._steps: tuple[Step, ...] | None = None

    @property
    def rule(self) -> str:
        return self._plan.id

    @property
    def title(self) -> Text:
        return self._plan.title

    @property
    def citations(self) -> tuple[CitedArticle, ...]:
        return self._plan.citations

    @property
    def only_takes_away(self) -> bool:
        return self._plan.only_takes_away

    @property
    def holds(self) -> bool | None:
        if self._fails_alike():
            return False
        result = self._results.of(self.rule)
        is_required = self._plan.requires is not None and result.holds is True
        holds = result.requires if is_required else result.holds
        return None if holds is UNKNOWN else holds

    @property
    def beaten_by(self) -> tuple[str, ...]:
        return beaten_by(self._results.beaters(self.rule))

    @property
    def steps(self) -> tuple[Step, ...]:
        if self._steps is None:
            self._steps = tuple(self._find_steps())
        return self._steps

    def _alike(self) -> Condition | None:
        """What is asked the same of every member, if the rule is asked about any."""
        plan, conditions = self._plan, self._conditions
        if plan.for_each is None:
            return None
        alike = conditions.wording.alike(plan.for_each, plan.when)
        if alike is None:
            return None
        members = conditions.evaluator.members(plan.for_each.domain)
        return conditions.condition(alike) if members.known and members.members else None

    def _fails_alike(self) -> bool:
        alike = self._alike()
        return alike is not None and alike.found is False

    def _find_steps(self) -> Iterator[Step]:
        """The conditions of the rule as it wrote them: its ``when`` once for each member that it was asked about.

        Where what fails is the same whichever member is looked at, only that is told.
        """
        alike = self._alike()
        if alike is not None and alike.found is False:
            yield alike
            return
        conditions, rule, result = self._conditions, self._plan, self._results.of(self.rule)
        for instance in result.instances:
            yield conditions.condition(rule.when, instance.bindings, found=instance.condition)
        if rule.requires is not None:
            yield conditions.condition(rule.requires, found=result.requires)
        if rule.then is not None and isinstance(result.then, bool | Unknown):
            is_made_of_something = isinstance(rule.then, p.Defined) or p.children(rule.then)
            if is_made_of_something:
                yield conditions.condition(rule.then, found=result.then)
