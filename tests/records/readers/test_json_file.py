"""Records in JSON and JSON Lines."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socorg_rules.problems import Place
from socorg_rules.records.organization import Organization
from socorg_rules.records.readers import Batch, read_records
from socorg_rules.records.readers.json_positions import LineIndex, locations
from tests.records.readers.folders import codes_of, keys_of
from tests.strategies.organizations import organization_records

GOOD = '{"level": "county", "division": "320612"}'


def read(tmp_path: Path, text: str | bytes, name: str = "records.json") -> Batch:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_records(path)


def places_of(batch: Batch) -> list[tuple[str, int | None, int | None, str | None]]:
    return [(p.code, p.place.line, p.place.column, p.place.path) for p in batch.problems]


@pytest.mark.parametrize(
    "text", [GOOD, f"[{GOOD}]", f'{{"organizations": [{GOOD}]}}', f"\n \r\n{GOOD}\n", f"\N{BOM}{GOOD}"]
)
def test_one_object_a_list_and_a_wrapped_list_are_read(tmp_path: Path, text: str) -> None:
    batch = read(tmp_path, text)
    assert [record.organization.division for record in batch.records] == ["320612"]
    assert codes_of(batch) == []


def test_json_lines_are_read_with_empty_lines_between(tmp_path: Path) -> None:
    batch = read(tmp_path, f"{GOOD}\n\n  {GOOD}\r\n{GOOD}", "records.jsonl")
    assert keys_of(batch) == ["#1", "#2", "#3"]
    assert [record.place.line for record in batch.records] == [1, 3, 4]


def test_the_key_is_the_credit_code_or_else_the_position(tmp_path: Path) -> None:
    coded = GOOD.replace("{", '{"credit_code": "X", ')
    assert keys_of(read(tmp_path, f"[{GOOD}, {coded}, {GOOD}]")) == ["#1", "X", "#3"]


def test_positions_count_bad_records_too(tmp_path: Path) -> None:
    assert keys_of(read(tmp_path, f"[{{}}, 5, {GOOD}]")) == ["#3"]
    assert keys_of(read(tmp_path, f"{{\n5\n{GOOD}", "records.jsonl")) == ["#3"]


def test_a_record_says_where_it_stands(tmp_path: Path) -> None:
    batch = read(tmp_path, f"[\n  {GOOD},\n\n  {GOOD}]")
    assert [record.place.line for record in batch.records] == [2, 4]


def test_nothing_at_all_is_told_from_no_organizations(tmp_path: Path) -> None:
    assert places_of(read(tmp_path, "")) == [("E325", 1, 1, None)]
    assert read(tmp_path, "[]").problems.items == []
    assert read(tmp_path, "", "none.jsonl").problems.items == []


def test_a_wrong_value_is_found_in_the_text(tmp_path: Path) -> None:
    text = (
        '[\n {"level": "county", "division": "320612",\n'
        '  "行政处罚": [{"decided_on": "2020-01-01"},\n   {"处罚决定日期": "x"}]}\n]'
    )
    assert places_of(read(tmp_path, text)) == [("E308", 4, 5, "penalties[1].decided_on")]


def test_a_missing_value_is_told_at_what_should_hold_it(tmp_path: Path) -> None:
    text = '{"level": "county",\n "division": "320612", "penalties": [\n  {}]}'
    assert places_of(read(tmp_path, text)) == [("E303", 3, 3, "penalties[0].decided_on")]


def test_a_warning_has_its_place_too(tmp_path: Path) -> None:
    text = GOOD.replace("{", '{\n"credit_code": "X", ')
    assert places_of(read(tmp_path, text)) == [("W300", 2, 1, "credit_code")]


SYNTAX = [
    ("[{},]", 5),
    ("{'level': 1}", 2),
    ('{"level" 1}', 10),
    ('{"level": "a\nb"}', 13),
    ('{"level": "a', 11),
    (f"{GOOD} x", len(GOOD) + 2),
    (f"[{GOOD} {GOOD}]", len(GOOD) + 3),
    ('{"organizations": [], "more": 1}', 21),
    ("[" * 100_000, 2),
]


@pytest.mark.parametrize(("text", "column"), SYNTAX, ids=lambda value: str(value)[:20])
def test_an_error_of_syntax_has_line_and_column_and_a_chinese_reason(tmp_path: Path, text: str, column: int) -> None:
    (problem,) = [problem for problem in read(tmp_path, text).problems if problem.code == "E325"]
    assert (problem.place.line, problem.place.column) == (1, column)
    reason = dict(problem.values)["reason_zh"]
    assert not reason.isascii()


def test_what_stands_before_an_error_of_syntax_is_read(tmp_path: Path) -> None:
    batch = read(tmp_path, f"[{GOOD}, {GOOD}, {{")
    assert keys_of(batch) == ["#1", "#2"]
    assert codes_of(batch) == ["E325"]


def test_a_bad_line_leaves_the_others_alone(tmp_path: Path) -> None:
    batch = read(tmp_path, f"{GOOD}\n{{\n{GOOD} x\n{GOOD}", "records.jsonl")
    assert keys_of(batch) == ["#1", "#4"]
    assert [place[:3] for place in places_of(batch)] == [("E325", 2, 2), ("E325", 3, len(GOOD) + 2)]


def test_a_name_given_twice_refuses_the_record_at_the_second_place(tmp_path: Path) -> None:
    text = (
        '[{"level": "county", "division": "320612",\n'
        ' "penalties": [{"decided_on": "2020-01-01", "amount": 1,\n  "amount": 2}]}]'
    )
    batch = read(tmp_path, text)
    assert batch.records == []
    assert places_of(batch) == [("E327", 3, 3, "penalties[0].amount")]


def test_a_record_with_a_name_given_twice_tells_its_other_problems_as_well(tmp_path: Path) -> None:
    assert codes_of(read(tmp_path, '{"level": "county", "level": "county"}')) == ["E303", "E327"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e99999999999999999999"])
def test_what_is_no_number_is_refused(tmp_path: Path, number: str) -> None:
    batch = read(tmp_path, GOOD.replace("{", f'{{"registered_capital": {number}, '))
    assert codes_of(batch) == ["E311"]


def test_decimals_are_read_exactly(tmp_path: Path) -> None:
    batch = read(tmp_path, GOOD.replace("{", '{"registered_capital": 99999999999.99, '))
    assert batch.records[0].organization.registered_capital == Decimal("99999999999.99")


@pytest.mark.parametrize("number", ["9" * 31, "9" * 5000, "1e4000"])
def test_a_number_of_any_length_is_out_of_range(tmp_path: Path, number: str) -> None:
    batch = read(tmp_path, GOOD.replace("{", f'{{"registered_capital": {number}, '))
    assert codes_of(batch) == ["E314"]


def test_two_records_with_one_credit_code_are_both_left_out(tmp_path: Path) -> None:
    coded = GOOD.replace("{", '{"credit_code": "X", ')
    batch = read(tmp_path, f"{coded}\n{GOOD}\n{coded}", "records.jsonl")
    assert keys_of(batch) == ["#2"]
    (problem,) = batch.problems.errors
    assert (problem.code, problem.place.line) == ("E345", 3)


def test_a_record_with_a_damaged_line_is_left_out(tmp_path: Path) -> None:
    good, damaged = GOOD.replace("{", '{"name": "名", ').encode(), GOOD.encode().replace(b"{", b'{"name": "\xff", ')
    batch = read(tmp_path, b"\n".join([good, damaged, good]), "records.jsonl")
    assert keys_of(batch) == ["#1", "#3"]
    assert codes_of(batch) == ["E322"]


def test_gb18030_is_read(tmp_path: Path) -> None:
    batch = read(tmp_path, '{"登记层级": "县级", "行政区划代码": "320612", "名称": "通州"}'.encode("gb18030"))
    assert batch.records[0].organization.name == "通州"


@given(st.lists(organization_records(), max_size=3))
def test_what_json_writes_is_read_back(tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]]) -> None:
    folder = tmp_path_factory.mktemp("json")
    for record in records:
        record.pop("credit_code", None)
    text = json.dumps({"organizations": records}, default=float)
    lines = "\n".join(json.dumps(record, default=float) for record in records)
    expected = [Organization.model_validate(record) for record in records]
    for batch in (read(folder, text), read(folder, lines, "records.jsonl")):
        assert [record.organization for record in batch.records] == expected
        assert codes_of(batch) == []


# Names that are no field of the record: those would be given back in English.
NAMES = st.text().map(lambda text: f"no field {text}")
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
)


@given(JSON_VALUES, st.sampled_from([None, 2]))
def test_locations_lead_to_what_stands_there(value: object, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    decoder = json.JSONDecoder()
    for location, offset in locations(text, 0, len(text)):
        found, _ = decoder.raw_decode(text, offset)
        inside = value
        for step in location[:-1] if isinstance(location[-1], str) else location:
            inside = inside[step]  # type: ignore[index]
        assert found == (location[-1] if isinstance(location[-1], str) else inside)


@given(st.text(alphabet="a\n", max_size=12), st.data())
def test_lines_and_columns_count_from_one(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    index = LineIndex(text)
    lines = text[:offset].split("\n")
    assert (index.line(offset), index.column(offset)) == (len(lines), len(lines[-1]) + 1)


def test_a_mapping_is_not_for_json(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    path.write_text(GOOD)
    batch = read_records(path, mapping=tmp_path / "mapping.yaml")
    assert [(problem.code, problem.place) for problem in batch.problems] == [
        ("E324", Place((tmp_path / "mapping.yaml").as_posix()))
    ]
    assert keys_of(batch) == ["#1"]
