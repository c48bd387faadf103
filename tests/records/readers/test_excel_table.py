"""Records in the sheets of an Excel workbook."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from socorg_rules.problems import Place
from socorg_rules.records.readers import Batch, read_records
from tests.records.readers.folders import codes_of, keys_of

HEADER: list[Any] = ["统一社会信用代码", "登记层级", "行政区划代码"]
GOOD: list[Any] = ["A", "县级", "320612"]


def write_workbook(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def read_cell(tmp_path: Path, field: str, cell: object) -> Batch:
    rows = [[*HEADER, field], [*GOOD, cell]]
    return read_records(write_workbook(tmp_path / "registry.xlsx", organizations=rows))


def test_sheets_are_tables(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {
        "社会组织": [HEADER, GOOD, ["B", "county", 320612]],
        "penalties": [["credit_code", "decided_on", "amount"], ["B", date(2020, 1, 1), 49999.99]],
    }
    path = write_workbook(tmp_path / "registry.xlsx", **sheets)
    batch = read_records(path)
    assert codes_of(batch) == []
    a, b = batch.records
    assert a.organization.penalties == ()
    assert b.organization.penalties is not None
    assert b.organization.penalties[0].amount == Decimal("49999.99")
    assert b.organization.penalties[0].decided_on == date(2020, 1, 1)
    assert b.place == Place(path.as_posix(), 3, sheet="社会组织")


CELLS: list[tuple[str, object, object]] = [
    ("registered_on", date(2024, 2, 29), date(2024, 2, 29)),
    ("registered_on", datetime(2024, 2, 29), date(2024, 2, 29)),
    ("registered_on", "2024-02-29", date(2024, 2, 29)),
    ("cross_region", True, True),
    ("cross_region", 0, False),
    ("cross_region", "是", True),
    ("full_time_staff", 12, 12),
    ("full_time_staff", 12.0, 12),
    ("full_time_staff", "12", 12),
    ("registered_capital", 0.1, Decimal("0.1")),
    ("registered_capital", 30000, Decimal(30000)),
    ("name", 520, "520"),
    ("name", 520.0, "520"),
    ("categories", "体育；科技", frozenset({"sports", "science_technology"})),
]


@pytest.mark.parametrize(("field", "cell", "value"), CELLS)
def test_cells_of_every_type_are_read(tmp_path: Path, field: str, cell: object, value: object) -> None:
    batch = read_cell(tmp_path, field, cell)
    assert [getattr(record.organization, field) for record in batch.records] == [value]


BAD_CELLS: list[tuple[str, object, str]] = [
    ("registered_on", datetime(2024, 2, 29, 8, 30), "E308"),
    ("registered_on", time(8, 30), "E308"),
    ("registered_on", 45351, "E308"),
    ("cross_region", 2, "E307"),
    ("full_time_staff", 12.5, "E315"),
    ("full_time_staff", True, "E315"),
    ("registered_capital", 100.005, "E313"),
    ("registered_capital", "１０００", "E312"),
    ("registered_capital", date(2024, 2, 29), "E311"),
    ("name", date(2024, 2, 29), "E304"),
    ("name", True, "E304"),
    ("form", 7, "E316"),
    ("registered_capital", "#REF!", "E341"),
    ("registered_capital", "=1+1", "E342"),
]


@pytest.mark.parametrize(("field", "cell", "code"), BAD_CELLS)
def test_a_bad_cell_is_told_with_sheet_row_and_column(tmp_path: Path, field: str, cell: object, code: str) -> None:
    batch = read_cell(tmp_path, field, cell)
    assert batch.records == []
    (problem,) = batch.problems.errors
    place = Place((tmp_path / "registry.xlsx").as_posix(), 2, 4, "organizations", field)
    assert (problem.code, problem.place) == (code, place)


def test_a_day_with_a_time_is_refused_with_the_day(tmp_path: Path) -> None:
    (problem,) = read_cell(tmp_path, "registered_on", datetime(2024, 2, 29, 8, 30)).problems.errors
    assert problem.suggestion == "2024-02-29"


def test_the_result_saved_with_a_formula_is_read(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "registry.xlsx", organizations=[[*HEADER, "注册资金"], [*GOOD, "=15000*2"]])
    _save_result(path, "15000*2", "30000")
    (record,) = read_records(path).records
    assert record.organization.registered_capital == Decimal(30000)


def _save_result(path: Path, formula: str, result: str) -> None:
    """What Excel does when it saves: it writes the result beside the formula."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    before = f"<f>{formula}</f><v />"
    assert before in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(before, f"<f>{formula}</f><v>{result}</v>").encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


def test_rows_beyond_a_wrong_sheet_size_are_read(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "registry.xlsx", organizations=[HEADER, GOOD, ["B", *GOOD[1:]]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b'ref="A1:C3"' in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'ref="A1:C3"', b'ref="A1:B2"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert keys_of(read_records(path)) == ["A", "B"]


def test_empty_rows_and_short_rows_are_no_mistake(tmp_path: Path) -> None:
    rows = [[*HEADER, "name", "form"], [*GOOD], [None], ["B", *GOOD[1:], "乙"]]
    path = write_workbook(tmp_path / "registry.xlsx", organizations=rows)
    batch = read_records(path)
    assert codes_of(batch) == []
    assert [record.place.line for record in batch.records] == [2, 4]


def test_cells_beyond_the_names_are_told(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "registry.xlsx", organizations=[HEADER, [*GOOD, None, "x"]])
    batch = read_records(path)
    assert keys_of(batch) == ["A"]
    assert [(problem.code, problem.place.column) for problem in batch.problems.errors] == [("E335", 5)]


def test_a_sheet_that_is_no_table_of_the_record_is_only_a_warning(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "registry.xlsx", organizations=[HEADER, GOOD], 说明=[["x"]])
    batch = read_records(path)
    assert codes_of(batch, warnings=True) == ["W321"]


def test_an_empty_sheet_of_events_counts_as_not_handed_in(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "registry.xlsx", organizations=[HEADER, GOOD], penalties=[])
    batch = read_records(path)
    assert codes_of(batch) == ["E333"]
    assert batch.records[0].organization.penalties is None


def test_a_workbook_without_organizations_is_told(tmp_path: Path) -> None:
    assert codes_of(read_records(write_workbook(tmp_path / "registry.xlsx", Sheet1=[HEADER, GOOD]))) == ["E330"]


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "registry.xlsx").write_bytes(b"no workbook")
    assert codes_of(read_records(tmp_path / "registry.xlsx")) == ["E328"]


def test_a_damaged_sheet_is_told(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "registry.xlsx", organizations=[HEADER, GOOD])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-40]
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    batch = read_records(path)
    assert batch.records == []
    assert codes_of(batch) == ["E328"]


def test_without_openpyxl_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_workbook(tmp_path / "registry.xlsx", organizations=[HEADER, GOOD])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    (problem,) = read_records(path).problems
    assert problem.code == "E323"
    assert "socorg-rules[excel]" in problem.hint("en")


def test_the_file_is_closed_after_reading(tmp_path: Path) -> None:
    """An open file would be a ResourceWarning, which the tests take for an error, and a locked file on Windows."""
    path = write_workbook(tmp_path / "registry.xlsx", organizations=[HEADER, GOOD])
    read_records(path)
    path.rename(tmp_path / "moved.xlsx")
    assert load_workbook(tmp_path / "moved.xlsx").sheetnames == ["organizations"]
