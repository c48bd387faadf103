"""Kleene *and*, *or* and *not*, as expressions and as ways through a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from socorg_rules.engines.compiled.source import Code, Connective, Function
from socorg_rules.engines.compiled.unknowns import Unknowns

_OPPOSITE: Final = {"True": "False", "False": "True"}


def connected(unknowns: Unknowns, operands: list[Code], settles: str, function: Function) -> Code:
    """*And* (settled by ``False``) or *or* (settled by ``True``) of conditions, in their order."""
    opposite = _OPPOSITE[settles]
    if any(operand.text == settles for operand in operands):
        return Code(settles, simple=True)
    operands = [operand for operand in operands if operand.text != opposite]
    if not operands:
        return Code(opposite, simple=True)
    if len(operands) == 1:
        return operands[0]
    loops = any(operand.loops for operand in operands)
    if not any(operand.unknown for operand in operands):
        word = " and " if settles == "False" else " or "
        return Code(f"({word.join([operand.text for operand in operands])})", loops=loops)
    connective = Connective(settles, [], [])
    for operand in operands:
        part = as_connective(operand, settles, function)
        connective.tests += part.tests
        connective.names += part.names
    return _of_parts(unknowns, connective, loops)


def as_connective(operand: Code, settles: str, function: Function) -> Connective:
    """A condition as part of a connective that is settled by ``settles``."""
    if not operand.unknown:
        return Connective(settles, [f"not {operand.text}" if settles == "False" else operand.text], [])
    for parts in operand.connectives:
        if parts.settles == settles:
            return parts
    if operand.simple:
        return Connective(settles, [f"{operand.text} is {settles}"], [operand.text])
    name = function.temporary()
    if operand.negated is not None:
        return Connective(settles, [f"({name} := {operand.negated.text}) is {_OPPOSITE[settles]}"], [name])
    return Connective(settles, [f"({name} := {operand.text}) is {settles}"], [name])


def _of_parts(unknowns: Unknowns, parts: Connective, loops: bool, *others: Connective) -> Code:
    names = dict.fromkeys(parts.names)
    unsure = unknowns.any_unknown((name, None) for name in names)
    text = (
        f"({parts.settles} if {' or '.join(parts.tests)} else {unknowns.joined(names)} if {unsure} "
        f"else {_OPPOSITE[parts.settles]})"
    )
    return Code(text, True, loops=loops, connectives=(parts, *others))


def negated(unknowns: Unknowns, operand: Code, function: Function) -> Code:
    """Kleene *not* of a condition."""
    if operand.text in _OPPOSITE:
        return Code(_OPPOSITE[operand.text], simple=True)
    if not operand.unknown:
        return Code(f"(not {operand.text})", loops=operand.loops)
    if operand.connectives:
        parts, *others = (Connective(_OPPOSITE[each.settles], each.tests, each.names) for each in operand.connectives)
        return _of_parts(unknowns, parts, operand.loops, *others)
    name = operand.text if operand.simple else function.temporary()
    test = unknowns.any_unknown([(name, None if operand.simple else operand.text)])
    text = f"({unknowns.joined([name])} if {test} else not {name})"
    return Code(text, True, loops=operand.loops, negated=operand)


def write_branches(  # noqa: PLR0913, PLR0917 - the three ways, and where they are written
    unknowns: Unknowns,
    function: Function,
    depth: int,
    condition: Code,
    when_true: Callable[[int], None],
    when_unknown: Callable[[int, list[str]], None],
    when_false: str = "pass",
) -> None:
    """What is done where a condition is true, and where it is unknown: with the names of what may be unknown in it.

    ``when_false``: the statement for where it is false; ``continue`` leaves the loop around it.
    """
    if not condition.unknown:
        if when_false == "continue":
            function.line(depth, f"if not {condition.text}: continue")
            when_true(depth)
            return
        function.line(depth, f"if {condition.text}:")
        when_true(depth + 1)
        if when_false != "pass":
            function.line(depth, f"else: {when_false}")
        return
    parts = as_connective(condition, "False", function)
    function.line(depth, f"if {' or '.join(parts.tests)}: {when_false}")
    names = list(dict.fromkeys(parts.names))
    unsure = unknowns.any_unknown((name, None) for name in names)
    function.line(depth, f"elif {unsure}:")
    when_unknown(depth + 1, names)
    function.line(depth, "else:")
    when_true(depth + 1)
