"""Where tables come from: a CSV file, a folder of them, or an Excel workbook."""

from __future__ import annotations

from typing import Protocol

from socorg_rules.problems import Problems
from socorg_rules.records.readers.table import Table


class TableSource(Protocol):
    """A place that holds tables under names of its own."""

    @property
    def file(self) -> str:
        """The file or folder, as messages call it."""

    @property
    def titles(self) -> dict[str, str]:
        """The names of the tables in the source, each with the title that says what it holds."""

    def table(self, name: str, problems: Problems) -> Table | None:
        """Read one table; None, with a problem, when it can't be used as a whole."""

    def close(self) -> None:
        """Let go of open files."""
