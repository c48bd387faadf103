"""Which conditions are told of a trace, and with which values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from socorg_rules.decisions.conditions import Line, Telling
from socorg_rules.decisions.outcome import DecisionValue
from socorg_rules.decisions.trace import Connective, Step
from socorg_rules.problems import Text


@dataclass(frozen=True)
class Told:
    """A step whose parts are all there."""

    text: Text
    value: DecisionValue
    settled: bool
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    connective: Connective = ""

    @property
    def holds(self) -> bool | None:
        return self.value is True if self.settled else None

    def waits_for(self) -> Iterator[str]:
        return iter(self.missing)

    @property
    def deciding(self) -> tuple[Step, ...]:
        return tuple(part for part in self.steps if part.holds is self.holds)

    @property
    def members(self) -> int:
        return len(self.steps)

    @property
    def has_steps(self) -> bool:
        return bool(self.steps)


def fact(name: str, value: DecisionValue) -> Step:
    return Told(Text(name, name), value, settled=True)


def unknown(name: str) -> Step:
    return Told(Text(name, name), None, settled=False, missing=(name,))


def condition(text: str, holds: bool | None, *facts: Step, connective: Connective = "") -> Step:
    missing = tuple(path for part in facts for path in part.missing)
    return Told(Text(text, text), holds, holds is not None, missing, facts, connective)


def told(step: Step) -> list[str]:
    return list(_lines(Telling("en").lines(step), ""))


def _lines(lines: tuple[Line, ...], indent: str) -> list[str]:
    marks = {True: "+", False: "-", None: "?"}
    return [
        text
        for line in lines
        for text in (f"{indent}{marks[line.holds]} {line.text}", *_lines(line.inside, indent + "  "))
    ]


ENOUGH = condition("members >= 50", True, fact("members", 60))
TOO_FEW = condition("units >= 30", False, fact("units", 2))
OPEN = condition("fund >= 5", None, unknown("fund"))


def test_a_comparison_is_told_with_the_values_found() -> None:
    assert told(TOO_FEW) == ["- units >= 30 (units: 2)"]
    assert told(OPEN) == ["? fund >= 5 (fund: unknown)"]


def test_a_value_that_the_comparison_names_is_not_repeated() -> None:
    assert told(condition("units = 2", True, fact("units", 2))) == ["+ units = 2"]


def test_of_an_and_only_the_parts_that_decided_are_told() -> None:
    assert told(condition("…", False, ENOUGH, TOO_FEW, OPEN, connective="and")) == ["- units >= 30 (units: 2)"]
    assert told(condition("…", None, ENOUGH, OPEN, connective="and")) == ["? fund >= 5 (fund: unknown)"]
    assert told(condition("…", True, ENOUGH, connective="and")) == ["+ members >= 50 (members: 60)"]


def test_of_an_or_that_holds_only_the_parts_that_hold_are_told() -> None:
    assert told(condition("…", True, ENOUGH, TOO_FEW, connective="or")) == ["+ members >= 50 (members: 60)"]


def test_an_or_that_fails_is_told_with_all_its_parts() -> None:
    other = condition("staff > 0", False, fact("staff", 0))
    assert told(condition("…", False, TOO_FEW, other, connective="or")) == [
        "- none of these holds:",
        "  - units >= 30 (units: 2)",
        "  - staff > 0",
    ]


def test_an_open_or_is_told_with_what_failed_and_what_is_open() -> None:
    assert told(condition("…", None, TOO_FEW, OPEN, connective="or")) == [
        "? none of these surely holds:",
        "  - units >= 30 (units: 2)",
        "  ? fund >= 5 (fund: unknown)",
    ]


def test_what_is_absent_is_told_once_and_not_that_it_cannot_be_compared() -> None:
    guard = condition("rating != null", False, fact("rating", None))
    compared = condition("rating >= 4", False, fact("rating", None))
    assert told(condition("…", False, guard, compared, connective="and")) == ["- rating != none"]


def test_a_comparison_with_nothing_is_told_where_it_stands_alone() -> None:
    compared = condition("rating >= 4", False, fact("rating", None))
    assert told(condition("…", False, ENOUGH, compared, connective="and")) == ["- rating >= 4 (rating: none)"]


def test_of_an_if_the_branch_taken_is_told_or_the_open_condition() -> None:
    # The condition, the branch taken, and the other one only where that has been looked at.
    assert told(condition("…", False, ENOUGH, TOO_FEW, connective="if")) == ["- units >= 30 (units: 2)"]
    assert told(condition("…", None, TOO_FEW, OPEN, ENOUGH, connective="if")) == ["? fund >= 5 (fund: unknown)"]
    assert told(condition("…", None, OPEN, ENOUGH, TOO_FEW, connective="if")) == ["? fund >= 5 (fund: unknown)"]


def test_a_name_is_told_with_its_value_and_what_it_stands_for() -> None:
    assert told(condition("standing", False)) == ["- standing: no"]
    assert told(condition("standing", False, condition("…", False, ENOUGH, TOO_FEW, connective="and"))) == [
        "- standing: no",
        "  - units >= 30 (units: 2)",
    ]


def test_a_negation_is_told_with_what_holds_inside_it() -> None:
    both = condition("a and b", True, ENOUGH, connective="and")
    assert told(condition("not(a and b)", False, both, connective="not")) == [
        "- not(a and b)",
        "  + members >= 50 (members: 60)",
    ]
    assert told(condition("not(barred)", True, fact("barred", False), connective="not")) == [
        "+ not(barred) (barred: no)"
    ]


def test_a_definition_that_is_denied_is_told_with_its_own_conditions() -> None:
    barred = condition("barred", True, condition("…", True, ENOUGH, connective="and"))
    assert told(condition("not(barred)", False, barred, connective="not")) == [
        "- not(barred)",
        "  + members >= 50 (members: 60)",
    ]


def test_of_a_list_without_members_that_is_told() -> None:
    nothing = condition("some p in penalties satisfies p.amount > 5", False, connective="some")
    assert told(nothing) == ["- some p in penalties satisfies amount > 5 (there is no such entry)"]
    assert told(condition("not(some p in penalties satisfies p.amount > 5)", True, nothing, connective="not")) == [
        "+ not(some p in penalties satisfies amount > 5) (there is no such entry)"
    ]


def member(amount: int, holds: bool) -> Step:
    return condition("p.amount > 5", holds, fact("p.amount", amount))


def test_the_one_member_that_decided_is_told() -> None:
    some = condition(
        "some p in penalties satisfies p.amount > 5", True, member(9, True), member(1, False), connective="some"
    )
    assert told(some) == ["+ some p in penalties satisfies amount > 5", "  + amount > 5 (amount: 9)"]


def test_several_members_are_told_one_by_one() -> None:
    some = condition(
        "some p in penalties satisfies p.amount > 5", False, member(1, False), member(2, False), connective="some"
    )
    assert told(some) == [
        "- some p in penalties satisfies amount > 5",
        "  - entry 1",
        "    - amount > 5 (amount: 1)",
        "  - entry 2",
        "    - amount > 5 (amount: 2)",
    ]


def test_many_members_are_counted() -> None:
    members = tuple(member(amount, False) for amount in range(4))
    some = condition("some p in penalties satisfies p.amount > 5", False, *members, connective="some")
    assert told(some) == ["- some p in penalties satisfies amount > 5 (4 entries)"]


@dataclass(frozen=True)
class Walked(Told):
    """Somebody walked over so many members that nobody wants to see them."""

    @property
    def members(self) -> int:
        return 28

    @property
    def has_steps(self) -> bool:
        raise AssertionError("nobody needs to know")


def test_of_many_members_that_all_failed_none_is_looked_at() -> None:
    text = "some y in 1998..2025 satisfies y > 2030"
    some = Walked(Text(text, text), False, settled=True, steps=(OPEN,), connective="some")
    assert told(some) == [f"- {text} (28 entries)"]


def test_a_count_is_told_with_the_number_found() -> None:
    text = "count(penalties[amount > 5]) >= 2"
    counted = condition(text, False, fact("count(penalties[amount > 5])", 1), fact("large_fine", 7))
    assert told(counted) == [f"- {text} (found: 1)"]


def test_a_long_expression_is_cut() -> None:
    [line] = told(condition("a > " + "b + " * 60 + "c", False))
    assert len(line) < 140
    assert line.endswith("……")


def test_a_rule_without_a_condition_tells_none() -> None:
    assert told(condition("true", True)) == []
    assert told(condition("null", True)) == []
