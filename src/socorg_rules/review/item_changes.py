"""Small mistakes that could have been made in a source, parameter, definition, decision or rule, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar, cast

from socorg_rules.feel import syntax as s
from socorg_rules.feel.literals import duration_text, number_text
from socorg_rules.feel.plan import Duration
from socorg_rules.feel.types import NumberType, ScalarType
from socorg_rules.problems import Place, Problems
from socorg_rules.review.expression_changes import Operator, changes_of, neighbours, shifted, written
from socorg_rules.rulesets.model import (
    DecisionDeclaration,
    Definition,
    Inherit,
    Parameter,
    ParameterValue,
    Period,
    Rule,
    Source,
    SourceExpression,
)
from socorg_rules.rulesets.model import Iterator as ForEach
from socorg_rules.rulesets.parameters import TypedLayer
from socorg_rules.rulesets.plan import PlanValue
from socorg_rules.rulesets.value_types import parse_value

ItemT = TypeVar("ItemT")
Step = Callable[[s.NumberLiteral, Callable[[s.Node], ItemT]], Decimal]
"""The smallest step of a number, given the item with another node in the number's place."""
_ONE_DAY_LATER = s.DurationLiteral(0, 1)


@dataclass(frozen=True, slots=True)
class ItemChange(Generic[ItemT]):
    """An item with one small thing otherwise; ``item`` is None where the whole item was dropped.

    ``was`` and ``became`` are as a ruleset writes them; ``became`` is None where something was dropped.
    """

    operator: Operator
    place: Place
    was: str
    became: str | None
    item: ItemT | None


def source_changes(source: Source) -> Iterator[ItemChange[Source]]:
    """Its first and its last day in force."""
    for was, became, period in _period_changes(source.in_force):
        yield ItemChange("date", source.place, was, became, replace(source, in_force=period))


def parameter_changes(
    parameter: Parameter, layer: TypedLayer, type_: ScalarType, type_name: str
) -> Iterator[ItemChange[Parameter]]:
    """Every value, and every first day of a value. ``layer`` has the values under the parameter's type."""
    values = tuple(replace(typed.dated, value=_in_model(typed.value, type_)) for typed in layer.values)
    typed_parameter = replace(parameter, type=type_name)
    starts = {dated.start for dated in values}
    for index, (dated, typed) in enumerate(zip(values, layer.values, strict=True)):
        head, tail = values[:index], values[index + 1 :]
        for start in neighbours(dated.start):
            if start not in starts:
                changed = tuple(sorted((*head, replace(dated, start=start), *tail), key=lambda value: value.start))
                moved = replace(typed_parameter, values=changed)
                yield ItemChange("date", dated.place, f"{dated.start}:", f"{start}:", moved)
        for operator, was, became, value in _value_changes(typed.value, type_, type_name):
            changed = (*head, replace(dated, value=value), *tail)
            yield ItemChange(operator, dated.place, was, became, replace(typed_parameter, values=changed))


def definition_changes(definition: Definition, step: Step[Definition]) -> Iterator[ItemChange[Definition]]:
    """What its expression says."""
    yield from _expression_changes(definition.expression, lambda new: replace(definition, expression=new), step)


def decision_changes(
    decision: DecisionDeclaration, step: Step[DecisionDeclaration]
) -> Iterator[ItemChange[DecisionDeclaration]]:
    """Its scope, what is in it and the scope as a whole; its value; what it is otherwise."""
    if decision.scope is not None:
        yield from _expression_changes(decision.scope, lambda new: replace(decision, scope=new), step)
        yield _dropped("scope", decision.scope, replace(decision, scope=None))
    if decision.value is not None:
        yield from _expression_changes(decision.value, lambda new: replace(decision, value=new), step)
    if decision.otherwise is not None:
        yield from _expression_changes(decision.otherwise, lambda new: replace(decision, otherwise=new), step)


def rule_changes(rule: Rule, step: Step[Rule], *, only_takes_away: bool) -> Iterator[ItemChange[Rule]]:
    """Everything that a rule says; ``only_takes_away``: without anything to beat it would not be a rule."""
    for was, became, period in _period_changes(rule.in_force):
        yield ItemChange("date", rule.place, was, became, replace(rule, in_force=period))
    if rule.for_each is not None:
        yield from _domain_changes(rule, rule.for_each, step)
    if rule.when is not None:
        yield from _expression_changes(rule.when, lambda new: replace(rule, when=new), step)
        yield _dropped("condition", rule.when, replace(rule, when=None))
    if rule.requires is not None:
        yield from _expression_changes(rule.requires, lambda new: replace(rule, requires=new), step)
    if rule.then is not None:
        yield from _expression_changes(rule.then, lambda new: replace(rule, then=new), step)
    if rule.since is not None:
        yield from _since_changes(rule, rule.since, step)
    for index, note in enumerate(rule.notes):
        if note.when is not None:

            def with_note(when: SourceExpression | None, index: int = index) -> Rule:
                notes = rule.notes
                return replace(rule, notes=(*notes[:index], replace(notes[index], when=when), *notes[index + 1 :]))

            yield from _expression_changes(note.when, with_note, step)
            yield _dropped("condition", note.when, with_note(None))
    for beaten in rule.exception_to:
        rest = tuple(other for other in rule.exception_to if other != beaten)
        left = None if only_takes_away and not rest else replace(rule, exception_to=rest)
        yield ItemChange("exception", rule.place, f"exception_to: {beaten}", None, left)


def _domain_changes(rule: Rule, for_each: ForEach, step: Step[Rule]) -> Iterator[ItemChange[Rule]]:
    def with_domain(domain: s.Node) -> Rule:
        return replace(rule, for_each=replace(for_each, domain=cast("s.Expression | s.YearRange", domain)))

    for change in changes_of(
        for_each.domain, lambda literal, rebuild: step(literal, lambda n: with_domain(rebuild(n)))
    ):
        became = None if change.became is None else written(change.became)
        place = for_each.place_at(change.was.span)
        yield ItemChange(change.operator, place, written(change.was), became, with_domain(change.tree))


def _since_changes(rule: Rule, since: SourceExpression, step: Step[Rule]) -> Iterator[ItemChange[Rule]]:
    yield from _expression_changes(since, lambda new: replace(rule, since=new), step)
    later = s.Arithmetic("+", since.tree, _ONE_DAY_LATER, span=since.tree.span)
    yield ItemChange(
        "since", since.place, written(since.tree), written(later), replace(rule, since=replace(since, tree=later))
    )


def _expression_changes(
    expression: SourceExpression, put: Callable[[SourceExpression], ItemT], step: Step[ItemT]
) -> Iterator[ItemChange[ItemT]]:
    def with_tree(tree: s.Node) -> ItemT:
        return put(replace(expression, tree=cast(s.Expression, tree)))

    for change in changes_of(expression.tree, lambda literal, rebuild: step(literal, lambda n: with_tree(rebuild(n)))):
        became = None if change.became is None else written(change.became)
        place = expression.place_at(_shown_span(change.was))
        yield ItemChange(change.operator, place, written(change.was), became, with_tree(change.tree))


def _shown_span(node: s.Node) -> s.Span:
    """Where to look for a node. The test of a cell stands at its input, which is not where the cell is."""
    match node:
        case s.Not(operand=operand):
            return _shown_span(operand)
        case s.In(tests=tests):
            return tests[0].span
        case _:
            return node.span


def _dropped(operator: Operator, expression: SourceExpression, item: ItemT) -> ItemChange[ItemT]:
    return ItemChange(operator, expression.place, written(expression.tree), None, item)


def _period_changes(period: Period) -> Iterator[tuple[str, str, Period]]:
    if period.start is not None:
        for day in neighbours(period.start):
            yield f"from: {period.start}", f"from: {day}", replace(period, start=day)
    if period.end is not None:
        for day in neighbours(period.end):
            yield f"until: {period.end}", f"until: {day}", replace(period, end=day)


def _in_model(value: PlanValue | Inherit, type_: ScalarType) -> ParameterValue | Inherit:
    """A value of the plan (fen) as a ruleset has it (yuan)."""
    if isinstance(value, int) and not isinstance(value, bool) and isinstance(type_, NumberType):
        return Decimal(f"{value}e-{type_.scale}")
    return cast("ParameterValue | Inherit", value)


def _value_changes(
    value: PlanValue | Inherit, type_: ScalarType, type_name: str
) -> Iterator[tuple[Operator, str, str | None, ParameterValue]]:
    """Other values that a ruleset could have for one: the operator, what was, what became, and the value."""
    match value:
        case bool():
            pass
        case int() if isinstance(type_, NumberType):
            was = number_text(cast(Decimal, _in_model(value, type_)))
            for other in (value - 1, value + 1):
                became = number_text(cast(Decimal, _in_model(other, type_)))
                read = parse_value(became, type_name, Place(), Problems())
                if read is not None:
                    yield "number", was, became, read
        case date():
            for day in neighbours(value):
                yield "date", value.isoformat(), day.isoformat(), day
        case Duration(months=months, days=days):
            for length in shifted(months, days):
                yield "duration", duration_text(months, days), duration_text(*length), Duration(*length)
        case frozenset() if len(value) > 1:
            for member in sorted(value):
                yield "member", member, None, value - {member}
