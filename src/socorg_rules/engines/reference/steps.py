"""The steps of a trace: conditions and facts, each with what it came to.

The reference engine is asked again for the parts of what somebody looks at, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, cast

from socorg_rules.decisions.outcome import DecisionValue
from socorg_rules.decisions.trace import Connective, Step
from socorg_rules.decisions.values import public_value
from socorg_rules.engines.reference.expressions import Evaluator
from socorg_rules.engines.reference.forms import counted
from socorg_rules.engines.reference.members import NO_BINDINGS, Bindings, Found, Item
from socorg_rules.engines.reference.wording import FACTS, LawWording, Wording
from socorg_rules.feel import plan as p
from socorg_rules.feel import types as t
from socorg_rules.feel.literals import duration_text
from socorg_rules.problems import Text
from socorg_rules.records.facts import EventFacts
from socorg_rules.records.unknown import UNKNOWN

_NOT_ASKED: Final = object()


class Conditions:
    """The conditions about one organization: what they come to, and what they read like.

    ``apart``: each member of a list has conditions of its own, also where it meets the same facts as another one.
    """

    __slots__ = ("_apart", "_made", "evaluator", "wording")

    def __init__(self, evaluator: Evaluator, wording: LawWording, *, apart: bool = False) -> None:
        self.evaluator = evaluator
        self.wording = wording
        self._apart = apart
        self._made: dict[tuple[object, ...], Condition] = {}

    def definition(self, name: str) -> p.Plan | p.ListPlan:
        """What a definition of the law stands for."""
        return self.evaluator.law.definitions[name].plan

    def condition(
        self, node: p.Plan, bindings: Bindings = NO_BINDINGS, *, briefly: bool = False, found: Found = _NOT_ASKED
    ) -> Condition:
        """A condition where it stands: the same one wherever what it looks at is the same."""
        wording = self.wording.of(node)
        key: tuple[object, ...]
        if not wording.variables:
            key = (id(node), briefly)
        else:
            shares = wording.is_comparison and not self._apart
            if shares and found is _NOT_ASKED:
                found = self.evaluator.evaluate(node, bindings)
            if shares and found is not UNKNOWN:
                # Year after year most comparisons meet the same facts.
                evaluate, facts = self.evaluator.evaluate, wording.facts or ()
                key = (id(node), None, found, *[evaluate(fact, bindings) for fact in facts])
            else:
                key = (id(node), briefly, *[identity(bindings[variable]) for variable in wording.variables])
        condition = self._made.get(key)
        if condition is None:
            condition = self._made[key] = Condition(self, node, wording, bindings, briefly, found)
        return condition


def identity(item: Item) -> object:
    """What tells an event from others, also from equal ones."""
    return id(item) if isinstance(item, dict) else item


class _Fact:
    """A fact that a condition looked at: the end of a trace."""

    __slots__ = ("_missing", "holds", "settled", "text", "value")
    connective: Connective = ""
    steps: tuple[Step, ...] = ()
    deciding: tuple[Step, ...] = ()
    has_steps = False
    members = 0

    def __init__(
        self, text: Text, found: Found, type_: t.Type | None, missing: Callable[[], frozenset[str]] = frozenset
    ) -> None:
        self.text = text
        self.value = public(found, type_)
        self.settled = found is not UNKNOWN
        self.holds = found is True if self.settled else None
        self._missing = missing

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(sorted(self.waits_for()))

    def waits_for(self) -> Iterator[str]:
        return iter(() if self.settled else self._missing())


class Condition:
    """A condition where it stands, with the variables around it.

    ``briefly``: it is asked of many members, of which nobody reads every part: what was not needed is not told.
    ``found``: what it came to, where that is known already.
    """

    __slots__ = ("_briefly", "_conditions", "_found", "_steps", "_wording", "bindings", "connective", "node")

    def __init__(
        self,
        conditions: Conditions,
        node: p.Plan,
        wording: Wording,
        bindings: Bindings,
        briefly: bool,
        found: Found,
    ) -> None:
        self._conditions = conditions
        self.node = node
        self.bindings = bindings
        self._briefly = briefly
        self._found = found
        self._wording = wording
        self.connective: Connective = wording.connective
        self._steps: tuple[Step, ...] | None = None

    @property
    def text(self) -> Text:
        return self._wording.text

    @property
    def found(self) -> Found:
        """What it came to."""
        if self._found is _NOT_ASKED:
            self._found = self._conditions.evaluator.evaluate(self.node, self.bindings)
        return self._found

    @property
    def settled(self) -> bool:
        return self.found is not UNKNOWN

    @property
    def holds(self) -> bool | None:
        found = self._found
        if found is _NOT_ASKED:
            found = self.found
        return True if found is True else None if found is UNKNOWN else False

    @property
    def value(self) -> DecisionValue:
        return public(self.found, self._wording.type)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(sorted(self._conditions.evaluator.missing(self.node, self.bindings)))

    def waits_for(self) -> Iterator[str]:
        return self._conditions.evaluator.waits_for(self.node, self.bindings)

    @property
    def steps(self) -> tuple[Step, ...]:
        if self._steps is None:
            self._steps = tuple(self._find_steps())
        return self._steps

    @property
    def deciding(self) -> tuple[Step, ...]:
        node = self.node
        if isinstance(node, p.All | p.AnyOf) and self._steps is None:
            return tuple(self._deciding_operands(node))
        came_to = self.holds
        return tuple([part for part in self.steps if part.holds is came_to])

    def _deciding_operands(self, node: p.All | p.AnyOf) -> Iterator[Condition]:
        """The other ones are not told, and need no condition of their own."""
        came_to, settles, bindings = self.found, isinstance(node, p.AnyOf), self.bindings
        for operand in node.operands:
            found = self._conditions.evaluator.evaluate(operand, bindings)
            if found is came_to:
                yield self._conditions.condition(operand, bindings, briefly=self._briefly, found=found)
            if self._briefly and found is settles:
                return

    @property
    def members(self) -> int:
        node = self.node
        if not isinstance(node, p.Quantifier) or not self.connective:
            return 0
        return len(self._conditions.evaluator.members(node.domain, self.bindings).members)

    @property
    def has_steps(self) -> bool:
        if self._steps is None:
            node, wording = self.node, self._wording
            if isinstance(node, p.Defined) or (wording.connective and not isinstance(node, p.Quantifier)):
                return True
            if wording.facts is not None:
                return bool(wording.facts)
        return bool(self.steps)

    def _find_steps(self) -> Iterator[Step]:
        """Other conditions, or the facts it looked at."""
        connective, node = self._wording.connective, self.node
        if isinstance(node, p.Quantifier) and connective:
            return self._bodies(node)
        if isinstance(node, p.Defined):
            return iter((self._conditions.condition(cast(p.Plan, self._conditions.definition(node.name))),))
        if connective:
            return self._parts()
        facts = _Facts(self._conditions, self.bindings, self._briefly)
        if self._wording.facts is not None:
            return map(facts.fact, self._wording.facts)
        by_text: dict[Text, Step] = {}
        for fact in facts.below(node):
            by_text.setdefault(fact.text, fact)
        return iter(by_text.values())

    def _parts(self) -> Iterator[Condition]:
        """What it was made of, in order."""
        node, conditions, bindings, briefly = self.node, self._conditions, self.bindings, self._briefly
        if isinstance(node, p.All | p.AnyOf | p.Choice):
            return looked_at(node, conditions, bindings, briefly)
        return (conditions.condition(cast(p.Plan, below), bindings, briefly=briefly) for below in self._wording.parts)

    def _bodies(self, node: p.Quantifier) -> Iterator[Condition]:
        """Its condition as each member met it."""
        conditions = self._conditions
        if self.found is (node.kind == "every"):
            # No member settled it otherwise: all of them came to the same.
            for member in conditions.evaluator.members(node.domain, self.bindings).members:
                around = {**self.bindings, node.variable: member.item}
                yield conditions.condition(node.condition, around, briefly=True, found=self.found)
            return
        for _, inside, found in met(node, conditions.evaluator, self.bindings):
            body = conditions.condition(node.condition, inside, briefly=True, found=found)
            # Of a list that nobody handed in there is no member to show.
            if found is not UNKNOWN or UNKNOWN not in inside.values() or body.missing:
                yield body


class _Facts:
    """The facts, parameters and decisions that expressions of one place looked at."""

    __slots__ = ("_bindings", "_briefly", "_conditions", "_evaluator")

    def __init__(self, conditions: Conditions, bindings: Bindings, briefly: bool) -> None:
        self._conditions = conditions
        self._evaluator = conditions.evaluator
        self._bindings = bindings
        self._briefly = briefly

    def below(self, node: p.AnyPlan) -> Iterator[Step]:
        """Those that an expression is made of."""
        evaluator, bindings = self._evaluator, self._bindings
        match node:
            case p.CompareCount(events=events, number=number):
                text = self._conditions.wording.of(node).count_text
                yield _Fact(text, counted(evaluator.members(events, bindings)), None)
                yield from self._within(number)
            case p.Quantifier(domain=domain):
                for item, inside, _ in met(node, evaluator, bindings):
                    yield from self._of_belonging(domain, item)
                    yield from _Facts(self._conditions, inside, briefly=True)._within(node.condition)
            case p.Aggregate(events=events) | p.Count(events=events):
                for member in evaluator.members(events, bindings).members:
                    yield from self._of_belonging(events, member.item)
                    if isinstance(node, p.Aggregate) and member.item is not UNKNOWN:
                        yield self._field(node, member.item)
            case p.All() | p.AnyOf() | p.Choice():
                for part in looked_at(node, self._conditions, bindings, self._briefly):
                    yield from self._within(part.node)
            case _:
                for below in self._conditions.wording.of(node).parts:
                    yield from self._within(below)

    def _within(self, node: p.AnyPlan) -> Iterator[Step]:
        """The expression itself, if it is a fact; otherwise those it is made of."""
        if isinstance(node, FACTS):
            yield self.fact(node)
        elif isinstance(node, p.CompareCount):
            text = self._conditions.wording.of(node).count_text
            yield _Fact(text, self._evaluator.evaluate(node, self._bindings), None)
        else:
            yield from self.below(node)

    def fact(self, node: p.Plan) -> Step:
        """A fact, parameter or decision itself."""
        wording = self._conditions.wording.of(node)
        found = self._evaluator.evaluate(node, self._bindings)
        return _Fact(wording.text, found, wording.type, partial(self._evaluator.missing, node, self._bindings))

    def _of_belonging(self, domain: p.Domain, item: Item) -> Iterator[Step]:
        """What decided whether something is a member of a list."""
        match domain:
            case p.Filtered(events=events, variable=variable, condition=condition):
                yield from self._of_belonging(events, item)
                inside = {**self._bindings, variable: item}
                yield from _Facts(self._conditions, inside, briefly=True)._within(condition)
            case p.DefinedEvents(name=name):
                yield from self._of_belonging(cast(p.ListPlan, self._conditions.definition(name)), item)

    def _field(self, node: p.Aggregate, event: Item) -> Step:
        wording = self._conditions.wording.of(node)
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
    node: p.All | p.AnyOf | p.Choice, conditions: Conditions, bindings: Bindings, briefly: bool
) -> Iterator[Condition]:
    """The parts of a condition: if ``briefly`` only those that were needed.

    Of an *if* the branch taken comes first, the other one only where the whole is unknown.
    """
    if isinstance(node, p.Choice):
        condition, then, otherwise = (
            conditions.condition(part, bindings, briefly=briefly)
            for part in (node.condition, node.then, node.otherwise)
        )
        taken, other = (then, otherwise) if condition.found is True else (otherwise, then)
        yield condition
        yield taken
        if not (condition.settled and taken.settled):
            yield other
        return
    settles = isinstance(node, p.AnyOf)
    for operand in node.operands:
        part = conditions.condition(operand, bindings, briefly=briefly)
        yield part
        if briefly and part.found is settles:
            return


def public(found: Found, type_: t.Type | None) -> DecisionValue:
    """A value as people read it; None where it is unknown."""
    if found is UNKNOWN:
        return None
    if found is True or found is False:
        return found
    if isinstance(found, p.Duration):
        return duration_text(found.months, found.days)
    return public_value(found, type_)
