"""The next day to look at, and what could change on it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from socorg_rules import Organization
from socorg_rules.timeline import agenda as agendas
from socorg_rules.timeline.agenda import Agenda
from tests.laws.test_bundled import book
from tests.strategies.organizations import days, organizations

FAR = date(2040, 1, 1)
# The code of Tongzhou until July 2009, when its law began to be another one.
FORMER = Organization(level="county", division="320683", registered_on=date(2009, 6, 1))
# Two of its dates come into sight on a day on which reports begin to be late.
AT_ONCE = Organization.model_validate(
    {
        "level": "county",
        "division": "100000",
        "form": "social_group",
        "registered_on": "2024-06-01",
        "penalties": [{"decided_on": "2024-06-01"}],
        "listings": [{"list": "anomaly", "listed_on": "2024-06-01"}],
    }
)


def all_days(agenda: Agenda, organization: Organization, after: date) -> dict[date, tuple[str, ...]]:
    return agenda.days(organization, after=after, until=FAR)


@settings(max_examples=40)
@given(organization=organizations() | st.just(FORMER), after=days() | st.just(date(2009, 6, 29)))
@example(organization=AT_ONCE, after=date(2024, 5, 31))
def test_the_next_day_is_the_first_of_all_with_the_same_decisions(organization: Organization, after: date) -> None:
    agenda, names = book().agenda(), book().decision_names
    first = next(iter(all_days(agenda, organization, after).items()), None)
    assert agenda.next(organization, after=after, only=names, awake=names) == first


@settings(max_examples=40)
@given(organization=organizations(), after=days())
def test_a_question_that_does_not_arise_is_looked_at_less_often_and_never_besides(
    organization: Organization, after: date
) -> None:
    agenda, names = book().agenda(), book().decision_names
    asleep = agenda.next(organization, after=after, only=names, awake=())
    if asleep is not None:
        day, concerned = asleep
        assert set(concerned) <= set(all_days(agenda, organization, after)[day])


def test_a_change_of_law_by_a_former_code_concerns_every_decision() -> None:
    agenda, names = book().agenda(), book().decision_names
    found = agenda.next(FORMER, after=date(2009, 7, 1), only=names, awake=())
    assert found is not None
    day, concerned = found
    assert (day, set(concerned)) == (date(2009, 7, 2), set(names))


@settings(max_examples=10)
@given(organization=organizations(), after=days())
def test_profiles_beyond_number_are_looked_at_alike_and_miss_nothing(organization: Organization, after: date) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(agendas, "_PROFILES_KEPT", 0)
        for_all = all_days(Agenda(book().selection()), organization, after)
    narrow = all_days(book().agenda(), organization, after)
    assert all(set(names) <= set(for_all[day]) for day, names in narrow.items())


def test_what_the_form_rules_out_is_waited_for_only_where_profiles_are_too_many() -> None:
    march, june = date(2025, 3, 30), date(2025, 6, 30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(agendas, "_PROFILES_KEPT", 0)
        for_all = Agenda(book().selection()).days(AT_ONCE, after=march, until=june, only=("report_late",))
    narrow = book().agenda().days(AT_ONCE, after=march, until=june, only=("report_late",))
    # Foundations report by the end of March, social groups by the end of May.
    assert set(for_all) - set(narrow) == {date(2025, 4, 1)}
    assert date(2025, 6, 1) in narrow
