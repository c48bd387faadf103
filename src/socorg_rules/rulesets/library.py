"""All rulesets there are, in all versions, and the law they make for a place as known on a day."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Final

from socorg_rules.problems import Place, Problems, UsageError
from socorg_rules.records.divisions import WHOLE_COUNTRY, chain_of
from socorg_rules.rulesets import law_messages as msg
from socorg_rules.rulesets.amending import amended
from socorg_rules.rulesets.calendars import FOLDER as CALENDARS
from socorg_rules.rulesets.calendars import Calendar, read_calendar
from socorg_rules.rulesets.claims import check_claims
from socorg_rules.rulesets.conflicts import check_conflicts
from socorg_rules.rulesets.model import FormerCode, Ruleset
from socorg_rules.rulesets.names import Names, names_of
from socorg_rules.rulesets.place_law import place_law
from socorg_rules.rulesets.plan import NO_CALENDAR, LawPlan
from socorg_rules.rulesets.reader import read_ruleset_file
from socorg_rules.rulesets.typed import TypedLaw
from socorg_rules.rulesets.typed_indicators import check_published_figures, indicators_of, typed_indicators
from socorg_rules.rulesets.vocabulary import record_vocabulary

EXAMPLES_SUFFIX: Final = ".examples.yaml"


class Selection:
    """The newest version of every ruleset released by one day, checked as a whole."""

    def __init__(self, rulesets: tuple[Ruleset, ...], calendar: Calendar | None, problems: Problems) -> None:
        # Outermost places first: what a place inherits is there before what it adds.
        self.rulesets = tuple(sorted(rulesets, key=lambda ruleset: len(chain_of(ruleset.jurisdiction.code))))
        self.calendar = calendar
        self._problems = problems
        record = record_vocabulary()
        self.names: Names = names_of(self.rulesets, record, problems)
        self.typed = TypedLaw(self.names, record, problems)
        self.typed.check()
        check_claims(self.typed, problems)
        self.typed_indicators = typed_indicators(self.typed)
        check_published_figures(self.rulesets, self.typed)
        self.places = frozenset(ruleset.jurisdiction.code for ruleset in rulesets)
        self.place_titles = {ruleset.jurisdiction.code: ruleset.jurisdiction.title for ruleset in self.rulesets}
        self._former: dict[str, tuple[FormerCode, str]] = {}
        for ruleset in self.rulesets:
            self._list_former_codes(ruleset)
        self._laws: dict[tuple[str, ...], LawPlan] = {}

    def _list_former_codes(self, ruleset: Ruleset) -> None:
        place = ruleset.jurisdiction.code
        for former in ruleset.jurisdiction.former:
            known = self._former.setdefault(former.code, (former, place))
            if known[1] != place:
                self._problems.add(msg.SHARED_FORMER_CODE.at(Place(ruleset.file), code=former.code, other=known[1]))

    def amended(self, original: Ruleset, changed: Ruleset, problems: Problems) -> Selection:
        """The same rulesets with one of them written otherwise; what is wrong in it is added to ``problems``.

        Checks only what changed, where nothing else can rest on it.
        """
        rulesets = tuple(changed if ruleset is original else ruleset for ruleset in self.rulesets)
        typed = amended(self.typed, original, changed, problems)
        if typed is None:
            return Selection(rulesets, self.calendar, problems)
        selection = copy(self)
        selection.rulesets, selection.names, selection.typed = rulesets, typed.names, typed
        selection._problems, selection._laws = problems, {}
        return selection

    def check(self) -> None:
        """Puts the law of every place together once, the country's first, and looks for conflicts.

        A place that only has indicators, or parameters that nobody else knows, is decided like the one above it.
        """
        deciding = {ruleset.jurisdiction.code for ruleset in self.rulesets if _decides(ruleset)}
        for code in sorted(deciding, key=lambda code: (len(chain_of(code)), code)):
            check_conflicts(self._law_of(self._chain(code)), self.typed, self._problems)

    def place_of(self, division: str, as_of: date) -> str:
        """The code of a place; a former one stands for its place until the day on which it ended."""
        former = self._former.get(division)
        return former[1] if former is not None and (former[0].until is None or as_of <= former[0].until) else division

    def law_changes_on(self, division: str) -> date | None:
        """The day from which a code no longer stands for the place that gave it up; None where there is no such day."""
        former = self._former.get(division)
        return former[0].until + timedelta(days=1) if former is not None and former[0].until is not None else None

    def law_for(self, division: str, as_of: date) -> LawPlan:
        """The law of a division, which may be written with a former code."""
        return self._law_of(self._chain(self.place_of(division, as_of)))

    def _chain(self, code: str) -> tuple[str, ...]:
        return tuple(place for place in chain_of(code) if place in self.places or place == WHOLE_COUNTRY)

    def _law_of(self, chain: tuple[str, ...]) -> LawPlan:
        law = self._laws.get(chain)
        if law is None:
            days = self.calendar.working_days if self.calendar is not None else NO_CALENDAR
            above = self._law_of(chain[:-1]) if len(chain) > 1 else None
            law = place_law(self.typed, chain, self.rulesets, days, self._problems, above)
            law = replace(law, indicators=indicators_of(self.typed_indicators, chain))
            if self.calendar is not None:
                law = replace(law, rulesets=(self.calendar.version, *law.rulesets))
            self._laws[chain] = law
        return law


class Library:
    """Rulesets in all their versions. Immutable once made; selections are made when first asked for."""

    def __init__(self, rulesets: Iterable[Ruleset], calendars: Iterable[Calendar] = ()) -> None:
        self.rulesets = tuple(sorted(rulesets, key=lambda ruleset: (ruleset.id, ruleset.version)))
        self.calendars = tuple(sorted(calendars, key=lambda calendar: (calendar.released_on, calendar.version.version)))
        self._selections: dict[date, Selection] = {}

    @cached_property
    def release_days(self) -> tuple[date, ...]:
        """The days on which something was released, the first of them that of the first ruleset."""
        days = {ruleset.released_on for ruleset in self.rulesets}
        later = {calendar.released_on for calendar in self.calendars if days and calendar.released_on > min(days)}
        return tuple(sorted(days | later))

    def check(self) -> Problems:
        """Everything that is wrong, in the set of every release day."""
        problems = Problems()
        self._check_versions(problems)
        if not problems.errors:
            for day in self.release_days:
                self._select(day, problems)
        return problems

    def selection(self, known_at: date | None = None) -> Selection:
        """What was released by ``known_at`` (default: everything).

        Raises :class:`UsageError` if nothing was, :class:`ProblemsError` if what was does not check.
        """
        days = self.release_days
        if known_at is not None:
            days = tuple(day for day in days if day <= known_at)
            if not days:
                first = self.release_days[0]
                raise UsageError(f"known_at={known_at}: no ruleset was released by then; the first was on {first}")
        problems = Problems()
        selection = self._select(days[-1], problems)
        problems.raise_errors()
        return selection

    def _select(self, day: date, problems: Problems) -> Selection:
        if day not in self._selections:
            newest: dict[str, Ruleset] = {}
            for ruleset in self.rulesets:
                if ruleset.released_on <= day:
                    newest[ruleset.id] = ruleset
            calendars = [calendar for calendar in self.calendars if calendar.released_on <= day]
            found = Problems()
            selection = Selection(tuple(newest.values()), calendars[-1] if calendars else None, found)
            if not found.errors:
                selection.check()
            problems.extend(found)
            if not found.errors:
                self._selections[day] = selection
            return selection
        return self._selections[day]

    def _check_versions(self, problems: Problems) -> None:
        previous: Ruleset | None = None
        for ruleset in self.rulesets:
            if previous is not None and previous.id == ruleset.id:
                place = Place(ruleset.file)
                version = ruleset.version_text
                if previous.version == ruleset.version:
                    problems.add(msg.VERSION_TWICE.at(place, ruleset=ruleset.id, version=version, other=previous.file))
                elif ruleset.released_on <= previous.released_on:
                    earlier = previous.version_text
                    problems.add(msg.VERSION_ORDER.at(place, ruleset=ruleset.id, version=version, earlier=earlier))
                if previous.jurisdiction.code != ruleset.jurisdiction.code:
                    problems.add(msg.PLACE_MOVED.at(place, ruleset=ruleset.id))
            previous = ruleset


def _decides(ruleset: Ruleset) -> bool:
    """Whether it can change what is decided about an organization."""
    overlays = any(parameter.type is None for parameter in ruleset.parameters)
    return overlays or bool(ruleset.rules or ruleset.definitions or ruleset.decisions)


def read_library(root: Path, problems: Problems) -> Library:
    """The rulesets of a folder (or of one file); what is wrong is added to ``problems``."""
    if root.is_file():
        files, folder = [root], None
    else:
        files, folder = sorted(root.rglob("*.yaml")), root
    rulesets: list[Ruleset] = []
    calendars: list[Calendar] = []
    for file in files:
        if file.name.endswith(EXAMPLES_SUFFIX):
            continue
        if folder is not None and file.relative_to(folder).parts[0] == CALENDARS:
            calendar = read_calendar(file, problems=problems)
            if calendar is not None:
                calendars.append(calendar)
            continue
        ruleset = read_ruleset_file(file, problems=problems, root=folder)
        if ruleset is not None:
            rulesets.append(ruleset)
    if not rulesets and not problems.errors:
        problems.add(msg.NOTHING_TO_LOAD.at(Place(root.as_posix()), path=root.as_posix()))
    return Library(rulesets, calendars)
