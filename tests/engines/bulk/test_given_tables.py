"""Files and frames as callers have them: nothing is guessed, what is broken is told of, and the rest is decided."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socorg_rules import ProblemsError, UsageError
from socorg_rules.bulk import evaluate_tables
from tests.small_law import one_decision, rule, rulebook_of, ruleset_text

pa = pytest.importorskip("pyarrow")
ibis = pytest.importorskip("ibis")

from socorg_rules.engines.bulk.given_tables import GivenTables  # noqa: E402

DAY = date(2026, 6, 1)
BOOK = rulebook_of(ruleset_text(one_decision(rule("fined", "outcome", when='"count(penalties) > 0"'))))
HEADER = ("credit_code", "division", "level")
cells = st.text(st.sampled_from('a1,";\n\r\t#省 '), max_size=5)


def written(path: Path, header: Sequence[str], *rows: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def organizations(folder: Path, *keys: str) -> Path:
    return written(folder / "organizations.csv", HEADER, *((key, "320612", "county") for key in keys))


def outcomes(tables: Any, **options: Any) -> tuple[dict[str, str], list[Any]]:
    """The outcome of each organization that was decided, and the problems of the rest."""
    made = evaluate_tables(BOOK, tables, as_of=DAY, wide=True, **options)
    return (
        {row["organization"]: row["outcome"] for row in made.decisions.to_pylist()},
        [one.problem for one in made.refused],
    )


@settings(max_examples=20, deadline=None)
@given(rows=st.lists(st.lists(cells, min_size=3, max_size=3).filter(any), max_size=4), mark=st.booleans())
def test_a_csv_file_says_what_was_written_to_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], mark: bool
) -> None:
    path = written(tmp_path_factory.mktemp("csv") / "organizations.csv", HEADER, *rows)
    if mark:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    tables = GivenTables(ibis.duckdb.connect(), {"organizations": path})
    read = tables.registered()["organizations"].to_pyarrow().to_pylist()
    assert [[row[name] or "" for name in HEADER] for row in read] == rows
    assert tables.broken_rows({"organizations": "credit_code"}) == []


def test_a_quotation_mark_may_come_late(tmp_path: Path) -> None:
    rows = [[f"A{number}", "320612", "county", "x"] for number in range(25_000)]
    written(tmp_path / "organizations.csv", (*HEADER, "name"), *rows, ["B", "320612", "county", "x, y"])
    decided, problems = outcomes(tmp_path)
    assert (len(decided), problems) == (25_001, [])


def test_broken_rows_are_told_of_by_their_lines_and_their_organizations_are_not_decided(tmp_path: Path) -> None:
    written(
        tmp_path / "organizations.csv",
        HEADER,
        *([key, "320612", "county"] for key in "ABC"),
        ["D", "320612"],
        ["E", "320612", "county"],
    )
    written(
        tmp_path / "penalties.csv",
        ("decided_on", "credit_code"),
        ["2024-01-01", "A"],
        ["2024-01-01", "B", "x", "y"],
        ["C"],
        ["2024-01-01", "E"],
    )
    decided, problems = outcomes(tmp_path)
    assert decided == {"A": "satisfied", "E": "satisfied"}
    told = [(problem.code, Path(problem.place.file).name, problem.place.line) for problem in problems]
    assert told == [("E339", "organizations.csv", 5), ("E339", "penalties.csv", 3), ("E339", "penalties.csv", 4)]
    assert "4" in problems[1].render("en")


def test_a_quotation_mark_that_is_not_closed_swallows_nobody_silently(tmp_path: Path) -> None:
    path = organizations(tmp_path, "A", "B", "C")
    path.write_text(path.read_text().replace("B,", '"B,'))
    with pytest.raises(ProblemsError) as caught:
        outcomes(tmp_path)
    assert [(problem.code, problem.place.line) for problem in caught.value.problems] == [("E340", 3)]


def test_a_path_may_hold_any_letter(tmp_path: Path) -> None:
    folder = tmp_path / "o'brien \\ [1] 省"
    folder.mkdir()
    organizations(folder, "A")
    assert outcomes(folder) == ({"A": "undetermined"}, [])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_of_nothing_are_no_rows(tmp_path: Path, end: str) -> None:
    lines = (",".join(HEADER), "A,320612,county", "", ",,", "   ", "")
    (tmp_path / "organizations.csv").write_bytes(end.join(lines).encode())
    assert outcomes(tmp_path) == ({"A": "undetermined"}, [])


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "E333"), (b"credit_code,\xca\xd1\xff\n", "E322"), (b'"credit_code', "E340")]
)
def test_a_file_without_names_of_columns_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "organizations.csv").write_bytes(content)
    with pytest.raises(ProblemsError, match=code):
        outcomes(tmp_path)


def test_all_files_that_cannot_be_read_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "penalties.csv").write_bytes(b"")
    tables = {"organizations": tmp_path / "none.parquet", "penalties": str(tmp_path / "penalties.csv")}
    with pytest.raises(ProblemsError) as caught:
        outcomes(tables)
    assert [problem.code for problem in caught.value.problems] == ["E329", "E333"]


def test_a_file_that_is_no_parquet_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "organizations.parquet").write_text("PAR1")
    with pytest.raises(ProblemsError, match=r"organizations\.parquet.*E320"):
        outcomes(tmp_path)


def test_what_is_no_table_or_folder_and_a_table_that_comes_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'organizations' is of no kind"):
        outcomes({"organizations": 42})
    with pytest.raises(UsageError, match="no folder"):
        outcomes(tmp_path / "nowhere")
    (tmp_path / "社会组织.csv").write_bytes(organizations(tmp_path, "A").read_bytes())
    with pytest.raises(UsageError, match="several tables 'organizations'"):
        outcomes(tmp_path)


# -- frames ------------------------------------------------------------------------------------------------


def frame(**columns: Any) -> Any:
    rows = {"credit_code": ["A", "B", "C"], "division": ["320612"] * 3, "level": ["county"] * 3}
    return pa.table({**rows, **columns})


PENALTIES = {"credit_code": ["A", "B"], "decided_on": [date(2024, 1, 1)] * 2}


def told(problems: list[Any]) -> list[tuple[str, str]]:
    return [(problem.place.path, problem.code) for problem in problems]


@pytest.mark.parametrize("column", [[True, None, False], ["true", "", "否"], [1, None, 0]])
def test_a_list_is_known_only_where_a_column_says_so(column: list[Any]) -> None:
    tables = {"organizations": frame(penalties_known=column), "penalties": pa.table(PENALTIES)}
    assert outcomes(tables) == ({"A": "satisfied", "B": "undetermined", "C": "undetermined"}, [])


def test_a_column_that_does_not_say_whether_a_list_is_known_refuses_its_row() -> None:
    tables = {"organizations": frame(penalties_known=["true", "maybe", None]), "penalties": pa.table(PENALTIES)}
    decided, problems = outcomes(tables)
    assert decided == {"A": "satisfied", "C": "undetermined"}
    assert told(problems) == [("B.penalties_known", "E307")]


def test_a_list_that_no_record_has_cannot_be_known() -> None:
    made = evaluate_tables(BOOK, {"organizations": frame(penlties_known=[True] * 3)}, as_of=DAY)
    assert [(problem.code, problem.suggestion) for problem in made.problems] == [("E334", "penalties_known")]


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (["2026-06-01", "2026-06-31", "2026-06-01"], "E309"),
        (["2026-06-01", "soon", "2026-06-01"], "E308"),
        (["2026-06-01", "", "2026-06-01"], "E303"),
        ([DAY, None, DAY], "E303"),
        ([DAY, date(2200, 1, 1), DAY], "E310"),
        (pa.array([20260601] * 3), "E308"),
    ],
)
def test_whoever_has_no_day_is_refused_and_the_rest_is_decided(days: Any, code: str) -> None:
    made = evaluate_tables(BOOK, {"organizations": frame(day=days)}, as_of="day", wide=True)
    refused = ["A", "B", "C"] if isinstance(days, pa.Array) else ["B"]
    assert told([one.problem for one in made.refused]) == [(f"{key}.as_of", code) for key in refused]
    assert [row["organization"] for row in made.decisions.to_pylist()] == sorted({"A", "B", "C"} - {*refused})


def test_the_column_of_days_has_to_be_there() -> None:
    with pytest.raises(ProblemsError, match=r"E336.*day"):
        evaluate_tables(BOOK, {"organizations": frame()}, as_of="day")


@pytest.mark.parametrize("kind", ["arrow", "pandas", "polars"])
def test_columns_in_which_nothing_is_written_say_nothing(kind: str) -> None:
    names = ("registered_on", "registered_capital", "categories", "form", "overseas", "individual_members", "name")
    tables: dict[str, Any] = {"organizations": frame(**{name: pa.nulls(3) for name in names})}
    tables["penalties"] = pa.table({**PENALTIES, "amount": pa.nulls(2), "kind": pa.nulls(2)})
    if kind == "pandas":
        pytest.importorskip("pandas")
        tables = {name: table.to_pandas() for name, table in tables.items()}
    elif kind == "polars":
        polars = pytest.importorskip("polars")
        tables = {name: polars.from_arrow(table) for name, table in tables.items()}
    made = evaluate_tables(BOOK, tables, as_of=DAY, wide=True)
    assert made.refused == ()
    assert list(made.decisions["outcome"].to_pylist() if kind == "arrow" else made.decisions["outcome"]) == [
        "satisfied",
        "satisfied",
        "not_satisfied",
    ]


def test_values_of_a_type_that_a_field_never_has_are_refused() -> None:
    columns = {
        "registered_on": [20240101, None, None],
        "registered_capital": [True, None, None],
        "categories": [5, None, None],
        "form": [5, None, None],
        "overseas": [DAY, None, None],
        "individual_members": [DAY, None, None],
    }
    decided, problems = outcomes({"organizations": frame(**columns)})
    assert sorted(decided) == ["B", "C"]
    assert {path for path, _ in told(problems)} == {f"A.{name}" for name in columns}


def test_a_field_that_two_columns_hold_and_a_missing_one_are_told_of_together() -> None:
    table = frame(name=["x"] * 3, **{"名称": ["y"] * 3}).drop_columns("level")
    with pytest.raises(ProblemsError) as caught:
        outcomes({"organizations": table})
    assert [problem.code for problem in caught.value.problems] == ["E336", "E338"]


def test_keys_are_the_same_whatever_type_a_table_gives_them() -> None:
    tables = {
        "organizations": frame(number=[1.0, 1e300, None]),
        "penalties": pa.table({"number": [1], "decided_on": [DAY]}),
    }
    decided, problems = outcomes(tables, key="number")
    assert decided == {"1": "satisfied", "1e+300": "not_satisfied"}
    assert [problem.code for problem in problems] == ["E344"]


def test_an_event_of_nobody_is_told_of() -> None:
    penalties = pa.table({"credit_code": [None, "Z", "A"], "decided_on": [DAY] * 3})
    decided, problems = outcomes({"organizations": frame(), "penalties": penalties})
    assert decided == {"A": "satisfied", "B": "not_satisfied", "C": "not_satisfied"}
    assert sorted(problem.code for problem in problems) == ["E344", "E346"]


def test_decisions_are_in_the_order_of_the_organizations(tmp_path: Path) -> None:
    """Of so many that several threads read and decide them."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    keys = [f"{number * 7919 % 300_007:06}" for number in range(300_000)]
    table = pa.table({"credit_code": keys, "division": ["320612"] * len(keys), "level": ["county"] * len(keys)})
    pq.write_table(table, tmp_path / "organizations.parquet", row_group_size=10_000)
    made = evaluate_tables(BOOK, tmp_path, as_of=DAY, wide=True)
    assert made.decisions["organization"].to_pylist() == keys
    assert made.decisions["outcome"].value_counts().to_pylist() == [{"values": "undetermined", "counts": len(keys)}]


def test_events_without_any_of_their_dates_exist() -> None:
    book = rulebook_of(ruleset_text(one_decision(rule("spent", "outcome", when='"count(finances) > 0"'))))
    tables = {"organizations": frame(), "finances": pa.table({"credit_code": ["A"], "year": [2025]})}
    made = evaluate_tables(book, tables, as_of=DAY, wide=True)
    assert made.decisions["outcome"].to_pylist() == ["satisfied", "not_satisfied", "not_satisfied"]


def test_what_a_text_of_a_set_holds_wrongly_is_named_by_itself() -> None:
    decided, [problem] = outcomes({"organizations": frame(categories=["charity、sprots", "体育；charity", None])})
    assert sorted(decided) == ["B", "C"]
    assert (problem.place.path, problem.code) == ("A.categories", "E316")
    assert '"sprots"' in problem.render("en")


# -- what is asked -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("wide", [True, False])
def test_nobody_is_decided_into_a_table_of_the_same_columns(tmp_path: Path, wide: bool) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415

    nobody, somebody = {"organizations": frame().slice(0, 0)}, {"organizations": frame()}
    empty = evaluate_tables(BOOK, nobody, as_of=DAY, wide=wide).decisions
    assert empty.schema == evaluate_tables(BOOK, somebody, as_of=DAY, wide=wide).decisions.schema
    made = evaluate_tables(BOOK, nobody, as_of=DAY, wide=wide, output=tmp_path / "none.parquet")
    assert pq.read_table(made.decisions).num_rows == 0
    assert evaluate_tables(BOOK, somebody, as_of=DAY, only=(), wide=wide).decisions.num_rows == (3 if wide else 0)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"as_of": date(1899, 12, 31)}, "1899"),
        ({"as_of": [DAY, datetime(2026, 6, 1)]}, "as_of"),
        ({"chunk": 0}, "chunk is 0"),
        ({"memory_limit": "much"}, "memory_limit 'much'"),
    ],
)
def test_an_argument_that_cannot_be_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        evaluate_tables(BOOK, {"organizations": frame()}, **{"as_of": DAY, **asked})
