"""Expressions as people read them."""

from __future__ import annotations

import pytest

from socorg_rules.decisions.spoken import Spoken
from socorg_rules.problems import Text


@pytest.mark.parametrize(
    ("zh", "en", "spoken_zh", "spoken_en"),
    [
        (
            '成立登记日期 > @"2018-01-24"',
            'registered_on > @"2018-01-24"',
            "成立登记日期 > 2018-01-24",
            "registered_on > 2018-01-24",
        ),
        ('日 + @"P3Y"', 'day + @"P3Y"', "日 + 3年", "day + 3 years"),
        ('日 + @"P1D"', 'day + @"P1D"', "日 + 1天", "day + 1 day"),
        ('组织形式 = "foundation"', 'form = "foundation"', "组织形式 = “基金会”", 'form = "foundation"'),
        ("组织形式 in foundation", "form in foundation", "组织形式 in “基金会”", 'form in "foundation"'),
        ("类别 in 允许的类别", "category in allowed", "类别 in 允许的类别", "category in allowed"),
        ("注销日期 = null", "deregistered_on = null", "注销日期 = 无", "deregistered_on = none"),
        ("已签收 = false", "signed_for = false", "已签收 = 否", "signed_for = no"),
        ("as_of > 日", "as_of > day", "所问之日 > 日", "the day asked about > day"),
        ("as_of.报告年度 - 1", "as_of.year - 1", "所问之年 - 1", "the year asked about - 1"),
    ],
)
def test_the_spelling_of_the_language_gives_way_to_words(zh: str, en: str, spoken_zh: str, spoken_en: str) -> None:
    assert Spoken(Text(zh, en), "zh").text == spoken_zh
    assert Spoken(Text(zh, en), "en").text == spoken_en


def test_the_variable_of_an_event_is_left_out() -> None:
    assert Spoken(Text("p.处罚金额 >= 5", "p.amount >= 5"), "zh").text == "处罚金额 >= 5"


def test_a_variable_stays_where_a_field_is_named_with_and_without_it() -> None:
    text = "later.decided_on <= decided_on"
    assert Spoken(Text(text, text), "en").text == text


def test_two_variables_stay() -> None:
    text = "a.amount > b.amount"
    assert Spoken(Text(text, text), "en").text == text


def test_the_year_of_a_date_is_no_field_of_a_variable() -> None:
    text = "decided_on.year >= 2018"
    assert Spoken(Text(text, text), "en").text == text


def test_a_value_is_mentioned_only_as_a_word_of_its_own() -> None:
    spoken = Spoken(Text("单位会员数 >= 30", "unit_members >= 30"), "zh")
    assert spoken.mentions("30")
    assert not spoken.mentions("3")


@pytest.mark.parametrize("text", ["count(penalties[amount > 5]) > 1", "some p in penalties satisfies p.amount > 5"])
def test_filters_and_quantifiers_look_into_lists(text: str) -> None:
    assert Spoken(Text(text, text), "en").looks_into_lists


@pytest.mark.parametrize("text", ["amount > 5", "year in [2018..2020]"])
def test_comparisons_and_ranges_do_not(text: str) -> None:
    assert not Spoken(Text(text, text), "en").looks_into_lists
