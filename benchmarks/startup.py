"""How long it takes to be ready: importing the library, and loading and checking the bundled rulesets.

Every figure is the median of fresh processes, run in turn so that a slow moment of the machine hits all alike.
"""

from __future__ import annotations

import subprocess
import sys
from statistics import median

RUNS = 9
STEPS = {
    "python alone": "",
    "import pydantic": "import pydantic",
    "import socorg_rules": "import pydantic; import socorg_rules",
    "first use of Organization": "import pydantic; from socorg_rules import Organization",
    "first use of Rulebook": "import pydantic; from socorg_rules import Rulebook",
}
LOAD = """
from time import perf_counter
from socorg_rules.problems import Problems
from socorg_rules.rulebook import bundled_path
from socorg_rules.rulesets.library import read_library
import yaml
start = perf_counter()
problems = Problems()
library = read_library(bundled_path(), problems)
read = perf_counter()
problems.extend(library.check())
checked = perf_counter()
assert not problems.errors
rules = sum(len(ruleset.rules) for ruleset in library.rulesets)
print(read - start, checked - read, len(library.rulesets), rules)
"""
WHOLE = """
from time import perf_counter
from socorg_rules import Rulebook
from socorg_rules.rulebook import bundled_path
import yaml
start = perf_counter()
Rulebook.load(bundled_path())
print(perf_counter() - start)
"""
CLOCK = "from time import perf_counter; start = perf_counter()\n{code}\nprint(perf_counter() - start)"


def printed(code: str) -> list[float]:
    """The numbers that a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


def main() -> None:
    """Prints the figures, in milliseconds."""
    seconds: dict[str, list[float]] = {name: [] for name in STEPS}
    loads: list[list[float]] = []
    for _ in range(RUNS):
        for name, code in STEPS.items():
            seconds[name] += printed(CLOCK.format(code=code))
        loads.append(printed(LOAD) + printed(WHOLE))
    pydantic = median(seconds["import pydantic"])
    print(f"median of {RUNS} processes, ms; beside it what is added to importing pydantic")
    for name, values in seconds.items():
        print(f"  {name:28}{1000 * median(values):8.1f}{1000 * (median(values) - pydantic):+9.1f}")
    read, check = (median(load[index] for load in loads) for index in (0, 1))
    versions, rules = int(loads[0][2]), int(loads[0][3])
    print(f"bundled rulesets ({versions} versions, {rules} rules), ms")
    print(f"  {'reading':28}{1000 * read:8.1f}")
    print(f"  {'checking':28}{1000 * check:8.1f}")
    print(f"  {'Rulebook.load':28}{1000 * median(load[4] for load in loads):8.1f}   both, without garbage collection")


if __name__ == "__main__":
    main()
