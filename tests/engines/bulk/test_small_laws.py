"""Small laws, each for what is easily got wrong, in memory and in a database as the reference engine decides them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from socorg_rules import Organization, Rulebook
from socorg_rules.bulk import evaluate_in_database, evaluate_tables
from socorg_rules.rulesets.calendars import Calendar
from socorg_rules.rulesets.plan import RulesetVersion, WorkingDays
from tests.differential.tables import answers_of_reference, answers_of_table, differences, tables_of
from tests.small_law import TITLE, one_decision, rule, rulebook_of, ruleset_text

ibis = pytest.importorskip("ibis")

DAY = date(2026, 6, 15)
EVERYWHERE = pytest.mark.parametrize("in_database", [False, True], ids=["memory", "database"])
Record = dict[str, Any]


def told(book: Rulebook, records: list[Record], *, in_database: bool) -> list[str]:
    """Where the reference engine says something else."""
    organizations = [Organization.model_validate({"division": "110101", "level": "county", **one}) for one in records]
    days = [DAY] * len(organizations)
    given = tables_of(organizations, days)
    tables = {name: table for name, table in given.items() if name == "organizations" or table.num_rows}
    if in_database:
        connection = ibis.duckdb.connect()
        for name, table in tables.items():
            connection.con.register(name, table)
        made = evaluate_in_database(book, connection, as_of=DAY, key="number")
    else:
        made = evaluate_tables(book, tables, as_of=DAY, key="number")
    assert made.refused == ()
    expected = answers_of_reference(book.selection(), organizations, days)
    return differences(answers_of_table(made.decisions), expected)


DUE = ruleset_text(
    one_decision(
        rule("due", "outcome", when='"true"', then='"add_working_days(party_duty_since, 5)"'),
        kind="answer",
        decision_keys="type: date",
    )
)
OFF, ON = date(2021, 2, 12), date(2021, 2, 13)
CALENDAR = Calendar(
    RulesetVersion("calendars/days", "1.0.0", "digest"),
    date(2020, 1, 1),
    WorkingDays(frozenset({2020, 2021, 2023}), frozenset({OFF}), frozenset({ON})),
)
# The last day before known years, their first and last, days around those that are moved, and any day of a gap.
EDGES = (date(2019, 12, 31), date(2020, 1, 1), OFF, date(2021, 12, 31), date(2022, 12, 31), date(2024, 5, 5))
DAYS: list[Record] = [{"party_duty_since": edge + timedelta(days)} for edge in EDGES for days in range(-9, 3)]


@EVERYWHERE
def test_working_days_beyond_what_the_calendar_knows(in_database: bool) -> None:
    book = rulebook_of(DUE, calendars=(CALENDAR,))
    assert told(book, [*DAYS, {}], in_database=in_database) == []


@EVERYWHERE
def test_working_days_without_a_calendar(in_database: bool) -> None:
    when = '"not (add_working_days(party_duty_since, 5) < as_of) or registered_on != null"'
    book = rulebook_of(ruleset_text(one_decision(rule("due", "outcome", when=when))))
    records: list[Record] = [*DAYS[:2], {}, {"registered_on": "2020-01-01"}]
    assert told(book, records, in_database=in_database) == []


@EVERYWHERE
def test_grounds_of_events_with_a_day_and_without(in_database: bool) -> None:
    each = rule("each", "outcome", for_each="one in rectifications", when='"true"', since='"one.due_on"')
    book = rulebook_of(ruleset_text(one_decision(each)))
    days = [None, "2024-02-01", "2024-02-01", "2023-02-01"]
    ordered = [{"ordered_on": "2023-01-01", **({"due_on": day} if day else {})} for day in days]
    records: list[Record] = [{"rectifications": ordered[:number]} for number in range(5)]
    assert told(book, records, in_database=in_database) == []


@EVERYWHERE
def test_what_hides_with_a_date_is_seen_without_it_and_hidden_while_it_lies_ahead(in_database: bool) -> None:
    failed = rule(
        "failed", "outcome", when="'count(annual_reports[conclusion != null and conclusion = \"failed\"]) > 0'"
    )
    late = rule("late", "outcome", when='"some one in annual_reports satisfies one.compliant = false"')
    book = rulebook_of(ruleset_text(one_decision(failed, late)))
    days = (None, DAY, DAY + timedelta(1))
    records: list[Record] = [
        {"annual_reports": [{"year": 2025, said: value, shown_with: day}]}
        for said, value, shown_with in (("conclusion", "failed", "concluded_on"), ("compliant", False, "submitted_on"))
        for day in days
    ]
    assert told(book, records, in_database=in_database) == []


LIMIT = f"parameters: {{limit: {{title: {TITLE}, type: money, values: {{2000-01-01: 30000}}, cite: act art.1}}}}\n"
COUNTRY = ruleset_text(one_decision(rule("large", "outcome", when='"registered_capital >= limit"'), extra=LIMIT))
COUNTY = ruleset_text(
    "parameters: {limit: {direction: replaces, values: {2000-01-01: 1000}, cite: notice art.9}}\n",
    ruleset="cn/county",
    source="notice",
    place="320612",
)


@EVERYWHERE
def test_the_law_of_a_place_decides_about_its_own_and_nobody_else(in_database: bool) -> None:
    book = rulebook_of(COUNTRY, COUNTY)
    records: list[Record] = [
        {"division": division, "registered_capital": amount}
        for division in ("110101", "320612", "110101")
        for amount in ("500", "2000", "40000", None)
    ]
    assert told(book, records, in_database=in_database) == []


def test_the_wide_table_has_the_outcome_by_the_law_of_the_place() -> None:
    divisions = ["110101", "320612", "110101"]
    tables = {
        "organizations": {
            "credit_code": ["A", "B", "C"],
            "division": divisions,
            "level": ["county"] * 3,
            "registered_capital": [2000] * 3,
        }
    }
    pa = pytest.importorskip("pyarrow")
    given = {name: pa.table(columns) for name, columns in tables.items()}
    made = evaluate_tables(rulebook_of(COUNTRY, COUNTY), given, as_of=DAY, wide=True)
    assert made.decisions["outcome"].to_pylist() == ["not_satisfied", "satisfied", "not_satisfied"]
