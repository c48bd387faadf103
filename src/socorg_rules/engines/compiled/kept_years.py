"""Years asked for inside another loop: what the loop around them has no say in is asked once for a record, and kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from socorg_rules.engines.compiled.connectives import as_connective
from socorg_rules.engines.compiled.indexing import Walk
from socorg_rules.engines.compiled.scope import Frame
from socorg_rules.engines.compiled.source import Function, U
from socorg_rules.engines.compiled.years import mentions, operands
from socorg_rules.feel import plan as p

if TYPE_CHECKING:
    from socorg_rules.engines.compiled.loops import Loop, Loops


def kept_years(loops: Loops, node: p.Quantifier, outer: Collection[str]) -> tuple[Walk, p.Plan] | None:
    """A walk through the years that are left of a *some*, and what is still to be asked of each.

    ``outer``: the variables of the loops around it. None where nothing is gained.
    """
    if node.kind != "some" or not isinstance(node.domain, p.Years) or not outer:
        return None
    asked = operands(node.condition)
    kept = tuple(each for each in asked if mentions(each, node.variable) and not _rests_on(each, outer))
    rest = tuple(each for each in asked if each not in kept)
    if not rest or not any(isinstance(each, p.Quantifier | p.CompareCount) for one in kept for each in p.walk(one)):
        return None
    name = loops.module.fresh("d")
    place = loops.module.constant(name)
    function = Function(name, kept_in=f"s[1][{place}]")
    certain = _write(loops, node, p.All(kept), function)
    function.line(1, function.giving("r"))
    loops.module.add(function)
    source = f"(w if (w := s[1].get({place})) is not None else {function.name}(s))"
    return Walk(source, False, certain, (), None), p.All(rest)


def _write(loops: Loops, node: p.Quantifier, condition: p.Plan, function: Function) -> bool:
    """Writes the years into ``r``, each with whether it surely belongs unless all do (the result)."""
    certain = True

    def of_member(depth: int, loop: Loop) -> None:
        nonlocal certain
        code = loops.expressions.compile(loop.condition, loop.frame)
        certain = not code.unknown
        parts = as_connective(code, "False", function)
        function.line(depth, f"if {' or '.join(parts.tests)}: continue")
        if certain:
            function.line(depth, f"r.append({loop.member})")
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
