"""Nodes of a plan and what lies below them."""

from __future__ import annotations

from dataclasses import fields

import pytest

from socorg_rules import Rulebook
from socorg_rules.feel import plan as p
from socorg_rules.rulesets.plan import LawPlan

LAW: LawPlan = Rulebook.bundled().selection().law_for("330102", Rulebook.bundled().release_days[-1])


def plans() -> list[p.AnyPlan]:
    """All expressions of a place's law."""
    rules = [rule for plan in LAW.decisions.values() for slot in plan.slots for rule in slot.versions]
    found = [plan for rule in rules for plan in (rule.when, rule.requires, rule.then, rule.since) if plan is not None]
    domains = [rule.for_each.domain for rule in rules if rule.for_each is not None]
    return [*found, *domains, *(definition.plan for definition in LAW.definitions.values())]


def nodes_in(value: object) -> list[object]:
    return [each for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, p.PlanNode)]


def test_the_children_of_a_node_are_the_nodes_in_its_fields() -> None:
    for plan in plans():
        for node in p.walk(plan):
            held = [each for field in fields(node) for each in nodes_in(getattr(node, field.name))]
            assert sorted(map(id, p.children(node))) == sorted(map(id, held))


def test_walking_comes_by_every_kind_of_node_that_the_law_of_a_place_has() -> None:
    walked = {type(node) for plan in plans() for node in p.walk(plan)}
    assert {p.Fact, p.Element, p.Quantifier, p.Filtered, p.Years, p.Choice, p.ParameterOn} <= walked


@pytest.mark.parametrize("leaf", [p.Fact("form"), p.Constant(1), p.AsOf(), p.Events("penalties")])
def test_a_leaf_has_nothing_below_it(leaf: p.AnyPlan) -> None:
    assert p.children(leaf) == ()
