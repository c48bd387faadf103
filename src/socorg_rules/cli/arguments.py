"""Arguments as they were typed, read into what commands work with; all mistakes of a call are told at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from socorg_rules.cli import messages
from socorg_rules.problems import Place, Problems, did_you_mean
from socorg_rules.records.divisions import lies_in
from socorg_rules.rulebook import Rulebook

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIVISION: Final = re.compile(r"[0-9]{6}")


def day_in(written: str, option: str, problems: Problems) -> date | None:
    """An ISO date, or None after saying that it is none."""
    if _DAY.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    problems.add(messages.BAD_DAY.at(Place(option), written=written))
    return None


def known_day_in(written: str | None, rulebook: Rulebook, problems: Problems) -> date | None:
    """The day of ``--known-at``; one before the first release knows no law at all."""
    if written is None:
        return None
    day = day_in(written, "--known-at", problems)
    first = min(ruleset.released_on for ruleset in rulebook.rulesets)
    if day is not None and day < first:
        problems.add(messages.NOTHING_RELEASED.at(Place("--known-at"), written=written, first=first.isoformat()))
    return day


def decisions_in(written: Sequence[str], rulebook: Rulebook, problems: Problems) -> tuple[str, ...] | None:
    """The decisions of ``--only``, which may also be separated by commas; None: all."""
    names = [name.strip() for part in written for name in part.split(",") if name.strip()]
    known = rulebook.decision_names
    for name in names:
        if name not in known:
            suggestion = did_you_mean(name, known)
            listed = "" if suggestion else ", ".join(known)
            problems.add(
                messages.UNKNOWN_DECISION.at(
                    Place("--only"),
                    suggestion=suggestion,
                    written=name,
                    known_zh=listed and f"可写：{listed}。",
                    known_en=listed and f"Known are: {listed}.",
                )
            )
    return tuple(dict.fromkeys(names)) or None


class Division:
    """The place of ``--division``, with everything below it and the former codes of those places."""

    def __init__(self, code: str, rulebook: Rulebook) -> None:
        self._code = code
        self._former = {
            former.code
            for ruleset in rulebook.rulesets
            for former in ruleset.jurisdiction.former
            if lies_in(ruleset.jurisdiction.code, code)
        }

    def covers(self, division: str) -> bool:
        """Whether an organization registered in ``division`` belongs here."""
        return lies_in(division, self._code) or division in self._former


def division_in(written: str | None, rulebook: Rulebook, problems: Problems) -> Division | None:
    """The place of ``--division``, or None where it isn't asked for or is no code."""
    if written is None:
        return None
    if _DIVISION.fullmatch(written):
        return Division(written, rulebook)
    problems.add(messages.BAD_DIVISION.at(Place("--division"), written=written))
    return None
