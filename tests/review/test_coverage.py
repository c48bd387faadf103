"""Which rules the examples show: at work, at rest, or waiting for a fact."""

from __future__ import annotations

from pathlib import Path

from socorg_rules import Rulebook
from socorg_rules.problems import Problems
from socorg_rules.review.coverage import Coverage
from socorg_rules.review.example_runs import run_examples
from tests.review.mutating import example, write
from tests.small_law import one_decision, rule

RICH = one_decision(rule("rich", "outcome", when="registered_capital >= 30000"))


def seen(folder: Path) -> dict[str, str]:
    """How every rule of a folder was seen, in letters: fires, rests, waits."""
    rulebook = Rulebook.load(folder)
    coverage = Coverage(rulebook.rulesets)
    problems = Problems()
    for run in run_examples(rulebook, rulebook.rulesets, problems):
        coverage.add(sighting for example in run.runs if example.passed for sighting in example.sightings)
    assert not problems.errors
    return {
        covered.rule.id: "f" * covered.fires + "r" * covered.rests + "w" * covered.waits for covered in coverage.rules
    }


def test_a_rule_without_examples_is_not_seen(tmp_path: Path) -> None:
    assert seen(write(tmp_path, RICH)) == {"rich": ""}


def test_a_rule_fires_rests_or_waits_by_its_condition(tmp_path: Path) -> None:
    fires = example("outcome: satisfied", "{registered_capital: 30000}")
    rests = example("outcome: not_satisfied", "{registered_capital: 1}")
    waits = example("outcome: undetermined")
    assert seen(write(tmp_path / "1", RICH, fires)) == {"rich": "f"}
    assert seen(write(tmp_path / "2", RICH, rests)) == {"rich": "r"}
    assert seen(write(tmp_path / "3", RICH, waits)) == {"rich": "w"}
    assert seen(write(tmp_path / "4", RICH, fires, rests, waits)) == {"rich": "frw"}


def test_an_example_that_fails_shows_nothing(tmp_path: Path) -> None:
    assert seen(write(tmp_path, RICH, example("outcome: satisfied", "{registered_capital: 1}"))) == {"rich": ""}


def test_an_exception_fires_when_it_is_effective_and_the_rule_it_beats_rests(tmp_path: Path) -> None:
    body = one_decision(
        rule("rich", "outcome", when="registered_capital >= 30000"),
        rule("small", "outcome", when="individual_members < 5", exception_to="rich"),
    )
    given = "{registered_capital: 30000, individual_members: 4}"
    assert seen(write(tmp_path, body, example("outcome: not_satisfied", given))) == {"rich": "r", "small": "f"}


def test_a_requirement_fires_when_it_is_not_met(tmp_path: Path) -> None:
    body = one_decision(
        rule("members", "outcome", requires="individual_members >= 5"),
        rule("capital", "outcome", when="individual_members >= 1", requires="registered_capital >= 3"),
        kind="requirements",
    )
    unmet = example("outcome: not_satisfied", "{individual_members: 4, registered_capital: 2}")
    met = example("outcome: satisfied", "{individual_members: 5, registered_capital: 3}")
    unknown = example("outcome: undetermined", "{registered_capital: 3}")
    not_asked = example("outcome: not_satisfied", "{individual_members: 0}")
    assert seen(write(tmp_path / "1", body, unmet)) == {"members": "f", "capital": "f"}
    assert seen(write(tmp_path / "2", body, met)) == {"members": "r", "capital": "r"}
    assert seen(write(tmp_path / "3", body, unknown)) == {"members": "w", "capital": "r"}
    assert seen(write(tmp_path / "4", body, not_asked)) == {"members": "f", "capital": "r"}


def test_outside_the_scope_of_its_decision_a_rule_is_not_seen(tmp_path: Path) -> None:
    body = one_decision(
        rule("rich", "outcome", when="registered_capital >= 30000"), decision_keys="scope: registered_on != null"
    )
    assert seen(write(tmp_path, body, example("outcome: not_applicable", "{registered_capital: 1}"))) == {"rich": ""}


def test_a_decision_that_only_runs_on_the_way_is_not_seen(tmp_path: Path) -> None:
    body = RICH.replace("rules:", "  other:\n    title: {zh: 他, en: other}\n    kind: findings\nrules:")
    on_the_way = rule("on-the-way", "other", when="outcome != null and outcome")
    body += "\n".join(f"  {line}" for line in on_the_way.splitlines()) + "\n"
    write(tmp_path, body, example("other: satisfied", "{registered_capital: 30000}"))
    assert seen(tmp_path) == {"rich": "", "on-the-way": "f"}


def test_a_rule_whose_time_has_passed_is_seen_by_an_example_of_its_time(tmp_path: Path) -> None:
    body = one_decision(
        rule("old", "outcome", when="registered_capital >= 5", in_force="{until: 2009-12-31}"),
        rule("new", "outcome", when="registered_capital >= 7", in_force="{from: 2010-01-01}"),
    )
    write(
        tmp_path,
        body,
        example("outcome: satisfied", "{registered_capital: 5}", "2009-12-31"),
        example("outcome: not_satisfied", "{registered_capital: 6}", "2010-01-01"),
    )
    assert seen(tmp_path) == {"old": "f", "new": "r"}


def test_the_rule_of_a_place_is_another_than_the_one_it_replaces(tmp_path: Path) -> None:
    write(tmp_path, RICH, example("outcome: satisfied", "{registered_capital: 30000}"))
    local = "rules:\n" + "\n".join(
        f"  {line}"
        for line in rule(
            "rich", "outcome", when="registered_capital >= 5", cite="local art.1", direction="tightens"
        ).splitlines()
    )
    write(
        tmp_path,
        local + "\n",
        example("outcome: not_satisfied", '{division: "320000", registered_capital: 4}'),
        ruleset="cn/local",
        place="320000",
        source="local",
    )
    rulebook = Rulebook.load(tmp_path)
    coverage = Coverage(rulebook.rulesets)
    for run in run_examples(rulebook, rulebook.rulesets, Problems()):
        coverage.add(sighting for example in run.runs for sighting in example.sightings)
    assert [(covered.fires, covered.rests) for covered in coverage.rules] == [(False, True), (True, False)]


def test_a_rule_without_any_condition_need_not_rest(tmp_path: Path) -> None:
    body = one_decision(
        rule("always", "outcome", then="1"), kind="answer", decision_keys="type: count\nscope: registered_on != null"
    )
    write(tmp_path, body, example("outcome: {value: 1}", "{registered_on: 2020-01-01}"))
    coverage = Coverage(Rulebook.load(tmp_path).rulesets)
    assert coverage.can_rest == ()
    assert [covered.rule.id for covered in coverage.incomplete] == ["always"]
    rulebook = Rulebook.load(tmp_path)
    for run in run_examples(rulebook, rulebook.rulesets, Problems()):
        coverage.add(sighting for example in run.runs for sighting in example.sightings)
    assert [covered.rule.id for covered in coverage.incomplete] == []
