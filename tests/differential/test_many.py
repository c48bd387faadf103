"""Decisions about many records, made whole and shared, are those about each of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from socorg_rules import Organization, Rulebook
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.engines.reference.results import caveats_of
from socorg_rules.problems import UsageError
from socorg_rules.records.facts import facts_of
from socorg_rules.records.readers import read_records
from tests.differential.variations import variations

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 6, 15)


def organizations() -> Iterator[Organization]:
    """Of several places, with facts and lists unsaid."""
    given = [record.organization for record in read_records(EXAMPLES / "families.jsonl").records]
    yield from given
    yield from variations(given, 150, seed=3)


def test_every_part_is_that_of_a_single_evaluation() -> None:
    book = Rulebook.bundled()
    given = list(organizations())
    for organization, one_of_many in zip(given, book.evaluate_many(given, as_of=DAY), strict=True):
        single = book.evaluate(organization, as_of=DAY)
        assert dict(one_of_many) == dict(single)
        assert one_of_many.to_json() == single.to_json()


def test_caveats_are_those_of_the_reference_engine() -> None:
    """Whatever was found out for one organization and kept for the next."""
    book = Rulebook.bundled()
    given = list(organizations())[:60]
    for organization, one_of_many in zip(given, book.evaluate_many(given, as_of=DAY), strict=True):
        law = book.selection().law_for(organization.division, DAY)
        decider = ReferenceDecider(law, facts_of(organization, DAY), DAY)
        for name, decision in one_of_many.items():
            assert decision.caveats == caveats_of(decider.decide(name), decider), name


def test_what_comes_out_the_same_is_the_same_object() -> None:
    [record, *_] = organizations()
    one, other = Rulebook.bundled().evaluate_many([record, record], as_of=DAY)
    assert all(one[name] is other[name] for name in one)


def test_one_of_many_can_say_why() -> None:
    [record, *_] = organizations()
    book = Rulebook.bundled()
    [one] = book.evaluate_many([record], as_of=DAY, only=["minimum_capital"])
    assert list(one) == ["minimum_capital"]
    assert one.explain("en") == book.evaluate(record, as_of=DAY, only=["minimum_capital"]).explain("en")


@pytest.mark.parametrize("options", [{"as_of": datetime(2026, 6, 15)}, {"as_of": DAY, "only": ["no_such"]}])
def test_arguments_that_cannot_be_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        list(Rulebook.bundled().evaluate_many(organizations(), **options))  # type: ignore[arg-type]
