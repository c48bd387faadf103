"""Every problem of indicators and published figures: what it says, where, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from socorg_rules.problems import ProblemKind
from socorg_rules.rulesets import indicator_messages
from tests.golden import check_golden
from tests.indicators.small import DENSITY, SHARE, indicator, indicators, overlay
from tests.rulesets.reading import HEAD, problems_in
from tests.small_law import TITLE, problems_of, ruleset_text

GOLDEN = Path(__file__).parent / "golden" / "problems.txt"


def one(**keys: str) -> str:
    return f"{HEAD}indicators:\n{indicator('total', **keys)}"


def figure(*lines: str, stated: str = "1") -> str:
    head = ["id: total", f"says: {TITLE}", "as_of: 2024-01-01", f"stated: {stated}", "cite: act", *lines]
    return "published_figures:\n  - " + "\n    ".join(head) + "\n"


def check(text: str, stated: str = "1") -> str:
    return HEAD + figure("checks:", f"  - {text}", stated=stated)


WANTED = f"""\
parameters:
  wanted:
    title: {TITLE}
    type: count
    values: {{2020-01-01: 5}}
    cite: act art.1
"""

IN_ONE_FILE: dict[str, str] = {
    "an indicator that counts nothing": one(basis="all"),
    "an indicator without a title": HEAD + "indicators:\n  total: {counts: overseas, basis: all}\n",
    "organizations without a base": one(counts="overseas"),
    "a share that isn't rounded": one(counts="overseas", among="overseas", basis="all"),
    "a change of nothing": HEAD + "indicators:\n  total: {description: {zh: 甲, en: a}}\n",
    "organizations and figures": one(counts="overseas", figures="volunteers", basis="all"),
    "a share of a figure": one(
        counts="overseas", basis="all", among="overseas", per="residents", rounding="{mode: truncate, places: 0}"
    ),
    "figures among organizations": one(figures="volunteers", among="overseas", rounding="{mode: truncate, places: 0}"),
    "a figure that no place has": one(figures="volunters"),
    "a base that nobody knows": one(counts="overseas", basis="everybody"),
    "a rounding that isn't one": one(
        counts="overseas", basis="all", per="residents", rounding="{mode: truncated, places: 9}"
    ),
    "per nobody": one(
        counts="overseas", basis="all", per="residents", each="0", rounding="{mode: truncate, places: 1}"
    ),
    "a condition that can't be read": one(counts="overseas =", basis="all"),
    "a figure in words": HEAD + figure(stated="about 20"),
    "a part in words": check("{sum: [some, 2]}"),
    "a part from nowhere": check("{sum: [{elsewhere: 2}, 2]}"),
    "a part of two kinds": check("{sum: [{figure: total, implied_by: total}]}"),
    "two checks in one": check("{sum: [1], equals: 1}"),
    "a check of nothing": check("{base: {zh: 甲, en: a}}"),
    "a quotient of three": check("{quotient: [1, 2, 3]}"),
    "a figure made of itself": check("{equals: {figure: total}}"),
    "a figure that implies nothing": HEAD
    + figure()
    + figure("checks: [{quotient: [1, {implied_by: total}]}]")
    .replace("published_figures:\n", "")
    .replace("id: total", "id: other"),
    "a day made of numbers": check("{sum: [1, 2]}", stated="2024-01-01"),
    "a number that should be a day": check("{equals: 2024-01-01}"),
    "a figure twice": HEAD + figure() + figure().replace("published_figures:\n", ""),
}
TOGETHER: dict[str, tuple[str, ...]] = {
    "a change of an indicator that is nowhere": (
        indicators(SHARE),
        overlay("indicators:\n  comunity_share: {rounding: {mode: truncate, places: 1}}\n"),
    ),
    "a change of another place's indicator": (
        overlay(f"indicators:\n{SHARE}", place="330000"),
        ruleset_text("indicators:\n  community_share: {cite: act}\n", place="320000", ruleset="cn/other"),
    ),
    "an indicator counted otherwise in a place": (indicators(SHARE), overlay(f"indicators:\n{SHARE}")),
    "an indicator of two places": (
        overlay(f"indicators:\n{SHARE}", place="330000"),
        overlay(f"indicators:\n{SHARE}", ruleset="cn/other"),
    ),
    "an indicator twice in a place": (
        indicators(SHARE),
        overlay("indicators:\n  community_share: {notes: [{zh: 甲, en: a}]}\n"),
        overlay("indicators:\n  community_share: {notes: [{zh: 甲, en: a}]}\n", ruleset="cn/other"),
    ),
    "a total that is rounded": (
        indicators(indicator("total", counts="overseas", basis="all", rounding="{mode: truncate, places: 1}")),
    ),
    "a target that is nowhere": (indicators(DENSITY + "    target: {at_least: wantd}\n", extra=WANTED),),
    "a target of another unit": (indicators(SHARE + "    target: {at_least: wanted}\n", extra=WANTED),),
    "a condition that is no yes or no": (indicators(SHARE.replace("active_in_community", "registered_capital")),),
    "a name that is taken": (indicators(indicator("overseas", counts="overseas", basis="all")),),
    "a figure of an indicator that is nowhere": (
        ruleset_text(figure("indicator: community_shares") + f"indicators:\n{SHARE}"),
    ),
    "a figure of another place's indicator": (
        overlay(f"indicators:\n{SHARE}", place="330000"),
        ruleset_text(figure("indicator: community_share"), place="320000", ruleset="cn/other"),
    ),
    "a figure in another unit than its indicator": (
        indicators(SHARE),
        ruleset_text(figure("indicator: community_share"), place="320000", ruleset="cn/other", source="local").replace(
            "cite: act", "cite: local"
        ),
    ),
    "a figure of a source that is nowhere": (ruleset_text(figure().replace("cite: act", "cite: acts")),),
}


@pytest.fixture(scope="module")
def reported() -> str:
    lines: list[str] = []
    for title, text in IN_ONE_FILE.items():
        lines.append(title)
        for problem in problems_in(text):
            lines += [f"  {problem.render('zh')}", f"  {problem.render('en')}"]
    for title, texts in TOGETHER.items():
        lines.append(title)
        for problem in problems_of(*texts):
            lines += [f"  {problem.render('zh')}", f"  {problem.render('en')}"]
    return "\n".join(lines) + "\n"


def test_what_is_said_where(reported: str) -> None:
    check_golden(GOLDEN, reported)


def test_every_kind_of_problem_is_shown(reported: str) -> None:
    kinds = [value for value in vars(indicator_messages).values() if isinstance(value, ProblemKind)]
    assert len(kinds) > 10
    assert [kind.code for kind in kinds if f": {kind.code} " not in reported] == []
