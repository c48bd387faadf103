"""Decisions as a table on a terminal: a block an organization, a row a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from socorg_rules.decisions.explanation import answer_text
from socorg_rules.decisions.outcome import Decision, Ground, Outcome
from socorg_rules.decisions.wording import term_text
from socorg_rules.evaluation import Evaluation
from socorg_rules.problems import Language, Text
from socorg_rules.records.organization import Organization
from socorg_rules.records.readers.batch import Record
from socorg_rules.reports import messages
from socorg_rules.reports.basis import facts_text, ground_text, open_text
from socorg_rules.reports.console import print_trimmed
from socorg_rules.reports.questions import Questions

_SHOWN_GROUNDS = 3
_MARK_WIDTH = 1
_DATE_WIDTH = 10
_GAP = 2

_FINDING_STYLE = "bold red"
_UNDETERMINED_STYLE = "yellow"


@dataclass(frozen=True, slots=True)
class _Basis:
    since: str
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    mark: str
    style: str
    decision: str
    answer: str
    bases: tuple[_Basis, ...]


class DecisionTable:
    """Prints organizations one after the other, so that no population is too large.

    Without ``every_decision`` only findings get a row each; what is undetermined is gathered in one row, and an
    organization that has neither is left out.
    """

    def __init__(self, console: Console, questions: Questions, language: Language, *, every_decision: bool) -> None:
        self._console = console
        self._questions = questions
        self._language: Language = language
        self._every_decision = every_decision
        self._headed = False

    def print(self, record: Record, evaluation: Evaluation) -> None:
        """Prints the block of one organization, if there is something to say."""
        rows = list(self._every_row(evaluation) if self._every_decision else self._notable_rows(evaluation))
        if not rows:
            return
        if not self._headed:
            self._print_rows([self._head()])
            self._headed = True
        print_trimmed(self._console)
        print_trimmed(self._console, self._heading(record), style="bold")
        self._print_rows(rows)

    def _head(self) -> _Row:
        basis = _Basis(self._say(messages.SINCE), self._say(messages.BASIS))
        return _Row("", "bold", self._say(messages.DECISION), self._say(messages.ANSWER), (basis,))

    def close(self) -> None:
        """Says what the marks mean, if there were any rows."""
        if self._headed:
            print_trimmed(self._console)
            print_trimmed(self._console, self._say(messages.MARKS), style="dim")
            print_trimmed(self._console)

    def _heading(self, record: Record) -> str:
        organization = record.organization
        about = [self._place_and_form(organization)]
        if organization.name is not None:
            about.insert(0, record.key)
        return "  ".join((organization.name or record.key, *filter(None, about)))

    def _place_and_form(self, organization: Organization) -> str:
        form = None if organization.form is None else term_text(organization.form, self._language, "form")
        return " ".join(filter(None, (organization.division, form)))

    def _every_row(self, evaluation: Evaluation) -> Iterator[_Row]:
        for decision in evaluation.values():
            if decision.outcome is not Outcome.NOT_APPLICABLE:
                yield self._row(decision)

    def _notable_rows(self, evaluation: Evaluation) -> Iterator[_Row]:
        undetermined = [decision for decision in evaluation.values() if decision.outcome is Outcome.UNDETERMINED]
        for decision in evaluation.values():
            if self._questions.is_finding(decision):
                yield self._row(decision)
        if len(undetermined) == 1:
            yield self._row(undetermined[0])
        elif undetermined:
            yield _Row(
                "?",
                _UNDETERMINED_STYLE,
                self._say(messages.UNDETERMINED_ROWS, count=len(undetermined)),
                answer_text(undetermined[0], None, self._language),
                (_Basis("", facts_text(messages.MISSING, evaluation.missing, self._language)),),
            )

    def _row(self, decision: Decision) -> _Row:
        undetermined = decision.outcome is Outcome.UNDETERMINED
        mark, style = " ", ""
        if self._questions.is_finding(decision):
            mark, style = "!", _FINDING_STYLE
        elif undetermined:
            mark, style = "?", _UNDETERMINED_STYLE
        return _Row(
            mark,
            style,
            decision.title.in_language(self._language),
            answer_text(decision, self._questions[decision.name], self._language) + ("*" if decision.caveats else ""),
            (_Basis("", open_text(decision, self._language)),) if undetermined else self._bases(decision.grounds),
        )

    def _bases(self, grounds: tuple[Ground, ...]) -> tuple[_Basis, ...]:
        """The rules behind an outcome, each with its articles and the days since which it holds."""
        days: dict[str, list[str]] = {}
        for ground in grounds:
            since = days.setdefault(ground_text(ground, self._language), [])
            if ground.since is not None:
                since.append(ground.since.isoformat())
        bases = tuple(_Basis("\n".join(since), text) for text, since in days.items())
        if len(bases) <= _SHOWN_GROUNDS:
            return bases
        more = self._say(messages.MORE_GROUNDS, count=len(bases) - _SHOWN_GROUNDS)
        return (*bases[:_SHOWN_GROUNDS], _Basis("", more))

    def _say(self, text: Text, **values: object) -> str:
        return text.in_language(self._language).format(**values)

    def _print_rows(self, rows: list[_Row]) -> None:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, _GAP, 0, 0), width=self._console.width)
        rest = self._console.width - _MARK_WIDTH - _DATE_WIDTH - 4 * _GAP
        table.add_column(width=_MARK_WIDTH)
        table.add_column(width=rest * 3 // 10, overflow="fold")
        table.add_column(width=rest * 2 // 10, overflow="fold")
        table.add_column(width=_DATE_WIDTH)
        table.add_column(ratio=1, overflow="fold")
        for row in rows:
            first, *others = row.bases or (_Basis("", ""),)
            mark, answer = Styled(row.mark, row.style), Styled(row.answer, row.style)
            table.add_row(mark, row.decision, answer, first.since, first.text)
            for basis in others:
                table.add_row("", "", "", basis.since, basis.text)
        print_trimmed(self._console, table)
