"""Conditions that can plainly hold together, with an example; and those that can't."""

from __future__ import annotations

import pytest

from socorg_rules.feel.plan import Constant
from socorg_rules.rulesets.overlap import plain_overlap
from tests.feel.checking import checked

APART = [
    ('form = "social_group"', 'form = "foundation"'),
    ('form = "foundation"', 'form = "social_group"'),
    ('form in ("social_group", "foundation")', 'form = "service_agency"'),
    ('form in ("social_group", "foundation")', 'not(form in ("social_group", "foundation"))'),
    ('form != "social_group" and form != "foundation"', 'form != "service_agency"'),
    ("overseas", "not(overseas)"),
    ("overseas = false", "overseas"),
    ("individual_members < 50", "individual_members >= 50"),
    ("individual_members <= 50", "individual_members > 50"),
    ("individual_members = 50", "individual_members != 50"),
    ("50 > individual_members", "individual_members >= 50"),
    ("individual_members > 49", "individual_members < 50"),
    ("individual_members between 1 and 5", "individual_members in [6..9]"),
    ("individual_members > 3 and individual_members != 4", "individual_members < 5"),
    ("registered_on = null", "registered_on != null"),
    ("registered_on = null", 'registered_on != null and registered_on >= @"2024-01-01"'),
    (
        'registered_on != null and registered_on < @"2024-01-01"',
        'registered_on != null and registered_on >= @"2024-01-01"',
    ),
    ('party_duty_since > @"2024-02-28"', 'party_duty_since < @"2024-02-29"'),
    ("registered_capital < large_fine", "registered_capital >= large_fine"),
    ("registered_capital = large_fine", "registered_capital != large_fine"),
    ("count(penalties) > 0 and overseas", "not(count(penalties) > 0) and overseas"),
    ("count(penalties) > 0", "not(count(penalties) > 0)"),
    ("some p in penalties satisfies p.amount > 5", "some p in penalties satisfies p.amount > 6"),
    ("decoupled and overseas", "not(decoupled) or not(overseas)"),
]
TOGETHER = [
    ('form = "social_group"', 'level = "county"', {"form": "social_group", "level": "county"}),
    ('form in ("social_group", "foundation")', 'form != "foundation"', {"form": "social_group"}),
    ("individual_members <= 50", "individual_members >= 50", {"individual_members": 50}),
    ("individual_members > 3 and individual_members != 4", "individual_members < 6", {"individual_members": 5}),
    ("individual_members < 3 and individual_members != 2", "decoupled", {"decoupled": True, "individual_members": 1}),
    ("overseas or decoupled", "not(overseas)", {"decoupled": True, "overseas": False}),
    ("registered_capital < large_fine", "registered_capital <= large_fine", {}),
    ("count(penalties) > 0", "count(penalties) > 0", {}),
    ("count(penalties) > 0 and overseas", "count(penalties) > 0", {"overseas": True}),
    ("registered_on = null", "overseas", {"overseas": True, "registered_on": None}),
    ("overseas != false", "overseas", {"overseas": True}),
    ('"sports" in categories', '"sports" in categories and "charity" in categories', {}),
]


@pytest.mark.parametrize(("first", "second"), APART)
def test_conditions_that_exclude_each_other_do_not_overlap(first: str, second: str) -> None:
    assert plain_overlap(checked(first).plan, checked(second).plan) is None
    assert plain_overlap(checked(second).plan, checked(first).plan) is None


@pytest.mark.parametrize(("first", "second", "example"), TOGETHER)
def test_conditions_that_hold_together_give_an_example(first: str, second: str, example: dict[str, object]) -> None:
    assert plain_overlap(checked(first).plan, checked(second).plan) == example
    assert plain_overlap(checked(second).plan, checked(first).plan) == example


def test_true_overlaps_everything_but_false() -> None:
    assert plain_overlap(Constant(True), checked("overseas").plan) == {"overseas": True}
    assert plain_overlap(Constant(False), checked("overseas").plan) is None


def test_conditions_too_large_to_take_apart_overlap_only_when_equal() -> None:
    parts = [f"(individual_members != {number} or unit_members != {number})" for number in range(9)]
    large = checked(" and ".join(parts)).plan
    assert plain_overlap(large, large) == {}
    assert plain_overlap(large, checked("overseas").plan) is None
    many = checked("not(" + " and ".join(parts) + ")").plan
    assert plain_overlap(many, many) is not None
