"""A registry whose tables are called otherwise is read through its mapping."""

from datetime import date
from decimal import Decimal

import pytest

from scripts.write_examples import EXAMPLES
from socorg_rules import Outcome, Rulebook
from socorg_rules.records.readers import Batch, read_records

EXPORT = EXAMPLES / "mapping"


@pytest.fixture(scope="module")
def batch() -> Batch:
    return read_records(EXPORT, mapping=EXPORT / "mapping.yaml")


def test_it_is_read_without_a_problem_under_the_keys_of_the_registry(batch: Batch) -> None:
    assert [problem.render() for problem in batch.problems] == []
    assert [record.key for record in batch.records] == ["TZ-0001", "TZ-0002", "TZ-0003", "TZ-0004"]


def test_its_own_words_and_its_own_dates_are_understood(batch: Batch) -> None:
    one = batch.records[1].organization
    assert (one.form, one.level, one.categories) == ("social_group", "county", frozenset({"industry_association"}))
    assert one.registered_on == date(2008, 11, 18)
    [penalty] = one.penalties or ()
    assert (penalty.kind, penalty.amount, penalty.decided_on) == ("fine", Decimal(50_000), date(2026, 3, 2))


def test_without_the_mapping_nothing_is_read_and_the_tables_are_named() -> None:
    batch = read_records(EXPORT)
    assert batch.records == []
    assert [problem.code for problem in batch.problems.errors] == ["E330"]


def test_it_is_decided(batch: Batch) -> None:
    rulebook = Rulebook.bundled()
    as_of = date(2026, 6, 15)
    fined, young = batch.records[1].organization, batch.records[2].organization
    listing = rulebook.evaluate(fined, as_of=as_of, only=["dishonesty_listing"])["dishonesty_listing"]
    assert "4" in [ground.label for ground in listing.grounds]
    inspection = rulebook.evaluate(young, as_of=as_of, only=["inspection_due"])["inspection_due"]
    assert (inspection.outcome, inspection.value) == (Outcome.SATISFIED, 2025)
