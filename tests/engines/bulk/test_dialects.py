"""SQL of databases that can't be had here, put so that DuckDB runs it: ends of months, working days, conditions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from socorg_rules.feel.plan import Duration
from socorg_rules.rulesets.plan import WorkingDays

pa = pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")
pytest.importorskip("ibis")
pytest.importorskip("sqlglot")

from socorg_rules.engines.bulk.dialects import DIALECTS  # noqa: E402
from socorg_rules.engines.bulk.without_booleans import without_booleans  # noqa: E402
from socorg_rules.engines.bulk.working_days import ORDINAL_OF_DAY, calendar_subqueries  # noqa: E402
from tests.differential.foreign_sql import for_duckdb, parsed  # noqa: E402

ENDS = (
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2024, 1, 31),
    date(2023, 11, 30),
    date(2024, 4, 1),
)
YEARS = frozenset({2020, 2021, 2023})
DAYS = [date(2019, 1, 1) + timedelta(number) for number in range(6 * 365)]
OFF, ON = date(2021, 2, 12), date(2021, 2, 13)
foreign = pytest.mark.parametrize("dialect", ["oracle", "mssql"])


@pytest.fixture
def database() -> Iterator[Any]:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE dual AS SELECT 'X' AS dummy")
        yield connection


def computed(database: Any, dialect: str, query: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = database.sql(for_duckdb(parsed(query, dialect))).fetchall()
    return rows


@foreign
@pytest.mark.parametrize("duration", [Duration(months=1), Duration(months=12), Duration(months=13), Duration(days=30)])
def test_a_duration_is_added_to_the_end_of_a_month(database: Any, dialect: str, duration: Duration) -> None:
    database.register("given", pa.table({"day": ENDS}))
    later = computed(database, dialect, f"SELECT {DIALECTS[dialect].later('day', duration)} AS later FROM given")
    added = relativedelta(months=duration.months, days=duration.days)
    assert [day for (day,) in later] == [day + added for day in ENDS]


@foreign
def test_working_days_are_counted_with_a_gap_where_no_calendar_is(database: Any, dialect: str) -> None:
    calendar = WorkingDays(YEARS, frozenset({OFF}), frozenset({ON}))
    subqueries = calendar_subqueries(calendar, DIALECTS[dialect])
    named = ", ".join(f"{name} AS ({text})" for name, text in subqueries.items())
    query = f"WITH {named} SELECT looked_up_by, ordinal, unknown_year, works FROM {ORDINAL_OF_DAY}"
    found = {day: row for day, *row in computed(database, dialect, query)}
    # The last day before known years can be a start, too.
    assert sorted(found.keys() - {day for day in DAYS if day.year in YEARS}) == [date(2019, 12, 31), date(2022, 12, 31)]
    for day, (ordinal, unknown_year, works) in found.items():
        assert bool(works) is bool(calendar.is_working_day(day))
        assert unknown_year == (2024 if day >= date(2022, 12, 31) else 2022)
        before = found.get(day - timedelta(1))
        assert before is None or ordinal == before[0] + works
    assert found[date(2023, 1, 2)][0] > found[date(2021, 12, 31)][0] + len(DAYS)


@foreign
def test_a_condition_that_nobody_can_tell_stays_null_as_a_value(database: Any, dialect: str) -> None:
    rows = {"number": [1, 2, None, 3], "flag": [True, False, None, None]}
    database.register("given", pa.table(rows))
    database.register("numbered", pa.table({**rows, "flag": [1, 0, None, None]}))
    query = (
        "SELECT number > 1 AS more, NOT flag AS other, flag AND number > 1 AS joined, number IS NULL AS absent,"
        " CASE WHEN flag THEN number ELSE 0 END AS chosen, CASE WHEN number = 3 THEN TRUE ELSE flag END AS settled"
        " FROM {} WHERE (flag OR number IS NULL) OR number > 1"
    )
    expected = database.sql(query.format("given")).fetchall()
    made = computed(database, dialect, without_booleans(query.format("numbered"), DIALECTS[dialect]))
    assert made == expected
