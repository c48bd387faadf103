"""Writes docs/law-coverage.md and docs/law-coverage.zh.md: ``python -m scripts.write_law_coverage``.

Stops with every contradiction between the inventories in docs/law-coverage and the rulesets.
"""

from __future__ import annotations

import sys
from pathlib import Path

from socorg_rules.problems import Language, Problems
from socorg_rules.reports.law_coverage.coverage import CoveredSource, law_coverage
from socorg_rules.reports.law_coverage.inventory import read_inventories
from socorg_rules.reports.law_coverage.page import coverage_page
from socorg_rules.rulesets.library import read_library

ROOT = Path(__file__).resolve().parent.parent
INVENTORIES = ROOT / "docs" / "law-coverage"
PAGES: dict[Language, Path] = {"en": ROOT / "docs" / "law-coverage.md", "zh": ROOT / "docs" / "law-coverage.zh.md"}


def covered(problems: Problems) -> tuple[CoveredSource, ...]:
    """Every instrument with its articles; contradictions are added to ``problems``."""
    library = read_library(ROOT / "rulesets", problems)
    problems.raise_errors()
    return law_coverage(read_inventories(INVENTORIES, problems), library.selection().rulesets, problems)


def page_text(language: Language) -> str:
    """The whole page."""
    return coverage_page(covered(Problems()), language)


if __name__ == "__main__":
    found = Problems()
    covered(found)
    for language, path in PAGES.items():
        path.write_text(page_text(language), encoding="utf-8", newline="\n")
    for problem in found:
        print(problem.render(), file=sys.stderr)
    sys.exit(1 if found.errors else 0)
