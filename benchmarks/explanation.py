"""Telling why: explanations of one record, of fourteen decisions and of each alone, beside the hand-written function.

``python -m benchmarks.explanation`` prints processor time, which other work on the machine disturbs less, and the ratio
to the hand-written function, which decides and tells nothing. It is timed right before every round of what is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Final

from benchmarks import by_hand
from benchmarks.single_record import AS_OF, populations
from socorg_rules import Evaluation, Organization, Rulebook
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.records.facts import facts_of

RECORDS: Final = 15
ROUNDS: Final = 5
AIM: Final = 300.0
"""Microseconds that one record with the full explanation of its decisions may take."""

Seconds = tuple[float, float]
"""For one record: by hand, and what is compared."""


def against_hand(work: Callable[[Organization], object], organizations: list[Organization]) -> list[Seconds]:
    """Both over all records, one right after the other, again and again."""
    return [
        (
            _seconds(lambda one: by_hand.decide(one, AS_OF), organizations),
            _seconds(work, organizations),
        )
        for _ in range(ROUNDS)
    ]


def _seconds(work: Callable[[Organization], object], organizations: list[Organization]) -> float:
    start = process_time()
    for organization in organizations:
        work(organization)
    return (process_time() - start) / len(organizations)


def _line(name: str, found: list[Seconds]) -> str:
    microseconds = 1e6 * min(other for _, other in found)
    ratio = median(other / floor for floor, other in found)
    return f"  {name:44}{microseconds:10.0f} µs{ratio:10.1f} x{microseconds / AIM:9.2f} of the aim"


def main() -> None:
    """Prints the figures."""
    rulebook = Rulebook.bundled()
    law = rulebook.selection().law_for(by_hand.PLACE, AS_OF)

    def evaluated(organization: Organization, only: tuple[str, ...] = by_hand.NAMES) -> Evaluation:
        return rulebook.evaluate(organization, as_of=AS_OF, only=only)

    def told(organization: Organization) -> None:
        for decision in evaluated(organization).values():
            _ = decision.grounds, decision.missing, decision.caveats

    def by_reference(organization: Organization) -> None:
        decider = ReferenceDecider(law, facts_of(organization, AS_OF), AS_OF)
        for name in by_hand.NAMES:
            decider.decide(name)

    for population, organizations in populations(rulebook).items():
        few = organizations[:RECORDS]
        for organization in few:
            evaluated(organization).explain("zh")
        print(f"{population}: {len(few)} records, the aim is {AIM:.0f} µs for all decisions of one")
        print(_line("grounds, missing facts, caveats", against_hand(told, few)))
        print(_line("outcomes of the reference engine", against_hand(by_reference, few)))
        for language in ("zh", "en"):
            found = against_hand(lambda one, spoken=language: evaluated(one).explain(spoken), few)  # type: ignore[misc]
            print(_line(f"all {len(by_hand.NAMES)} explained, {language}", found))
        for name in by_hand.NAMES:
            found = against_hand(lambda one, asked=name: evaluated(one, (asked,)).explain(only=(asked,)), few)  # type: ignore[misc]
            print(_line(f"{name}, zh", found))


if __name__ == "__main__":
    main()
