"""The committed population is what the script writes, whenever and wherever it runs."""

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scripts import write_examples
from scripts.write_examples import EXAMPLES, POPULATION

TABLES = ("annual_reports", "investigations", "listings", "organizations", "penalties", "places", "ratings")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    write_examples.main(folder)
    return folder


def cells(workbook: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(workbook)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_all_tables_are_committed_and_nothing_else() -> None:
    assert sorted(file.name for file in (EXAMPLES / POPULATION).iterdir()) == [f"{name}.csv" for name in TABLES]


@pytest.mark.parametrize("table", TABLES)
def test_the_script_writes_the_committed_table_byte_for_byte(written: Path, table: str) -> None:
    name = f"{POPULATION}/{table}.csv"
    assert (written / name).read_bytes() == (EXAMPLES / name).read_bytes()


def test_the_script_writes_the_cells_of_the_committed_workbook(written: Path) -> None:
    name = f"{POPULATION}.xlsx"
    assert cells(written / name) == cells(EXAMPLES / name)


def test_the_workbook_does_not_tell_when_it_was_written(written: Path) -> None:
    with zipfile.ZipFile(written / f"{POPULATION}.xlsx") as workbook:
        stamps = {part.date_time for part in workbook.infolist()}
        properties = workbook.read("docProps/core.xml").decode()
    assert stamps == {(2013, 10, 31, 0, 0, 0)}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", properties)) == {"2013-10-31T00:00:00Z"}


def test_tables_open_in_excel_with_their_chinese_columns() -> None:
    for table in TABLES:
        content = (EXAMPLES / POPULATION / f"{table}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.decode("utf-8-sig").splitlines()[0].startswith(("统一社会信用代码,", "行政区划代码,"))
