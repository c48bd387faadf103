"""Tables as they look: golden files for the widths of common terminals, in both languages."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from socorg_rules.problems import Language
from socorg_rules.reports.console import QuietConsole, console_on, print_trimmed
from socorg_rules.reports.decision_table import DecisionTable
from socorg_rules.reports.law_status import sources_of, status_of, unverified_items
from socorg_rules.reports.law_table import ruleset_table, unverified_table
from socorg_rules.reports.questions import Questions
from socorg_rules.reports.summary import Summary
from socorg_rules.reports.summary_table import print_summary
from tests.golden import check_golden
from tests.review.sample import sample_evaluation, sample_records, sample_rulebook

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def console(width: int, *, terminal: bool = False) -> Console:
    return QuietConsole(
        file=io.StringIO(),
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=terminal,
        color_system="standard" if terminal else None,
    )


def written(on: Console) -> str:
    assert isinstance(on.file, io.StringIO)
    return on.file.getvalue()


def decisions(on: Console, language: Language, *, every_decision: bool) -> str:
    questions = Questions(sample_rulebook().decisions)
    table = DecisionTable(on, questions, language, every_decision=every_decision)
    summary = Summary(questions)
    for key, record in sample_records().items():
        evaluation = sample_evaluation(key)
        summary.add(evaluation)
        table.print(record, evaluation)
    table.close()
    print_summary(on, summary, language, errors=2)
    return written(on)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 120])
def test_the_table_of_findings(width: int, language: Language) -> None:
    text = decisions(console(width), language, every_decision=False)
    check_golden(GOLDEN / f"findings-{width}.{language}.txt", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_every_decision(language: Language) -> None:
    text = decisions(console(120), language, every_decision=True)
    check_golden(GOLDEN / f"decisions-120.{language}.txt", text)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(width: int) -> None:
    for line in decisions(console(width), "zh", every_decision=True).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


def test_a_finding_is_red_on_a_terminal() -> None:
    assert "\x1b[1;31m!" in decisions(console(100, terminal=True), "zh", every_decision=False)


def test_markup_in_a_name_is_printed_as_it_is() -> None:
    on = console(80)
    record = next(iter(sample_records().values()))
    organization = record.organization.model_copy(update={"name": "[red]协会[/] :smile:"})
    table = DecisionTable(on, Questions(sample_rulebook().decisions), "zh", every_decision=True)
    table.print(type(record)(record.key, organization, record.place), sample_evaluation(record.key))
    assert "[red]协会[/] :smile:" in written(on)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_rulesets_and_of_what_is_unverified(language: Language) -> None:
    on = console(120)
    rulesets = sample_rulebook().rulesets
    sources = sources_of(rulesets)
    print_trimmed(on, ruleset_table([status_of(ruleset, sources) for ruleset in rulesets], language))
    print_trimmed(on, unverified_table((item for ruleset in rulesets for item in unverified_items(ruleset)), language))
    check_golden(GOLDEN / f"rulesets.{language}.txt", written(on))


def test_what_is_no_terminal_gets_a_width_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert console_on(io.StringIO()).width == 120
    monkeypatch.setenv("COLUMNS", "66")
    assert console_on(io.StringIO()).width == 66


def test_no_color_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    on = console(100, terminal=True)
    assert "\x1b[31m" not in decisions(on, "zh", every_decision=False)
    assert "31m" not in written(on)
