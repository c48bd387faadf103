"""``socorg-rules watch``: events of many organizations in, changes of decisions out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from socorg_rules.cli.exit_codes import ExitCode
from socorg_rules.cli.options import Format, KnownAt, LanguageOption, Only, Rulesets
from socorg_rules.cli.speaking import speaking

if TYPE_CHECKING:
    from socorg_rules.problems import Language
    from socorg_rules.reports.questions import Questions
    from socorg_rules.watch.delivery import Delivery
    from socorg_rules.watch.feed import Feed
    from socorg_rules.watch.watch import Watch

_STANDARD_INPUT = "-"


def watch(  # noqa: PLR0913 - one an option
    events: Annotated[
        Path,
        typer.Argument(metavar="EVENTS", help="A file with one event a line (JSON Lines), or - for standard input."),
    ],
    *,
    state: Annotated[
        str, typer.Option(metavar="FILE|URL", help="Where to keep what is known: a file for SQLite, or a database.")
    ],
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="After the events, let time pass up to and on this day.")
    ] = None,
    only: Only = None,
    known_at: KnownAt = None,
    rulesets: Rulesets = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Add the changes to a file, each exactly once.")
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="On standard output: lines for people, or JSON Lines. By default table on a terminal, else jsonl. "
            "A file of --output holds JSON Lines.",
        ),
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Take in events of organizations and write every change of a decision: what, why, by which article, since when.

    Time moves only when told: by an event "day passed", or by --until. Stopped at any moment and started again with
    the same command, it goes on where it was; no change is lost, and none stands twice in the file of --output.

    Bad events are named on standard error by file, line and field; the good ones are taken in all the same.

    Exit codes: 0 all taken in; 3 bad input.

    Examples:
        socorg-rules watch events.jsonl --state watch.db --until 2026-06-30 --output changes.jsonl
        tail -F events.jsonl | socorg-rules watch - --state watch.db
    """
    with speaking(language) as voice:
        # Imported here so that --help and completion don't wait for it.
        from socorg_rules.cli.arguments import day_in, decisions_in, known_day_in  # noqa: PLC0415
        from socorg_rules.cli.rulebooks import rulebook_from  # noqa: PLC0415
        from socorg_rules.problems import Problems  # noqa: PLC0415
        from socorg_rules.reports.questions import Questions  # noqa: PLC0415
        from socorg_rules.watch.feed import advance  # noqa: PLC0415
        from socorg_rules.watch.watch import Watch  # noqa: PLC0415

        problems = Problems()
        rulebook = rulebook_from(rulesets)
        day = None if until is None else day_in(until, "--until", problems)
        known_day = known_day_in(known_at, rulebook, problems)
        names = decisions_in(only or (), rulebook, problems)
        problems.raise_errors()
        questions = Questions(declaration for ruleset in rulebook.rulesets for declaration in ruleset.decisions)
        with (
            Watch(rulebook, state=state, only=names, known_at=known_day) as watching,
            _feed_from(watching, events) as feed,
            _delivery_to(watching, output, form, questions, voice.language) as delivery,
        ):
            delivery.deliver()
            is_good = feed.take(voice.complain, delivery.deliver)
            if day is not None:
                advance(watching, day, delivery.deliver)
    raise typer.Exit(ExitCode.NOTHING_FOUND if is_good else ExitCode.BAD_INPUT)


@contextmanager
def _feed_from(watching: Watch, events: Path) -> Iterator[Feed]:
    from socorg_rules.watch.feed import Feed  # noqa: PLC0415

    if str(events) == _STANDARD_INPUT:
        yield Feed(watching, sys.stdin.buffer, "<stdin>", is_remembered=False)
        return
    with events.open("rb") as stream:
        yield Feed.of_file(watching, events, stream)


@contextmanager
def _delivery_to(
    watching: Watch, output: Path | None, form: Format | None, questions: Questions, language: Language
) -> Iterator[Delivery]:
    from socorg_rules.reports.watch_lines import told_text  # noqa: PLC0415
    from socorg_rules.watch.delivery import Delivery, delivery_to_file  # noqa: PLC0415
    from socorg_rules.watch.told import told_from  # noqa: PLC0415

    def shown(line: str) -> str:
        return told_text(told_from(line), questions, language)

    if output is None:
        for_people = form == "table" or (form is None and sys.stdout.isatty())
        yield Delivery(watching, sys.stdout.buffer, after=0, is_file=False, shown=shown if for_people else str)
        return
    with delivery_to_file(watching, output) as delivery:
        yield delivery
