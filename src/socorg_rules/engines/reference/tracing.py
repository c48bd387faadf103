"""The trace of a decision in words: every condition as it was written, with what it came to."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from socorg_rules.decisions.outcome import DecisionValue
from socorg_rules.decisions.trace import Connective, DecisionTrace, Reason, Step
from socorg_rules.decisions.values import public_value
from socorg_rules.engines.reference.deciding import DecisionResult, RuleResult
from socorg_rules.engines.reference.expressions import Evaluated
from socorg_rules.feel import plan as p
from socorg_rules.feel import syntax as s
from socorg_rules.feel import types as t
from socorg_rules.feel.literals import duration_text
from socorg_rules.feel.printer import print_expression
from socorg_rules.problems import Text
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from socorg_rules.records.unknown import UNKNOWN, Unknown
from socorg_rules.rulesets.plan import LawPlan
from socorg_rules.rulesets.vocabulary import record_vocabulary

_CONNECTIVES: dict[type[s.Node], Connective] = {s.And: "and", s.Or: "or", s.Not: "not", s.If: "if"}
_LEAVES = (p.Fact, p.Element, p.Parameter, p.ParameterOn, p.Defined, p.Decided, p.Aggregate, p.Count)


class Tracer:
    """Puts the results of the reference engine into words, in the names of the record and of the law.

    Worth keeping: what a condition reads like is found out once.
    """

    def __init__(self, law: LawPlan) -> None:
        self._law = law
        self._texts: dict[int, tuple[p.AnyPlan, Text]] = {}
        self._names = {spec.name: spec.alias for spec in ORGANIZATION_FIELDS}
        self._names |= {spec.name: spec.alias for spec in EVENT_LISTS}
        self._fields = {(spec.name, field.name): field.alias for spec in EVENT_LISTS for field in spec.fields}
        for name, parameter in law.parameters.items():
            self._names[name] = parameter.title.zh
            self._names[f"{name}_on"] = parameter.title.zh
        for name, definition in law.definitions.items():
            if definition.title is not None:
                self._names[name] = definition.title.zh
        for name, decision in law.decisions.items():
            self._names[name] = decision.title.zh

    def trace(self, result: DecisionResult) -> DecisionTrace:
        return DecisionTrace(
            decision=result.plan.name,
            scope=self._step(result.scope) if result.scope is not None else None,
            reasons=tuple(self._reason(rule) for rule in result.rules),
        )

    def _reason(self, result: RuleResult) -> Reason:
        if result.rule.for_each is None:
            steps = [self._step(result.holds)]
        else:
            # An instance is made of its membership and of the condition; the condition is what was written.
            steps = [self._step(instance.holds.parts[-1]) for instance in result.instances]
        holds = result.holds
        if result.requires is not None:
            steps.append(self._step(result.requires))
            holds = result.requires if result.holds.value is True else result.holds
        if result.then is not None and isinstance(result.then.value, bool | Unknown) and result.then.parts:
            steps.append(self._step(result.then))
        truth = holds.value
        return Reason(
            rule=result.rule.id,
            title=result.rule.title,
            citations=result.rule.citations,
            holds=None if truth is UNKNOWN else cast(bool, truth),
            beaten_by=result.beaten_by,
            steps=tuple(steps),
            only_takes_away=result.rule.only_takes_away,
        )

    # -- steps ---------------------------------------------------------------------------------------------

    def _step(self, found: Evaluated) -> Step:
        """A condition and below it what it was made of: other conditions, or the facts it looked at."""
        origin = found.node.origin
        connective = _CONNECTIVES.get(type(origin), "")
        if isinstance(origin, s.Quantified):
            connective = origin.kind
        if connective in ("some", "every"):
            parts = self._members(found)
        elif found.parts and (connective or isinstance(found.node, p.Defined)):
            parts = [self._step(part) for part in found.parts]
        else:
            parts = self._facts(found)
        return Step(
            text=self._text(found.node),
            value=self._value(found),
            settled=found.value is not UNKNOWN,
            missing=tuple(sorted(found.missing)),
            steps=tuple(parts),
            connective=connective,
        )

    def _members(self, found: Evaluated) -> list[Step]:
        """The condition as each member of a list met it. Of a list that nobody handed in there are none to show."""
        bodies = (part.parts[-1] for part in found.parts if part.parts)
        return [self._step(body) for body in bodies if body.value is not UNKNOWN or body.missing]

    def _facts(self, found: Evaluated) -> list[Step]:
        """The facts, parameters and decisions that a comparison looked at, each once."""
        seen: dict[Text, Step] = {}
        waiting = list(found.parts)
        while waiting:
            part = waiting.pop(0)
            if isinstance(part.node, p.CompareCount):
                text = self._count_text(part.node)
                seen.setdefault(text, Step(text, self._value(part), part.value is not UNKNOWN))
            elif isinstance(part.node, _LEAVES):
                text = self._text(part.node)
                seen.setdefault(
                    text,
                    Step(text, self._value(part), part.value is not UNKNOWN, tuple(sorted(part.missing))),
                )
            else:
                waiting = [*part.parts, *waiting]
        return list(seen.values())

    def _text(self, node: p.AnyPlan) -> Text:
        # By identity: comparing plans would cost more than printing them. The node is kept, so its id stays its own.
        known = self._texts.get(id(node))
        if known is None:
            known = self._texts[id(node)] = (node, self._printed(cast(s.Expression, node.origin), node))
        return known[1]

    def _count_text(self, node: p.CompareCount) -> Text:
        events = cast(s.Expression, node.events.origin)
        return self._printed(s.Call("count", (events,), span=events.span), node)

    def _printed(self, expression: s.Expression, node: p.AnyPlan) -> Text:
        return Text(print_expression(expression, name_of=self._chinese_name(node)), print_expression(expression))

    def _chinese_name(self, node: p.AnyPlan) -> Callable[[str], str]:
        fields = {
            inner.name: self._fields[inner.list_name, inner.name]
            for inner in p.walk(node)
            if isinstance(inner, p.Element)
        }
        return lambda name: fields.get(name) or self._names.get(name, name)

    def _value(self, found: Evaluated) -> DecisionValue:
        if found.value is UNKNOWN:
            return None
        if isinstance(found.value, p.Duration):
            return duration_text(found.value.months, found.value.days)
        return public_value(found.value, self._type_of(found.node))

    def _type_of(self, node: p.AnyPlan) -> t.Type | None:
        record = record_vocabulary()
        match node:
            case p.Fact(name=name):
                return record.facts[name].type
            case p.Element(list_name=list_name, name=name):
                return record.lists[list_name].fields[name].type
            case p.Parameter(name=name) | p.ParameterOn(name=name):
                return self._law.parameters[name].type
            case p.Defined(name=name):
                return self._law.definitions[name].type
            case p.Decided(name=name):
                return self._law.decisions[name].type
            case p.Aggregate(events=events, field_name=name):
                return record.lists[p.list_of(events)].fields[name].type
        return None
