"""``socorg-rules rulesets``: what there is, and how far it was checked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from socorg_rules.cli.options import LanguageOption
from socorg_rules.cli.speaking import speaking


def rulesets(
    path: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="A folder of rulesets. By default the bundled ones.")
    ] = None,
    unverified: Annotated[
        bool,
        typer.Option(
            "--unverified", help="List every source, value and rule that isn't fully checked, or is due again."
        ),
    ] = False,
    language: LanguageOption = None,
) -> None:
    """List the rulesets: version, place, release, time in force, digest, and how far they were checked.

    The last column counts the sources, values and rules whose text was read, out of all there are.

    Exit codes: 0 listed; 3 the rulesets can't be used.

    Examples:
        socorg-rules rulesets
        socorg-rules rulesets --unverified
    """
    with speaking(language) as voice:
        # Imported here so that --help and completion don't wait for it.
        from socorg_rules.cli.rulebooks import rulebook_from  # noqa: PLC0415
        from socorg_rules.reports.console import console_on, print_trimmed  # noqa: PLC0415
        from socorg_rules.reports.law_status import sources_of, status_of, unverified_items  # noqa: PLC0415
        from socorg_rules.reports.law_table import ruleset_table, unverified_table  # noqa: PLC0415

        versions = rulebook_from(path).rulesets
        if unverified:
            items = (item for ruleset in versions for item in unverified_items(ruleset))
            table = unverified_table(items, voice.language)
        else:
            sources = sources_of(versions)
            table = ruleset_table((status_of(ruleset, sources) for ruleset in versions), voice.language)
        print_trimmed(console_on(sys.stdout), table)
