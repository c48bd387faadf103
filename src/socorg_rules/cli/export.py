"""``socorg-rules export``: the law as a view for a registry's database, or for a durable_rules host."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from socorg_rules.cli.options import AsOf, LanguageOption, Only, Rulesets
from socorg_rules.cli.speaking import speaking
from socorg_rules.records.divisions import WHOLE_COUNTRY

if TYPE_CHECKING:
    from socorg_rules.rulebook import Rulebook

_Division = Annotated[
    str, typer.Option(metavar="CODE", help="The place whose law it is; by default the whole country.")
]

export: typer.Typer = typer.Typer(help="Hand the law to other systems.", no_args_is_help=True)


@export.callback()
def _exporting() -> None:
    pass


@export.command()
def sql(  # noqa: PLR0913 - one an option
    *,
    dialect: Annotated[
        Literal["postgres", "duckdb", "mysql", "spark", "oracle", "mssql"],
        typer.Option(
            help="The SQL to write. Run here: postgres, duckdb, spark, mysql (as MariaDB). Not run: oracle, mssql.",
            show_default=False,
        ),
    ],
    as_of: AsOf,
    division: _Division = WHOLE_COUNTRY,
    only: Only = None,
    name: Annotated[str, typer.Option(help="The name of the view.")] = "socorg_decisions",
    rulesets: Rulesets = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the view to a file.")] = None,
    language: LanguageOption = None,
) -> None:
    """Write the law of a place on a day as a CREATE VIEW, each decision with its articles.

    The view reads tables that are named as in the record: organizations, penalties and so on, joined by credit_code.

    Exit codes: 0 written; 3 an argument can't be.

    Examples:
        socorg-rules export sql --dialect postgres --as-of 2026-06-15 --division 320612 --output view.sql
        socorg-rules export sql --dialect mysql --as-of 2026-06-15 --only anomaly_listing
    """
    with speaking(language):
        # Imported here so that --help and completion don't wait for it.
        from socorg_rules.cli.output import output_to  # noqa: PLC0415
        from socorg_rules.exports.sql import sql_view  # noqa: PLC0415

        rulebook, day, wanted = _asked(as_of, division, only or (), rulesets)
        view = sql_view(rulebook, dialect=dialect, division=division, as_of=day, name=name, only=wanted)
        with output_to(output) as stream:
            stream.write(view)


@export.command()
def durable(
    *,
    as_of: AsOf,
    division: _Division = WHOLE_COUNTRY,
    only: Only = None,
    rulesets: Rulesets = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the definitions to a file.")] = None,
    language: LanguageOption = None,
) -> None:
    """Write the law of a place on a day as JSON for a durable_rules host, with the table of its atoms.

    The host is told the atoms of an organization as small integers; which rules are effective it concludes itself.

    Exit codes: 0 written; 3 an argument can't be, or a decision passes a limit of durable_rules.

    Examples:
        socorg-rules export durable --as-of 2026-06-15 --division 320612 --output law.json
        socorg-rules export durable --as-of 2026-06-15 --only anomaly_listing
    """
    with speaking(language):
        # Imported here so that --help and completion don't wait for it.
        import json  # noqa: PLC0415

        from socorg_rules.cli.output import output_to  # noqa: PLC0415
        from socorg_rules.exports.durable import durable_definitions  # noqa: PLC0415

        rulebook, day, wanted = _asked(as_of, division, only or (), rulesets)
        found = durable_definitions(rulebook, division=division, as_of=day, only=wanted)
        with output_to(output) as stream:
            stream.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


def _asked(
    as_of: str, division: str, only: Sequence[str], rulesets: Path | None
) -> tuple[Rulebook, date, tuple[str, ...] | None]:
    """The law, the day and the decisions to export; all arguments that can't be are told of at once."""
    from socorg_rules.cli.arguments import day_in, decisions_in, division_in  # noqa: PLC0415
    from socorg_rules.cli.rulebooks import rulebook_from  # noqa: PLC0415
    from socorg_rules.problems import Problems  # noqa: PLC0415

    problems = Problems()
    rulebook = rulebook_from(rulesets)
    day = day_in(as_of, "--as-of", problems)
    wanted = decisions_in(only, rulebook, problems)
    division_in(division, rulebook, problems)
    problems.raise_errors()
    assert day is not None
    return rulebook, day, wanted
