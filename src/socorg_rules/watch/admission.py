"""Whether an event can be, beside what was told of its organization before."""

from __future__ import annotations

from socorg_rules.problems import Place, Problem, ProblemKind, ProblemsError
from socorg_rules.records.values import EVENT_LIMIT
from socorg_rules.watch import messages as msg
from socorg_rules.watch.dossier import Dossier, weight_of
from socorg_rules.watch.event import WatchEvent
from socorg_rules.watch.state import State


def is_duplicate(event: WatchEvent, state: State) -> bool:
    """Whether the very same came in before. Raises for another event of the same id."""
    known = state.event(event.id)
    if known is not None and known.to_json() != event.to_json():
        _refuse(msg.ID_TAKEN, "id", id=event.id)
    return known is not None


def check(event: WatchEvent, dossier: Dossier, state: State) -> None:
    """Raises :class:`~socorg_rules.ProblemsError` for an event that can't be."""
    if dossier.weight + weight_of(event) > EVENT_LIMIT:
        # No list of a record holds more than so many entries.
        _refuse(msg.TOO_MANY, "organization", limit=EVENT_LIMIT)
    for part, target in (("corrects", event.corrects), ("withdraws", event.withdraws)):
        if target is None:
            continue
        if target not in dossier.events and state.event(target) is not None:
            _refuse(msg.OF_ANOTHER, part, id=target)
        if part == "corrects":
            other = next((each.id for each in dossier.events.values() if each.corrects == target), None)
            if other is not None:
                _refuse(msg.CORRECTED_ALREADY, part, id=target, other=other)
            if _leads_to(dossier, target, event.id):
                _refuse(msg.CORRECTS_ITSELF, part, id=event.id)


def _leads_to(dossier: Dossier, event_id: str, target: str) -> bool:
    """Whether an event, through what it corrects, comes back to another one."""
    current: str | None = event_id
    while current is not None:
        if current == target:
            return True
        found = dossier.events.get(current)
        current = None if found is None else found.corrects
    return False


def _refuse(kind: ProblemKind, part: str, **values: object) -> None:
    raise ProblemsError([Problem(kind, Place(path=part), tuple((name, str(value)) for name, value in values.items()))])
