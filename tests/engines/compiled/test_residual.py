"""What is left of a law where the legal form is known says what the whole law says, and is less."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socorg_rules import Organization
from socorg_rules.engines.compiled.program import CompiledLaw
from socorg_rules.engines.compiled.residual import Given, Residues, dividing_fact, never_applies, never_holds
from socorg_rules.engines.compiled.scope import Scope
from socorg_rules.engines.compiled.unknowns import OneUnknown
from socorg_rules.engines.compiled.workshop import Workshop
from socorg_rules.feel import plan as p
from socorg_rules.rulesets.plan import LawPlan, RulePlan
from tests.differential.comparing import differences
from tests.semantics.asking import quoted
from tests.small_law import TITLE, one_decision, rule, rulebook_of, ruleset_text
from tests.strategies.organizations import complete_records, organization_records

DAY = date(2026, 6, 15)
FORMS = ("social_group", "service_agency", "foundation")
DEFINITIONS = f"""\
definitions:
  is_foundation: {{title: {TITLE}, is: 'form = "foundation"'}}
  deadline: {{title: {TITLE}, is: 'if is_foundation then date(2026, 3, 31) else date(2026, 5, 31)'}}
  first_day: {{title: {TITLE}, is: 'if is_foundation then @"2004-06-01" else null'}}
"""


def law_of(*rules: str, kind: str = "findings", decision_keys: str = "") -> LawPlan:
    text = ruleset_text(one_decision(*rules, kind=kind, decision_keys=decision_keys, extra=DEFINITIONS))
    return rulebook_of(text).selection().law_for("320612", DAY)


def scope_of(law: LawPlan, form: str | None) -> Scope:
    return Scope(law, DAY, Workshop(OneUnknown()), None if form is None else Residues(Given("form", form)))


def left_of(when: str, form: str) -> p.Plan:
    """What is left of a rule's condition."""
    [only] = scope_of(law_of(rule("only", "outcome", when=quoted(when))), form).rules("outcome")
    return only.when


def written(when: str) -> p.Plan:
    """A condition as it is where nothing is known."""
    [only] = scope_of(law_of(rule("only", "outcome", when=quoted(when))), None).rules("outcome")
    return only.when


@pytest.mark.parametrize(
    ("when", "form", "left"),
    [
        ('form = "foundation" and registered_on != null', "foundation", "registered_on != null"),
        ('form = "foundation" and community_class', "service_agency", "false"),
        ('form != "foundation" or community_class', "service_agency", "true"),
        ('form != "foundation" or community_class', "foundation", "community_class"),
        ('not(form in ("foundation", "social_group")) and community_class', "service_agency", "community_class"),
        ('form in ("foundation", "social_group") or community_class', "foundation", "true"),
        ("is_foundation and community_class", "foundation", "community_class"),
        ('first_day != null and first_day < @"2005-01-01"', "foundation", "true"),
        ('first_day != null and first_day < @"2005-01-01"', "social_group", "false"),
        ("deadline < as_of", "foundation", "date(2026, 3, 31) < as_of"),
        ("deadline < as_of", "social_group", "date(2026, 5, 31) < as_of"),
        ("some y in 2020..as_of.year satisfies is_foundation and date(y, 1, 1) < as_of", "social_group", "false"),
        ("every y in 2020..as_of.year satisfies not(is_foundation) or date(y, 1, 1) < as_of", "social_group", "true"),
    ],
)
def test_what_the_form_settles_is_left_out(when: str, form: str, left: str) -> None:
    found = left_of(when, form)
    if left in ("true", "false"):
        assert found == p.Constant(left == "true")
    elif "as_of" in left and "deadline" in when:
        # A definition stays one, by its name; what it stands for is less.
        definition = scope_of(law_of(rule("only", "outcome", when=quoted(when))), form).definition("deadline")
        expected = written(left)
        assert isinstance(expected, p.Compare)
        assert definition.plan == expected.left
    else:
        assert found == written(left)


def test_of_an_unknown_list_it_can_not_be_told_that_nothing_is_in_it_though_the_condition_never_holds() -> None:
    left = left_of("some penalty in penalties satisfies is_foundation and penalty.amount > 5", "social_group")
    assert isinstance(left, p.Quantifier)
    assert left.condition == p.Constant(False)


def test_what_does_not_mention_the_form_stays_the_same_object() -> None:
    law = law_of(rule("only", "outcome", when="community_class"))
    [own] = law.decisions["outcome"].rules_on(DAY)
    [left] = scope_of(law, "foundation").rules("outcome")
    assert left is own


def test_the_same_is_left_of_what_two_laws_share() -> None:
    law = law_of(rule("only", "outcome", when=quoted("is_foundation and community_class")))
    workshop, residues = Workshop(OneUnknown()), Residues(Given("form", "foundation"))
    [one], [other] = (Scope(law, day, workshop, residues).rules("outcome") for day in (DAY, date(2020, 1, 1)))
    assert one is other


def test_a_definition_that_means_something_else_leaves_something_else() -> None:
    residues = Residues(Given("form", "foundation"))
    [only] = (
        law_of(rule("only", "outcome", when=quoted("is_foundation and community_class")))
        .decisions["outcome"]
        .rules_on(DAY)
    )
    settled = residues.rule(only, lambda _: p.Constant(False))
    open_ = residues.rule(only, lambda _: None)
    again = residues.rule(only, lambda _: p.Constant(False))
    assert settled.when == p.Constant(False)
    assert open_ is only
    assert again is settled


def rules_left(law: LawPlan, form: str) -> Iterator[RulePlan]:
    return (each for each in scope_of(law, form).rules("outcome") if not never_holds(each))


def test_rules_for_another_form_are_left_out_unless_they_have_a_note() -> None:
    law = law_of(
        rule("first", "outcome", when=quoted("is_foundation and community_class")),
        rule("second", "outcome", when=quoted("is_foundation and overseas"), notes=f"[{TITLE}]"),
        rule("third", "outcome", when=quoted('form = "social_group" and overseas')),
    )
    assert [each.id for each in rules_left(law, "social_group")] == ["second", "third"]


def test_a_decision_whose_scope_the_form_rules_out_never_applies() -> None:
    law = law_of(rule("only", "outcome", when="overseas"), decision_keys="scope: is_foundation")
    scope = scope_of(law, "social_group")
    assert never_applies(scope.decision("outcome"), scope.rules("outcome"))
    assert scope_of(law, "foundation").decision("outcome").scope is None


@pytest.mark.parametrize(
    ("conditions", "fact"),
    [
        (('form = "foundation"', 'form in ("social_group", "foundation")', 'level = "county"'), "form"),
        (('form = "foundation"', 'level = "county"', 'level != "national"'), "level"),
        (("community_class", "registered_capital > 5"), None),
    ],
)
def test_the_fact_that_most_conditions_compare_with_a_term_divides_the_law(
    conditions: tuple[str, ...], fact: str | None
) -> None:
    text = ruleset_text(
        one_decision(*(rule(f"r{number}", "outcome", when=quoted(each)) for number, each in enumerate(conditions)))
    )
    assert dividing_fact(rulebook_of(text).selection().law_for("320612", DAY)) == fact


LAWS = {
    "findings with an exception and a note": law_of(
        rule("a", "outcome", when=quoted("is_foundation and community_class")),
        rule("b", "outcome", when=quoted('form != "foundation" and (some p in penalties satisfies p.amount > 5)')),
        rule("c", "outcome", when=quoted('form = "social_group" and overseas'), exception_to="[a, b]"),
        rule("d", "outcome", when=quoted('form = "service_agency"'), notes=f"[{TITLE}]"),
    ),
    "a finding that the form alone makes": law_of(rule("a", "outcome", when="is_foundation")),
    "requirements of one form": law_of(
        rule("a", "outcome", when="is_foundation", requires=quoted("registered_capital >= 2000000")),
        rule(
            "b",
            "outcome",
            when="not(is_foundation)",
            requires=quoted("registered_capital >= 30000 and community_class"),
        ),
        kind="requirements",
        decision_keys="scope: 'is_foundation or registered_on != null'",
    ),
    "answers by form": law_of(
        rule("a", "outcome", when="is_foundation", then="2000000"),
        rule(
            "b",
            "outcome",
            when=quoted('form = "service_agency" and overseas'),
            then="sector_minimum_capital",
            exception_to="c",
        ),
        rule("c", "outcome", when=quoted('form != "foundation"'), then="30000"),
        kind="answer",
        decision_keys="type: money",
    ),
    "findings for every year and every event": law_of(
        rule(
            "a",
            "outcome",
            for_each=quoted("y in 2018..as_of.year - 1"),
            when=quoted(
                "is_foundation and date(y + 1, 3, 31) < as_of and not(some r in annual_reports satisfies r.year = y)"
            ),
            since=quoted("date(y + 1, 4, 1)"),
        ),
        rule("b", "outcome", for_each="p in penalties", when=quoted('form = "social_group" and p.amount > 5')),
    ),
}


@pytest.fixture(scope="module")
def compiled() -> dict[str, CompiledLaw]:
    return {name: CompiledLaw(law, divided_after=0) for name, law in LAWS.items()}


@pytest.mark.parametrize("name", LAWS)
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(record=complete_records() | organization_records(), form=st.sampled_from((*FORMS, None)))
def test_what_is_left_says_what_the_law_says(
    compiled: dict[str, CompiledLaw], name: str, record: dict[str, Any], form: str | None
) -> None:
    organization = Organization.model_validate({**record, "division": "320612", "form": form})
    assert list(differences(LAWS[name], compiled[name], organization, DAY)) == []
