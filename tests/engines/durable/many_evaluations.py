"""Evaluates very often in one process and says what became of its memory and threads.

``python -m tests.engines.durable.many_evaluations 100000`` prints one line of JSON.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import time
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

from socorg_rules import Organization, Rulebook
from socorg_rules.durable import DurableEngine

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "families.jsonl"
DECISIONS = ("direct_registration", "minimum_capital", "anomaly_listing", "dishonesty_listing")
FIRST_DAY = date(2026, 6, 1)


def resident_kilobytes() -> int:
    """What the process holds of the machine's memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def threads_of_process() -> int:
    """Threads of Python and of C."""
    return len(list(Path("/proc/self/task").iterdir()))


def run(count: int) -> dict[str, object]:
    """Memory after each tenth of the evaluations, and how it grew over the second half; threads before and after.

    In the first half tables of days and questions still fill.
    """
    organizations = [Organization.model_validate_json(line) for line in EXAMPLES.read_text("utf-8").splitlines()]
    rulebook = Rulebook.bundled()
    # Starting up has the library's imports and the law in it; these belong to no evaluation.
    with DurableEngine(rulebook) as engine:
        for organization in organizations:
            engine.evaluate(organization, as_of=FIRST_DAY, only=DECISIONS)
        threads_before = threads_of_process()
        held: list[int] = []
        started = time.process_time()
        for number, organization in enumerate(islice(cycle(organizations), count)):
            as_of = FIRST_DAY + timedelta(days=number % 28)
            engine.evaluate(organization, as_of=as_of, only=DECISIONS)
            if (number + 1) % max(1, count // 10) == 0:
                gc.collect()
                held.append(resident_kilobytes())
        seconds = time.process_time() - started
    return {
        "evaluations": count,
        "kilobytes": held,
        "growth": held[-1] / held[len(held) // 2 - 1] - 1,
        "threads_before": threads_before,
        "threads_after": threads_of_process(),
        "python_threads": threading.active_count(),
        "milliseconds_each": round(1000 * seconds / count, 2),
    }


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]))))
