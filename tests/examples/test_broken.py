"""The broken export: every bad cell is named, and what is good is decided all the same."""

from datetime import date

import pytest

from scripts.write_examples import EXAMPLES
from socorg_rules import Outcome, Rulebook
from socorg_rules.records.readers import Batch, read_records

BROKEN = EXAMPLES / "broken"

# File, row, column, code: as an editor counts them.
PROBLEMS = [
    ("annual_reports.csv", 3, None, "E322"),  # a line in another encoding
    ("organizations.csv", 1, 8, "E334"),  # a column that means nothing
    ("organizations.csv", 3, 7, "E308"),  # a date in another form
    ("organizations.csv", 4, 3, "E316"),  # a form that doesn't exist
    ("organizations.csv", 5, 1, "E344"),  # no key
    ("organizations.csv", 6, 6, "E312"),  # an amount with a separator
    ("organizations.csv", 8, 1, "E345"),  # a key for the second time
    ("organizations.csv", 9, None, "E347"),  # left out for its penalty
    ("organizations.csv", 10, 1, "W301"),  # a wrong check digit, kept
    ("organizations.csv", 11, None, "E339"),  # a cell too few
    ("organizations.csv", 12, None, "E347"),  # left out for its report
    ("penalties.csv", 3, 3, "E311"),  # an amount in words
    ("penalties.csv", 3, 4, "E309"),  # a thirteenth month
    ("penalties.csv", 4, 1, "E346"),  # a penalty of nobody
    ("ratings.csv", 1, None, "E336"),  # a table without its date
]


@pytest.fixture(scope="module")
def batch() -> Batch:
    return read_records(BROKEN)


def test_every_problem_is_named_at_its_row_and_column(batch: Batch) -> None:
    found = [
        ((problem.place.file or "").rpartition("/")[2], problem.place.line, problem.place.column, problem.code)
        for problem in batch.problems
    ]
    assert found == PROBLEMS


def test_the_good_records_are_there(batch: Batch) -> None:
    names = [record.organization.name or "" for record in batch.records]
    assert [name.split("（")[0] for name in names] == ["示例一", "示例九", "示例十二"]


def test_the_table_in_gb18030_is_read(batch: Batch) -> None:
    [penalty] = batch.records[0].organization.penalties or ()
    assert penalty.authority == "某市场监督管理局"


def test_a_table_that_cannot_be_used_leaves_its_list_unknown(batch: Batch) -> None:
    assert [record.organization.ratings for record in batch.records] == [None, None, None]


def test_the_good_records_are_decided(batch: Batch) -> None:
    rulebook = Rulebook.bundled()
    evaluations = [
        rulebook.evaluate(record.organization, as_of=date(2026, 6, 15), only=["report_late"])
        for record in batch.records
    ]
    outcomes = [evaluation["report_late"].outcome for evaluation in evaluations]
    assert outcomes == [Outcome.NOT_SATISFIED, Outcome.SATISFIED, Outcome.SATISFIED]
