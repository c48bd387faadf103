"""Pages hang together: links lead somewhere, nothing is left out, and what a page names is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.pages import DOCS, PAGES, ROOT, prose_of, text_of

RULEBOOK = DOCS / "rulebook"
LINK = re.compile(r"\]\((?!https?:)([^)\s#]*)(?:#([^)\s]*))?\)")
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def anchors_of(page: Path) -> set[str]:
    """The anchors of a page's headings, made as GitHub and MkDocs make them, and those that it names itself."""
    prose = prose_of(page)
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    named = set(re.findall(r'<a id="([^"]+)"></a>', prose))
    return named | {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_on_a_page_leads_somewhere(page: Path) -> None:
    broken = []
    for target, anchor in LINK.findall(prose_of(page)):
        linked = (page.parent / target).resolve() if target else page
        if not linked.exists() or (anchor and linked.suffix == ".md" and anchor not in anchors_of(linked)):
            broken.append(f"{target}#{anchor}")
    assert broken == []


def linked_from(page: Path) -> set[Path]:
    return {(page.parent / target).resolve() for target, _ in LINK.findall(prose_of(page)) if target}


def test_every_page_is_linked_from_the_index_or_from_that_of_the_rulebook() -> None:
    indices = {DOCS / "index.md", RULEBOOK / "index.md", RULEBOOK / "index.zh.md"}
    linked = set().union(*(linked_from(index) for index in indices))
    assert set(DOCS.rglob("*.md")) - linked == {DOCS / "index.md"}


def test_the_chinese_index_links_every_chinese_page() -> None:
    index = DOCS / "index.zh.md"
    assert set(DOCS.glob("*.zh.md")) - linked_from(index) == {index}


def test_every_chinese_page_and_its_english_one_link_each_other() -> None:
    for chinese in [*DOCS.rglob("*.zh.md"), ROOT / "README.zh.md"]:
        english = chinese.with_name(chinese.name.replace(".zh.md", ".md"))
        assert english in linked_from(chinese)
        assert chinese in linked_from(english)


def test_every_picture_is_shown_in_the_readme() -> None:
    assert set((DOCS / "images").iterdir()) <= linked_from(ROOT / "README.md")


def test_the_site_has_every_page() -> None:
    def pages(entry: Any) -> list[str]:
        match entry:
            case str():
                return [entry]
            case dict():
                return [page for value in entry.values() for page in pages(value)]
            case _:
                return [page for each in entry for page in pages(each)]

    site = yaml.safe_load(text_of("mkdocs.yml"))
    left_out = tuple(prefix.strip("/") for prefix in site["not_in_nav"].split())
    there = [page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")]
    assert sorted(pages(site["nav"])) == sorted(page for page in there if not page.startswith(left_out))


def test_design_decisions_are_numbered_without_a_gap_and_say_what_was_given_up() -> None:
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    for number, page in enumerate(decisions, start=1):
        text = text_of(page)
        assert page.name.startswith(f"{number:04}-")
        assert text.startswith(f"# {number:04}: ")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Choice", "What we gave up"]


def test_the_rooms_are_those_whose_imports_are_checked_in_their_order() -> None:
    rooms = re.findall(r"^\| `(\w+)` \| ", text_of("docs/architecture.md"), re.MULTILINE)
    contract = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]
    assert rooms == " | ".join(contract["layers"]).split(" | ")


def test_every_file_that_the_architecture_names_is_there() -> None:
    named = re.findall(r"`([\w/]+/[\w.]*\.py)`", text_of("docs/architecture.md"))
    named += [
        f"{name.replace('.', '/')}.py"
        for name in re.findall(r"python -m (scripts\.\w+)", text_of("docs/architecture.md"))
    ]
    assert len(named) > 20
    places = (ROOT, ROOT / "src", ROOT / "src" / "socorg_rules")
    assert [name for name in named if not any((place / name).is_file() for place in places)] == []


def test_every_test_that_the_laws_name_is_there() -> None:
    named = NAMED_TEST.findall(text_of("docs/laws.md"))
    assert len(named) >= 15
    assert [f"{file}::{test}" for file, test in named if f"def {test}(" not in text_of(file)] == []


def test_every_law_has_a_test_or_says_that_it_is_not_checked_yet() -> None:
    rows = re.findall(r"^\| (\d*) \|(.*)$", text_of("docs/laws.md"), re.MULTILINE)
    assert [int(number) for number, _ in rows if number] == list(range(1, 11))
    assert [row for _, row in rows if bool(NAMED_TEST.search(row)) is ("**not checked yet**" in row)] == []


def test_no_test_of_a_law_is_left_out() -> None:
    tests = {
        (file.relative_to(ROOT).as_posix(), test)
        for file in (ROOT / "tests").rglob("test_*.py")
        for test in re.findall(r"^def (test_law_\d+_\w+)\(", text_of(file), re.MULTILINE)
    }
    assert tests - set(NAMED_TEST.findall(text_of("docs/laws.md"))) == set()
