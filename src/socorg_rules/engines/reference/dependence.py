"""What an expression rests on: the record, or only the day asked about and the variables around it."""

from __future__ import annotations

from typing import Final

from socorg_rules.feel import plan as p

_WALKING: Final = (p.Quantifier, p.CompareCount, p.Count, p.Aggregate)
_OF_THE_RECORD: Final = (p.Fact, p.Element, p.Defined, p.Decided, *_WALKING)


def variables_alone(node: p.AnyPlan) -> frozenset[str] | None:
    """The variables around an expression that rests on them and on the day alone; None where it rests on the record."""
    if isinstance(node, p.Variable):
        return frozenset((node.name,))
    if isinstance(node, _OF_THE_RECORD):
        return None
    variables: frozenset[str] = frozenset()
    for part in p.children(node):
        below = variables_alone(part)
        if below is None:
            return None
        variables |= below
    return variables


def can_miss_something(node: p.AnyPlan) -> bool:
    """Whether an expression can be unknown for want of a fact, or of a calendar."""
    return any(isinstance(part, (*_OF_THE_RECORD, p.AddWorkingDays)) for part in p.walk(node))


def walks_over_members(node: p.Plan) -> bool:
    """Whether an expression has to look at the members of a list, or at years."""
    return any(isinstance(part, _WALKING) for part in p.walk(node))
