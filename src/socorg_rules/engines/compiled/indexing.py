"""What a loop goes through, and how events that are asked for again and again are found by one of their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from socorg_rules.engines.compiled.runtime import indexed, indexed_pairs
from socorg_rules.engines.compiled.scope import LISTS, Frame, may_be_null, may_be_unknown
from socorg_rules.engines.compiled.source import Function
from socorg_rules.engines.compiled.years import mentions, operands
from socorg_rules.feel import plan as p

if TYPE_CHECKING:
    from socorg_rules.engines.compiled.expressions import Expressions


@dataclass(frozen=True, slots=True)
class Walk:
    """What a loop goes through. ``certain``: its members surely belong; otherwise each comes with whether it does.

    ``filters``: conditions with the name each gives its member. ``list_name``: the record's list, for events;
    ``years``: the first and the source of the last, for years.
    """

    source: str
    unknown: bool
    certain: bool
    filters: tuple[tuple[str, p.Plan], ...]
    list_name: str | None
    years: tuple[int, str] | None = None


def write_index(
    expressions: Expressions,
    function: Function,
    frame: Frame,
    walk: Walk,
    members: Mapping[str, str],
    conditions: Iterable[p.Plan],
) -> None:
    """Narrows the events ``x`` down to those with a certain value, where a loop around this one asks for it.

    ``conditions`` are asked of all ``members``, by these names.
    """
    if walk.list_name is None:
        return
    for condition in conditions:
        for operand in operands(condition):
            found = _sought(operand, members)
            if found is None or not any(mentions(found[1], name) for name in frame.variables):
                continue
            spec = LISTS[walk.list_name].field_named(found[0])
            assert spec is not None
            value = expressions.compile(found[1], frame.inside(function, {}))
            if value.unknown or value.null or may_be_unknown(spec) or may_be_null(spec):
                continue
            column = expressions.scope.workshop.column(walk.list_name, spec.name)
            place = expressions.module.constant(f"{column} in {walk.source}")
            index = indexed if walk.certain else indexed_pairs
            made = f"{expressions.module.shared(index, index)}(s[1], {place}, x, {column})"
            function.line(1, f"x = (s[1].get({place}) or {made}).get({value.text}, ())")
            return


def _sought(condition: p.Plan, members: Mapping[str, str]) -> tuple[str, p.Plan] | None:
    """A field of a member and what it has to be equal to, if a condition asks that, and it is the same for all."""
    match condition:
        case p.Compare(operator="=", left=p.Element(variable=variable, name=field), right=value) if variable in members:
            pass
        case _:
            return None
    for each in p.walk(value):
        match each:
            case p.Variable(name=name) | p.Element(variable=name) if name in members:
                return None
    return field, value
