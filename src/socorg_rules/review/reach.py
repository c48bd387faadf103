"""Which definitions and parameters rules and decisions rest on, and which serve indicators alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from socorg_rules.feel import plan as p
from socorg_rules.review.touches import Touch
from socorg_rules.rulesets.library import Selection
from socorg_rules.rulesets.plan import DefinitionPlan, RulePlan
from socorg_rules.rulesets.typed import TypedLaw


def only_for_indicators(selection: Selection) -> frozenset[Touch]:
    """The definitions and parameters of which an indicator makes use, but no rule and no decision.

    Examples are about decisions and can't speak of them.
    """
    law = selection.typed
    indicators = [indicator.plan for indicator in selection.typed_indicators.values()]
    overlays = [overlay for indicator in selection.typed_indicators.values() for overlay in indicator.overlays]
    of_indicators = _reached(law, (plan for indicator in indicators for plan in (indicator.counts, indicator.among)))
    targets = [indicator.target for indicator in indicators] + [overlay.target for overlay in overlays]
    of_indicators |= {Touch("parameter", target) for target in targets if target is not None}
    decisions = (
        plan for decision in law.decisions.values() for plan in (decision.scope, decision.value, decision.otherwise)
    )
    rules = (plan for rule in law.rules for plan in plans_of(rule))
    return frozenset(of_indicators - _reached(law, (*decisions, *rules)))


def plans_of(rule: RulePlan) -> Iterator[p.AnyPlan | None]:
    """Every expression of a rule."""
    yield from (rule.when, rule.requires, rule.then, rule.since, *(note.when for note in rule.notes))
    if rule.for_each is not None:
        yield rule.for_each.domain


def _reached(law: TypedLaw, plans: Iterable[p.AnyPlan | None]) -> set[Touch]:
    """The definitions and parameters that plans name, through definitions, too."""
    found: set[Touch] = set()
    waiting = [plan for plan in plans if plan is not None]
    while waiting:
        for node in p.walk(waiting.pop()):
            match node:
                case p.Parameter(name=name) | p.ParameterOn(name=name):
                    found.add(Touch("parameter", name))
                case p.Defined(name=name) | p.DefinedEvents(name=name) if Touch("definition", name) not in found:
                    found.add(Touch("definition", name))
                    definition = law.definitions[name]
                    if isinstance(definition, DefinitionPlan):
                        waiting.append(definition.plan)
    return found
