"""The law of one place: national rules with every overlay of its chain laid over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from socorg_rules.problems import Place, Problems, did_you_mean
from socorg_rules.rulesets import law_messages as msg
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.parameters import parameter_plan
from socorg_rules.rulesets.plan import (
    DecisionPlan,
    DefinitionPlan,
    LawPlan,
    ParameterPlan,
    RulePlan,
    RulesetVersion,
    RuleSlot,
    Uses,
    WorkingDays,
)
from socorg_rules.rulesets.typed import TypedLaw


def place_law(
    law: TypedLaw,
    chain: tuple[str, ...],
    rulesets: Iterable[Ruleset],
    working_days: WorkingDays,
    problems: Problems,
    above: LawPlan | None,
) -> LawPlan:
    """The plan of a chain of places, outermost first. What does not fit together there is reported.

    ``above`` is that of the chain without its last place: what this place does not touch is as it is there.
    """
    parameters = _parameters(law, chain, above)
    changed = {
        name: parameter
        for name, parameter in parameters.items()
        if above is None or above.parameters.get(name) is not parameter
    }
    by_decision: dict[str, list[RulePlan]] = {}
    for rule in law.rules:
        if rule.place in chain:
            by_decision.setdefault(rule.decision, []).append(rule)
    plans: dict[str, DecisionPlan] = {}
    for name, decision in law.decisions.items():
        place = law.names.decisions[name].jurisdiction
        rules = by_decision.get(name, [])
        if above is not None and place != chain[-1] and all(rule.place != chain[-1] for rule in rules):
            plans[name] = above.decisions[name]
        elif place in chain:
            plans[name] = replace(decision, slots=_slots(rules, chain, law, problems))
        else:
            # A question of another place: here it has no rule, so it never applies.
            plans[name] = replace(decision, scope=None, value=None, otherwise=None, uses=Uses())
        inherited = above is not None and plans[name] is above.decisions[name]
        _check_coverage(plans[name], changed if inherited else parameters, law, problems)
    return LawPlan(
        places=chain,
        decisions=_in_order(plans, law, problems),
        definitions={
            name: plan
            for name, plan in law.definitions.items()
            if isinstance(plan, DefinitionPlan) and law.names.definitions[name].jurisdiction in chain
        },
        parameters=parameters,
        rulesets=tuple(
            sorted(
                (
                    RulesetVersion(ruleset.id, ruleset.version_text, ruleset.digest)
                    for ruleset in rulesets
                    if ruleset.jurisdiction.code in chain
                ),
                key=lambda version: version.id,
            )
        ),
        working_days=working_days,
    )


def _parameters(law: TypedLaw, chain: tuple[str, ...], above: LawPlan | None) -> dict[str, ParameterPlan]:
    plans = {}
    for name, parameter in law.parameters.items():
        layers = [layer for layer in parameter.layers if layer.owned.jurisdiction in chain]
        if above is not None and all(layer.owned.jurisdiction != chain[-1] for layer in layers):
            if layers:
                plans[name] = above.parameters[name]
        elif layers:
            plans[name] = parameter_plan(layers, parameter.title, parameter.type, law.names.sources)
    return plans


def _slots(rules: list[RulePlan], chain: tuple[str, ...], law: TypedLaw, problems: Problems) -> tuple[RuleSlot, ...]:
    """The rules of a decision, one slot an id, the nearest place's version first; exceptions name rules."""
    targets = _targets(rules, law)
    by_id: dict[str, list[RulePlan]] = {}
    for rule in sorted(rules, key=lambda rule: (rule.id, -chain.index(rule.place))):
        beaten: set[str] = set()
        for name in rule.beats:
            if name in targets:
                beaten |= targets[name]
            else:
                place = _place_of(rule, law)
                suggestion = did_you_mean(name, targets)
                problems.add(msg.UNKNOWN_EXCEPTION.at(place, suggestion=suggestion, name=name, decision=rule.decision))
        version = replace(rule, beats=frozenset(beaten - {rule.id})) if rule.beats else rule
        by_id.setdefault(rule.id, []).append(version)
    slots = tuple(RuleSlot(rule_id, tuple(versions)) for rule_id, versions in by_id.items())
    _check_beats(slots, law, problems)
    for slot in slots:
        for version in slot.versions[:-1]:
            if version.direction is None:
                place = _place_of(version, law)
                problems.add(msg.CLAIM_NEEDED.at(place, where=version.place, name=version.id))
    return slots


def _targets(rules: list[RulePlan], law: TypedLaw) -> dict[str, set[str]]:
    """What an exception can name: rules, their groups, and tables as groups of their rows."""
    targets: dict[str, set[str]] = {}
    for rule in rules:
        written = law.names.rules[rule.decision][rule.id][rule.place].item
        names = {rule.id, *written.groups}
        if written.table is not None:
            names.add(written.table)
        for name in names:
            targets.setdefault(name, set()).add(rule.id)
    return targets


def _place_of(rule: RulePlan, law: TypedLaw) -> Place:
    return law.names.rules[rule.decision][rule.id][rule.place].item.place


def _check_beats(slots: tuple[RuleSlot, ...], law: TypedLaw, problems: Problems) -> None:
    edges: dict[str, set[str]] = {slot.id: set() for slot in slots}
    for slot in slots:
        for version in slot.versions:
            edges[slot.id] |= version.beats
    cycle = find_cycle(edges)
    if cycle:
        first = next(slot for slot in slots if slot.id == cycle[0])
        problems.add(msg.EXCEPTION_CYCLE.at(_place_of(first.versions[0], law), cycle=" → ".join(cycle)))


def find_cycle(edges: Mapping[str, Iterable[str]]) -> list[str]:
    """A circle in a directed graph, its first node repeated at the end; empty if there is none."""
    done: set[str] = set()
    for start in sorted(edges):
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                path.pop()
                done.add(node)
                continue
            if node in path:
                return [*path[path.index(node) :], node]
            if node in done:
                continue
            path.append(node)
            stack.append((node, True))
            stack += [(other, False) for other in sorted(edges.get(node, ()))]
    return []


def _check_coverage(
    decision: DecisionPlan, parameters: Mapping[str, ParameterPlan], law: TypedLaw, problems: Problems
) -> None:
    """Each of these parameters has a value while a rule that uses it is in force."""
    for slot in decision.slots:
        for rule in slot.versions:
            for name in sorted((rule.uses | decision.uses).parameters):
                parameter = parameters.get(name)
                if parameter is None or law.parameters[name].nullable:
                    continue
                day = parameter.first_day_without_value(rule.in_force.start, rule.in_force.end)
                if day is not None:
                    problems.add(msg.NO_VALUE_IN_FORCE.at(_place_of(rule, law), name=name, day=day, rule=rule.id))


def _in_order(plans: dict[str, DecisionPlan], law: TypedLaw, problems: Problems) -> dict[str, DecisionPlan]:
    """The decisions so that each comes after those it uses."""
    edges = {
        name: plan.uses.decisions.union(*(rule.uses.decisions for slot in plan.slots for rule in slot.versions))
        for name, plan in plans.items()
    }
    cycle = find_cycle(edges)
    if cycle:
        problems.add(msg.CYCLE.at(law.names.decisions[cycle[0]].item.place, cycle=" → ".join(cycle)))
        return plans
    ordered: dict[str, DecisionPlan] = {}

    def visit(name: str) -> None:
        if name in ordered or name not in plans:
            return
        for other in sorted(edges[name]):
            visit(other)
        ordered[name] = plans[name]

    for name in plans:
        visit(name)
    return ordered
