"""Reading whole files: what stands where in the model, and which shapes are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from socorg_rules.problems import Problems, Text
from socorg_rules.rulesets.model import Checked, FormerCode, Period, Recheck
from socorg_rules.rulesets.reader import digest_of, read_ruleset, read_ruleset_file
from tests.rulesets.reading import DECISION, FILE, HEAD, codes_in, problems_in, read, spots_in, with_rule

SOURCE = """\
sources:
  mca-60:
    title: {zh: 办法, en: Measures}
    number: 民政部令第60号
    issuer: {zh: 民政部, en: Ministry of Civil Affairs}
    issued_on: 2018-01-24
    in_force: {from: 2018-01-24, until: 2030-12-31}
    checked: {on: 2026-11-22, how: opening_read, note: {zh: 仅见开头, en: opening only}}
    recheck: {from: 2026-03-17, why: {zh: 已修改, en: amended}}
"""


def _file(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


# The head of a file.


def test_the_head_says_what_the_ruleset_is() -> None:
    ruleset = read(HEAD)
    assert (ruleset.id, ruleset.version, ruleset.version_text) == ("cn/sample", (1, 0, 0), "1.0.0")
    assert ruleset.released_on == date(2026, 11, 22)
    assert ruleset.jurisdiction.code == "100000"
    assert ruleset.jurisdiction.title == Text("全国", "whole country")
    assert ruleset.title == Text("样例", "sample")
    assert ruleset.file == FILE


def test_former_codes_keep_their_last_day() -> None:
    text = HEAD.replace('"100000"', '{code: "320612", former: [{code: "320683", until: 2009-07-01}, {code: "320600"}]}')
    jurisdiction = read(text).jurisdiction
    assert jurisdiction.code == "320612"
    assert jurisdiction.former == (FormerCode("320683", date(2009, 7, 1)), FormerCode("320600", None))


def test_a_missing_head_is_listed_key_by_key() -> None:
    assert [problem.message("en") for problem in problems_in("title: {zh: 甲, en: a}\n")] == [
        "'ruleset' is missing here.",
        "'version' is missing here.",
        "'released_on' is missing here.",
        "'jurisdiction' is missing here.",
        "'place' is missing here.",
    ]


@pytest.mark.parametrize(
    ("line", "instead", "code"),
    [
        ("ruleset: cn/sample", "ruleset: CN/Sample", "E034"),
        ("ruleset: cn/sample", "ruleset: cn//sample", "E034"),
        ("ruleset: cn/sample", "ruleset: ../sample", "E034"),
        ("version: 1.0.0", "version: 1.0", "E035"),
        ("version: 1.0.0", "version: 01.0.0", "E035"),
        ("version: 1.0.0", "version: v1.0.0", "E035"),
        ("released_on: 2026-11-22", "released_on: 2026-11-31", "E134"),
        ("released_on: 2026-11-22", "released_on: 2026/11/22", "E041"),
        ("released_on: 2026-11-22", "released_on: tomorrow", "E041"),
        ('jurisdiction: "100000"', 'jurisdiction: "10000"', "E037"),
        ('jurisdiction: "100000"', "jurisdiction: 320612x", "E037"),
        ('jurisdiction: "100000"', "jurisdiction: [320612]", "E025"),
        ('jurisdiction: "100000"', "jurisdiction: {former: []}", "E028"),
        ('jurisdiction: "100000"', 'jurisdiction: {code: "100000", former: [{until: 2009-07-01}]}', "E028"),
        ("title: {zh: 样例, en: sample}", "title: 样例", "E029"),
        ("title: {zh: 样例, en: sample}", "title: {zh: 样例}", "E028"),
        ("title: {zh: 样例, en: sample}", "title: {zh: 样例, en: }", "E026"),
        ("title: {zh: 样例, en: sample}", "title: {zh: 样例, en: a, fr: b}", "E027"),
        ("title: {zh: 样例, en: sample}", "title: {zh: 样例, en: a, b}", "E056"),
    ],
)
def test_a_wrong_head_is_refused(line: str, instead: str, code: str) -> None:
    assert code in codes_in(HEAD.replace(line, instead))


def test_a_wrong_date_is_shown_right() -> None:
    (problem,) = problems_in(HEAD.replace("2026-11-22", "2026年3月5日"))
    assert problem.suggestion == "2026-03-05"


def test_an_unknown_key_is_told_with_the_nearest_one() -> None:
    (problem,) = problems_in(HEAD + "paramters: {}\n")
    assert (problem.code, problem.place.line, problem.suggestion) == ("E027", 7, "parameters")


@pytest.mark.parametrize("text", ["- a\n", "just text\n"])
def test_a_file_is_a_mapping(text: str) -> None:
    assert codes_in(text)[0] == "E023"


# Sources.


def test_a_source_is_read_whole() -> None:
    (source,) = read(HEAD + SOURCE).sources
    assert source.id == "mca-60"
    assert source.number == "民政部令第60号"
    assert source.issuer == Text("民政部", "Ministry of Civil Affairs")
    assert source.issued_on == date(2018, 1, 24)
    assert source.in_force == Period(date(2018, 1, 24), date(2030, 12, 31))
    assert (source.checked, source.checked_on) == (Checked.OPENING_READ, date(2026, 11, 22))
    assert source.note == Text("仅见开头", "opening only")
    assert source.recheck == Recheck(date(2026, 3, 17), Text("已修改", "amended"))
    assert (source.place.line, source.place.column, source.place.path) == (8, 3, "sources.mca-60")


def test_a_source_needs_title_period_and_check() -> None:
    assert codes_in(HEAD + "sources:\n  mca-60: {number: 60号}\n") == ["E028", "E028", "E028"]


def test_how_far_a_text_was_checked_is_one_of_five_words() -> None:
    (problem,) = problems_in(HEAD + SOURCE.replace("opening_read", "text-read"))
    assert (problem.code, problem.suggestion) == ("E039", "text_read")


def test_a_period_ends_no_earlier_than_it_begins() -> None:
    assert spots_in(HEAD + SOURCE.replace("2030-12-31", "2018-01-23")) == [("E043", 13, 15)]


def test_a_period_of_one_day_is_one() -> None:
    (source,) = read(HEAD + SOURCE.replace("2030-12-31", "2018-01-24")).sources
    assert source.in_force == Period(date(2018, 1, 24), date(2018, 1, 24))


def test_a_period_says_something() -> None:
    assert codes_in(HEAD + SOURCE.replace("{from: 2018-01-24, until: 2030-12-31}", "{}")) == ["E040"]


@pytest.mark.parametrize("part", ["sources", "parameters", "definitions", "decisions", "rules", "tables"])
def test_a_part_that_is_there_is_not_empty(part: str) -> None:
    assert codes_in(HEAD + f"{part}: {'[]' if part in ('rules', 'tables') else '{}'}\n") == ["E040"]


@pytest.mark.parametrize("part", ["sources", "parameters", "definitions", "decisions"])
def test_a_part_with_names_is_a_mapping(part: str) -> None:
    assert codes_in(HEAD + f"{part}: [x]\n") == ["E023"]


# Decisions and definitions.


def test_a_decision_is_read_whole() -> None:
    text = """\
decisions:
  minimum_capital:
    title: {zh: 最低注册资金, en: minimum capital}
    description: {zh: 元, en: yuan}
    kind: answer
    type: money
    scope: registered_on = null
    otherwise: 0
    finding: not_satisfied
"""
    (decision,) = read(HEAD + text).decisions
    assert (decision.name, decision.kind, decision.type) == ("minimum_capital", "answer", "money")
    assert decision.description == Text("元", "yuan")
    assert decision.scope is not None
    assert decision.scope.text == "registered_on = null"
    assert decision.otherwise is not None
    assert decision.otherwise.text == "0"
    assert decision.value is None
    assert decision.finding == "not_satisfied"


def test_only_an_answer_has_an_otherwise() -> None:
    assert codes_in(HEAD + DECISION + "    otherwise: false\n") == ["E054"]


def test_a_kind_is_one_of_three() -> None:
    assert codes_in(HEAD + DECISION.replace("findings", "finding")) == ["E039"]


def test_a_type_that_does_not_exist_is_told_with_the_nearest_one() -> None:
    (problem,) = problems_in(HEAD + DECISION + "    type: set<categories>\n")
    assert (problem.code, problem.suggestion) == ("E045", "set<category>")


def test_a_decision_is_no_list_of_events() -> None:
    assert codes_in(HEAD + DECISION + "    type: list<penalties>\n") == ["E045"]


def test_a_definition_is_read_whole() -> None:
    text = """\
definitions:
  小额处罚:
    title: {zh: 甲, en: a}
    type: list<penalties>
    is: penalties[amount < 5]
"""
    (definition,) = read(HEAD + text).definitions
    assert (definition.name, definition.type, definition.expression.text) == (
        "小额处罚",
        "list<penalties>",
        "penalties[amount < 5]",
    )


@pytest.mark.parametrize("name", ["Large", "2nd", "large-fine", "large fine", "if", "_x", "a.b"])
def test_a_name_is_one_that_expressions_can_use(name: str) -> None:
    assert codes_in(HEAD + f"definitions:\n  {name}: {{is: 'true'}}\n") == ["E031"]


def test_a_name_with_a_hyphen_is_told_right() -> None:
    (problem,) = problems_in(HEAD + "definitions:\n  large-fine: {is: 'true'}\n")
    assert problem.suggestion == "large_fine"


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("lаrge", None), ("ｌarge", "large"), ("large２", "large2"), ("αmount", None), ("⽤途", "用途")],
)
def test_a_name_with_look_alikes_is_refused(name: str, suggestion: str | None) -> None:
    (problem,) = problems_in(HEAD + f"definitions:\n  {name}: {{is: 'true'}}\n")
    assert (problem.code, problem.suggestion) == ("E030", suggestion)


def test_a_key_with_look_alikes_is_refused() -> None:
    (problem,) = problems_in(HEAD + "definitions:\n  x: {is: 'true', tіtle: {zh: 甲, en: a}}\n")
    assert problem.code == "E030"
    assert "U+0456" in problem.message("en")


# All problems at once.


def test_a_broken_rule_does_not_hide_the_next() -> None:
    text = with_rule("when: form = ", "since: 2024")
    text += "  - id: Second\n    decides: listing\n    title: x\n    cite: mca-60 art.x\n"
    paths = {problem.place.path for problem in problems_in(text)}
    assert paths == {
        "rules.late-report.when",
        "rules.Second.id",
        "rules.Second.title",
        "rules.Second.cite",
    }


def test_a_spoiled_line_does_not_hide_the_others_and_is_told_once() -> None:
    text = with_rule('when: "charity" in categories', "cheked: inferred")
    assert [(code, line) for code, line, _ in spots_in(text)] == [("E008", 16), ("E027", 17)]


def test_problems_come_in_the_order_of_the_file() -> None:
    lines = [line for _, line, _ in spots_in(with_rule("when: x =", "sinse: y") + "tables: x\n")]
    assert lines == sorted(lines, key=lambda line: line or 0)


def test_problems_that_were_there_before_do_not_spoil_a_good_file() -> None:
    problems = Problems()
    assert read_ruleset("x", file="bad.yaml", problems=problems) is None
    assert read_ruleset(HEAD, file="good.yaml", problems=problems) is not None


# Files.


def test_a_file_is_read_from_its_folder(tmp_path: Path) -> None:
    path = _file(tmp_path, "cn/sample/1.0.0.yaml", HEAD.encode())
    problems = Problems()
    ruleset = read_ruleset_file(path, problems=problems, root=tmp_path)
    assert ruleset is not None
    assert ruleset.file == path.as_posix()


@pytest.mark.parametrize("name", ["cn/other/1.0.0.yaml", "cn/sample/1.0.1.yaml", "1.0.0.yaml", "cn/sample/1.0.0.yml"])
def test_a_file_lies_where_its_head_says(tmp_path: Path, name: str) -> None:
    problems = Problems()
    assert read_ruleset_file(_file(tmp_path, name, HEAD.encode()), problems=problems, root=tmp_path) is None
    (problem,) = problems
    assert problem.code == "E036"
    assert f"but it is {name!r}" in problem.message("en")


def test_without_a_folder_a_file_may_lie_anywhere(tmp_path: Path) -> None:
    assert read_ruleset_file(_file(tmp_path, "draft.yaml", HEAD.encode()), problems=Problems()) is not None


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    problems = Problems()
    assert read_ruleset_file(tmp_path / "none.yaml", problems=problems) is None
    assert [problem.code for problem in problems] == ["E001"]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    problems = Problems()
    assert read_ruleset_file(tmp_path, problems=problems) is None
    assert [problem.code for problem in problems] == ["E001"]


def test_text_in_another_encoding_is_told_where_it_begins(tmp_path: Path) -> None:
    problems = Problems()
    content = "ruleset: cn/sample\ntitle: 年检".encode() + "年检".encode("gb18030")
    assert read_ruleset_file(_file(tmp_path, "x.yaml", content), problems=problems) is None
    (problem,) = problems
    assert (problem.code, problem.place.line, problem.place.column) == ("E003", 2, 10)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    problems = Problems()
    path = _file(tmp_path, "x.yaml", HEAD.encode() + "字".encode() * 400_000)
    assert read_ruleset_file(path, problems=problems) is None
    assert [problem.code for problem in problems] == ["E002"]


def test_the_digest_is_that_of_the_bytes() -> None:
    assert digest_of("a: 1\n") == "sha256:37b128c59f1f5097f73f82691cb519f1f568667faab5ced1b4ab979d36837eae"


def test_the_digest_does_not_see_how_lines_end() -> None:
    assert digest_of(HEAD) == digest_of(HEAD.replace("\n", "\r\n")) == read(HEAD.replace("\n", "\r\n")).digest


def test_the_digest_sees_a_comment() -> None:
    assert digest_of(HEAD) != digest_of(HEAD + "# x\n")
