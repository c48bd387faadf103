"""``socorg-rules indicators``: the figures of a place, and what was published of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from socorg_rules.cli.options import KnownAt, LanguageOption, MappingFile, Rulesets
from socorg_rules.cli.speaking import speaking

IndicatorFormat = Literal["table", "json"]


def indicators(  # noqa: PLR0913 - one an option
    population: Annotated[
        Path | None,
        typer.Argument(
            metavar="POPULATION",
            help="The organizations: a .json, .jsonl, .csv or .xlsx file, or a folder of CSV tables.",
            show_default=False,
        ),
    ] = None,
    *,
    place: Annotated[
        str | None, typer.Option(metavar="CODE", help="The place, by its division code; places below it count with it.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The day asked about, such as 2013-10-31.")
    ] = None,
    published: Annotated[
        bool, typer.Option("--published", help="Check the figures that documents published, without a population.")
    ] = False,
    places: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The table of places, where it isn't in POPULATION: a .csv file."),
    ] = None,
    known_at: KnownAt = None,
    rulesets: Rulesets = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="INDICATOR", help="Show this indicator only; repeat it for more.")
    ] = None,
    mapping: MappingFile = None,
    form: Annotated[
        IndicatorFormat | None,
        typer.Option("--format", help="A table for people, JSON for programs. By default table on a terminal."),
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the answer to a file.")] = None,
    language: LanguageOption = None,
) -> None:
    """Reckon the indicators of a place over its organizations, against the targets in force on the day.

    A missing fact makes a range; an indicator that could be printed as several values is undetermined.

    With --published, the figures that documents stated are reckoned again from the numbers beside them.

    Exit codes:
        0  nothing found
        1  a target missed, or a figure that isn't what was published
        2  something undetermined
        3  bad input

    Examples:
        socorg-rules indicators examples/shangcheng-2013 --place 330102 --as-of 2013-10-31
        socorg-rules indicators --published --place 330102
    """
    with speaking(language) as voice:
        # Imported here so that --help and completion don't wait for it.
        from socorg_rules.cli.measuring import (  # noqa: PLC0415
            IndicatorRequest,
            write_measurement,
            write_reviews,
        )
        from socorg_rules.cli.output import output_to  # noqa: PLC0415

        request = IndicatorRequest(
            population, mapping, places, place, as_of, known_at, rulesets, tuple(only or ()), published
        )
        with output_to(output) as stream:
            as_table = form == "table" or (form is None and stream.isatty())
            write = write_reviews if published else write_measurement
            code = write(request, stream, voice, as_table=as_table)
    raise typer.Exit(code)
