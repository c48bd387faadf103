"""What a watch tells: changes of decisions, and notices about events."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal, TypeAlias

from socorg_rules.problems import Text
from socorg_rules.rulesets.plan import LawPlan, RulePlan, RuleSlot
from socorg_rules.watch.said import Said

Cause = Literal["event", "time", "rulesets"]
NoticeKind = Literal["duplicate", "unknown_event", "incomplete_entry", "undecidable"]
Plain: TypeAlias = dict[str, Any]

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """A decision about an organization says something else.

    From ``day`` on, up to and on ``until`` (None: on), it says ``after`` and not ``before``: outcome, value, grounds
    with their articles and days, missing facts. ``found_on``: the day on which the watch found it.
    ``rewrites_past``: ``day`` lies before that, so what was said of the days between was wrong, or too early.
    ``cause``: an event, the mere passing of time, or new rulesets; ``events``: the ids of the events.
    """

    number: int
    organization: str
    decision: str
    title: Text
    day: date
    until: date | None
    found_on: date
    cause: Cause
    events: tuple[str, ...]
    before: Plain
    after: Plain

    @property
    def rewrites_past(self) -> bool:
        return self.day < self.found_on

    def as_dict(self) -> Plain:
        """Plain data for JSON."""
        return {
            "type": "change",
            "number": self.number,
            "organization": self.organization,
            "decision": self.decision,
            "title": _both(self.title),
            "day": self.day.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
            "found_on": self.found_on.isoformat(),
            "rewrites_past": self.rewrites_past,
            "cause": self.cause,
            "events": list(self.events),
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know about an event that was taken in: it came twice, or it waits for another one."""

    number: int
    organization: str
    event: str
    kind: NoticeKind
    text: Text

    def as_dict(self) -> Plain:
        """Plain data for JSON."""
        return {
            "type": "notice",
            "number": self.number,
            "organization": self.organization,
            "event": self.event,
            "kind": self.kind,
            "text": _both(self.text),
        }


Told: TypeAlias = Change | Notice


def line_of(told: Told) -> str:
    """One line of JSON, always the same bytes for the same thing."""
    return json.dumps(told.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def told_from(line: str) -> Told:
    """What :func:`line_of` wrote."""
    said = json.loads(line)
    if said["type"] == "notice":
        return Notice(said["number"], said["organization"], said["event"], said["kind"], Text(**said["text"]))
    return Change(
        said["number"],
        said["organization"],
        said["decision"],
        Text(**said["title"]),
        date.fromisoformat(said["day"]),
        None if said["until"] is None else date.fromisoformat(said["until"]),
        date.fromisoformat(said["found_on"]),
        said["cause"],
        tuple(said["events"]),
        said["before"],
        said["after"],
    )


class Citing:
    """Puts the articles of law beside the rules of an answer, each rule looked up once."""

    def __init__(self) -> None:
        self._slots: dict[tuple[int, str, str], RuleSlot | None] = {}

    def answer(self, said: Said, law: LawPlan, decision: str, day: date) -> Plain:
        """An answer as plain data; its rules are those in force on a day."""
        return {
            "outcome": said.outcome,
            "value": said.value,
            "grounds": [self._ground(rule, since, law, decision, day) for rule, since in said.grounds],
            "missing": list(said.missing),
            "conflict": list(said.conflict),
        }

    def _ground(self, name: str, since: str | None, law: LawPlan, decision: str, day: date) -> Plain:
        rule = self._rule(law, decision, name, day)
        articles = () if rule is None else rule.citations
        return {
            "rule": name,
            "since": since,
            "title": None if rule is None else _both(rule.title),
            "citations": [_both(article.text) for article in articles],
        }

    def _rule(self, law: LawPlan, decision: str, name: str, day: date) -> RulePlan | None:
        """The version of a rule in force on a day, else that of the day before, else its first."""
        key = (id(law), decision, name)
        if key not in self._slots:
            plan = law.decisions.get(decision)
            slots = () if plan is None else plan.slots
            self._slots[key] = next((slot for slot in slots if slot.id == name), None)
        slot = self._slots[key]
        return None if slot is None else slot.on(day) or slot.on(day - _DAY) or slot.versions[0]


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


__all__ = ["Cause", "Change", "Citing", "Notice", "NoticeKind", "Plain", "Told", "line_of", "told_from"]
