"""Other engines beside this library, on the questions that all of them can be asked.

``PYTHONPATH=. python benchmarks/peer_engines.py`` prints the tables; ``--docs`` writes them into docs/peers.md and
draws docs/charts/peers.svg. The engines are those of the extra ``bench``; one that isn't installed is named and left
out. Answers are compared before anything is timed. In every round the function written by hand and the compiled engine
are timed right before the peer, on the same questions; figures are medians of rounds, in time of the processor.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, Final

from benchmarks.peers.chart import bar_chart
from benchmarks.peers.peer import Peer
from benchmarks.peers.questions import names
from benchmarks.peers.records import organizations
from benchmarks.peers.registry import FLOOR, OURS, PEERS, REFERENCE, named
from socorg_rules import Organization

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
PAGE: Final = DOCS / "peers.md"
CHART: Final = DOCS / "charts" / "peers.svg"
TITLE: Final = "Time for one record, as a multiple of a function written by hand"
WANTED: Final = 50
"""How many times faster than zen-engine and durable_rules the compiled engine is to be."""
ROUNDS: Final = 9
COMPARED: Final = 400
COST_RUNS: Final = 3
LEAST_SECONDS: Final = 0.02
"""A stretch that is timed is repeated until it is at least so long."""

Work = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of a peer. ``to_floor``: its time by that of the function written by hand."""

    peer: Peer
    questions: int
    microseconds: float
    to_floor: float
    to_ours: float
    costs: dict[str, float]


def main() -> None:
    """Prints what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docs", action="store_true", help="write the tables and the chart into docs/")
    to_docs: bool = parser.parse_args().docs
    rows = [measured(peer) for peer in PEERS if peer.version is not None]
    sections = {"figures": table(rows), "lacks": table_of_lacks(), "verdict": verdict(rows)}
    print("\n\n".join(sections.values()))
    for peer in PEERS:
        if peer.version is None:
            print(f"{peer.name}: {peer.package} is not installed (pip install 'socorg-rules[bench]')")
    if to_docs:
        PAGE.write_text(page_with(PAGE.read_text("utf-8"), sections), encoding="utf-8", newline="\n")
        bars = [(row.peer.name, row.to_floor, row.peer.name.startswith("socorg-rules")) for row in rows]
        CHART.parent.mkdir(exist_ok=True)
        CHART.write_text(bar_chart(TITLE, bars), encoding="utf-8", newline="\n")


def page_with(page: str, sections: dict[str, str]) -> str:
    """A page with the text between its markers ``<!-- name -->`` and ``<!-- end -->`` put anew."""
    for name, text in sections.items():
        before, marker, rest = page.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition("<!-- end -->")
        assert marker and end, f"the page has no place for {name}"
        page = f"{before}{marker}\n{text}\n\n{end}{after}"
    return page


def measured(peer: Peer) -> Row:
    """A peer beside the floor and the compiled engine, on its part of the questions."""
    compare(peer)
    records = organizations(peer.records)
    work = [_work(one, peer.lists, records) for one in (named(FLOOR), named(OURS), peer)]
    rounds = [[_seconds(one) for one in work] for _ in range(ROUNDS)]
    return Row(
        peer,
        len(names(lists=peer.lists)),
        1e6 * median(round_[2] for round_ in rounds) / len(records),
        median(round_[2] / round_[0] for round_ in rounds),
        median(round_[2] / round_[1] for round_ in rounds),
        _costs(peer),
    )


def compare(peer: Peer) -> None:
    """Raises ``AssertionError`` if a peer answers otherwise than the reference engine."""
    prepare, answers = peer.loaded(lists=peer.lists)
    reference = named(REFERENCE)
    _, expected = reference.loaded(lists=peer.lists)
    for organization in organizations(min(COMPARED, 5 * peer.records)):
        found = peer.read(answers(prepare(organization)))
        right = reference.read(expected(organization))
        differing = [
            (name, one, other)
            for name, one, other in zip(names(lists=peer.lists), found, right, strict=True)
            if one is not other
        ]
        assert not differing, f"{peer.name} answers otherwise: {differing}"


def _work(peer: Peer, lists: bool, records: Sequence[Organization]) -> Work:
    prepare, answers = peer.loaded(lists=lists)
    prepared: list[Any] = [prepare(organization) for organization in records]

    def work() -> None:
        for one in prepared:
            answers(one)

    work()
    return work


def _seconds(work: Work) -> float:
    """Seconds for all records once."""
    gc.collect()
    gc.disable()
    try:
        times, start = 0, process_time()
        while True:
            work()
            times += 1
            passed = process_time() - start
            if passed >= LEAST_SECONDS:
                return passed / times
    finally:
        gc.enable()


def _costs(peer: Peer) -> dict[str, float]:
    """Import, load and memory, each the median of fresh processes."""
    command = [sys.executable, "-m", "benchmarks.peers.costs", peer.name, peer.imports]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (".", os.environ.get("PYTHONPATH"))))}
    runs: list[dict[str, float]] = [
        json.loads(subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout)
        for _ in range(COST_RUNS)
    ]
    return {key: median(run[key] for run in runs) for key in runs[0]}


def table(rows: Sequence[Row]) -> str:
    """A table in Markdown."""
    lines = [
        "| engine | questions | µs a record | times by hand | times ours | import ms | ready ms | MiB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        version = f" {row.peer.version}" if row.peer.version else ""
        figures = [
            str(row.questions),
            _figure(row.microseconds),
            _figure(row.to_floor),
            _figure(row.to_ours),
            *(_figure(row.costs[key]) for key in ("import_ms", "load_ms", "mebibytes")),
        ]
        lines.append(f"| {row.peer.name}{version} | {' | '.join(figures)} |")
    return "\n".join(lines)


def table_of_lacks() -> str:
    """What each engine can't say, in Markdown."""
    said = [f"| {peer.name} | {peer.lacks} |" for peer in PEERS if peer.lacks]
    return "\n".join(["| engine | what it can't say |", "|---|---|", *said])


def verdict(rows: Sequence[Row]) -> str:
    """Whether the compiled engine is as much faster as it is to be."""
    said = [
        f"- {row.peer.name}: {'met' if row.to_ours >= WANTED else '**not met**'} ({_figure(row.to_ours)} times;"
        f" the function written by hand {_figure(row.to_floor)} times)"
        for row in rows
        if row.peer.name.startswith(("zen", "durable_rules"))
    ]
    return "\n".join(said)


def _figure(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


if __name__ == "__main__":
    main()
