"""The bulk engine beside queries written by hand: ``python benchmarks/bulk_by_hand.py [organizations]``.

The same Parquet files, the same decisions, outcomes alone and with grounds; equal first, on a few thousand of them.
In every round all are timed one after the other, CPU time of the process; the ratio is the median of the rounds.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from benchmarks.bulk_by_hand_sql import DECISIONS, query
from benchmarks.population import write_population
from socorg_rules import Rulebook
from socorg_rules.bulk import evaluate_tables

AS_OF = date(2026, 6, 15)
PLACE = "110105"
CHECKED = 5_000
ROUNDS = 3


def by_hand(folder: Path, *, grounds: bool) -> Any:
    """The query by hand over the files of a folder, as an Arrow table."""
    database = duckdb.connect()
    database.execute("SET preserve_insertion_order = false")
    for path in sorted(folder.glob("*.parquet")):
        database.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM read_parquet('{path.as_posix()}')")
    return database.sql(query(AS_OF, grounds=grounds)).to_arrow_table()


def bulk(book: Rulebook, folder: Path, *, grounds: bool) -> Any:
    """The same by the library: one row an organization, or with grounds one row a decision."""
    made = evaluate_tables(
        book, folder, as_of=AS_OF, only=DECISIONS, wide=not grounds, values=False, grounds=grounds, missing=False
    )
    assert not made.refused
    return made.decisions


def grounds_told(text: str) -> list[tuple[str, str | None]]:
    """The grounds in a text of the query by hand, in the order of the library."""
    found: set[tuple[str, str | None]] = set()
    for ground in filter(None, text.split(";")):
        rule, _, days = ground.partition("@")
        found |= {(rule, day or None) for day in days.split(",")}
    return sorted(found, key=lambda one: (one[0], one[1] is not None, one[1] or ""))


def differences(book: Rulebook, folder: Path) -> list[str]:
    """Where the query by hand and the library differ."""
    mine = {row["organization"]: row for row in by_hand(folder, grounds=True).to_pylist()}
    told = []
    for row in bulk(book, folder, grounds=True).to_pylist():
        other = mine[row["organization"]]
        name = row["decision"]
        grounds = [(one["rule"], one["since"] and one["since"].isoformat()) for one in row["grounds"]]
        if row["outcome"] != other[name] or grounds != grounds_told(other[f"{name}_grounds"]):
            told.append(
                f"{row['organization']} {name}: {row['outcome']} {grounds} / {other[name]} {other[f'{name}_grounds']}"
            )
    return told


def seconds(run: Callable[[], Any]) -> float:
    """CPU seconds of one run."""
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start


def main(organizations: int) -> None:
    """Prints CPU seconds of the query by hand, and the ratio of the bulk engine."""
    book = Rulebook.bundled()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_population(folder / "checked", CHECKED, PLACE)
        told = differences(book, folder / "checked")
        if told:
            raise SystemExit("\n".join([f"{len(told)} differences", *told[:20]]))
        print(f"equal: {len(DECISIONS)} decisions about {CHECKED:,} organizations, outcomes and grounds")
        events = write_population(folder / "timed", organizations, PLACE)
        print(f"{organizations:,} organizations, {events:,} events, {len(DECISIONS)} decisions")
        for grounds in (False, True):
            hand: list[float] = []
            ratios: list[float] = []
            for _ in range(ROUNDS):
                hand.append(seconds(partial(by_hand, folder / "timed", grounds=grounds)))
                ratios.append(seconds(partial(bulk, book, folder / "timed", grounds=grounds)) / hand[-1])
            what = "outcomes and grounds" if grounds else "outcomes"
            print(f"{what:22s} SQL by hand {median(hand):6.2f} CPU s   bulk engine {median(ratios):5.2f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
