"""Without which facts of the record a condition can't come to true, or to false, for certain.

Where one of them is unknown, and something else has been left open already, nobody need ask the condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce

from socorg_rules.engines.compiled.scope import FACTS, may_be_unknown
from socorg_rules.feel import plan as p

Facts = frozenset[str]
"""Names of facts and lists of the record."""

_NONE: Facts = frozenset()
_LISTS = p.Events | p.DefinedEvents | p.Filtered


class Certainty:
    """Finds them for the conditions of one law; ``definition`` gives what a definition stands for."""

    def __init__(self, definition: Callable[[str], p.AnyPlan]) -> None:
        self._definition = definition
        self._of_definitions: dict[tuple[str, bool | None], Facts] = {}

    def needed(self, condition: p.AnyPlan, to_be: bool) -> Facts:
        """The facts without which a condition can't be true, or false."""
        match condition:
            case p.All(operands=operands) | p.AnyOf(operands=operands):
                each = [self.needed(operand, to_be) for operand in operands]
                return _in_all(each) if isinstance(condition, p.AnyOf) is to_be else _in_any(each)
            case p.Negation(operand=operand):
                return self.needed(operand, not to_be)
            case p.Choice(condition=asked, then=then, otherwise=otherwise):
                return self._settled(asked) | (self.needed(then, to_be) & self.needed(otherwise, to_be))
            case p.Defined(name=name):
                return self._defined(name, to_be)
            case p.Quantifier(kind=kind, domain=domain, condition=inner) if not isinstance(domain, _LISTS):
                # Where there is no member, *some* is false and *every* true whatever is unknown.
                return self.needed(inner, to_be) if (kind == "some") is to_be else _NONE
        return self.of_value(condition)

    def of_value(self, node: p.AnyPlan) -> Facts:
        """The facts without which a value can't be known."""
        match node:
            case p.Fact(name=name):
                return frozenset((name,)) if may_be_unknown(FACTS[name]) else _NONE
            case p.Defined(name=name):
                return self._defined(name, None)
            case p.All() | p.AnyOf() | p.Negation():
                return self._settled(node)
            case p.Choice(condition=asked, then=then, otherwise=otherwise):
                return self._settled(asked) | (self.of_value(then) & self.of_value(otherwise))
            case p.Quantifier(domain=domain):
                return frozenset((p.list_of(domain),)) if isinstance(domain, _LISTS) else self._settled(node)
            case p.CompareCount(events=events) | p.Count(events=events) | p.Aggregate(events=events):
                return frozenset((p.list_of(events),))
            case p.Events() | p.DefinedEvents() | p.Filtered():
                return frozenset((p.list_of(node),))
            case p.Element() | p.Variable() | p.Decided():
                return _NONE
        return _in_any(self.of_value(part) for part in p.children(node))

    def _settled(self, condition: p.AnyPlan) -> Facts:
        return self.needed(condition, True) & self.needed(condition, False)

    def _defined(self, name: str, to_be: bool | None) -> Facts:
        key = (name, to_be)
        if key not in self._of_definitions:
            plan = self._definition(name)
            self._of_definitions[key] = self.of_value(plan) if to_be is None else self.needed(plan, to_be)
        return self._of_definitions[key]


def _in_any(each: Iterable[Facts]) -> Facts:
    return _NONE.union(*each)


def _in_all(each: list[Facts]) -> Facts:
    return reduce(Facts.intersection, each) if each else _NONE
