"""Puts what a watch has found into words, numbers it, and lays it into the outbox."""

from __future__ import annotations

from datetime import date

from socorg_rules.problems import Text
from socorg_rules.records.fields import field_named
from socorg_rules.rulesets.library import Selection
from socorg_rules.watch import messages as msg
from socorg_rules.watch.dossier import Dossier
from socorg_rules.watch.event import WatchEvent
from socorg_rules.watch.history import Rewritten
from socorg_rules.watch.said import Said
from socorg_rules.watch.state import State
from socorg_rules.watch.told import Cause, Change, Citing, Notice, NoticeKind, Told, line_of
from socorg_rules.watch.vocabulary import KIND_OF


class Teller:
    """``number``: that of what was told last."""

    def __init__(self, state: State, selection: Selection) -> None:
        self._state = state
        self._selection = selection
        self._citing = Citing()
        self.number = 0

    def change(
        self, organization: str, division: str, found: Rewritten, cause: Cause, events: tuple[str, ...], today: date
    ) -> None:
        """A decision says something else; ``division`` tells by which law."""
        law = self._selection.law_for(division, found.day)

        def cited(said: Said) -> dict[str, object]:
            return self._citing.answer(said, law, found.decision, found.day)

        self._tell(
            Change(
                self.number + 1,
                organization,
                found.decision,
                law.decisions[found.decision].title,
                found.day,
                found.until,
                today,
                cause,
                events,
                cited(found.before),
                cited(found.after),
            )
        )

    def duplicate(self, event: WatchEvent) -> None:
        """An event came again."""
        self._notice(event, "duplicate", msg.DUPLICATE)

    def waiting(self, dossier: Dossier, event: WatchEvent) -> None:
        """What an event that was taken in waits for, if it does."""
        for target in (event.corrects, event.withdraws):
            if target is not None and target not in dossier.events:
                self._notice(event, "unknown_event", msg.TARGET_UNKNOWN, id=target)
        lacking = dossier.entry_lacks(event)
        spec = KIND_OF[event.kind].list
        if lacking is not None and spec is not None:
            field = spec.field_named(lacking)
            assert field is not None
            self._notice(event, "incomplete_entry", msg.LACKS_FIRST_DATE, name=field.name, alias=field.alias)
        if len(dossier.events) == 1 and dossier.lacking():
            fields = [field for name in dossier.lacking() if (field := field_named(name)) is not None]
            text = Text(
                msg.LACKS_PLACE.zh.format(missing="、".join(field.alias for field in fields)),
                msg.LACKS_PLACE.en.format(missing=", ".join(field.name for field in fields)),
            )
            self._notice(event, "undecidable", text)

    def _notice(self, event: WatchEvent, kind: NoticeKind, text: Text, **values: object) -> None:
        said = Text(text.zh.format(**values), text.en.format(**values))
        self._tell(Notice(self.number + 1, event.organization, event.id, kind, said))

    def _tell(self, told: Told) -> None:
        self.number = told.number
        self._state.tell(told.number, line_of(told))
