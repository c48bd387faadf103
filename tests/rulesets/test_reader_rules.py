"""Reading rules and tables."""

from __future__ import annotations

from datetime import date

import pytest

from socorg_rules.feel.syntax import And, In, Name, Not, Span, StringLiteral, ValueTest, children
from socorg_rules.problems import Text
from socorg_rules.rulesets.model import ALWAYS, Checked, Period, Rule, Ruleset
from tests.rulesets.reading import codes_in, problems_in, read, spots_in, with_rule, with_table


def _rule(*lines: str) -> Rule:
    (rule,) = read(with_rule(*lines)).rules
    return rule


# Rules.


def test_a_rule_that_says_nothing_more_holds_always_under_its_own_name() -> None:
    rule = _rule()
    assert (rule.id, rule.decides, rule.label) == ("late-report", "listing", "late-report")
    assert rule.title == Text("迟报", "late report")
    assert [(citation.source, citation.article, citation.item) for citation in rule.cites] == [("mca-60", "11", "1")]
    assert rule.in_force == ALWAYS
    assert (rule.when, rule.requires, rule.then, rule.since, rule.for_each) == (None,) * 5
    assert (rule.groups, rule.exception_to, rule.notes) == ((), (), ())
    assert (rule.table, rule.direction, rule.checked) == (None, None, None)


def test_a_rule_is_read_whole() -> None:
    rule = _rule(
        "in_force: {until: 2026-02-28}",
        "group: [small, listed]",
        "exception_to: [other-rule, minimum-capital.foundation]",
        "for_each: later in penalties",
        "when: later.amount >= 50000",
        "since: later.decided_on",
        'label: "5"',
        "checked: inferred",
        "direction: tightens",
        "notes:",
        "  - {zh: 甲, en: a, when: overseas}",
        "  - {zh: 乙, en: b}",
    )
    assert rule.in_force == Period(None, date(2026, 2, 28))
    assert rule.groups == ("small", "listed")
    assert rule.exception_to == ("other-rule", "minimum-capital.foundation")
    assert rule.for_each is not None
    assert (rule.for_each.variable, rule.for_each.domain) == ("later", Name("penalties"))
    assert rule.when is not None
    assert rule.since is not None
    assert (rule.when.text, rule.since.text) == ("later.amount >= 50000", "later.decided_on")
    assert (rule.label, rule.checked, rule.direction) == ("5", Checked.INFERRED, "tightens")
    first, second = rule.notes
    assert (first.text, first.when and first.when.text) == (Text("甲", "a"), "overseas")
    assert (second.text, second.when) == (Text("乙", "b"), None)


def test_one_group_and_one_exception_need_no_list() -> None:
    rule = _rule("group: small", "exception_to: other-rule")
    assert (rule.groups, rule.exception_to) == (("small",), ("other-rule",))


def test_requires_and_then_are_expressions() -> None:
    rule = _rule('requires: premises != "none"', "then: 0")
    assert rule.requires is not None
    assert rule.then is not None
    assert (rule.requires.text, rule.then.text) == ('premises != "none"', "0")


def test_a_rule_needs_id_decision_title_and_citation() -> None:
    text = with_rule().split("rules:")[0] + "rules:\n  - when: overseas\n"
    assert codes_in(text) == ["E028"] * 4


@pytest.mark.parametrize("rule_id", ["Late", "late_report", "late--report", "-late", "1st", "a.b", "迟报"])
def test_an_id_is_lower_case_with_hyphens(rule_id: str) -> None:
    assert codes_in(with_rule().replace("id: late-report", f"id: {rule_id}")) == ["E032"]


def test_an_id_is_told_right() -> None:
    (problem,) = problems_in(with_rule().replace("id: late-report", "id: Late_Report"))
    assert problem.suggestion == "late-report"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("exception_to: a.b.c", "E033"),
        ("exception_to: []", "E040"),
        ("group: [small, Big]", "E032"),
        ("checked: sure", "E039"),
        ("direction: stricter", "E039"),
        ("notes: {zh: 甲, en: a}", "E024"),
        ("notes: [{zh: 甲}]", "E028"),
        ("when: [overseas]", "E025"),
        ("when: ''", "E026"),
        ("when:", "E026"),
        ("since: {}", "E025"),
        ("in_force: 2018-01-24", "E023"),
        ("label: [5]", "E025"),
        ("for_each: [x]", "E025"),
        ("in_force: {from: [2018]}", "E025"),
        ("examples: []", "E027"),
    ],
)
def test_a_wrong_part_of_a_rule_is_refused(line: str, code: str) -> None:
    assert codes_in(with_rule(line)) == [code]


def test_an_error_inside_an_expression_is_found_in_the_file() -> None:
    text = with_rule("when: >-", "  overseas", "  and registered_capital == 5")
    ((_, line, column),) = spots_in(text)
    assert (line, column) == (18, 30)


def test_an_error_in_quotes_is_found_behind_them() -> None:
    ((_, line, column),) = spots_in(with_rule("when: 'overseas and ''x'''"))
    assert (line, column) == (16, 25)


def test_an_error_in_an_iterator_is_found_in_the_file() -> None:
    ((_, line, column),) = spots_in(with_rule("for_each: later on penalties"))
    assert (line, column) == (16, 21)


def test_two_rules_of_one_id_are_refused() -> None:
    text = with_rule()
    doubled = text + text.split("rules:\n")[1]
    assert spots_in(doubled) == [("E038", 16, 5)]


# Tables.

ROWS = (
    '{id: group-local, form: social_group, level: \'"county", "prefecture"\', then: 30000}',
    "{id: group-national, form: social_group, level: national, then: 100000, cite: mca-60 art.10(5)}",
    "{id: other, form: 'not(\"social_group\")', when: overseas = false, then: 0, title: {zh: 其他, en: other}}",
)


def _table() -> Ruleset:
    return read(with_table(*ROWS))


def test_a_row_is_a_rule_of_its_table() -> None:
    ruleset = _table()
    (table,) = ruleset.tables
    assert (table.id, table.decides, table.hit_policy) == ("minimum-capital", "listing", "unique")
    assert [source.text for source in table.inputs] == ["form", "level"]
    ids = ["minimum-capital.group-local", "minimum-capital.group-national", "minimum-capital.other"]
    assert [row.rule for row in table.rows] == ids
    assert [rule.id for rule in ruleset.rules] == ids
    assert [rule.label for rule in ruleset.rules] == ids
    assert {rule.table for rule in ruleset.rules} == {"minimum-capital"}
    assert {rule.decides for rule in ruleset.rules} == {"listing"}


def test_a_row_has_title_and_citation_of_its_table_or_its_own() -> None:
    local, national, other = _table().rules
    assert local.title == Text("最低注册资金", "minimum capital")
    assert other.title == Text("其他", "other")
    assert [local.cites[0].item, national.cites[0].item] == [None, "5"]


def test_semantics_21_a_row_is_the_and_of_its_cells() -> None:
    local, national, _ = _table().rules
    assert local.when is not None
    assert local.when.text == 'form in (social_group) and level in ("county", "prefecture")'
    assert national.when is not None
    tree = national.when.tree
    assert isinstance(tree, And)
    assert tree.operands[0] == In(Name("form"), (ValueTest(Name("social_group")),))


def test_a_negated_cell_and_a_condition_of_the_row_are_in_the_and_too() -> None:
    other = _table().rules[2]
    assert other.when is not None
    assert other.when.text == 'not(form in ("social_group")) and (overseas = false)'
    tree = other.when.tree
    assert isinstance(tree, And)
    assert isinstance(tree.operands[0], Not)


@pytest.mark.parametrize("row", ["{id: all, then: 5}", "{id: all, form: '-', level: '-', then: 5}"])
def test_semantics_25_an_omitted_cell_is_any_value(row: str) -> None:
    ruleset = read(with_table(row))
    assert ruleset.rules[0].when is None
    assert ruleset.tables[0].rows[0].cells == (None, None)


def test_a_single_cell_is_the_whole_condition() -> None:
    (rule,) = read(with_table("{id: one, level: county, then: 5}")).rules
    assert rule.when is not None
    assert rule.when.tree == In(Name("level"), (ValueTest(Name("county")),))


def test_every_node_of_a_row_knows_its_place() -> None:
    text = with_table(*ROWS)
    lines = text.split("\n")
    for rule in read(text).rules:
        assert rule.when is not None
        waiting = [rule.when.tree]
        while waiting:
            node = waiting.pop()
            place = rule.when.place_at(node.span)
            assert place.line is not None
            assert place.column is not None
            written = lines[place.line - 1][place.column - 1 :]
            if isinstance(node, Name):
                assert written.startswith(node.name)
            if isinstance(node, StringLiteral):
                assert written.startswith(f'"{node.value}"')
            waiting.extend(children(node))  # type: ignore[arg-type]


def test_an_input_may_be_an_expression() -> None:
    ruleset = read(with_table("{id: one, count(penalties): '> 0', then: 5}", inputs="[count(penalties)]"))
    (rule,) = ruleset.rules
    assert rule.when is not None
    assert rule.when.text == "count(penalties) in (> 0)"


def test_an_error_in_a_cell_is_found_in_the_file() -> None:
    text = with_table("{id: one, form: '\"a\", == 5', then: 5}")
    ((_, line, column),) = spots_in(text)
    assert (line, column) == (19, 31)


def test_a_cell_that_a_comma_cut_in_two_is_told_so() -> None:
    (problem,) = problems_in(with_table('{id: one, level: "county", "prefecture", then: 5}'))
    assert (problem.code, problem.place.line, problem.place.column) == ("E056", 19, 36)


def test_a_misspelt_input_is_told_with_the_nearest_one() -> None:
    (problem,) = problems_in(with_table("{id: one, levle: county, then: 5}"))
    assert (problem.code, problem.suggestion) == ("E027", "level")


def test_an_input_is_not_called_like_a_key_of_a_row() -> None:
    assert codes_in(with_table("{id: one, then: 5}", inputs="[form, label]")) == ["E055"]


@pytest.mark.parametrize(
    ("line", "instead", "code"),
    [
        ("hit_policy: unique", "hit_policy: first", "E039"),
        ("    hit_policy: unique\n", "", "E028"),
        ("inputs: [form, level]", "inputs: form", "E024"),
        ("inputs: [form, level]", "inputs: [form, '== 5']", "E108"),
        ("form: social_group", "form: [social_group]", "E025"),
        ("cite: mca-60 art.10", "cite: [mca-60, '']", "E026"),
        ("inputs: [form, level]", "inputs: [form, level, form]", "E058"),
        ("id: minimum-capital", "id: minimum_capital", "E032"),
        ("    cite: mca-60 art.10\n", "", "E053"),
    ],
)
def test_a_wrong_table_is_refused(line: str, instead: str, code: str) -> None:
    text = with_table("{id: one, form: social_group, then: 5}")
    assert line in text
    assert code in codes_in(text.replace(line, instead))


def test_two_rows_of_one_id_are_refused() -> None:
    assert codes_in(with_table("{id: one, then: 5}", "{id: one, then: 6}")) == ["E038"]


def test_a_row_is_not_called_like_a_rule() -> None:
    text = with_rule() + with_table("{id: one, then: 5}").split("kind: findings\n")[1]
    assert codes_in(text.replace("id: minimum-capital", "id: late-report")) == ["E038"]


def test_for_each_is_no_part_of_a_row() -> None:
    assert codes_in(with_table("{id: one, for_each: p in penalties}")) == ["E027"]


def test_a_joined_condition_is_placed_at_its_first_cell() -> None:
    rule = _table().rules[0]
    assert rule.when is not None
    assert (rule.when.place.line, rule.when.place.column) == (19, 33)
    assert rule.when.place_at(Span(0, 1)).line == 17
