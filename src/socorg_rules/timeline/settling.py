"""What the terms of an organization's profile settle about a law, whatever the day: its form, its level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from socorg_rules.feel import plan as p
from socorg_rules.records.fields import ORGANIZATION_FIELDS
from socorg_rules.rulesets.plan import LawPlan

_TERMS: Final = frozenset(spec.name for spec in ORGANIZATION_FIELDS if spec.kind == "enum" and spec.shown_with is None)


class Settling:
    """``known``: terms by the names of their fields."""

    def __init__(self, law: LawPlan, known: Mapping[str, str]) -> None:
        self._law = law
        self._known = known
        self._definitions: dict[str, bool | None] = {}

    def of(self, node: p.AnyPlan) -> bool | None:
        """What a condition always comes to; None where that can't be told."""
        match node:
            case p.Constant(value=bool() as value):
                return value
            case p.Compare(
                operator="=" | "!=" as operator, left=p.Fact(name=name), right=p.Constant(value=str() as term)
            ):
                known = self._known.get(name)
                return None if known is None else (known == term) is (operator == "=")
            case p.IsMember(value=p.Fact(name=name), members=p.Constant(value=frozenset() as terms)):
                return self._known[name] in terms if name in self._known else None
            case p.All(operands=operands):
                return self._of_all(operands, settles=False)
            case p.AnyOf(operands=operands):
                return self._of_all(operands, settles=True)
            case p.Negation(operand=operand):
                settled = self.of(operand)
                return None if settled is None else not settled
            case p.Defined(name=name):
                if name not in self._definitions:
                    self._definitions[name] = self.of(self._law.definitions[name].plan)
                return self._definitions[name]
        return None

    def branch(self, choice: p.Choice) -> p.Plan:
        """The only branch of a choice whose condition is settled."""
        return choice.then if self.of(choice.condition) else choice.otherwise

    def _of_all(self, operands: tuple[p.Plan, ...], *, settles: bool) -> bool | None:
        values = {self.of(operand) for operand in operands}
        if settles in values:
            return settles
        return None if None in values else not settles


def terms_of(law: LawPlan) -> tuple[str, ...]:
    """The fields of the profile whose terms a law compares with others."""
    found: set[str] = set()
    nodes: list[p.AnyPlan] = [*_expressions(law)]
    while nodes:
        match nodes.pop():
            case (
                p.Compare(left=p.Fact(name=name), right=p.Constant())
                | p.IsMember(value=p.Fact(name=name), members=p.Constant())
            ) if name in _TERMS:
                found.add(name)
            case node:
                nodes += p.children(node)
    return tuple(sorted(found))


def _expressions(law: LawPlan) -> Iterator[p.AnyPlan]:
    yield from (definition.plan for definition in law.definitions.values())
    for decision in law.decisions.values():
        yield from (each for each in (decision.scope, decision.otherwise, decision.value) if each is not None)
        for slot in decision.slots:
            for rule in slot.versions:
                yield from (each for each in (rule.when, rule.requires, rule.then) if each is not None)
