"""Whatever is written as YAML is read back as the same texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from socorg_rules.problems import Problems
from socorg_rules.rulesets.yaml_nodes import Mapping, Node, Scalar, compose
from socorg_rules.rulesets.yaml_text import WIDTH, Block, Quoted, Word, YamlData, yaml_text

_TEXT = st.text(st.sampled_from("ab年检 \n\t'\"\\#:{}[],&*!|>%@`-?=.01~"), min_size=1, max_size=150)
_SCALARS = st.one_of(_TEXT, _TEXT.map(Word), _TEXT.map(Quoted))
_KEYS = st.text("ab年检0-@ ", min_size=1, max_size=8).map(str.strip).filter(bool)


def _nested(inner: st.SearchStrategy[YamlData]) -> st.SearchStrategy[YamlData]:
    mappings = st.dictionaries(_KEYS, inner, min_size=1, max_size=3)
    items = st.one_of(_SCALARS, mappings, mappings.map(Block))
    return st.one_of(mappings, mappings.map(Block), st.lists(items, min_size=1, max_size=3))


_DATA = st.dictionaries(_KEYS, st.recursive(_SCALARS, _nested, max_leaves=8), min_size=1, max_size=3)


def _texts_of(data: object) -> object:
    """The texts that YAML data holds."""
    match data:
        case Word() | Quoted():
            return data.text
        case Block():
            return _texts_of(data.entries)
        case dict():
            return {key: _texts_of(value) for key, value in data.items()}
        case list():
            return [_texts_of(item) for item in data]
    return data


def _texts_in(node: Node) -> object:
    """The texts that nodes hold."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key: _texts_in(value) for key, (_, value) in node.entries.items()}
    return [_texts_in(item) for item in node.items]


def _read(text: str) -> object:
    problems = Problems()
    document = compose(text, file="f.yaml", problems=problems)
    assert document is not None, [problem.render() for problem in problems] + [text]
    assert not len(problems), [problem.render() for problem in problems] + [text]
    return _texts_in(document.root)


@given(_DATA)
def test_what_is_written_is_read_back(data: dict[str, YamlData]) -> None:
    assert _read(yaml_text(data)) == _texts_of(data)


def test_a_short_mapping_stands_on_one_line_and_a_long_one_on_several() -> None:
    title: dict[str, YamlData] = {"zh": "迟报", "en": "late report"}
    assert yaml_text({"title": title}) == "title: {zh: 迟报, en: late report}\n"
    longer: dict[str, YamlData] = {"zh": "迟报", "en": "x" * WIDTH}
    assert yaml_text({"title": longer}).splitlines()[:2] == ["title:", "  zh: 迟报"]


def test_a_long_expression_is_folded_within_the_width() -> None:
    text = " and ".join(["registered_capital >= 30000"] * 10)
    lines = yaml_text({"when": Word(text)}).splitlines()
    assert lines[0] == "when: >-"
    assert len(lines) == 4
    assert all(len(line) <= WIDTH for line in lines)


def test_a_text_that_an_editor_takes_for_a_number_is_quoted() -> None:
    assert yaml_text({"label": "5", "then": Word("5")}) == 'label: "5"\nthen: 5\n'


def test_blocks_are_set_apart() -> None:
    assert yaml_text({"a": "x", "rules": [Block({"id": "b"})], "c": Block({"d": "e"})}) == (
        "a: x\n\nrules:\n  - id: b\n\nc:\n  d: e\n"
    )
