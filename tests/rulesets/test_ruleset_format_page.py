"""The pages that teach the format teach what the reader reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from socorg_rules.rulesets.citation import citation_text, parse_citation
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.yaml_nodes import ALIAS_LIMIT, DEPTH_LIMIT, FILE_SIZE_LIMIT
from tests.rulesets.reading import codes_in, read, with_rule, with_table

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [(DOCS / name).read_text(encoding="utf-8") for name in ("ruleset-format.md", "ruleset-format.zh.md")]
EXAMPLES = [block for page in PAGES for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_file_on_the_pages_is_read(text: str) -> None:
    assert read(text).rules or read(text).parameters


@pytest.mark.parametrize("page", PAGES)
def test_every_citation_on_the_pages_reads_as_said(page: str) -> None:
    whole: Ruleset = read(EXAMPLES[0])
    (source,) = whole.sources
    rows = re.findall(r"^\| `((?:mca-60|pinghu-plan)[^`]*)` \| […]*([^|：:]*)", page, re.MULTILINE)
    assert len(rows) == 7
    for written, said in rows:
        citation = parse_citation(written)
        assert citation is not None
        text = citation_text(citation, source, "zh")
        if citation.source == "mca-60" or said.startswith(("第", "“")):
            assert text.endswith(said.strip()), written


@pytest.mark.parametrize("page", PAGES)
def test_the_limits_on_the_pages_are_those_of_the_reader(page: str) -> None:
    for limit in (f"{FILE_SIZE_LIMIT:,}", f"{DEPTH_LIMIT} ", f"{ALIAS_LIMIT} "):
        assert limit in page


@pytest.mark.parametrize("page", PAGES)
def test_what_the_pages_warn_of_is_refused_and_what_they_advise_is_read(page: str) -> None:
    pairs = re.findall(r"^\| `(when: .*?)` \| `(when: .*?)`", page, re.MULTILINE)
    assert len(pairs) == 2
    for wrong, right in pairs:
        assert codes_in(with_rule(wrong))
        assert read(with_rule(right)).rules
    ((wrong, right),) = re.findall(r"^\| `\{(level: .*?)\}` \| `\{(level: .*?)\}`", page, re.MULTILINE)
    assert codes_in(with_table(f"{{id: one, {wrong}, then: 5}}"))
    assert read(with_table(f"{{id: one, {right}, then: 5}}")).rules
