"""The organizations written by hand are decided as their names say."""

from datetime import date
from decimal import Decimal

import pytest

from scripts.write_examples import EXAMPLES
from socorg_rules import Evaluation, Organization, Outcome, Rulebook
from socorg_rules.records.readers import Batch, read_records

AS_OF = date(2026, 6, 15)
YES, NO, UNDETERMINED = Outcome.SATISFIED, Outcome.NOT_SATISFIED, Outcome.UNDETERMINED

# The beginning of a name, a decision, its outcome and its value.
EXPECTED = [
    ("直接登记：自然科学", "direct_registration", YES, frozenset({"science_technology"})),
    ("直接登记：自然科学", "establishment", YES, ()),
    ("直接登记：体育协会在乐山", "direct_registration", YES, frozenset({"sports"})),
    ("直接登记：体育协会在乐山", "establishment", YES, ()),
    ("直接登记：同样的体育协会在通州", "direct_registration", NO, frozenset()),
    ("直接登记：同样的体育协会在通州", "establishment", NO, ("supervisor_consent",)),
    ("注册资金：社区类社会团体在通州", "minimum_capital", YES, Decimal("1000.00")),
    ("注册资金：社区类社会团体在通州", "capital_sufficient", YES, None),
    ("注册资金：同样的社区类社会团体在武昌", "minimum_capital", YES, Decimal("30000.00")),
    ("注册资金：同样的社区类社会团体在武昌", "capital_sufficient", NO, None),
    ("注册资金：非公募基金会", "minimum_capital", YES, Decimal("2000000.00")),
    ("注册资金：非公募基金会", "capital_sufficient", NO, None),
    ("年度检查：6月30日登记", "inspection_due", YES, 2025),
    ("年度检查：6月30日登记", "supervisor_deadline", YES, date(2026, 3, 31)),
    ("年度检查：6月30日登记", "registrar_deadline", YES, date(2026, 5, 31)),
    ("年度检查：6月30日登记", "report_late", NO, None),
    ("年度检查：7月1日登记", "inspection_due", NO, None),
    ("年度检查：7月1日登记", "report_late", Outcome.NOT_APPLICABLE, None),
    ("年度检查：年报逾期", "report_late", YES, 5),
    ("年度检查：年报逾期", "anomaly_listing", NO, frozenset()),
    ("等级评估：3A级在通州", "rating_in_force", YES, 3),
    ("等级评估：3A级在通州", "inspection_simplified", YES, None),
    ("等级评估：同样的3A级在武昌", "rating_in_force", YES, 3),
    ("等级评估：同样的3A级在武昌", "inspection_simplified", NO, None),
    ("等级评估：2026年公布", "rating_in_force", NO, None),
    ("活动异常名录：罚款49999.99元", "anomaly_listing", YES, frozenset({"5"})),
    ("活动异常名录：罚款49999.99元", "dishonesty_listing", NO, frozenset()),
    ("活动异常名录：两次专用信函", "anomaly_listing", YES, frozenset({"6"})),
    ("活动异常名录：责令整改", "anomaly_listing", YES, frozenset({"3"})),
    ("严重违法失信名单：罚款50000.00元", "anomaly_listing", NO, frozenset()),
    ("严重违法失信名单：罚款50000.00元", "dishonesty_listing", YES, frozenset({"4"})),
    ("严重违法失信名单：两次小额处罚", "dishonesty_listing", YES, frozenset({"5"})),
    ("严重违法失信名单：2022年5月10日列入", "dishonesty_listing", YES, frozenset({"1"})),
    ("无法确定", "minimum_capital", UNDETERMINED, None),
    ("无法确定", "inspection_due", UNDETERMINED, None),
    ("无法确定", "anomaly_listing", UNDETERMINED, None),
]

# The same organization on the day before, or on the day from which the law answers otherwise.
ON_ANOTHER_DAY = [
    ("年度检查：年报逾期", date(2026, 5, 31), "report_late", NO),
    ("年度检查：年报逾期", date(2026, 6, 4), "anomaly_listing", YES),
    ("等级评估：2026年公布", date(2026, 12, 31), "rating_in_force", NO),
    ("等级评估：2026年公布", date(2027, 1, 1), "inspection_simplified", YES),
    ("等级评估：2026年公布", date(2031, 12, 31), "rating_in_force", YES),
    ("等级评估：2026年公布", date(2032, 1, 1), "rating_in_force", NO),
    ("活动异常名录：罚款49999.99元", date(2026, 3, 1), "anomaly_listing", NO),
    ("活动异常名录：两次专用信函", date(2026, 4, 26), "anomaly_listing", NO),
    ("活动异常名录：责令整改", date(2026, 5, 24), "anomaly_listing", NO),
    ("严重违法失信名单：罚款50000.00元", date(2026, 3, 1), "dishonesty_listing", NO),
    ("严重违法失信名单：两次小额处罚", date(2026, 6, 14), "dishonesty_listing", NO),
    ("严重违法失信名单：2022年5月10日列入", date(2024, 5, 10), "dishonesty_listing", NO),
    ("严重违法失信名单：2022年5月10日列入", date(2024, 5, 11), "dishonesty_listing", YES),
]


@pytest.fixture(scope="module")
def batch() -> Batch:
    return read_records(EXAMPLES / "families.jsonl")


def find(batch: Batch, beginning: str) -> Organization:
    [one] = [record.organization for record in batch.records if (record.organization.name or "").startswith(beginning)]
    return one


@pytest.fixture(scope="module")
def evaluations(batch: Batch) -> dict[str | None, Evaluation]:
    rulebook = Rulebook.bundled()
    return {record.organization.name: rulebook.evaluate(record.organization, as_of=AS_OF) for record in batch.records}


def test_all_are_read_without_a_problem(batch: Batch) -> None:
    assert [problem.render() for problem in batch.problems] == []
    assert len(batch.records) == 19


@pytest.mark.parametrize(("beginning", "name", "outcome", "value"), EXPECTED)
def test_it_is_decided_as_its_name_says(
    batch: Batch,
    evaluations: dict[str | None, Evaluation],
    beginning: str,
    name: str,
    outcome: Outcome,
    value: object,
) -> None:
    decision = evaluations[find(batch, beginning).name][name]
    assert (decision.outcome, decision.value) == (outcome, value)


@pytest.mark.parametrize(("beginning", "as_of", "name", "outcome"), ON_ANOTHER_DAY)
def test_the_day_makes_the_difference(batch: Batch, beginning: str, as_of: date, name: str, outcome: Outcome) -> None:
    decided = Rulebook.bundled().evaluate(find(batch, beginning), as_of=as_of, only=[name])
    assert decided[name].outcome is outcome


def test_only_the_last_one_leaves_anything_undetermined(
    batch: Batch, evaluations: dict[str | None, Evaluation]
) -> None:
    undetermined = {
        (name, decision.name)
        for name, evaluation in evaluations.items()
        for decision in evaluation.values()
        if decision.outcome is UNDETERMINED
    }
    assert {name for name, _ in undetermined} == {find(batch, "无法确定").name}


def test_what_is_missing_of_the_last_one_is_named(batch: Batch, evaluations: dict[str | None, Evaluation]) -> None:
    missing = evaluations[find(batch, "无法确定").name].missing
    assert {"form", "community_class", "penalties", "annual_reports", "categories"} <= set(missing)


@pytest.mark.parametrize(
    ("beginning", "name", "item"),
    [
        ("活动异常名录：罚款49999.99元", "anomaly_listing", "第11条第1款第5项"),
        ("严重违法失信名单：罚款50000.00元", "dishonesty_listing", "第15条第4项"),
    ],
)
def test_a_fen_decides_which_list_and_each_ground_cites_its_item(
    batch: Batch, evaluations: dict[str | None, Evaluation], beginning: str, name: str, item: str
) -> None:
    [ground] = evaluations[find(batch, beginning).name][name].grounds
    assert item in ground.citation
    assert ground.since == date(2026, 3, 2)
