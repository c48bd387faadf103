"""A timeline as a table: a row a change, what has been above, what lies ahead below."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from rich.console import Console
from rich.table import Table

from socorg_rules.decisions.explanation import answer_text
from socorg_rules.decisions.outcome import Outcome
from socorg_rules.problems import Language
from socorg_rules.reports import messages
from socorg_rules.reports.basis import facts_text, ground_text, open_text
from socorg_rules.reports.console import print_trimmed
from socorg_rules.reports.questions import Questions
from socorg_rules.timeline.timeline import Timeline, Turn

_DATE_WIDTH: Final = 10
_GAP: Final = 2


def print_timeline(console: Console, timeline: Timeline, questions: Questions, today: date, language: Language) -> None:
    """Prints every change of a timeline; ``today`` parts what has been from what comes if nothing is done."""
    past = [turn for turn in timeline.turns if turn.day <= today]
    ahead = [turn for turn in timeline.turns if turn.day > today]
    for title, turns, span in (
        (messages.TIMELINE_PAST, past, (timeline.since, today)),
        (messages.TIMELINE_AHEAD, ahead, (today, timeline.until)),
    ):
        heading = title.in_language(language).format(since=span[0], until=span[1])
        print_trimmed(console, heading, style="bold")
        if turns:
            print_trimmed(console, _table(console, turns, questions, language))
        else:
            print_trimmed(console, f"  {messages.NO_CHANGE.in_language(language)}")
        print_trimmed(console)


def _table(console: Console, turns: Iterable[Turn], questions: Questions, language: Language) -> Table:
    table = Table(box=None, show_header=True, pad_edge=False, padding=(0, _GAP, 0, 0), width=console.width)
    rest = console.width - _DATE_WIDTH - 4 * _GAP
    table.add_column(messages.DAY.in_language(language), width=_DATE_WIDTH)
    table.add_column(messages.DECISION.in_language(language), width=rest * 3 // 10, overflow="fold")
    table.add_column(messages.BEFORE.in_language(language), width=rest * 3 // 20, overflow="fold")
    table.add_column(messages.AFTER.in_language(language), width=rest * 3 // 20, overflow="fold")
    table.add_column(messages.BASIS.in_language(language), ratio=1, overflow="fold")
    shown = None
    for turn in turns:
        question = questions[turn.decision]
        mark = " !" if questions.is_finding(turn.after) else ""
        table.add_row(
            "" if turn.day == shown else turn.day.isoformat(),
            turn.after.title.in_language(language),
            answer_text(turn.before, question, language),
            answer_text(turn.after, question, language) + mark,
            _basis(turn, language),
        )
        shown = turn.day
    return table


def _basis(turn: Turn, language: Language) -> str:
    """The rules that came; where none did, those that stay. Of what is undetermined, what it waits for."""
    if turn.after.outcome is Outcome.UNDETERMINED:
        return _still_open(turn, language)
    before, after = ({ground.rule for ground in decision.grounds} for decision in (turn.before, turn.after))
    shown = after - before or after
    return "\n".join(sorted({ground_text(ground, language) for ground in turn.after.grounds if ground.rule in shown}))


def _still_open(turn: Turn, language: Language) -> str:
    if turn.before.outcome is not Outcome.UNDETERMINED or turn.after.conflict is not None:
        return open_text(turn.after, language)
    came = [path for path in turn.after.missing if path not in turn.before.missing]
    if came:
        return facts_text(messages.NEWLY_MISSING, came, language)
    gone = [path for path in turn.before.missing if path not in turn.after.missing]
    return facts_text(messages.NO_LONGER_MISSING, gone, language) if gone else open_text(turn.after, language)
