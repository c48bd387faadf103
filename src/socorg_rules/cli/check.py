"""``socorg-rules check``: decide about many organizations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from socorg_rules.cli.options import AsOf, Format, KnownAt, LanguageOption, MappingFile, Only, Rulesets
from socorg_rules.cli.speaking import speaking


def check(  # noqa: PLR0913 - one an option
    records: Annotated[
        Path,
        typer.Argument(
            metavar="RECORDS",
            help="A .json, .jsonl, .csv or .xlsx file, or a folder of CSV tables.",
            show_default=False,
        ),
    ],
    *,
    as_of: AsOf,
    known_at: KnownAt = None,
    rulesets: Rulesets = None,
    division: Annotated[
        str | None,
        typer.Option(
            metavar="CODE", help="Only organizations registered in this place or below: 320600 covers 3206xx."
        ),
    ] = None,
    only: Only = None,
    every: Annotated[
        bool, typer.Option("--all", help="In the table, show every decision and not only what was found.")
    ] = False,
    mapping: MappingFile = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="A table for people, JSON Lines for programs. By default table on a terminal, else jsonl.",
        ),
    ] = None,
    engine: Annotated[
        Literal["auto", "compiled", "bulk"],
        typer.Option(
            help="What decides: record by record, or thousands at once, column by column. The answer is the same, "
            "byte for byte; auto takes what is faster for so many."
        ),
    ] = "auto",
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the answer to a file.")] = None,
    language: LanguageOption = None,
) -> None:
    """Decide about every organization of a file or folder.

    Bad records are named on standard error by file, line and column; the good ones are decided all the same.

    A finding is a decision that tells of something wrong, such as a ground for listing, or capital below the minimum.
    Which decisions do so, and with which outcome, is said by the rulesets.

    Exit codes:
        0  nothing found
        1  findings
        2  no finding, but something undetermined
        3  bad input, findings or not

    Examples:
        socorg-rules check organizations.csv --as-of 2026-06-15
        socorg-rules check export/ --as-of 2026-06-15 --division 320600
        socorg-rules check export.xlsx --as-of 2026-06-15 --output decisions.jsonl
    """
    with speaking(language) as voice:
        # Imported here so that --help and completion don't wait for it.
        from socorg_rules.cli.output import output_to  # noqa: PLC0415
        from socorg_rules.cli.population import (  # noqa: PLC0415
            Population,
            PopulationRequest,
            write_json_lines,
            write_table,
        )

        population = Population(
            PopulationRequest(records, mapping, as_of, known_at, rulesets, division, tuple(only or ()), engine)
        )
        voice.complain(population.problems)
        with output_to(output) as stream:
            if form == "table" or (form is None and stream.isatty()):
                write_table(population, stream, voice, every_decision=every)
            else:
                write_json_lines(population, stream, voice)
        code = population.exit_code()
    raise typer.Exit(code)
