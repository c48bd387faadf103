"""A population as the command line decides about it: read whole, decided and written one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TextIO

from socorg_rules.cli.arguments import day_in, decisions_in, division_in, known_day_in
from socorg_rules.cli.engines import Engine, evaluated
from socorg_rules.cli.exit_codes import ExitCode
from socorg_rules.cli.messages import DECIDING
from socorg_rules.cli.progress import ProgressBar
from socorg_rules.cli.rulebooks import rulebook_from
from socorg_rules.cli.speaking import Voice
from socorg_rules.evaluation import Evaluation
from socorg_rules.problems import Problems
from socorg_rules.records.readers import read_records
from socorg_rules.records.readers.batch import Record
from socorg_rules.reports.console import console_on
from socorg_rules.reports.decision_table import DecisionTable
from socorg_rules.reports.json_lines import JsonLines
from socorg_rules.reports.questions import Questions
from socorg_rules.reports.summary import Summary
from socorg_rules.reports.summary_table import print_summary, totals
from socorg_rules.rulebook import Rulebook

_PRINTED_AT_ONCE: Final = 50
"""Organizations between two looks at the progress bar, which would flicker otherwise."""


@dataclass(frozen=True, slots=True)
class PopulationRequest:
    """What to decide about, as it was typed."""

    records: Path
    mapping: Path | None
    as_of: str
    known_at: str | None
    rulesets: Path | None
    division: str | None
    only: Sequence[str]
    engine: Engine


class Population:
    """The good records of a source and everything that is needed to decide about them."""

    def __init__(self, request: PopulationRequest) -> None:
        """Raises :class:`~socorg_rules.ProblemsError` with every mistake of the request."""
        problems = Problems()
        rulebook = rulebook_from(request.rulesets)
        as_of = day_in(request.as_of, "--as-of", problems)
        self._known_at = known_day_in(request.known_at, rulebook, problems)
        self._only = decisions_in(request.only, rulebook, problems)
        division = division_in(request.division, rulebook, problems)
        problems.raise_errors()
        assert as_of is not None
        batch = read_records(request.records, mapping=request.mapping)
        self.records = [
            record for record in batch.records if division is None or division.covers(record.organization.division)
        ]
        self.problems = batch.problems
        self.summary = Summary(
            Questions(declaration for ruleset in rulebook.rulesets for declaration in ruleset.decisions)
        )
        self._rulebook: Rulebook = rulebook
        self._as_of: date = as_of
        self._engine: Engine = request.engine

    def decided(self) -> Iterator[tuple[Record, Evaluation]]:
        """Every organization with its decisions, counted in the summary."""
        organizations = [record.organization for record in self.records]
        evaluations = evaluated(
            self._rulebook,
            organizations,
            self._engine,
            as_of=self._as_of,
            known_at=self._known_at,
            only=self._only,
        )
        for record, evaluation in zip(self.records, evaluations, strict=True):
            self.summary.add(evaluation)
            yield record, evaluation

    @property
    def is_decided(self) -> bool:
        """Whether there is anything to sum up: bad input alone is not."""
        return bool(self.records) or not self.problems.errors

    def exit_code(self) -> ExitCode:
        """What was found among those that have been decided."""
        if self.problems.errors:
            return ExitCode.BAD_INPUT
        if self.summary.with_findings:
            return ExitCode.FINDINGS
        return ExitCode.UNDETERMINED if self.summary.undetermined_only else ExitCode.NOTHING_FOUND


def write_json_lines(population: Population, stream: TextIO, voice: Voice) -> None:
    """One line an organization; the totals go to standard error."""
    lines = JsonLines(population.summary.questions)
    with _progress(population, voice) as progress:
        for record, evaluation in population.decided():
            stream.write(lines.line(record.key, evaluation) + "\n")
            progress.advance()
    if population.is_decided:
        voice.tell(totals(population.summary, voice.language, errors=len(population.problems.errors)))


def write_table(population: Population, stream: TextIO, voice: Voice, *, every_decision: bool) -> None:
    """A block an organization, and the summary."""
    console = console_on(stream)
    table = DecisionTable(console, population.summary.questions, voice.language, every_decision=every_decision)
    with _progress(population, voice) as progress:
        waiting: list[tuple[Record, Evaluation]] = []
        for decided in population.decided():
            waiting.append(decided)
            progress.advance()
            if len(waiting) == _PRINTED_AT_ONCE or population.summary.organizations == len(population.records):
                with progress.aside():
                    for record, evaluation in waiting:
                        table.print(record, evaluation)
                waiting.clear()
    table.close()
    if population.is_decided:
        print_summary(console, population.summary, voice.language, errors=len(population.problems.errors))


def _progress(population: Population, voice: Voice) -> ProgressBar:
    return ProgressBar(voice.say(DECIDING), len(population.records))
