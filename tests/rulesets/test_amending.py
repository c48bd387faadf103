"""A ruleset written otherwise is checked in part, and comes to the same as if it had been checked as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from socorg_rules.problems import Problems
from socorg_rules.review.mutants import Mutant, mutants_of
from socorg_rules.rulebook import bundled_path
from socorg_rules.rulesets.amending import amended
from socorg_rules.rulesets.library import Library, Selection, read_library
from socorg_rules.rulesets.plan import RulePlan
from socorg_rules.rulesets.typed import TypedLaw
from tests.review.mutating import library_in, write
from tests.review.sample import LAW
from tests.small_law import one_decision, rule


def key(plan: RulePlan) -> tuple[str, str, str]:
    return plan.decision, plan.id, plan.place


def shown(law: TypedLaw) -> object:
    """Everything that a selection types, in an order of its own."""
    return law.definitions, law.definition_uses, law.decisions, sorted(law.rules, key=key)


@cache
def library() -> Library:
    return library_in(LAW)


@cache
def mutants() -> tuple[Mutant, ...]:
    selection = library().selection()
    return tuple(mutant for ruleset in library().rulesets for mutant in mutants_of(ruleset, selection))


@pytest.mark.parametrize("stride", range(8))
def test_checking_in_part_finds_what_checking_the_whole_finds(stride: int) -> None:
    selection = library().selection()
    for mutant in mutants()[stride::8]:
        in_part, whole = Problems(), Problems()
        amended_selection = selection.amended(mutant.original, mutant.mutated, in_part)
        rulesets = tuple(mutant.mutated if other is mutant.original else other for other in selection.rulesets)
        checked = Selection(rulesets, selection.calendar, whole)
        assert {problem.code for problem in in_part.errors} == {problem.code for problem in whole.errors}
        if not whole.errors:
            assert shown(amended_selection.typed) == shown(checked.typed)


def test_most_changes_are_checked_in_part() -> None:
    law = library().selection().typed
    inside = [mutant for mutant in mutants() if mutant.place.path and mutant.place.path.startswith("rules")]
    assert inside
    assert all(amended(law, mutant.original, mutant.mutated, Problems()) is not None for mutant in inside)


def test_the_selection_that_was_amended_stays_as_it_was() -> None:
    selection = library().selection()
    before = shown(selection.typed)
    law = selection.law_for("320600", date(2026, 6, 15))
    for mutant in mutants()[::10]:
        selection.amended(mutant.original, mutant.mutated, Problems())
    assert shown(selection.typed) == before
    assert selection.law_for("320600", date(2026, 6, 15)) is law


def test_a_definition_that_may_now_be_null_is_checked_with_all_that_names_it(tmp_path: Path) -> None:
    extra = 'definitions:\n  day:\n    is: if registered_on != null then registered_on else @"2000-01-01"\n'
    body = one_decision(rule("a", "outcome", when="day < as_of"), extra=extra)
    selection = library_in(write(tmp_path, body)).selection()
    [mutant] = [
        mutant
        for mutant in mutants_of(selection.rulesets[0], selection)
        if mutant.item == "day" and mutant.operator == "comparison"
    ]
    problems = Problems()
    selection.amended(mutant.original, mutant.mutated, problems)
    assert [problem.place.path for problem in problems.errors] == ["rules.a.when"]


def test_several_changes_at_once_are_checked_as_a_whole() -> None:
    law = library().selection().typed
    of_rule = next(mutant for mutant in mutants() if mutant.item == "large-fine")
    of_definition = next(mutant for mutant in mutants() if mutant.item == "small_sanctions")
    both = replace(of_rule.mutated, definitions=of_definition.mutated.definitions)
    assert amended(law, of_rule.original, both, Problems()) is None


def test_a_rule_that_is_gone_is_checked_with_all_others() -> None:
    law = library().selection().typed
    ruleset = library().rulesets[-1]
    assert amended(law, ruleset, replace(ruleset, rules=ruleset.rules[1:]), Problems()) is None


def test_the_bundled_rulesets_can_be_amended() -> None:
    problems = Problems()
    whole = read_library(bundled_path(), problems).selection()
    ruleset = next(ruleset for ruleset in whole.rulesets if ruleset.rules)
    mutant = next(mutant for mutant in mutants_of(ruleset, whole) if mutant.item == ruleset.rules[0].id)
    assert whole.amended(mutant.original, mutant.mutated, problems).typed is not whole.typed
