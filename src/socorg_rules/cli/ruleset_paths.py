"""Which rulesets a path means: a folder of them, a part of such a folder, or one file in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from socorg_rules.cli.messages import NOT_THERE
from socorg_rules.problems import Place, Problems, ProblemsError
from socorg_rules.records.readers.text_file import UTF_8, read_text
from socorg_rules.review.example_runs import examples_path
from socorg_rules.review.messages import NO_RULESET_BESIDE
from socorg_rules.rulebook import bundled_path
from socorg_rules.rulesets.calendars import FOLDER as CALENDARS
from socorg_rules.rulesets.library import EXAMPLES_SUFFIX
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.yaml_nodes import Mapping, Scalar, compose

_SUFFIX: Final = ".yaml"


@dataclass(frozen=True, slots=True)
class RulesetPath:
    """``root`` is the folder of all rulesets, which are checked together; ``wanted`` what was asked about."""

    root: Path
    wanted: Path

    def covers(self, file: str | None) -> bool:
        """Whether a file is among what was asked about."""
        if file is None:
            return True
        path = Path(file)
        return path == self.wanted or self.wanted in path.parents or self.wanted == self.root

    def covers_ruleset(self, ruleset: Ruleset) -> bool:
        """Whether the ruleset or its examples were asked about."""
        return self.covers(ruleset.file) or self.covers(examples_path(ruleset).as_posix())


def ruleset_path(path: Path | None) -> RulesetPath:
    """Raises :class:`ProblemsError` if there is nothing at the path."""
    if path is None:
        return RulesetPath(bundled_path(), bundled_path())
    if not path.exists():
        raise ProblemsError([NOT_THERE.at(Place(path.as_posix()))])
    if path.is_dir():
        files = (file for file in sorted(path.rglob(f"*{_SUFFIX}")) if not file.name.endswith(EXAMPLES_SUFFIX))
        roots = (root for file in files if (root := _root_of(file)) is not None)
        return RulesetPath(next(roots, path), path)
    ruleset = path
    if path.name.endswith(EXAMPLES_SUFFIX):
        ruleset = path.with_name(path.name.removesuffix(EXAMPLES_SUFFIX) + _SUFFIX)
        if not ruleset.is_file():
            raise ProblemsError([NO_RULESET_BESIDE.at(Place(path.as_posix()), ruleset=ruleset.name)])
    return RulesetPath(_root_of(ruleset) or ruleset, path)


def _root_of(file: Path) -> Path | None:
    """The folder of rulesets that a file lies in, where its id says; None where it says something else."""
    names = _named_in(file)
    if names is None or file.parent.parts[-len(names) :] != names:
        return None
    return file.parents[len(names)]


def _named_in(file: Path) -> tuple[str, ...] | None:
    text = read_text(file, Problems(), encoding=UTF_8)
    document = None if text is None else compose("".join(text.lines), file=file.as_posix(), problems=Problems())
    if document is None or not isinstance(document.root, Mapping):
        return None
    for key, folders in (("ruleset", ()), ("calendar", (CALENDARS,))):
        entry = document.root.entries.get(key)
        if entry is not None and isinstance(entry[1], Scalar):
            return (*folders, *entry[1].text.split("/"))
    return None
