"""Encodings: a damaged line must not turn the others into other characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socorg_rules.problems import Problems
from socorg_rules.records.readers.text_file import read_text

CHINESE = st.text(alphabet="社会组织登记管理机关活动异常名录", min_size=3, max_size=8)


def read(path: Path, content: bytes, encoding: str | None = None) -> tuple[list[str], list[int | None]]:
    path.write_bytes(content)
    problems = Problems()
    source = read_text(path, problems, encoding=encoding)
    assert source is not None
    assert source.damaged == {problem.place.line for problem in problems}
    return source.lines, [problem.place.line for problem in problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@given(lines=st.lists(CHINESE | st.just("plain"), max_size=5))
def test_each_encoding_is_told_from_the_bytes(
    tmp_path_factory: pytest.TempPathFactory, encoding: str, lines: list[str]
) -> None:
    lines = ["统一社会信用代码\n", *(line + "\n" for line in lines)]
    content = "".join(lines).encode(encoding)
    assert read(tmp_path_factory.mktemp("text") / "file.csv", content) == (lines, [])


def test_words_that_are_latin_letters_in_utf_8_do_not_outvote_the_others(tmp_path: Path) -> None:
    lines = ["录录\n", "录录\n", "社会组织\n"]
    assert lines[0].encode("gb18030").decode("utf-8") == "¼¼\n"
    assert read(tmp_path / "file.csv", "".join(lines).encode("gb18030")) == (lines, [])


def test_rare_characters_of_gb18030_are_read(tmp_path: Path) -> None:
    assert read(tmp_path / "file.csv", "协会㐀𠀀\n".encode("gb18030"))[0] == ["协会㐀𠀀\n"]


def test_one_damaged_line_leaves_a_utf_8_file_utf_8(tmp_path: Path) -> None:
    content = "社会组织\n".encode() + "社会组织\n".encode("gb18030") + "活动异常名录\n".encode()
    lines, damaged = read(tmp_path / "file.csv", content)
    assert damaged == [2]
    assert (lines[0], lines[2]) == ("社会组织\n", "活动异常名录\n")


def test_one_damaged_line_leaves_a_gb18030_file_gb18030(tmp_path: Path) -> None:
    content = "社会组织\n活动异常\n".encode("gb18030") + b"\xff\xff\n"
    lines, damaged = read(tmp_path / "file.csv", content)
    assert damaged == [3]
    assert lines[:2] == ["社会组织\n", "活动异常\n"]


def test_in_doubt_a_file_is_utf_8(tmp_path: Path) -> None:
    content = "社会组织\n".encode() + "社会组织\n".encode("gb18030")
    assert read(tmp_path / "file.csv", content)[1] == [2]


def test_an_encoding_that_was_told_is_used(tmp_path: Path) -> None:
    assert read(tmp_path / "file.csv", "社会\n".encode(), "gb18030")[0] != ["社会\n"]


def test_line_separators_inside_a_text_do_not_end_the_line(tmp_path: Path) -> None:
    assert len(read(tmp_path / "file.csv", "一\u2028二\x0b三\n四\n".encode())[0]) == 2


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    problems = Problems()
    assert read_text(tmp_path / "none.csv", problems) is None
    assert [problem.code for problem in problems] == ["E329"]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    problems = Problems()
    assert read_text(tmp_path, problems) is None
    assert [problem.code for problem in problems] == ["E320"]
