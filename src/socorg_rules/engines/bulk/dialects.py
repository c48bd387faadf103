"""How databases write the few operations in which they differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from socorg_rules.engines.bulk.columns import ColumnKind
from socorg_rules.feel.plan import Duration


@dataclass(frozen=True, slots=True)
class Dialect:
    """The SQL of one database. Each method takes and gives pieces of SQL."""

    name: str
    types: dict[ColumnKind, str]
    keeps_subqueries: str = ""
    """What is written before a subquery that must be computed once instead of being copied into its readers."""

    def date_literal(self, day: date) -> str:
        return f"DATE '{day.isoformat()}'"

    def text_literal(self, text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    def boolean_literal(self, value: bool) -> str:
        return "TRUE" if value else "FALSE"

    def null(self, kind: ColumnKind) -> str:
        return f"CAST(NULL AS {self.types[kind]})" if kind in self.types else "NULL"

    def later(self, day: str, duration: Duration) -> str:
        """A date plus a duration as a date, clamped to the month's end."""
        length = f"{duration.days} DAY" if duration.days else f"{duration.months} MONTH"
        return f"CAST({day} + INTERVAL {length} AS DATE)"

    def plus_days(self, day: str, number: str) -> str:
        """A date plus a number of days that a column says."""
        return f"({day} + CAST({number} AS INTEGER))"

    def days_between(self, later: str, earlier: str) -> str:
        return f"({later} - {earlier})"

    def day_in_year(self, year: str, month: int, day: int) -> str:
        return f"make_date({year}, {month}, {day})"

    def date_part(self, part: str, day: str) -> str:
        return f"EXTRACT({part.upper()} FROM {day})"

    def day_text(self, day: str) -> str:
        return f"CAST({day} AS {self.types['text']})"

    def power_of_two(self, exponent: str) -> str:
        return f"(CAST(1 AS {self.types['integer']}) << CAST({exponent} AS INTEGER))"

    def sum_of(self, number: str) -> str:
        # Sums come back wider than what is summed.
        return f"CAST(SUM({number}) AS {self.types['integer']})"

    def bits_of_any(self, bits: str) -> str:
        return f"BIT_OR({bits})"

    def texts(self, text: str) -> str:
        return f"STRING_AGG({text}, ',')"

    def joined(self, texts: list[str]) -> str:
        return f"({' || '.join(texts)})"

    def without_table(self, values: str) -> str:
        """A row of constants."""
        return f"SELECT {values}"


_STANDARD: Final[dict[ColumnKind, str]] = {
    "boolean": "BOOLEAN",
    "integer": "BIGINT",
    "date": "DATE",
    "text": "VARCHAR",
}


class DuckDB(Dialect):
    """DuckDB."""

    __slots__ = ()

    def days_between(self, later: str, earlier: str) -> str:
        return f"date_diff('day', {earlier}, {later})"


class PostgreSQL(Dialect):
    """PostgreSQL: subqueries that are not fenced off are copied into every reader, expressions and all."""

    __slots__ = ()

    def later(self, day: str, duration: Duration) -> str:
        length = f"{duration.days} days" if duration.days else f"{duration.months} months"
        return f"CAST({day} + INTERVAL '{length}' AS DATE)"

    def day_in_year(self, year: str, month: int, day: int) -> str:
        return f"make_date(CAST({year} AS INTEGER), {month}, {day})"


class MySQL(Dialect):
    """MySQL 8."""

    __slots__ = ()

    def later(self, day: str, duration: Duration) -> str:
        length = f"{duration.days} DAY" if duration.days else f"{duration.months} MONTH"
        return f"({day} + INTERVAL {length})"

    def plus_days(self, day: str, number: str) -> str:
        return f"({day} + INTERVAL {number} DAY)"

    def days_between(self, later: str, earlier: str) -> str:
        return f"DATEDIFF({later}, {earlier})"

    def day_in_year(self, year: str, month: int, day: int) -> str:
        return f"STR_TO_DATE(CONCAT({year}, '-{month:02}-{day:02}'), '%Y-%m-%d')"

    def null(self, kind: ColumnKind) -> str:
        return "NULL"

    def joined(self, texts: list[str]) -> str:
        return f"CONCAT({', '.join(texts)})"

    def texts(self, text: str) -> str:
        return f"GROUP_CONCAT({text} SEPARATOR ',')"


DIALECTS: Final[dict[str, Dialect]] = {
    "duckdb": DuckDB("duckdb", _STANDARD, keeps_subqueries="MATERIALIZED "),
    "postgres": PostgreSQL("postgres", _STANDARD, keeps_subqueries="MATERIALIZED "),
    "mysql": MySQL("mysql", {**_STANDARD, "integer": "SIGNED", "text": "CHAR"}),
}
