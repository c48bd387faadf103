"""What a watch knows, kept in a database: events, what was said last, when to look again, and what is to be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from socorg_rules.watch.database import Database
from socorg_rules.watch.event import NAME_LIMIT, WatchEvent
from socorg_rules.watch.said import SaidOf, from_json, to_json

_FORMAT: Final = "1"
_NAME: Final = f"VARCHAR({NAME_LIMIT})"
_TABLES: Final = (
    f"CREATE TABLE IF NOT EXISTS watch_setting (name {_NAME} PRIMARY KEY, content TEXT NOT NULL)",
    f"""CREATE TABLE IF NOT EXISTS watch_event (
        id {_NAME} PRIMARY KEY, organization {_NAME} NOT NULL, content TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS watch_event_organization ON watch_event (organization)",
    f"""CREATE TABLE IF NOT EXISTS watch_organization (
        organization {_NAME} PRIMARY KEY, said TEXT NOT NULL, due VARCHAR(10), is_stale INTEGER NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS watch_organization_due ON watch_organization (due, organization)",
    "CREATE TABLE IF NOT EXISTS watch_outbox (position INTEGER PRIMARY KEY, content TEXT NOT NULL)",
    f"""CREATE TABLE IF NOT EXISTS watch_source (
        name {_NAME} PRIMARY KEY, line_count INTEGER NOT NULL, digest VARCHAR(64) NOT NULL)""",
)
_ADD_EVENT: Final = "INSERT INTO watch_event (id, organization, content) VALUES (:id, :organization, :content)"
_ADD_ORGANIZATION: Final = """INSERT INTO watch_organization (organization, said, due, is_stale)
    VALUES (:organization, :said, :due, :is_stale)"""
_KEEP_ORGANIZATION: Final = """UPDATE watch_organization SET said = :said, due = :due, is_stale = :is_stale
    WHERE organization = :organization"""
_DEFER_ORGANIZATION: Final = "UPDATE watch_organization SET due = :due WHERE organization = :organization"
_ADD_LINE: Final = "INSERT INTO watch_outbox (position, content) VALUES (:number, :content)"
_READ_AT_ONCE: Final = 1_000
_WRITTEN_AT_ONCE: Final = 2_000
"""Organizations told of, and lines, that are gathered in memory at most."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an organization stands: what was said last, and the day to look at it again (None: never).

    ``is_stale``: it was said by other rulesets, or about other questions.
    """

    said: SaidOf
    due: date | None
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class Consumed:
    """How much of a file was taken in: its first lines, and their digest."""

    lines: int
    digest: str


class State:
    """The tables of a watch. Nothing is kept before :meth:`commit`.

    What is to be written is gathered, and written when it has come to be much, or when a question could be about it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._events: dict[str, WatchEvent] = {}
        self._new: dict[str, Standing] = {}
        self._kept: dict[str, Standing] = {}
        self._deferred: dict[str, Standing] = {}
        self._lines: list[tuple[int, str]] = []
        self._told_of: set[str] = set()
        for table in _TABLES:
            database.run(table)
        if self.setting("format") is None:
            self.set("format", _FORMAT)
        database.commit()

    def commit(self) -> None:
        """Keeps everything that was done since the last time."""
        self._write()
        self._database.commit()

    def rollback(self) -> None:
        """Forgets everything that was done since the last commit."""
        self._forget_gathered()
        self._database.rollback()

    def close(self) -> None:
        """Forgets what was not committed, and lets go of the database."""
        self._database.close()

    # -- settings ------------------------------------------------------------------------------------------

    def setting(self, name: str) -> str | None:
        """A setting by its name, or None."""
        rows = self._database.rows("SELECT content FROM watch_setting WHERE name = :name", name=name)
        return str(rows[0][0]) if rows else None

    def exchange(self, name: str, before: str, after: str) -> bool:
        """Keeps a setting, if it still is what it was."""
        statement = "UPDATE watch_setting SET content = :after WHERE name = :name AND content = :before"
        return self._database.run(statement, name=name, before=before, after=after) == 1

    def set(self, name: str, content: str) -> None:
        """Keeps a setting."""
        changed = self._database.run(
            "UPDATE watch_setting SET content = :content WHERE name = :name", name=name, content=content
        )
        if not changed:
            self._database.run(
                "INSERT INTO watch_setting (name, content) VALUES (:name, :content)", name=name, content=content
            )

    # -- events --------------------------------------------------------------------------------------------

    def event(self, event_id: str) -> WatchEvent | None:
        """The event of this id, if it came in."""
        gathered = self._events.get(event_id)
        if gathered is not None:
            return gathered
        rows = self._database.rows("SELECT content FROM watch_event WHERE id = :id", id=event_id)
        return WatchEvent.from_json(rows[0][0]) if rows else None

    def events_of(self, organization: str) -> dict[str, WatchEvent]:
        """All events of an organization by their ids."""
        self._write_about(organization)
        rows = self._database.rows(
            "SELECT content FROM watch_event WHERE organization = :organization", organization=organization
        )
        events = (WatchEvent.from_json(content) for (content,) in rows)
        return {event.id: event for event in events}

    def add(self, event: WatchEvent) -> None:
        """Keeps an event whose id is new."""
        self._events[event.id] = event
        self._gathered_about(event.organization)

    # -- organizations -------------------------------------------------------------------------------------

    def standing(self, organization: str) -> Standing | None:
        """How an organization stands; None before its first event."""
        self._write_about(organization)
        rows = self._database.rows(
            "SELECT said, due, is_stale FROM watch_organization WHERE organization = :organization",
            organization=organization,
        )
        if not rows:
            return None
        said, due, is_stale = rows[0]
        return Standing(from_json(said), None if due is None else date.fromisoformat(due), bool(is_stale))

    def keep(self, organization: str, standing: Standing, *, is_new: bool) -> None:
        """Keeps how an organization stands."""
        # What is new is written first, and what is deferred last.
        (self._new if is_new else self._kept)[organization] = standing
        self._deferred.pop(organization, None)
        self._gathered_about(organization)

    def defer(self, organization: str, standing: Standing) -> None:
        """The same where nothing but the day to look again is new."""
        self._deferred[organization] = standing
        self._gathered_about(organization)

    def make_stale(self, due: date) -> None:
        """All organizations have to be looked at on a day, and everything about them."""
        self._write()
        self._database.run("UPDATE watch_organization SET due = :due, is_stale = 1", due=due.isoformat())

    def first_due(self, until: date) -> date | None:
        """The first day, no later than ``until``, on which an organization is to be looked at."""
        self._write()
        [(day,)] = self._database.rows(
            "SELECT MIN(due) FROM watch_organization WHERE due <= :until", until=until.isoformat()
        )
        return None if day is None else date.fromisoformat(day)

    def due_on(self, day: date, limit: int) -> list[str]:
        """The first organizations, by their keys, that are to be looked at on a day."""
        self._write()
        rows = self._database.rows(
            "SELECT organization FROM watch_organization WHERE due = :day ORDER BY organization LIMIT :limit",
            day=day.isoformat(),
            limit=limit,
        )
        return [organization for (organization,) in rows]

    def organizations(self) -> list[str]:
        """The keys of all organizations, in order."""
        self._write()
        rows = self._database.rows("SELECT organization FROM watch_organization ORDER BY organization")
        return [organization for (organization,) in rows]

    # -- what is to be told --------------------------------------------------------------------------------

    def tell(self, number: int, content: str) -> None:
        """Puts a line into the outbox."""
        self._lines.append((number, content))

    def to_tell(self, after: int) -> Iterator[tuple[int, str]]:
        """The lines of the outbox with their numbers, beginning after one."""
        self._write()
        while True:
            rows = self._database.rows(
                "SELECT position, content FROM watch_outbox WHERE position > :after ORDER BY position LIMIT :limit",
                after=after,
                limit=_READ_AT_ONCE,
            )
            for number, content in rows:
                yield int(number), str(content)
                after = int(number)
            if len(rows) < _READ_AT_ONCE:
                return

    def told(self, through: int) -> None:
        """The lines up to and with this number need not be kept."""
        self._write()
        self._database.run("DELETE FROM watch_outbox WHERE position <= :through", through=through)

    # -- files ---------------------------------------------------------------------------------------------

    def consumed(self, source: str) -> Consumed:
        """How much of a file was taken in."""
        rows = self._database.rows("SELECT line_count, digest FROM watch_source WHERE name = :name", name=source)
        return Consumed(int(rows[0][0]), str(rows[0][1])) if rows else Consumed(0, "")

    def consume(self, source: str, consumed: Consumed) -> None:
        """Keeps how much of a file was taken in."""
        values = {"name": source, "line_count": consumed.lines, "digest": consumed.digest}
        changed = self._database.run(
            "UPDATE watch_source SET line_count = :line_count, digest = :digest WHERE name = :name", **values
        )
        if not changed:
            self._database.run(
                "INSERT INTO watch_source (name, line_count, digest) VALUES (:name, :line_count, :digest)", **values
            )

    # -- what was gathered ---------------------------------------------------------------------------------

    def _gathered_about(self, organization: str) -> None:
        self._told_of.add(organization)
        if len(self._lines) + len(self._told_of) >= _WRITTEN_AT_ONCE:
            self._write()

    def _write_about(self, organization: str) -> None:
        """Writes what was gathered, if some of it is about an organization."""
        if organization in self._told_of:
            self._write()

    def _write(self) -> None:
        """Writes what was gathered."""
        for statement, values in (
            (_ADD_EVENT, [_row_of_event(event) for event in self._events.values()]),
            (_ADD_ORGANIZATION, [_row_of(*item) for item in self._new.items()]),
            (_KEEP_ORGANIZATION, [_row_of(*item) for item in self._kept.items()]),
            (_DEFER_ORGANIZATION, [_deferral_of(*item) for item in self._deferred.items()]),
            (_ADD_LINE, [{"number": number, "content": content} for number, content in self._lines]),
        ):
            if values:
                self._database.run_many(statement, values)
        self._forget_gathered()

    def _forget_gathered(self) -> None:
        for gathered in (self._events, self._new, self._kept, self._deferred, self._lines, self._told_of):
            gathered.clear()


def _row_of_event(event: WatchEvent) -> dict[str, object]:
    return {"id": event.id, "organization": event.organization, "content": event.to_json()}


def _row_of(organization: str, standing: Standing) -> dict[str, object]:
    said, is_stale = to_json(standing.said), int(standing.is_stale)
    return {**_deferral_of(organization, standing), "said": said, "is_stale": is_stale}


def _deferral_of(organization: str, standing: Standing) -> dict[str, object]:
    return {"organization": organization, "due": None if standing.due is None else standing.due.isoformat()}
