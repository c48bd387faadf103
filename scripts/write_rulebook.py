"""Writes docs/rulebook, the bundled rulesets in plain words: ``python -m scripts.write_rulebook``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from socorg_rules.problems import Problems
from socorg_rules.reports.pages.pages import rulebook_pages, write_pages
from socorg_rules.rulesets.library import read_library

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "rulebook"
RULESETS = ROOT / "rulesets"


@cache
def pages() -> dict[str, str]:
    """The pages by file name below their folder."""
    problems = Problems()
    library = read_library(RULESETS, problems)
    problems.raise_errors()
    return rulebook_pages(library)


def write(folder: Path) -> None:
    """Writes the pages and takes away those of rulesets that are gone."""
    for old in folder.rglob("*.md"):
        if old.relative_to(folder).as_posix() not in pages():
            old.unlink()
    write_pages(pages(), folder)


if __name__ == "__main__":
    write(FOLDER)
