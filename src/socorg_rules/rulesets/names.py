"""All names in a selection of rulesets: who defines what, and what is defined twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from socorg_rules.problems import Place, Problems, Text
from socorg_rules.records.divisions import chain_of
from socorg_rules.rulesets import law_messages as msg
from socorg_rules.rulesets.indicator_model import Indicator
from socorg_rules.rulesets.model import DecisionDeclaration, Definition, Parameter, Rule, Ruleset, Source
from socorg_rules.rulesets.vocabulary import RecordVocabulary

T_co = TypeVar("T_co", covariant=True)
SOURCE = Text("法律依据", "source")
PARAMETER = Text("参数", "parameter")
DEFINITION = Text("定义", "definition")
DECISION = Text("决定", "decision")
INDICATOR = Text("指标", "indicator")
FIELD = Text("记录字段", "field of the record")
LANGUAGE_WORD = Text("语言中的词", "word of the language")
Single = TypeVar("Single", Source, Definition, DecisionDeclaration)
Layered = TypeVar("Layered", Parameter, Rule, Indicator)


@dataclass(frozen=True, slots=True)
class Owned(Generic[T_co]):
    """Something and the ruleset in which it stands."""

    ruleset: Ruleset
    item: T_co

    @property
    def jurisdiction(self) -> str:
        return self.ruleset.jurisdiction.code


@dataclass(slots=True)
class Names:
    """Sources, definitions and decisions have one owner; parameters, rules and indicators one in every place."""

    sources: dict[str, Owned[Source]] = field(default_factory=dict)
    definitions: dict[str, Owned[Definition]] = field(default_factory=dict)
    decisions: dict[str, Owned[DecisionDeclaration]] = field(default_factory=dict)
    parameters: dict[str, dict[str, Owned[Parameter]]] = field(default_factory=dict)
    rules: dict[str, dict[str, dict[str, Owned[Rule]]]] = field(default_factory=dict)
    """By decision, rule id and jurisdiction."""
    indicators: dict[str, dict[str, Owned[Indicator]]] = field(default_factory=dict)


def names_of(rulesets: tuple[Ruleset, ...], record: RecordVocabulary, problems: Problems) -> Names:
    """The names of one version of every ruleset; names that clash are reported."""
    names = Names()
    for ruleset in rulesets:
        for source in ruleset.sources:
            _add(names.sources, source.id, Owned(ruleset, source), SOURCE, problems)
        for definition in ruleset.definitions:
            _add(names.definitions, definition.name, Owned(ruleset, definition), DEFINITION, problems)
        for decision in ruleset.decisions:
            _add(names.decisions, decision.name, Owned(ruleset, decision), DECISION, problems)
        for parameter in ruleset.parameters:
            layers = names.parameters.setdefault(parameter.name, {})
            _add_layer(layers, parameter.name, Owned(ruleset, parameter), problems)
        for rule in ruleset.rules:
            rules = names.rules.setdefault(rule.decides, {}).setdefault(rule.id, {})
            _add_layer(rules, rule.id, Owned(ruleset, rule), problems)
        for indicator in ruleset.indicators:
            indicators = names.indicators.setdefault(indicator.name, {})
            _add_layer(indicators, indicator.name, Owned(ruleset, indicator), problems)
    _report_shared_names(names, record, problems)
    return names


def _add(known: dict[str, Owned[Single]], name: str, owned: Owned[Single], kind: Text, problems: Problems) -> None:
    if name not in known:
        known[name] = owned
        return
    first = known[name]
    if kind is not SOURCE and chain_of(owned.jurisdiction) != chain_of(first.jurisdiction):
        problems.add(msg.FIXED_BY_NAME.at(owned.item.place, kind_zh=kind.zh, kind_en=kind.en, name=name))
    else:
        problems.add(
            msg.NAMED_TWICE.at(owned.item.place, kind_zh=kind.zh, kind_en=kind.en, name=name, other=first.item.place)
        )


def _add_layer(known: dict[str, Owned[Layered]], name: str, owned: Owned[Layered], problems: Problems) -> None:
    place = owned.jurisdiction
    if place not in known:
        known[place] = owned
        return
    other = known[place].item.place
    problems.add(msg.TWO_REPLACEMENTS.at(owned.item.place, where=place, name=name, other=other))


def _report_shared_names(names: Names, record: RecordVocabulary, problems: Problems) -> None:
    """One name, one meaning: a parameter can't be called like a field, a definition not like a decision."""
    taken: dict[str, Text] = {"as_of": LANGUAGE_WORD}
    taken |= dict.fromkeys((*record.facts, *record.lists, *record.aliases), FIELD)
    found: list[tuple[Text, str, Place]] = [
        *((PARAMETER, name, next(iter(layers.values())).item.place) for name, layers in names.parameters.items()),
        *((DEFINITION, name, owned.item.place) for name, owned in names.definitions.items()),
        *((DECISION, name, owned.item.place) for name, owned in names.decisions.items()),
        *((INDICATOR, name, next(iter(layers.values())).item.place) for name, layers in names.indicators.items()),
    ]
    for kind, name, place in found:
        if name in taken:
            problems.add(msg.TWO_NAMES.at(place, name=name, other_zh=taken[name].zh, other_en=taken[name].en))
        else:
            taken[name] = kind
