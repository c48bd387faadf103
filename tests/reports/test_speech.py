"""Rules are said in plain words, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports.speaking import condition, lines, parsed, speaker, unlinked

SAID = [
    ("registered_on != null", "有成立登记日期", "there is a “registered on” date"),
    ("supervisor = null", "没有业务主管单位", "there is no “supervisor”"),
    ('form = "foundation"', "组织形式为基金会", "the “form” is foundation"),
    ('not(form = "foundation")', "组织形式不是基金会", "the “form” is not foundation"),
    (
        'form in ("social_group", "foundation")',
        "组织形式为社会团体或者基金会",
        "the “form” is social group or foundation",
    ),
    ('"sports" in categories', "类别包括体育", "the “categories” include sports"),
    ("decoupled", "“已脱钩”为“是”", "“decoupled” is yes"),
    ("not(decoupled)", "“已脱钩”为“否”", "“decoupled” is no"),
    ("decoupled = false", "“已脱钩”为“否”", "“decoupled” is no"),
    ("registered_capital >= 30000", "注册资金不低于30,000 元", "the “registered capital” is at least 30,000 yuan"),
    ("30000 > registered_capital", "注册资金低于30,000 元", "the “registered capital” is less than 30,000 yuan"),
    (
        "registered_capital < large_fine",
        "注册资金低于较大罚款（50,000 元）",
        "the “registered capital” is less than the large fine (50,000 yuan)",
    ),
    (
        "non_state_share in [0.5..0.7)",
        "非国有资产占比自50 %起、不到70 %",
        "the “non-state share” lies from 50 % to below 70 %",
    ),
    (
        "registered_on <= date(as_of.year - 1, 6, 30)",
        "成立登记日期不晚于所问之年的上一年6月30日",
        "the “registered on” date is no later than 30 June of the year before the year asked about",
    ),
    (
        'as_of > registered_on + @"P6M"',
        "所问之日晚于成立登记日期后6个月",
        "the day asked about is after 6 months after the “registered on” date",
    ),
    (
        "as_of > registered_on + term",
        "所问之日晚于成立登记日期加上期限（2年）",
        "the day asked about is after the “registered on” date plus the term (2 years)",
    ),
    (
        'deregistered_on + @"P1D" = as_of',
        "注销日期的次日与所问之日是同一日",
        "the day after the “deregistered on” date is the same day as the day asked about",
    ),
    (
        "(as_of - registered_on).days >= 30",
        "成立登记日期至所问之日的天数不低于30 天",
        "the days from the “registered on” date to the day asked about is at least 30 days",
    ),
    ("count(fines) >= 2", "罚款记录不少于2项", "there are at least 2 of fines"),
    ("count(penalties) = 0", "没有行政处罚", "there is none of the penalties"),
    ("is_quiet", "没有受过处罚", "it was never punished"),
    ("not(is_quiet)", "并非“没有受过处罚”", "not “it was never punished”"),
    ("is_strict", "从严", "the law is strict"),
    (
        "supervisor = null or deregistered_on != null",
        "没有业务主管单位，或者有注销日期",
        "there is no “supervisor”, or there is a “deregistered on” date",
    ),
    (
        'some p in penalties satisfies p.kind = "warning"',
        "行政处罚中至少有一项满足：处罚种类为警告",
        "at least one of the penalties meets this: the “kind of penalty” is warning",
    ),
    (
        'not(some p in penalties satisfies p.kind = "warning")',
        "行政处罚中没有一项满足：处罚种类为警告",
        "none of the penalties meets this: the “kind of penalty” is warning",
    ),
    (
        "some p in penalties satisfies p.amount >= large_fine_on(p.decided_on)",
        "行政处罚中至少有一项满足：处罚金额不低于较大罚款（按处罚决定日期的规定，现为50,000 元）",
        "at least one of the penalties meets this: the “amount” is at least the large fine (by the law of the "
        "“decided on” date; now 50,000 yuan)",
    ),
    (
        'max(penalties[kind = "fine"].decided_on) < as_of',
        "行政处罚（限于处罚种类为罚款的）中最晚的处罚决定日期早于所问之日",
        "the latest “decided on” date among the penalties (only those for which the “kind of penalty” is fine) is "
        "before the day asked about",
    ),
    (
        "sum(finances.total_income) * 3 > 50000",
        "年度财务的总收入合计 × 3超过50,000 元",
        "the sum of total income over the finances × 3 is more than 50,000 yuan",
    ),
]


@pytest.mark.parametrize(("text", "zh", "en"), SAID, ids=[text for text, _, _ in SAID])
def test_a_condition_is_said_in_plain_words(text: str, zh: str, en: str) -> None:
    assert (condition(text, "zh"), condition(text, "en")) == (zh, en)


def test_entries_further_out_are_called_by_letters() -> None:
    text = "some a in penalties satisfies some b in penalties satisfies a.decided_on < b.decided_on"
    assert lines(text, "zh") == [
        "- 行政处罚中至少有一项（甲）满足：",
        "    - 行政处罚中至少有一项满足：甲的处罚决定日期早于处罚决定日期",
    ]


def test_a_bare_field_further_in_is_that_of_its_own_filter() -> None:
    text = "count(penalties[some l in listings satisfies l.listed_on >= decided_on]) > 0"
    assert condition(text, "zh") == "有行政处罚（甲）（限于名录中至少有一项满足：列入日期不早于甲的处罚决定日期的）"


def test_years_are_called_by_letters() -> None:
    text = "some y in 2018..as_of.year - 1 satisfies not(some r in annual_reports satisfies r.year = y)"
    assert (
        lines(text, "en")[0]
        == "- at least one of the years from 2018 to the year before the year asked about (year A) meets this:"
    )
    assert "year A" in lines(text, "en")[1]


def test_what_is_long_becomes_a_list() -> None:
    text = (
        "registered_on != null and supervisor != null and as_of > registered_on + term and decoupled or "
        "deregistered_on != null and registered_capital < large_fine and not(decoupled)"
    )
    said = lines(text, "zh")
    assert said[0] == "- 以下至少一项成立："
    assert said[1] == "    - 以下各项同时成立："
    assert [line.strip() for line in said[2:6]] == [
        "- 有成立登记日期",
        "- 有业务主管单位",
        "- 所问之日晚于成立登记日期加上期限（2年）",
        "- “已脱钩”为“是”",
    ]
    assert all(line.startswith("        - ") for line in said[2:6])


def test_a_negated_and_does_not_lose_its_not() -> None:
    assert condition("not(decoupled and is_quiet)", "en") == (
        "these do not all hold: “decoupled” is yes; it was never punished"
    )
    assert condition("not(decoupled or is_quiet)", "en") == (
        "none of these holds: “decoupled” is yes; it was never punished"
    )


def test_a_guard_is_not_said_where_the_comparison_behind_it_says_as_much() -> None:
    assert condition("last_fined_on != null and last_fined_on < as_of", "zh") == "最近罚款日期早于所问之日"


def test_a_guard_is_said_where_the_rest_could_hold_without_it() -> None:
    text = "last_fined_on != null and (decoupled or last_fined_on < as_of)"
    assert condition(text, "zh").startswith("有最近罚款日期，并且")


def test_a_guard_of_a_fact_is_always_said() -> None:
    assert condition("registered_on != null and registered_on < as_of", "zh") == (
        "有成立登记日期，并且成立登记日期早于所问之日"
    )


def test_a_value_by_cases_is_a_list() -> None:
    said = speaker("zh").value(parsed("if decoupled then registered_on else deregistered_on"), "date")
    assert list(said.lines("zh")) == ["- 分情形：", "    - 如果“已脱钩”为“是”：成立登记日期", "    - 否则：注销日期"]


def test_a_value_with_a_substitute_is_said_in_one_line() -> None:
    text = "if deregistered_on != null then deregistered_on else registered_on"
    said = speaker("en").value(parsed(text), "date").inline("en")
    assert said == "the “deregistered on” date (where there is none: the “registered on” date)"


def test_a_parameter_has_the_value_of_the_day() -> None:
    said = speaker("zh", date(2017, 12, 31)).value(parsed("large_fine"), "money").inline("zh")
    assert said == "[较大罚款](#parameter-large_fine)（30,000 元）"


def test_names_of_law_are_links_and_facts_are_not() -> None:
    [said] = speaker("zh").conditions(parsed("is_quiet"))
    assert said.text == "[没有受过处罚](#definition-is_quiet)"
    assert unlinked(said.text) == "没有受过处罚"


@pytest.mark.parametrize(
    ("operator", "said", "negated", "mirrored"),
    [
        ("<", "低于", "不低于", "超过"),
        ("<=", "不超过", "超过", "不低于"),
        (">", "超过", "不超过", "低于"),
        (">=", "不低于", "低于", "不超过"),
        ("=", "等于", "不等于", "等于"),
        ("!=", "不等于", "等于", "不等于"),
    ],
)
def test_every_comparison_keeps_its_sense(operator: str, said: str, negated: str, mirrored: str) -> None:
    assert condition(f"full_time_staff {operator} 5", "zh") == f"专职工作人员数{said}5"
    assert condition(f"not(full_time_staff {operator} 5)", "zh") == f"专职工作人员数{negated}5"
    assert condition(f"5 {operator} full_time_staff", "zh") == f"专职工作人员数{mirrored}5"


@pytest.mark.parametrize(
    ("operator", "said"),
    [("<", "早于"), ("<=", "不晚于"), (">", "晚于"), (">=", "不早于")],
)
def test_days_are_earlier_or_later(operator: str, said: str) -> None:
    assert condition(f'registered_on {operator} @"2020-01-01"', "zh") == f"成立登记日期{said}2020-01-01"


@pytest.mark.parametrize(
    ("kind", "negated", "said"),
    [
        ("some", False, "行政处罚中至少有一项满足："),
        ("some", True, "行政处罚中没有一项满足："),
        ("every", False, "行政处罚中的每一项都满足："),
        ("every", True, "行政处罚中并非每一项都满足："),
    ],
)
def test_every_quantifier_keeps_its_sense(kind: str, negated: bool, said: str) -> None:
    text = f'{kind} p in penalties satisfies p.kind = "fine"'
    assert condition(f"not({text})" if negated else text, "zh") == f"{said}处罚种类为罚款"
