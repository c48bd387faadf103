"""Records in CSV tables: a file of organizations, or a folder with one file for each list of events."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socorg_rules.problems import Place
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, FieldSpec
from socorg_rules.records.organization import Organization
from socorg_rules.records.readers import read_records
from tests.golden import check_golden
from tests.records.readers.folders import HEADER, codes_of, keys_of, organizations, write_folder
from tests.strategies.organizations import organization_records

HERE = Path(__file__).parent


def test_a_single_file_holds_organizations_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(organizations("A", "B"))
    batch = read_records(tmp_path / "export.csv")
    assert keys_of(batch) == ["A", "B"]
    assert batch.records[1].place == Place((tmp_path / "export.csv").as_posix(), 3)


def test_in_a_single_file_all_lists_are_unknown(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(organizations("A"))
    (record,) = read_records(tmp_path / "export.csv").records
    assert {getattr(record.organization, spec.name) for spec in EVENT_LISTS} == {None}


def test_rows_of_events_go_to_their_organization(tmp_path: Path) -> None:
    penalties = "统一社会信用代码,decided_on,处罚金额\nB,2020-01-01,5\nA,2021-01-01,\nB,2022-01-01,7.50\n"
    batch = read_records(write_folder(tmp_path, organizations=organizations("A", "B"), 行政处罚=penalties))
    a, b = (record.organization for record in batch.records)
    assert [penalty.amount for penalty in a.penalties or ()] == [None]
    assert [penalty.amount for penalty in b.penalties or ()] == [Decimal(5), Decimal("7.50")]


def test_a_table_that_is_there_says_that_nothing_happened_to_the_others(tmp_path: Path) -> None:
    tables = {"社会组织": organizations("A"), "ratings": "credit_code,announced_on\n"}
    (record,) = read_records(write_folder(tmp_path, **tables)).records
    assert record.organization.ratings == ()
    assert record.organization.penalties is None


def test_the_columns_of_both_languages_mean_the_same(tmp_path: Path) -> None:
    (tmp_path / "zh.csv").write_text("统一社会信用代码,登记层级,行政区划代码,组织形式\nA,县级,320612,社团\n")
    (tmp_path / "en.csv").write_text("credit_code,level,division,form\nA,county,320612,social_group\n")
    zh, en = (read_records(tmp_path / name).records[0].organization for name in ("zh.csv", "en.csv"))
    assert zh == en


CELLS: list[tuple[str, str, object]] = [
    ("cross_region", "是", True),
    ("cross_region", "FALSE", False),
    ("cross_region", "1", True),
    ("cross_region", " 否 ", False),
    ("categories", "体育；charity, 科技", frozenset({"sports", "charity", "science_technology"})),
    ("categories", "体育、社会福利|宗教;", frozenset({"sports", "social_welfare", "religious"})),
    ("full_time_staff", "12", 12),
    ("full_time_staff", "12.0", 12),
    ("registered_on", " 2024-02-29 ", date(2024, 2, 29)),
    ("registered_capital", " 49999.99 ", Decimal("49999.99")),
    ("name", " 甲 ", "甲"),
    ("name", "", None),
    ("registered_on", " ", None),
    ("name", '"甲, ""乙"""', '甲, "乙"'),
]


@pytest.mark.parametrize(("field", "cell", "value"), CELLS)
def test_cells_are_read(tmp_path: Path, field: str, cell: str, value: object) -> None:
    quoted = cell if cell.startswith('"') else f'"{cell}"'
    (tmp_path / "export.csv").write_text(f"{HEADER},{field}\nA,county,320612,{quoted}\n")
    batch = read_records(tmp_path / "export.csv")
    assert [getattr(record.organization, field) for record in batch.records] == [value]


BAD_CELLS = [
    ("cross_region", "yes", "E307"),
    ("categories", "体育;足球", "E316"),
    ("full_time_staff", "12.5", "E315"),
    ("full_time_staff", "1,200", "E312"),
    ("full_time_staff", "１２", "E312"),
    ("registered_on", "2024/2/29", "E308"),
    ("registered_capital", "30,000", "E312"),
    ("registered_capital", "3万", "E311"),
    ("form", "协会", "E316"),
]


@pytest.mark.parametrize(("field", "cell", "code"), BAD_CELLS)
def test_a_bad_cell_is_told_with_row_column_and_header(tmp_path: Path, field: str, cell: str, code: str) -> None:
    path = tmp_path / "export.csv"
    alias = next(spec.alias for spec in ORGANIZATION_FIELDS if spec.name == field)
    path.write_text(f'{HEADER},{alias}\nA,county,320612,\nB,county,320612,"{cell}"\n')
    batch = read_records(path)
    assert keys_of(batch) == ["A"]
    (problem,) = batch.problems.errors
    assert (problem.code, problem.place) == (code, Place(path.as_posix(), 3, 4, path=alias))
    assert alias in problem.message("zh")


def test_rows_are_numbered_as_an_editor_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f'{HEADER},name\nA,county,320612,"two\nlines"\n\n,,,\nB,county,x,\n')
    batch = read_records(path)
    assert [record.place.line for record in batch.records] == [2]
    assert [(problem.code, problem.place.line) for problem in batch.problems.errors] == [("E306", 6)]


def test_a_bad_row_leaves_its_organization_out_and_its_events_with_it(tmp_path: Path) -> None:
    tables = {
        "organizations": f"{HEADER}\nA,x,320612\nB,county,320612\n",
        "penalties": "credit_code,decided_on\nA,2020-01-01\nA,2020-01-02\nB,2020-01-01\n",
    }
    batch = read_records(write_folder(tmp_path, **tables))
    assert keys_of(batch) == ["B"]
    assert codes_of(batch, warnings=True) == ["W320", "E316"]
    assert dict(batch.problems.warnings[0].values)["count"] == "2"


def test_a_bad_row_of_events_leaves_its_organization_out(tmp_path: Path) -> None:
    tables = {
        "organizations": organizations("A", "B"),
        "penalties": "credit_code,decided_on\nA,2020-01-01\nA,soon\nB,2020-01-01\n",
        "mailings": "credit_code,sent_on,signed_for\nA,2020-01-01,maybe\n",
    }
    batch = read_records(write_folder(tmp_path, **tables))
    assert keys_of(batch) == ["B"]
    assert codes_of(batch) == ["E307", "E347", "E308"]
    (left_out,) = [problem for problem in batch.problems if problem.code == "E347"]
    assert left_out.place.line == 2
    assert dict(left_out.values) == {"key": '"A"', "count": "2"}


@pytest.mark.parametrize("row", ["A,2020-01-01", "A,2020-01-01,5,6"])
def test_a_row_with_too_few_or_too_many_cells_is_bad(tmp_path: Path, row: str) -> None:
    tables = {"organizations": organizations("A", "B"), "penalties": f"credit_code,decided_on,amount\n{row}\n"}
    batch = read_records(write_folder(tmp_path, **tables))
    assert keys_of(batch) == ["B"]
    assert codes_of(batch) == ["E347", "E339"]


def test_a_row_with_a_lost_comma_is_not_picked_to_pieces(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(f"{HEADER},name\nA,county 320612,甲\nB,county,320612,乙\n")
    batch = read_records(tmp_path / "export.csv")
    assert codes_of(batch) == ["E339"]
    assert keys_of(batch) == ["B"]


def test_a_row_that_cannot_be_decoded_is_left_out(tmp_path: Path) -> None:
    rows = f"{HEADER},名称\nA,county,320612,社会组织\n".encode() + b"B,county,320612,\xff\xfe\nC,county,320612,\n"
    (tmp_path / "export.csv").write_bytes(rows)
    batch = read_records(tmp_path / "export.csv")
    assert keys_of(batch) == ["A", "C"]
    assert [(problem.code, problem.place.line) for problem in batch.problems.errors] == [("E322", 3)]


def test_rows_without_a_key_are_told(tmp_path: Path) -> None:
    tables = {
        "organizations": f"{HEADER}\n,county,320612\nA,county,320612\n",
        "penalties": "credit_code,decided_on\n,2020-01-01\n",
    }
    batch = read_records(write_folder(tmp_path, **tables))
    assert keys_of(batch) == ["A"]
    assert codes_of(batch) == ["E344", "E344"]


def test_a_doubled_key_leaves_both_out_and_their_events_are_no_orphans(tmp_path: Path) -> None:
    tables = {
        "organizations": organizations("A", "B", "A"),
        "penalties": "credit_code,decided_on\nA,2020-01-01\n",
    }
    batch = read_records(write_folder(tmp_path, **tables))
    assert keys_of(batch) == ["B"]
    (problem,) = batch.problems.errors
    assert (problem.code, problem.place.line) == ("E345", 4)


def test_rows_of_nobody_are_orphans(tmp_path: Path) -> None:
    tables = {"organizations": organizations("A"), "penalties": "credit_code,decided_on\nZ,2020-01-01\n"}
    batch = read_records(write_folder(tmp_path, **tables))
    assert keys_of(batch) == ["A"]
    assert codes_of(batch) == ["E346"]


def test_bad_cells_are_told_even_where_the_key_is_bad(tmp_path: Path) -> None:
    tables = {
        "organizations": f"{HEADER}\n,x,320612\nA,y,320612\nA,z,320612\n",
        "penalties": "credit_code,decided_on\nZ,soon\n,later\n",
    }
    batch = read_records(write_folder(tmp_path, **tables))
    assert sorted(codes_of(batch)) == ["E308", "E308", "E316", "E316", "E316", "E344", "E344", "E345", "E346"]


def test_an_unknown_column_is_told_once_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(f"{HEADER},registerd_on\nA,county,320612,x\nB,county,320612,y\n")
    batch = read_records(tmp_path / "export.csv")
    assert keys_of(batch) == ["A", "B"]
    (problem,) = batch.problems.errors
    assert (problem.code, problem.suggestion, problem.place.line) == ("E334", "registered_on", 1)


def test_a_column_without_a_name_is_told_when_it_holds_something(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text(f"{HEADER},\nA,county,320612,\n")
    (tmp_path / "full.csv").write_text(f"{HEADER},\nA,county,320612,x\n")
    assert codes_of(read_records(tmp_path / "empty.csv")) == []
    assert codes_of(read_records(tmp_path / "full.csv")) == ["E335"]


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("credit_code,level", ["E336"]),
        ("level,division", ["E337"]),
        ("name", ["E336", "E336", "E337"]),
        ("credit_code,level,division,登记层级", ["E338"]),
        ("credit_code,统一社会信用代码,level,division", ["E338"]),
    ],
)
def test_a_table_without_what_it_needs_is_told_once_and_not_used(tmp_path: Path, header: str, codes: list[str]) -> None:
    cells = ",".join("x" for _ in header.split(","))
    (tmp_path / "export.csv").write_text(f"{header}\n{cells}\n{cells}\n")
    batch = read_records(tmp_path / "export.csv")
    assert batch.records == []
    assert sorted(codes_of(batch)) == codes


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("credit_code,amount\nA,5\n", "E336"),
        ("decided_on\n2020-01-01\n", "E337"),
        ("credit_code,decided_on,处罚决定日期\nA,2020-01-01,2020-01-02\n", "E338"),
        ('credit_code,decided_on\nA,"2020-01-01\nB,2020-01-02\n', "E340"),
        ("", "E333"),
    ],
)
def test_a_table_of_events_that_cannot_be_used_counts_as_not_handed_in(tmp_path: Path, table: str, code: str) -> None:
    batch = read_records(write_folder(tmp_path, organizations=organizations("A"), penalties=table))
    assert [record.organization.penalties for record in batch.records] == [None]
    assert codes_of(batch) == [code]


def test_a_file_that_is_no_table_of_the_record_is_told_with_what_was_meant(tmp_path: Path) -> None:
    batch = read_records(write_folder(tmp_path, organizations=organizations("A"), penalty="x\n"))
    (warning,) = [problem for problem in batch.problems if problem.code == "W321"]
    assert (warning.severity, warning.suggestion) == ("warning", "penalties")


def test_two_tables_for_one_list_are_both_left_out(tmp_path: Path) -> None:
    one = "credit_code,decided_on\n"
    batch = read_records(write_folder(tmp_path, organizations=organizations("A"), penalties=one, 行政处罚=one))
    assert batch.records[0].organization.penalties is None
    assert codes_of(batch) == ["E332"]


def test_a_folder_without_organizations_is_told(tmp_path: Path) -> None:
    batch = read_records(write_folder(tmp_path, penalties="credit_code,decided_on\n"))
    assert batch.records == []
    assert codes_of(batch) == ["E330"]


def test_ten_thousand_and_one_events_are_too_many(tmp_path: Path) -> None:
    rows = "A,2020-01-01\n" * 10_001
    tables = {"organizations": organizations("A", "B"), "activities": "credit_code,held_on\n" + rows}
    batch = read_records(write_folder(tmp_path, **tables))
    assert keys_of(batch) == ["B"]
    assert codes_of(batch) == ["E319"]


def test_what_is_no_file_of_records_is_told(tmp_path: Path) -> None:
    (tmp_path / "records.xls").write_bytes(b"")
    assert codes_of(read_records(tmp_path / "records.xls")) == ["E321"]
    assert codes_of(read_records(tmp_path / "none.csv")) == ["E329"]


def _cell(spec: FieldSpec, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(value)
    text = str(value).replace('"', '""') if not isinstance(value, bool) else "是" if value else "否"
    return f'"{text}"'


def _csv(specs: tuple[FieldSpec, ...], rows: list[tuple[str, dict[str, Any]]]) -> str:
    header = ",".join(["机构编号", *(spec.alias for spec in specs)])
    lines = (",".join([key, *(_cell(spec, record.get(spec.name)) for spec in specs)]) for key, record in rows)
    return "\n".join([header, *lines, ""])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@given(records=st.lists(organization_records(), min_size=1, max_size=3))
def test_what_is_written_as_tables_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, encoding: str, records: list[dict[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    keyed = [(f"K{number}", record) for number, record in enumerate(records)]
    expected = []
    tables = {"社会组织": _csv(ORGANIZATION_FIELDS, keyed)}
    handed_in = [spec for spec in EVENT_LISTS if any(record.get(spec.name) for record in records)]
    for spec in handed_in:
        rows = [(key, event) for key, record in keyed for event in record.get(spec.name) or []]
        tables[spec.alias] = _csv(spec.fields, rows)
    for record in records:
        lists = {spec.name: record.get(spec.name) or [] for spec in handed_in}
        sets = {spec.name: record.get(spec.name) or None for spec in ORGANIZATION_FIELDS if spec.kind == "set"}
        texts = {spec.name: record[spec.name] for spec in ORGANIZATION_FIELDS if spec.name in record}
        expected.append(Organization.model_validate({**texts, **sets, **lists}))
    mapping = folder / "mapping.yaml"
    mapping.write_text("key: {organizations: 机构编号, events: 机构编号}\n", encoding="utf-8")
    contents = {name: table.encode(encoding) for name, table in tables.items()}
    batch = read_records(write_folder(folder / "tables", **contents), mapping=mapping)
    assert codes_of(batch) == []
    assert [record.organization for record in batch.records] == expected


def test_everything_that_is_wrong_with_a_registry_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder holds a table in GB18030, one with a byte order mark, and every kind of mistake in rows and cells."""
    monkeypatch.chdir(HERE)
    batch = read_records(Path("broken-registry"))
    read = "".join(f"{record.place} {record.key}\n" for record in batch.records)
    told = "".join(f"{problem.render(language)}\n" for problem in batch.problems for language in ("zh", "en"))
    check_golden(HERE / "golden" / "broken-registry.txt", read + "\n" + told)
