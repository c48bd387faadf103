"""What conditions read like, in the names of the record and of the law: the same for every record."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Final, cast

from socorg_rules.decisions.trace import Connective
from socorg_rules.feel import plan as p
from socorg_rules.feel import syntax as s
from socorg_rules.feel import types as t
from socorg_rules.feel.printer import print_expression
from socorg_rules.problems import Text
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from socorg_rules.rulesets.plan import IteratorPlan, LawPlan
from socorg_rules.rulesets.vocabulary import record_vocabulary

_CONNECTIVES: Final[dict[type[s.Node], Connective]] = {s.And: "and", s.Or: "or", s.Not: "not", s.If: "if"}

FACTS: Final = (p.Fact, p.Element, p.Parameter, p.ParameterOn, p.Defined, p.Decided, p.Aggregate, p.Count)
"""What an explanation tells the value of."""
_DEPENDING: Final = (p.All, p.AnyOf, p.Choice, p.Quantifier, p.CompareCount, p.Aggregate, p.Count)
"""What looks at more or at less, by what it finds."""


class Wording:
    """What can be told of an expression whatever it came to.

    ``parts``: what is directly below it; ``type``: that of its value, where it tells how to read it; ``variables``:
    those around it that it looks at.
    """

    def __init__(self, node: p.AnyPlan, law: LawWording) -> None:
        self._law = law
        self._node = node
        self.parts = p.children(node)
        self.type = law.type_of(node)
        self.variables = tuple(sorted(_variables(node)))
        self.connective: Connective = ""
        if isinstance(node.origin, s.Quantified):
            self.connective = node.origin.kind
        else:
            self.connective = _CONNECTIVES.get(type(node.origin), "")

    @cached_property
    def is_comparison(self) -> bool:
        """Whether all that is told of it is its value and that of its facts."""
        return not self.connective and self.facts is not None and not isinstance(self._node, p.Defined)

    @cached_property
    def text(self) -> Text:
        """What was written, in Chinese with the names that people read."""
        return self._law.printed(cast(s.Expression, self._node.origin), self._node)

    @cached_property
    def facts(self) -> tuple[p.Plan, ...] | None:
        """The facts that it looks at, each once; None where that depends on what it finds."""
        if isinstance(self._node, _DEPENDING):
            return None
        found: dict[Text, p.Plan] = {}
        for part in self.parts:
            wording = self._law.of(part)
            if isinstance(part, FACTS):
                found.setdefault(wording.text, part)
            elif wording.facts is None:
                return None
            else:
                for fact in wording.facts:
                    found.setdefault(self._law.of(fact).text, fact)
        return tuple(found.values())

    @cached_property
    def count_text(self) -> Text:
        """Of the comparison of a count: how the count reads."""
        assert isinstance(self._node, p.CompareCount)
        events = cast(s.Expression, self._node.events.origin)
        return self._law.printed(s.Call("count", (events,), span=events.span), self._node)


def _variables(node: p.AnyPlan) -> frozenset[str]:
    match node:
        case p.Element(variable=name) | p.Variable(name=name):
            return frozenset((name,))
        case p.Quantifier(domain=domain, variable=variable, condition=condition):
            return _variables(domain) | (_variables(condition) - {variable})
        case p.Filtered(events=events, variable=variable, condition=condition):
            return _variables(events) | (_variables(condition) - {variable})
    return frozenset[str]().union(*map(_variables, p.children(node)))


class LawWording:
    """The wording of the expressions of one law, each found out once."""

    def __init__(self, law: LawPlan) -> None:
        self._law = law
        self._wordings: dict[int, Wording] = {}
        self._alike: dict[int, p.All | None] = {}
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

    def of(self, node: p.AnyPlan) -> Wording:
        """The wording of an expression of the law."""
        # By identity: comparing plans would cost more than printing them. A wording keeps its node, and so its id.
        wording = self._wordings.get(id(node))
        if wording is None:
            wording = self._wordings[id(node)] = Wording(node, self)
        return wording

    def alike(self, for_each: IteratorPlan, when: p.Plan) -> p.All | None:
        """Those parts of a rule's condition that are the same for every member it is asked about, if there are any."""
        if not isinstance(when, p.All):
            return None
        if id(when) not in self._alike:
            parts = tuple(part for part in when.operands if for_each.variable not in self.of(part).variables)
            self._alike[id(when)] = p.All(parts, origin=when.origin) if parts else None
        return self._alike[id(when)]

    def printed(self, expression: s.Expression, node: p.AnyPlan) -> Text:
        """An expression of ``node`` as it was written, and with names in Chinese."""
        return Text(print_expression(expression, name_of=self._chinese_name(node)), print_expression(expression))

    def _chinese_name(self, node: p.AnyPlan) -> Callable[[str], str]:
        fields = {
            inner.name: self._fields[inner.list_name, inner.name]
            for inner in p.walk(node)
            if isinstance(inner, p.Element)
        }
        return lambda name: fields.get(name) or self._names.get(name, name)

    def type_of(self, node: p.AnyPlan) -> t.Type | None:
        """The type of what has one of its own: facts, parameters, definitions, decisions."""
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
