"""Law 6 of the library: what the writer writes, the reader reads back as the same ruleset."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from socorg_rules.problems import Problems
from socorg_rules.rulesets.content import same_content, without_places
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.reader import read_ruleset
from socorg_rules.rulesets.writer import write_ruleset
from tests.strategies.rulesets import rulesets

WHOLE = (Path(__file__).parent / "golden" / "reader" / "whole.yaml").read_text(encoding="utf-8")


def _read(text: str) -> Ruleset:
    problems = Problems()
    ruleset = read_ruleset(text, file="written.yaml", problems=problems)
    assert ruleset is not None, [problem.render() for problem in problems] + [text]
    return ruleset


@given(rulesets())
def test_a_written_ruleset_reads_back_as_itself(ruleset: Ruleset) -> None:
    assert without_places(_read(write_ruleset(ruleset))) == without_places(ruleset)


@given(rulesets())
def test_writing_what_was_written_changes_nothing(ruleset: Ruleset) -> None:
    text = write_ruleset(ruleset)
    assert write_ruleset(_read(text)) == text


def _bundled() -> list[Path]:
    root = Path(__file__).parents[2] / "rulesets"
    return [
        path
        for path in sorted(root.rglob("*.yaml"))
        if not path.name.endswith(".examples.yaml") and path.relative_to(root).parts[0] != "calendars"
    ]


@pytest.mark.parametrize("path", _bundled(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_law_6_a_bundled_ruleset_written_reads_back_as_itself(path: Path) -> None:
    ruleset = _read(path.read_text(encoding="utf-8"))
    assert same_content(_read(write_ruleset(ruleset)), ruleset)


@given(rulesets())
def test_a_generated_ruleset_loads(ruleset: Ruleset) -> None:
    """The strategy keeps its promise: what other suites do with it is never refused."""
    problems = Library([_read(write_ruleset(ruleset))]).check()
    assert [problem.render() for problem in problems.errors] == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("{value: 50000", "{value: 50001"),
        ("cite: mca-60 art.15(5)", "cite: mca-60 art.15(6)"),
        ('label: "5"', 'label: "6"'),
        ('decided_on + @"P3Y"', 'decided_on + @"P2Y"'),
        ("form: social_group", "form: foundation"),
        ("zh: 例外", "zh: 除外"),
        ("until: 2009-07-01", "until: 2009-07-02"),
    ],
)
def test_the_content_is_all_that_a_file_says(written: str, instead: str) -> None:
    assert WHOLE.count(written) == 1
    assert not same_content(_read(WHOLE), _read(WHOLE.replace(written, instead)))


def test_the_content_is_not_where_it_stands() -> None:
    moved = _read(f"# moved down\n{WHOLE}")
    assert same_content(_read(WHOLE), moved)
    assert _read(WHOLE) != moved
