"""The meanings of a law's expressions: made once, and what the day alone decides found out once."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from socorg_rules import Outcome, Rulebook
from socorg_rules.engines.reference import meanings
from socorg_rules.engines.reference.meanings import meanings_of
from socorg_rules.rulesets.plan import ParameterPlan, PlanValue
from tests.engines.watched_facts import watched
from tests.small_law import RECORD, evaluate, one_decision, rule, rulebook_of, ruleset_text

TERM = """\
parameters:
  term:
    title: {zh: 期间, en: term}
    type: duration
    values: {2010-01-01: P5M, 2020-01-01: P6M}
    cite: act art.1
"""


def law(condition: str, extra: str = "") -> str:
    return ruleset_text(one_decision(rule("a", "outcome", when=f"'{condition}'"), extra=extra))


def outcome(rulebook: Rulebook, as_of: date, **record: str) -> Outcome:
    evaluation = rulebook.evaluate({**RECORD, **record}, as_of=as_of, only=("outcome",))
    return evaluation._case.decider.decide("outcome").outcome


LATE = law(
    "some y in 2015..as_of.year satisfies registered_on != null and term_on(date(y, 1, 1)) != null"
    " and date(y, 6, 1) + term_on(date(y, 1, 1)) < registered_on",
    TERM,
)


def test_what_rests_on_year_and_day_alone_is_found_out_once_for_all_records(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[date] = Counter()
    value_on = ParameterPlan.value_on

    def counting(self: ParameterPlan, day: date) -> PlanValue:
        asked[day] += 1
        return value_on(self, day)

    rulebook = rulebook_of(LATE)
    outcome(rulebook, date(2024, 3, 1), registered_on="2015-01-01")
    monkeypatch.setattr(ParameterPlan, "value_on", counting)
    assert outcome(rulebook, date(2024, 3, 1), registered_on="2015-02-01") is Outcome.NOT_SATISFIED
    assert not asked


def test_what_was_found_out_for_one_day_does_not_answer_for_another() -> None:
    rulebook = rulebook_of(law("date(as_of.year, 6, 1) < as_of"))
    days = (date(2023, 7, 1), date(2023, 5, 1), date(2024, 7, 1), date(2023, 5, 1))
    found = [outcome(rulebook, day) is Outcome.SATISFIED for day in days]
    assert found == [True, False, True, False]


def test_years_that_the_day_excludes_are_not_asked_of_a_record() -> None:
    condition = "some y in 2000..as_of.year satisfies registered_capital > 5 and date(y, 12, 31) > as_of"
    evaluation = evaluate(law(condition), as_of=date(2024, 3, 1), registered_capital="1")
    facts = watched(evaluation)
    assert evaluation._case.decider.decide("outcome").outcome is Outcome.NOT_SATISFIED
    assert facts.read == ["registered_capital"]


def test_years_that_leave_an_every_open_are_asked() -> None:
    condition = "every y in 2022..as_of.year satisfies date(y, 12, 31) < as_of or registered_capital > 5"
    for capital, holds in (("1", Outcome.NOT_SATISFIED), ("9", Outcome.SATISFIED)):
        evaluation = evaluate(law(condition), as_of=date(2024, 3, 1), registered_capital=capital)
        facts = watched(evaluation)
        assert evaluation._case.decider.decide("outcome").outcome is holds
        assert facts.read == ["registered_capital"]


def test_lists_are_walked_over_only_where_nothing_else_settles_it() -> None:
    condition = "(some p in penalties satisfies p.amount > 5) and overseas"
    evaluation = evaluate(law(condition), overseas=False, penalties=[])
    facts = watched(evaluation)
    assert evaluation._case.decider.decide("outcome").outcome is Outcome.NOT_SATISFIED
    assert facts.read == ["overseas"]


def test_a_law_has_one_set_of_meanings_and_keeps_results_of_a_few_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanings, "_KEPT_DAYS", 2)
    plan = rulebook_of(LATE).selection().law_for("320612", date(2024, 3, 1))
    meant = meanings_of(plan)
    assert meanings_of(plan) is meant
    first = meant.on(date(2024, 1, 1))
    assert meant.on(date(2024, 1, 1)) is first
    meant.on(date(2024, 1, 2))
    meant.on(date(2024, 1, 3))
    assert meant.on(date(2024, 1, 1)) is not first


def test_only_the_last_laws_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanings, "_KEPT_LAWS", 1)
    one, other = (rulebook_of(LATE).selection().law_for("320612", date(2024, 3, 1)) for _ in range(2))
    first = meanings_of(one)
    assert meanings_of(other).law is other
    assert meanings_of(one) is not first
    assert meanings_of(one).law is one


DECIDED = "2023-01-02"
POSSIBLE_WARNING = {"kind": "warning", "decided_on": DECIDED}
POSSIBLE_FINE = {"kind": "fine", "decided_on": DECIDED}
OPEN_KIND = {"amount": "7", "decided_on": DECIDED}


@pytest.mark.parametrize(
    ("condition", "penalties", "missing"),
    [
        ("overseas and capital_paid_in > 5 or registered_capital > 5", [], {"registered_capital"}),
        ('some p in penalties[amount > 5] satisfies p.kind = "fine"', [POSSIBLE_FINE], {"penalties.amount"}),
        (
            'some p in penalties[amount > 5] satisfies p.kind = "fine"',
            [POSSIBLE_WARNING, OPEN_KIND],
            {"penalties.kind"},
        ),
        ('every p in penalties[amount > 5] satisfies p.kind = "warning"', [POSSIBLE_FINE], {"penalties.amount"}),
        (
            'every p in penalties[amount > 5] satisfies p.kind = "warning"',
            [POSSIBLE_WARNING, OPEN_KIND],
            {"penalties.kind"},
        ),
    ],
)
def test_only_what_could_settle_it_is_missing(
    condition: str, penalties: list[dict[str, str]], missing: set[str]
) -> None:
    decider = evaluate(law(condition), overseas=False, penalties=penalties)._case.decider
    assert decider.decide("outcome").outcome is Outcome.UNDETERMINED
    assert decider.missing("outcome") == missing
