"""Columns computed in memory: dates, years as bits or as rows, and the same answers as DuckDB's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.population import write_population
from socorg_rules import Organization, Rulebook
from socorg_rules.bulk import evaluate_in_database, evaluate_tables
from socorg_rules.feel.plan import Duration
from tests.differential.tables import answers_of_reference, answers_of_table, differences, tables_of
from tests.small_law import library_of, one_decision, rule, ruleset_text

np = pytest.importorskip("numpy")
ibis = pytest.importorskip("ibis")

from socorg_rules.engines.bulk import chunks, compiled_law  # noqa: E402
from socorg_rules.engines.bulk.columns import Columns  # noqa: E402
from socorg_rules.engines.bulk.expressions import Span  # noqa: E402
from socorg_rules.engines.bulk.lowering import Lowering  # noqa: E402
from socorg_rules.engines.bulk.shape import KEY  # noqa: E402
from socorg_rules.engines.bulk.vectors import days, program  # noqa: E402
from socorg_rules.engines.bulk.vectors.tables import LookUp, Tables  # noqa: E402
from socorg_rules.engines.bulk.vectors.texts import Texts  # noqa: E402
from socorg_rules.engines.bulk.vectors.vector import Vector  # noqa: E402
from socorg_rules.engines.bulk.visibility import visible_organizations  # noqa: E402

DAY = date(2026, 6, 15)
OF_YEARS = ("revocation_ground", "anomaly_listing")

record_days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(day=record_days, months=st.integers(-1200, 1200))
def test_months_are_added_as_the_reference_engine_adds_them(day: date, months: int) -> None:
    later = days.later_by(np.array([days.day_number(day)]), Duration(months=months))
    assert later.tolist() == [days.day_number(day + relativedelta(months=months))]


@given(day=record_days)
def test_a_date_has_its_parts(day: date) -> None:
    number = np.array([days.day_number(day)])
    assert [days.date_part(part, number).item() for part in ("year", "month", "day")] == [day.year, day.month, day.day]


@given(year=st.integers(1900, 2299), month=st.integers(1, 12), day=st.integers(1, 28))
def test_a_day_of_a_year_is_found(year: int, month: int, day: int) -> None:
    assert days.day_in_year(np.array([year]), month, day).tolist() == [days.day_number(date(year, month, day))]


def test_what_no_table_of_constants_knows_is_null_and_its_opposite_false() -> None:
    columns = Columns()
    found = columns.looked_up("constants", columns.fact("day", "date", total=True), "number", "integer")
    is_there = columns.negation(columns.is_null(found))
    asked = {"either": columns.any_of((is_there, columns.fact("yes", "boolean", total=True)))}
    nothing = LookUp(np.zeros(0, np.int32), {"number": Vector(np.zeros(0, np.int64))})
    facts = {"day": Vector(np.array([0, 1], np.int32)), "yes": Vector(np.array([True, False]))}
    made = program.VectorProgram(columns, asked).run(Tables(2, facts, {}, {"constants": nothing}, Texts()))
    assert made["either"].values.tolist() == [True, False]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made population, in a place without rules of its own."""
    made = tmp_path_factory.mktemp("population")
    write_population(made, 300, "110105")
    for file in made.iterdir():
        if file.stem not in ("organizations", "annual_reports", "penalties", "listings", "activities"):
            file.unlink()
    return made


def decided(folder: Path, **asked: Any) -> Any:
    made = evaluate_tables(Rulebook.bundled(), folder, as_of=DAY, **{"only": OF_YEARS, **asked})
    assert made.refused == ()
    return answers_of(made.decisions)


def answers_of(decisions: Any) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["organization"], row["decision"]): row for row in decisions.to_pylist()}


def test_years_as_rows_give_what_years_as_bits_give(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_bits = decided(folder)

    def with_rows(columns: Columns, span: Span, years_as_bits: bool) -> Lowering:
        assert years_as_bits
        return Lowering(columns, span, years_as_bits=False)

    monkeypatch.setattr(compiled_law, "Lowering", with_rows)
    assert decided(folder) == in_bits


def test_rows_come_in_any_order_and_batches_of_any_size(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = decided(folder)

    def backwards(*asked: Any, **options: Any) -> Any:
        return visible_organizations(*asked, **options).order_by(ibis.desc(KEY))

    monkeypatch.setattr(chunks, "visible_organizations", backwards)
    monkeypatch.setattr(program, "BATCH", 40)
    assert decided(folder) == whole


def test_duckdb_computes_the_statement_to_what_is_computed_in_memory(folder: Path) -> None:
    connection = ibis.duckdb.connect()
    for file in folder.iterdir():
        connection.con.execute(f"CREATE VIEW {file.stem} AS SELECT * FROM read_parquet('{file.as_posix()}')")
    asked: dict[str, Any] = {"only": OF_YEARS[:1], "missing": False}
    made = evaluate_in_database(Rulebook.bundled(), connection, as_of=DAY, **asked)
    assert made.refused == ()
    assert answers_of(made.decisions) == decided(folder, **asked)


def test_a_rule_for_each_term_of_a_set_has_a_ground_for_each() -> None:
    each = rule(
        "each",
        "outcome",
        for_each="one in categories",
        when='(one = "charity" or one = "sports") and registered_on != null and charity_recognized_on != null',
        since='if one = "charity" then charity_recognized_on else registered_on',
    )
    library = library_of(ruleset_text(one_decision(each)))
    assert not library.check().errors
    held: list[list[str] | None] = [["charity", "sports"], ["sports"], ["other"], [], None]
    records = [
        {
            "form": "social_group",
            "level": "county",
            "division": "320612",
            "registered_on": "2010-03-01",
            "charity_recognized_on": "2017-05-01",
            "categories": terms,
        }
        for terms in held
    ]
    organizations = [Organization.model_validate(record) for record in records]
    when = [DAY] * len(organizations)
    book = Rulebook(library)
    made = evaluate_tables(book, tables_of(organizations, when), as_of="day", key="number")
    answers = answers_of_table(made.decisions)
    assert answers[0, "outcome"][2] == (("each", date(2010, 3, 1)), ("each", date(2017, 5, 1)))
    assert differences(answers, answers_of_reference(book.selection(), organizations, when)) == []
