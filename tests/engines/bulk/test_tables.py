"""Tables of all kinds go in, bad rows come back apart, and decisions come out in the caller's kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from socorg_rules import Rulebook, UsageError
from socorg_rules.bulk import evaluate_tables

pa = pytest.importorskip("pyarrow")
pytest.importorskip("ibis")
DAY = date(2026, 6, 1)
ONLY = ("minimum_capital", "rating_in_force")


def organizations(**columns: Any) -> Any:
    rows = {
        "credit_code": ["A", "B", "C"],
        "division": ["100000", "320612", "110101"],
        "level": ["national", "county", "county"],
        "form": ["foundation", "social_group", "社会服务机构"],
        "registered_on": ["2010-01-01", "2011-05-31", None],
    }
    return pa.table({**rows, **columns})


def ratings(**columns: Any) -> Any:
    rows = {"credit_code": ["A", "B"], "grade": [4, 3], "announced_on": ["2024-01-01", "2025-03-01"]}
    return pa.table({**rows, **columns})


def decided(tables: Any, **options: Any) -> Any:
    return evaluate_tables(Rulebook.bundled(), tables, as_of=DAY, only=ONLY, **options)


def test_one_row_an_organization_and_decision() -> None:
    made = decided({"organizations": organizations(), "ratings": ratings()})
    assert made.refused == ()
    rows = {(row["organization"], row["decision"]): row for row in made.decisions.to_pylist()}
    assert len(rows) == 6
    assert rows["A", "rating_in_force"]["value"] == "4"
    assert rows["A", "rating_in_force"]["outcome"] == "satisfied"


def test_a_table_that_was_not_handed_in_is_unknown() -> None:
    made = decided({"organizations": organizations()})
    rows = {row["organization"]: row for row in made.decisions.to_pylist() if row["decision"] == "rating_in_force"}
    assert rows["A"]["outcome"] == "undetermined"
    assert rows["A"]["missing"] == ["ratings"]


def test_a_bad_value_is_refused_with_its_organization_and_the_rest_is_decided() -> None:
    made = decided({"organizations": organizations(form=["foundation", "club", None]), "ratings": ratings()})
    assert [(one.table, one.key, one.problem.code) for one in made.refused] == [("organizations", "B", "E316")]
    assert {row["organization"] for row in made.decisions.to_pylist()} == {"A", "C"}


def test_a_bad_event_refuses_its_organization() -> None:
    made = decided({"organizations": organizations(), "ratings": ratings(grade=[4, 9])})
    assert [(one.table, one.key, one.problem.code) for one in made.refused] == [("ratings", "B", "E314")]
    assert {row["organization"] for row in made.decisions.to_pylist()} == {"A", "C"}


def test_empty_doubled_and_orphan_keys_are_told_of() -> None:
    tables = {
        "organizations": organizations(credit_code=["A", "A", None]),
        "ratings": ratings(credit_code=["A", "Z"]),
    }
    made = decided(tables)
    assert sorted((one.table, one.key, one.problem.code) for one in made.refused if one.key) == [
        ("organizations", "A", "E345"),
        ("ratings", "Z", "E346"),
    ]
    assert any(one.key is None for one in made.refused)
    assert made.decisions.num_rows == 0


def test_wide_gives_one_outcome_a_decision() -> None:
    made = decided({"organizations": organizations(), "ratings": ratings()}, wide=True)
    assert made.decisions.column_names == ["organization", "as_of", *ONLY]
    assert made.decisions.num_rows == 3


def test_the_result_is_of_the_callers_kind() -> None:
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    tables = {"organizations": organizations().to_pandas(), "ratings": ratings().to_pandas()}
    assert isinstance(decided(tables, wide=True).decisions, pd.DataFrame)
    frames = {"organizations": pl.from_arrow(organizations()), "ratings": pl.from_arrow(ratings())}
    assert isinstance(decided(frames, wide=True).decisions, pl.DataFrame)


def test_chunks_and_files_give_what_one_run_in_memory_gives(tmp_path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415
    from pyarrow import csv  # noqa: PLC0415

    pq.write_table(organizations(), tmp_path / "organizations.parquet")
    csv.write_csv(ratings(), tmp_path / "ratings.csv")
    whole = decided({"organizations": organizations(), "ratings": ratings()}).decisions.to_pylist()
    told: list[tuple[int, int]] = []
    made = decided(
        tmp_path, chunk=2, output=tmp_path / "decided.parquet", progress=lambda done, total: told.append((done, total))
    )
    rows = pq.read_table(made.decisions).to_pylist()
    assert sorted(rows, key=str) == sorted(whole, key=str)
    assert told == [(2, 3), (3, 3)]


def test_several_days_are_asked_at_once() -> None:
    days = [date(2023, 12, 31), date(2024, 1, 1)]
    tables = {"organizations": organizations(), "ratings": ratings()}
    made = evaluate_tables(Rulebook.bundled(), tables, as_of=days, only=("rating_in_force",))
    rows = {(row["organization"], row["as_of"]): row["value"] for row in made.decisions.to_pylist()}
    assert (rows["A", days[0]], rows["A", days[1]]) == (None, "4")


def test_an_unknown_decision_and_an_unknown_table_are_refused() -> None:
    with pytest.raises(UsageError, match="minimum_capital"):
        evaluate_tables(Rulebook.bundled(), {"organizations": organizations()}, as_of=DAY, only=("minimum_capitol",))
    with pytest.raises(UsageError, match="ratings"):
        decided({"organizations": organizations(), "rating": ratings()})
