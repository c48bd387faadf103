"""Whether two laws say the same of a decision, with everything on which it rests."""

from __future__ import annotations

from socorg_rules.feel import plan as p
from socorg_rules.rulesets.plan import DecisionPlan, LawPlan


def same_decision(one: LawPlan, other: LawPlan, name: str) -> bool:
    """Whether a decision, and all definitions, parameters and decisions that it uses, are the same in two laws."""
    return _Comparison(one, other).decision(name)


class _Comparison:
    def __init__(self, one: LawPlan, other: LawPlan) -> None:
        self._one = one
        self._other = other
        self._seen: set[tuple[str, str]] = set()

    def decision(self, name: str) -> bool:
        if ("decision", name) in self._seen:
            return True
        self._seen.add(("decision", name))
        mine, theirs = self._one.decisions.get(name), self._other.decisions.get(name)
        if mine is None or theirs is None or self._one.working_days != self._other.working_days:
            return False
        return mine == theirs and all(self._uses(node) for node in _expressions(mine))

    def _uses(self, expression: p.AnyPlan) -> bool:
        return all(self._named(node) for node in p.walk(expression))

    def _named(self, node: p.AnyPlan) -> bool:
        match node:
            case p.Parameter(name=name) | p.ParameterOn(name=name):
                return self._one.parameters.get(name) == self._other.parameters.get(name)
            case p.Decided(name=name):
                return self.decision(name)
            case p.Defined(name=name) | p.DefinedEvents(name=name):
                return self._definition(name)
        return True

    def _definition(self, name: str) -> bool:
        if ("definition", name) in self._seen:
            return True
        self._seen.add(("definition", name))
        mine, theirs = self._one.definitions.get(name), self._other.definitions.get(name)
        return mine is not None and mine == theirs and self._uses(mine.plan)


def _expressions(decision: DecisionPlan) -> list[p.AnyPlan]:
    """All expressions of a decision and its rules."""
    found: list[p.AnyPlan | None] = [decision.scope, decision.value, decision.otherwise]
    for slot in decision.slots:
        for rule in slot.versions:
            found += [rule.when, rule.requires, rule.then, rule.since]
            found.append(rule.for_each.domain if rule.for_each is not None else None)
            # Caveats hang on these.
            found += [note.when for note in rule.notes]
    return [expression for expression in found if expression is not None]
