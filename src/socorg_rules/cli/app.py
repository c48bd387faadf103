"""The command ``socorg-rules``: its sub-commands, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Final, cast

import typer

from socorg_rules.cli.check import check
from socorg_rules.cli.document import document
from socorg_rules.cli.exit_codes import ExitCode
from socorg_rules.cli.explain import explain
from socorg_rules.cli.export import export
from socorg_rules.cli.indicators import indicators
from socorg_rules.cli.mutate import mutate
from socorg_rules.cli.rulesets import rulesets
from socorg_rules.cli.speaking import prepare_streams
from socorg_rules.cli.test import test
from socorg_rules.cli.timeline import timeline
from socorg_rules.cli.validate import validate
from socorg_rules.cli.watch import watch
from socorg_rules.version import __version__

# Every way of calling a command wrongly; typer names only this one of them.
_WRONG_CALL: Final = cast("type[typer.BadParameter]", typer.BadParameter.__mro__[1])

app: Final = typer.Typer(
    name="socorg-rules",
    help=(
        "Rules as code for China's social organizations: decide, by the law of a day and of a place, "
        "and say by which article."
    ),
    epilog="Start with: socorg-rules check RECORDS --as-of DATE. Each command has its own --help.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (check, explain, timeline, watch, indicators, validate, test, mutate, rulesets, document):
    app.command()(_command)
app.add_typer(export, name="export")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"socorg-rules {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the process with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Runs the command line; the exit code is :class:`~socorg_rules.cli.exit_codes.ExitCode`'s."""
    prepare_streams()
    try:
        code = app(list(arguments), standalone_mode=False, prog_name="socorg-rules")
    except _WRONG_CALL as error:
        error.show()
        return ExitCode.BAD_INPUT
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    return code or ExitCode.NOTHING_FOUND
