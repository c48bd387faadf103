"""Bad input gets problems, never a traceback: files with random damage."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from socorg_rules.problems import Problems
from socorg_rules.rulesets.reader import read_ruleset

WHOLE = (Path(__file__).parent / "golden" / "reader" / "whole.yaml").read_text(encoding="utf-8")
_DAMAGE = st.text(st.sampled_from("a5年 \n\t'\"\\#:{}[](),&*!|>%@`-?=<.\u200b\x00\ud800 "), max_size=4)


@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 30), _DAMAGE), min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_its_problems_are_told(damages: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for start, length, instead in damages:
        text = text[:start] + instead + text[start + length :]
    problems = Problems()
    ruleset = read_ruleset(text, file="damaged.yaml", problems=problems)
    assert (ruleset is None) == bool(problems.errors)
    lines = text.split("\n")
    for problem in problems:
        assert problem.render("zh")
        assert problem.render("en")
        assert problem.place.line is None or 1 <= problem.place.line <= len(lines) + text.count("\r")


@given(st.lists(st.sampled_from(WHOLE.split("\n")), max_size=30))
def test_lines_in_any_order_are_read_or_their_problems_are_told(lines: list[str]) -> None:
    problems = Problems()
    ruleset = read_ruleset("\n".join(lines), file="shuffled.yaml", problems=problems)
    assert (ruleset is None) == bool(problems.errors)


@given(st.text(max_size=200))
def test_any_text_is_read_or_its_problems_are_told(text: str) -> None:
    problems = Problems()
    assert read_ruleset(text, file="random.yaml", problems=problems) is None
    assert problems.errors
