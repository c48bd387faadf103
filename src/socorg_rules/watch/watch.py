"""The watch: events of many organizations in, changes of decisions out. Time moves only when told."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from socorg_rules.problems import Place, Problem, ProblemKind, ProblemsError, Text, UsageError
from socorg_rules.records.divisions import WHOLE_COUNTRY
from socorg_rules.records.fields import field_named
from socorg_rules.records.organization import Organization
from socorg_rules.records.reading import path_of
from socorg_rules.records.values import EVENT_LIMIT
from socorg_rules.rulebook import Rulebook
from socorg_rules.version import __version__
from socorg_rules.watch import messages as msg
from socorg_rules.watch.database import open_database
from socorg_rules.watch.dossier import Dossier
from socorg_rules.watch.event import DayPassed, WatchEvent, read_event
from socorg_rules.watch.history import Asker, Rewritten, rewritten
from socorg_rules.watch.said import NOTHING_SAID, Said, SaidOf, differing, without_nothing
from socorg_rules.watch.state import Consumed, Standing, State
from socorg_rules.watch.told import Cause, Change, Citing, Notice, NoticeKind, Told, line_of, told_from
from socorg_rules.watch.vocabulary import KIND_OF

_KEPT: Final = 20_000
"""Organizations of which the events are kept in memory."""
_LOOKED_AT_ONCE: Final = 500

_TODAY: Final = "today"
_NUMBER: Final = "number"
_ASKED: Final = "asked"
_COMMITS: Final = "commits"


@dataclass(slots=True)
class _Case:
    """An organization that is being looked at."""

    dossier: Dossier
    standing: Standing | None


class Watch:
    """Keeps the facts of many organizations, and tells every change of a decision about them.

    Everything told waits in an outbox (:meth:`changes`) until :meth:`delivered` takes it out. Each call is one
    transaction, and so is each ``with watch.batch():``; what was killed in between never was. For one thread.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        *,
        state: str | Path = ":memory:",
        only: Collection[str] | None = None,
        known_at: date | None = None,
    ) -> None:
        """``state``: a file for SQLite, an SQLAlchemy URL, or memory. ``only``: the names of the decisions to watch.

        ``known_at``: with the rulesets as they were released by that day. When a state was kept under other rulesets,
        or for other decisions, everything is said anew on its last day. Raises
        :class:`~socorg_rules.ProblemsError` when the state can't be used, :class:`~socorg_rules.UsageError` for a
        decision that there is not.
        """
        self._selection = rulebook.selection(known_at)
        law = self._selection.law_for(WHOLE_COUNTRY, date.max)
        self._asker = Asker(rulebook, known_at, rulebook.asked_names(law, only))
        self._state = State(open_database(state))
        self._citing = Citing()
        self._cases: OrderedDict[str, _Case] = OrderedDict()
        self._depth = 0
        self._is_settled = False
        self._today: date | None = None
        self._number = 0
        self._commits = 0
        self._load()
        self._notice_other_rulesets()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the state; what was taken in stays there."""
        self._state.close()

    # -- what comes in -------------------------------------------------------------------------------------

    @property
    def today(self) -> date | None:
        """The day it is; None before anybody said so."""
        return self._today

    def take(self, event: WatchEvent | DayPassed | Mapping[str, object]) -> None:
        """Takes in one event, in whatever order events come.

        An event of a later day waits for that day. Raises :class:`~socorg_rules.ProblemsError`, and changes nothing,
        when the event can't be.
        """
        if isinstance(event, Mapping):
            read, problems = read_event(event, lambda location: Place(path=path_of(location)))
            if read is None:
                raise ProblemsError(problems)
            event = read
        if isinstance(event, DayPassed):
            self.advance(to=event.on)
            return
        with self.batch():
            self._settle()
            self._take(event)

    def advance(self, *, to: date, at_most: int | None = None) -> bool:
        """Lets time pass up to and on a day, with all that happens by that alone, and by events that waited for it.

        ``at_most``: stop after looking at so many organizations; True when the day was reached. Raises
        :class:`~socorg_rules.ProblemsError` when ``to`` lies before :attr:`today`.
        """
        if isinstance(to, datetime) or not isinstance(to, date):
            raise UsageError(f"to must be a datetime.date, not {type(to).__name__}")
        if self._today is not None and to < self._today:
            raise ProblemsError([msg.TIME_GOES_FORWARD.at(Place(path="on"), today=self._today, to=to)])
        with self.batch():
            return self._advance(to, at_most)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Makes everything done inside one transaction: all of it is kept at the end, or nothing."""
        self._depth += 1
        try:
            yield
        except BaseException:
            if self._depth == 1:
                self._state.rollback()
                self._load()
            raise
        else:
            if self._depth == 1:
                self._save()
                self._state.commit()
        finally:
            self._depth -= 1

    # -- what comes out ------------------------------------------------------------------------------------

    def changes(self, *, after: int = 0) -> Iterator[Told]:
        """All that is to be told and was not yet delivered, in its order; from a number on."""
        return (told_from(line) for _, line in self.lines(after=after))

    def lines(self, *, after: int = 0) -> Iterator[tuple[int, str]]:
        """The same as lines of JSON with their numbers."""
        return self._state.to_tell(after)

    def delivered(self, *, through: int) -> None:
        """Everything up to and with this number has arrived where it belongs, and need not be kept."""
        with self.batch():
            self._state.told(through)

    @property
    def last_number(self) -> int:
        """The number of what was told last."""
        return self._number

    def organizations(self) -> list[str]:
        """The keys of all organizations, in order."""
        return self._state.organizations()

    def record(self, organization: str) -> Organization | None:
        """The record of an organization as it stands today; None before it can be decided about."""
        return None if self._today is None else self._case(organization).dossier.on(self._today)

    def said(self, organization: str) -> SaidOf:
        """What was said last about an organization, by decision; decisions that do not apply are left out.

        A value counted in days is that of the day on which it appeared.
        """
        with self.batch():
            self._settle()
        standing = self._case(organization).standing
        return {} if standing is None else dict(standing.said)

    # -- files that are taken in ---------------------------------------------------------------------------

    def consumed(self, source: str) -> Consumed:
        """How much of a file was taken in."""
        return self._state.consumed(source)

    def consume(self, source: str, consumed: Consumed) -> None:
        """Keeps how much of a file was taken in, together with what came of it (inside of :meth:`batch`)."""
        with self.batch():
            self._state.consume(source, consumed)

    # -- one event -----------------------------------------------------------------------------------------

    def _take(self, event: WatchEvent) -> None:
        known = self._state.event(event.id)
        if known is not None:
            if known.to_json() != event.to_json():
                _refuse(msg.ID_TAKEN, "id", id=event.id)
            self._notify(event, "duplicate", msg.DUPLICATE)
            return
        case = self._case(event.organization)
        _check_size(case.dossier, event)
        self._check_target(case.dossier, event)
        before, case.dossier = case.dossier, case.dossier.with_event(event)
        self._state.add(event)
        self._tell_what_it_waits_for(case.dossier, event)
        affected = _affected(before, case.dossier)
        standing = case.standing or Standing({}, None)
        if affected is None:
            self._keep(event.organization, case, standing)
        elif self._today is None or affected > self._today:
            due = affected if standing.due is None else min(affected, standing.due)
            self._keep(event.organization, case, Standing(standing.said, due))
        else:
            self._rewrite(event, case, before, affected)

    def _rewrite(self, event: WatchEvent, case: _Case, before: Dossier, since: date) -> None:
        """Says anew what is to be said of the days from ``since`` up to today."""
        today = self._today
        assert today is not None
        names, counted = self._asker.names, self._asker.counted_in_days
        record = case.dossier.on(today)
        if since == today:
            # What was said of today is known; only the present has to be asked about.
            said = without_nothing(self._asker.said(record, today, names))
            old = case.standing.said if case.standing is not None else {}
            found = [
                Rewritten(name, today, None, old.get(name, NOTHING_SAID), said.get(name, NOTHING_SAID))
                for name in differing(old, said, names, counted)
            ]
        else:
            spans = self._asker.over(case.dossier, since, today)
            said = spans[max(spans)]
            found = list(rewritten(self._asker.over(before, since, today), spans, names, counted))
        division = next((each.division for each in (record, before.on(today)) if each is not None), WHOLE_COUNTRY)
        for change in sorted(found, key=lambda change: change.day):
            self._tell_change(event.organization, division, change, "event", (event.id,))
        self._keep(event.organization, case, Standing(said, self._asker.next_day(case.dossier, record, today)))

    def _check_target(self, dossier: Dossier, event: WatchEvent) -> None:
        for part, target in (("corrects", event.corrects), ("withdraws", event.withdraws)):
            if target is None:
                continue
            found = dossier.events.get(target)
            if found is None:
                elsewhere = self._state.event(target)
                if elsewhere is not None:
                    _refuse(msg.OF_ANOTHER, part, id=target)
            if part == "corrects":
                other = next((each.id for each in dossier.events.values() if each.corrects == target), None)
                if other is not None:
                    _refuse(msg.CORRECTED_ALREADY, part, id=target, other=other)
                if _leads_to(dossier, target, event.id):
                    _refuse(msg.CORRECTS_ITSELF, part, id=event.id)

    def _tell_what_it_waits_for(self, dossier: Dossier, event: WatchEvent) -> None:
        for target in (event.corrects, event.withdraws):
            if target is not None and target not in dossier.events:
                self._notify(event, "unknown_event", msg.TARGET_UNKNOWN, id=target)
        lacking = dossier.entry_lacks(event)
        spec = KIND_OF[event.kind].list
        if lacking is not None and spec is not None:
            field = spec.field_named(lacking)
            assert field is not None
            self._notify(event, "incomplete_entry", msg.LACKS_FIRST_DATE, name=field.name, alias=field.alias)
        if len(dossier.events) == 1 and dossier.lacking():
            fields = [field for name in dossier.lacking() if (field := field_named(name)) is not None]
            text = Text(
                msg.LACKS_PLACE.zh.format(missing="、".join(field.alias for field in fields)),
                msg.LACKS_PLACE.en.format(missing=", ".join(field.name for field in fields)),
            )
            self._notify(event, "undecidable", text)

    # -- time ----------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        """Finishes a day on which a watch was stopped."""
        if not self._is_settled and self._today is not None:
            self._advance(self._today, None)
        self._is_settled = True

    def _advance(self, to: date, at_most: int | None) -> bool:
        looked_at = 0
        self._is_settled = False
        while (day := self._state.first_due(to)) is not None:
            self._today = day if self._today is None else max(day, self._today)
            for organization in self._state.due_on(day, _LOOKED_AT_ONCE):
                if looked_at == at_most:
                    return False
                self._look(organization, self._today)
                looked_at += 1
        self._today = to
        self._is_settled = True
        return True

    def _look(self, organization: str, day: date) -> None:
        """Looks at an organization on a day on which something could have to be said of it."""
        case = self._case(organization)
        standing = case.standing
        assert standing is not None
        record = case.dossier.on(day)
        events = case.dossier.events_on(day)
        cause: Cause = "rulesets" if standing.is_stale else "event" if events else "time"
        names = self._asker.concerned(record, day) if cause == "time" else self._asker.names
        said = self._asker.said(record, day, names) if names else {}
        changed = differing(standing.said, said, names, self._asker.counted_in_days)
        division = WHOLE_COUNTRY if record is None else record.division
        for name in changed:
            change = Rewritten(name, day, None, standing.said.get(name, NOTHING_SAID), said[name])
            self._tell_change(organization, division, change, cause, events)
        due = self._asker.next_day(case.dossier, record, day)
        if changed or standing.is_stale:
            now = without_nothing({**standing.said, **{name: said[name] for name in changed}})
            self._keep(organization, case, Standing(now, due))
        else:
            case.standing = Standing(standing.said, due)
            self._state.defer(organization, due)

    # -- telling -------------------------------------------------------------------------------------------

    def _tell_change(
        self, organization: str, division: str, change: Rewritten, cause: Cause, events: tuple[str, ...]
    ) -> None:
        assert self._today is not None
        law = self._selection.law_for(division, change.day)

        def cited(said: Said) -> dict[str, object]:
            return self._citing.answer(said, law, change.decision, change.day)

        self._tell(
            Change(
                self._number + 1,
                organization,
                change.decision,
                law.decisions[change.decision].title,
                change.day,
                change.until,
                self._today,
                cause,
                events,
                cited(change.before),
                cited(change.after),
            )
        )

    def _notify(self, event: WatchEvent, kind: NoticeKind, text: Text, **values: object) -> None:
        said = Text(text.zh.format(**values), text.en.format(**values))
        self._tell(Notice(self._number + 1, event.organization, event.id, kind, said))

    def _tell(self, told: Told) -> None:
        self._number = told.number
        self._state.tell(told.number, line_of(told))

    # -- what is kept --------------------------------------------------------------------------------------

    def _case(self, organization: str) -> _Case:
        case = self._cases.get(organization)
        if case is None:
            case = _Case(Dossier(self._state.events_of(organization)), self._state.standing(organization))
            self._cases[organization] = case
            if len(self._cases) > _KEPT:
                self._cases.popitem(last=False)
        else:
            self._cases.move_to_end(organization)
        return case

    def _keep(self, organization: str, case: _Case, standing: Standing) -> None:
        self._state.keep(organization, standing, is_new=case.standing is None)
        case.standing = standing

    def _load(self) -> None:
        """Reads where the watch stands, as it was last kept."""
        self._cases.clear()
        self._is_settled = False
        today = self._state.setting(_TODAY)
        self._today = None if today is None else date.fromisoformat(today)
        self._number = int(self._state.setting(_NUMBER) or 0)
        commits = self._state.setting(_COMMITS)
        if commits is None:
            self._state.set(_COMMITS, "0")
        self._commits = int(commits or 0)

    def _save(self) -> None:
        if not self._state.exchange(_COMMITS, str(self._commits), str(self._commits + 1)):
            raise ProblemsError([msg.SHARED_STATE.at(Place())])
        self._commits += 1
        if self._today is not None:
            self._state.set(_TODAY, self._today.isoformat())
        self._state.set(_NUMBER, str(self._number))

    def _notice_other_rulesets(self) -> None:
        """Says everything anew if a state was kept by other rulesets, or about other decisions."""
        asked = self._digest_of_question()
        with self.batch():
            known = self._state.setting(_ASKED)
            if known != asked:
                self._state.set(_ASKED, asked)
                if known is not None and self._today is not None:
                    self._state.make_stale(self._today)

    def _digest_of_question(self) -> str:
        versions = [f"{ruleset.id} {ruleset.version_text} {ruleset.digest}" for ruleset in self._selection.rulesets]
        calendar = self._selection.calendar
        if calendar is not None:
            versions.append(f"{calendar.version.id} {calendar.version.version} {calendar.version.digest}")
        return sha256("\n".join((__version__, *versions, *self._asker.names)).encode()).hexdigest()


def _affected(before: Dossier, after: Dossier) -> date | None:
    """The first day of which something else is told; None where nothing is."""
    old, new = ({event.id: event for event in dossier.standing} for dossier in (before, after))
    days = [
        event.on for event in (old | new).values() if event.on is not None and (event.id in old) != (event.id in new)
    ]
    return min(days, default=None)


def _leads_to(dossier: Dossier, event_id: str, target: str) -> bool:
    """Whether an event, through what it corrects, comes back to another one."""
    current: str | None = event_id
    while current is not None:
        if current == target:
            return True
        found = dossier.events.get(current)
        current = None if found is None else found.corrects
    return False


def _check_size(dossier: Dossier, event: WatchEvent) -> None:
    """No list of a record holds more than so many entries."""
    told = sum(_weight(each) for each in dossier.events.values())
    if told + _weight(event) > EVENT_LIMIT:
        _refuse(msg.TOO_MANY, "organization", limit=EVENT_LIMIT)


def _weight(event: WatchEvent) -> int:
    """How many entries a list could get by an event."""
    return 1 + sum(len(value) for value in event.facts.values() if isinstance(value, list))


def _refuse(kind: ProblemKind, part: str, **values: object) -> None:
    raise ProblemsError([Problem(kind, Place(path=part), tuple((name, str(value)) for name, value in values.items()))])


__all__ = ["Watch"]
