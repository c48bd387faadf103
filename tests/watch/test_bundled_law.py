"""The watch over the bundled law: what it leaves unasked would have come out the same."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from socorg_rules import Rulebook, Watch
from tests.watch.from_scratch import Event, Ledger, history_from_scratch

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
FIRST, LAST = date(2024, 8, 1), date(2025, 7, 10) if not NIGHTLY else date(2027, 7, 10)
LISTS = ("annual_reports", "ratings", "penalties", "rectifications", "listings", "mailings", "contact_failures")


def told_of(number: int) -> Iterator[Event]:
    """A life in which lists are known or not, and happenings come on their day, late, ahead of it or corrected."""
    chance = random.Random(number)
    days = (LAST - FIRST).days

    def some_day() -> str:
        return str(FIRST + timedelta(days=chance.randrange(days)))

    facts: Event = {
        "level": chance.choice(("county", "provincial")),
        "division": chance.choice(("320612", "330102", "420106")),
        "form": chance.choice(("social_group", "service_agency", "foundation")),
        "registered_on": chance.choice(("2010-05-01", "2022-08-30", "2023-02-28")),
        **{name: [] for name in LISTS if chance.random() < 0.8},
    }
    if chance.random() < 0.5:
        facts |= {"charity_recognized_on": "2017-01-05", "registered_capital": "100000.00"}
    yield {"id": "e1", "event": "stated", "on": str(FIRST), "facts": facts}
    happenings: list[Event] = []
    for year in (2023, 2024):
        filed, concluded = sorted((some_day(), some_day()))
        report = {"event": "annual_reports.submitted_on", "on": filed, "facts": {"year": year, "compliant": True}}
        verdict = {"year": year, "conclusion": chance.choice(("passed", "failed"))}
        happenings += [report, {"event": "annual_reports.concluded_on", "on": concluded, "facts": verdict}]
    fined = {"kind": "fine", "amount": chance.choice(("20000.00", "60000.00"))}
    happenings += [
        {"event": "penalties.decided_on", "on": some_day(), "entry": "P", "facts": fined},
        {"event": "penalties.performed_on", "on": some_day(), "entry": "P"},
        {"event": "listings.listed_on", "on": some_day(), "entry": "L", "facts": {"list": "anomaly", "item": "1"}},
        {"event": "listings.removed_on", "on": some_day(), "entry": "L"},
        {"event": "mailings.sent_on", "on": some_day(), "entry": "M"},
        {"event": "stated", "on": some_day(), "facts": {"form": "social_group"}},
        {"event": "stated", "on": some_day(), "facts": {"division": "330106"}},
        {"event": "deregistered_on", "on": str(LAST - timedelta(days=20)), "facts": {}},
    ]
    happenings.sort(key=lambda event: (event["on"], chance.random()))
    yield from ({"id": f"e{count}", **event} for count, event in enumerate(happenings, start=2))
    yield {"id": "e40", "corrects": "e4", **{key: value for key, value in happenings[2].items() if key != "id"}}


@pytest.mark.parametrize("number", range(60 if NIGHTLY else 3))
def test_it_says_what_asking_from_scratch_says_on_every_day(number: int) -> None:
    chance = random.Random(-number)
    book = Rulebook.bundled()
    ledger = Ledger(book, FIRST, LAST)
    events = [{"organization": "A", **event} for event in told_of(number)]
    with Watch(book) as watch:
        for event in events:
            # Most are told on their day, some later, some before.
            day = date.fromisoformat(str(event["on"])) + timedelta(days=chance.choice((0, 0, 0, 0, 30, -5)))
            watch.advance(to=min(max(day, watch.today or FIRST), LAST))
            watch.take(event)
        watch.advance(to=LAST)
        ledger.read(watch.changes())
    assert ledger.of("A", LAST) == history_from_scratch(book, events, FIRST, LAST)
