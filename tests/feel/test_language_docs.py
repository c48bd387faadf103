"""The pages about the language tell the truth: every example on them is read, every refusal is made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from socorg_rules.feel.limits import MAX_CHARACTERS, MAX_DEPTH, MAX_NODES
from tests.feel.parsing import codes_of, parsed, parsed_cell, parsed_iterator

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "language.md", DOCS / "language.zh.md")}
# Sections by their position on the page, since their titles differ by language.
VALUES, OPERATORS, MEMBERSHIP, LISTS, DATES, CELLS, ITERATORS, _CANONICAL, REFUSED, LIMITS = range(1, 11)
CODE = re.compile(r"`([^`]+)`")


def section(page: str, number: int) -> str:
    return PAGES[page].split("\n## ")[number]


def rows(text: str) -> list[list[str]]:
    """The rows of the first table of a text, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def examples(cell: str) -> list[str]:
    return [code.replace(r"\|", "|") for code in CODE.findall(cell)]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("number", "column"), [(VALUES, 1), (OPERATORS, 1), (MEMBERSHIP, 1)])
def test_examples_in_tables_are_expressions(page: str, number: int, column: int) -> None:
    found = [example for row in rows(section(page, number)) for example in examples(row[column])]

    assert found
    for example in found:
        parsed(example)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("number", [OPERATORS, LISTS, DATES])
def test_examples_in_blocks_are_expressions(page: str, number: int) -> None:
    (block,) = re.findall(r"```feel\n(.*?)```", section(page, number), re.DOTALL)

    for example in block.splitlines():
        parsed(example)


@pytest.mark.parametrize("page", PAGES)
def test_examples_of_cells_are_cells(page: str) -> None:
    for row in rows(section(page, CELLS)):
        (example,) = examples(row[0])
        parsed_cell(example)


@pytest.mark.parametrize("page", PAGES)
def test_examples_of_iterators_are_iterators(page: str) -> None:
    found = [example for example in examples(section(page, ITERATORS)) if " in " in example]

    assert len(found) == 2
    for example in found:
        parsed_iterator(example)


@pytest.mark.parametrize("page", PAGES)
def test_what_is_called_refused_is_refused_with_that_code(page: str) -> None:
    for row in rows(section(page, REFUSED)):
        assert set(codes_of(examples(row[0])[0])) == {row[1]}, row


@pytest.mark.parametrize("page", PAGES)
def test_what_is_to_be_written_instead_is_read(page: str) -> None:
    for row in rows(section(page, REFUSED)):
        for example in examples(row[2]):
            if example != "#":  # where comments of the YAML begin
                parsed(example)


@pytest.mark.parametrize("page", PAGES)
def test_the_limits_are_those_of_the_code(page: str) -> None:
    text = section(page, LIMITS).replace(",", "")

    for limit in (MAX_CHARACTERS, MAX_DEPTH, MAX_NODES):
        assert re.search(rf"(?<!\d){limit}(?!\d)", text)


def test_both_pages_show_the_same_examples() -> None:
    shown = [set(CODE.findall(text.replace("```", ""))) for text in PAGES.values()]

    assert shown[0] == shown[1]
