"""The watch over a population: ten years of events, one day at a time. What it costs, and how that grows.

Made organizations: registered, reports filed (most in time), fines, listings and removals, each told on its day.
``python benchmarks/watch.py 1000 2000 4000``: the sizes to try; a day on which nothing is due is timed apart.
``--part 1 --parts 2``: half of each population, for two processes that share one.
"""

from __future__ import annotations

import argparse
import math
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import linear_regression, median

from socorg_rules import Rulebook, Watch

FIRST, LAST = date(2016, 1, 1), date(2025, 12, 31)
DAY = timedelta(days=1)
EVENTS_KEPT = 1_500_000
SIZES = (250, 500, 1_000)
PLACES = ("320612", "330102", "420106", "510104")
Event = dict[str, object]


def events_of(number: int) -> Iterator[Event]:
    """About 25 events of one organization over ten years."""
    chance = random.Random(number)
    key = f"K{number:07}"
    known = ("annual_reports", "ratings", "penalties", "rectifications", "listings", "mailings", "contact_failures")
    facts: dict[str, object] = {
        "level": "county",
        "division": chance.choice(PLACES),
        "form": chance.choice(("social_group", "service_agency")),
        "registered_on": str(FIRST - chance.randrange(3_000) * DAY),
        "registered_capital": chance.choice(("10000", "30000", "100000")),
        **{name: [] for name in known},
    }
    told = 0

    def event(kind: str, on: date, **parts: object) -> Event:
        nonlocal told
        told += 1
        return {"id": f"{key}-{told}", "organization": key, "event": kind, "on": str(on), **parts}

    yield event("stated", FIRST, facts=facts)
    for year in range(FIRST.year, LAST.year + 1):
        if chance.random() < 0.9:
            filed = date(year, 3, 1) + chance.randrange(110) * DAY
            yield event("report filed", filed, facts={"year": year - 1, "compliant": True})
            concluded = filed + (30 + chance.randrange(90)) * DAY
            conclusion = chance.choice(("passed", "passed", "basic", "failed"))
            of_year = {"year": year - 1, "conclusion": conclusion}
            yield event("annual_reports.concluded_on", min(concluded, LAST), facts=of_year)
        if chance.random() < 0.1:
            fined = date(year, 1, 1) + chance.randrange(365) * DAY
            yield event("penalty decided", fined, entry=f"p{year}", facts={"kind": "fine", "amount": "20000"})
            yield event("penalty performed", min(fined + 40 * DAY, LAST), entry=f"p{year}")
        if chance.random() < 0.1:
            listed = date(year, 1, 1) + chance.randrange(365) * DAY
            yield event("listed", listed, entry=f"l{year}", facts={"list": "anomaly", "item": "1"})
            yield event("removed", min(listed + 200 * DAY, LAST), entry=f"l{year}")


def by_day(organizations: Sequence[int], year: int) -> dict[date, list[Event]]:
    """The events of a population in a year, by the day on which they are told."""
    days: dict[date, list[Event]] = {}
    for number in organizations:
        for event in events_of(number):
            day = date.fromisoformat(str(event["on"]))
            if day.year == year:
                days.setdefault(day, []).append(event)
    return days


def quiet_day(watch: Watch) -> float:
    """Seconds of a day on which nothing is due: the median of a month, each day asked about again when it is over.

    Of many organizations some are due on every day; on one that is over, none is.
    """
    day = date(LAST.year + 1, 8, 1)
    taken = []
    for _ in range(31):
        day += DAY
        watch.advance(to=day)
        started = time.perf_counter()
        watch.advance(to=day)
        taken.append(time.perf_counter() - started)
    return median(taken)


def pass_year(watch: Watch, year: int, events: Mapping[date, Sequence[Event]]) -> None:
    """A transaction a day, and what comes of it taken out."""
    day = date(year, 1, 1)
    while day.year == year:
        with watch.batch():
            watch.advance(to=day)
            for event in events.get(day, ()):
                watch.take(event)
        watch.delivered(through=watch.last_number)
        day += DAY


def megabytes() -> int:
    """The most memory that this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(rulebook: Rulebook, organizations: Sequence[int], *, is_told: bool = True) -> float:
    """CPU seconds of ten years of some organizations, their events being at hand."""
    size, cpu, told = len(organizations), 0.0, 0
    with (
        tempfile.TemporaryDirectory() as folder,
        Watch(rulebook, state=Path(folder) / "watch.db", kept_events=EVENTS_KEPT) as watch,
    ):
        for year in range(FIRST.year, LAST.year + 1):
            events = by_day(organizations, year)
            told += sum(map(len, events.values()))
            started, cpu_started = time.perf_counter(), time.process_time()
            pass_year(watch, year, events)
            taken, used = time.perf_counter() - started, time.process_time() - cpu_started
            cpu += used
            if is_told:
                print(
                    f"  {year} {size / used:10,.0f} organizations/s CPU ({used:8.1f} s, {taken:8.1f} s of the clock)"
                    f" {megabytes():8,} MB",
                    flush=True,
                )
        changes, quiet = watch.last_number, quiet_day(watch)
    if is_told:
        organization_years = size * (LAST.year - FIRST.year + 1)
        print(
            f"{size:,} organizations {told:,} events {changes:,} changes {cpu:.1f} s CPU {told / cpu:,.0f} events/s"
            f" {organization_years / cpu:,.0f} organization-years/s quiet day {quiet * 1e3:.2f} ms {megabytes():,} MB",
            flush=True,
        )
    return cpu


def main() -> None:
    parser = argparse.ArgumentParser(description="Ten years of a population, one day at a time.")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="organizations of each population")
    parser.add_argument("--part", type=int, default=1, help="which part of each population")
    parser.add_argument("--parts", type=int, default=1, help="how many parts there are")
    asked = parser.parse_args()
    parts = [range(asked.part - 1, size, asked.parts) for size in asked.sizes]
    rulebook = Rulebook.bundled()
    once = measure(rulebook, range(20), is_told=False)
    days = measure(rulebook, range(1), is_told=False)
    print(f"compiling the law of ten years, with 20 organizations: {once:.1f} s CPU; the days alone: {days:.2f} s")
    found = [measure(rulebook, part) for part in parts]
    if len(found) > 1:
        sizes = [math.log(len(part)) for part in parts]
        exponent, _ = linear_regression(sizes, [math.log(cpu - days) for cpu in found])
        print(f"CPU beyond that of the days grows with the number of organizations to the power of {exponent:.2f}")


if __name__ == "__main__":
    main()
