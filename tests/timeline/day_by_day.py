"""The slow way to a timeline: asking on every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from socorg_rules import Decision, Organization, Rulebook

Said = tuple[str, str, object, object, object, object]


def each_day(since: date, until: date) -> Iterator[date]:
    for days in range((until - since).days + 1):
        yield since + timedelta(days=days)


def said(decision: Decision, *, runs: bool) -> Said:
    """All that a decision says of the organization; of a number of days only that there is one."""
    return (
        decision.name,
        decision.outcome.value,
        (decision.value is None) if runs else decision.value,
        [(ground.rule, ground.since) for ground in decision.grounds],
        decision.missing,
        decision.conflict,
    )


def counted_in_days(book: Rulebook) -> set[str]:
    return {declaration.name for declaration in book.decisions if declaration.type == "days"}


def turns_day_by_day(
    book: Rulebook, organization: Organization, since: date, until: date
) -> list[tuple[date, Said, Said]]:
    """Every change of an answer, with what was said before and after."""
    running = counted_in_days(book)
    found = []
    before: dict[str, Said] = {}
    for day in each_day(since, until):
        evaluation = book.evaluate(organization, as_of=day)
        now = {name: said(decision, runs=name in running) for name, decision in evaluation.items()}
        found += [(day, before[name], now[name]) for name in now if before and before[name] != now[name]]
        before = now
    return found


def turns_of_timeline(
    book: Rulebook, organization: Organization, since: date, until: date
) -> list[tuple[date, Said, Said]]:
    running = counted_in_days(book)
    timeline = book.timeline(organization, since=since, until=until)
    return [
        (
            turn.day,
            said(turn.before, runs=turn.decision in running),
            said(turn.after, runs=turn.decision in running),
        )
        for turn in timeline.turns
    ]
