"""A population decided inside a database, where the law of a division hangs on the day that a row asks about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from socorg_rules import Organization, Rulebook, UsageError
from socorg_rules.bulk import evaluate_in_database
from tests.differential.tables import answers_of_reference, answers_of_table, differences, tables_of
from tests.small_law import TITLE, library_of, one_decision, rule, ruleset_text

ibis = pytest.importorskip("ibis")

LAST_DAY = date(2009, 7, 1)
"""The last day on which the county was written with its former code."""
LIMIT = f"parameters: {{limit: {{title: {TITLE}, type: money, values: {{2000-01-01: 30000}}, cite: act art.1}}}}\n"
COUNTRY = ruleset_text(one_decision(rule("large", "outcome", when="registered_capital >= limit"), extra=LIMIT))
COUNTY = ruleset_text(
    "parameters: {limit: {direction: replaces, values: {2000-01-01: 1000}, cite: notice art.9}}\n",
    ruleset="cn/county",
    source="notice",
    place=f'{{code: "320612", former: [{{code: "320683", until: {LAST_DAY}}}]}}',
)


def organization(division: str) -> Organization:
    record = {"form": "social_group", "level": "county", "division": division, "registered_capital": "2000"}
    return Organization.model_validate(record)


def decided(book: Rulebook, organizations: list[Organization], days: list[date]) -> Any:
    connection = ibis.duckdb.connect()
    connection.con.register("organizations", tables_of(organizations, days)["organizations"])
    made = evaluate_in_database(book, connection, as_of="day", key="number")
    assert made.refused == ()
    return answers_of_table(made.decisions)


def test_where_the_law_of_a_division_changes_each_row_is_decided_by_that_of_its_own_day() -> None:
    library = library_of(COUNTRY, COUNTY)
    assert not library.check().errors
    days = [date(2008, 1, 1), LAST_DAY, date(2009, 7, 2), date(2020, 1, 1)]
    asked = [(organization(division), day) for division in ("320683", "320612", "110101") for day in days]
    organizations, when = [one for one, _ in asked], [day for _, day in asked]
    book = Rulebook(library)
    answers = decided(book, organizations, when)
    outcomes = [answers[number, "outcome"][0] for number in range(len(asked))]
    of_the_county, of_the_country = "satisfied", "not_satisfied"
    assert outcomes == [of_the_county] * 2 + [of_the_country] * 2 + [of_the_county] * 4 + [of_the_country] * 4
    assert differences(answers, answers_of_reference(book.selection(), organizations, when)) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"names": {"penalties": "sanctions"}}, "'sanctions'"),
        ({"names": {"penaltys": "penalties"}}, "'penalties'"),
        ({"as_of": [LAST_DAY]}, "one day"),
        ({"as_of": date(2200, 1, 1)}, "2200"),
    ],
)
def test_what_a_database_does_not_have_and_cannot_be_asked_is_told(asked: dict[str, Any], said: str) -> None:
    connection = ibis.duckdb.connect()
    connection.con.register("organizations", tables_of([organization("110101")], [LAST_DAY])["organizations"])
    with pytest.raises(UsageError, match=said):
        evaluate_in_database(Rulebook(library_of(COUNTRY)), connection, **{"as_of": LAST_DAY, "key": "number", **asked})


def test_a_row_without_a_day_comes_back_apart() -> None:
    table = tables_of([organization("110101"), organization("320612")], [LAST_DAY, LAST_DAY])["organizations"]
    days = table["day"].to_pylist()
    table = table.drop_columns("day").append_column("day", [[days[0].isoformat(), "tomorrow"]])
    connection = ibis.duckdb.connect()
    connection.con.register("organizations", table)
    made = evaluate_in_database(Rulebook(library_of(COUNTRY)), connection, as_of="day", key="number")
    assert [(one.key, one.problem.code) for one in made.refused] == [("1", "E308")]
    assert made.decisions["organization"].to_pylist() == ["0"]
