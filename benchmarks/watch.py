"""The watch over a population: ten years of events, one day at a time. What it costs, and how that grows.

Made organizations: registered, reports filed (most in time), fines, listings and removals, each told on its day.
``python benchmarks/watch.py 1000 2000 4000``: the sizes to try; a day on which nothing is due is timed apart.
"""

from __future__ import annotations

import math
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from socorg_rules import Rulebook, Watch

FIRST, LAST = date(2016, 1, 1), date(2025, 12, 31)
DAY = timedelta(days=1)
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


def by_day(size: int) -> dict[date, list[Event]]:
    """The events of a population by the day on which they are told."""
    days: dict[date, list[Event]] = {}
    for number in range(size):
        for event in events_of(number):
            days.setdefault(date.fromisoformat(str(event["on"])), []).append(event)
    return days


def quiet_day(watch: Watch) -> float:
    """Seconds of a day on which nothing is due: the median of a month of summer, when few things are."""
    day = date(LAST.year + 1, 8, 1)
    watch.advance(to=day)
    taken = []
    for _ in range(31):
        day += DAY
        started = time.perf_counter()
        watch.advance(to=day)
        taken.append(time.perf_counter() - started)
    return median(taken)


def measure(rulebook: Rulebook, size: int, folder: Path) -> tuple[float, float]:
    """CPU seconds of ten years, and seconds of a quiet day."""
    days = by_day(size)
    events = sum(map(len, days.values()))
    changes = 0
    with Watch(rulebook, state=folder / f"{size}.db") as watch:
        started, cpu = time.perf_counter(), time.process_time()
        for count in range((LAST - FIRST).days + 1):
            day = FIRST + count * DAY
            with watch.batch():
                watch.advance(to=day)
                for event in days.get(day, ()):
                    watch.take(event)
            changes = watch.last_number
            watch.delivered(through=changes)
        taken, cpu = time.perf_counter() - started, time.process_time() - cpu
        quiet = quiet_day(watch)
    organization_years = size * (LAST.year - FIRST.year + 1)
    print(
        f"{size:>8,} organizations {events:>10,} events {changes:>10,} changes {cpu:8.1f} s CPU ({taken:.1f} s)"
        f" {events / cpu:8,.0f} events/s {organization_years / cpu:8,.0f} organization-years/s"
        f" quiet day {quiet * 1e3:.2f} ms",
        flush=True,
    )
    return cpu, quiet


def main() -> None:
    sizes = [int(written) for written in sys.argv[1:]] or list(SIZES)
    rulebook = Rulebook.bundled()
    with tempfile.TemporaryDirectory() as folder:
        print("compiling the law of ten years, with 20 organizations:")
        measure(rulebook, 20, Path(folder))
        found = [measure(rulebook, size, Path(folder)) for size in sizes]
    if len(sizes) > 1:
        exponent = math.log(found[-1][0] / found[0][0]) / math.log(sizes[-1] / sizes[0])
        print(f"CPU grows with the number of organizations to the power of {exponent:.2f}")


if __name__ == "__main__":
    main()
