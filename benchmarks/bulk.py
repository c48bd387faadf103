"""How the bulk engine's cost grows: ``python benchmarks/bulk.py [organizations …]``.

With the organizations: outcomes of all decisions, from Parquet files to an Arrow table, checks included. With the
rules: a made ruleset of 25, 100 and 400 rules, no two of them alike. CPU time of the process; exponent 1 is linear.
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.population import write_population
from socorg_rules import Rulebook
from socorg_rules.bulk import evaluate_tables
from socorg_rules.problems import Problems
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.reader import read_ruleset

AS_OF = date(2026, 6, 1)
SIZES = (1_000, 10_000, 100_000)
RULES = (25, 100, 400)
ORGANIZATIONS_FOR_RULES = 50_000
_HEAD = """\
ruleset: cn/made
version: 1.0.0
released_on: 2020-01-01
jurisdiction: "100000"
place: {zh: 全国, en: China}
title: {zh: 题目, en: title}
sources:
  act:
    title: {zh: 某条例, en: Some Act}
    in_force: {from: 2000-01-01}
    checked: {on: 2020-01-01, how: text_read}
decisions:
  found: {title: {zh: 题目, en: title}, kind: findings}
rules:
"""


def made_rulebook(rules: int) -> Rulebook:
    """A rulebook with as many rules, each with amounts of its own."""
    written = [
        f"  - id: rule-{number}\n    decides: found\n    title: {{zh: 题目, en: title}}\n    cite: act art.1\n"
        f"    when: registered_capital >= {1000 * number} and"
        f" count(penalties[amount >= {100 * number} and quashed_on = null]) >= 1\n"
        for number in range(1, rules + 1)
    ]
    problems = Problems()
    ruleset = read_ruleset(_HEAD + "".join(written), file="made.yaml", problems=problems)
    problems.raise_errors()
    assert ruleset is not None
    return Rulebook(Library([ruleset]))


def cpu_seconds(run: Callable[[], Any]) -> float:
    """CPU seconds of the second run: what is made once for a rulebook is made in the first."""
    run()
    start = time.process_time()
    run()
    return time.process_time() - start


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The exponent of the power that fits best."""
    xs, ys = [math.log(size) for size in sizes], [math.log(one) for one in seconds]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    steps = zip(xs, ys, strict=True)
    return sum((x - mean_x) * (y - mean_y) for x, y in steps) / sum((x - mean_x) ** 2 for x in xs)


def main(sizes: Sequence[int]) -> None:
    """Prints CPU seconds and the fitted exponents."""
    book = Rulebook.bundled()
    found: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            folder = Path(name) / str(size)
            events = write_population(folder, size)
            found.append(cpu_seconds(partial(evaluate_tables, book, folder, as_of=AS_OF, wide=True)))
            each = found[-1] / size * 1e6
            print(
                f"{size:>10,} organizations {events:>10,} events {found[-1]:8.2f} CPU s {each:8.1f} µs each", flush=True
            )
        print(f"exponent of the growth with organizations: {exponent(sizes, found):.2f}")
        folder = Path(name) / "rules"
        write_population(folder, ORGANIZATIONS_FOR_RULES)
        of_rules = []
        for rules in RULES:
            made = made_rulebook(rules)
            of_rules.append(cpu_seconds(partial(evaluate_tables, made, folder, as_of=AS_OF, wide=True)))
            print(
                f"{rules:>10,} rules, {ORGANIZATIONS_FOR_RULES:,} organizations {of_rules[-1]:8.2f} CPU s", flush=True
            )
        print(f"exponent of the growth with rules: {exponent(RULES, of_rules):.2f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
