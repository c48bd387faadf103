"""What of a record an event changes: no decision that looks at nothing else has to be asked about again."""

from __future__ import annotations

from datetime import date

import pytest

from socorg_rules.watch.dossier import Dossier
from socorg_rules.watch.event import WatchEvent

DAY = date(2024, 6, 1)
REPORTED = WatchEvent(
    "e1", "A", "annual_reports.submitted_on", date(2024, 3, 1), "2023", {"year": 2023, "conclusion": "failed"}
)
AHEAD = WatchEvent("e2", "A", "penalties.decided_on", date(2024, 7, 1), "P", {"kind": "fine"})
PERFORMED = WatchEvent("e3", "A", "penalties.performed_on", date(2024, 5, 1), "Q")
PLANNED = {"year": 2021, "published_on": "2024-07-01"}
STATED = WatchEvent("e4", "A", "stated", date(2024, 1, 1), None, {"form": "social_group", "annual_reports": [PLANNED]})


def dossier() -> Dossier:
    return Dossier.of({event.id: event for event in (REPORTED, AHEAD, PERFORMED, STATED)})


@pytest.mark.parametrize(
    ("event", "changed"),
    [
        # What is shown with a date comes into sight with it; the year is what it was.
        (("annual_reports.concluded_on", "2023", {"year": 2023}), {"concluded_on", "conclusion"}),
        (("annual_reports.published_on", "2023", {"year": 2023}), {"published_on"}),
        (("annual_reports.submitted_on", "2022", {"year": 2022}), None),
        # An entry that nobody saw before, as its day lies ahead, or as it has none.
        (("annual_reports.submitted_on", "2021", {"year": 2021}), None),
        (("penalties.quashed_on", "P", {}), None),
        (("penalties.quashed_on", "Q", {}), None),
    ],
)
def test_an_entry_that_was_seen_before_changes_by_fields_and_any_other_by_its_list(
    event: tuple[str, str, dict[str, object]], changed: set[str] | None
) -> None:
    kind, entry, facts = event
    list_name = kind.split(".")[0]
    expected = {list_name} if changed is None else {f"{list_name}.{field}" for field in changed}
    told = WatchEvent("e9", "A", kind, DAY, entry, facts)
    assert dossier().facts_changed((told,), DAY) == expected


def test_a_statement_changes_what_it_states_and_a_date_of_the_organization_itself() -> None:
    assert dossier().facts_changed((STATED,), DAY) == {"form", "annual_reports"}
    assert dossier().facts_changed((WatchEvent("e9", "A", "deregistered_on", DAY),), DAY) == {"deregistered_on"}


def test_an_event_that_no_longer_stands_changes_its_list() -> None:
    changed = dossier().with_event(WatchEvent("e9", "A", "withdrawn", withdraws="e1"))[1]
    assert changed == (REPORTED,)
    assert dossier().facts_changed(changed, DAY) == {"annual_reports"}


def test_a_dossier_that_grew_event_by_event_is_that_of_all_its_events() -> None:
    events = (AHEAD, STATED, REPORTED, WatchEvent("e0", "A", "withdrawn", withdraws="e3"), PERFORMED)
    grown = Dossier.of({})
    for event in events:
        grown, _ = grown.with_event(event)
    at_once = Dossier.of({event.id: event for event in events})
    assert grown.standing == at_once.standing == (STATED, REPORTED, AHEAD)
    assert (grown.days, grown.weight) == (at_once.days, at_once.weight)
