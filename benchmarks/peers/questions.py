"""The questions of the common part, as formulas of plain logic that any engine can be given."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.peers.formulas import Formula, formulas_of
from socorg_rules import Rulebook
from socorg_rules.rulesets.plan import LawPlan

AS_OF: Final = date(2026, 6, 15)
PLACE: Final = "110105"
RULES: Final = Path(__file__).parent / "rules"
WITH_LISTS: Final = ("annulled_and_not_listed", "on_a_list", "large_fine", "industry_association")
"""Questions about lists and sets; the others are about single facts."""


@cache
def rulebook() -> Rulebook:
    """The questions as a ruleset of this library."""
    return Rulebook.load(RULES)


@cache
def law() -> LawPlan:
    return rulebook().selection().law_for(PLACE, AS_OF)


@cache
def names(*, lists: bool = True) -> tuple[str, ...]:
    """The questions, those about lists among them or not."""
    return tuple(name for name in law().decisions if lists or name not in WITH_LISTS)


@cache
def formulas(*, lists: bool = True) -> dict[str, tuple[Formula, Formula]]:
    """For each question when it is true, and when it is false; unknown otherwise."""
    found = {}
    for name in names(lists=lists):
        [rule] = law().decisions[name].rules_on(AS_OF)
        found[name] = formulas_of(rule.when, AS_OF)
    return found
