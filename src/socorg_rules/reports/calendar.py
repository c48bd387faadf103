"""A timeline as an iCalendar file (RFC 5545): the days ahead, for the calendar of whoever has to keep them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from socorg_rules.decisions.explanation import answer_text
from socorg_rules.decisions.outcome import Decision, Outcome
from socorg_rules.problems import Language
from socorg_rules.reports.basis import ground_text, open_text
from socorg_rules.reports.questions import Questions
from socorg_rules.timeline.timeline import Timeline
from socorg_rules.version import __version__

_LINE_OCTETS: Final = 75
"""A longer line is folded; RFC 5545, 3.1."""
_DATE: Final = "date"


def calendar_of(timeline: Timeline, key: str, name: str, questions: Questions, today: date, language: Language) -> str:
    """What lies ahead: every change after ``today``, and every date that a decision names from today on.

    Always the same text for the same timeline: the stamp of every entry is ``today``, and an entry keeps its UID as
    long as organization, decision and day stay the same. ``name``: the organization, as people call it.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//socorg-rules//{__version__}//{language.upper()}"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for day, kind, decision in _entries(timeline, questions, today):
        title = decision.title.in_language(language)
        answer = answer_text(decision, questions[decision.name], language)
        basis = _basis(decision, language)
        summary = title if kind == "deadline" else f"{title}{_colon(language)}{answer}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_uid(key, decision.name, kind, day)}",
            f"DTSTAMP:{today:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'{summary} ({name})')}",
            *((f"DESCRIPTION:{_escaped(basis)}",) if basis else ()),
            f"CATEGORIES:{'DEADLINE' if kind == 'deadline' else 'CHANGE'}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _entries(timeline: Timeline, questions: Questions, today: date) -> Iterator[tuple[date, str, Decision]]:
    """Changes and dates named, by day; a date that is named again and again once."""
    found: dict[tuple[date, str, str], Decision] = {}
    for turn in timeline.turns:
        if turn.day > today:
            found[turn.day, turn.decision, "change"] = turn.after
    for decision in (*timeline.on(today).values(), *(turn.after for turn in timeline.turns if turn.day > today)):
        value = decision.value
        if questions[decision.name].value_type == _DATE and isinstance(value, date) and value >= today:
            found.setdefault((value, decision.name, "deadline"), decision)
    for (day, _, kind), decision in sorted(found.items(), key=lambda item: item[0]):
        yield day, kind, decision


def _basis(decision: Decision, language: Language) -> str:
    """The rules behind it with their articles, a line each; or what it waits for."""
    if decision.outcome is Outcome.UNDETERMINED:
        return open_text(decision, language)
    return "\n".join(ground_text(ground, language) for ground in decision.grounds)


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "


def _uid(key: str, decision: str, kind: str, day: date) -> str:
    # The key may be a credit code: a calendar that is passed on need not carry it.
    digest = sha256("\n".join((key, decision, kind, day.isoformat())).encode()).hexdigest()
    return f"{digest[:32]}@socorg-rules"


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> str:
    """Lines of at most so many octets, none of them cut inside a character."""
    parts: list[str] = []
    part, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LINE_OCTETS:
            parts.append(part)
            # The blank that begins a folded line counts.
            part, octets = "", 1
        part += character
        octets += size
    return "\r\n ".join((*parts, part))
