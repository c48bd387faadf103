"""The rulebook of a command: the bundled one, or one from a folder."""

from __future__ import annotations

from pathlib import Path

from socorg_rules.cli.messages import NOT_THERE
from socorg_rules.problems import Place, ProblemsError
from socorg_rules.rulebook import Rulebook


def rulebook_from(path: Path | None) -> Rulebook:
    """Raises :class:`ProblemsError` with everything that is wrong in the folder."""
    if path is None:
        return Rulebook.bundled()
    if not path.exists():
        raise ProblemsError([NOT_THERE.at(Place(path.as_posix()))])
    return Rulebook.load(path)
