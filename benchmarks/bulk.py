"""How the bulk engine's cost grows: ``python -m benchmarks.bulk [organizations …]``.

With the organizations: outcomes of all decisions, from Parquet files to a Parquet file, checks included, each size in a
process of its own. With the rules: a made ruleset of 100, 400 and 1,600 rules, no two of them alike. CPU time of the
process; exponent 1 is linear. What any run costs is measured with ten organizations, or with one rule; the exponent of
what comes on top of it is fitted to the runs in which that is at least a third. Draws ``docs/charts/growth.svg``.
"""

from __future__ import annotations

import gc
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks._line_chart import line_chart
from benchmarks.population import write_population
from socorg_rules import Rulebook
from socorg_rules.bulk import evaluate_tables
from socorg_rules.problems import Problems
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.reader import read_ruleset

AS_OF = date(2026, 6, 1)
SIZES = (1_000, 10_000, 100_000, 1_000_000)
NEXT_TO_NOTHING = 10
CHUNK = 250_000
MEMORY_LIMIT = "1500MB"
RULES = (100, 400, 1_600)
ORGANIZATIONS_FOR_RULES = 200_000
ROUNDS = 3
STATUS = Path("/proc/self/status")
CHART = Path(__file__).parent.parent / "docs" / "charts" / "growth.svg"
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


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost: CPU seconds, seconds by the clock, and the most memory that its process had, in MiB."""

    cpu: float
    clock: float
    memory: int = 0


def made_rulebook(rules: int) -> Rulebook:
    """A rulebook with as many rules, each with amounts of its own; low ones, so that each looks at as many rows."""
    written = [
        f"  - id: rule-{number}\n    decides: found\n    title: {{zh: 题目, en: title}}\n    cite: act art.1\n"
        f"    when: registered_capital >= {number} and"
        f" count(penalties[amount >= {number} and quashed_on = null]) >= 1\n"
        for number in range(1, rules + 1)
    ]
    problems = Problems()
    ruleset = read_ruleset(_HEAD + "".join(written), file="made.yaml", problems=problems)
    problems.raise_errors()
    assert ruleset is not None
    return Rulebook(Library([ruleset]))


def cost_of(run: Callable[[], Any]) -> Cost:
    """What one run costs."""
    gc.collect()
    start, clock = time.process_time(), time.perf_counter()
    run()
    return Cost(time.process_time() - start, time.perf_counter() - clock)


def decide(folder: Path, warm_up: Path) -> Cost:
    """All decisions about the population of a folder; what is made once for a rulebook is made before."""
    book = Rulebook.bundled()
    with tempfile.TemporaryDirectory() as spilled:
        run = partial(
            evaluate_tables,
            book,
            as_of=AS_OF,
            wide=True,
            output=Path(spilled) / "decisions.parquet",
            chunk=CHUNK,
            memory_limit=MEMORY_LIMIT,
            temp_directory=Path(spilled),
        )
        run(warm_up)
        cost = cost_of(partial(run, folder))
    return Cost(cost.cpu, cost.clock, most_memory())


def most_memory() -> int:
    """The most resident memory that this process had, in MiB."""
    if STATUS.exists():
        # What Linux tells otherwise counts the process that started this one.
        [line] = [line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) >> 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The exponent of the power that fits best."""
    xs, ys = [math.log(size) for size in sizes], [math.log(one) for one in seconds]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    steps = zip(xs, ys, strict=True)
    return sum((x - mean_x) * (y - mean_y) for x, y in steps) / sum((x - mean_x) ** 2 for x in xs)


def tell_exponents(what: str, sizes: Sequence[int], seconds: Sequence[float], fixed: float) -> None:
    """Prints the exponent of the whole cost, and of what comes on top of the fixed one."""
    if len(sizes) < 2:
        return
    on_top = [(size, one - fixed) for size, one in zip(sizes, seconds, strict=True) if one > 1.5 * fixed]
    print(f"exponent of the growth with {what}: {exponent(sizes, seconds):.2f}")
    if len(on_top) > 1:
        print(f"  of what comes on top of {fixed:.2f} s: {exponent(*zip(*on_top, strict=True)):.2f}")


def growth_with_organizations(folder: Path, sizes: Sequence[int]) -> None:
    """Prints what each size costs, and draws the chart."""
    costs: dict[int, Cost] = {}
    warm_up = folder / str(NEXT_TO_NOTHING)
    for size in (NEXT_TO_NOTHING, *sizes):
        events = write_population(folder / str(size), size)
        asked = json.dumps([str(folder / str(size)), str(warm_up)])
        ran = subprocess.run([sys.executable, __file__, asked], check=True, capture_output=True, text=True)
        cost = costs[size] = Cost(**json.loads(ran.stdout))
        print(
            f"{size:>10,} organizations {events:>10,} events {cost.cpu:8.2f} CPU s {cost.clock:8.2f} s by the clock"
            f" {cost.memory:>6,} MiB {cost.cpu / size * 1e6:9.1f} µs each",
            flush=True,
        )
    fixed = costs[NEXT_TO_NOTHING].cpu
    seconds = [costs[size].cpu for size in sizes]
    tell_exponents("organizations", sizes, seconds, fixed)
    lines = [
        ("CPU seconds", list(zip(sizes, seconds, strict=True))),
        (
            f"less {fixed:.1f} s that any run costs",
            [(size, costs[size].cpu - fixed) for size in sizes if costs[size].cpu > 1.1 * fixed],
        ),
    ]
    title = "All decisions of a population: CPU seconds by organizations"
    CHART.write_text(line_chart(title, "organizations", lines), encoding="utf-8", newline="\n")


def growth_with_rules(folder: Path) -> None:
    """Prints what each number of rules costs: the least of some rounds, since other work disturbs."""
    write_population(folder, ORGANIZATIONS_FOR_RULES)
    runs = {
        rules: partial(evaluate_tables, made_rulebook(rules), folder, as_of=AS_OF, wide=True) for rules in (1, *RULES)
    }
    rounds = [{rules: cost_of(run).cpu for rules, run in runs.items()} for _ in range(ROUNDS + 1)]
    # In the first one programs are made.
    costs = {rules: min(one[rules] for one in rounds[1:]) for rules in runs}
    for rules, cost in costs.items():
        print(f"{rules:>10,} rules, {ORGANIZATIONS_FOR_RULES:,} organizations {cost:8.2f} CPU s", flush=True)
    tell_exponents("rules", RULES, [costs[rules] for rules in RULES], costs[1])


def main(sizes: Sequence[int]) -> None:
    """Prints costs and the fitted exponents."""
    with tempfile.TemporaryDirectory() as name:
        growth_with_organizations(Path(name), sizes)
        growth_with_rules(Path(name) / "rules")


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1].startswith("["):
        given, warm = json.loads(sys.argv[1])
        print(json.dumps(asdict(decide(Path(given), Path(warm)))))
    else:
        main([int(size) for size in sys.argv[1:]] or SIZES)
