"""The watch: events of many organizations in, changes of decisions out. Time moves only when told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from socorg_rules.problems import Place, ProblemsError, UsageError
from socorg_rules.records.divisions import WHOLE_COUNTRY
from socorg_rules.records.organization import Organization
from socorg_rules.records.reading import path_of
from socorg_rules.rulebook import Rulebook
from socorg_rules.version import __version__
from socorg_rules.watch import messages as msg
from socorg_rules.watch.admission import check, is_duplicate
from socorg_rules.watch.asking import Asker
from socorg_rules.watch.cases import Case, Cases
from socorg_rules.watch.database import open_database
from socorg_rules.watch.dossier import Dossier
from socorg_rules.watch.event import DayPassed, WatchEvent, read_event
from socorg_rules.watch.history import Rewritten, rewritten
from socorg_rules.watch.said import NOTHING_SAID, SaidOf, differing, without_nothing
from socorg_rules.watch.state import Consumed, State
from socorg_rules.watch.telling import Teller
from socorg_rules.watch.told import Cause, Told, told_from

EVENTS_KEPT: Final = 500_000
_LOOKED_AT_ONCE: Final = 500

_TODAY: Final = "today"
_NUMBER: Final = "number"
_ASKED: Final = "asked"
_COMMITS: Final = "commits"


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
        kept_events: int = EVENTS_KEPT,
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
        self._cases = Cases(self._state, kept_events)
        self._teller = Teller(self._state, self._selection)
        self._depth = 0
        self._is_settled = False
        self._today: date | None = None
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
        return self._teller.number

    def organizations(self) -> list[str]:
        """The keys of all organizations, in order."""
        return self._state.organizations()

    def record(self, organization: str) -> Organization | None:
        """The record of an organization as it stands today; None before it can be decided about."""
        return None if self._today is None else self._cases.of(organization).dossier.on(self._today)

    def said(self, organization: str) -> SaidOf:
        """What was said last about an organization, by decision; decisions that do not apply are left out.

        A value counted in days is that of the day on which it appeared.
        """
        with self.batch():
            self._settle()
        return dict(self._cases.of(organization).said)

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
        if is_duplicate(event, self._state):
            self._teller.duplicate(event)
            return
        case = self._cases.of(event.organization)
        check(event, case.dossier, self._state)
        before = case.dossier
        after, changed = before.with_event(event)
        self._cases.tell(case, after)
        self._state.add(event)
        self._teller.waiting(after, event)
        affected = min((each.on for each in changed if each.on is not None), default=None)
        if affected is None:
            self._cases.keep(event.organization, case, case.said, case.due)
        elif self._today is None or affected > self._today:
            self._cases.keep(event.organization, case, case.said, case.due.or_before(affected))
        elif affected == self._today:
            self._say_of_today(event, case, before, before.facts_changed(changed, affected))
        else:
            self._rewrite(event, case, before, affected)

    def _say_of_today(self, event: WatchEvent, case: Case, before: Dossier, facts: frozenset[str]) -> None:
        """Says what is new today; what was said before of today is known."""
        assert self._today is not None
        record = case.dossier.on(self._today)
        names = self._asker.affected(before.on(self._today), record, self._today, facts)
        said, old = self._asker.said(record, self._today, names), case.said
        found = [
            Rewritten(name, self._today, None, old.get(name, NOTHING_SAID), said[name])
            for name in differing(old, said, self._asker.counted_in_days)
        ]
        self._keep_and_tell(event, case, before, found, without_nothing({**old, **said}))

    def _rewrite(self, event: WatchEvent, case: Case, before: Dossier, since: date) -> None:
        """Says anew what is to be said of the days from ``since`` up to today."""
        assert self._today is not None
        spans = self._asker.over(case.dossier, since, self._today)
        old = self._asker.over(before, since, self._today)
        found = rewritten(old, spans, self._asker.names, self._asker.counted_in_days)
        self._keep_and_tell(event, case, before, found, spans[max(spans)])

    def _keep_and_tell(
        self, event: WatchEvent, case: Case, before: Dossier, found: Iterable[Rewritten], said: SaidOf
    ) -> None:
        today = self._today
        assert today is not None
        record = case.dossier.on(today)
        division = next((each.division for each in (record, before.on(today)) if each is not None), WHOLE_COUNTRY)
        for change in sorted(found, key=lambda change: change.day):
            self._teller.change(event.organization, division, change, "event", (event.id,), today)
        self._cases.keep(event.organization, case, said, self._asker.due(case.dossier, record, today, said))

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
        case = self._cases.of(organization)
        standing = case.standing
        assert standing is not None
        record = case.dossier.on(day)
        events = case.dossier.events_on(day)
        cause: Cause = "rulesets" if standing.is_stale else "event" if events else "time"
        names = self._asker.names
        if cause == "time":
            known = case.due.names
            names = self._asker.concerned(record, day) if known is None else known
        said = self._asker.said(record, day, names)
        changed = differing(standing.said, said, self._asker.counted_in_days)
        division = WHOLE_COUNTRY if record is None else record.division
        for name in changed:
            change = Rewritten(name, day, None, standing.said.get(name, NOTHING_SAID), said[name])
            self._teller.change(organization, division, change, cause, events, day)
        if changed or standing.is_stale:
            now = without_nothing({**standing.said, **{name: said[name] for name in changed}})
            self._cases.keep(organization, case, now, self._asker.due(case.dossier, record, day, now))
        else:
            self._cases.defer(organization, case, self._asker.due(case.dossier, record, day, standing.said))

    # -- what is kept --------------------------------------------------------------------------------------

    def _load(self) -> None:
        """Reads where the watch stands, as it was last kept."""
        self._cases.forget()
        self._is_settled = False
        today = self._state.setting(_TODAY)
        self._today = None if today is None else date.fromisoformat(today)
        self._teller.number = int(self._state.setting(_NUMBER) or 0)
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
        self._state.set(_NUMBER, str(self._teller.number))

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


__all__ = ["Watch"]
