"""``socorg-rules indicators``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

ROOT = Path(__file__).parents[2]
POPULATION = ROOT / "examples" / "shangcheng-2013"
WHERE_AND_WHEN = ("--place", "330102", "--as-of", "2013-10-31")


def test_the_example_population_as_a_table(call: Call) -> None:
    answer = call("indicators", POPULATION, *WHERE_AND_WHEN, "--format", "table", "--only", "inspection_pass_rate")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Shangcheng district, Hangzhou, Zhejiang  330102  2013-10-31: 1,049 records")
    assert "94.17 %" in answer.out
    assert "published 94.17 %: agrees" in answer.out


def test_in_chinese(call: Call) -> None:
    answer = call("indicators", POPULATION, *WHERE_AND_WHEN, "--format", "table", "--language", "zh")
    assert answer.out.startswith("浙江省杭州市上城区  330102  2013-10-31：记录 1,049 条")


def test_without_a_terminal_the_answer_is_json(call: Call) -> None:
    answer = call("indicators", POPULATION, *WHERE_AND_WHEN, "--only", "inspection_pass_rate, rated_organizations")
    assert list(json.loads(answer.out)["indicators"]) == ["inspection_pass_rate", "rated_organizations"]


@pytest.mark.parametrize(
    ("only", "code"),
    [("evaluation_rate_of_eligible", 0), ("evaluation_rate_of_all", 1), ("volunteer_share", 2)],
)
def test_the_exit_code_tells_of_missed_targets_and_of_what_is_open(call: Call, only: str, code: int) -> None:
    assert call("indicators", POPULATION, *WHERE_AND_WHEN, "--only", only).code == code


def test_bad_records_are_told_and_the_good_ones_measured(call: Call, tmp_path: Path) -> None:
    (tmp_path / "organizations.csv").write_text(
        "credit_code,level,division,community_class\nA,county,330102,true\nB,county,330102,maybe\n", encoding="utf-8"
    )
    answer = call("indicators", tmp_path, *WHERE_AND_WHEN, "--only", "community_organizations", "--format", "json")
    assert answer.code == 3
    assert "organizations.csv:3:4" in answer.err
    assert json.loads(answer.out)["organizations"] == 1


def test_the_figures_of_the_place_may_come_from_a_file_of_their_own(call: Call, tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    records.write_text('{"division": "330102", "level": "county"}\n', encoding="utf-8")
    places = tmp_path / "places.csv"
    places.write_text("division,counted_on,residents,volunteers\n330102,2013-01-01,200,50\n", encoding="utf-8")
    options = (*WHERE_AND_WHEN, "--only", "volunteer_share")
    without = json.loads(call("indicators", records, *options).out)["indicators"]["volunteer_share"]
    beside = json.loads(call("indicators", records, *options, "--places", places).out)["indicators"]["volunteer_share"]
    assert (without["value"], beside["value"]) == (None, "25.00")


def test_published_figures_need_no_population(call: Call) -> None:
    answer = call("indicators", "--published", "--place", "320000", "--format", "table")
    assert answer.code == 1
    assert answer.out.startswith("Tongzhou district, Nantong, Jiangsu 320612")
    assert "Shangcheng" not in answer.out
    assert "945 ÷ 3,005 = 31 %: differs" in answer.out


def test_published_figures_that_agree_are_nothing_found(call: Call) -> None:
    answer = call("indicators", "--published", "--place", "420106")
    assert (answer.code, {one["place"] for one in json.loads(answer.out)["published_figures"]}) == (0, {"420106"})


def test_everything_that_is_missing_is_told_at_once(call: Call) -> None:
    answer = call("indicators")
    assert answer.code == 3
    assert {line.partition(":")[0] for line in answer.err.splitlines()} == {"POPULATION", "--place", "--as-of"}
    assert answer.err.count(": E920 ") == 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--place", "3301", "--as-of", "2013-10-31"), "E902"),
        (("--place", "330102", "--as-of", "31.10.2013"), "E900"),
        ((*WHERE_AND_WHEN, "--known-at", "2000-01-01"), "E907"),
        ((*WHERE_AND_WHEN, "--only", "inspection_pas_rate"), "E921"),
    ],
)
def test_a_wrong_argument_is_told(call: Call, arguments: tuple[str, ...], code: str) -> None:
    answer = call("indicators", POPULATION, *arguments)
    assert (answer.code, answer.out) == (3, "")
    assert f": {code} " in answer.err


def test_a_misspelt_indicator_is_told_with_the_right_one(call: Call) -> None:
    answer = call("indicators", POPULATION, *WHERE_AND_WHEN, "--only", "inspection_pas_rate")
    assert "Did you mean 'inspection_pass_rate'?" in answer.err


def test_the_answer_can_go_to_a_file(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "indicators.json"
    options = (*WHERE_AND_WHEN, "--only", "inspection_pass_rate", "--output", file)
    assert call("indicators", POPULATION, *options).out == ""
    assert "inspection_pass_rate" in json.loads(file.read_text(encoding="utf-8"))["indicators"]
