"""`document`: rulesets as pages."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call
from tests.review.sample import LAW


def files_below(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_a_folder_becomes_a_page_a_ruleset_in_both_languages_with_an_index(call: Call, tmp_path: Path) -> None:
    answer = call("document", LAW, "--out", tmp_path / "pages")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"Written to {(tmp_path / 'pages').as_posix()}: 8 pages.\n"
    names = ("index", "unverified", "cn/sample", "cn/jiangsu/nantong/tongzhou")
    assert files_below(tmp_path / "pages") == {f"{name}{suffix}" for name in names for suffix in (".md", ".zh.md")}


def test_of_a_part_only_its_pages_are_written(call: Call, tmp_path: Path) -> None:
    answer = call("document", LAW / "cn/sample/1.0.0.yaml", "--out", tmp_path)
    assert answer.code == 0
    assert files_below(tmp_path) == {"cn/sample.md", "cn/sample.zh.md"}


def test_writing_twice_gives_the_same_bytes(call: Call, tmp_path: Path) -> None:
    for name in ("one", "two"):
        call("document", LAW, "--out", tmp_path / name)
    for file in files_below(tmp_path / "one"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_rule_is_on_the_page_in_plain_words(call: Call, tmp_path: Path) -> None:
    call("document", LAW, "--out", tmp_path)
    page = (tmp_path / "cn/sample.zh.md").read_text(encoding="utf-8")
    assert '<a id="rule-large-fine"></a>' in page
    assert "**把握程度**" in page
    assert "```text\n" in page


def test_wrong_rulesets_are_named_and_nothing_is_written(call: Call, tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / "law/1.0.0.yaml").write_text("ruleset: cn/x\n", encoding="utf-8")
    answer = call("document", tmp_path / "law", "--out", tmp_path / "pages")
    assert answer.code == 3
    assert "1.0.0.yaml:1" in answer.err
    assert not (tmp_path / "pages").exists()


def test_a_folder_that_cannot_be_written_is_told(call: Call, tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("in the way", encoding="utf-8")
    answer = call("document", LAW, "--out", tmp_path / "pages")
    assert answer.code == 3
    assert "E910" in answer.err
