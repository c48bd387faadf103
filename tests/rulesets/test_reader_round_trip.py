"""Law 6 of the library: what the writer writes, the reader reads back as the same ruleset."""

from __future__ import annotations

from hypothesis import given

from socorg_rules.problems import Problems
from socorg_rules.rulesets.content import without_places
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.reader import read_ruleset
from socorg_rules.rulesets.writer import write_ruleset
from tests.strategies.rulesets import rulesets


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
