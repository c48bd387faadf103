"""The laws of the library as properties over generated records and generated rulesets.

Numbered as in the list of laws in ``docs/laws.md``. Law 6 (printing and parsing) stands in
``tests/feel/test_printer_round_trip.py`` and ``tests/rulesets/test_reader_round_trip.py``, law 9 in
``tests/laws/test_bundled.py``.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import TypeVar

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from socorg_rules import Evaluation, Outcome, Rulebook
from socorg_rules.records.fields import EVENT_LISTS
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.model import Ruleset
from tests.laws.records import Record, filled, hidden, partly_known, with_later_events
from tests.strategies.organizations import days, organization_records
from tests.strategies.rulesets import rulesets

Item = TypeVar("Item")
SLOW = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
)


def rulebook(*generated: Ruleset) -> Rulebook:
    library = Library(generated)
    problems = library.check()
    assert not problems.errors, "\n".join(problem.render() for problem in problems)
    return Rulebook(library)


def settled(evaluation: Evaluation) -> dict[str, Outcome]:
    return {
        name: decision.outcome for name, decision in evaluation.items() if decision.outcome is not Outcome.UNDETERMINED
    }


def answers(evaluation: Evaluation) -> object:
    """All that an evaluation says, the digests of its input apart."""
    record = evaluation.as_dict()
    return record["decisions"]


@SLOW
@given(ruleset=rulesets(), record=organization_records(), as_of=days())
def test_law_1_a_ruleset_that_loads_never_raises(ruleset: Ruleset, record: Record, as_of: date) -> None:
    evaluation = rulebook(ruleset).evaluate(record, as_of=as_of)
    for name, decision in evaluation.items():
        assert (decision.outcome is Outcome.UNDETERMINED) or not decision.conflict
        assert evaluation.trace(name).decision == name
    assert evaluation.explain("zh") is not None
    assert evaluation.explain("en") is not None
    assert evaluation.to_json()


@SLOW
@given(ruleset=rulesets(), records=partly_known(), as_of=days())
def test_law_3_filling_an_unknown_never_changes_a_settled_outcome(
    ruleset: Ruleset, records: tuple[Record, Record], as_of: date
) -> None:
    book = rulebook(ruleset)
    partial, full = records
    before, after = book.evaluate(partial, as_of=as_of), book.evaluate(full, as_of=as_of)
    for name, outcome in settled(before).items():
        assert after[name].outcome is outcome


@SLOW
@given(ruleset=rulesets(), records=partly_known(), as_of=days())
def test_law_3_filling_what_is_missing_settles_everything(
    ruleset: Ruleset, records: tuple[Record, Record], as_of: date
) -> None:
    book = rulebook(ruleset)
    partial, full = records
    missing = book.evaluate(partial, as_of=as_of).missing
    after = book.evaluate(filled(partial, full, missing), as_of=as_of)
    # A date that lies ahead reads as absent, so a full record still has facts that nobody can know that day.
    ahead = hidden(full, as_of)
    for decision in after.values():
        assert decision.outcome is not Outcome.UNDETERMINED or decision.conflict or decision.missing
        assert ahead.issuperset(decision.missing)


@SLOW
@given(ruleset=rulesets(), record=organization_records(), as_of=days())
def test_law_3_an_undetermined_decision_says_what_is_missing(ruleset: Ruleset, record: Record, as_of: date) -> None:
    for decision in rulebook(ruleset).evaluate(record, as_of=as_of).values():
        if decision.outcome is Outcome.UNDETERMINED:
            assert decision.missing or decision.conflict
        else:
            # A settled decision waits for nothing, but the value it shows may.
            assert not decision.missing or decision.value is None


@SLOW
@given(data=st.data(), ruleset=rulesets(), record=organization_records(), as_of=days())
def test_law_4_events_after_the_day_change_nothing(
    data: st.DataObject, ruleset: Ruleset, record: Record, as_of: date
) -> None:
    book = rulebook(ruleset)
    later = data.draw(with_later_events(as_of))
    more = dict(record)
    for name, events in later.items():
        if more.get(name) is not None:
            more[name] = [*more[name], *events]
    assert answers(book.evaluate(more, as_of=as_of)) == answers(book.evaluate(record, as_of=as_of))


@SLOW
@given(
    ruleset=rulesets(),
    record=organization_records(),
    as_of=days(),
    shuffler=st.randoms(use_true_random=False),
)
def test_law_5_order_changes_nothing(ruleset: Ruleset, record: Record, as_of: date, shuffler: random.Random) -> None:
    def shuffled(items: tuple[Item, ...]) -> tuple[Item, ...]:
        mixed = list(items)
        shuffler.shuffle(mixed)
        return tuple(mixed)

    mixed = replace(
        ruleset,
        sources=shuffled(ruleset.sources),
        parameters=shuffled(ruleset.parameters),
        definitions=shuffled(ruleset.definitions),
        decisions=shuffled(ruleset.decisions),
        rules=shuffled(ruleset.rules),
        tables=shuffled(ruleset.tables),
    )
    reordered = dict(record)
    for spec in EVENT_LISTS:
        if reordered.get(spec.name) is not None:
            reordered[spec.name] = list(shuffled(tuple(reordered[spec.name])))
    straight = rulebook(ruleset).evaluate(record, as_of=as_of)
    assert rulebook(mixed).evaluate(reordered, as_of=as_of).to_json() == straight.to_json()


@SLOW
@given(
    national=rulesets(),
    replaced=st.tuples(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5))),
    record=organization_records(),
    as_of=days(),
)
def test_law_5_order_of_files_changes_nothing(
    national: Ruleset, replaced: tuple[set[int], set[int]], record: Record, as_of: date
) -> None:
    generated = [
        national,
        overlay_of(national, "cn/a", "320600", replaced[0]),
        overlay_of(national, "cn/b", "320612", replaced[1]),
    ]
    one = rulebook(*generated).evaluate(record, as_of=as_of)
    other = rulebook(*reversed(generated)).evaluate(record, as_of=as_of)
    assert one.to_json() == other.to_json()
    if record["division"] == "320612":
        nearest = {rule.id for rule in generated[2].rules}
        for decision in one.values():
            assert all(ground.place == "320612" for ground in decision.grounds if ground.rule in nearest)


def overlay_of(national: Ruleset, ruleset_id: str, place: str, indexes: set[int]) -> Ruleset:
    """An overlay that says some of the national rules again, under its own name."""
    rules = [rule for index, rule in enumerate(national.rules) if index in indexes and rule.table is None]
    return replace(
        national,
        id=ruleset_id,
        jurisdiction=replace(national.jurisdiction, code=place, former=()),
        sources=(),
        parameters=(),
        definitions=(),
        decisions=(),
        rules=tuple(replace(rule, direction="replaces") for rule in rules),
        tables=(),
    )


@SLOW
@given(ruleset=rulesets(), record=organization_records(), as_of=days())
def test_law_8_replaying_a_decision_gives_the_same_bytes(ruleset: Ruleset, record: Record, as_of: date) -> None:
    evaluation = rulebook(ruleset).evaluate(record, as_of=as_of)
    replay = rulebook(ruleset).replay(evaluation.to_json(), record)
    assert replay.stands
    assert replay.evaluation.to_json() == evaluation.to_json()


@SLOW
@given(ruleset=rulesets(), record=organization_records(), as_of=days())
def test_grounds_are_never_before_the_rule_was_in_force(ruleset: Ruleset, record: Record, as_of: date) -> None:
    book = rulebook(ruleset)
    evaluation = book.evaluate(record, as_of=as_of)
    grounds = [ground for decision in evaluation.values() for ground in decision.grounds]
    assume(grounds)
    starts = {rule.id: rule.in_force.start for rule in ruleset.rules}
    for ground in grounds:
        start = starts[ground.rule]
        assert ground.since is None or start is None or ground.since >= start
