"""What the bundled law says of Shangcheng's population on the day of the published figures."""

from collections import Counter
from datetime import date

import pytest

from socorg_rules import Evaluation, Organization, Outcome, Rulebook

AS_OF = date(2013, 10, 31)
ASKED = ("inspection_due", "report_late", "rating_in_force", "rating_eligible", "direct_registration", "establishment")

Decided = list[tuple[Organization, Evaluation]]


@pytest.fixture(scope="module")
def decided(registered: list[Organization]) -> Decided:
    rulebook = Rulebook.bundled()
    return [(one, rulebook.evaluate(one, as_of=AS_OF, only=ASKED)) for one in registered]


def those(decided: Decided, name: str, outcome: Outcome = Outcome.SATISFIED) -> list[Organization]:
    return [one for one, evaluation in decided if evaluation[name].outcome is outcome]


def test_nothing_asked_of_a_registered_organization_is_undetermined(decided: Decided) -> None:
    outcomes = Counter((name, evaluation[name].outcome) for _, evaluation in decided for name in ASKED)
    assert {name: count for (name, outcome), count in outcomes.items() if outcome is Outcome.UNDETERMINED} == {}


def test_the_agencies_due_for_inspection_are_the_105_that_took_part(
    decided: Decided, inspected: list[Organization]
) -> None:
    due = [one for one in those(decided, "inspection_due") if one.form == "service_agency"]
    assert due == [one for one in inspected if one.form == "service_agency"]


def test_the_groups_due_for_inspection_are_the_84_that_took_part(
    decided: Decided, inspected: list[Organization]
) -> None:
    due = [one for one in those(decided, "inspection_due") if one.form == "social_group"]
    assert due == [one for one in inspected if one.form == "social_group"]
    assert len(due) == 84


def test_nobody_who_took_part_was_late(decided: Decided) -> None:
    assert those(decided, "report_late") == []


def test_82_grades_are_in_force(decided: Decided) -> None:
    assert len(those(decided, "rating_in_force")) == 82


def test_101_may_be_rated_or_just_were(decided: Decided) -> None:
    rated = those(decided, "rating_in_force")
    may_be_rated = those(decided, "rating_eligible")
    assert not any(one in rated for one in may_be_rated)
    assert len(rated) + len(may_be_rated) == 101


def test_what_bars_the_others_from_a_rating_is_their_age_or_a_failed_inspection(decided: Decided) -> None:
    barred = [
        evaluation["rating_eligible"].value
        for one, evaluation in decided
        if not one.ratings and evaluation["rating_eligible"].outcome is Outcome.NOT_SATISFIED
    ]
    assert len(barred) == 278 - 101
    assert barred.count(("inspection_passed",)) == 2
    assert all(isinstance(bars, tuple) and {"inspection_passed", "registered_two_years"} & {*bars} for bars in barred)


def test_everybody_registered_in_2013_could_register_directly_and_met_the_conditions(
    decided: Decided, new: list[Organization]
) -> None:
    direct, established = those(decided, "direct_registration"), those(decided, "establishment")
    assert len(new) == 64
    assert all(one.supervisor is None and one in direct and one in established for one in new)
