"""Organizations in memory: as many as were asked for."""

from __future__ import annotations

from datetime import date

from socorg_rules.watch.asking import Due
from socorg_rules.watch.cases import Cases
from socorg_rules.watch.database import open_database
from socorg_rules.watch.dossier import Dossier
from socorg_rules.watch.event import WatchEvent
from socorg_rules.watch.said import Said
from socorg_rules.watch.state import State

SAID = {"question": Said("satisfied", ["a"], (("rule", "2024-01-01"),), (), ("one", "other"))}


def told(state: State, cases: Cases, organization: str, count: int) -> None:
    """So many events of an organization."""
    for number in range(count):
        event = WatchEvent(f"{organization}{number}", organization, "registered_on", date(2024, 1, 1 + number))
        case = cases.of(organization)
        cases.tell(case, case.dossier.with_event(event)[0])
        state.add(event)
        cases.keep(organization, case, SAID, Due(date(2024, 2, 1), ("question",)))


def test_those_not_looked_at_for_long_make_room_and_are_read_again() -> None:
    state = State(open_database(":memory:"))
    cases = Cases(state, kept_events=8)
    told(state, cases, "A", 2)
    told(state, cases, "B", 3)
    first, second = cases.of("A"), cases.of("B")
    told(state, cases, "C", 1)
    assert cases.of("B") is second
    again = cases.of("A")
    assert again is not first
    assert again.dossier.standing == first.dossier.standing
    assert (again.said, again.due) == (SAID, Due(date(2024, 2, 1), None))


def test_what_an_organization_grows_by_counts() -> None:
    state = State(open_database(":memory:"))
    cases = Cases(state, kept_events=8)
    told(state, cases, "A", 1)
    first = cases.of("A")
    told(state, cases, "B", 9)
    told(state, cases, "C", 1)
    assert cases.of("A") is not first


def test_an_organization_of_which_nothing_was_told_has_an_empty_dossier() -> None:
    case = Cases(State(open_database(":memory:")), kept_events=1).of("A")
    assert (case.dossier.events, case.dossier.days, case.said, case.due) == ({}, (), {}, Due(None, None))
    assert isinstance(case.dossier, Dossier)
