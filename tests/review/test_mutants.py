"""The mutants of a ruleset: every line of law has its own, and each names its place."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from socorg_rules.review.mutants import Mutant
from tests.review.mutating import mutants_in, told, write
from tests.small_law import one_decision, rule, ruleset_text


def mutants(folder: Path, body: str, item: str | None = None, **head: str) -> list[Mutant]:
    write(folder, body, **head)
    return [mutant for mutant in mutants_in(folder) if item is None or mutant.item == item]


def parameter(values: str, type_name: str = "money") -> str:
    return f"""\
        parameters:
          limit:
            title: {{zh: 限额, en: limit}}
            type: {type_name}
            values: {values}
            cite: act art.2
        """


def test_a_mutant_names_file_line_item_and_what_changed(tmp_path: Path) -> None:
    body = one_decision(rule("rich", "outcome", when="registered_capital >= 30000"))
    found = mutants(tmp_path, body, "rich")
    line = ruleset_text(body).splitlines().index("    when: registered_capital >= 30000") + 1
    assert {(mutant.place.file, mutant.place.line) for mutant in found} == {
        ((tmp_path / "cn/test/1.0.0.yaml").as_posix(), line)
    }
    assert [(mutant.operator, told(mutant)) for mutant in found] == [
        ("comparison", "registered_capital >= 30000 → registered_capital > 30000"),
        ("number", "30000 → 29999.99"),
        ("number", "30000 → 30000.01"),
        ("condition", "registered_capital >= 30000 → None"),
    ]


def test_a_number_changes_by_the_smallest_step_of_what_it_counts(tmp_path: Path) -> None:
    when = "individual_members >= 50 and registered_capital > 0 and count(penalties) > 0"
    found = mutants(tmp_path, one_decision(rule("a", "outcome", when=when)), "a")
    assert [told(mutant) for mutant in found if mutant.operator == "number"] == [
        "50 → 49",
        "50 → 51",
        "0 → -0.01",
        "0 → 0.01",
        "0 → -1",
        "0 → 1",
    ]


def test_values_of_a_parameter_change_by_the_smallest_step_of_its_type(tmp_path: Path) -> None:
    steps = {
        ("money", "50000"): ["50000 → 49999.99", "50000 → 50000.01"],
        ("ratio", "0.7"): ["0.7 → 0.69999", "0.7 → 0.70001"],
        ("ratio", "1"): ["1 → 0.99999"],
        ("count", "0"): ["0 → 1"],
        ("year", "2018"): ["2018 → 2017", "2018 → 2019"],
        ("days", "30"): ["30 → 29", "30 → 31"],
        ("date", "2004-06-01"): ["2004-06-01 → 2004-05-31", "2004-06-01 → 2004-06-02"],
        ("duration", "P2Y"): ["P2Y → P1Y", "P2Y → P3Y"],
        ("set<form>", "[foundation, social_group]"): ["foundation → None", "social_group → None"],
        ("boolean", "true"): [],
    }
    for number, ((type_name, value), expected) in enumerate(steps.items()):
        body = one_decision(rule("a", "outcome"), extra=parameter(f"{{2000-01-01: {value}}}", type_name))
        found = mutants(tmp_path / str(number), body, "limit")
        assert [told(mutant) for mutant in found] == expected


def test_the_first_day_of_a_value_moves_where_a_rule_may_notice(tmp_path: Path) -> None:
    values = "{2000-01-01: 1, 2010-01-01: 2, 2010-01-02: 3}"
    body = one_decision(rule("a", "outcome", when="registered_capital >= limit"), extra=parameter(values))
    days = [told(mutant) for mutant in mutants(tmp_path, body, "limit") if mutant.operator == "date"]
    # Before 2000-01-01 no rule is in force, and no two values begin on one day.
    assert days == [
        "2000-01-01: → 2000-01-02:",
        "2010-01-01: → 2009-12-31:",
        "2010-01-02: → 2010-01-03:",
    ]


def test_a_parameter_that_is_asked_for_other_days_moves_in_all_directions(tmp_path: Path) -> None:
    when = "limit_on(registered_on) != null and registered_capital >= limit_on(registered_on)"
    body = one_decision(
        rule("a", "outcome", when=f"registered_on != null and {when}"), extra=parameter("{2000-01-01: 1}")
    )
    days = [told(mutant) for mutant in mutants(tmp_path, body, "limit") if mutant.operator == "date"]
    assert days == ["2000-01-01: → 1999-12-31:", "2000-01-01: → 2000-01-02:"]


def test_a_source_moves_where_a_rule_takes_its_days_from_it(tmp_path: Path) -> None:
    body = one_decision(rule("a", "outcome"))
    assert [told(mutant) for mutant in mutants(tmp_path / "one", body, "act")] == [
        "from: 2000-01-01 → from: 1999-12-31",
        "from: 2000-01-01 → from: 2000-01-02",
    ]
    body = one_decision(rule("a", "outcome", in_force="{from: 2001-01-01}"))
    assert mutants(tmp_path / "two", body, "act") == []
    assert [told(mutant) for mutant in mutants(tmp_path / "three", body, "a")] == [
        "from: 2001-01-01 → from: 2000-12-31",
        "from: 2001-01-01 → from: 2001-01-02",
    ]


def test_a_rule_is_changed_in_everything_it_says(tmp_path: Path) -> None:
    one = rule(
        "a",
        "outcome",
        for_each="p in penalties[amount >= 5]",
        when="p.amount < 10",
        since="p.decided_on",
        notes='[{zh: 注, en: note, when: "individual_members > 3"}]',
    )
    body = one_decision(one, rule("b", "outcome", when="individual_members > 2", exception_to="a"))
    found = [(mutant.item, mutant.operator, told(mutant)) for mutant in mutants(tmp_path, body)]
    expected = [
        ("a", "condition", "amount >= 5 → None"),
        ("a", "number", "5 → 5.01"),
        ("a", "comparison", "p.amount < 10 → p.amount <= 10"),
        ("a", "condition", "p.amount < 10 → None"),
        ("a", "since", 'p.decided_on → p.decided_on + @"P1D"'),
        ("a", "number", "3 → 4"),
        ("a", "condition", "individual_members > 3 → None"),
        ("b", "exception", "exception_to: a → None"),
    ]
    assert [each for each in expected if each not in found] == []


def test_an_exception_that_beats_nothing_is_no_finding_but_gone(tmp_path: Path) -> None:
    body = one_decision(
        rule("a", "outcome"),
        rule("b", "outcome"),
        rule("c", "outcome", when="individual_members > 2", exception_to="[a, b]"),
        rule("d", "outcome", when="individual_members > 2", exception_to="a"),
    )
    dropped = {
        mutant.was + " of " + mutant.item: mutant
        for mutant in mutants(tmp_path, body)
        if mutant.operator == "exception"
    }
    assert [rule.exception_to for rule in dropped["exception_to: a of c"].mutated.rules if rule.id == "c"] == [("b",)]
    assert "d" not in [rule.id for rule in dropped["exception_to: a of d"].mutated.rules]


def test_the_parts_of_a_decision_are_changed(tmp_path: Path) -> None:
    body = one_decision(
        rule("a", "outcome", when="individual_members > 2", then="1"),
        kind="answer",
        decision_keys="type: count\nscope: individual_members > 1\notherwise: 7",
    )
    found = [(mutant.operator, told(mutant)) for mutant in mutants(tmp_path, body, "outcome")]
    assert ("scope", "individual_members > 1 → None") in found
    assert ("number", "1 → 2") in found
    assert ("number", "7 → 8") in found


def test_each_cell_of_a_row_is_changed_and_omitted(tmp_path: Path) -> None:
    body = """\
        decisions:
          outcome: {title: {zh: 题目, en: title}, kind: answer, type: money}
        tables:
          - id: table
            decides: outcome
            title: {zh: 题目, en: title}
            cite: act art.1
            hit_policy: unique
            inputs: [level, individual_members]
            rows:
              - {id: row, level: '"county", "national"', individual_members: '>= 50', then: 30000}
        """
    of_row = mutants(tmp_path, body, "table.row")
    lines = ruleset_text(body).splitlines()
    assert all("{id: row" in lines[(mutant.place.line or 0) - 1] for mutant in of_row)
    assert [told(mutant) for mutant in of_row] == [
        'level in ("county", "national") → None',
        "individual_members in (>= 50) → None",
        '"county" → None',
        '"national" → None',
        ">= 50 → > 50",
        "50 → 49",
        "50 → 51",
        'level in ("county", "national") and individual_members in (>= 50) → None',
        "30000 → 29999.99",
        "30000 → 30000.01",
    ]


def test_an_overlay_of_a_parameter_is_changed_under_the_type_from_above(tmp_path: Path) -> None:
    write(
        tmp_path,
        one_decision(rule("a", "outcome", when="registered_capital >= limit"), extra=parameter("{2000-01-01: 5}")),
    )
    overlay = (
        "parameters:\n  limit: {direction: replaces, values: {2010-01-01: 7, 2020-01-01: inherit}, cite: local art.1}\n"
    )
    write(tmp_path, overlay, ruleset="cn/local", place="320000", source="local")
    found = [told(mutant) for mutant in mutants_in(tmp_path) if mutant.original.id == "cn/local"]
    assert found == [
        "2010-01-01: → 2009-12-31:",
        "2010-01-01: → 2010-01-02:",
        "7 → 6.99",
        "7 → 7.01",
        "2020-01-01: → 2019-12-31:",
        "2020-01-01: → 2020-01-02:",
    ]


def test_what_only_an_indicator_rests_on_is_left_alone(tmp_path: Path) -> None:
    definitions = """\
        definitions:
          counted: {is: individual_members > 10}
          decided: {is: individual_members > 20}
          shared: {is: individual_members > 30}
        indicators:
          large:
            title: {zh: 指标, en: indicator}
            counts: counted or shared
            basis: all
            target: {at_least: limit}
        """
    body = one_decision(
        rule("a", "outcome", when="decided or shared"),
        extra=dedent(parameter("{2000-01-01: 5}", "count")) + dedent(definitions),
    )
    items = {mutant.item for mutant in mutants(tmp_path, body)}
    assert items == {"act", "decided", "shared", "a"}


def test_a_definition_that_nothing_names_is_changed_all_the_same(tmp_path: Path) -> None:
    extra = "definitions:\n  idle:\n    is: individual_members > 10\n"
    assert mutants(tmp_path, one_decision(rule("a", "outcome"), extra=extra), "idle")
