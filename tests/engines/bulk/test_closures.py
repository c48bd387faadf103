"""Two laws say the same of a decision only if everything on which it rests is the same."""

from __future__ import annotations

from datetime import date

import pytest

from tests.small_law import TITLE, body, one_decision, rule, rulebook_of, ruleset_text

pytest.importorskip("ibis")

from socorg_rules.engines.bulk.closures import same_decision

DAY = date(2024, 3, 1)
START = f"start: {{title: {TITLE}, type: date, values: {{2000-01-01: 2001-01-01}}, cite: act art.1}}"
PARAMETERS = f"parameters: {{{START}}}\n"
COUNTY = ruleset_text(
    "parameters: {start: {direction: replaces, values: {2000-01-01: 2011-01-01}, cite: notice art.9}}\n",
    ruleset="cn/county",
    source="notice",
    place="320612",
)
SINCE_START = '"registered_on != null and registered_on >= start"'
ALWAYS = '"true"'


def same(text: str, name: str = "outcome") -> bool:
    """Whether the county, where the parameter is another, decides as the whole country does."""
    selection = rulebook_of(text, COUNTY).selection()
    country, county = (selection.law_for(division, DAY) for division in ("110101", "320612"))
    assert same_decision(county, country, name) == same_decision(country, county, name)
    return same_decision(country, county, name)


@pytest.mark.parametrize(
    "text",
    [
        one_decision(rule("a", "outcome", when=SINCE_START), extra=PARAMETERS),
        one_decision(rule("a", "outcome", when=ALWAYS, since='"start"'), extra=PARAMETERS),
        one_decision(
            rule("a", "outcome", when=ALWAYS, notes=f"[{{zh: 注, en: note, when: {SINCE_START}}}]"), extra=PARAMETERS
        ),
        one_decision(
            rule("a", "outcome", for_each='"one in penalties[decided_on >= start]"', when='"one.amount > 0"'),
            extra=PARAMETERS,
        ),
        one_decision(rule("a", "outcome", when=ALWAYS, requires=SINCE_START), kind="requirements", extra=PARAMETERS),
        one_decision(
            rule("a", "outcome", when=ALWAYS, then='"start"'),
            kind="answer",
            decision_keys="type: date",
            extra=PARAMETERS,
        ),
        one_decision(
            rule("a", "outcome", when=ALWAYS, then='"date(2020, 1, 1)"'),
            kind="answer",
            decision_keys='type: date\notherwise: "start"',
            extra=PARAMETERS,
        ),
        one_decision(rule("a", "outcome", when=ALWAYS), decision_keys=f"scope: {SINCE_START}", extra=PARAMETERS),
        one_decision(rule("a", "outcome", when=ALWAYS), decision_keys='type: date\nvalue: "start"', extra=PARAMETERS),
    ],
    ids=["when", "since", "note", "for each", "requires", "then", "otherwise", "scope", "value"],
)
def test_wherever_a_decision_names_what_differs_it_differs(text: str) -> None:
    assert not same(ruleset_text(text))


def test_what_a_decision_does_not_use_may_differ() -> None:
    assert same(ruleset_text(one_decision(rule("a", "outcome", when=ALWAYS), extra=PARAMETERS)))


def test_a_decision_differs_through_definitions_and_other_decisions() -> None:
    definition = f"definitions: {{old: {{title: {TITLE}, is: {SINCE_START}}}}}\n"
    decisions = "".join(f"{name}: {{title: {TITLE}, kind: findings}}\n" for name in ("one", "other", "apart"))
    rules = [
        rule("a", "one", when='"old"'),
        rule("b", "other", when='"one != null and one"'),
        rule("c", "apart", when=ALWAYS),
    ]
    text = ruleset_text(body(decisions=decisions, rules=rules, extra=PARAMETERS + definition))
    assert [same(text, name) for name in ("one", "other", "apart")] == [False, False, True]
