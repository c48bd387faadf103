"""The example population of Shangcheng, and the parts of it that several tests ask about."""

from datetime import date

import pytest

from scripts.write_examples import EXAMPLES, POPULATION
from socorg_rules import Organization
from socorg_rules.records.readers import Batch, read_records


@pytest.fixture(scope="module")
def batch() -> Batch:
    return read_records(EXAMPLES / POPULATION)


@pytest.fixture(scope="module")
def everybody(batch: Batch) -> list[Organization]:
    return [record.organization for record in batch.records]


@pytest.fixture(scope="module")
def registered(everybody: list[Organization]) -> list[Organization]:
    return [one for one in everybody if one.registered_on is not None and one.deregistered_on is None]


@pytest.fixture(scope="module")
def filed(everybody: list[Organization]) -> list[Organization]:
    return [one for one in everybody if one.filed_on is not None]


@pytest.fixture(scope="module")
def inspected(everybody: list[Organization]) -> list[Organization]:
    return [one for one in everybody if any(report.year == 2012 for report in one.annual_reports or ())]


@pytest.fixture(scope="module")
def new(registered: list[Organization]) -> list[Organization]:
    return [one for one in registered if registration_day(one) >= date(2013, 1, 1)]


def registration_day(one: Organization) -> date:
    assert one.registered_on is not None
    return one.registered_on
