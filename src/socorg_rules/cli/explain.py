"""``socorg-rules explain``: why, for one organization."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from socorg_rules.cli.options import AsOf, KnownAt, LanguageOption, MappingFile, Only, Rulesets
from socorg_rules.cli.speaking import speaking


def explain(  # noqa: PLR0913 - one an option
    record: Annotated[
        Path,
        typer.Argument(metavar="RECORD", help="A file with the organization's record, as check takes it."),
    ],
    *,
    as_of: AsOf,
    key: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="Which record, where the file holds several: its credit code or key."),
    ] = None,
    only: Only = None,
    known_at: KnownAt = None,
    rulesets: Rulesets = None,
    mapping: MappingFile = None,
    language: LanguageOption = None,
) -> None:
    """Say why: by which rule and article, since when, what is missing, what would have to be different.

    Decisions that don't apply to the organization are left out unless --only names them.

    Exit codes: 0 explained; 3 bad input.

    Examples:
        socorg-rules explain record.json --as-of 2026-06-15 --language zh
        socorg-rules explain export/ --as-of 2026-06-15 --key 51320612MJ0000001X
    """
    with speaking(language) as voice:
        # Imported here so that --help and completion don't wait for it.
        from socorg_rules.cli.arguments import day_in, decisions_in, known_day_in  # noqa: PLC0415
        from socorg_rules.cli.one_record import chosen_record, heading  # noqa: PLC0415
        from socorg_rules.cli.rulebooks import rulebook_from  # noqa: PLC0415
        from socorg_rules.problems import Problems  # noqa: PLC0415
        from socorg_rules.records.readers import read_records  # noqa: PLC0415

        problems = Problems()
        rulebook = rulebook_from(rulesets)
        day = day_in(as_of, "--as-of", problems)
        known_day = known_day_in(known_at, rulebook, problems)
        names = decisions_in(only or (), rulebook, problems)
        problems.raise_errors()
        assert day is not None
        chosen = chosen_record(read_records(record, mapping=mapping), record, key, voice)
        evaluation = rulebook.evaluate(chosen.organization, as_of=day, known_at=known_day, only=names)
        print(heading(chosen, day.isoformat()), end="\n\n")
        print(evaluation.explain(voice.language, only=names))
