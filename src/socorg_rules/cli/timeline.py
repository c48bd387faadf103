"""``socorg-rules timeline``: what has changed about one organization, and what is ahead of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from socorg_rules.cli.options import KnownAt, LanguageOption, MappingFile, Only, Rulesets
from socorg_rules.cli.speaking import speaking


def timeline(  # noqa: PLR0913 - one an option
    record: Annotated[
        Path,
        typer.Argument(metavar="RECORD", help="A file with the organization's record, as check takes it."),
    ],
    *,
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="The day that parts past and future. There is no default.")
    ],
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="The first day. By default a year before --as-of.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day. By default two years after --as-of.")
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="Which record, where the file holds several: its credit code or key."),
    ] = None,
    only: Only = None,
    known_at: KnownAt = None,
    rulesets: Rulesets = None,
    mapping: MappingFile = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="Write the days ahead as an iCalendar file, too.")
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Show every day on which an answer changes: what has been, and what comes if nothing is done.

    The law of each day is used. A change of days late, from one to two and so on, is no change.

    Exit codes: 0 shown; 3 bad input.

    Examples:
        socorg-rules timeline record.json --as-of 2026-06-15 --language zh
        socorg-rules timeline record.json --as-of 2026-06-15 --until 2030-12-31 --ics deadlines.ics
    """
    with speaking(language) as voice:
        # Imported here so that --help and completion don't wait for it.
        import sys  # noqa: PLC0415

        from dateutil.relativedelta import relativedelta  # noqa: PLC0415

        from socorg_rules.cli.arguments import day_in, decisions_in, known_day_in  # noqa: PLC0415
        from socorg_rules.cli.messages import ENDS_BEFORE_IT_BEGINS  # noqa: PLC0415
        from socorg_rules.cli.one_record import chosen_record, heading  # noqa: PLC0415
        from socorg_rules.cli.output import output_to  # noqa: PLC0415
        from socorg_rules.cli.rulebooks import rulebook_from  # noqa: PLC0415
        from socorg_rules.problems import Place, Problems  # noqa: PLC0415
        from socorg_rules.records.readers import read_records  # noqa: PLC0415
        from socorg_rules.reports.calendar import calendar_of  # noqa: PLC0415
        from socorg_rules.reports.console import console_on, print_trimmed  # noqa: PLC0415
        from socorg_rules.reports.questions import Questions  # noqa: PLC0415
        from socorg_rules.reports.timeline_table import print_timeline  # noqa: PLC0415

        problems = Problems()
        rulebook = rulebook_from(rulesets)
        today = day_in(as_of, "--as-of", problems)
        first = None if since is None else day_in(since, "--since", problems)
        last = None if until is None else day_in(until, "--until", problems)
        known_day = known_day_in(known_at, rulebook, problems)
        names = decisions_in(only or (), rulebook, problems)
        problems.raise_errors()
        assert today is not None
        first = first or today - relativedelta(years=1)
        last = last or today + relativedelta(years=2)
        if not first <= today <= last:
            problems.add(ENDS_BEFORE_IT_BEGINS.at(Place("--as-of"), since=first, until=last, day=today))
            problems.raise_errors()
        chosen = chosen_record(read_records(record, mapping=mapping), record, key, voice)
        found = rulebook.timeline(chosen.organization, since=first, until=last, known_at=known_day, only=names)
        questions = Questions(declaration for ruleset in rulebook.rulesets for declaration in ruleset.decisions)
        console = console_on(sys.stdout)
        print_trimmed(console, heading(chosen, today.isoformat()))
        print_trimmed(console)
        print_timeline(console, found, questions, today, voice.language)
        if ics is not None:
            name = chosen.organization.name or chosen.key
            with output_to(ics) as stream:
                stream.write(calendar_of(found, chosen.key, name, questions, today, voice.language))
