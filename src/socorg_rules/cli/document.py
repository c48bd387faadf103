"""``socorg-rules document``: rulesets as pages for people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from socorg_rules.cli.options import LanguageOption
from socorg_rules.cli.speaking import speaking


def document(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH", help="A folder of rulesets, a part of it, or one file. By default the bundled rulesets."
        ),
    ] = None,
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write the pages.")],
    language: LanguageOption = None,
) -> None:
    """Write every ruleset as a page in Chinese and one in English: its rules in plain words.

    A page has the articles, the parameters over time, the examples, and how sure the law is; of a whole folder there
    is an index, and a page of what is still unverified. Files of an earlier run are replaced.

    Exit codes: 0 written; 3 the rulesets can't be used, or the folder can't be written.

    Examples:
        socorg-rules document --out pages
        socorg-rules document rulesets/cn/capital --out pages
    """
    with speaking(language) as voice:
        # Imported here so that --help and completion don't wait for it.
        from socorg_rules.cli.messages import PAGES_WRITTEN  # noqa: PLC0415
        from socorg_rules.cli.ruleset_paths import ruleset_path  # noqa: PLC0415
        from socorg_rules.problems import Problems  # noqa: PLC0415
        from socorg_rules.reports.pages.pages import rulebook_pages, write_pages  # noqa: PLC0415
        from socorg_rules.rulesets.library import read_library  # noqa: PLC0415

        location = ruleset_path(path)
        problems = Problems()
        library = read_library(location.root, problems)
        if not problems.errors:
            problems.extend(library.check())
        problems.raise_errors()
        pages = rulebook_pages(library, None if location.wanted == location.root else location.covers_ruleset)
        write_pages(pages, out)
        print(voice.say(PAGES_WRITTEN, pages=len(pages), folder=out.as_posix()))
