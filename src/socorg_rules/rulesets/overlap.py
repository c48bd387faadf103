"""Whether two conditions can plainly hold together, and an example of it.

A condition is brought to a disjunction of conjunctions of atoms; a conjunction is contradictory when the
comparisons of one subject leave no value for it. What lies behind quantifiers and definitions is not looked
into: such atoms only contradict their own negation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from socorg_rules.feel import plan as p
from socorg_rules.rulesets.vocabulary import record_vocabulary

MAX_TERMS = 256
Literal = tuple[p.AnyPlan, bool]
Term = frozenset[Literal]
Order = frozenset[str]
_RELATIONS: dict[str, Order] = {
    "=": frozenset("="),
    "!=": frozenset("<>"),
    "<": frozenset("<"),
    "<=": frozenset("<="),
    ">": frozenset(">"),
    ">=": frozenset(">="),
}
_ANY: Order = frozenset("<=>")
_SIMPLE = (p.Fact, p.Constant, p.Parameter, p.AsOf)


def terms_of(plan: p.AnyPlan, positive: bool = True) -> list[Term] | None:
    """The disjunctive normal form of a condition; None when it grows too large."""
    match plan:
        case p.Constant(value=bool(value)):
            return [frozenset()] if value is positive else []
        case p.Negation(operand=operand):
            return terms_of(operand, not positive)
        case p.All(operands=operands) | p.AnyOf(operands=operands):
            parts = [terms_of(operand, positive) for operand in operands]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts):
                return None
            if isinstance(plan, p.All) is positive:
                size = 1
                for part in known:
                    size *= len(part)
                if size > MAX_TERMS:
                    return None
                return [frozenset().union(*choice) for choice in product(*known)]
            joined = [term for part in known for term in part]
            return joined if len(joined) <= MAX_TERMS else None
    return [frozenset(((plan, positive),))]


@dataclass(slots=True)
class _Subject:
    """What a conjunction says of one value."""

    low: object = None
    low_included: bool = True
    high: object = None
    high_included: bool = True
    excluded: set[object] = field(default_factory=set)
    allowed: frozenset[str] | None = None
    null: bool | None = None

    def restrict(self, operator: str, value: object) -> None:
        if operator == "!=":
            self.excluded.add(value)
            return
        if isinstance(value, str):
            self.allow(frozenset((value,)))
            return
        if operator in ("=", ">", ">=") and (self.low is None or not _less(value, self.low)):
            strict = operator == ">" or (self.low == value and not self.low_included)
            self.low, self.low_included = value, not strict
        if operator in ("=", "<", "<=") and (self.high is None or not _less(self.high, value)):
            strict = operator == "<" or (self.high == value and not self.high_included)
            self.high, self.high_included = value, not strict

    def allow(self, values: frozenset[str]) -> None:
        self.allowed = values if self.allowed is None else self.allowed & values

    def example(self) -> tuple[bool, object]:
        """Whether a value is left, and one."""
        if self.allowed is not None:
            left = sorted(self.allowed - self.excluded)
            return bool(left), left[0] if left else None
        if self.low is not None and self.high is not None:
            if _less(self.high, self.low):
                return False, None
            if self.low == self.high:
                fits = self.low_included and self.high_included and self.low not in self.excluded
                return fits, self.low
        return self._between()

    def _between(self) -> tuple[bool, object]:
        if self.low is None and self.high is None:
            return True, None
        value = self.low if self.low is not None else self.high
        included = self.low_included if self.low is not None else self.high_included
        step = 1 if self.low is not None else -1
        for _ in range(len(self.excluded) + 2):
            if included and value not in self.excluded and not self._past_high(value):
                return True, value
            value, included = _next(value, step), True
        return False, None

    def _past_high(self, value: object) -> bool:
        if self.high is None:
            return False
        return _less(self.high, value) or (value == self.high and not self.high_included)


def _less(left: object, right: object) -> bool:
    if isinstance(left, date) and isinstance(right, date):
        return left < right
    assert isinstance(left, int)
    assert isinstance(right, int)
    return left < right


def _next(value: object, step: int) -> object:
    if isinstance(value, date):
        return value + timedelta(days=step)
    assert isinstance(value, int)
    return value + step


def example_of(term: Term) -> dict[str, object] | None:
    """Values of the facts that make a conjunction of atoms true; None if it contradicts itself."""
    if any((atom, not positive) in term for atom, positive in term):
        return None
    subjects: dict[p.AnyPlan, _Subject] = {}
    relations: dict[tuple[p.AnyPlan, p.AnyPlan], Order] = {}
    for atom, positive in term:
        match atom:
            case p.Compare(operator=operator, left=left, right=p.Constant(value=value)):
                subjects.setdefault(left, _Subject()).restrict(_signed(operator, positive), value)
            case p.Compare(operator=operator, left=p.Constant(value=value), right=right):
                flipped = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(operator, operator)
                subjects.setdefault(right, _Subject()).restrict(_signed(flipped, positive), value)
            case p.Compare(operator=operator, left=left, right=right):
                order = _RELATIONS[operator] if positive else _ANY - _RELATIONS[operator]
                relations[left, right] = relations.get((left, right), _ANY) & order
            case p.IsMember(value=value, members=p.Constant(value=frozenset() as members)):
                subject = subjects.setdefault(value, _Subject())
                if positive:
                    subject.allow(members)
                else:
                    subject.excluded |= members
            case p.IsNull(operand=operand):
                subjects.setdefault(operand, _Subject()).null = positive
            case p.Fact():
                subjects.setdefault(atom, _Subject()).restrict("=", positive)
    if not all(relations.values()):
        return None
    return _examples(subjects)


def _signed(operator: str, positive: bool) -> str:
    opposite = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
    return operator if positive else opposite[operator]


def _examples(subjects: dict[p.AnyPlan, _Subject]) -> dict[str, object] | None:
    examples: dict[str, object] = {}
    terms = record_vocabulary()
    for node, subject in subjects.items():
        if isinstance(node, p.Fact) and node.name in terms.facts:
            type_ = terms.facts[node.name].type
            if values := getattr(type_, "values", None):
                subject.allow(values)
        if subject.null:
            if subject.low is not None or subject.high is not None or subject.allowed is not None:
                return None
            fits, value = True, None
        else:
            fits, value = subject.example()
        if not fits:
            return None
        if isinstance(node, p.Fact):
            examples[node.name] = value
    return examples


def _is_simple(atom: p.AnyPlan) -> bool:
    match atom:
        case p.Fact():
            return True
        case p.Compare(left=left, right=right):
            return isinstance(left, _SIMPLE) and isinstance(right, _SIMPLE)
        case p.IsMember(value=value, members=members):
            return isinstance(value, _SIMPLE) and isinstance(members, (p.Constant, p.Fact, p.Parameter))
        case p.IsNull(operand=operand):
            return isinstance(operand, _SIMPLE)
    return False


def _opaque(terms: Iterable[Literal]) -> frozenset[Literal]:
    return frozenset(literal for literal in terms if not _is_simple(literal[0]))


def plain_overlap(first: p.Plan, second: p.Plan) -> dict[str, object] | None:
    """An example of facts under which both conditions hold, where that is plain to see; else None."""
    first_terms, second_terms = terms_of(first), terms_of(second)
    if first_terms is None or second_terms is None:
        return {} if first == second else None
    for one in first_terms:
        for other in second_terms:
            if _opaque(one) != _opaque(other):
                continue
            example = example_of(one | other)
            if example is not None:
                return example
    return None
