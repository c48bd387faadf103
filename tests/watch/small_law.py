"""A small law in which everything a watch has to notice happens: deadlines, counts, yearly days, days that run."""

from __future__ import annotations

from functools import cache

from socorg_rules import Rulebook
from tests.small_law import rulebook_of, ruleset_text

LAW = """\
parameters:
  least_capital:
    title: {zh: 最低资金, en: least capital}
    type: money
    cite: act art.1
    values: {2000-01-01: 1000, 2024-02-15: 30000}
definitions:
  report_day:
    type: date
    is: max(annual_reports[year = as_of.year - 1 and submitted_on != null].submitted_on)
decisions:
  sanctioned:
    title: {zh: 受罚, en: sanctioned}
    kind: findings
  report_late:
    title: {zh: 逾期, en: late}
    kind: answer
    type: days
    scope: registered_on != null
    value: >-
      if report_day != null or as_of <= date(as_of.year, 3, 1) then null
      else (as_of - date(as_of.year, 3, 1)).days
  capital_met:
    title: {zh: 资金达标, en: capital is sufficient}
    kind: requirements
    scope: registered_on != null
  report_deadline:
    title: {zh: 期限, en: deadline}
    kind: answer
    type: date
rules:
  - id: large-fine
    decides: sanctioned
    label: large
    title: {zh: 大额罚款, en: large fine}
    cite: act art.2
    for_each: penalty in penalties
    when: penalty.quashed_on = null and penalty.amount >= 50000
    since: penalty.decided_on
  - id: two-within-a-month
    decides: sanctioned
    label: two
    title: {zh: 一月两次, en: two within a month}
    cite: act art.3
    for_each: later in penalties
    when: count(penalties[decided_on <= later.decided_on and later.decided_on <= decided_on + @"P1M"]) >= 2
    since: later.decided_on
  - id: not-performed
    decides: sanctioned
    label: unperformed
    title: {zh: 未履行, en: not performed}
    cite: act art.4
    for_each: penalty in penalties
    when: penalty.performed_on = null and as_of > penalty.decided_on + @"P1M"
    since: penalty.decided_on + @"P1M"
  - id: late
    decides: report_late
    title: {zh: 未报送, en: not filed}
    cite: act art.5
    when: report_day = null and as_of > date(as_of.year, 3, 1)
    then: true
  - id: capital
    decides: capital_met
    title: {zh: 资金, en: capital}
    cite: act art.6
    requires: registered_capital >= least_capital
  - id: deadline
    decides: report_deadline
    title: {zh: 期限, en: deadline}
    cite: act art.7
    when: registered_on != null and deregistered_on = null
    then: date(as_of.year, 3, 1)
"""


@cache
def small_law() -> Rulebook:
    """The rulebook of one ruleset for the whole country."""
    return rulebook_of(ruleset_text(LAW))
