"""What the terms of a profile settle, whatever the day."""

from __future__ import annotations

from datetime import date

import pytest

from socorg_rules.feel import plan as p
from socorg_rules.timeline.settling import Settling
from tests.laws.test_bundled import book

FORM = p.Fact("form")
FOUNDATION, GROUP = p.Constant("foundation"), p.Constant("social_group")
OPEN = p.Compare(">", p.AsOf(), p.Constant(date(2024, 1, 1)))
IS_FOUNDATION, IS_GROUP = p.Compare("=", FORM, FOUNDATION), p.Compare("=", FORM, GROUP)
IN_SET = p.IsMember(FORM, p.Constant(frozenset(("foundation", "service_agency"))))


@pytest.mark.parametrize(
    ("node", "settled"),
    [
        (IS_GROUP, True),
        (IS_FOUNDATION, False),
        (p.Compare("!=", FORM, FOUNDATION), True),
        (p.Compare("!=", FORM, GROUP), False),
        (p.Compare("=", p.Fact("level"), p.Constant("county")), None),
        (IN_SET, False),
        (p.Negation(IN_SET), True),
        (OPEN, None),
        (p.Negation(OPEN), None),
        (p.All((OPEN, IS_FOUNDATION)), False),
        (p.All((OPEN, IS_GROUP)), None),
        (p.All((IS_GROUP, p.Negation(IN_SET))), True),
        (p.AnyOf((OPEN, IS_GROUP)), True),
        (p.AnyOf((OPEN, IS_FOUNDATION)), None),
        (p.AnyOf((IS_FOUNDATION, IN_SET)), False),
    ],
)
def test_a_condition_is_settled_by_what_is_known_alone(node: p.Plan, settled: bool | None) -> None:
    law = book().selection().law_for("100000", date(2024, 1, 1))
    assert Settling(law, {"form": "social_group"}).of(node) is settled
    assert Settling(law, {}).of(node) is None


def test_a_settled_choice_has_one_branch() -> None:
    law = book().selection().law_for("100000", date(2024, 1, 1))
    settling = Settling(law, {"form": "social_group"})
    assert settling.branch(p.Choice(IS_GROUP, GROUP, FOUNDATION)) is GROUP
    assert settling.branch(p.Choice(IN_SET, GROUP, FOUNDATION)) is FOUNDATION
