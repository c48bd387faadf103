"""The example of a stream of events: all of them are taken in, and this is what the watch tells."""

from __future__ import annotations

import json

import pytest

from scripts.write_examples import EXAMPLES
from socorg_rules import Rulebook, Watch

ASSOCIATION, AGENCY = "区书画协会", "区阳光养老服务中心"
NOT_FILED, SANCTION = "social-group-report-not-filed", "small-sanction"

LISTING = [
    ("2022-01-10", None, []),
    # The report of 2022 did not come in time, it seems.
    ("2023-06-01", None, [NOT_FILED]),
    ("2023-10-16", None, [SANCTION, NOT_FILED]),
    # By now it is on the list.
    ("2023-11-20", None, []),
    # It turns out in January that the report did come, first late and then in time, and that there was no warning.
    ("2023-06-25", "2023-10-15", []),
    ("2023-10-16", "2023-11-19", [SANCTION]),
    ("2023-06-01", "2023-06-24", []),
    ("2023-10-16", "2023-11-19", []),
    # Late once more, and missing in the end.
    ("2025-06-01", None, [NOT_FILED]),
    ("2025-06-11", None, []),
    ("2026-06-01", None, [NOT_FILED]),
]


@pytest.fixture(scope="module")
def told() -> list[dict[str, object]]:
    with Watch(Rulebook.bundled(), only=["anomaly_listing", "inspection_simplified"]) as watch:
        for line in (EXAMPLES / "events.jsonl").read_text(encoding="utf-8").splitlines():
            watch.take(json.loads(line))
        return [told.as_dict() for told in watch.changes()]


def changes(told: list[dict[str, object]], organization: str, decision: str) -> list[tuple[object, object, list[str]]]:
    return [
        (each["day"], each["until"], [ground["rule"] for ground in each["after"]["grounds"]])  # type: ignore[index]
        for each in told
        if each["type"] == "change" and (each["organization"], each["decision"]) == (organization, decision)
    ]


def test_the_listing_of_the_association(told: list[dict[str, object]]) -> None:
    assert changes(told, ASSOCIATION, "anomaly_listing") == LISTING


def test_the_agency_gets_its_grade(told: list[dict[str, object]]) -> None:
    days = [day for day, _, _ in changes(told, AGENCY, "inspection_simplified")]
    assert days == ["2022-02-20", "2022-12-05", "2026-03-01"]


def test_an_event_that_comes_twice_is_noticed(told: list[dict[str, object]]) -> None:
    notices = [each for each in told if each["type"] == "notice"]
    assert [(notice["kind"], notice["event"]) for notice in notices] == [("duplicate", "2024-001")]
