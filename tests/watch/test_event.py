"""Events as they are written, and what is said of those that can't be."""

from __future__ import annotations

from datetime import date

import pytest

from socorg_rules.problems import Place
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from socorg_rules.records.reading import path_of
from socorg_rules.watch.event import DayPassed, WatchEvent, read_event
from socorg_rules.watch.vocabulary import EVENT_KINDS, kind_named

GOOD = {"id": "1", "organization": "A", "event": "penalty decided", "on": "2024-03-01", "facts": {"amount": 60000}}


def codes(**changes: object) -> list[tuple[str, str | None]]:
    data = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    _, problems = read_event(data, lambda location: Place(path=path_of(location)))
    return [(problem.code, problem.place.path) for problem in problems]


def read(**changes: object) -> object:
    event, problems = read_event({**GOOD, **changes}, lambda _: Place())
    assert problems == []
    return event


def test_every_date_of_the_record_is_a_kind_of_event_and_a_term_is_none() -> None:
    dates = {field.name for field in ORGANIZATION_FIELDS if field.kind == "date"}
    for spec in EVENT_LISTS:
        dates |= {f"{spec.name}.{field.name}" for field in spec.fields if field.kind == "date" and not field.is_term}
    assert dates == {kind.name for kind in EVENT_KINDS if kind.field is not None}


def test_no_spelling_means_two_kinds() -> None:
    assert [spelling for kind in EVENT_KINDS for spelling in kind.spellings if kind_named(spelling) is not kind] == []


@pytest.mark.parametrize(
    "written",
    ["penalties.decided_on", "行政处罚.处罚决定日期", "penalty decided", "penalty_decided", "Penalty Decided"],
)
def test_a_kind_has_its_name_in_both_languages_and_in_words(written: str) -> None:
    event = read(event=written)
    assert isinstance(event, WatchEvent)
    assert event.kind == "penalties.decided_on"


def test_chinese_names_give_the_same_event() -> None:
    chinese = {
        "编号": "1",
        "组织": "A",
        "事件": "行政处罚.处罚决定日期",
        "日期": "2024-03-01",
        "事实": {"处罚金额": 60000},
    }
    assert read_event(chinese, lambda _: Place())[0] == read()


def test_an_event_reads_back_from_its_own_line() -> None:
    event = read(facts={"kind": "罚款", "amount": "60000"}, entry="P1", corrects="0")
    assert isinstance(event, WatchEvent)
    assert WatchEvent.from_json(event.to_json()) == event


def test_a_day_that_passes_needs_nothing_else() -> None:
    assert read_event({"event": "day passed", "on": "2024-03-01"}, lambda _: Place()) == (
        DayPassed(date(2024, 3, 1)),
        [],
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": None}, [("E502", "id")]),
        ({"on": None}, [("E502", "on")]),
        ({"on": "2024-02-30"}, [("E506", "on")]),
        ({"organization": 7}, [("E504", "organization")]),
        ({"id": " "}, [("E504", "id")]),
        ({"event": "penalty decidet"}, [("E505", "event")]),
        ({"day": "2024-03-01"}, [("E501", "day")]),
        ({"日期": "2024-03-01"}, [("E503", "on")]),
        ({"withdraws": "0"}, [("E508", "withdraws")]),
        ({"event": "deregistered", "facts": None, "entry": "x"}, [("E508", "entry")]),
        ({"facts": []}, [("E507", "facts")]),
        ({"facts": {"decided_on": "2024-03-01"}}, [("E509", "facts.decided_on")]),
        ({"facts": {"amount": -1}}, [("E314", "facts.amount")]),
        ({"event": "report filed", "facts": {}}, [("E510", "facts")]),
        ({"id": None, "on": "x"}, [("E502", "id"), ("E506", "on")]),
    ],
)
def test_what_is_wrong_with_an_event_is_said_at_its_place(
    changes: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert codes(**changes) == expected


def test_what_is_no_object_is_no_event() -> None:
    assert [problem.code for problem in read_event([1], lambda _: Place())[1]] == ["E500"]
