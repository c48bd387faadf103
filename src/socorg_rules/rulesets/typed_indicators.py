"""Indicators, typed: their conditions checked once, and what places change laid over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from socorg_rules.decisions.outcome import Caveat, CitedArticle
from socorg_rules.feel import types as t
from socorg_rules.problems import Text, did_you_mean
from socorg_rules.records.divisions import chain_of
from socorg_rules.rulesets import indicator_messages as msg
from socorg_rules.rulesets import law_messages
from socorg_rules.rulesets.caveats import cited_caveats
from socorg_rules.rulesets.indicator_model import Indicator, IndicatorFormula, PublishedFigure, Rounding, StatedNumber
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.names import INDICATOR, Owned
from socorg_rules.rulesets.plan import DatedCaveat, IndicatorPlan
from socorg_rules.rulesets.typed import TypedLaw


@dataclass(frozen=True, slots=True)
class IndicatorOverlay:
    """What a place changes of an indicator, and what it adds to its notes and citations."""

    place: str
    rounding: Rounding | None
    target: str | None
    notes: tuple[Text, ...]
    citations: tuple[CitedArticle, ...]
    caveats: tuple[Caveat, ...]
    recheck: tuple[DatedCaveat, ...]


@dataclass(frozen=True, slots=True)
class TypedIndicator:
    """An indicator as the place that defines it says it, and its overlays, outermost place first."""

    plan: IndicatorPlan
    overlays: tuple[IndicatorOverlay, ...]

    def in_chain(self, chain: Iterable[str]) -> IndicatorPlan | None:
        """The indicator in a chain of places; None where it is not known."""
        places = frozenset(chain)
        if self.plan.place not in places:
            return None
        plan = self.plan
        for overlay in self.overlays:
            if overlay.place in places:
                plan = replace(
                    plan,
                    rounding=overlay.rounding or plan.rounding,
                    target=overlay.target or plan.target,
                    notes=plan.notes + overlay.notes,
                    citations=plan.citations + overlay.citations,
                    caveats=plan.caveats + overlay.caveats,
                    recheck=plan.recheck + overlay.recheck,
                )
        return plan


def typed_indicators(law: TypedLaw) -> dict[str, TypedIndicator]:
    """All indicators of a selection by name; what is wrong is added to the law's problems."""
    found = {}
    for name, by_place in law.names.indicators.items():
        layers = sorted(by_place.values(), key=lambda owned: len(chain_of(owned.jurisdiction)))
        typed = _typed(law, name, layers)
        if typed is not None:
            found[name] = typed
    return found


def indicators_of(typed: Mapping[str, TypedIndicator], chain: Iterable[str]) -> dict[str, IndicatorPlan]:
    """The indicators of a chain of places, by name."""
    plans = ((name, indicator.in_chain(chain)) for name, indicator in typed.items())
    return {name: plan for name, plan in plans if plan is not None}


def check_published_figures(rulesets: Iterable[Ruleset], law: TypedLaw) -> None:
    """Reports published figures that name a source that isn't there, an indicator that their place doesn't know, or one
    that is counted otherwise.
    """
    for ruleset in rulesets:
        for figure in ruleset.published_figures:
            law.check_cites(figure.cites)
            if figure.indicator is not None:
                _check_indicator(figure, figure.indicator, chain_of(ruleset.jurisdiction.code), law)


def _check_indicator(figure: PublishedFigure, name: str, chain: tuple[str, ...], law: TypedLaw) -> None:
    known = [known for known, by_place in law.names.indicators.items() if any(place in by_place for place in chain)]
    if name not in known:
        law.problems.add(msg.UNKNOWN_INDICATOR.at(figure.place, suggestion=did_you_mean(name, known), name=name))
        return
    stated = figure.stated.unit if isinstance(figure.stated, StatedNumber) else None
    for owned in law.names.indicators[name].values():
        formula = owned.item.formula
        if formula is not None and formula.unit != stated:
            law.problems.add(msg.UNLIKE_INDICATOR.at(figure.place, name=name, unit=formula.unit))


def _typed(law: TypedLaw, name: str, layers: list[Owned[Indicator]]) -> TypedIndicator | None:
    defining = [owned for owned in layers if owned.item.formula is not None]
    if not defining:
        for owned in layers:
            suggestion = did_you_mean(name, (other for other in law.names.indicators if other != name))
            law.problems.add(msg.UNKNOWN_INDICATOR.at(owned.item.place, suggestion=suggestion, name=name))
        return None
    base, *doubles = defining
    for owned in doubles:
        if base.jurisdiction in chain_of(owned.jurisdiction):
            law.problems.add(msg.INDICATOR_DEFINED_ABOVE.at(owned.item.place, name=name, other=base.item.place))
        else:
            law.problems.add(
                law_messages.NAMED_TWICE.at(
                    owned.item.place, kind_zh=INDICATOR.zh, kind_en=INDICATOR.en, name=name, other=base.item.place
                )
            )
    formula = base.item.formula
    assert formula is not None
    plan = _plan(law, base, formula)
    overlays = []
    for owned in layers:
        if owned.item.formula is not None:
            continue
        if base.jurisdiction not in chain_of(owned.jurisdiction)[:-1]:
            law.problems.add(msg.UNKNOWN_INDICATOR.at(owned.item.place, name=name))
            continue
        overlays.append(_overlay(law, owned, formula))
    return TypedIndicator(plan, tuple(overlays))


def _plan(law: TypedLaw, owned: Owned[Indicator], formula: IndicatorFormula) -> IndicatorPlan:
    item, place = owned.item, owned.jurisdiction
    counts = law.condition_plan(place, formula.counts)
    among = law.condition_plan(place, formula.among)
    said = _overlay(law, owned, formula)
    return IndicatorPlan(
        name=item.name,
        title=item.title or Text(item.name, item.name),
        description=item.description,
        counts=counts,
        figures=formula.figures,
        among=among,
        per=formula.per,
        each=formula.each,
        unit=formula.unit,
        basis=item.basis,
        rounding=said.rounding,
        target=said.target,
        notes=said.notes,
        citations=said.citations,
        caveats=said.caveats,
        recheck=said.recheck,
        uses=law.uses_of(counts, among),
        place=place,
    )


def _overlay(law: TypedLaw, owned: Owned[Indicator], formula: IndicatorFormula) -> IndicatorOverlay:
    item = owned.item
    law.check_cites(item.cites)
    if item.rounding is not None and formula.among is None and not formula.per:
        law.problems.add(msg.ROUNDED_TOTAL.at(item.place, name=item.name))
    caveats, recheck = cited_caveats(item.cites, law.names.sources)
    return IndicatorOverlay(
        place=owned.jurisdiction,
        rounding=item.rounding,
        target=_target(law, owned, formula),
        notes=item.notes,
        citations=tuple(law.cited(citation) for citation in item.cites),
        caveats=caveats,
        recheck=recheck,
    )


def _target(law: TypedLaw, owned: Owned[Indicator], formula: IndicatorFormula) -> str | None:
    target = owned.item.target
    if target is None:
        return None
    name = target.at_least
    chain = chain_of(owned.jurisdiction)
    known = [
        known
        for known, parameter in law.parameters.items()
        if any(layer.owned.jurisdiction in chain for layer in parameter.layers)
    ]
    if name not in known:
        law.problems.add(msg.UNKNOWN_TARGET.at(target.place, suggestion=did_you_mean(name, known), name=name))
        return None
    wanted = t.RATIO if formula.unit == "percent" else t.COUNT
    found = law.parameters[name].type
    if found != wanted:
        law.problems.add(msg.WRONG_TARGET_TYPE.at(target.place, name=name, found=found, wanted=wanted))
        return None
    return name
