"""The night's comparison: records that differ a little from the examples, decided by the bulk and the compiled engine.

``python -m tests.differential.many_cases 1000000 --part 1 --parts 2`` decides half of a million cases, on days spread
over the years and over leap days and month ends, and compares every decision in every part, caveats and conflicts too.
Every thousandth case is compared with the reference engine besides. The first difference is written to
``replay-<part>.json``: a record, a day, and what both say.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from socorg_rules import Evaluation, Organization, Rulebook
from socorg_rules.bulk import evaluate_records
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.engines.reference.results import decision_of
from socorg_rules.problems import Problems
from socorg_rules.records.facts import facts_of
from socorg_rules.review.example_runs import sound_examples
from tests.differential.comparing import told
from tests.differential.variations import variations

_A_DAY = 25_000
_CHECKED_EVERY = 1_000
_LEAP_DAYS = (date(2016, 2, 29), date(2020, 2, 29), date(2024, 2, 29))
_FIRST, _LAST = date(2012, 12, 31), date(2026, 12, 31)


def days(count: int) -> list[date]:
    """So many days: leap days, then days spread evenly, each third one the last of its month."""
    spread = []
    for number in range(count):
        day = _FIRST + timedelta(days=number * (_LAST - _FIRST).days // max(count - 1, 1))
        if number % 3 == 0:
            day = (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        spread.append(day)
    return [*_LEAP_DAYS, *spread][:count]


def first_difference(
    book: Rulebook, organizations: Sequence[Organization], as_of: date
) -> tuple[Organization, str, object, object] | None:
    """The first decision that two engines tell differently."""
    agreed: set[tuple[int, int]] = set()
    # Decisions are kept so that an id stays theirs.
    kept: list[Evaluation] = []
    one_by_one = book.evaluate_many(organizations, as_of=as_of)
    at_once = evaluate_records(book, organizations, as_of=as_of)
    for number, (organization, one, other) in enumerate(zip(organizations, one_by_one, at_once, strict=True)):
        kept += (one, other)
        for name in one:
            mine, theirs = one[name], other[name]
            if (id(mine), id(theirs)) not in agreed:
                if mine != theirs:
                    return organization, name, told(mine), told(theirs)
                agreed.add((id(mine), id(theirs)))
        if number % _CHECKED_EVERY == 0:
            law = book.selection().law_for(organization.division, as_of)
            decider = ReferenceDecider(law, facts_of(organization, as_of), as_of)
            for name in one:
                expected = told(decision_of(decider.decide(name), decider))
                if expected != told(one[name]):
                    return organization, name, expected, told(one[name])
    return None


def main() -> int:
    """Exit code 1 when something differs."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("cases", type=int)
    asked.add_argument("--part", type=int, default=1)
    asked.add_argument("--parts", type=int, default=1)
    options = asked.parse_args()
    book = Rulebook.bundled()
    examples = [one.organization for ruleset in book.rulesets for one in sound_examples(ruleset, book, Problems())]
    batches = -(-options.cases // _A_DAY)
    done, start = 0, perf_counter()
    for batch, as_of in enumerate(days(batches)):
        if batch % options.parts != options.part - 1:
            continue
        found = first_difference(book, list(variations(examples, _A_DAY, seed=batch)), as_of)
        if found is not None:
            organization, name, mine, theirs = found
            replay = Path(f"replay-{options.part}.json")
            record = organization.model_dump(mode="json", exclude_none=True)
            replay.write_text(json.dumps({"as_of": as_of.isoformat(), "record": record}, ensure_ascii=False, indent=1))
            print(f"DIFFERENCE on {as_of}: {name}\n  {mine}\n  {theirs}\nrecord in {replay}")
            return 1
        done += _A_DAY
        print(f"{as_of}: {done} cases, no difference, {perf_counter() - start:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
