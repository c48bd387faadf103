"""What came out alike is told without the reference engine, and what did not is not mistaken for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from socorg_rules import Evaluation, Organization, Rulebook
from socorg_rules.engines.compiled.looking import MOST_EVENTS
from socorg_rules.explaining import setting
from socorg_rules.explaining.templates import Part
from tests.explaining.told_anew import differences, looked_closer
from tests.small_law import TITLE, body, library_of, one_decision, rule, ruleset_text

AS_OF = date(2026, 6, 15)


class Office:
    """Explains what one rule says of records, one after the other."""

    def __init__(self, *rules: str, extra: str = "", **keys: str) -> None:
        written = rules or (rule("a", "outcome", **keys),)
        self._rulebook = Rulebook(library_of(ruleset_text(one_decision(*written, extra=extra))))

    def told(self, **facts: Any) -> Evaluation:
        """A record, explained; the text is what it is told anew."""
        organization = Organization.model_validate({"level": "county", "division": "110105", **facts})
        evaluation = self._rulebook.evaluate(organization, as_of=AS_OF)
        evaluation.explain("zh")
        was_looked_at = looked_closer(evaluation)
        assert differences(evaluation, ("zh",)) == []
        again = self._rulebook.evaluate(organization, as_of=AS_OF)
        again.explain("zh")
        assert not looked_closer(again) or was_looked_at
        return evaluation if was_looked_at else again


def fine(amount: str, day: int = 2) -> dict[str, str]:
    return {"kind": "fine", "amount": amount, "decided_on": f"2023-01-{day:02}"}


def test_other_values_that_come_out_alike_are_told_without_the_reference_engine() -> None:
    office = Office(when="registered_capital < 30000 and registered_on != null and registered_on > date(2020, 1, 1)")
    assert looked_closer(office.told(registered_capital="5", registered_on="2021-03-04"))
    other = office.told(registered_capital="29999.99", registered_on="2022-05-06")
    assert not looked_closer(other)
    assert "29,999.99" in other.explain("zh")
    assert "2022-05-06" in other.explain("zh")


@pytest.mark.parametrize(
    "facts",
    [
        {"registered_capital": "30000", "filed_on": "2021-03-04"},
        {"registered_capital": "5"},
        {"filed_on": "2021-03-04"},
    ],
)
def test_what_comes_out_otherwise_is_looked_at_closer(facts: dict[str, str]) -> None:
    office = Office(when="registered_capital < 30000 and filed_on != null")
    office.told(registered_capital="5", filed_on="2021-03-04")
    assert looked_closer(office.told(**facts))


def test_a_value_that_the_condition_names_itself_is_not_told_again() -> None:
    office = Office(
        when="registered_on != null and registered_on <= date(2020, 12, 31) and registered_on <= @'2020-12-31'".replace(
            "'", '"'
        )
    )
    assert "为 2019-01-01" in office.told(registered_on="2019-01-01").explain("zh")
    assert "为 2020-12-31" in office.told(registered_on="2020-12-31").explain("zh")


def test_each_event_is_told_with_its_own_values() -> None:
    office = Office(when="'some p in penalties satisfies p.amount > 4'")
    assert looked_closer(office.told(penalties=[fine("5"), fine("3")]))
    other = office.told(penalties=[fine("7"), fine("2")])
    assert not looked_closer(other)


def test_equal_members_of_a_rule_are_told_once_and_others_each() -> None:
    office = Office(for_each="p in penalties", when="p.amount > 4")
    office.told(penalties=[fine("5", 2), fine("6", 3)])
    alike = office.told(penalties=[fine("5", 4), fine("5", 5)])
    assert not looked_closer(alike)
    assert alike.explain("zh").count("5.00") == 1
    assert not looked_closer(office.told(penalties=[fine("8", 2), fine("9", 3), fine("7", 4)]))


def test_a_list_nobody_handed_in_is_told_apart_from_an_empty_one() -> None:
    office = Office(when="'some p in penalties satisfies p.amount > 4'")
    assert looked_closer(office.told(penalties=[]))
    assert looked_closer(office.told())
    assert not looked_closer(office.told(penalties=[]))


def test_more_events_than_are_looked_at_are_told_anew() -> None:
    office = Office(when="'some p in penalties satisfies p.amount > 4'")
    many = [fine("9", day) for day in range(1, MOST_EVENTS + 2)]
    office.told(penalties=many)
    assert looked_closer(office.told(penalties=many))


def test_a_definition_told_of_one_rule_is_referred_to_in_the_next() -> None:
    extra = "definitions:\n  poor:\n    is: registered_capital < 30000\n"
    rules = (rule("a", "outcome", when="poor"), rule("b", "outcome", when="poor and overseas"))
    office = Office(*rules, extra=extra)
    office.told(registered_capital="5", overseas=True)
    both = office.told(registered_capital="7", overseas=True).explain("zh")
    assert both.count("见上文") == 1
    assert "见上文" not in office.told(registered_capital="7", overseas=False).explain("zh")


def test_shapes_are_forgotten_and_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "_KEPT", 1)
    office = Office(when="registered_capital < 30000")
    for capital in ("5", "50000", "7", "60000"):
        assert looked_closer(office.told(registered_capital=capital))


def test_days_have_their_own_texts() -> None:
    rulebook = Rulebook(
        library_of(ruleset_text(one_decision(rule("a", "outcome", when="as_of > @'2026-06-15'".replace("'", '"')))))
    )
    organization = Organization.model_validate({"level": "county", "division": "110105"})
    for as_of in (AS_OF, AS_OF + timedelta(days=1)):
        assert differences(rulebook.evaluate(organization, as_of=as_of)) == []


def test_the_values_of_a_member_keep_their_places() -> None:
    part = Part(number=1, own=2, start=4, end=6, rest=8)
    values = list("abcdefghij")
    assert part.of(values) == list("abefij")
    assert [None if part.place(place) is None else part.of(values)[part.place(place)] for place in range(10)] == [  # type: ignore[index]
        "a",
        "b",
        None,
        None,
        "e",
        "f",
        None,
        None,
        "i",
        "j",
    ]


def test_caveats_are_those_of_the_rules_behind_a_decision_that_a_rule_asks_for() -> None:
    checked = "in_force: {from: 2000-01-01}\n    checked: {on: 2020-01-01, how: opening_read}\n"
    sources = "".join(f"  {name}:\n    title: {{zh: {name}法, en: {name}}}\n    {checked}" for name in ("one", "two"))
    decisions = "".join(f"{name}: {{title: {TITLE}, kind: findings}}\n" for name in ("first", "outcome"))
    rules = [
        rule("a", "first", when="registered_capital < 30000", cite="one art.1"),
        rule("b", "first", when="registered_capital > 60000", cite="two art.1"),
        rule("c", "outcome", when="first != null and first", cite="act art.1"),
    ]
    act = "sources:\n  act:\n    title: {zh: 某条例, en: Some Act}\n    in_force: {from: 2000-01-01}\n"
    act += "    checked: {on: 2020-01-01, how: text_read}\n"
    written = ruleset_text(body(decisions=decisions, rules=rules, extra=act + sources), source=None)
    rulebook = Rulebook(library_of(written))
    for capital, expected in (("5", "one法"), ("70000", "two法"), ("6", "one法"), ("80000", "two法")):
        organization = Organization.model_validate(
            {"level": "county", "division": "110105", "registered_capital": capital}
        )
        evaluation = rulebook.evaluate(organization, as_of=AS_OF, only=["outcome"])
        assert expected in evaluation.explain("zh")
        assert differences(evaluation) == []


def test_what_waits_for_a_whole_list_is_not_mistaken_for_what_waits_for_a_field() -> None:
    extra = "definitions:\n  total:\n    is: sum(penalties.amount)\n"
    rules = (
        rule("a", "outcome", when="total != null and total > 5"),
        rule("b", "outcome", when="registered_capital < 5"),
        rule("c", "outcome", when="'some m in mailings satisfies m.signed_for'"),
    )
    office = Office(*rules, extra=extra)
    whole_list = office.told(mailings=[]).explain("zh")
    field = office.told(penalties=[{"decided_on": "2020-01-01"}], registered_capital="7").explain("zh")
    assert ("total" in whole_list, "total" in field) == (False, True)


def test_a_year_is_told_with_the_value_of_that_year() -> None:
    extra = (
        "parameters:\n  limit:\n    title: {zh: 限额, en: limit}\n    type: money\n"
        "    values: {2010-01-01: 10, 2020-01-01: 20}\n    cite: act art.1\n"
    )
    some_year = "some y in 2015..as_of.year satisfies registered_on.year = y and limit != null and limit > 5"
    some_year = some_year.replace("limit", "limit_on(date(y, 1, 1))")
    when = f"registered_on != null and ({some_year})"
    office = Office(extra=extra, when=f"'{when}'")
    assert "10.00" in office.told(registered_on="2018-03-04").explain("zh")
    assert "20.00" in office.told(registered_on="2022-03-04").explain("zh")
