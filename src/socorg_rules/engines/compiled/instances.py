"""Rules that are asked for every member of a domain: a function that gives the days since when they hold for one."""

from __future__ import annotations

from socorg_rules.engines.compiled.connectives import write_branches
from socorg_rules.engines.compiled.expressions import Expressions
from socorg_rules.engines.compiled.grounds import Grounds
from socorg_rules.engines.compiled.loops import Loop
from socorg_rules.engines.compiled.scope import Frame
from socorg_rules.engines.compiled.settling import first_days
from socorg_rules.engines.compiled.source import Function
from socorg_rules.rulesets.plan import RulePlan


def write_instances(expressions: Expressions, grounds: Grounds, rule: RulePlan) -> tuple[str, bool]:
    """A call that gives the days since when the rule holds for a member: a list, or False, or unknown.

    The other part of the result: whether it can be unknown.
    """
    assert rule.for_each is not None
    loops, module = expressions.loops, expressions.module
    function = Function(module.fresh("f"))

    def of_unknown(depth: int, loop: Loop) -> None:
        body = expressions.compile(rule.when, loop.frame)
        function.line(depth, f"t = {body.text}")
        function.line(depth, "return x_waits if t is False else waiting_for(x_waits, b, t)")

    def of_member(depth: int, loop: Loop) -> None:
        body = expressions.compile(loop.condition, loop.frame)

        def found(depth: int) -> None:
            since = grounds.since(rule, loop.frame) or "None"
            if loop.certain:
                function.line(depth, f"h.append({since})")
                return
            function.line(depth, f"if b is True: h.append({since})")
            function.line(depth, "else:")
            loops.leave(function, depth + 1, loop)

        def unsure(depth: int, names: list[str]) -> None:
            loops.leave(function, depth, loop, *names)

        write_branches(expressions.unknowns, function, depth, body, found, unsure, "continue")

    function.line(1, "h = []")
    walk = loops.walk(rule.for_each.domain, Frame(function))
    loops.write(function, Frame(function), walk, rule.for_each.variable, of_member, of_unknown, rule.when)
    order = module.shared("first days", first_days)
    unsettled = f"{loops.remembered} if u else " if function.leaves_unknown else ""
    function.line(1, f"return {order}(h) if h else {unsettled}False")
    module.add(function)
    call = f"{function.name}(s)"
    if walk.list_name is not None:
        call = f"({call} if {expressions.scope.fact(walk.list_name)} else False)"
    return call, function.leaves_unknown or walk.unknown
