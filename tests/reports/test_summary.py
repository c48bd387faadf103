"""Counting a population."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from socorg_rules import Outcome
from socorg_rules.reports.questions import Questions
from socorg_rules.reports.summary import Summary
from tests.review.sample import BLAMELESS, DEREGISTERED, GUILTY, UNKNOWN, sample_evaluation, sample_rulebook

KEYS = (GUILTY, UNKNOWN, BLAMELESS, DEREGISTERED)


def summary_of(keys: list[str]) -> Summary:
    summary = Summary(Questions(sample_rulebook().decisions))
    for key in keys:
        summary.add(sample_evaluation(key))
    return summary


def test_an_organization_counts_once_under_the_worst_that_it_has() -> None:
    summary = summary_of([GUILTY, UNKNOWN, BLAMELESS, BLAMELESS])
    assert (summary.with_findings, summary.undetermined_only, summary.without_findings) == (1, 1, 2)


def test_findings_are_counted_by_decision() -> None:
    assert summary_of([GUILTY, GUILTY]).findings == {"dishonesty_listing": 2, "establishment": 2, "report_late": 2}


def test_a_decision_that_says_no_may_be_the_finding() -> None:
    summary = summary_of([GUILTY])
    assert summary.outcomes["establishment"] == {Outcome.NOT_SATISFIED: 1}
    assert summary.findings["establishment"] == 1


def test_the_fact_that_most_decisions_wait_for_comes_first() -> None:
    assert summary_of([UNKNOWN]).most_missing(1) == [("annual_reports", 1)]
    assert summary_of([UNKNOWN]).most_missing(5) == [("annual_reports", 1), ("penalties", 1)]


@given(st.lists(st.sampled_from(KEYS), max_size=12))
def test_the_parts_make_up_the_whole_in_any_order(keys: list[str]) -> None:
    summary = summary_of(keys)
    assert summary.with_findings + summary.undetermined_only + summary.without_findings == len(keys)
    for counts in summary.outcomes.values():
        assert counts.total() == len(keys)
    other_way_round = summary_of(keys[::-1])
    assert other_way_round.outcomes == summary.outcomes
    assert other_way_round.findings == summary.findings
    assert other_way_round.most_missing(9) == summary.most_missing(9)
