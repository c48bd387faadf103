"""The calendar of working days: a versioned file like a ruleset, so that an answer can be recomputed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from socorg_rules.problems import Problems
from socorg_rules.rulesets import messages
from socorg_rules.rulesets.plan import RulesetVersion, WorkingDays
from socorg_rules.rulesets.reader import digest_of
from socorg_rules.rulesets.reading import FileReading, Section, date_in
from socorg_rules.rulesets.yaml_nodes import compose

FOLDER: Final = "calendars"
_VERSION: Final = re.compile(r"\d+\.\d+\.\d+")
_YEAR: Final = re.compile(r"(?:19|20|21)\d\d")


@dataclass(frozen=True, slots=True)
class Calendar:
    """One version of the calendar."""

    version: RulesetVersion
    released_on: date
    working_days: WorkingDays


def read_calendar(path: Path, *, problems: Problems) -> Calendar | None:
    """The calendar of a file, or None after adding what is wrong with it to ``problems``."""
    text = path.read_text(encoding="utf-8")
    found = Problems()
    document = compose(text, file=path.as_posix(), problems=found)
    calendar = None
    if document is not None:
        reading = FileReading(document, found)
        root = Section(reading, document.root, "", required=("calendar", "version", "released_on", "title", "years"))
        calendar = _read(root, digest_of(text))
    problems.extend(found)
    return None if found.errors else calendar


def _read(root: Section, digest: str) -> Calendar | None:
    reading = root.reading
    name = root.read("calendar", reading.identifier)
    version = root.read(
        "version", lambda node, path: reading.matching(node, path, _VERSION, messages.BAD_VERSION, "version")
    )
    released_on = root.date("released_on")
    root.text("title")
    years: set[int] = set()
    off: set[date] = set()
    on: set[date] = set()
    for key, node, path in root.named("years"):
        year = reading.matching(key, path, _YEAR, messages.BAD_DATE, "written")
        section = Section(reading, node, path, required=("off",), optional=("on",))
        if year is None:
            continue
        years.add(int(year))
        off |= _days(section, "off", year)
        on |= _days(section, "on", year)
    if name is None or version is None or released_on is None:
        return None
    days = WorkingDays(frozenset(years), frozenset(off), frozenset(on))
    return Calendar(RulesetVersion(f"{FOLDER}/{name}", version, digest), released_on, days)


def _days(section: Section, key: str, year: str) -> set[date]:
    """The days that a text like ``01-01 02-12`` names in a year."""
    written = section.read(key, section.reading.scalar)
    days = (date_in(f"{year}-{day}", section.place, section.reading.problems) for day in (written or "").split())
    return {day for day in days if day is not None}
