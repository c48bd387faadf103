"""What a decision's reader is told about the law behind it."""

from __future__ import annotations

from datetime import date

from socorg_rules import Decision
from tests.small_law import RECORD, one_decision, rule, rulebook_of, ruleset_text

SOURCES = """\
sources:
  act:
    title: {zh: 某条例, en: Some Act}
    in_force: {from: 2000-01-01}
    checked: {on: 2020-01-01, how: text_read}
  draft:
    title: {zh: 草案, en: Draft}
    in_force: {from: 2000-01-01}
    checked: {on: 2020-01-01, how: opening_read, note: {zh: 只见首页, en: first page only}}
  amended:
    title: {zh: 旧法, en: Old Act}
    in_force: {from: 2000-01-01}
    checked: {on: 2020-01-01, how: text_read}
    recheck: {from: 2024-03-01, why: {zh: 已修改, en: amended}}
"""
LIMIT = """\
parameters:
  limit:
    title: {zh: 限额, en: limit}
    type: money
    stricter: higher
    values:
      2000-01-01: 10
      2024-01-01: {value: 20, checked: unseen, note: {zh: 未见, en: not seen}}
      2025-01-01: {value: 30, note: {zh: 说明, en: remark}}
      2026-01-01: {value: 40, recheck: {from: 2026-06-01, why: {zh: 复核, en: check again}}}
    cite: act art.2
"""


def law(*rules: str, kind: str = "findings", extra: str = "") -> str:
    return ruleset_text(one_decision(*rules, kind=kind, extra=SOURCES + extra), source=None)


def decide(*texts: str, as_of: date = date(2023, 1, 1), **record: object) -> Decision:
    return rulebook_of(*texts).evaluate({**RECORD, **record}, as_of=as_of)["outcome"]


def told(decision: Decision) -> list[tuple[str, str]]:
    return [(caveat.kind, caveat.about) for caveat in decision.caveats]


def test_a_text_that_was_read_needs_no_caveat() -> None:
    assert told(decide(law(rule("a", "outcome", when="cross_region = false")))) == []


def test_a_source_that_was_not_read_in_full_is_told() -> None:
    decision = decide(law(rule("a", "outcome", when="cross_region = false", cite="draft art.1")))
    assert told(decision) == [("unverified_source", "draft")]
    assert "只见首页" in decision.caveats[0].text.zh
    assert "only its opening was read" in decision.caveats[0].text.en


def test_a_rule_that_was_inferred_is_told() -> None:
    assert told(decide(law(rule("a", "outcome", when="cross_region = false", checked="inferred")))) == [
        ("unverified_rule", "a")
    ]


def test_a_source_is_due_for_a_recheck_from_its_day_on() -> None:
    text = law(rule("a", "outcome", when="cross_region = false", cite="amended art.1"))
    assert told(decide(text, as_of=date(2024, 2, 29))) == []
    assert told(decide(text, as_of=date(2024, 3, 1))) == [("recheck_due", "amended")]


def test_the_value_of_a_parameter_is_told_by_its_day() -> None:
    text = law(rule("a", "outcome", when="registered_capital < limit"), extra=LIMIT)
    assert told(decide(text, as_of=date(2023, 12, 31), registered_capital="1")) == []
    assert told(decide(text, as_of=date(2024, 1, 1), registered_capital="1")) == [("unverified_value", "limit")]
    assert told(decide(text, as_of=date(2025, 1, 1), registered_capital="1")) == [("note", "limit")]
    assert told(decide(text, as_of=date(2026, 5, 31), registered_capital="1")) == []
    assert told(decide(text, as_of=date(2026, 6, 1), registered_capital="1")) == [("recheck_due", "limit")]


def test_a_parameter_on_other_days_tells_of_all_its_values_so_far() -> None:
    text = law(rule("a", "outcome", when="some p in penalties satisfies limit_on(p.decided_on) != null"), extra=LIMIT)
    penalties = [{"decided_on": "2023-01-01"}]
    assert told(decide(text, as_of=date(2023, 12, 31), penalties=penalties)) == []
    assert told(decide(text, as_of=date(2025, 12, 31), penalties=penalties)) == [
        ("note", "limit"),
        ("unverified_value", "limit"),
    ]


def test_a_yes_rests_on_its_grounds_a_no_on_every_rule() -> None:
    text = law(
        rule("sure", "outcome", when="cross_region"),
        rule("guess", "outcome", when="overseas", cite="draft art.1"),
    )
    assert told(decide(text, cross_region=True)) == []
    assert told(decide(text)) == [("unverified_source", "draft")]


def test_an_exception_that_takes_away_is_part_of_the_answer() -> None:
    text = law(
        rule("base", "outcome", when="cross_region = false"),
        rule("other", "outcome", when="cross_region = false"),
        rule("but", "outcome", when="cross_region = false", exception_to="base", cite="draft art.1"),
    )
    assert told(decide(text)) == [("unverified_source", "draft")]


def test_a_decision_that_uses_another_tells_of_its_law_too() -> None:
    text = ruleset_text(
        SOURCES + "decisions:\n"
        "  other: {title: {zh: 一, en: one}, kind: findings}\n"
        "  outcome: {title: {zh: 二, en: two}, kind: findings}\n"
        "rules:\n"
        f"{rule('a', 'other', when='cross_region = false', cite='draft art.1')}\n"
        f"{rule('b', 'outcome', when='other != null and other')}\n",
        source=None,
    )
    assert told(decide(text)) == [("unverified_source", "draft")]


def test_a_note_stands_under_its_condition() -> None:
    notes = "[{zh: 一直, en: always}, {zh: 有时, en: sometimes, when: decoupled}]"
    text = law(rule("a", "outcome", when="cross_region = false", notes=notes))
    assert [caveat.text.en for caveat in decide(text).caveats] == ["always"]
    assert [caveat.text.zh for caveat in decide(text, decoupled=True).caveats] == ["一直", "有时"]


def test_a_place_that_deviates_says_so() -> None:
    national = law(rule("a", "outcome", when="registered_capital < limit"), extra=LIMIT)
    local = ruleset_text(
        "parameters:\n  limit:\n    direction: relaxes\n    values: {2005-01-01: 5}\n    cite: act art.9\n"
        f"rules:\n{rule('b', 'outcome', when='overseas', direction='tightens')}\n",
        ruleset="cn/local",
        place="320612",
        source=None,
    )
    decision = decide(national, local, registered_capital="1")
    assert told(decision) == [("local_deviation", "limit")]
    assert "放宽" in decision.caveats[0].text.zh
    assert told(decide(national, local, registered_capital="100")) == [
        ("local_deviation", "b"),
        ("local_deviation", "limit"),
    ]
    assert told(decide(national, local, division="420106", registered_capital="1")) == []
