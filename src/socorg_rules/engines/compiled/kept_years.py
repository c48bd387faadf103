"""Years asked for inside another loop: what the loop around them has no say in is asked once for a record, and kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from socorg_rules.engines.compiled.connectives import as_connective
from socorg_rules.engines.compiled.indexing import Walk
from socorg_rules.engines.compiled.runtime import first_years, last_years
from socorg_rules.engines.compiled.scope import Frame
from socorg_rules.engines.compiled.source import Code, Function, U
from socorg_rules.engines.compiled.years import Bound, YearCondition, bounds, mentions, operands
from socorg_rules.feel import plan as p

if TYPE_CHECKING:
    from socorg_rules.engines.compiled.loops import Loop, Loops


def kept_years(loops: Loops, node: p.Quantifier, outer: Collection[str]) -> tuple[Walk, p.Plan] | None:
    """A walk through the years that are left of a *some*, and what is still to be asked of each.

    ``outer``: the variables of the loops around it. None where nothing is gained.
    """
    parts = _parts(node, outer)
    if parts is None:
        return None
    kept, rest = parts
    source, certain = _kept(loops, node, kept, "r", pairs=False)
    return Walk(source, False, certain, (), None), p.All(rest)


def nearest_kept_year(loops: Loops, node: p.Quantifier, frame: Frame) -> Code | None:
    """The same *some* where all that is still asked of a year is that it lies before something, or after it.

    Then the first or the last of the years tells as much as all. None where that is not so.
    """
    parts = _parts(node, frame.variables)
    if parts is None or loops.remembers:
        return None
    kept, rest = parts
    match rest, bounds(YearCondition((), (), rest), node.variable):
        case [_], [Bound(year=p.Variable(), operator=operator, value=value)]:
            other = loops.expressions.compile(value, frame)
        case _:
            return None
    if other.unknown or other.null:
        return None
    nearest = first_years if operator in {"<", "<="} else last_years
    source, certain = _kept(loops, node, kept, f"{loops.module.shared(nearest, nearest)}(r)", pairs=True)
    if certain:
        return Code(f"({source}[0] {operator} {other.text})")
    name = frame.function.temporary()
    sure, possible = f"({name} := {source})[0] {operator} {other.text}", f"{name}[1] {operator} {other.text}"
    return Code(f"(True if {sure} else {U} if {possible} else False)", unknown=True)


def _parts(node: p.Quantifier, outer: Collection[str]) -> tuple[tuple[p.Plan, ...], tuple[p.Plan, ...]] | None:
    """What is asked of the years alone, and what is asked of them with the members of the loops around them."""
    if node.kind != "some" or not isinstance(node.domain, p.Years) or not outer:
        return None
    asked = operands(node.condition)
    kept = tuple(each for each in asked if mentions(each, node.variable) and not _rests_on(each, outer))
    rest = tuple(each for each in asked if each not in kept)
    if not rest or not any(isinstance(each, p.Quantifier | p.CompareCount) for one in kept for each in p.walk(one)):
        return None
    return kept, rest


def _kept(loops: Loops, node: p.Quantifier, kept: tuple[p.Plan, ...], made: str, *, pairs: bool) -> tuple[str, bool]:
    """What is ``made`` of the years ``r``, kept for a record, as source, and whether all of them surely belong.

    ``pairs``: each comes with whether it does, also where all do.
    """
    name = loops.module.fresh("d")
    place = loops.module.constant(name)
    function = Function(name, kept_in=f"s[1][{place}]")
    certain = _write(loops, node, p.All(kept), function, pairs=pairs)
    function.line(1, function.giving(made))
    loops.module.add(function)
    return f"(w if (w := s[1].get({place})) is not None else {function.name}(s))", certain


def _write(loops: Loops, node: p.Quantifier, condition: p.Plan, function: Function, *, pairs: bool) -> bool:
    """Writes the years into ``r``; the result: whether all of them surely belong.

    Each comes with whether it does, unless all do and no ``pairs`` are wanted.
    """
    certain = True

    def of_member(depth: int, loop: Loop) -> None:
        nonlocal certain
        code = loops.expressions.compile(loop.condition, loop.frame)
        certain = not code.unknown
        parts = as_connective(code, "False", function)
        function.line(depth, f"if {' or '.join(parts.tests)}: continue")
        if certain:
            function.line(depth, f"r.append({f'({loop.member}, True)' if pairs else loop.member})")
        else:
            unsure = loops.unknowns.any_unknown((name, None) for name in parts.names)
            function.line(depth, f"r.append(({loop.member}, {U} if {unsure} else True))")

    def of_unknown(depth: int, loop: Loop) -> None:
        raise AssertionError("years are never unknown")

    function.line(1, "r = []")
    walk = loops.walk(node.domain, Frame(function))
    loops.write(function, Frame(function), walk, node.variable, of_member, of_unknown, condition)
    return certain


def _rests_on(node: p.Plan, variables: Collection[str]) -> bool:
    """Whether an expression looks at the members of loops around it."""
    for each in p.walk(node):
        match each:
            case p.Variable(name=name) | p.Element(variable=name) if name in variables:
                return True
    return False
