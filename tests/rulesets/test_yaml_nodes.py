"""Semantics 25: YAML is read as text from the nodes; what could make a file read differently is refused."""

from __future__ import annotations

import pytest
import yaml

from socorg_rules.problems import Problems
from socorg_rules.rulesets.yaml_nodes import (
    ALIAS_LIMIT,
    DEPTH_LIMIT,
    FILE_SIZE_LIMIT,
    Mapping,
    Scalar,
    Sequence,
    YamlDocument,
    compose,
)
from socorg_rules.rulesets.yaml_syntax import diagnose


def _composed(text: str) -> YamlDocument:
    problems = Problems()
    document = compose(text, file="f.yaml", problems=problems)
    assert document is not None
    assert not len(problems), [problem.render() for problem in problems]
    return document


def _entry(document: YamlDocument, key: str) -> Scalar:
    assert isinstance(document.root, Mapping)
    node = document.root.entries[key][1]
    assert isinstance(node, Scalar)
    return node


def _problems(text: str) -> list[str]:
    problems = Problems()
    compose(text, file="f.yaml", problems=problems)
    return [f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in problems]


@pytest.mark.parametrize("written", ["on", "030000", "12:30", "2026-01-01", "1e3", "~", "null", "Yes", "0x1F", ".inf"])
def test_a_scalar_is_the_text_that_was_written(written: str) -> None:
    assert _entry(_composed(f"a: {written}\n"), "a").text == written


def test_keys_are_texts_too() -> None:
    root = _composed("2026-01-01: 1\non: 2\n").root
    assert isinstance(root, Mapping)
    assert list(root.entries) == ["2026-01-01", "on"]


def test_nodes_know_line_and_column() -> None:
    root = _composed("a: 1\nb:\n  - x\n  - {c: yy}\n").root
    assert isinstance(root, Mapping)
    key, items = root.entries["b"]
    assert (key.line, key.column) == (2, 1)
    assert isinstance(items, Sequence)
    inner = items.items[1]
    assert isinstance(inner, Mapping)
    assert (inner.line, inner.column) == (4, 5)
    assert (inner.entries["c"][1].line, inner.entries["c"][1].column) == (4, 9)


def test_columns_count_characters_and_not_bytes() -> None:
    assert _entry(_composed("注册资金: 三万\n"), "注册资金").column == 7


def test_a_byte_order_mark_is_no_column() -> None:
    assert _entry(_composed("\ufeffa: 1\n"), "a").column == 4


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_other_systems_count_as_lines(ending: str) -> None:
    assert _entry(_composed(f"a: 1{ending}b: 2{ending}"), "b").line == 2


def test_an_alias_stands_for_its_anchor() -> None:
    assert _entry(_composed("a: &x some text\nb: *x\n"), "b").text == "some text"


def test_a_doubled_key_names_both_lines() -> None:
    problems = Problems()
    compose("a: 1\nb: 2\na: 3\n", file="f.yaml", problems=problems)
    (problem,) = problems
    assert problem.render() == (
        "f.yaml:3:1: E021 The key 'a' is written twice; it stands in line 1 already. Keep one of them, or rename it."
    )


def test_the_first_of_two_equal_keys_stays() -> None:
    document = compose("a: 1\na: 3\n", file="f.yaml", problems=Problems())
    assert document is not None
    assert _entry(document, "a").text == "1"


def test_a_quoted_key_is_the_same_key() -> None:
    assert _problems("a: 1\n'a': 2\n") == ["2:1 E021"]


@pytest.mark.parametrize("tag", ["!!python/object:os.system", "!!str", "!local", "!", "!<tag:yaml.org,2002:int>"])
def test_every_tag_is_refused(tag: str) -> None:
    assert _problems(f"a: {tag} x\n") == ["1:4 E014"]


def test_tags_on_collections_are_refused() -> None:
    assert _problems("a: !!set {x}\nb: !!omap [y]\n") == ["1:4 E014", "2:4 E014"]


def test_a_merge_key_is_refused() -> None:
    assert _problems("a: &x {b: 1}\nc:\n  <<: *x\n") == ["3:3 E017"]


def test_a_list_is_no_key() -> None:
    assert _problems("? [a, b]\n: 1\n") == ["1:3 E022"]


def test_as_many_aliases_as_allowed_pass() -> None:
    _composed("a: &x 1\nb: [" + ", ".join(["*x"] * ALIAS_LIMIT) + "]\n")


def test_an_alias_bomb_is_refused() -> None:
    levels = ["a0: &a0 [x, x]"]
    levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
    assert [code.split()[1] for code in _problems("\n".join(levels))] == ["E015"]


def test_an_anchor_that_contains_itself_is_refused() -> None:
    assert _problems("a: &x [*x]\n") == ["1:8 E016"]


def test_an_unknown_alias_is_refused_and_the_rest_is_read() -> None:
    assert _problems("a: *x\nb: !t 1\n") == ["1:4 E016", "2:4 E014"]


def test_one_document_only() -> None:
    assert _problems("a: 1\n---\nb: 2\n") == ["2:1 E018"]


def test_a_document_marker_in_front_is_no_second_document() -> None:
    assert _entry(_composed("---\na: 1\n"), "a").text == "1"


@pytest.mark.parametrize("text", ["", "\n", "# nothing but a comment\n", "\ufeff"])
def test_an_empty_file_says_so(text: str) -> None:
    assert _problems(text) == ["1:1 E020"]


def test_nesting_up_to_the_limit_passes() -> None:
    _composed("[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_hostile_depth_is_refused_without_recursion(opening: str) -> None:
    assert [code.split()[1] for code in _problems(opening * 100_000)] == ["E019"]


def test_a_file_over_the_limit_is_refused_unread() -> None:
    assert _problems("a: " + "字" * (FILE_SIZE_LIMIT // 3)) == ["None:None E002"]


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x0b",
        "\x7f",
        "\x85",
        "\u00ad",
        "\u200b",
        "\u200d",
        "\u2028",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\ud800",
    ],
)
def test_invisible_characters_are_refused_wherever_they_are(character: str) -> None:
    assert _problems(f"a: 1\n# a comm{character}ent\n") == ["2:9 E004"]


def test_every_invisible_character_is_reported() -> None:
    assert _problems("a\u200b: 1\nb: x\u202ey\n") == ["1:2 E004", "2:5 E004"]


def test_an_invisible_character_is_named() -> None:
    problems = Problems()
    compose("a: x\u200by\n", file="f.yaml", problems=problems)
    (problem,) = problems
    assert "U+200B (ZERO WIDTH SPACE)" in problem.message("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b: c\n", "1:5 E007"),
        ('a: @"P2Y" < x\n', "1:4 E008"),
        ('a: "charity" in categories\n', "1:4 E008"),
        ("a: [1, 2] = x\n", "1:4 E008"),
        ("a: >= 50000\n", "1:4 E008"),
        ("a: `x`\n", "1:4 E008"),
        ("a: %x\n", "1:4 E008"),
        ("a: - b\n", "1:4 E008"),
        ("a: ? b\n", "1:4 E008"),
        ("a: 'abc\nb: 1\n", "1:4 E009"),
        ('a: "x\\q"\n', "1:6 E010"),
        ("a:\n\tb: 1\n", "2:1 E006"),
        ("a:\n  b: 1\n\tc: 2\n", "3:1 E006"),
        ("a: 1\n  b: 2\n", "2:4 E011"),
        ("a:\n  b: 1\n c: 2\n", "3:2 E011"),
        ("a:\n  - b: 1\n   c: 2\n", "3:4 E011"),
        ("a: 1\nbbb\nc: 1\n", "2:1 E012"),
        ("a:1\nb: 2\n", "1:1 E012"),
        ("a： 1\nb: 1\n", "1:1 E012"),
        ("a: {b: 1\nc: 2\n", "1:4 E013"),
        ("a: {b: x: y}\n", "1:4 E013"),
        ("a: {b: x #y}\n", "1:4 E013"),
        ("a: [b\n", "1:4 E013"),
        ("%x\na: 1\n", "1:3 E005"),
    ],
)
def test_a_mistake_in_yaml_is_named_where_it_is(text: str, expected: str) -> None:
    assert _problems(text) == [expected]


def test_one_mistake_does_not_hide_the_next() -> None:
    text = 'a: @"P2Y" < x\nb: fine\nc: x: y\n  and more of it\nd: !!int 3\n'
    assert _problems(text) == ["1:4 E008", "3:5 E007", "5:4 E014"]


def test_a_spoiled_value_is_emptied_and_the_rest_stays() -> None:
    document = compose('a: "x" = y\nb: 2\n', file="f.yaml", problems=Problems())
    assert document is not None
    assert _entry(document, "b").text == "2"
    assert document.emptied_lines == {1}


def test_repairs_come_to_an_end() -> None:
    assert len(_problems("\n".join(f"k{i}: @x" for i in range(100)))) < 30


def test_the_parser_without_c_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'a: "charity" in categories\nb: @x\nc: >= 5\nd: !!int 3\ne: &x [1, 2]\nf: *x\ng: {a: b\n'
    with_c = _problems(text)
    monkeypatch.delattr("yaml.CSafeLoader")
    assert _problems(text) == with_c


def test_an_error_that_nobody_foresaw_is_passed_on() -> None:
    mark = yaml.Mark("f.yaml", 0, 1, 2, "", 0)
    diagnosis = diagnose(yaml.MarkedYAMLError(None, None, "found the unforeseen", mark), "a: 1\nb: 2\n", "f.yaml")
    assert diagnosis.problem.render() == (
        "f.yaml:2:3: E005 This is not valid YAML (found the unforeseen)."
        " Check indentation, colons, quotes and brackets of this line and the one before."
    )
    assert diagnosis.spoiled_line is None


def test_an_error_without_a_place_stands_at_the_end() -> None:
    diagnosis = diagnose(yaml.MarkedYAMLError(problem="found the unforeseen"), "a: 1\nb: 2", "f.yaml")
    assert (diagnosis.problem.place.line, diagnosis.problem.place.column) == (2, 1)
