"""How long the bulk engine takes for populations of growing size: ``python benchmarks/bulk.py 10000 100000 1000000``.

Outcomes of all decisions, from Parquet files to an Arrow table, checks included; the fitted exponent of the growth is
printed last (1 is linear).
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.population import write_population
from socorg_rules import Rulebook
from socorg_rules.bulk import evaluate_tables

AS_OF = date(2026, 6, 1)


def main(sizes: list[int]) -> None:
    book = Rulebook.bundled()
    measured: list[tuple[int, float]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            events = write_population(Path(folder), size)
            start = time.perf_counter()
            made = evaluate_tables(book, folder, as_of=AS_OF, wide=True)
            seconds = time.perf_counter() - start
        assert made.decisions.num_rows == size
        measured.append((size, seconds))
        print(f"{size:>10,} organizations {events:>10,} events {seconds:8.1f} s {seconds / size * 1e6:8.1f} µs each")
    if len(measured) > 1:
        (small, quick), (large, slow) = measured[0], measured[-1]
        print(f"exponent of the growth: {math.log(slow / quick) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
