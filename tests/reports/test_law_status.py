"""How far the texts behind the rulesets were checked."""

from __future__ import annotations

from datetime import date

from socorg_rules.reports.law_status import RulesetStatus, sources_of, status_of, unverified_items
from socorg_rules.rulesets.model import Checked, Period, Ruleset
from tests.review.sample import sample_rulebook
from tests.small_law import library_of, one_decision, rule, ruleset_text


def ruleset(ruleset_id: str) -> Ruleset:
    return next(ruleset for ruleset in sample_rulebook().rulesets if ruleset.id == ruleset_id)


def status(ruleset_id: str) -> RulesetStatus:
    return status_of(ruleset(ruleset_id), sources_of(sample_rulebook().rulesets))


def test_a_provision_is_read_when_it_and_all_its_sources_are() -> None:
    # 3 sources, 3 values, 7 rules; not read: one source, one value, and the rule that cites that source.
    assert (status("cn/sample").provisions, status("cn/sample").read) == (13, 10)


def test_nothing_is_read_where_the_only_source_is_not() -> None:
    assert (status("cn/jiangsu/nantong/tongzhou").provisions, status("cn/jiangsu/nantong/tongzhou").read) == (3, 0)


def test_a_ruleset_is_in_force_from_the_first_day_of_its_earliest_rule() -> None:
    assert status("cn/sample").in_force == Period(date(1998, 10, 25), None)


def test_every_source_value_and_rule_that_is_not_read_or_is_due_again_is_listed() -> None:
    items = [(item.kind, item.name, item.checked) for item in unverified_items(ruleset("cn/sample"))]
    assert items == [
        ("source", "state-council-250", Checked.TEXT_READ),
        ("source", "inspection-notice", Checked.SECONDARY),
        ("value", "local_capital 1998-10-25", Checked.INFERRED),
    ]


def test_what_is_due_again_says_from_when_and_why() -> None:
    [item] = [item for item in unverified_items(ruleset("cn/sample")) if item.recheck is not None]
    assert item.recheck is not None
    assert item.recheck.since == date(2026, 3, 17)
    assert item.recheck.why.en == "the amendment has not been seen"


def test_an_article_whose_number_nobody_saw_is_listed() -> None:
    rules = (rule("seen", "outcome", cite="act art.1"), rule("unseen", "outcome", cite="act art.2?"))
    [item] = unverified_items(library_of(ruleset_text(one_decision(*rules))).rulesets[0])
    assert (item.kind, item.name, item.checked) == ("rule", "unseen", Checked.TEXT_READ)
    assert item.note is not None
    assert item.note.en == "article number not verified: act art.2?"
