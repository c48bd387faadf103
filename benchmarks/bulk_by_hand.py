"""The bulk engine beside queries written by hand: ``python -m benchmarks.bulk_by_hand [organizations]``.

The same Parquet files, the same decisions, outcomes alone and with grounds; equal first, on a few thousand of them. By
hand: one query in DuckDB, and expressions in polars, which give outcomes alone. The engine checks every value besides;
what that costs is measured by itself, with DuckDB and with polars under the same Ibis expressions.
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
import ibis

from benchmarks.bulk_by_hand_polars import outcomes as by_hand_in_polars
from benchmarks.bulk_by_hand_sql import DECISIONS, query
from benchmarks.population import write_population
from socorg_rules import Rulebook
from socorg_rules.bulk import evaluate_tables
from socorg_rules.engines.bulk.cleaning import stripped_at_ends
from socorg_rules.engines.bulk.refusals import clean_table
from socorg_rules.engines.bulk.sources import source_of
from socorg_rules.problems import Problems

AS_OF = date(2026, 6, 15)
PLACE = "110105"
CHECKED = 5_000
ROUNDS = 5


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


def checks(backend: Any, folder: Path) -> None:
    """The clean values of all tables, and which are bad: what the record model would say, on one of Ibis's backends."""
    tables = {path.stem: backend.read_parquet(path, table_name=path.stem) for path in folder.glob("*.parquet")}
    source = source_of(tables, None, None, Problems(), stripped_at_ends)
    for table in (source.organizations, *source.events.values()):
        backend.to_pyarrow(clean_table(table))


def differences(book: Rulebook, folder: Path) -> list[str]:
    """Where the query by hand and the library, or the expressions and the query, differ."""
    mine = {row["organization"]: row for row in by_hand(folder, grounds=True).to_pylist()}
    told = [
        f"{row['organization']} {name} in polars: {row[name]} / {mine[row['organization']][name]}"
        for row in by_hand_in_polars(folder, AS_OF).to_dicts()
        for name in DECISIONS
        if row[name] != mine[row["organization"]][name]
    ]
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
    """Compares answers first, and then what they cost."""
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
        timed = folder / "timed"
        for grounds in (False, True):
            others: dict[str, Callable[[], Any]] = {"bulk engine": partial(bulk, book, timed, grounds=grounds)}
            if not grounds:
                others |= {
                    "polars by hand": partial(by_hand_in_polars, timed, AS_OF),
                    "checks alone, DuckDB": lambda: checks(ibis.duckdb.connect(), timed),
                    "checks alone, polars": lambda: checks(ibis.polars.connect(), timed),
                }
            print("outcomes and grounds" if grounds else "outcomes")
            compare(partial(by_hand, timed, grounds=grounds), others)


def compare(by_hand: Callable[[], Any], others: dict[str, Callable[[], Any]]) -> None:
    """Prints CPU seconds of the query by hand, and the ratios of others to it."""
    hand: list[float] = []
    ratios: dict[str, list[float]] = {name: [] for name in others}
    for _ in range(ROUNDS):
        hand.append(seconds(by_hand))
        for name, run in others.items():
            ratios[name].append(seconds(run) / hand[-1])
    print(f"  {'SQL by hand':22s} {median(hand):6.2f} CPU s")
    for name, found in ratios.items():
        print(f"  {name:22s} {median(found):6.2f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
