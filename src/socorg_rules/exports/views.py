"""``CREATE VIEW`` as each database wants it, each column with its comment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_OUTPUT: Final = re.compile(r"^  .* AS (\w+),?$")


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, and what each of its columns says, in their order."""

    name: str
    columns: Mapping[str, str]

    def created(self, dialect: str, statement: str) -> list[str]:
        """The lines that install the view and its comments. Columns stand on lines of their own in the statement."""
        return list(_WRITERS.get(dialect, View._with_comments_on)(self, statement))

    def _with_comments_on(self, statement: str) -> Iterator[str]:
        yield f"CREATE VIEW {self.name} AS\n{statement};"
        for column, text in self.columns.items():
            yield f"COMMENT ON COLUMN {self.name}.{column} IS {_quoted(text)};"

    def _with_comments_inside(self, statement: str) -> Iterator[str]:
        """MySQL keeps no comments of a view: they stand in the statement, for those who read it."""
        head, _, outputs = statement.rpartition("\nSELECT")
        lines = []
        for line in outputs.splitlines():
            found = _OUTPUT.match(line)
            if found is not None and found[1] in self.columns:
                lines.append(f"  -- {self.columns[found[1]]}")
            lines.append(line)
        body = "\n".join(lines)
        yield f"CREATE VIEW {self.name} AS\n{head}\nSELECT{body};"

    def _with_columns(self, statement: str) -> Iterator[str]:
        quoted = (text.replace("\\", "\\\\").replace("'", "\\'") for text in self.columns.values())
        columns = ",\n".join(f"  {column} COMMENT '{text}'" for column, text in zip(self.columns, quoted, strict=True))
        yield f"CREATE VIEW {self.name} (\n{columns}\n) AS\n{statement};"

    def _with_properties(self, statement: str) -> Iterator[str]:
        yield "GO"
        yield f"CREATE VIEW {self.name} AS\n{statement};"
        yield "GO"
        for column, text in self.columns.items():
            yield (
                f"EXEC sp_addextendedproperty N'MS_Description', N{_quoted(text)}, N'SCHEMA', N'dbo',"
                f" N'VIEW', N'{self.name}', N'COLUMN', N'{column}';"
            )
        yield "GO"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_WRITERS: Final[Mapping[str, Callable[[View, str], Iterator[str]]]] = {
    "mysql": View._with_comments_inside,
    "spark": View._with_columns,
    "mssql": View._with_properties,
}
