"""Sentences 22 and 23: periods in force, and places."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.semantics.asking import (
    COUNTY,
    NOT_APPLICABLE,
    PREFECTURE,
    PROVINCE,
    SATISFIED,
    answering,
    fine,
    overlay,
    parameter,
    quoted,
    refused,
    told,
)
from tests.small_law import (
    AS_OF,
    TITLE,
    codes_of,
    evaluate,
    one_decision,
    problems_of,
    rule,
    ruleset_text,
)

LIMIT = "parameters:\n" + parameter(
    "limit", "money", "{2000-01-01: 30000, 2010-01-01: 50000, 2020-01-01: 60000}", stricter="higher"
)
NATIONAL = answering("limit", "money", extra=LIMIT)


def overlay_of(name: str, values: str, *, direction: str = "replaces", **place: str) -> str:
    text = f"parameters: {{{name}: {{direction: {direction}, values: {values}, cite: act art.9}}}}\n"
    return overlay(text, **place)


def limit_on(day: date, *texts: str, **record: Any) -> str:
    return str(evaluate(NATIONAL, *texts, as_of=day, **record)["outcome"].value)


# 22. Periods in force.


def test_22a_a_period_in_force_includes_both_ends() -> None:
    text = ruleset_text(one_decision(rule("only", "outcome", in_force="{from: 2010-07-01, until: 2012-06-30}")))
    outcomes = {
        date(2010, 6, 30): NOT_APPLICABLE,
        date(2010, 7, 1): SATISFIED,
        date(2012, 6, 30): SATISFIED,
        date(2012, 7, 1): NOT_APPLICABLE,
    }
    assert {day: evaluate(text, as_of=day)["outcome"].outcome for day in outcomes} == outcomes


def test_22b_so_does_that_of_the_source_from_which_a_rule_takes_its_own() -> None:
    text = ruleset_text(one_decision(rule("only", "outcome")))
    text = text.replace("in_force: {from: 2000-01-01}", "in_force: {from: 2000-01-01, until: 2012-06-30}")
    assert evaluate(text, as_of=date(2012, 6, 30))["outcome"].outcome is SATISFIED
    assert evaluate(text, as_of=date(2012, 7, 1))["outcome"].outcome is NOT_APPLICABLE


def test_22c_a_parameter_means_its_value_on_the_day_asked_about() -> None:
    assert limit_on(date(2009, 12, 31)) == "30000.00"
    assert limit_on(date(2010, 1, 1)) == "50000.00"
    assert limit_on(date(2024, 1, 1)) == "60000.00"


LATE = (
    "parameters:\n"
    + parameter("limit", "money", "{2010-01-01: 50000}")
    + parameter("term", "duration", "{2010-01-01: P1Y}")
)


@pytest.mark.parametrize(
    "keys",
    [
        {"when": "registered_capital < limit"},
        {"since": quoted('@"2005-01-01" + term')},
        {"for_each": "p in penalties[amount >= limit]"},
        {"notes": "[{zh: 注意, en: mind, when: registered_capital < limit}]"},
        {"when": "is_small"},
    ],
)
def test_22d_it_has_a_value_while_a_rule_that_uses_it_is_in_force(keys: dict[str, str]) -> None:
    extra = LATE + "definitions: {is_small: {is: registered_capital < limit}}\n"
    assert codes_of(ruleset_text(one_decision(rule("only", "outcome", **keys), extra=extra))) == ["E208"]
    later = rule("only", "outcome", in_force="{from: 2010-01-01}", **keys)
    assert codes_of(ruleset_text(one_decision(later, extra=extra))) == []


def test_22e_and_so_do_those_that_the_decision_itself_uses() -> None:
    for key in ("scope: registered_capital < limit", "type: money\nvalue: limit"):
        text = ruleset_text(one_decision(rule("only", "outcome"), decision_keys=key, extra=LATE))
        assert codes_of(text) == ["E208"]


def test_22f_the_value_none_is_null_and_wants_a_guard() -> None:
    ends = "parameters:\n" + parameter("limit", "money", "{2000-01-01: 5, 2010-01-01: none}")
    assert refused("registered_capital < limit", extra=ends) == ["E148"]
    text = ruleset_text(one_decision(rule("only", "outcome", when=quoted("limit = null")), extra=ends))
    assert told(evaluate(text, as_of=date(2009, 12, 31))["outcome"]) is False
    assert told(evaluate(text, as_of=date(2010, 1, 1))["outcome"]) is True


BY_ITS_DAY = "some p in penalties satisfies limit_on(p.decided_on) != null and p.amount >= limit_on(p.decided_on)"


def test_22g_an_event_is_judged_by_the_value_of_its_day() -> None:
    text = ruleset_text(one_decision(rule("only", "outcome", when=quoted(BY_ITS_DAY)), extra=LIMIT))
    assert told(evaluate(text, penalties=[fine("30000", on="2009-12-31")])["outcome"]) is True
    assert told(evaluate(text, penalties=[fine("30000", on="2010-01-01")])["outcome"]) is False


def test_22h_before_its_first_value_that_is_null() -> None:
    extra = "parameters:\n" + parameter("limit", "money", "{2010-01-01: 5}")
    text = ruleset_text(one_decision(rule("only", "outcome", when=quoted(BY_ITS_DAY)), extra=extra))
    assert told(evaluate(text, penalties=[fine(on="2009-12-31")])["outcome"]) is False
    assert refused("some p in penalties satisfies p.amount >= limit_on(p.decided_on)", extra=extra) == ["E148"]


# 23. Overlays.


def test_23a_an_overlay_replaces_a_parameter_in_its_place_only() -> None:
    local = overlay_of("limit", "{2012-01-01: 1000}", direction="relaxes")
    assert limit_on(AS_OF, local) == "1000.00"
    assert limit_on(AS_OF, local, division="320602") == "60000.00"
    assert limit_on(date(2011, 12, 31), local) == "50000.00"


def replaced(in_force: str) -> str:
    changed = rule("only", "outcome", then="7", direction="replaces", in_force=in_force)
    return overlay(f"rules:\n{changed}\n")


def test_23b_it_replaces_a_rule_under_its_id_while_its_own_is_in_force() -> None:
    local = replaced("{from: 2012-01-01, until: 2014-12-31}")
    assert limit_on(date(2011, 12, 31), local) == "50000.00"
    assert limit_on(date(2012, 1, 1), local) == "7.00"
    assert limit_on(date(2014, 12, 31), local) == "7.00"
    assert limit_on(date(2015, 1, 1), local) == "50000.00"
    assert limit_on(date(2013, 1, 1), local, division="110101") == "50000.00"


def test_23c_or_it_adds_rules() -> None:
    national = ruleset_text(one_decision(rule("one", "outcome", label="one")))
    local = overlay("rules:\n" + rule("two", "outcome", label="two") + "\n")
    assert evaluate(national, local)["outcome"].value == {"one", "two"}
    assert evaluate(national, local, division="110101")["outcome"].value == {"one"}


@pytest.mark.parametrize(
    "body",
    [
        f"decisions: {{outcome: {{title: {TITLE}, kind: answer, type: money, scope: overseas}}}}\n",
        "definitions: {small: {is: overseas}}\n",
    ],
)
def test_23d_decisions_and_definitions_are_fixed(body: str) -> None:
    national = answering("5", "money", extra="definitions: {small: {is: cross_region}}\n")
    assert codes_of(national, overlay(body)) == ["E216"]


@pytest.mark.parametrize(("type_name", "value"), [("date", "2012-01-01"), ("ratio", "0.12345"), ("count", "5")])
def test_23e_the_type_of_a_parameter_is_fixed(type_name: str, value: str) -> None:
    keys = f"title: {TITLE}, type: {type_name}, direction: replaces, cite: act art.9"
    local = overlay(f"parameters: {{limit: {{{keys}, values: {{2012-01-01: {value}}}}}}}\n")
    assert codes_of(NATIONAL, local) == ["E216"]


def test_23f_the_nearest_place_wins() -> None:
    province = overlay_of("limit", "{2012-01-01: 3}", place=PROVINCE, ruleset="cn/province")
    prefecture = overlay_of("limit", "{2012-01-01: 2}", place=PREFECTURE, ruleset="cn/prefecture")
    county = overlay_of("limit", "{2012-01-01: 1}", ruleset="cn/county")
    for texts in ((province, prefecture, county), (county, prefecture, province)):
        assert limit_on(AS_OF, *texts) == "1.00"
        assert limit_on(AS_OF, *texts, division="320602") == "2.00"
        assert limit_on(AS_OF, *texts, division="320102") == "3.00"
        assert limit_on(AS_OF, *texts, division="110101") == "60000.00"


def test_23g_even_over_newer_law_above_it() -> None:
    local = overlay_of("limit", "{2012-01-01: 1000}")
    assert limit_on(date(2019, 12, 31), local) == "1000.00"
    assert limit_on(date(2020, 1, 1), local) == "1000.00"


def test_23h_until_inherit_ends_it() -> None:
    local = overlay_of("limit", "{2012-01-01: 1000, 2015-01-01: inherit}")
    assert limit_on(date(2014, 12, 31), local) == "1000.00"
    assert limit_on(date(2015, 1, 1), local) == "50000.00"
    assert limit_on(date(2020, 1, 1), local) == "60000.00"


def test_23i_inherit_lets_the_next_place_above_hold_again() -> None:
    province = overlay_of("limit", "{2012-01-01: 3}", place=PROVINCE, ruleset="cn/province")
    county = overlay_of("limit", "{2012-01-01: 1, 2015-01-01: inherit}", ruleset="cn/county")
    assert limit_on(AS_OF, province, county) == "3.00"


def test_23j_where_nothing_is_above_inherit_leaves_no_value() -> None:
    young = answering("limit", "money", extra=LIMIT.replace("{2000-01-01: 30000, 2010", "{2010")).replace(
        "in_force: {from: 2000-01-01}", "in_force: {from: 2010-01-01}"
    )
    local = f"""\
parameters: {{limit: {{direction: replaces, values: {{2005-01-01: 5, 2007-01-01: inherit}}, cite: act art.9}}}}
rules:
{rule("small", "outcome", then="limit", when="overseas", in_force="{from: 2005-01-01, until: 2006-12-31}")}
"""
    assert codes_of(young, overlay(local)) == []
    assert codes_of(young, overlay(local.replace("2006-12-31", "2007-01-01"))) == ["E208"]


def test_23k_two_rulesets_of_one_place_never_change_one_thing() -> None:
    one, two = (overlay_of("limit", f"{{2012-01-01: {n}}}", ruleset=f"cn/local-{n}") for n in (1, 2))
    assert codes_of(NATIONAL, one, two) == ["E224"]
    three, four = (replaced("{from: 2012-01-01}").replace("cn/local", f"cn/local-{n}") for n in (3, 4))
    assert codes_of(NATIONAL, three, four) == ["E224"]


@pytest.mark.parametrize(
    ("direction", "value", "codes"),
    [
        ("relaxes", "1000", []),
        ("relaxes", "50000", []),
        ("relaxes", "50001", ["E211"]),
        ("tightens", "70000", []),
        ("tightens", "55000", ["E211"]),
        ("replaces", "55000", []),
    ],
)
def test_23l_a_claim_is_held_against_what_it_replaces(direction: str, value: str, codes: list[str]) -> None:
    """From 2010 the limit above is 50,000 yuan, from 2020 on 60,000; more is stricter."""
    assert codes_of(NATIONAL, overlay_of("limit", f"{{2010-01-01: {value}}}", direction=direction)) == codes


def test_23m_at_every_change_above_it_too() -> None:
    local = overlay_of("limit", "{2000-01-01: 55000}", direction="tightens")
    (problem,) = problems_of(NATIONAL, local)
    assert problem.code == "E211"
    assert "2020-01-01" in problem.message("en")


SPORTS = ruleset_text(
    one_decision(
        rule("only", "outcome", when="some c in categories satisfies c in free"),
        extra="parameters:\n" + parameter("free", "set<category>", "{2000-01-01: [sports, other]}", stricter="lower"),
    )
)


@pytest.mark.parametrize(
    ("direction", "terms", "codes"),
    [
        ("relaxes", "[sports, other, charity]", []),
        ("relaxes", "[sports]", ["E211"]),
        ("tightens", "[sports]", []),
        ("relaxes", "[charity]", ["E211"]),
        ("tightens", "[charity]", ["E211"]),
        ("replaces", "[charity]", []),
    ],
)
def test_23n_other_terms_in_a_set_neither_relax_nor_tighten(direction: str, terms: str, codes: list[str]) -> None:
    assert codes_of(SPORTS, overlay_of("free", f"{{2012-01-01: {terms}}}", direction=direction)) == codes


@pytest.mark.parametrize(("term", "codes"), [("P13M", []), ("P400D", []), ("P360D", ["E211"]), ("P1Y", [])])
def test_23o_a_longer_time_is_longer_in_days_and_in_months(term: str, codes: list[str]) -> None:
    extra = "parameters:\n" + parameter("term", "duration", "{2000-01-01: P1Y}", stricter="higher")
    national = ruleset_text(one_decision(rule("only", "outcome", when="party_duty_since + term < as_of"), extra=extra))
    assert codes_of(national, overlay_of("term", f"{{2012-01-01: {term}}}", direction="tightens")) == codes


def test_23p_a_claim_that_nobody_can_check_is_refused() -> None:
    silent = answering("limit", "money", extra=LIMIT.replace("    stricter: higher\n", ""))
    assert codes_of(silent, overlay_of("limit", "{2012-01-01: 1000}", direction="relaxes")) == ["E212"]


def test_23q_what_replaces_an_inherited_rule_says_how() -> None:
    assert codes_of(NATIONAL, replaced("{from: 2012-01-01}").replace("direction: replaces", "label: same")) == ["E210"]


def test_23r_a_place_lists_its_former_codes_with_their_last_days() -> None:
    place = f"{{former: [{{code: 320683, until: 2009-06-30}}, {{code: 320699}}], code: {COUNTY}}}"
    local = overlay_of("limit", "{2001-01-01: 1000}", place=place)
    assert limit_on(date(2009, 6, 30), local, division="320683") == "1000.00"
    assert limit_on(date(2009, 7, 1), local, division="320683") == "30000.00"
    assert limit_on(AS_OF, local, division="320699") == "1000.00"
    evaluation = evaluate(NATIONAL, local, as_of=date(2009, 6, 30), division="320683")
    assert evaluation.places == ("100000", COUNTY)
