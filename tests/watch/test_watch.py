"""What a watch tells, in single cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from socorg_rules import ProblemsError, UsageError, Watch
from socorg_rules.watch.told import Change, Notice
from tests.watch.small_law import small_law

STATED = {
    "id": "1",
    "organization": "A",
    "event": "stated",
    "on": "2024-01-10",
    "facts": {"level": "county", "division": "320612", "registered_on": "2020-01-01", "penalties": []},
}
FINED = {
    "id": "2",
    "organization": "A",
    "event": "penalty decided",
    "on": "2024-01-20",
    "entry": "P",
    "facts": {"amount": 60000},
}


def sanctioned(watch: Watch, after: int = 0) -> list[Change]:
    return [told for told in watch.changes(after=after) if isinstance(told, Change) and told.decision == "sanctioned"]


def notices(watch: Watch) -> list[tuple[str, str]]:
    return [(told.event, told.kind) for told in watch.changes() if isinstance(told, Notice)]


def codes(error: ProblemsError) -> list[str]:
    return [problem.code for problem in error.problems]


def test_a_change_says_what_and_why_by_which_article_and_since_which_day() -> None:
    with Watch(small_law()) as watch:
        watch.take(STATED)
        watch.take(FINED)
        watch.advance(to=date(2024, 1, 25))
        first, second = sanctioned(watch)
    assert (first.day, first.before["outcome"], first.after["outcome"]) == (
        date(2024, 1, 10),
        "not_applicable",
        "not_satisfied",
    )
    assert (second.day, second.cause, second.events, second.rewrites_past) == (
        date(2024, 1, 20),
        "event",
        ("2",),
        False,
    )
    [ground] = second.after["grounds"]
    assert (ground["rule"], ground["since"]) == ("large-fine", "2024-01-20")
    assert "Some Act, Art. 2" in ground["citations"][0]["en"]


def test_time_alone_brings_a_change() -> None:
    with Watch(small_law()) as watch:
        watch.take(STATED)
        watch.take(FINED)
        watch.advance(to=date(2024, 2, 20))
        known = watch.last_number
        watch.advance(to=date(2024, 2, 21))
        [change] = sanctioned(watch, after=known)
    assert (change.day, change.cause, change.events) == (date(2024, 2, 21), "time", ())
    assert {ground["rule"] for ground in change.after["grounds"]} == {"large-fine", "not-performed"}


def test_an_event_of_an_earlier_day_rewrites_the_past() -> None:
    with Watch(small_law()) as watch:
        watch.take(STATED)
        watch.advance(to=date(2024, 3, 15))
        known = watch.last_number
        watch.take(FINED)
        changes = sanctioned(watch, after=known)
    assert [(change.day, change.until, change.found_on) for change in changes] == [
        (date(2024, 1, 20), date(2024, 2, 20), date(2024, 3, 15)),
        (date(2024, 2, 21), None, date(2024, 3, 15)),
    ]
    assert all(change.rewrites_past for change in changes)


def test_days_that_run_are_no_change() -> None:
    with Watch(small_law()) as watch:
        watch.take({**STATED, "facts": {**STATED["facts"], "annual_reports": []}})  # type: ignore[dict-item]
        watch.advance(to=date(2024, 12, 31))
        late = [told for told in watch.changes() if isinstance(told, Change) and told.decision == "report_late"]
    assert [(change.day, change.after["value"]) for change in late] == [
        (date(2024, 1, 10), None),
        (date(2024, 3, 2), 1),
    ]


def test_what_needs_to_be_known_about_an_event_is_told() -> None:
    with Watch(small_law()) as watch:
        watch.take({"id": "0", "organization": "A", "event": "registered", "on": "2020-01-01"})
        watch.take({"id": "3", "organization": "A", "event": "penalty performed", "on": "2024-02-01", "entry": "P"})
        watch.take({"id": "4", "organization": "A", "event": "withdrawn", "withdraws": "9"})
        watch.take({"id": "0", "organization": "A", "event": "registered", "on": "2020-01-01"})
        assert notices(watch) == [
            ("0", "undecidable"),
            ("3", "incomplete_entry"),
            ("4", "unknown_event"),
            ("0", "duplicate"),
        ]


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ({**FINED, "on": "2024-01-21"}, "E511"),
        ({**FINED, "id": "3", "organization": "B", "corrects": "2"}, "E512"),
        ({**FINED, "id": "2b", "corrects": "2b"}, "E514"),
        ({"event": "day passed", "on": "2024-01-01"}, "E515"),
    ],
)
def test_an_event_that_can_not_be_is_refused_and_changes_nothing(event: dict[str, object], code: str) -> None:
    with Watch(small_law()) as watch:
        watch.take(STATED)
        watch.take(FINED)
        watch.advance(to=date(2024, 1, 25))
        known, said = watch.last_number, watch.said("A")
        with pytest.raises(ProblemsError) as refused:
            watch.take(event)
        assert codes(refused.value) == [code]
        assert (watch.last_number, watch.said("A")) == (known, said)


def test_a_batch_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with Watch(small_law(), state=tmp_path / "watch.db") as watch:
        watch.take(STATED)
        watch.advance(to=date(2024, 1, 25))
        known = watch.last_number
        with pytest.raises(RuntimeError), watch.batch():
            watch.take(FINED)
            raise RuntimeError("a power cut")
        watch.advance(to=date(2024, 1, 26))
        assert watch.last_number == known
    with Watch(small_law(), state=tmp_path / "watch.db") as watch:
        record = watch.record("A")
        assert record is not None
        assert record.penalties == ()
        assert len(list(watch.lines())) == known


def test_more_events_than_a_list_may_hold_are_refused() -> None:
    facts = {"level": "county", "division": "320612", "mailings": [{"sent_on": "2024-01-10"}] * 9_998}
    with Watch(small_law()) as watch:
        watch.take({**STATED, "facts": facts})
        watch.take(FINED)
        with pytest.raises(ProblemsError) as refused:
            watch.take({**FINED, "id": "3"})
    assert codes(refused.value) == ["E516"]


def test_a_state_belongs_to_one_watch_at_a_time(tmp_path: Path) -> None:
    with Watch(small_law(), state=tmp_path / "watch.db"), pytest.raises(ProblemsError) as refused:
        Watch(small_law(), state=tmp_path / "watch.db")
    assert codes(refused.value) == ["E520"]


def test_what_is_no_state_is_refused(tmp_path: Path) -> None:
    (tmp_path / "watch.db").write_text("no database " * 200)
    with pytest.raises(ProblemsError) as refused:
        Watch(small_law(), state=tmp_path / "watch.db")
    assert codes(refused.value) == ["E520"]


def test_other_questions_are_answered_anew_on_the_last_day(tmp_path: Path) -> None:
    with Watch(small_law(), state=tmp_path / "watch.db", only=("capital_met",)) as watch:
        watch.take(STATED)
        watch.take(FINED)
        watch.advance(to=date(2024, 1, 25))
        assert sanctioned(watch) == []
    with Watch(small_law(), state=tmp_path / "watch.db") as watch:
        assert "sanctioned" in watch.said("A")
        [change] = sanctioned(watch)
    assert (change.day, change.cause) == (date(2024, 1, 25), "rulesets")


def test_a_state_in_another_database_tells_the_same(tmp_path: Path) -> None:
    told = []
    for state in (":memory:", f"sqlite:///{tmp_path / 'watch.db'}"):
        with Watch(small_law(), state=state) as watch:
            watch.take(STATED)
            watch.take(FINED)
            watch.advance(to=date(2024, 3, 15))
            told.append(list(watch.lines()))
    assert told[0] == told[1]


def test_delivered_changes_are_gone_and_the_others_stay(tmp_path: Path) -> None:
    with Watch(small_law(), state=tmp_path / "watch.db") as watch:
        watch.take(STATED)
        watch.advance(to=date(2024, 1, 25))
        watch.delivered(through=2)
        last = watch.last_number
    with Watch(small_law(), state=tmp_path / "watch.db") as watch:
        assert [number for number, _ in watch.lines()] == list(range(3, last + 1))


def test_a_decision_that_there_is_not_can_not_be_watched() -> None:
    with pytest.raises(UsageError):
        Watch(small_law(), only=("no_such_decision",))
