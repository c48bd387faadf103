"""The trace of a decision: every condition as it was written, with what it came to.

A trace is found out while somebody looks at it: the reference engine is asked again for the parts of what is shown, and
for nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, cast

from socorg_rules.decisions.outcome import DecisionValue
from socorg_rules.decisions.trace import Connective, DecisionTrace, Reason, Step
from socorg_rules.decisions.values import public_value
from socorg_rules.engines.reference.deciding import ReferenceDecider, RuleResult
from socorg_rules.engines.reference.expressions import NO_BINDINGS, Bindings, Evaluator, Found, Item
from socorg_rules.engines.reference.wording import FACTS, LawWording
from socorg_rules.feel import plan as p
from socorg_rules.feel import types as t
from socorg_rules.feel.literals import duration_text
from socorg_rules.problems import Text
from socorg_rules.records.facts import EventFacts
from socorg_rules.records.unknown import UNKNOWN, Unknown
from socorg_rules.rulesets.plan import LawPlan

_NOT_ASKED: Final = object()


class Tracer:
    """Traces the decisions of one law. Worth keeping: what its conditions read like is found out once."""

    def __init__(self, law: LawPlan) -> None:
        self._wording = LawWording(law)

    def trace(self, name: str, decider: ReferenceDecider) -> DecisionTrace:
        """How a decision came about."""
        asker = _Asker(decider.evaluator, self._wording)
        result = decider.decide(name)
        scope = result.plan.scope
        return DecisionTrace(
            decision=name,
            scope=_Condition(asker, scope) if scope is not None else None,
            reasons=tuple([_reason(rule, asker) for rule in result.rules]),
        )


def _reason(result: RuleResult, asker: _Asker) -> Reason:
    rule, holds = result.rule, result.holds
    if rule.requires is not None and holds is True:
        holds = result.requires
    return Reason(
        rule=rule.id,
        title=rule.title,
        citations=rule.citations,
        holds=None if isinstance(holds, Unknown) else holds,
        beaten_by=result.beaten_by,
        steps=partial(_conditions, result, asker),
        only_takes_away=rule.only_takes_away,
    )


def _conditions(result: RuleResult, asker: _Asker) -> tuple[Step, ...]:
    """The conditions of a rule as it wrote them: its ``when`` once for each member that it was asked about."""
    rule = result.rule
    steps: list[Step] = [
        _Condition(asker, rule.when, instance.bindings, found=instance.condition) for instance in result.instances
    ]
    if rule.requires is not None:
        steps.append(_Condition(asker, rule.requires, found=result.requires))
    if rule.then is not None and isinstance(result.then, bool | Unknown):
        is_made_of_something = isinstance(rule.then, p.Defined) or p.children(rule.then)
        if is_made_of_something:
            steps.append(_Condition(asker, rule.then, found=result.then))
    return tuple(steps)


class _Asker:
    """Asks about one organization: what conditions come to, and what they read like."""

    __slots__ = ("evaluator", "wording")

    def __init__(self, evaluator: Evaluator, wording: LawWording) -> None:
        self.evaluator = evaluator
        self.wording = wording

    def definition(self, name: str) -> p.Plan | p.ListPlan:
        return self.evaluator.law.definitions[name].plan


class _Fact:
    """A fact that a condition looked at: the end of a trace."""

    __slots__ = ("_missing", "settled", "text", "value")
    connective: Connective = ""
    steps: tuple[Step, ...] = ()

    def __init__(
        self, text: Text, found: Found, type_: t.Type | None, missing: Callable[[], frozenset[str]] = frozenset
    ) -> None:
        self.text = text
        self.value = _public(found, type_)
        self.settled = found is not UNKNOWN
        self._missing = missing

    @property
    def missing(self) -> tuple[str, ...]:
        return () if self.settled else tuple(sorted(self._missing()))


class _Condition:
    """A condition where it stands, with the variables around it.

    ``briefly``: it is asked of many members, of which nobody reads every part: what was not needed is not told.
    ``found``: what it came to, where that is known already.
    """

    __slots__ = ("_asker", "_bindings", "_briefly", "_found", "_node", "_steps", "_wording")

    def __init__(
        self,
        asker: _Asker,
        node: p.AnyPlan,
        bindings: Bindings = NO_BINDINGS,
        *,
        briefly: bool = False,
        found: Found = _NOT_ASKED,
    ) -> None:
        self._asker = asker
        self._node = node
        self._bindings = bindings
        self._briefly = briefly
        self._found = found
        self._wording = asker.wording.of(node)
        self._steps: tuple[Step, ...] | None = None

    @property
    def text(self) -> Text:
        return self._wording.text

    @property
    def connective(self) -> Connective:
        return self._wording.connective

    @property
    def found(self) -> Found:
        """What it came to."""
        if self._found is _NOT_ASKED:
            self._found = self._asker.evaluator.evaluate(cast(p.Plan, self._node), self._bindings)
        return self._found

    @property
    def settled(self) -> bool:
        return self.found is not UNKNOWN

    @property
    def value(self) -> DecisionValue:
        return _public(self.found, self._wording.type)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(sorted(self._asker.evaluator.missing(cast(p.Plan, self._node), self._bindings)))

    @property
    def steps(self) -> tuple[Step, ...]:
        if self._steps is None:
            self._steps = tuple(self._find_steps())
        return self._steps

    def _find_steps(self) -> Iterator[Step]:
        """Other conditions, or the facts it looked at."""
        connective, node = self._wording.connective, self._node
        if isinstance(node, p.Quantifier) and connective:
            return self._bodies(node)
        if isinstance(node, p.Defined):
            return iter((_Condition(self._asker, self._asker.definition(node.name), briefly=self._briefly),))
        if connective:
            return self._parts()
        facts = _Facts(self._asker, self._bindings, self._briefly)
        if self._wording.facts is not None:
            return map(facts.fact, self._wording.facts)
        by_text: dict[Text, Step] = {}
        for fact in facts.below(node):
            by_text.setdefault(fact.text, fact)
        return iter(by_text.values())

    def _parts(self) -> Iterator[_Condition]:
        """What it was made of, in order."""
        node, asker, bindings, briefly = self._node, self._asker, self._bindings, self._briefly
        if isinstance(node, p.All | p.AnyOf | p.Choice):
            for part, found in looked_at(node, asker.evaluator, bindings, briefly):
                yield _Condition(asker, part, bindings, briefly=briefly, found=found)
        else:
            for below in self._wording.parts:
                yield _Condition(asker, below, bindings, briefly=briefly)

    def _bodies(self, node: p.Quantifier) -> Iterator[_Condition]:
        """Its condition as each member met it."""
        for _, inside, found in met(node, self._asker.evaluator, self._bindings):
            body = _Condition(self._asker, node.condition, inside, briefly=True, found=found)
            # Of a list that nobody handed in there is no member to show.
            if found is not UNKNOWN or UNKNOWN not in inside.values() or body.missing:
                yield body


class _Facts:
    """The facts, parameters and decisions that expressions of one place looked at."""

    __slots__ = ("_asker", "_bindings", "_briefly", "_evaluator")

    def __init__(self, asker: _Asker, bindings: Bindings, briefly: bool) -> None:
        self._asker = asker
        self._evaluator = asker.evaluator
        self._bindings = bindings
        self._briefly = briefly

    def below(self, node: p.AnyPlan) -> Iterator[Step]:
        """Those that an expression is made of."""
        evaluator, bindings = self._evaluator, self._bindings
        match node:
            case p.CompareCount(events=events, number=number):
                text = self._asker.wording.of(node).count_text
                yield _Fact(text, evaluator.counted(events, bindings), None)
                yield from self._within(number)
            case p.Quantifier(domain=domain):
                for item, inside, _ in met(node, evaluator, bindings):
                    yield from self._of_belonging(domain, item)
                    yield from _Facts(self._asker, inside, briefly=True)._within(node.condition)
            case p.Aggregate(events=events) | p.Count(events=events):
                for member in evaluator.members(events, bindings).members:
                    yield from self._of_belonging(events, member.item)
                    if isinstance(node, p.Aggregate) and member.item is not UNKNOWN:
                        yield self._field(node, member.item)
            case p.All() | p.AnyOf() | p.Choice():
                for part, _ in looked_at(node, evaluator, bindings, self._briefly):
                    yield from self._within(part)
            case _:
                for below in self._asker.wording.of(node).parts:
                    yield from self._within(below)

    def _within(self, node: p.AnyPlan) -> Iterator[Step]:
        """The expression itself, if it is a fact; otherwise those it is made of."""
        if isinstance(node, FACTS):
            yield self.fact(node)
        elif isinstance(node, p.CompareCount):
            text = self._asker.wording.of(node).count_text
            yield _Fact(text, self._evaluator.evaluate(node, self._bindings), None)
        else:
            yield from self.below(node)

    def fact(self, node: p.Plan) -> Step:
        """A fact, parameter or decision itself."""
        wording = self._asker.wording.of(node)
        found = self._evaluator.evaluate(node, self._bindings)
        return _Fact(wording.text, found, wording.type, partial(self._evaluator.missing, node, self._bindings))

    def _of_belonging(self, domain: p.Domain, item: Item) -> Iterator[Step]:
        """What decided whether something is a member of a list."""
        match domain:
            case p.Filtered(events=events, variable=variable, condition=condition):
                yield from self._of_belonging(events, item)
                inside = {**self._bindings, variable: item}
                yield from _Facts(self._asker, inside, briefly=True)._within(condition)
            case p.DefinedEvents(name=name):
                yield from self._of_belonging(cast(p.ListPlan, self._asker.definition(name)), item)

    def _field(self, node: p.Aggregate, event: Item) -> Step:
        wording = self._asker.wording.of(node)
        value = cast(EventFacts, event)[node.field_name]
        path = frozenset((f"{p.list_of(node.events)}.{node.field_name}",))
        return _Fact(wording.text, value, wording.type, lambda: path)


def met(node: p.Quantifier, evaluator: Evaluator, bindings: Bindings) -> Iterator[tuple[Item, Bindings, Found]]:
    """The members that a quantifier looked at, each with the variables around its condition and what that came to."""
    settles = node.kind == "some"
    for member in evaluator.members(node.domain, bindings).members:
        inside = {**bindings, node.variable: member.item}
        found = evaluator.evaluate(node.condition, inside)
        yield member.item, inside, found
        # A member that may not belong doesn't settle it.
        if found is settles and member.belongs is True:
            return


def looked_at(
    node: p.All | p.AnyOf | p.Choice, evaluator: Evaluator, bindings: Bindings, briefly: bool
) -> Iterator[tuple[p.Plan, Found]]:
    """The parts of a condition and what they came to: if ``briefly`` only those that were needed.

    Of an *if* the branch taken comes first, the other one only where the whole is unknown.
    """
    if isinstance(node, p.Choice):
        condition = evaluator.evaluate(node.condition, bindings)
        taken, other = (node.then, node.otherwise) if condition is True else (node.otherwise, node.then)
        found = evaluator.evaluate(taken, bindings)
        yield node.condition, condition
        yield taken, found
        if condition is UNKNOWN or found is UNKNOWN:
            yield other, evaluator.evaluate(other, bindings)
        return
    settles = isinstance(node, p.AnyOf)
    for operand in node.operands:
        found = evaluator.evaluate(operand, bindings)
        yield operand, found
        if briefly and found is settles:
            return


def _public(found: Found, type_: t.Type | None) -> DecisionValue:
    """A value as people read it; None where it is unknown."""
    if found is UNKNOWN:
        return None
    if found is True or found is False:
        return found
    if isinstance(found, p.Duration):
        return duration_text(found.months, found.days)
    return public_value(found, type_)
