"""The laws of the library over the bundled rulesets: on every example record, and on generated records."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socorg_rules import Evaluation, Organization, Outcome, Rulebook
from socorg_rules.problems import Problems
from socorg_rules.review.example_runs import sound_examples
from socorg_rules.review.examples import Example
from tests.laws.records import Record, filled, hidden, partly_known, with_later_events
from tests.strategies.organizations import days, organization_records

SLOW = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
)
LIST_DATES = (date(2018, 1, 23), date(2018, 1, 24), date(2024, 9, 4), date(2024, 9, 5), date(2026, 3, 1))


@cache
def book() -> Rulebook:
    return Rulebook.bundled()


@cache
def examples() -> tuple[Example, ...]:
    problems = Problems()
    found = [example for ruleset in book().rulesets for example in sound_examples(ruleset, book(), problems)]
    assert not problems.errors
    return tuple(found)


def grounds_of(
    organization: Organization, as_of: date, only: tuple[str, ...] | None = None
) -> set[tuple[str, str, date]]:
    return {
        (name, ground.rule, ground.since)
        for name, decision in book().evaluate(organization, as_of=as_of, only=only).items()
        for ground in decision.grounds
        if ground.since is not None
    }


def sample(stride: int) -> tuple[Example, ...]:
    """Every so many examples; at night all of them."""
    return examples()[:: 1 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else stride]


def moments_of(example: Example) -> Iterator[date]:
    """The day of an example, a later one, and the first day after it on which the law around it changed."""
    yield example.as_of
    yield example.as_of + timedelta(days=400)
    yield from [day for day in LIST_DATES if day > example.as_of][:1]


def unsaid(evaluation: Evaluation) -> list[str]:
    """Decisions that are undetermined and don't say why."""
    return [
        name
        for name, decision in evaluation.items()
        if decision.outcome is Outcome.UNDETERMINED and not decision.missing and decision.conflict is None
    ]


def conflicts(evaluation: Evaluation) -> list[str]:
    return [name for name, decision in evaluation.items() if decision.conflict is not None]


def test_law_9_a_grounds_since_is_true() -> None:
    """On that day the ground holds, on the day before it doesn't."""
    untrue = set()
    for example in sample(4):
        for moment in moments_of(example):
            for name, rule, since in grounds_of(example.organization, moment):
                holds = (name, rule, since) in grounds_of(example.organization, since, (name,))
                held = (name, rule, since) in grounds_of(example.organization, since - timedelta(days=1), (name,))
                if since > moment or not holds or held:
                    untrue.add(f"{example.place}: {name}/{rule} since {since}, asked on {moment}")
    assert sorted(untrue) == []


@SLOW
@given(record=organization_records(), as_of=days())
def test_law_1_no_record_makes_the_bundled_rulesets_raise(record: Record, as_of: date) -> None:
    evaluation = book().evaluate(record, as_of=as_of)
    assert unsaid(evaluation) == []
    assert conflicts(evaluation) == []
    assert evaluation.explain("zh")
    assert evaluation.explain("en")


@SLOW
@given(records=partly_known(), as_of=days())
def test_law_3_what_is_missing_from_the_bundled_decisions_settles_them(
    records: tuple[Record, Record], as_of: date
) -> None:
    partial, full = records
    before = book().evaluate(partial, as_of=as_of)
    after = book().evaluate(filled(partial, full, before.missing), as_of=as_of)
    ahead = hidden(full, as_of)
    for name, decision in after.items():
        missing = {path for path in decision.missing if not path.startswith("working_days.")}
        assert ahead.issuperset(missing)
        if before[name].outcome is not Outcome.UNDETERMINED:
            assert decision.outcome is before[name].outcome


@SLOW
@given(data=st.data(), as_of=days())
def test_law_4_events_after_the_day_change_nothing_in_the_examples(data: st.DataObject, as_of: date) -> None:
    example = data.draw(st.sampled_from(examples()))
    record = example.organization.model_dump(mode="json", exclude_none=True)
    more = dict(record)
    for name, events in data.draw(with_later_events(as_of)).items():
        if name in more:
            more[name] = [*more[name], *events]
    before, after = (book().evaluate(one, as_of=as_of).as_dict()["decisions"] for one in (record, more))
    assert before == after


@SLOW
@given(data=st.data())
def test_law_5_order_of_events_changes_nothing_in_the_examples(data: st.DataObject) -> None:
    example = data.draw(st.sampled_from(examples()))
    record = example.organization.model_dump(mode="json", exclude_none=True)
    reordered = {name: list(reversed(value)) if isinstance(value, list) else value for name, value in record.items()}
    one = book().evaluate(record, as_of=example.as_of)
    assert book().evaluate(reordered, as_of=example.as_of).to_json() == one.to_json()


def test_every_example_can_be_explained() -> None:
    for example in sample(45):
        evaluation = book().evaluate(example.organization, as_of=example.as_of)
        assert evaluation.explain("zh")
        assert evaluation.explain("en")


def test_law_8_every_example_can_be_replayed() -> None:
    for example in sample(9):
        evaluation = book().evaluate(example.organization, as_of=example.as_of)
        assert conflicts(evaluation) == []
        replay = book().replay(evaluation.to_json(), example.organization)
        assert replay.stands
        assert replay.evaluation.to_json() == evaluation.to_json()
