"""Operands that can be unknown or null: tested before anything is computed from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from socorg_rules.engines.compiled.source import Code, Connective, Function
from socorg_rules.engines.compiled.unknowns import Unknowns


def named(code: Code, function: Function) -> tuple[str, str | None]:
    """A name under which an operand can be written again, and the source that is bound to it first."""
    return (code.text, None) if code.simple else (function.temporary(), code.text)


def computed(
    unknowns: Unknowns,
    function: Function,
    operands: Iterable[Code],
    compute: Callable[[list[str]], str],
    of_null: str = "None",
) -> Code:
    """Something computed from operands: unknown where one is, else ``of_null`` where one is null."""
    operands = tuple(operands)
    unknown: list[tuple[str, str | None]] = []
    null: list[tuple[str, str | None]] = []
    names: list[str] = []
    for operand in operands:
        if not operand.unknown and not operand.null:
            names.append(operand.text if operand.simple else f"({operand.text})")
            continue
        name, source = named(operand, function)
        names.append(name)
        if operand.unknown:
            unknown.append((name, source))
            source = None
        if operand.null:
            null.append((name, source))
    text = compute(names)
    if null:
        tests = [f"{name if source is None else f'({name} := {source})'} is None" for name, source in null]
        text = f"({of_null} if {' or '.join(tests)} else {text})"
    connectives: tuple[Connective, ...] = ()
    if len(unknown) == 1 and of_null == "False":
        known = f"not ({unknowns.any_unknown(unknown)})"
        names_of = [unknown[0][0]]
        connectives = (
            Connective("False", [f"({known} and not {text})"], names_of),
            Connective("True", [f"({known} and {text})"], names_of),
        )
    if unknown:
        # What is bound by a test for null must be bound before it is joined, so join only these.
        joined = unknowns.joined([name for name, _ in unknown])
        text = f"({joined} if {unknowns.any_unknown(unknown)} else {text})"
    elif not null:
        text = f"({text})"
    loops = any(operand.loops for operand in operands)
    return Code(text, bool(unknown), bool(null) and of_null == "None", loops=loops, connectives=connectives)
