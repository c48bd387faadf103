"""One record at a time: the compiled engine beside a hand-written function for the same decisions, and what else costs.

``python -m benchmarks.single_record`` prints ratios to the hand-written function first, microseconds second. The
function is timed right before everything that is compared with it, over and over; the ratio is the median of the
rounds, so that a slow moment of the machine hits both sides. Times are those of the processor, which others share.
Outcomes and grounds are compared before anything is timed.
"""

from __future__ import annotations

import gc
import random
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, Final

from benchmarks import by_hand
from benchmarks.peers import by_hand as small_by_hand
from benchmarks.peers import questions, records
from socorg_rules import Evaluation, Organization, Rulebook
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.problems import Problems
from socorg_rules.records.facts import facts_of
from socorg_rules.records.readers import read_records
from socorg_rules.review.example_runs import sound_examples

AS_OF: Final = date(2026, 6, 15)
ROUNDS: Final = 15
ASKED_OFTEN: Final = 64
"""How many times each record is asked about before anything is timed."""
RECORDS: Final = 150
SLOW_ROUNDS: Final = 3
SLOW_RECORDS: Final = 15
REGISTERED_AGENCIES: Final = Path(__file__).parent.parent / "examples" / "shangcheng-2013"
SEED: Final = 20260615
SAME: Final = "compiled engine, the same 14: outcomes and grounds"
COMPILING: Final = """
import gc
from datetime import date
from time import process_time
from benchmarks.single_record import generated_agencies, read_outcomes_and_grounds
from socorg_rules import Rulebook
rulebook = Rulebook.bundled()
here = next(iter(generated_agencies(1)))
elsewhere = here.model_copy(update={"division": "330102"})
for organization, as_of in ((here, date(2026, 6, 15)), (here, date(2025, 3, 1)), (elsewhere, date(2026, 6, 15))):
    rulebook.selection().law_for(organization.division, as_of)
    gc.collect()
    seconds = []
    for _ in range(2):
        start = process_time()
        read_outcomes_and_grounds(rulebook.evaluate(organization, as_of=as_of))
        seconds.append(process_time() - start)
    print(seconds[0] - seconds[1])
"""

Work = Callable[[Organization], object]
Round = tuple[float, float]
"""Seconds for all records of a population: by hand, and what is compared with it."""


def populations(rulebook: Rulebook) -> dict[str, list[Organization]]:
    """Validated records by the name of their population, all of the place that the hand-written function knows."""
    examples = [
        example.organization
        for ruleset in rulebook.rulesets
        for example in sound_examples(ruleset, rulebook, Problems())
    ]
    read = [record.organization for record in read_records(REGISTERED_AGENCIES).records]
    found = {
        "records of the examples": examples,
        "Shangcheng 2013": read,
        "generated agencies": list(generated_agencies(RECORDS)),
    }
    chance = random.Random(SEED)
    return {
        name: [
            one.model_copy(update={"division": by_hand.PLACE})
            for one in chance.sample(organizations, min(RECORDS, len(organizations)))
        ]
        for name, organizations in found.items()
    }


def generated_agencies(count: int) -> Iterator[Organization]:
    """Registered service agencies of which everything is known, with none to six events in a list."""
    chance = random.Random(SEED)

    def day(first: int, last: int) -> str:
        start = date(first, 1, 1)
        return (start + timedelta(days=chance.randrange((date(last, 12, 31) - start).days))).isoformat()

    def some(event: Callable[[], dict[str, object]], most: int) -> list[dict[str, object]]:
        return [event() for _ in range(chance.choice((0, 0, 0, 1, chance.randint(0, most))))]

    for _ in range(count):
        registered = chance.randint(2000, 2024)
        reported = range(max(2019, registered), 2026)
        yield Organization.model_validate(
            {
                "form": "service_agency",
                "level": "county",
                "division": by_hand.PLACE,
                "categories": [chance.choice(("community_service", "social_service", "charity", "other"))],
                "charity_services": ["elderly"],
                "science_fields": [],
                "active_in_community": chance.random() < 0.5,
                "registered_capital": chance.choice((10_000, 30_000, 100_000)),
                "supervisor": chance.choice((None, "区教育局")),
                "registered_on": day(registered, registered),
                "party_organization_required": chance.random() < 0.2,
                "party_duty_since": "2019-07-01",
                "party_organization_on": chance.choice((None, "2019-06-20")),
                "annual_reports": [
                    {
                        "year": year,
                        "submitted_on": f"{year + 1}-0{chance.randint(3, 6)}-20",
                        "compliant": chance.random() < 0.95,
                        "conclusion": chance.choice(("passed", "passed", "basic", "failed")),
                        "concluded_on": f"{year + 1}-09-01",
                    }
                    for year in reported
                    if chance.random() < 0.9
                ],
                "ratings": some(lambda: {"grade": chance.randint(1, 5), "announced_on": day(2018, 2026)}, 2),
                "penalties": some(
                    lambda: {
                        "kind": chance.choice(("warning", "fine", "suspension")),
                        "amount": chance.choice((1_000, 60_000)),
                        "decided_on": day(2018, 2026),
                        "authority": "区民政局",
                    },
                    6,
                ),
                "listings": some(
                    lambda: {
                        "list": chance.choice(("anomaly", "dishonesty")),
                        "item": chance.choice("156"),
                        "listed_on": day(2018, 2026),
                        "removed_on": chance.choice((None, "2025-12-01")),
                    },
                    3,
                ),
                "mailings": some(lambda: {"sent_on": day(2025, 2026), "signed_for": chance.random() < 0.7}, 4),
                "activities": some(lambda: {"held_on": day(2024, 2026), "within_charter": True, "charitable": True}, 6),
                **{
                    name: []
                    for name in (
                        "rectifications",
                        "contact_failures",
                        "revoked_changes",
                        "judgment_defaults",
                        "fundraising_lapses",
                        "certificates",
                    )
                },
            }
        )


def read_outcomes_and_grounds(evaluation: Evaluation) -> None:
    """Looks at the outcome and the grounds of every decision."""
    for outcome, grounds in evaluation.outcomes_and_grounds:
        _ = outcome, grounds


def read_decisions(evaluation: Evaluation) -> None:
    """The same by way of the decisions, which can tell more."""
    for decision in evaluation.values():
        _ = decision.outcome, decision.grounds


def check_equal(rulebook: Rulebook, organizations: list[Organization]) -> None:
    """Raises AssertionError unless both sides decide alike, before and after the law is compiled for each form."""
    for organization in organizations * ASKED_OFTEN:
        evaluation = rulebook.evaluate(organization, as_of=AS_OF, only=by_hand.NAMES)
        for name, written in by_hand.decide(organization, AS_OF).items():
            decision = evaluation[name]
            assert written == (decision.outcome, tuple((ground.rule, ground.since) for ground in decision.grounds)), (
                name
            )


def contenders(rulebook: Rulebook) -> dict[str, Work]:
    """What is compared with the hand-written function."""

    def fourteen(organization: Organization) -> None:
        read_outcomes_and_grounds(rulebook.evaluate(organization, as_of=AS_OF, only=by_hand.NAMES))

    def as_decisions(organization: Organization) -> None:
        read_decisions(rulebook.evaluate(organization, as_of=AS_OF, only=by_hand.NAMES))

    def everything(organization: Organization) -> None:
        read_outcomes_and_grounds(rulebook.evaluate(organization, as_of=AS_OF))

    def with_missing(organization: Organization) -> None:
        _ = rulebook.evaluate(organization, as_of=AS_OF).missing

    return {
        SAME: fourteen,
        "compiled engine, the same 14 as decisions": as_decisions,
        "compiled engine, all decisions": everything,
        "compiled engine, all decisions and what is missing": with_missing,
    }


def slow(rulebook: Rulebook) -> dict[str, Work]:
    """The same, for what takes milliseconds."""

    def reference(organization: Organization) -> None:
        law = rulebook.selection().law_for(organization.division, AS_OF)
        decider = ReferenceDecider(law, facts_of(organization, AS_OF), AS_OF)
        for name in by_hand.NAMES:
            decider.decide(name)

    return {
        "reference engine, the same 14 decisions": reference,
    }


def rounds(floor: Work, work: Work, organizations: list[Organization], count: int) -> list[Round]:
    """Both over all records, one right after the other, again and again."""
    return [(_seconds(floor, organizations), _seconds(work, organizations)) for _ in range(count)]


def _seconds(work: Callable[[Any], object], over: list[Any]) -> float:
    start = process_time()
    for one in over:
        work(one)
    return (process_time() - start) / len(over)


def _line(name: str, found: list[Round]) -> str:
    ratio = median(other / floor for floor, other in found)
    return f"  {name:52}{ratio:10.2f} x{1e6 * median(other for _, other in found):12.1f} µs"


def from_raw(decide: Work, organizations: list[Organization]) -> list[Round]:
    """Validating and deciding a dict, beside validating it."""
    raw = [one.model_dump(mode="json", exclude_none=True) for one in organizations]

    def whole(record: dict[str, object]) -> None:
        decide(Organization.model_validate(record))

    return [(_seconds(Organization.model_validate, raw), _seconds(whole, raw)) for _ in range(ROUNDS)]


def memory(rulebook: Rulebook, organizations: list[Organization]) -> tuple[float, float]:
    """Bytes kept for a validated record, and for an evaluation of it at which somebody has looked."""
    raw = [one.model_dump(mode="json", exclude_none=True) for one in organizations]
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    records = [Organization.model_validate(one) for one in raw]
    validated = tracemalloc.get_traced_memory()[0]
    evaluations = [rulebook.evaluate(one, as_of=AS_OF, only=by_hand.NAMES) for one in records]
    for evaluation in evaluations:
        read_decisions(evaluation)
    evaluated = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (validated - before) / len(records), (evaluated - validated) / len(records)


def compile_seconds(processes: int = 5) -> tuple[float, float, float]:
    """How much longer the first question takes than the same once more: the median of fresh processes.

    It is asked about a place, then about a day on which other rules hold, then about another place. All decisions are
    asked for. The rulesets are loaded before, and the garbage of loading them is collected, so that neither is counted.
    """
    printed = [
        subprocess.run([sys.executable, "-c", COMPILING], capture_output=True, text=True, check=True).stdout
        for _ in range(processes)
    ]
    place, day, elsewhere = (median(map(float, each)) for each in zip(*map(str.split, printed), strict=True))
    return place, day, elsewhere


def print_small_questions() -> None:
    """Twenty-six small questions, those that other engines are asked, too (``benchmarks.peers``)."""
    rulebook, names = questions.rulebook(), questions.names()
    organizations = records.organizations(RECORDS)

    def evaluated(organization: Organization) -> Evaluation:
        return rulebook.evaluate(organization, as_of=questions.AS_OF, only=names)

    def outcomes(organization: Organization) -> None:
        _ = evaluated(organization).outcomes

    def both(organization: Organization) -> None:
        read_outcomes_and_grounds(evaluated(organization))

    def floor(organization: Organization) -> None:
        small_by_hand.everything(organization)

    print(f"{len(names)} small questions: {len(organizations)} records; ratio to the hand-written function, no grounds")
    found = {
        "compiled engine, outcomes": rounds(floor, outcomes, organizations, ROUNDS),
        "compiled engine, outcomes and grounds": rounds(floor, both, organizations, ROUNDS),
    }
    by_hand_seconds = median(seconds for each in found.values() for seconds, _ in each)
    print(f"  {'by hand':52}{1:10.2f} x{1e6 * by_hand_seconds:12.1f} µs")
    for contender, each in found.items():
        print(_line(contender, each))
    print(_line("from a raw dict, by hand: ratio to its validation", from_raw(floor, organizations)))
    print(_line("from a raw dict, compiled: ratio to its validation", from_raw(both, organizations)))


def main() -> None:
    """Prints the figures."""
    rulebook = Rulebook.bundled()

    def floor(organization: Organization) -> None:
        for outcome, grounds in by_hand.decide(organization, AS_OF).values():
            _ = outcome, grounds

    for name, organizations in populations(rulebook).items():
        check_equal(rulebook, organizations)
        found = {
            contender: rounds(floor, work, organizations, ROUNDS) for contender, work in contenders(rulebook).items()
        }
        few = organizations[:SLOW_RECORDS]
        found |= {contender: rounds(floor, work, few, SLOW_ROUNDS) for contender, work in slow(rulebook).items()}
        print(f"{name}: {len(organizations)} records, equal outcomes and grounds; ratio to the hand-written function")
        by_hand_seconds = median(seconds for each in found.values() for seconds, _ in each)
        print(f"  {f'by hand, {len(by_hand.NAMES)} decisions':52}{1:10.2f} x{1e6 * by_hand_seconds:12.1f} µs")
        for contender, each in found.items():
            print(_line(contender, each))
        print(_line("from a raw dict, by hand: ratio to its validation", from_raw(floor, organizations)))
        decide = contenders(rulebook)[SAME]
        print(_line("from a raw dict, compiled: ratio to its validation", from_raw(decide, organizations)))
        record, evaluation = memory(rulebook, organizations)
        print(f"  {'memory: validated record, evaluation looked at':52}{record:10.0f} B{evaluation:12.0f} B")
    print_small_questions()
    place, day, elsewhere = compile_seconds()
    print(f"first question about a place, all decisions, fresh process{1e3 * place:11.0f} ms")
    print(f"  then about a day under other rules{1e3 * day:20.0f} ms, about another place {1e3 * elsewhere:.0f} ms")


if __name__ == "__main__":
    main()
