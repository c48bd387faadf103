"""Values in words: units, dates, terms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from socorg_rules.decisions.outcome import DecisionValue
from socorg_rules.decisions.wording import fact_text, term_text, value_text


@pytest.mark.parametrize(
    ("value", "type_name", "zh", "en"),
    [
        (Decimal("1000.00"), "money", "1,000.00 元", "1,000.00 yuan"),
        (Decimal("0.00"), "money", "0.00 元", "0.00 yuan"),
        (Decimal("0.66667"), "ratio", "66.667 %", "66.667 %"),
        (Decimal("0.70000"), "ratio", "70 %", "70 %"),
        (Decimal("1.00000"), "ratio", "100 %", "100 %"),
        (1, "days", "1 天", "1 day"),
        (12, "days", "12 天", "12 days"),
        (0, "days", "0 天", "0 days"),
        (2025, "year", "2025 年", "2025"),
        (4, "count", "4", "4"),
        (True, "boolean", "是", "yes"),
        (False, None, "否", "no"),
        (None, "money", "无", "none"),
        (date(2026, 3, 2), "date", "2026-03-02", "2026-03-02"),
        ("social_group", "form", "社会团体", "social group"),
        ("P3Y", "duration", "3年", "3 years"),
        ("P2Y6M", None, "2年6个月", "2 years 6 months"),
        ("P1Y1M", None, "1年1个月", "1 year 1 month"),
        ("P1M", None, "1个月", "1 month"),
        ("P30D", None, "30天", "30 days"),
        (frozenset({"sports", "charity"}), "set<category>", "体育、公益慈善", "public-benefit charity, sports"),
        (("assets", "premises"), "set<decoupling_item>", "资产财务、办公场所", "assets and finances, office premises"),
        (frozenset[str](), "set<category>", "", ""),
        (Decimal("49999.99"), None, "49,999.99", "49,999.99"),
        (Decimal("0.66667"), None, "0.66667", "0.66667"),
        (Decimal("1.00000"), None, "1", "1"),
    ],
)
def test_a_value_is_told_with_its_unit(value: DecisionValue, type_name: str | None, zh: str, en: str) -> None:
    assert value_text(value, type_name, "zh") == zh
    assert value_text(value, type_name, "en") == en


def test_a_term_of_several_vocabularies_has_a_label_where_they_agree() -> None:
    assert term_text("other", "zh") == "其他"


def test_a_term_that_vocabularies_call_differently_stands_as_it_is() -> None:
    assert term_text("premises", "zh", "decoupling_item") == "办公场所"
    assert term_text("no_such_term", "zh") == "no_such_term"


def test_a_missing_fact_is_told_by_its_title_and_its_name() -> None:
    assert fact_text("community_class", "zh") == "社区类（community_class）"
    assert fact_text("penalties.amount", "zh") == "行政处罚：处罚金额（penalties.amount）"
    assert fact_text("penalties.amount", "en") == "Penalties: Amount (penalties.amount; 行政处罚：处罚金额)"


def test_a_missing_calendar_is_told_by_its_year() -> None:
    assert fact_text("working_days.2031", "zh") == "2031年的工作日安排（working_days.2031）"


def test_a_path_that_nobody_knows_is_told_as_it_is() -> None:
    assert fact_text("no_such_fact", "en").startswith("no_such_fact")
