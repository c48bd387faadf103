"""The digest names a record's content, not the way it was written."""

from __future__ import annotations

import hashlib
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socorg_rules.records.digest import digest_of
from socorg_rules.records.fields import EVENT_LISTS
from socorg_rules.records.organization import Organization
from socorg_rules.records.vocabulary import CATEGORY
from tests.strategies.organizations import organization_records

MINIMAL: dict[str, Any] = {"level": "county", "division": "320612"}


def digest(**fields: object) -> str:
    return digest_of(Organization.model_validate({**MINIMAL, **fields}))


@given(organization_records(), st.randoms(use_true_random=False))
def test_the_order_of_fields_and_events_does_not_matter(record: dict[str, Any], source: random.Random) -> None:
    shuffled = {name: record[name] for name in source.sample(sorted(record), len(record))}
    for spec in EVENT_LISTS:
        if shuffled.get(spec.name):
            shuffled[spec.name] = source.sample(shuffled[spec.name], len(shuffled[spec.name]))
    one, other = (digest_of(Organization.model_validate(given)) for given in (record, shuffled))
    assert one == other


@given(organization_records())
def test_it_is_a_sha_256(record: dict[str, Any]) -> None:
    written = digest_of(Organization.model_validate(record))
    assert len(written) == 64
    assert int(written, 16) >= 0


SAME = [
    ({"registered_capital": "1000"}, {"注册资金": "1000.00"}),
    ({"registered_capital": 1000}, {"registered_capital": 1000.0}),
    ({"finances": [{"year": 2020, "total_income": "-0.00"}]}, {"finances": [{"year": 2020, "total_income": 0}]}),
    ({"form": "社团"}, {"form": "social_group"}),
    ({"categories": ["sports", "charity"]}, {"categories": ["公益慈善", "体育", "sports"]}),
    ({"name": ""}, {}),
    ({"penalties": None}, {}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_way_of_writing_does_not_matter(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert digest(**one) == digest(**other)


PENALTY = {"decided_on": "2020-01-01"}
DIFFERENT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"registered_capital": "1000"}, {"registered_capital": "1000.01"}),
    ({"penalties": []}, {}),
    ({"penalties": [PENALTY]}, {"penalties": [PENALTY, PENALTY]}),
    ({"registered_on": "2030-01-01"}, {"registered_on": "2030-01-02"}),
    ({"cross_region": False}, {"cross_region": True}),
    ({"name": "甲"}, {"name": "乙"}),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_the_content_does_matter(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert digest(**one) != digest(**other)


def test_the_digest_of_a_record_stays_the_same_for_ever() -> None:
    """Decisions of years ago name it: a change here breaks their replay."""
    record = {"registered_capital": "49999.99", "penalties": [{"kind": "fine", "decided_on": "2024-02-29"}]}
    canonical = (
        r'{"division":"320612","level":"county",'
        r'"penalties":["{\"decided_on\":\"2024-02-29\",\"kind\":\"fine\"}"],"registered_capital":4999999}'
    )
    assert digest(**record) == hashlib.sha256(canonical.encode()).hexdigest()


def test_sets_are_in_alphabetical_order() -> None:
    """Python's own order of a set of texts changes from one run to the next."""
    values = [term.value for term in CATEGORY.terms]
    listed = ",".join(f'"{value}"' for value in sorted(values))
    canonical = f'{{"categories":[{listed}],"division":"320612","level":"county"}}'
    assert digest(categories=values) == hashlib.sha256(canonical.encode()).hexdigest()
