"""A selection of rulesets, typed: every expression checked once, for all places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from socorg_rules.decisions.outcome import CitedArticle
from socorg_rules.feel import plan as p
from socorg_rules.feel import types as t
from socorg_rules.feel.checker import NOTHING, Checked, CheckedList, Checker, NotNull
from socorg_rules.feel.scope import Frame, Scope
from socorg_rules.feel.syntax import Span
from socorg_rules.problems import Place, Problems, Text, did_you_mean
from socorg_rules.records.divisions import chain_of
from socorg_rules.rulesets import law_messages as msg
from socorg_rules.rulesets.caveats import rule_caveats
from socorg_rules.rulesets.citation import citation_text
from socorg_rules.rulesets.model import (
    Citation,
    DecisionDeclaration,
    Iterator,
    Period,
    Rule,
    SourceExpression,
)
from socorg_rules.rulesets.names import Names, Owned
from socorg_rules.rulesets.parameters import TypedLayer, typed_layer
from socorg_rules.rulesets.plan import DecisionPlan, DefinitionPlan, IteratorPlan, NotePlan, RulePlan, Uses
from socorg_rules.rulesets.vocabulary import RecordVocabulary

TRUE = p.Constant(True)
_IN_PROGRESS = "in progress"


@dataclass(frozen=True, slots=True)
class TypedParameter:
    """A parameter's type and what each place says about it, outermost place first."""

    title: Text
    type: t.ScalarType
    nullable: bool
    layers: tuple[TypedLayer, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an expression stands: whose rules may be named, which variable is around, what is known not to be null."""

    owner: str
    frame: Frame | None = None
    not_null: NotNull = NOTHING


class PlaceVocabulary:
    """The names that the rules of one place can use: its own and those it inherits."""

    def __init__(self, law: TypedLaw, jurisdiction: str) -> None:
        self._law = law
        chain = frozenset(chain_of(jurisdiction))
        self.facts = law.record.facts
        self.lists = law.record.lists
        self.aliases = law.record.aliases
        self.terms = law.record.terms
        self.parameters: Mapping[str, t.FieldType] = {
            name: t.FieldType(parameter.type, parameter.nullable)
            for name, parameter in law.parameters.items()
            if not chain.isdisjoint(layer.owned.jurisdiction for layer in parameter.layers)
        }
        names = law.names
        self.definition_names: Iterable[str] = frozenset(
            name for name, owned in names.definitions.items() if owned.jurisdiction in chain
        )
        self.decision_names: Iterable[str] = frozenset(
            name for name, owned in names.decisions.items() if owned.jurisdiction in chain
        )

    def definition(self, name: str) -> t.FieldType | None:
        plan = self._law.definition(name)
        return None if plan is None else t.FieldType(plan.type, plan.nullable)

    def decision(self, name: str) -> t.FieldType | None:
        # Not applicable reads as null, so a decision is always used under a guard.
        type_ = self._law.decision_types.get(name)
        return None if type_ is None else t.FieldType(type_, nullable=True)


@dataclass(slots=True)
class TypedLaw:
    """Types, definitions, decisions and rules of a selection; problems are collected on the way."""

    names: Names
    record: RecordVocabulary
    problems: Problems
    parameters: dict[str, TypedParameter] = field(default_factory=dict)
    definitions: dict[str, DefinitionPlan | str | None] = field(default_factory=dict)
    definition_uses: dict[str, Uses] = field(default_factory=dict)
    decision_types: dict[str, t.ScalarType] = field(default_factory=dict)
    decisions: dict[str, DecisionPlan] = field(default_factory=dict)
    rules: list[RulePlan] = field(default_factory=list)
    _vocabularies: dict[str, PlaceVocabulary] = field(default_factory=dict)
    _asked: list[str] = field(default_factory=list)

    def check(self) -> None:
        self._type_parameters()
        for name, owned in self.names.decisions.items():
            self.decision_types[name] = self._answer_type(owned.item)
        for name in self.names.definitions:
            self.definition(name)
        for owned in self.names.decisions.values():
            self._type_decision(owned)
        for decision, by_id in self.names.rules.items():
            for by_place in by_id.values():
                for owned_rule in by_place.values():
                    self.type_rule(decision, owned_rule)

    # -- parameters ----------------------------------------------------------------------------------------

    def _type_parameters(self) -> None:
        for name, by_place in self.names.parameters.items():
            layers = sorted(by_place.values(), key=lambda owned: len(chain_of(owned.jurisdiction)))
            base = layers[0].item
            if base.type is None:
                self.problems.add(msg.NEEDS_TYPE.at(base.place, name=name))
                continue
            type_ = self.record.type_named(base.type)
            if type_ is None or isinstance(type_, t.ListType):
                self.problems.add(msg.WRONG_VALUE_TYPE.at(base.place, type=base.type))
                continue
            for owned in layers:
                if owned.item.type not in (None, base.type):
                    self.problems.add(
                        msg.FIXED_BY_NAME.at(owned.item.place, kind_zh="参数类型", kind_en="type of", name=name)
                    )
            typed = tuple(typed_layer(owned, base.type, type_, self.problems) for owned in layers)
            nullable = any(value.value is None for layer in typed for value in layer.values)
            title = base.title or Text(name, name)
            self.parameters[name] = TypedParameter(title, type_, nullable, typed)
            for owned in layers:
                for dated in owned.item.values:
                    self.check_cites(dated.cites)

    # -- expressions ---------------------------------------------------------------------------------------

    def _checker(
        self,
        owner: str,
        place_of: Callable[[Span], Place],
        frame: Frame | None = None,
        *,
        free_as_of: bool = False,
        bare_terms: bool = False,
    ) -> Checker:
        if owner not in self._vocabularies:
            self._vocabularies[owner] = PlaceVocabulary(self, owner)
        scope = Scope(self._vocabularies[owner])
        checker = Checker(scope, self.problems, place_of, free_as_of, bare_terms)
        return checker if frame is None else checker.inside(frame)

    def _condition(
        self, spot: _Spot, expression: SourceExpression | None, *, bare_terms: bool = False
    ) -> Checked | None:
        if expression is None:
            return Checked(TRUE, t.BOOLEAN, if_true=spot.not_null)
        checker = self._checker(spot.owner, expression.place_at, spot.frame, bare_terms=bare_terms)
        return checker.check_condition(expression.tree, not_null=spot.not_null)

    def _value(
        self,
        spot: _Spot,
        expression: SourceExpression,
        expected: t.ScalarType,
        *,
        nullable: bool = False,
        free_as_of: bool = False,
    ) -> p.Plan | None:
        checker = self._checker(spot.owner, expression.place_at, spot.frame, free_as_of=free_as_of)
        checked = checker.check(expression.tree, expected=expected, nullable=nullable, not_null=spot.not_null)
        return None if checked is None else checked.plan

    def condition_plan(self, owner: str, expression: SourceExpression | None) -> p.Plan | None:
        """The plan of a yes or no about one organization, in the words of a place; None if there is none or it is wrong
        (which has been reported).
        """
        checked = None if expression is None else self._condition(_Spot(owner), expression)
        return None if checked is None else checked.plan

    # -- definitions ---------------------------------------------------------------------------------------

    def definition(self, name: str) -> DefinitionPlan | None:
        """A definition's plan; None if it is wrong (which has been reported)."""
        if name not in self.definitions:
            self.definitions[name] = _IN_PROGRESS
            self._asked.append(name)
            self.definitions[name] = self.typed_definition(name)
            self._asked.remove(name)
        plan = self.definitions[name]
        if isinstance(plan, str):
            circle = [*self._asked[self._asked.index(name) :], name]
            place = self.names.definitions[name].item.place
            self.problems.add(msg.CYCLE.at(place, cycle=" → ".join(circle)))
            return None
        return plan

    def typed_definition(self, name: str) -> DefinitionPlan | None:
        """The plan of a definition as it is written now; None if it is wrong (which is reported)."""
        owned = self.names.definitions[name]
        item = owned.item
        checker = self._checker(owned.jurisdiction, item.expression.place_at)
        checked = checker.check_any(item.expression.tree)
        if checked is None:
            return None
        if item.type is not None:
            declared = self.record.type_named(item.type)
            if declared is None or not t.same_kind(declared, checked.type):
                self.problems.add(
                    msg.WRONG_DEFINITION_TYPE.at(item.place, name=name, declared=item.type, found=checked.type)
                )
                return None
        self.definition_uses[name] = self.uses_of(checked.plan)
        if isinstance(checked, CheckedList):
            return DefinitionPlan(name, item.title, checked.plan, checked.type, nullable=False)
        return DefinitionPlan(name, item.title, checked.plan, checked.type, checked.nullable)

    def uses_of(self, *plans: p.AnyPlan | None) -> Uses:
        """The parameters and decisions that plans rest on, through definitions, too."""
        uses = Uses()
        for node in (node for plan in plans if plan is not None for node in p.walk(plan)):
            match node:
                case p.Parameter(name=name):
                    uses |= Uses(parameters=frozenset((name,)))
                case p.ParameterOn(name=name):
                    uses |= Uses(parameters_on_days=frozenset((name,)))
                case p.Decided(name=name):
                    uses |= Uses(decisions=frozenset((name,)))
                case p.Defined(name=name) | p.DefinedEvents(name=name):
                    uses |= self.definition_uses.get(name, Uses())
        return uses

    # -- decisions -----------------------------------------------------------------------------------------

    def _answer_type(self, declaration: DecisionDeclaration) -> t.ScalarType:
        if declaration.kind != "answer" or declaration.type is None or declaration.value is not None:
            return t.BOOLEAN
        return self._declared(declaration) or t.BOOLEAN

    def _declared(self, declaration: DecisionDeclaration) -> t.ScalarType | None:
        if declaration.type is None:
            return None
        type_ = self.record.type_named(declaration.type)
        if type_ is None or isinstance(type_, (t.ListType, t.DurationType)):
            self.problems.add(msg.WRONG_VALUE_TYPE.at(declaration.place, type=declaration.type))
            return None
        return type_

    def _type_decision(self, owned: Owned[DecisionDeclaration]) -> None:
        item, owner = owned.item, owned.jurisdiction
        spot = _Spot(owner)
        type_ = self.decision_types[item.name]
        condition = self._condition(spot, item.scope) if item.scope is not None else None
        scope = condition.plan if condition is not None else None
        value, value_type = None, None
        if item.value is not None:
            value_type = self._declared(item) or t.BOOLEAN
            value = self._value(spot, item.value, value_type, nullable=True, free_as_of=True)
        otherwise = None
        if item.otherwise is not None:
            otherwise = self._value(spot, item.otherwise, type_, nullable=True)
        uses = self.uses_of(scope, value, otherwise)
        self.decisions[item.name] = DecisionPlan(
            item.name, item.title, item.kind, type_, value_type, scope, value, otherwise, (), uses
        )

    # -- rules ---------------------------------------------------------------------------------------------

    def type_rule(self, decision: str, owned: Owned[Rule]) -> None:
        """Adds the plan of a rule, or reports what is wrong with it."""
        rule, owner = owned.item, owned.jurisdiction
        declared = self.names.decisions.get(decision)
        if declared is None or declared.jurisdiction not in chain_of(owner):
            suggestion = did_you_mean(decision, self.names.decisions)
            self.problems.add(msg.UNKNOWN_DECISION.at(rule.place, suggestion=suggestion, name=decision))
            return
        self.check_cites(rule.cites)
        if not self._fits_kind(rule, declared.item):
            return
        iterator, frame, not_null = self._iterator(owner, rule.for_each)
        if rule.for_each is not None and iterator is None:
            return
        when = self._condition(_Spot(owner, frame, not_null), rule.when, bare_terms=rule.table is not None)
        inside = _Spot(owner, frame, not_null | (when.if_true if when is not None else NOTHING))
        requires = self._condition(inside, rule.requires) if rule.requires is not None else None
        type_ = self.decision_types[decision]
        then = since = None
        if rule.then is not None:
            then = self._value(inside, rule.then, type_, nullable=True)
        if rule.since is not None:
            since = self._value(inside, rule.since, t.DATE)
        notes = tuple(
            NotePlan(note.text, condition.plan if note.when is not None else None)
            for note in rule.notes
            if (condition := self._condition(_Spot(owner), note.when)) is not None
        )
        if when is None or (rule.requires is not None and requires is None):
            return
        caveats, recheck = rule_caveats(rule, owned.ruleset, self.names.sources)
        domain = iterator.domain if iterator is not None else None
        self.rules.append(
            RulePlan(
                id=rule.id,
                decision=decision,
                title=rule.title,
                citations=tuple(self.cited(citation) for citation in rule.cites),
                in_force=self._in_force(rule),
                ruleset=owned.ruleset.id,
                place=owner,
                label=rule.label,
                beats=frozenset(rule.exception_to),
                only_takes_away=bool(rule.exception_to) and declared.item.kind != "answer",
                for_each=iterator,
                when=when.plan,
                requires=requires.plan if requires is not None else None,
                then=then,
                since=since,
                notes=notes,
                caveats=caveats,
                recheck=recheck,
                uses=self.uses_of(
                    domain, when.plan, requires.plan if requires else None, then, since, *(note.when for note in notes)
                ),
                direction=rule.direction,
            )
        )

    def _iterator(self, owner: str, iterator: Iterator | None) -> tuple[IteratorPlan | None, Frame | None, NotNull]:
        if iterator is None:
            return None, None, NOTHING
        checked = self._checker(owner, iterator.place_at).check_iterator(iterator.variable, iterator.domain)
        if checked is None:
            return None, None, NOTHING
        return IteratorPlan(iterator.variable, checked.domain), checked.frame, checked.not_null

    def _fits_kind(self, rule: Rule, declaration: DecisionDeclaration) -> bool:
        """Whether a rule has what its decision's kind asks for, and nothing else."""
        kind, takes_away = declaration.kind, bool(rule.exception_to)
        keys = {"then": rule.then, "requires": rule.requires, "for_each": rule.for_each}
        needed = {"answer": ("then",), "requirements": () if takes_away else ("requires",), "findings": ()}[kind]
        allowed = {*needed, *(("for_each",) if kind == "findings" else ())}
        fits = True
        for key, value in keys.items():
            if key in needed and value is None:
                self.problems.add(msg.KEY_NEEDED_FOR_KIND.at(rule.place, decision=declaration.name, kind=kind, key=key))
                fits = False
            elif value is not None and key not in allowed:
                self.problems.add(msg.KEY_NOT_FOR_KIND.at(rule.place, decision=declaration.name, kind=kind, key=key))
                fits = False
        return fits

    def _in_force(self, rule: Rule) -> Period:
        """The rule's own period, its open ends those of its first source."""
        source = self.names.sources.get(rule.cites[0].source) if rule.cites else None
        if source is None:
            return rule.in_force
        own, inherited = rule.in_force, source.item.in_force
        return Period(own.start or inherited.start, own.end or inherited.end)

    # -- citations -----------------------------------------------------------------------------------------

    def check_cites(self, cites: Iterable[Citation]) -> None:
        for citation in cites:
            if citation.source not in self.names.sources:
                suggestion = did_you_mean(citation.source, self.names.sources)
                self.problems.add(msg.UNKNOWN_SOURCE.at(citation.place, suggestion=suggestion, name=citation.source))

    def cited(self, citation: Citation) -> CitedArticle:
        owned = self.names.sources.get(citation.source)
        if owned is None:
            return CitedArticle(citation.source, Text(citation.source, citation.source))
        zh, en = citation_text(citation, owned.item, "zh"), citation_text(citation, owned.item, "en")
        return CitedArticle(citation.source, Text(zh, en))
