"""Expressions over years: which rest on nothing but a year, and which need no year at all.

Conditions about report years are asked of every year, of most of them for nothing. What needs no year is asked once,
before the loop; years that the law alone rules out are never looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

from socorg_rules.feel import plan as p


@dataclass(frozen=True, slots=True)
class YearCondition:
    """The operands of a condition on years: those without the year, those of nothing but the year, the others."""

    without: tuple[p.Plan, ...]
    only: tuple[p.Plan, ...]
    others: tuple[p.Plan, ...]


def year_condition(condition: p.Plan, year: str) -> YearCondition:
    """Sorts the operands of a Kleene *and*, which may be looked at in any order; ``year`` is the variable."""
    operands = condition.operands if isinstance(condition, p.All) else (condition,)
    names = frozenset((year,))
    without = tuple(each for each in operands if not _mentions(each, year))
    only = tuple(each for each in operands if years_in(each, names))
    return YearCondition(without, only, tuple(each for each in operands if each not in without and each not in only))


def _mentions(node: p.Plan, name: str) -> bool:
    return any(isinstance(each, p.Variable) and each.name == name for each in p.walk(node))


def years_in(node: p.AnyPlan, years: frozenset[str]) -> frozenset[str] | None:
    """The years that an expression rests on; None where it rests on something else besides."""
    match node:
        case p.Variable(name=name):
            return frozenset((name,)) if name in years else None
        case p.Constant() | p.Parameter():
            return frozenset()
        case p.DateInYear() | p.ParameterOn() | p.AddDuration() | p.DatePart() | p.Sum() | p.Product():
            pass
        case p.Compare() | p.IsNull() | p.Negation() | p.All() | p.AnyOf() | p.Extreme() | p.Choice():
            pass
        case _:
            return None
    found: frozenset[str] = frozenset()
    for child in p.children(node):
        inside = years_in(child, years)
        if inside is None:
            return None
        found |= inside
    return found
