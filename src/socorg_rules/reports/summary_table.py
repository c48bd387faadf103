"""The summary of a population as a table."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.table import Table

from socorg_rules.decisions.outcome import OUTCOME_LABELS, Outcome
from socorg_rules.decisions.wording import fact_text
from socorg_rules.problems import Language
from socorg_rules.reports import messages
from socorg_rules.reports.console import print_trimmed
from socorg_rules.reports.summary import Summary

_MOST_MISSING: Final = 5
_OUTCOMES: Final = (Outcome.SATISFIED, Outcome.NOT_SATISFIED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE)


def print_summary(console: Console, summary: Summary, language: Language, *, errors: int) -> None:
    """Prints how often every decision came out how, what is missing most, and the totals."""
    if summary.outcomes:
        print_trimmed(console, _outcome_table(summary, language))
        print_trimmed(console)
    missing = summary.most_missing(_MOST_MISSING)
    if missing:
        print_trimmed(console, messages.FACTS_MOST_MISSED.in_language(language), style="bold")
        for path, count in missing:
            fact = fact_text(path, language)
            line = messages.FACT_MISSED.in_language(language).format(fact=fact, count=count)
            print_trimmed(console, f"  {line}")
        print_trimmed(console)
    print_trimmed(console, totals(summary, language, errors=errors), style="bold")


def totals(summary: Summary, language: Language, *, errors: int) -> str:
    """The totals in one or two sentences."""
    sentences = [
        messages.ORGANIZATIONS.in_language(language).format(
            organizations=summary.organizations,
            found=summary.with_findings,
            open=summary.undetermined_only,
            clear=summary.without_findings,
        )
    ]
    if errors:
        sentences.append(messages.UNREADABLE.in_language(language).format(problems=errors))
    return (" " if language == "en" else "").join(sentences)


def _outcome_table(summary: Summary, language: Language) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(messages.SUMMARY.in_language(language), overflow="fold")
    for outcome in _OUTCOMES:
        table.add_column(OUTCOME_LABELS[outcome].in_language(language), justify="right")
    table.add_column(messages.FINDINGS.in_language(language), justify="right")
    for name, counts in summary.outcomes.items():
        found = summary.findings[name]
        table.add_row(
            summary.questions.title_of(name).in_language(language),
            *(str(counts[outcome] or "-") for outcome in _OUTCOMES),
            str(found or "-"),
            style="red" if found else "",
        )
    return table
