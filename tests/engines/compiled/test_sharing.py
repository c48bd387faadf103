"""What is written once is used wherever and whenever the law is the same; nothing is written before it is called."""

from __future__ import annotations

from datetime import date

import pytest

from socorg_rules import Decision, Organization, Rulebook
from socorg_rules.engines.compiled.answers import Questions
from socorg_rules.engines.compiled.footprints import footprint_of
from socorg_rules.engines.compiled.program import CompiledLaw, Workshops
from socorg_rules.rulesets.plan import LawPlan
from tests.small_law import RECORD, TITLE, body, rule, rulebook_of, ruleset_text

BEFORE, AFTER = date(2024, 6, 1), date(2026, 6, 1)
TWO = ruleset_text(
    body(
        extra=f"""\
            parameters:
              least:
                title: {TITLE}
                type: money
                values: {{2000-01-01: 100, 2025-01-01: 900}}
                cite: act art.2
            definitions:
              rich: {{title: {TITLE}, is: registered_capital >= least}}
            """,
        decisions=f"""\
            changing: {{title: {TITLE}, kind: findings}}
            using: {{title: {TITLE}, kind: findings}}
            lasting: {{title: {TITLE}, kind: findings, scope: registered_on != null}}
            """,
        rules=[
            rule("one", "changing", when="rich"),
            rule("two", "using", when="changing != null and changing"),
            rule("three", "lasting", when="'some p in penalties satisfies p.amount > 50'"),
        ],
    )
)


def law_of(text: str) -> LawPlan:
    return rulebook_of(text).selection().law_for("320612", BEFORE)


def decided(law: CompiledLaw, day: date, **facts: object) -> dict[str, Decision]:
    organization = Organization.model_validate({**RECORD, **facts})
    return Questions(law, day, tuple(law.law.decisions)).about(organization).decisions


def test_a_decision_is_written_anew_where_a_value_below_it_is_another() -> None:
    law = CompiledLaw(law_of(TWO))
    outcomes = [
        [decided(law, day, registered_capital=500)[name].outcome.value for name in ("changing", "using")]
        for day in (BEFORE, AFTER, BEFORE)
    ]
    assert outcomes == [["satisfied"] * 2, ["not_satisfied"] * 2, ["satisfied"] * 2]


def test_what_rests_on_nothing_that_changes_is_written_once_for_all_days() -> None:
    workshops = Workshops()
    law = CompiledLaw(law_of(TWO), workshops)
    law.program(BEFORE).ask(tuple(law.law.decisions))
    first = len(workshops.outcomes.natures)
    law.program(AFTER).ask(tuple(law.law.decisions))
    # The definition and the two decisions above it, but not the third decision.
    assert len(workshops.outcomes.natures) - first == first - 1 == 3


def test_places_share_the_law_that_is_the_same_in_both() -> None:
    workshops, day = Workshops(), date(2026, 6, 15)
    selection = Rulebook.bundled().selection()
    law, other = selection.law_for("110105", day), selection.law_for("330102", day)
    CompiledLaw(law, workshops).program(day).ask(tuple(law.decisions))
    first = len(workshops.outcomes.natures)
    CompiledLaw(other, workshops).program(day).ask(tuple(other.decisions))
    assert len(workshops.outcomes.natures) - first < first / 2


def test_places_share_what_is_left_of_a_law_that_is_the_same_in_both() -> None:
    workshops, day = Workshops(), date(2026, 6, 15)
    selection = Rulebook.bundled().selection()
    law, other = selection.law_for("110105", day), selection.law_for("330102", day)
    CompiledLaw(law, workshops).program(day, division="foundation").ask(tuple(law.decisions))
    first = len(workshops.outcomes.natures)
    CompiledLaw(other, workshops).program(day, division="foundation").ask(tuple(other.decisions))
    assert len(workshops.outcomes.natures) - first < first / 2


def test_forms_share_what_does_not_rest_on_the_form() -> None:
    workshops, day = Workshops(), date(2026, 6, 15)
    law = Rulebook.bundled().selection().law_for("110105", day)
    compiled, sizes = CompiledLaw(law, workshops), []
    for form in ("foundation", "social_group"):
        compiled.program(day, division=form).ask(tuple(law.decisions))
        sizes.append(len(workshops.outcomes.natures))
    assert sizes[0] < sizes[1] < 2 * sizes[0]


def test_nothing_is_written_before_somebody_asks() -> None:
    law = CompiledLaw(law_of(TWO))
    assert law.program(BEFORE).source.strip() == ""
    decided(law, BEFORE)
    assert law.program(BEFORE).source.strip() != ""


def test_a_decision_that_never_applies_is_not_written_any_further() -> None:
    law = CompiledLaw(law_of(TWO))
    decided(law, BEFORE, registered_on=None, penalties=[])
    before = law.program(BEFORE).source
    decided(law, BEFORE, registered_on="2020-01-01", penalties=[])
    assert "_whole(s):" not in before
    assert "_whole(s):" in law.program(BEFORE).source


def test_rules_that_can_not_contradict_one_another_are_not_asked_whether_they_do() -> None:
    workshops = Workshops()
    law = CompiledLaw(law_of(TWO), workshops)
    assert decided(law, BEFORE)["changing"].conflict is None
    assert not workshops.missing.natures


@pytest.mark.parametrize(
    ("name", "looks_at", "unknown"),
    [
        ("changing", set(), False),
        ("using", set(), False),
        ("lasting", {"penalties", "penalties.amount"}, True),
    ],
)
def test_a_footprint_names_what_an_expression_names_itself(name: str, looks_at: set[str], unknown: bool) -> None:
    [one] = law_of(TWO).decisions[name].rules_on(BEFORE)
    footprint = footprint_of(one.when)
    assert footprint.looks_at == frozenset(looks_at)
    assert footprint.unknown is unknown


def test_a_decision_looks_at_what_those_that_it_uses_look_at() -> None:
    program = CompiledLaw(law_of(TWO)).program(BEFORE)
    assert program.looks_at("using") == program.looks_at("changing") == {"registered_capital"}
    assert program.looks_at("lasting") == {"registered_on", "penalties", "penalties.amount"}
