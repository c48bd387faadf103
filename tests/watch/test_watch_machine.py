"""Law of the watch: it says what asking from scratch says, after every event and on every day, however events come."""

from __future__ import annotations

import os
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from socorg_rules import ProblemsError
from socorg_rules.watch.watch import Watch
from tests.watch.from_scratch import Event, Ledger, history_from_scratch
from tests.watch.small_law import small_law

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
FIRST, LAST = date(2023, 12, 20), date(2024, 5, 20)
ORGANIZATIONS = ("A", "B")

DAYS = st.sampled_from(
    [FIRST, date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 15), date(2024, 3, 1)]
) | st.dates(FIRST, LAST)


@st.composite
def happenings(draw: st.DrawFn) -> Event:
    """What an event tells, its id apart."""
    on = draw(DAYS).isoformat()
    event: Event = {"organization": draw(st.sampled_from(ORGANIZATIONS)), "on": on}
    match draw(st.sampled_from(("stated", "stated", "field", "penalty", "penalty", "performed", "report"))):
        case "stated":
            facts: dict[str, Any] = draw(
                st.fixed_dictionaries(
                    {"level": st.just("county"), "division": st.just("320612")},
                    optional={
                        "registered_capital": st.sampled_from(("999.99", "1000.00", "30000.00")),
                        "registered_on": st.just("2020-01-01"),
                        "penalties": st.just([]) | st.just([{"decided_on": "2024-01-10", "amount": "60000.00"}]),
                        "annual_reports": st.just([]) | st.just([{"year": 2023}]),
                    },
                )
            )
            event |= {"event": "stated", "facts": facts}
        case "field":
            event |= {"event": draw(st.sampled_from(("registered_on", "deregistered_on")))}
        case "penalty":
            amount = draw(st.sampled_from((None, "49999.99", "50000.00")))
            event |= {"event": "penalties.decided_on", "facts": {"amount": amount} if amount else {}}
            event |= draw(st.fixed_dictionaries({}, optional={"entry": st.sampled_from(("P1", "P2"))}))
        case "performed":
            field = draw(st.sampled_from(("performed_on", "quashed_on")))
            event |= {"event": f"penalties.{field}", "entry": draw(st.sampled_from(("P1", "P2")))}
        case "report":
            event |= {"event": "annual_reports.submitted_on", "facts": {"year": draw(st.sampled_from((2022, 2023)))}}
    return event


class WatchMachine(RuleBasedStateMachine):
    """Tells events, lets time pass, stops and starts the watch; a reader keeps a ledger of what it tells."""

    def __init__(self) -> None:
        super().__init__()
        small_law()
        self.folder = tempfile.TemporaryDirectory()
        self.events: dict[str, Event] = {}
        self.count = 0
        self.ledger = Ledger(small_law(), FIRST, LAST)
        self.open()

    def open(self, kept_events: int = 1_000) -> None:
        self.watch = Watch(small_law(), state=Path(self.folder.name) / "watch.db", kept_events=kept_events)

    def teardown(self) -> None:
        self.watch.close()
        self.folder.cleanup()

    def tell(self, event: Event) -> None:
        self.watch.take(event)
        self.events[event["id"]] = event

    def new_id(self) -> str:
        self.count += 1
        return f"e{self.count}"

    def some_id(self, data: st.DataObject, organization: str) -> str:
        """An event of the organization, or one that comes soon."""
        known = [event["id"] for event in self.events.values() if event["organization"] == organization]
        return data.draw(st.sampled_from([*known, f"e{self.count + 2}", f"e{self.count + 3}"]))

    def corrections(self, organization: str) -> dict[str, str]:
        """What corrects what among the events of an organization."""
        told = [event for event in self.events.values() if event["organization"] == organization]
        return {event["id"]: event["corrects"] for event in told if "corrects" in event}

    @rule(event=happenings())
    def something_happens(self, event: Event) -> None:
        self.tell({**event, "id": self.new_id()})

    @rule(event=happenings())
    def it_turns_out_that_something_happened_to_both(self, event: Event) -> None:
        for organization in ORGANIZATIONS:
            self.tell({**event, "id": self.new_id(), "organization": organization})

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def an_event_comes_again(self, data: st.DataObject) -> None:
        self.watch.take(data.draw(st.sampled_from(list(self.events.values()))))

    @rule(event=happenings(), data=st.data())
    def an_event_is_corrected(self, event: Event, data: st.DataObject) -> None:
        target = self.some_id(data, event["organization"])
        corrections = self.corrections(event["organization"])
        correction = {**event, "id": self.new_id(), "corrects": target}
        expected = {"E513"} if target in corrections.values() else set()
        origin = target
        while origin in corrections:
            origin = corrections[origin]
        if origin == correction["id"]:
            expected.add("E514")
        if expected:
            with pytest.raises(ProblemsError) as refused:
                self.watch.take(correction)
            assert {problem.code for problem in refused.value.problems} <= expected
        else:
            self.tell(correction)

    @rule(organization=st.sampled_from(ORGANIZATIONS), data=st.data())
    def an_event_is_withdrawn(self, organization: str, data: st.DataObject) -> None:
        target = self.some_id(data, organization)
        self.tell({"id": self.new_id(), "event": "withdrawn", "organization": organization, "withdraws": target})

    @rule(days=st.integers(0, 40))
    def days_pass(self, days: int) -> None:
        to = (self.watch.today or FIRST) + timedelta(days=days)
        self.watch.advance(to=min(to, LAST))

    @rule(event=happenings(), days=st.integers(1, 20))
    def a_batch_fails(self, event: Event, days: int) -> None:
        today = self.watch.today
        try:
            with self.watch.batch():
                self.watch.take({**event, "id": self.new_id()})
                self.watch.advance(to=min((today or FIRST) + timedelta(days=days), LAST))
                raise RuntimeError("a power cut")
        except RuntimeError:
            pass
        assert self.watch.today == today

    @rule(days=st.integers(1, 60))
    def a_day_is_left_half_done(self, days: int) -> None:
        to = min((self.watch.today or FIRST) + timedelta(days=days), LAST)
        self.watch.advance(to=to, at_most=1)

    @rule(kept_events=st.sampled_from((1, 1_000)))
    def it_is_started_anew(self, kept_events: int) -> None:
        self.watch.close()
        self.open(kept_events)

    @invariant()
    def it_says_what_asking_from_scratch_says(self) -> None:
        today = self.watch.today
        for organization in ORGANIZATIONS:
            # Asking also finishes a day that was left half done.
            self.watch.said(organization)
        self.ledger.read(self.watch.changes())
        if self.ledger.numbers:
            self.watch.delivered(through=self.ledger.numbers[-1])
            assert self.ledger.numbers == list(range(1, len(self.ledger.numbers) + 1))
        if today is None:
            assert not self.ledger.of("A", LAST) or all(
                answer[0] == "not_applicable" for day in self.ledger.of("A", LAST).values() for answer in day.values()
            )
            return
        for organization in ORGANIZATIONS:
            events = [event for event in self.events.values() if event["organization"] == organization]
            assert self.ledger.of(organization, today) == history_from_scratch(small_law(), events, FIRST, today)


WatchMachine.TestCase.settings = settings(
    max_examples=400 if NIGHTLY else 25, stateful_step_count=40 if NIGHTLY else 20, deadline=None
)
TestWatchMachine = WatchMachine.TestCase
