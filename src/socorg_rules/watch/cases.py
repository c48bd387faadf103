"""The organizations that a watch is looking at, as many of them in memory as fit."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from socorg_rules.watch.asking import Due
from socorg_rules.watch.dossier import Dossier
from socorg_rules.watch.said import SaidOf
from socorg_rules.watch.state import Standing, State


@dataclass(slots=True)
class Case:
    """An organization that is being looked at."""

    dossier: Dossier
    standing: Standing | None
    due: Due

    @property
    def said(self) -> SaidOf:
        """What was said last."""
        return {} if self.standing is None else self.standing.said


class Cases:
    """All organizations of a state.

    No more than so many of their events are kept in memory: what was not looked at for long is read again when needed.
    """

    def __init__(self, state: State, kept_events: int) -> None:
        self._state = state
        self._kept_events = kept_events
        self._cases: OrderedDict[str, Case] = OrderedDict()
        self._events = 0

    def of(self, organization: str) -> Case:
        """An organization by its key, whether anything was told of it or not."""
        case = self._cases.get(organization)
        if case is None:
            dossier = Dossier.of(self._state.events_of(organization))
            standing = self._state.standing(organization)
            due = Due(None if standing is None else standing.due, None)
            case = self._cases[organization] = Case(dossier, standing, due)
            self._make_room_for(_size(dossier))
        else:
            self._cases.move_to_end(organization)
        return case

    def tell(self, case: Case, dossier: Dossier) -> None:
        """Puts a dossier in the place of the one that lacked an event; ``case`` was asked for last."""
        growth = _size(dossier) - _size(case.dossier)
        case.dossier = dossier
        self._make_room_for(growth)

    def keep(self, organization: str, case: Case, said: SaidOf, due: Due) -> None:
        """Keeps what is said of an organization, and when to look at it again."""
        standing = Standing(said, due.day)
        self._state.keep(organization, standing, is_new=case.standing is None)
        case.standing, case.due = standing, due

    def defer(self, organization: str, case: Case, due: Due) -> None:
        """Keeps only when to look again."""
        case.standing, case.due = Standing(case.said, due.day), due
        self._state.defer(organization, case.standing)

    def _make_room_for(self, events: int) -> None:
        self._events += events
        while self._events > self._kept_events and len(self._cases) > 1:
            self._events -= _size(self._cases.popitem(last=False)[1].dossier)

    def forget(self) -> None:
        """Forgets what is in memory."""
        self._cases.clear()
        self._events = 0


def _size(dossier: Dossier) -> int:
    """Events, and one for the organization itself."""
    return len(dossier.events) + 1
