"""All mutants of a ruleset: each number, date, comparison and condition in it, written otherwise.

Mutants are made of the ruleset as it was read, not of its text; each names the line where the mistake would stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from socorg_rules.feel import plan as p
from socorg_rules.feel import syntax as s
from socorg_rules.problems import Place, Problems
from socorg_rules.review.expression_changes import Operator
from socorg_rules.review.item_changes import (
    ItemChange,
    Step,
    decision_changes,
    definition_changes,
    parameter_changes,
    rule_changes,
    source_changes,
)
from socorg_rules.review.reach import only_for_indicators, plans_of
from socorg_rules.review.touches import Touch, rule_touch
from socorg_rules.rulesets.library import Selection
from socorg_rules.rulesets.model import Parameter, Rule, Ruleset, Source
from socorg_rules.rulesets.plan import DefinitionPlan

_NUMBER_WITH_ANY_SCALE = s.NumberLiteral(Decimal(1))


@dataclass(frozen=True, slots=True)
class Mutant:
    """A ruleset with one small mistake in it.

    ``item`` is the rule, parameter, definition, decision or source that changed; ``was`` and ``became`` are as the
    ruleset writes them, ``became`` None where something was dropped. Only evaluations that look at one of
    ``touches`` can come out otherwise.
    """

    original: Ruleset
    mutated: Ruleset
    operator: Operator
    item: str
    place: Place
    was: str
    became: str | None
    touches: frozenset[Touch]


def mutants_of(ruleset: Ruleset, selection: Selection) -> Iterator[Mutant]:
    """Every mutant of a ruleset, item by item. ``selection`` is what it is known together with."""
    return _Mutants(ruleset, selection).all()


class _Mutants:
    def __init__(self, ruleset: Ruleset, selection: Selection) -> None:
        self._ruleset = ruleset
        self._selection = selection
        self._numbers, self._left_out = _known_of(selection)

    def all(self) -> Iterator[Mutant]:
        for source in self._ruleset.sources:
            yield from self._of_source(source)
        for parameter in self._ruleset.parameters:
            if Touch("parameter", parameter.name) not in self._left_out:
                yield from self._of_parameter(parameter)
        for definition in self._ruleset.definitions:
            touch = Touch("definition", definition.name)
            if touch not in self._left_out:
                of_definition = definition_changes(definition, self._step("definitions", definition))
                yield from self._mutants("definitions", definition, of_definition, definition.name, [touch])
        for decision in self._ruleset.decisions:
            of_decision = decision_changes(decision, self._step("decisions", decision))
            touch = Touch("decision", decision.name)
            yield from self._mutants("decisions", decision, of_decision, decision.name, [touch])
        for rule in self._ruleset.rules:
            yield from self._of_rule(rule)

    def _of_source(self, source: Source) -> Iterator[Mutant]:
        """A source's days matter to rules whose first source it is and that don't say their own."""
        for change in source_changes(source):
            assert change.item is not None
            inherits_start = change.item.in_force.start != source.in_force.start
            decisions = {
                rule.decides
                for ruleset in self._selection.rulesets
                for rule in ruleset.rules
                if rule.cites[0].source == source.id
                and (rule.in_force.start if inherits_start else rule.in_force.end) is None
            }
            if decisions:
                touches = [Touch("decision", name) for name in decisions]
                yield from self._mutants("sources", source, [change], source.id, touches)

    def _of_parameter(self, parameter: Parameter) -> Iterator[Mutant]:
        typed = self._selection.typed.parameters[parameter.name]
        layer = next(layer for layer in typed.layers if layer.owned.item is parameter)
        type_name = next(name for layer in typed.layers if (name := layer.owned.item.type) is not None)
        for change in parameter_changes(parameter, layer, typed.type, type_name):
            assert change.item is not None
            moved = {value.start for value in parameter.values} ^ {value.start for value in change.item.values}
            if not moved or self._is_used(parameter.name, min(moved)):
                touches = [Touch("parameter", parameter.name)]
                yield from self._mutants("parameters", parameter, [change], parameter.name, touches)

    def _is_used(self, parameter: str, day: date) -> bool:
        """Whether a rule that rests on a parameter is in force on a day, or may ask for its value of another day."""
        law = self._selection.typed
        for rule in law.rules:
            uses = rule.uses | law.decisions[rule.decision].uses
            if parameter in uses.parameters_on_days:
                return True
            if parameter in uses.parameters and rule.in_force.contains(day):
                return True
        return False

    def _of_rule(self, rule: Rule) -> Iterator[Mutant]:
        place = self._ruleset.jurisdiction.code
        kind = self._selection.names.decisions[rule.decides].item.kind
        changes = rule_changes(rule, self._step("rules", rule), only_takes_away=kind != "answer")
        for change in changes:
            period_changed = change.item is not None and change.item.in_force != rule.in_force
            touch = Touch("decision", rule.decides) if period_changed else rule_touch(rule.decides, rule.id, place)
            yield from self._mutants("rules", rule, [change], rule.id, [touch])

    def _mutants(
        self, section: str, item: Any, changes: Iterable[ItemChange[Any]], name: str, touches: Iterable[Touch]
    ) -> Iterator[Mutant]:
        for change in changes:
            yield Mutant(
                original=self._ruleset,
                mutated=_with(self._ruleset, section, item, change.item),
                operator=change.operator,
                item=name,
                place=change.place,
                was=change.was,
                became=change.became,
                touches=frozenset(touches),
            )

    def _step(self, section: str, item: Any) -> Step[Any]:
        """The smallest step of a number in an expression of an item: one of what the plan counts in (fen, not yuan)."""

        def step(literal: s.NumberLiteral, item_with: Callable[[s.Node], Any]) -> Decimal:
            if literal.value:
                return _step_of(literal, self._numbers)
            # Of zero the scale can't be seen, so another number is put there.
            mutated = _with(self._ruleset, section, item, item_with(_NUMBER_WITH_ANY_SCALE))
            selection = self._selection.amended(self._ruleset, mutated, Problems())
            return _step_of(_NUMBER_WITH_ANY_SCALE, _numbers_in(selection))

        return step


def _with(ruleset: Ruleset, section: str, item: object, new: object | None) -> Ruleset:
    """The ruleset with another item in one's place, or without it."""
    items = getattr(ruleset, section)
    changed: dict[str, Any] = {
        section: tuple(new if other is item else other for other in items if other is not item or new is not None)
    }
    return replace(ruleset, **changed)


@lru_cache(maxsize=1)
def _known_of(selection: Selection) -> tuple[dict[int, int], frozenset[Touch]]:
    """What the mutants of all rulesets of a selection need to know of the whole."""
    return _numbers_in(selection), only_for_indicators(selection)


def _numbers_in(selection: Selection) -> dict[int, int]:
    """The whole numbers that plans have for numbers in expressions, by the identity of what was written."""
    law = selection.typed
    plans: list[p.AnyPlan | None] = []
    for definition in law.definitions.values():
        if isinstance(definition, DefinitionPlan):
            plans.append(definition.plan)
    for decision in law.decisions.values():
        plans += [decision.scope, decision.value, decision.otherwise]
    for rule in law.rules:
        plans.extend(plans_of(rule))
    return {
        id(node.origin): node.value
        for plan in plans
        if plan is not None
        for node in p.walk(plan)
        if isinstance(node, p.Constant) and isinstance(node.value, int) and isinstance(node.origin, s.NumberLiteral)
    }


def _step_of(literal: s.NumberLiteral, numbers: dict[int, int]) -> Decimal:
    counted = numbers.get(id(literal))
    if counted is None:
        # A year, or a number that the plan has added to another: it counts as it is written.
        exponent = literal.value.as_tuple().exponent
        return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
    return abs(literal.value / counted)
