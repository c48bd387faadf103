"""What is named as needed is needed: without it a condition doesn't come to true, or to false."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socorg_rules import Organization, Outcome
from socorg_rules.engines.compiled.certainty import Certainty
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.feel import plan as p
from socorg_rules.records.facts import facts_of
from socorg_rules.rulesets.plan import LawPlan
from tests.semantics.asking import quoted
from tests.small_law import TITLE, one_decision, rule, rulebook_of, ruleset_text
from tests.strategies.conditions import conditions
from tests.strategies.organizations import complete_records

DAY = date(2026, 6, 15)
DEFINITIONS = f"""\
definitions:
  was_fined: {{title: {TITLE}, is: 'some penalty in penalties satisfies penalty.amount > 5'}}
  large: {{title: {TITLE}, is: registered_capital > 30000}}
  floor: {{title: {TITLE}, is: 'if overseas then registered_capital else 30000'}}
"""
OUTCOMES = {True: Outcome.SATISFIED, False: Outcome.NOT_SATISFIED}


def law_of(condition: str) -> tuple[LawPlan, Certainty, p.Plan]:
    text = ruleset_text(one_decision(rule("only", "outcome", when=quoted(condition)), extra=DEFINITIONS))
    law = rulebook_of(text).selection().law_for("320612", DAY)
    [only] = law.decisions["outcome"].rules_on(DAY)
    return law, Certainty(lambda name: law.definitions[name].plan), only.when


@pytest.mark.parametrize(
    ("condition", "for_true", "for_false"),
    [
        ("community_class", {"community_class"}, {"community_class"}),
        ("community_class and large", {"community_class", "registered_capital"}, set()),
        ("community_class or large", set(), {"community_class", "registered_capital"}),
        ("not(community_class and large)", set(), {"community_class", "registered_capital"}),
        ("was_fined", {"penalties"}, {"penalties"}),
        ("not(was_fined) and registered_on != null", {"penalties"}, set()),
        ("count(listings[removed_on = null]) >= 1", {"listings"}, {"listings"}),
        ("registered_on != null", set(), set()),
        ("(some y in 2020..as_of.year satisfies community_class and y > 2022)", {"community_class"}, set()),
        ("(every y in 2020..as_of.year satisfies community_class and y > 2022)", set(), set()),
        ("(every y in 2020..as_of.year satisfies community_class or y > 2022)", set(), {"community_class"}),
        (
            "(if community_class then large else large)",
            {"community_class", "registered_capital"},
            {"community_class", "registered_capital"},
        ),
        ("registered_capital >= floor", {"registered_capital"}, {"registered_capital"}),
        ("max(penalties.decided_on) != null", {"penalties"}, {"penalties"}),
    ],
)
def test_what_a_condition_needs(condition: str, for_true: set[str], for_false: set[str]) -> None:
    _, certainty, when = law_of(condition)
    assert certainty.needed(when, True) == for_true
    assert certainty.needed(when, False) == for_false


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(condition=conditions(), record=complete_records(), to_be=st.booleans())
def test_without_a_fact_that_is_needed_a_condition_is_not_so(
    condition: str, record: dict[str, Any], to_be: bool
) -> None:
    law, certainty, when = law_of(condition)
    for fact in certainty.needed(when, to_be):
        without = Organization.model_validate({**record, "division": "320612", fact: None})
        decider = ReferenceDecider(law, facts_of(without, DAY), DAY)
        assert decider.decide("outcome").outcome is not OUTCOMES[to_be], fact
