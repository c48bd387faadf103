"""What is left of a law for organizations of which one fact is known.

Most conditions of a law compare one and the same fact (:func:`dividing_fact`) with terms. Where it is known they come
to true or false before any record is read, and with them much of what they are part of.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from socorg_rules.engines.compiled.scope import FACTS
from socorg_rules.feel import plan as p
from socorg_rules.rulesets.plan import DecisionPlan, DefinitionPlan, LawPlan, RulePlan


def dividing_fact(law: LawPlan) -> str | None:
    """The fact with a list of terms of its own that most conditions of a law ask about; None where there is none."""
    asked: Counter[str] = Counter()
    for expression in _expressions(law):
        for node in p.walk(expression):
            match node:
                case p.Compare(left=p.Fact(name=name), right=p.Constant()):
                    asked[name] += 1
                case p.IsMember(value=p.Fact(name=name), members=p.Constant()):
                    asked[name] += 1
    terms = [name for name in asked if FACTS[name].vocabulary is not None]
    return min(terms, key=lambda name: (-asked[name], name), default=None)


def _expressions(law: LawPlan) -> Iterator[p.AnyPlan]:
    for definition in law.definitions.values():
        yield definition.plan
    for decision in law.decisions.values():
        if decision.scope is not None:
            yield decision.scope
        for slot in decision.slots:
            for rule in slot.versions:
                yield rule.when


@dataclass(frozen=True, slots=True)
class Given:
    """A fact of the record, and the term that it is."""

    fact: str
    term: str


def never_holds(rule: RulePlan) -> bool:
    """Whether a rule holds for no record at all, and has no note, which is told whether it holds or not.

    Of a list that nobody handed in it can't be told that a rule holds for no event.
    """
    return (
        _is(rule.when, False)
        and not rule.notes
        and (rule.for_each is None or isinstance(rule.for_each.domain, p.Years))
    )


def never_applies(plan: DecisionPlan, rules: tuple[RulePlan, ...]) -> bool:
    """Whether a decision with these rules in force is never applicable."""
    return all(rule.only_takes_away for rule in rules) or _is(plan.scope, False)


def _is(node: p.Plan | None, value: bool) -> bool:
    return isinstance(node, p.Constant) and node.value is value


_Plan = TypeVar("_Plan", DefinitionPlan, DecisionPlan, RulePlan)
_Part = TypeVar("_Part")
Settled = Callable[[str], p.Constant | None]
"""What a definition of a law comes to for every record, if it does, by its name."""


class Residues:
    """What is left of plans where a fact is ``given``; of what laws share, the same object is left for all of them.

    The plans must live as long as it does.
    """

    def __init__(self, given: Given) -> None:
        self._given = given
        self._named: dict[int, tuple[str, ...]] = {}
        self._left: dict[tuple[int, tuple[p.Constant | None, ...]], Any] = {}

    def definition(self, plan: DefinitionPlan, settled: Settled) -> DefinitionPlan:
        """What is left of a definition."""
        return self._of(plan, settled, lambda rest: _changed(plan, plan=rest.of(plan.plan)))

    def decision(self, plan: DecisionPlan, settled: Settled) -> DecisionPlan:
        """What is left of a decision but for its rules."""

        def left(rest: _Rest) -> DecisionPlan:
            scope = rest.of(plan.scope)
            return _changed(
                plan,
                scope=None if _is(scope, True) else scope,
                value=rest.of(plan.value),
                otherwise=rest.of(plan.otherwise),
            )

        return self._of(plan, settled, left)

    def rule(self, plan: RulePlan, settled: Settled) -> RulePlan:
        """What is left of a rule."""

        def left(rest: _Rest) -> RulePlan:
            each = plan.for_each
            return _changed(
                plan,
                for_each=None if each is None else _changed(each, domain=rest.of(each.domain)),
                when=rest.of(plan.when),
                requires=rest.of(plan.requires),
                then=rest.of(plan.then),
                since=rest.of(plan.since),
                notes=tuple(_changed(note, when=rest.of(note.when)) for note in plan.notes),
            )

        return self._of(plan, settled, left)

    def _of(self, plan: _Plan, settled: Settled, left: Callable[[_Rest], _Plan]) -> _Plan:
        """What is left depends on nothing but the definitions that are named in it and settled."""
        names = self._named.get(id(plan))
        if names is None:
            rest = _Rest(self._given, settled)
            found = left(rest)
            names = self._named[id(plan)] = tuple(rest.named)
            return cast(_Plan, self._left.setdefault((id(plan), tuple(map(settled, names))), found))
        key = (id(plan), tuple(map(settled, names)))
        if key not in self._left:
            self._left[key] = left(_Rest(self._given, settled))
        return cast(_Plan, self._left[key])


def _changed(part: _Part, **values: Any) -> _Part:
    """A plan with other parts; itself where they are the same."""
    changes = {name: value for name, value in values.items() if not _same(value, getattr(part, name))}
    return cast(_Part, replace(cast(Any, part), **changes)) if changes else part


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple):
        return all(map(operator.is_, one, other))
    return one is other


class _Rest:
    """Works out what is left of expressions, and remembers which definitions they name."""

    def __init__(self, given: Given, settled: Settled) -> None:
        self._given = given
        self._settled = settled
        self.named: dict[str, None] = {}

    def of(self, node: Any) -> Any:
        """What is left of an expression, if there is one; itself where nothing changes."""
        match node:
            case p.Fact(name=name) if name == self._given.fact:
                return p.Constant(self._given.term, origin=node.origin)
            case p.Defined(name=name):
                self.named[name] = None
                constant = self._settled(name)
                return node if constant is None else p.Constant(constant.value, origin=node.origin)
        changes: dict[str, object] = {}
        for name in p.PARTS.get(node.__class__, ()):
            part = getattr(node, name)
            left = tuple(map(self.of, part)) if part.__class__ is tuple else self.of(part)
            if not _same(left, part):
                changes[name] = left
        return _simplified(replace(node, **changes)) if changes else node


def _simplified(node: p.AnyPlan) -> p.AnyPlan:
    """The same, where operands that are known settle it."""
    match node:
        case p.Compare(operator=compared, left=p.Constant(value=left), right=p.Constant(value=right)):
            # What is compared with null is no more than not so.
            return _constant(None not in (left, right) and p.COMPARISONS[compared](left, right), node)
        case p.IsMember(value=p.Constant(value=term), members=p.Constant(value=frozenset() as members)):
            return _constant(term in members, node)
        case p.IsNull(operand=p.Constant(value=value)):
            return _constant(value is None, node)
        case p.Negation(operand=p.Constant(value=bool() as value)):
            return _constant(not value, node)
        case p.All(operands=operands):
            return _connected(node, operands, settles=False)
        case p.AnyOf(operands=operands):
            return _connected(node, operands, settles=True)
        case p.Choice(condition=p.Constant(value=bool() as value), then=then, otherwise=otherwise):
            return then if value else otherwise
        case p.Quantifier(kind=kind, domain=p.Years(), condition=p.Constant(value=bool() as value)) if value is (
            kind == "every"
        ):
            # Of years it is always known which there are.
            return _constant(value, node)
    return node


def _connected(node: p.AnyPlan, operands: tuple[p.Plan, ...], *, settles: bool) -> p.AnyPlan:
    if any(_is(operand, settles) for operand in operands):
        return _constant(settles, node)
    left = tuple(operand for operand in operands if not _is(operand, not settles))
    if len(left) == len(operands):
        return node
    if len(left) > 1:
        return replace(cast(p.All, node), operands=left)
    return left[0] if left else _constant(not settles, node)


def _constant(value: bool, node: p.AnyPlan) -> p.Constant:
    return p.Constant(value, origin=node.origin)
