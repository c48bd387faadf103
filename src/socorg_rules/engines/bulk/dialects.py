"""How databases write the few operations in which they differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from socorg_rules.engines.bulk.column import ColumnKind
from socorg_rules.feel.plan import Duration

_TEXT: Final = r"N?'(?:[^']|'')*'"


@dataclass(frozen=True, slots=True)
class Dialect:
    """The SQL of one database. Each method takes and gives pieces of SQL."""

    name: str
    types: dict[ColumnKind, str]
    keeps_subqueries: str = ""
    """What is written before a subquery that must be computed once instead of being copied into its readers."""
    fence: str = ""
    """What ends a subquery whose columns must not be put in place of their names in the query around it."""
    years_as_bits: bool = True
    """Whether the database computes with ``&``, ``|`` and ``<<`` on whole numbers of 64 bits."""
    has_booleans: bool = True
    """Whether a condition is a value; without, Booleans are the numbers 1 and 0, and conditions stand in CASE."""
    reserved: frozenset[str] = frozenset()
    """Names of the record that mean something else unless they are quoted."""
    longest_name: int = 63

    def finished(self, statement: str) -> str:
        """A whole statement, with reserved names quoted."""
        if not self.reserved:
            return statement
        names = "|".join(sorted(self.reserved))
        return re.sub(rf"{_TEXT}|\b({names})\b", lambda found: self._named(found[0], found[1]), statement)

    def _named(self, written: str, name: str | None) -> str:
        return written if name is None else self.quoted(name)

    def quoted(self, name: str) -> str:
        return f'"{name}"'

    def date_literal(self, day: date) -> str:
        return f"DATE '{day.isoformat()}'"

    def text_literal(self, text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    def boolean_literal(self, value: bool) -> str:
        if not self.has_booleans:
            return "1" if value else "0"
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

    def remainder(self, number: str, divisor: int) -> str:
        return f"MOD({number}, {divisor})"

    def power_of_two(self, exponent: str) -> str:
        return f"(CAST(1 AS {self.types['integer']}) << CAST({exponent} AS INTEGER))"

    def sum_of(self, number: str) -> str:
        # Sums come back wider than what is summed.
        return f"CAST(SUM({number}) AS {self.types['integer']})"

    def bits_of_any(self, bits: str) -> str:
        return f"BIT_OR({bits})"

    def texts(self, text: str) -> str:
        """The texts of all rows with commas between them."""
        return f"STRING_AGG({text}, ',')"

    def joined(self, texts: list[str]) -> str:
        """Texts one behind the other; none of them is NULL."""
        return f"({' || '.join(texts)})"

    def joined_present(self, texts: list[str]) -> str:
        """Texts with commas between them, NULLs left out."""
        return f"CONCAT_WS(',', {', '.join(texts)})"

    def without_table(self, values: str) -> str:
        """A row of constants."""
        return f"SELECT {values}"


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
    """MySQL 8 and MariaDB."""

    __slots__ = ()

    def text_literal(self, text: str) -> str:
        return Dialect.text_literal(self, text.replace("\\", "\\\\"))

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

    def power_of_two(self, exponent: str) -> str:
        return f"(1 << {exponent})"

    def joined(self, texts: list[str]) -> str:
        return f"CONCAT({', '.join(texts)})"

    def texts(self, text: str) -> str:
        return f"GROUP_CONCAT({text} SEPARATOR ',')"


class Spark(Dialect):
    """Spark SQL: subqueries are always copied into their readers."""

    __slots__ = ()

    def text_literal(self, text: str) -> str:
        # A backslash and a quotation mark both begin or end something there.
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def later(self, day: str, duration: Duration) -> str:
        # It clamps to the end of the month, and since Spark 3 a last day doesn't stay one.
        return f"date_add({day}, {duration.days})" if duration.days else f"add_months({day}, {duration.months})"

    def plus_days(self, day: str, number: str) -> str:
        return f"date_add({day}, CAST({number} AS INT))"

    def days_between(self, later: str, earlier: str) -> str:
        return f"CAST(datediff({later}, {earlier}) AS BIGINT)"

    def day_in_year(self, year: str, month: int, day: int) -> str:
        return f"make_date(CAST({year} AS INT), {month}, {day})"

    def power_of_two(self, exponent: str) -> str:
        return f"shiftleft(CAST(1 AS BIGINT), CAST({exponent} AS INT))"

    def texts(self, text: str) -> str:
        return f"concat_ws(',', collect_list({text}))"


class Oracle(Dialect):
    """Oracle 12.2 and newer: an empty text is NULL there, and a column can't be a condition."""

    __slots__ = ()

    def quoted(self, name: str) -> str:
        # Names that aren't quoted are in capitals.
        return f'"{name.upper()}"'

    def later(self, day: str, duration: Duration) -> str:
        if duration.days:
            return f"({day} + {duration.days})"
        # An interval raises where the month is too short, and ADD_MONTHS makes a last day a last day: so months are
        # added to the first of the month, and the day is clamped.
        month = f"ADD_MONTHS(TRUNC({day}, 'MM'), {duration.months})"
        return f"LEAST({month} + EXTRACT(DAY FROM {day}) - 1, LAST_DAY({month}))"

    def plus_days(self, day: str, number: str) -> str:
        return f"({day} + {number})"

    def day_in_year(self, year: str, month: int, day: int) -> str:
        return f"TO_DATE(TO_CHAR({year}) || '-{month:02}-{day:02}', 'YYYY-MM-DD')"

    def day_text(self, day: str) -> str:
        return f"TO_CHAR({day}, 'YYYY-MM-DD')"

    def texts(self, text: str) -> str:
        return f"LISTAGG({text}, ',') WITHIN GROUP (ORDER BY {text})"

    def joined_present(self, texts: list[str]) -> str:
        # NULL is an empty text here: each text brings its comma along.
        parts = (f"CASE WHEN {text} IS NOT NULL THEN ',' || {text} END" for text in texts)
        return f"SUBSTR({' || '.join(parts)}, 2)"

    def without_table(self, values: str) -> str:
        return f"SELECT {values} FROM DUAL"


class SQLServer(Dialect):
    """SQL Server 2022 and newer (``GREATEST``)."""

    __slots__ = ()

    def quoted(self, name: str) -> str:
        return f"[{name}]"

    def date_literal(self, day: date) -> str:
        return f"CAST('{day.isoformat()}' AS DATE)"

    def text_literal(self, text: str) -> str:
        return "N" + Dialect.text_literal(self, text)

    def later(self, day: str, duration: Duration) -> str:
        unit, number = ("day", duration.days) if duration.days else ("month", duration.months)
        return f"DATEADD({unit}, {number}, {day})"

    def plus_days(self, day: str, number: str) -> str:
        return f"DATEADD(day, {number}, {day})"

    def days_between(self, later: str, earlier: str) -> str:
        return f"DATEDIFF(day, {earlier}, {later})"

    def day_in_year(self, year: str, month: int, day: int) -> str:
        return f"DATEFROMPARTS({year}, {month}, {day})"

    def date_part(self, part: str, day: str) -> str:
        return f"DATEPART({part}, {day})"

    def day_text(self, day: str) -> str:
        return f"CONVERT(VARCHAR(10), {day}, 23)"

    def remainder(self, number: str, divisor: int) -> str:
        return f"(({number}) % {divisor})"

    def sum_of(self, number: str) -> str:
        return f"SUM(CAST({number} AS BIGINT))"

    def texts(self, text: str) -> str:
        return f"STRING_AGG({text}, ',') WITHIN GROUP (ORDER BY {text})"

    def joined(self, texts: list[str]) -> str:
        # Two parts at least.
        return f"CONCAT({', '.join([*texts, *(['N' + chr(39) * 2] if len(texts) == 1 else [])])})"


_STANDARD: Final[dict[ColumnKind, str]] = {
    "boolean": "BOOLEAN",
    "integer": "BIGINT",
    "date": "DATE",
    "text": "VARCHAR",
}
DIALECTS: Final[dict[str, Dialect]] = {
    "duckdb": DuckDB("duckdb", _STANDARD, keeps_subqueries="MATERIALIZED "),
    "postgres": PostgreSQL("postgres", _STANDARD, keeps_subqueries="MATERIALIZED ", fence=" OFFSET 0"),
    "mysql": MySQL("mysql", {**_STANDARD, "integer": "SIGNED", "text": "CHAR"}, longest_name=64),
    "spark": Spark("spark", {**_STANDARD, "text": "STRING"}, longest_name=128),
    "oracle": Oracle(
        "oracle",
        {"boolean": "NUMBER(1)", "integer": "NUMBER(19)", "date": "DATE", "text": "VARCHAR2(4000)"},
        years_as_bits=False,
        has_booleans=False,
        reserved=frozenset({"level"}),
        longest_name=128,
    ),
    "mssql": SQLServer(
        "mssql",
        {"boolean": "INT", "integer": "BIGINT", "date": "DATE", "text": "NVARCHAR(4000)"},
        years_as_bits=False,
        has_booleans=False,
        longest_name=128,
    ),
}
