"""Short ways to read rulesets in tests."""

from __future__ import annotations

from socorg_rules.problems import Problem, Problems
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.reader import read_ruleset

FILE = "cn/sample/1.0.0.yaml"

HEAD = """\
ruleset: cn/sample
version: 1.0.0
released_on: 2026-11-22
jurisdiction: "100000"
place: {zh: 全国, en: whole country}
title: {zh: 样例, en: sample}
"""

DECISION = """\
decisions:
  listing:
    title: {zh: 列入, en: listing}
    kind: findings
"""


def read(text: str) -> Ruleset:
    """The ruleset of a text that must be right."""
    problems = Problems()
    ruleset = read_ruleset(text, file=FILE, problems=problems)
    assert ruleset is not None, [problem.render() for problem in problems]
    assert not problems.errors
    return ruleset


def problems_in(text: str) -> list[Problem]:
    """What is wrong with a text that must be wrong."""
    problems = Problems()
    assert read_ruleset(text, file=FILE, problems=problems) is None
    assert problems.errors
    return problems.sorted()


def codes_in(text: str) -> list[str]:
    return [problem.code for problem in problems_in(text)]


def spots_in(text: str) -> list[tuple[str, int | None, int | None]]:
    """Code, line and column of every problem."""
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems_in(text)]


def with_rule(*lines: str) -> str:
    """A ruleset with one decision and one rule that says, besides what it must say, ``lines``."""
    rule = [
        "rules:",
        "  - id: late-report",
        "    decides: listing",
        "    title: {zh: 迟报, en: late report}",
        "    cite: mca-60 art.11(1)",
    ]
    return HEAD + DECISION + "\n".join([*rule, *(f"    {line}" for line in lines)]) + "\n"


def with_parameter(*lines: str) -> str:
    """A ruleset with one parameter of these lines."""
    return HEAD + "\n".join(["parameters:", "  large_fine:", *(f"    {line}" for line in lines)]) + "\n"


def with_table(*rows: str, inputs: str = "[form, level]") -> str:
    """A ruleset with one table of these rows."""
    table = [
        "tables:",
        "  - id: minimum-capital",
        "    decides: listing",
        "    title: {zh: 最低注册资金, en: minimum capital}",
        "    cite: mca-60 art.10",
        "    hit_policy: unique",
        f"    inputs: {inputs}",
        "    rows:",
        *(f"      - {row}" for row in rows),
    ]
    return HEAD + DECISION + "\n".join(table) + "\n"
