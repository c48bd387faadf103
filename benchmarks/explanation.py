"""Telling why: explanations of one record, of fourteen decisions and of each alone, beside the hand-written function.

``python -m benchmarks.explanation`` prints processor time, which other work on the machine disturbs less, and the ratio
to the hand-written function, which decides and tells nothing. It is timed right before every round of what is compared.
Of explanations it prints their lines, too: what is told again, of an evaluation that has told it before, is what these
lines cost when nothing is left to find out.
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


def _line(name: str, found: list[Seconds], lines: float = 0) -> str:
    microseconds = 1e6 * min(other for _, other in found)
    ratio = median(other / floor for floor, other in found)
    printed = f"{lines:8.0f} lines{microseconds / lines:6.1f} µs each" if lines else ""
    return f"  {name:36}{microseconds:8.0f} µs{ratio:9.1f} x{microseconds / AIM:8.2f} of the aim{printed}"


def _lines(told: list[str]) -> float:
    """How many lines one of these texts has."""
    return sum(text.count("\n") + 1 for text in told) / len(told)


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
        texts = [evaluated(organization).explain("zh") for organization in few]
        print(f"{population}: {len(few)} records, the aim is {AIM:.0f} µs for all decisions of one")
        print(_line("grounds, missing facts, caveats", against_hand(told, few)))
        print(_line("outcomes of the reference engine", against_hand(by_reference, few)))
        for language in ("zh", "en"):
            found = against_hand(lambda one, spoken=language: evaluated(one).explain(spoken), few)  # type: ignore[misc]
            print(_line(f"all {len(by_hand.NAMES)} explained, {language}", found, _lines(texts)))
        before = {id(organization): evaluated(organization) for organization in few}
        for evaluation in before.values():
            evaluation.explain("zh")
        again = against_hand(lambda one, known=before: known[id(one)].explain("zh"), few)  # type: ignore[misc]
        print(_line("told again, zh", again, _lines(texts)))
        for name in by_hand.NAMES:
            texts = [evaluated(organization, (name,)).explain(only=(name,)) for organization in few]
            found = against_hand(lambda one, asked=name: evaluated(one, (asked,)).explain(only=(asked,)), few)  # type: ignore[misc]
            print(_line(f"{name}, zh", found, _lines(texts)))


if __name__ == "__main__":
    main()
