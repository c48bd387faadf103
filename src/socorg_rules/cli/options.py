"""Options that several commands have in common."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer


def _complete_decision(incomplete: str) -> Iterator[tuple[str, str]]:
    """The decisions of the bundled rulesets, for the shell."""
    from socorg_rules.rulebook import Rulebook  # noqa: PLC0415 - only when somebody presses Tab

    for declaration in sorted(Rulebook.bundled().decisions, key=lambda declaration: declaration.name):
        if declaration.name.startswith(incomplete):
            yield declaration.name, f"{declaration.title.en} {declaration.title.zh}"


AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="The day asked about, such as 2026-06-15. There is no default.")
]
KnownAt = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Use the rulesets as they were released by this day. By default the newest."),
]
Rulesets = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="A folder of rulesets. By default the bundled ones.")
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        metavar="DECISION",
        help="Ask for this decision only; repeat it for more.",
        autocompletion=_complete_decision,
    ),
]
Format = Literal["table", "jsonl"]
LanguageOption = Annotated[
    str | None,
    typer.Option("--language", metavar="zh|en", help="Language of the answer. By default that of the locale."),
]
MappingFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="A YAML file that says what your columns are called.")
]
