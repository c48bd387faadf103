"""Everything that is wrong with a folder of rulesets and the examples in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from socorg_rules.problems import Place, Problems
from socorg_rules.review.example_runs import examples_path, sound_examples
from socorg_rules.review.messages import NO_RULESET_BESIDE
from socorg_rules.rulebook import Rulebook
from socorg_rules.rulesets.library import EXAMPLES_SUFFIX, read_library
from socorg_rules.rulesets.model import Ruleset


@dataclass(frozen=True, slots=True)
class Validation:
    """What was checked, and what was found. ``examples``: how many sound ones each ruleset's file has."""

    rulesets: tuple[Ruleset, ...]
    examples: Counter[str]
    problems: Problems


def validate_rulesets(root: Path) -> Validation:
    """Checks the rulesets of a folder (or of one file) together; examples, too, once the rulesets are sound."""
    problems = Problems()
    library = read_library(root, problems)
    if not problems.errors:
        problems.extend(library.check())
    examples: Counter[str] = Counter()
    if not problems.errors:
        rulebook = Rulebook(library)
        for ruleset in library.rulesets:
            examples[ruleset.file] = len(sound_examples(ruleset, rulebook, problems))
        _report_orphans(root, library.rulesets, problems)
    return Validation(library.rulesets, examples, problems)


def _report_orphans(root: Path, rulesets: tuple[Ruleset, ...], problems: Problems) -> None:
    beside = {examples_path(ruleset) for ruleset in rulesets}
    for path in sorted(root.rglob(f"*{EXAMPLES_SUFFIX}")):
        if path not in beside:
            ruleset = path.name.removesuffix(EXAMPLES_SUFFIX)
            problems.add(NO_RULESET_BESIDE.at(Place(path.as_posix()), ruleset=f"{ruleset}.yaml"))
