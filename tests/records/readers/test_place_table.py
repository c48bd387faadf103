"""The table of places beside the organizations."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from socorg_rules.problems import Problems
from socorg_rules.records.readers import Batch, read_places, read_records
from tests.records.readers.folders import codes_of, organizations, write_folder

HEADER = "行政区划代码,统计日期,常住人口\n"


def batch_of(tmp_path: Path, **tables: str) -> Batch:
    return read_records(write_folder(tmp_path, organizations=organizations("A"), **tables))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("places", "division,counted_on,residents\n320612,2024-01-01,12.0\n"),
        ("地区", f"{HEADER}320612,2024-01-01,12\n"),
    ],
)
def test_it_is_read_under_both_names(tmp_path: Path, name: str, text: str) -> None:
    batch = batch_of(tmp_path, **{name: text})
    (place,) = batch.places
    assert (place.division, place.counted_on, place.residents, place.townships) == (
        "320612",
        date(2024, 1, 1),
        12,
        None,
    )
    assert codes_of(batch, warnings=True) == []


def test_a_population_without_it_has_no_places(tmp_path: Path) -> None:
    assert batch_of(tmp_path).places == ()


def test_it_is_read_though_the_organizations_are_missing(tmp_path: Path) -> None:
    batch = read_records(write_folder(tmp_path, places=f"{HEADER}320612,2024-01-01,12\n"))
    assert (len(batch.places), codes_of(batch)) == (1, ["E330"])


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("3206,2024-01-01,12", "E306", 1),
        ("320612,2024/1/1,12", "E308", 2),
        ("320612,,12", "E303", 2),
        (",2024-01-01,12", "E303", 1),
        ("320612,2024-01-01,-1", "E314", 3),
        ("320612,2024-01-01,many", "E315", 3),
        ("320612,2024-01-01", "E339", None),
    ],
)
def test_a_bad_row_is_told_and_the_good_ones_go_on(tmp_path: Path, row: str, code: str, column: int | None) -> None:
    batch = batch_of(tmp_path, places=f"{HEADER}{row}\n320612,2023-01-01,9\n")
    (problem,) = [problem for problem in batch.problems if problem.code != "W300"]
    assert (problem.code, problem.place.line, problem.place.column) == (code, 2, column)
    assert [place.residents for place in batch.places] == [9]


def test_a_place_counted_twice_on_a_day_is_told(tmp_path: Path) -> None:
    batch = batch_of(tmp_path, places=f"{HEADER}320612,2024-01-01,9\n320612,2024-01-01,10\n320612,2024-01-02,11\n")
    assert codes_of(batch) == ["E348"]
    assert [place.residents for place in batch.places] == [9, 11]


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("统计日期,常住人口\n2024-01-01,9\n", "E337"),
        ("行政区划代码,常住人口\n320612,9\n", "E336"),
        (f"{HEADER.strip()},residents\n320612,2024-01-01,9,9\n", "E338"),
    ],
)
def test_a_table_that_cannot_be_used_leaves_the_organizations_alone(tmp_path: Path, table: str, code: str) -> None:
    batch = batch_of(tmp_path, places=table)
    assert (batch.places, codes_of(batch)) == ((), [code])
    assert len(batch.records) == 1


def test_two_tables_of_places_are_both_left_out(tmp_path: Path) -> None:
    batch = batch_of(tmp_path, places=HEADER, 地区=HEADER)
    assert (batch.places, codes_of(batch)) == ((), ["E332"])


def test_a_mapping_may_name_its_columns(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path / "registry", organizations=organizations("A"), qu="代码,日,人口\n320612,2024-01-01,9\n"
    )
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "tables:\n  places:\n    file: qu.csv\n    columns: {代码: division, 日: counted_on, 人口: residents}\n",
        encoding="utf-8",
    )
    batch = read_records(folder, mapping=mapping)
    assert codes_of(batch, warnings=True) == []
    assert [place.residents for place in batch.places] == [9]


def test_a_table_of_its_own_can_be_read_for_a_population_without_one(tmp_path: Path) -> None:
    problems = Problems()
    file = write_folder(tmp_path, places=f"{HEADER}320612,2024-01-01,9\n") / "places.csv"
    assert [place.residents for place in read_places(file, problems)] == [9]
    assert read_places(tmp_path / "nowhere.csv", problems) == ()
    assert [problem.code for problem in problems] == ["E329"]
