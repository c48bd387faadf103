"""The column mapping of registries whose tables and columns are called otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from socorg_rules.problems import Problems
from socorg_rules.records.readers import Batch, read_records
from socorg_rules.records.readers.mapping_file import read_mapping
from tests.golden import check_golden
from tests.records.readers.folders import codes_of, keys_of, write_folder
from tests.records.readers.test_excel_table import write_workbook

HERE = Path(__file__).parent

MAPPING = """\
key: {organizations: 机构编号, events: 所属机构}
date_format: "%Y/%m/%d"
encoding: gb18030
tables:
  organizations:
    file: jigou.csv
    columns: {成立时间: registered_on, 机构类型: form, 所在地: division, 级别: 登记层级, 领域: 类别}
    values:
      form: {协会类: social_group}
      类别: {足球: 体育, 学术: science_technology}
      level: {区县: county}
    ignore: [备注]
  行政处罚:
    file: chufa.csv
    columns: {处罚日: decided_on, 金额: amount}
"""
JIGOU = """\
机构编号,机构类型,级别,所在地,成立时间,领域,备注
007,协会类,区县,320612,2010/6/1,足球;学术;慈善,x
008,基金会,县级,320612,,,y
"""
CHUFA = """\
所属机构,处罚日,金额
007,2020/02/29,500
"""


def read(tmp_path: Path, mapping: str = MAPPING, jigou: str = JIGOU, chufa: str = CHUFA) -> Batch:
    (tmp_path / "mapping.yaml").write_text(mapping, encoding="utf-8")
    folder = write_folder(tmp_path / "tables", jigou=jigou.encode("gb18030"), chufa=chufa.encode("gb18030"))
    return read_records(folder, mapping=tmp_path / "mapping.yaml")


def problems_of(tmp_path: Path, text: str) -> list[tuple[str, int | None, int | None]]:
    path = tmp_path / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    mapping = read_mapping(path, problems)
    assert (mapping is None) == (len(problems) > 0)
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems]


def test_tables_are_read_through_the_mapping(tmp_path: Path) -> None:
    batch = read(tmp_path, jigou=JIGOU.replace(";慈善", ""))
    assert codes_of(batch) == []
    first, second = (record.organization for record in batch.records)
    assert keys_of(batch) == ["007", "008"]
    assert (first.form, first.level, first.division) == ("social_group", "county", "320612")
    assert first.registered_on == date(2010, 6, 1)
    assert first.categories == frozenset({"sports", "science_technology"})
    assert first.penalties is not None
    assert (first.penalties[0].decided_on, first.penalties[0].amount) == (date(2020, 2, 29), Decimal(500))
    assert second.penalties == ()
    assert first.credit_code is None


def test_what_the_mapping_does_not_name_keeps_its_standard_meaning(tmp_path: Path) -> None:
    batch = read(tmp_path)
    (problem,) = batch.problems.errors
    assert problem.code == "E316"
    assert dict(problem.values)["found"] == '"慈善"'


def test_a_day_in_another_format_is_told_with_the_format(tmp_path: Path) -> None:
    batch = read(tmp_path, jigou=JIGOU.replace("2010/6/1", "2010-06-01").replace(";慈善", ""))
    (problem,) = batch.problems.errors
    assert problem.code == "E343"
    assert "%Y/%m/%d" in problem.message("zh")
    assert keys_of(batch) == ["008"]


def test_a_table_that_the_mapping_names_must_be_there(tmp_path: Path) -> None:
    batch = read(tmp_path, MAPPING.replace("chufa.csv", "chuf.csv").replace("encoding", "#"))
    missing = [problem for problem in batch.problems if problem.code == "E331"]
    assert [(problem.place.line, problem.place.column) for problem in missing] == [(14, 11)]


def test_a_key_column_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    batch = read(tmp_path, MAPPING.replace("organizations: 机构编号", "organizations: 编号"))
    assert batch.records == []
    (problem,) = [problem for problem in batch.problems if problem.code == "E337"]
    assert "编号" in problem.message("en")


def test_sheets_are_named_like_files(tmp_path: Path) -> None:
    rows = [["代码", "level", "division"], ["A", "county", "320612"]]
    path = write_workbook(
        tmp_path / "registry.xlsx", 机构=rows, penalties=[["代码", "decided_on"], ["A", "2020-01-01"]]
    )
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "tables:\n  organizations: {sheet: 机构, columns: {代码: credit_code}}\n"
        "  penalties: {columns: {代码: 统一社会信用代码}}\n",
        encoding="utf-8",
    )
    batch = read_records(path, mapping=mapping)
    assert codes_of(batch) == []
    assert len(batch.records[0].organization.penalties or ()) == 1


@pytest.mark.parametrize("text", ["", "tables:\n", "tables: {organizations: }\n", "# nothing\n"])
def test_a_mapping_may_say_nothing(tmp_path: Path, text: str) -> None:
    assert problems_of(tmp_path, text) == []


BAD = [
    ("tabels: {}\n", [("E352", 1, 1)]),
    ("tables: {pilots: {}}\n", [("E356", 1, 10)]),
    ("tables: {organizations: {colums: {}}}\n", [("E352", 1, 26)]),
    ("tables: {organizations: {columns: {成立: registerd_on}}}\n", [("E357", 1, 40)]),
    ("tables: {penalties: {columns: {成立: registered_on}}}\n", [("E357", 1, 36)]),
    ("tables: {organizations: {values: {form: {甲: 公司}}}}\n", [("E352", 1, 45)]),
    ("tables: {organizations: {values: {farm: {}}}}\n", [("E357", 1, 35)]),
    ("tables: {organizations: {}, 社会组织: {}}\n", [("E353", 1, 35)]),
    ("date_format: 1\ndate_format: 2\n", [("E355", 1, 14), ("E353", 2, 1)]),
    ("encoding: utf-16\n", [("E352", 1, 11)]),
    ("date_format: '%Y-%m'\n", [("E355", 1, 14)]),
    ("date_format: '%y-%m-%d'\n", []),
    ("date_format: '%Q'\n", [("E355", 1, 14)]),
    ("key: 机构编号\n", [("E351", 1, 6)]),
    ("key: {organizations: [a]}\n", [("E351", 1, 22)]),
    ("key: {events: ''}\n", [("E351", 1, 15)]),
    ("tables: {organizations: {ignore: 备注}}\n", [("E351", 1, 34)]),
    ("[]\n", [("E351", 1, 1)]),
    ("a: &x 1\nb: *x\n", [("E354", 1, 4)]),
    ("key: !!python/object:os.system {}\n", [("E354", 1, 6)]),
    ("key: {a\n", [("E350", 2, 1)]),
    ("key: {}\n--- {}\n", [("E350", 2, 1)]),
    ("key: \0\n", [("E350", None, None)]),
    ("[" * 1000, [("E351", 1, 9)]),
]


@pytest.mark.parametrize(("text", "problems"), BAD, ids=lambda value: str(value)[:30])
def test_a_mapping_that_is_not_right_is_refused(
    tmp_path: Path, text: str, problems: list[tuple[str, int | None, int | None]]
) -> None:
    assert problems_of(tmp_path, text) == problems


def test_nothing_is_read_through_a_mapping_that_is_not_right(tmp_path: Path) -> None:
    batch = read(tmp_path, "tabels: {}\n")
    assert batch.records == []
    assert codes_of(batch) == ["E352"]


def test_a_mapping_that_is_not_there_is_told(tmp_path: Path) -> None:
    batch = read_records(write_folder(tmp_path / "tables"), mapping=tmp_path / "none.yaml")
    assert codes_of(batch) == ["E329"]


def test_yaml_makes_nothing_of_a_scalar(tmp_path: Path) -> None:
    """``on``, ``012`` and ``12:30`` are the texts that were written (semantics 25)."""
    path = tmp_path / "mapping.yaml"
    path.write_text("tables: {organizations: {columns: {on: name, 012: division}, ignore: [12:30, ~]}}\n")
    problems = Problems()
    mapping = read_mapping(path, problems)
    assert mapping is not None
    table = mapping.table("organizations")
    assert dict(table.columns) == {"on": "name", "012": "division"}
    assert table.ignore == {"12:30", "~"}


def test_the_sentences_about_mappings_are_fit_to_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = []
    for text, expected in BAD:
        if not expected:
            continue
        Path("mapping.yaml").write_text(text, encoding="utf-8")
        problems = Problems()
        read_mapping(Path("mapping.yaml"), problems)
        told += [problem.render(language) for problem in problems for language in ("zh", "en")]
    check_golden(HERE / "golden" / "mapping-problems.txt", "\n".join(told) + "\n")
