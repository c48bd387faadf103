"""Telling why: explanations of records, of the questions of the peers and of fourteen decisions of the bundled law.

``python -m benchmarks.explanation`` prints processor time, which other work on the machine disturbs less, and the ratio
to the hand-written function, which decides and tells nothing. It is timed right before every round of what is compared.

Explanations are told as those of other records were. So what counts is what a record costs that nobody has seen before,
after others: every record is told once, each after all those before it, and median and mean of the last ones are
printed. Told again are the same ones, whose shapes are known. Told anew is one with nothing remembered but the law.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import mean, median
from time import process_time
from typing import Final

from benchmarks import by_hand
from benchmarks.peers import by_hand as peers_by_hand
from benchmarks.peers import questions
from benchmarks.peers.records import organizations as organizations_of_peers
from benchmarks.single_record import AS_OF, generated_agencies, populations
from socorg_rules import Evaluation, Organization, Rulebook
from socorg_rules.decisions.explanation import explain

RECORDS: Final = 15
SEEN: Final = 0.75
"""The part of the records that are told before it counts."""
GENERATED: Final = 900
OF_PEERS: Final = 2400
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


def _each(tell: Callable[[Organization], object], organizations: list[Organization]) -> list[float]:
    """The seconds for each record."""
    found = []
    for organization in organizations:
        start = process_time()
        tell(organization)
        found.append(process_time() - start)
    return found


def unseen(
    name: str,
    floor: Callable[[Organization], object],
    evaluated: Callable[[Organization], Evaluation],
    organizations: list[Organization],
) -> None:
    """Prints what it costs to decide and explain records, each of them another one, after others."""
    first = int(len(organizations) * SEEN)
    _each(lambda one: evaluated(one).explain("zh"), organizations[:first])
    others = organizations[first:]
    by_hand_seconds = median(_each(floor, others))
    lines = _lines([evaluated(one).explain("zh") for one in organizations[:RECORDS]])
    told = {
        "not seen before": _each(lambda one: evaluated(one).explain("zh"), others),
        "told again": _each(lambda one: evaluated(one).explain("zh"), others),
        "told anew": _each(lambda one: told_anew(evaluated(one)), others[:RECORDS]),
    }
    print(f"{name}: {len(others)} records after {first} others, {lines:.0f} lines each")
    for how, seconds in told.items():
        middle = median(seconds)
        print(
            f"  {how:36}{1e6 * middle:8.0f} µs in the middle{1e6 * mean(seconds):8.0f} µs on average"
            f"{middle / by_hand_seconds:8.1f} x{1e6 * middle / AIM:8.2f} of the aim"
        )


def told_anew(evaluation: Evaluation) -> list[str]:
    """What the reference engine's traces give, nothing of it remembered."""
    return [
        explain(decision, evaluation.trace(name), "zh", evaluation.title_of) for name, decision in evaluation.items()
    ]


def main() -> None:
    """Prints the figures."""
    rulebook = Rulebook.bundled()
    names = questions.names()

    def of_peers(organization: Organization) -> Evaluation:
        return questions.rulebook().evaluate(organization, as_of=questions.AS_OF, only=names)

    def evaluated(organization: Organization, only: tuple[str, ...] = by_hand.NAMES) -> Evaluation:
        return rulebook.evaluate(organization, as_of=AS_OF, only=only)

    def told(organization: Organization) -> None:
        for decision in evaluated(organization).values():
            _ = decision.grounds, decision.missing, decision.caveats

    unseen(f"{len(names)} questions of the peers", peers_by_hand.everything, of_peers, organizations_of_peers(OF_PEERS))
    generated = [one.model_copy(update={"division": by_hand.PLACE}) for one in generated_agencies(GENERATED)]
    for population, organizations in {**populations(rulebook), "generated agencies": generated}.items():
        name = f"{len(by_hand.NAMES)} decisions, {population}"
        unseen(name, lambda one: by_hand.decide(one, AS_OF), evaluated, organizations)
        few = organizations[:RECORDS]
        print(_line("grounds, missing facts, caveats", against_hand(told, few)))
        for name in by_hand.NAMES:
            texts = [evaluated(organization, (name,)).explain(only=(name,)) for organization in few]
            found = against_hand(lambda one, asked=name: evaluated(one, (asked,)).explain(only=(asked,)), few)  # type: ignore[misc]
            print(_line(f"{name}, told again", found, _lines(texts)))


if __name__ == "__main__":
    main()
