"""An event as it is handed in: what happened to which organization, on which day."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from socorg_rules.problems import Place, Problem, ProblemKind, Problems, Text, did_you_mean
from socorg_rules.records.diagnosis import shown
from socorg_rules.records.divisions import WHOLE_COUNTRY
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, ORGANIZATION_MEMBERS
from socorg_rules.records.model import RecordModel
from socorg_rules.records.organization import Organization
from socorg_rules.records.reading import Location, read_located
from socorg_rules.records.specs import Absent, FieldSpec, ListSpec
from socorg_rules.records.values import FIRST_DAY
from socorg_rules.watch import messages as msg
from socorg_rules.watch.vocabulary import DAY_PASSED, STATED, WITHDRAWN, EventKind, kind_named, nearest_kind

NAME_LIMIT: Final = 200
"""Characters of an id, of an organization's key, of the name of an entry."""

PARTS: Final = {
    "id": Text("编号", "id"),
    "organization": Text("组织", "organization"),
    "event": Text("事件", "event"),
    "on": Text("日期", "on"),
    "entry": Text("条目", "entry"),
    "facts": Text("事实", "facts"),
    "corrects": Text("更正", "corrects"),
    "withdraws": Text("撤回", "withdraws"),
}
"""What an event may say, in both languages."""

_FORBIDDEN: Final = {
    STATED.name: ("entry", "withdraws"),
    WITHDRAWN.name: ("on", "entry", "facts", "corrects"),
    DAY_PASSED.name: ("id", "organization", "entry", "facts", "corrects", "withdraws"),
}
_OF_DATES: Final = ("withdraws",)
_OF_FIELDS: Final = ("entry", "withdraws")
_NEEDED: Final = {
    WITHDRAWN.name: ("id", "organization", "withdraws"),
    DAY_PASSED.name: ("on",),
}
_OF_OTHERS: Final = ("id", "organization", "on")

Locate = Callable[[Location], Place]


@dataclass(frozen=True, slots=True)
class WatchEvent:
    """Something that happened, or was said, on the day ``on``.

    ``id``: a name that no other event has. ``organization``: the key of the organization. ``kind``: the name of an
    :class:`~socorg_rules.watch.vocabulary.EventKind`. ``entry``: which entry of a list, where several events belong to
    one (a penalty that is decided, then performed); by default an entry of its own, for yearly lists that of the year.
    ``facts``: fields and their values as in a record, in English names. ``corrects``: the event in whose place this one
    stands. ``withdraws``: the event that never was; ``on`` is None then.
    """

    id: str
    organization: str
    kind: str
    on: date | None = None
    entry: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    corrects: str | None = None
    withdraws: str | None = None

    def to_json(self) -> str:
        """The event as one line, always the same bytes for the same event."""
        said = {
            "id": self.id,
            "organization": self.organization,
            "event": self.kind,
            "on": None if self.on is None else self.on.isoformat(),
            "entry": self.entry,
            "facts": dict(self.facts) or None,
            "corrects": self.corrects,
            "withdraws": self.withdraws,
        }
        kept = {name: value for name, value in said.items() if value is not None}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> WatchEvent:
        """The event of a line that :meth:`to_json` wrote."""
        said = json.loads(line)
        on = said.get("on")
        return cls(
            said["id"],
            said["organization"],
            said["event"],
            None if on is None else date.fromisoformat(on),
            said.get("entry"),
            said.get("facts", {}),
            said.get("corrects"),
            said.get("withdraws"),
        )


@dataclass(frozen=True, slots=True)
class DayPassed:
    """It is now the day ``on``."""

    on: date


def read_event(data: object, locate: Locate) -> tuple[WatchEvent | DayPassed | None, list[Problem]]:
    """An event out of plain data with English or Chinese names, or None and everything that is wrong with it.

    ``locate`` gives the place of a value by its path inside the event.
    """
    reader = _Reader(locate)
    event = reader.read(data)
    problems = reader.problems.sorted()
    return (None if problems else event), problems


class _Reader:
    """Reads one event and gathers its problems."""

    def __init__(self, locate: Locate) -> None:
        self._locate = locate
        self.problems = Problems()

    def read(self, data: object) -> WatchEvent | DayPassed | None:
        if not isinstance(data, Mapping):
            self.problems.add(msg.NOT_AN_EVENT.at(self._locate(()), found=shown(data)))
            return None
        parts = self._parts(data)
        kind = self._kind(parts)
        if kind is None:
            return None
        self._check_parts(parts, kind)
        names = {name: self._name(parts, name) for name in ("id", "organization", "entry", "corrects", "withdraws")}
        on = self._day(parts)
        facts = self._facts(parts, kind, on or FIRST_DAY)
        if self.problems.items:
            return None
        if kind is DAY_PASSED:
            assert on is not None
            return DayPassed(on)
        entry = names["entry"]
        year = _year_field(kind.list)
        if kind.list is not None and year is not None:
            if year.name not in facts:
                self._complain(
                    msg.WHICH_ENTRY,
                    "facts",
                    list_zh=kind.list.title.zh,
                    list_en=kind.list.title.en,
                    name=year.name,
                    alias=year.alias,
                )
                return None
            entry = entry or str(facts[year.name])
        assert names["id"] is not None
        assert names["organization"] is not None
        return WatchEvent(
            names["id"], names["organization"], kind.name, on, entry, facts, names["corrects"], names["withdraws"]
        )

    def _parts(self, data: Mapping[Any, object]) -> dict[str, object]:
        by_name = {alias: name for name, aliases in PARTS.items() for alias in (name, aliases.zh)}
        parts: dict[str, object] = {}
        for written, value in data.items():
            name = by_name.get(str(written))
            if name is None:
                self.problems.add(
                    msg.UNKNOWN_PART.at(
                        self._locate((str(written),)),
                        suggestion=did_you_mean(str(written), by_name),
                        found=shown(written),
                        known_zh="、".join(alias.zh for alias in PARTS.values()),
                        known_en=", ".join(PARTS),
                    )
                )
            elif name in parts:
                self._complain(msg.PART_TWICE, name)
            elif value is not None:
                parts[name] = value
        return parts

    def _kind(self, parts: Mapping[str, object]) -> EventKind | None:
        written = parts.get("event")
        if written is None:
            self._complain(msg.PART_MISSING, "event")
            return None
        kind = kind_named(written) if isinstance(written, str) else None
        if kind is None:
            suggestion = nearest_kind(written) if isinstance(written, str) else None
            self._complain(msg.UNKNOWN_KIND, "event", suggestion=suggestion, found=shown(written))
        return kind

    def _check_parts(self, parts: Mapping[str, object], kind: EventKind) -> None:
        forbidden = _FORBIDDEN.get(kind.name, _OF_FIELDS if kind.list is None else _OF_DATES)
        for name in forbidden:
            if name in parts:
                self._complain(msg.NOT_FOR_THIS_KIND, name, kind_zh=kind.title.zh, kind_en=kind.title.en)
        for name in _NEEDED.get(kind.name, _OF_OTHERS):
            if name not in parts:
                self._complain(msg.PART_MISSING, name)

    def _name(self, parts: Mapping[str, object], name: str) -> str | None:
        written = parts.get(name)
        if written is None:
            return None
        if isinstance(written, str) and written.strip() and len(written) <= NAME_LIMIT:
            return written.strip()
        self._complain(msg.NOT_A_NAME, name, found=shown(written), limit=NAME_LIMIT)
        return None

    def _day(self, parts: Mapping[str, object]) -> date | None:
        written = parts.get("on")
        if written is None:
            return None
        if isinstance(written, date) and not isinstance(written, datetime):
            return written
        try:
            # Through the record's own idea of a date: years, months and days, and within its bounds.
            checked = _record_of({"registered_on": written})
        except ValueError:
            checked = None
        if checked is None or checked.registered_on is None:
            self._complain(msg.NOT_A_DAY, "on", found=shown(written))
            return None
        return checked.registered_on

    def _facts(self, parts: Mapping[str, object], kind: EventKind, on: date) -> dict[str, Any]:
        written = parts.get("facts", {})
        if not isinstance(written, Mapping):
            self._complain(msg.NOT_FACTS, "facts", found=shown(written))
            return {}
        specs: tuple[FieldSpec | ListSpec, ...]
        if kind.list is not None:
            specs = kind.list.fields
        else:
            specs = ORGANIZATION_MEMBERS if kind is STATED else ORGANIZATION_FIELDS
        given = {spec.name for spec in specs if spec.name in written or spec.alias in written}
        if kind.field is not None and kind.field.name in given:
            self._complain(msg.DAY_OF_THE_EVENT, "facts", kind.field.name, name=kind.field.name, alias=kind.field.alias)
            return {}
        return self._checked(written, given, kind, on)

    def _checked(self, written: Mapping[Any, object], given: set[str], kind: EventKind, on: date) -> dict[str, Any]:
        """The facts as the record reads them, under English names and as JSON has them."""
        if kind.list is None:
            record = {**written, **{name: value for name, value in _REQUIRED.items() if name not in given}}
            organization, problems = read_located(record, lambda location: self._locate(("facts", *location)))
            self.problems.extend(problem for problem in problems if problem.severity == "error")
            return {} if organization is None else _plain(organization, given)
        entry = dict(written)
        for spec in kind.list.fields:
            if spec.absent is Absent.REQUIRED and spec.name not in given:
                entry[spec.name] = on if spec.kind == "date" else on.year
        organization, problems = read_located(
            {**_REQUIRED, kind.list.name: [entry]},
            lambda location: self._locate(("facts", *location[2:])),
        )
        self.problems.extend(problem for problem in problems if problem.severity == "error")
        if organization is None:
            return {}
        [event] = getattr(organization, kind.list.name)
        return _plain(event, given)

    def _complain(self, kind: ProblemKind, part: str, *inside: str, **values: Any) -> None:
        suggestion = values.pop("suggestion", None)
        named = {"name": part, "alias": PARTS[part].zh, **values}
        self.problems.add(kind.at(self._locate((part, *inside)), suggestion=suggestion, **named))


_REQUIRED: Final[dict[str, object]] = {"level": "county", "division": WHOLE_COUNTRY}
"""Stand in for what every record must say, while a part of one is checked."""


def _record_of(fields: Mapping[str, object]) -> Organization:
    return Organization.model_validate({**_REQUIRED, **fields})


def _plain(model: RecordModel, given: set[str]) -> dict[str, Any]:
    """What was given, as JSON has it; sets in the order of their terms."""
    dumped = model.model_dump(mode="json", include=given, exclude_unset=True)
    return {
        name: sorted(value) if isinstance(getattr(model, name), frozenset) else value for name, value in dumped.items()
    }


def _year_field(spec: ListSpec | None) -> FieldSpec | None:
    """The field by which the entries of a yearly list are told apart."""
    return None if spec is None else next((field for field in spec.fields if field.kind == "year"), None)


def yearly_lists() -> Iterator[tuple[ListSpec, FieldSpec]]:
    """The lists of which every entry belongs to a year, each with that field."""
    for spec in EVENT_LISTS:
        year = _year_field(spec)
        if year is not None:
            yield spec, year


__all__ = ["NAME_LIMIT", "PARTS", "DayPassed", "Locate", "WatchEvent", "read_event", "yearly_lists"]
