"""The slow way to what a watch tells: every day of every organization asked anew, from all events told so far.

Written apart from the watch's own folding of events, so that both would have to be wrong alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from socorg_rules import Decision, Organization, Rulebook
from socorg_rules.watch.told import Change, Told

Event = dict[str, Any]
Answer = tuple[Any, ...]
History = dict[date, dict[str, Answer]]
_DAYS_RUN = "some days"
NOTHING: Answer = ("not_applicable", None, (), (), ())


def standing(events: Iterable[Event]) -> list[Event]:
    """The events that hold, in the order in which they count."""
    told = {event["id"]: event for event in events}
    withdrawn = {event["withdraws"] for event in told.values() if "withdraws" in event}

    def replaced(event_id: str) -> bool:
        corrections = [event["id"] for event in told.values() if event.get("corrects") == event_id]
        return any(each not in withdrawn or replaced(each) for each in corrections)

    held = [
        event
        for event in told.values()
        if event["event"] != "withdrawn" and event["id"] not in withdrawn and not replaced(event["id"])
    ]
    return sorted(held, key=lambda event: (event["on"], event["event"] != "stated", int(event["id"][1:])))


def record_on(events: list[Event], day: date) -> Organization | None:
    record: dict[str, Any] = {}
    entries: dict[str, dict[str, Any]] = {}
    for event in events:
        if date.fromisoformat(event["on"]) > day:
            continue
        facts = event.get("facts", {})
        if "." not in event["event"]:
            for name, value in facts.items():
                if isinstance(value, list):
                    years = [str(each.get("year", f"{event['id']}#{number}")) for number, each in enumerate(value, 1)]
                    entries[name] = {key: dict(each) for key, each in zip(years, value, strict=True)}
                else:
                    record[name] = value
            if event["event"] != "stated":
                record[event["event"]] = event["on"]
            continue
        list_name, field = event["event"].split(".")
        key = event.get("entry") or str(facts.get("year", event["id"]))
        entry = entries.setdefault(list_name, {}).setdefault(key, {})
        entry |= {**facts, field: event["on"]}
    if "level" not in record or "division" not in record:
        return None
    needed = {
        "penalties": "decided_on",
        "annual_reports": "year",
        "listings": "listed_on",
        "mailings": "sent_on",
    }
    lists = {name: [entry for entry in found.values() if entry.get(needed[name])] for name, found in entries.items()}
    return Organization.model_validate({**record, **lists})


def _plain(value: object) -> object:
    """A value of a decision, or of its JSON."""
    return sorted(value) if isinstance(value, frozenset | tuple | list) else str(value)


def answer_of(decision: Decision, *, runs: bool) -> Answer:
    value = decision.value
    return (
        decision.outcome.value,
        None if value is None else _DAYS_RUN if runs else _plain(value),
        tuple((ground.rule, None if ground.since is None else ground.since.isoformat()) for ground in decision.grounds),
        tuple(decision.missing),
        () if decision.conflict is None else decision.conflict.rules,
    )


def running(book: Rulebook) -> set[str]:
    return {declaration.name for declaration in book.decisions if declaration.type == "days"}


def answers_from_scratch(book: Rulebook, record: Organization | None, day: date) -> dict[str, Answer]:
    if record is None:
        return dict.fromkeys(book.decision_names, NOTHING)
    runs = running(book)
    return {name: answer_of(decision, runs=name in runs) for name, decision in book.evaluate(record, as_of=day).items()}


def history_from_scratch(book: Rulebook, events: Iterable[Event], since: date, until: date) -> History:
    """What holds on every day of a span."""
    held = standing(events)
    days = [since + timedelta(days=count) for count in range((until - since).days + 1)]
    return {day: answers_from_scratch(book, record_on(held, day), day) for day in days}


def _answer_told(told: Mapping[str, Any], *, runs: bool) -> Answer:
    value = told["value"]
    return (
        told["outcome"],
        None if value is None else _DAYS_RUN if runs else _plain(value),
        tuple((ground["rule"], ground["since"]) for ground in told["grounds"]),
        tuple(told["missing"]),
        tuple(told["conflict"]),
    )


class Ledger:
    """A reader of a watch: applies every change to a history of its own."""

    def __init__(self, book: Rulebook, since: date, until: date) -> None:
        self._book = book
        self._days = [since + timedelta(days=count) for count in range((until - since).days + 1)]
        self._runs = running(book)
        self._told: dict[str, History] = {}
        self.numbers: list[int] = []

    def read(self, told: Iterable[Told]) -> None:
        for each in told:
            self.numbers.append(each.number)
            if isinstance(each, Change):
                self._apply(each)

    def of(self, organization: str, until: date) -> History:
        """What was said of every day up to one."""
        history = self._told.get(organization, {})
        nothing = dict.fromkeys(self._book.decision_names, NOTHING)
        return {day: history.get(day, nothing) for day in self._days if day <= until}

    def _apply(self, change: Change) -> None:
        runs = change.decision in self._runs
        history = self._told.setdefault(
            change.organization, {day: dict.fromkeys(self._book.decision_names, NOTHING) for day in self._days}
        )
        before, after = (_answer_told(answer, runs=runs) for answer in (change.before, change.after))
        assert before != after, change
        assert change.rewrites_past is (change.day < change.found_on)
        for day in self._days:
            if change.day <= day and (change.until is None or day <= change.until):
                assert history[day][change.decision] == before, (change, day)
                history[day][change.decision] = after
