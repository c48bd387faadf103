"""What compiled rules come to, as plain tuples: made by the million, so nothing heavier.

A result is ``(outcome, answer, value, grounds, conflict, missing, told)``. Values are those of the plan; an unknown one
is as the module writes it. A ground is a :class:`Ground`, or, where what is missing is found out too, ``(number of the
rule, since)``. ``missing`` is None where nobody looked for it. ``told``: the exceptions that hold, and the notes that
do, ``(number of the rule, number of the note)``, found out together with what is missing.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from socorg_rules.decisions.outcome import Outcome
from socorg_rules.engines.compiled.runtime import UNKNOWN, Waiting, waiting_for

Told = tuple[tuple[int, ...], tuple[tuple[int, int], ...]]
Result = tuple[Outcome, Any, Any, tuple[Any, ...], tuple[int, ...], frozenset[str] | None, Told]
Possible = tuple[int, Any, Any, Result | None]
"""A rule that is effective or may be: its number, that (True or unknown), its answer, what it comes to if it is."""


class SameForAll(tuple[Any, ...]):
    """A result of a decision in which no record has a say: it says all, is made once, and is only equal to itself."""

    decision: str

    __hash__ = object.__hash__
    __eq__ = object.__eq__
    __ne__ = object.__ne__


NOTHING_TOLD: Final[Told] = ((), ())

UNDETERMINED: Final[Result] = (Outcome.UNDETERMINED, UNKNOWN, None, (), (), None, NOTHING_TOLD)


def first_days(days: list[date | None]) -> list[date | None]:
    """Each day once, in their order, no day before all days."""
    if len(days) == 1:
        return days
    found: set[Any] = {*days}
    if None not in found:
        return sorted(found)
    found.discard(None)
    return [None, *sorted(found)]


def since_of(day: object, start: date | None) -> date | None:
    """The first day of a ground where its rule can tell it; the first day of the rule at the earliest."""
    if not isinstance(day, date):
        return None
    return day if start is None or day > start else start


def settle_answer(possible: tuple[Possible, ...], boolean: bool, remembers: bool) -> Result:
    """The answer where every rule that may be effective gives the same; two that surely give two are a conflict.

    ``remembers``: unknown values say what they wait for.
    """
    sure = [one for one in possible if one[1] is True]
    known = {one[2] for one in sure if not _is_unknown(one[2])}
    conflict = tuple(one[0] for one in sure) if len(known) > 1 else ()
    if not conflict and sure and not any(_is_unknown(one[2]) for one in possible):
        answer = possible[0][2]
        if all(one[2] == answer for one in possible):
            return answered(answer, boolean, tuple(ground for one in sure if one[3] for ground in one[3][3]))
    if not remembers:
        return (Outcome.UNDETERMINED, UNKNOWN, None, (), conflict, None, NOTHING_TOLD)
    waits = waiting_for(*(value for one in possible for value in (one[1], one[2])))
    return (Outcome.UNDETERMINED, waits, None, (), conflict, waits.facts, NOTHING_TOLD)


def answered(answer: Any, boolean: bool, grounds: tuple[Any, ...]) -> Result:
    """A decision whose answer is known, or unknown for one reason only."""
    if _is_unknown(answer):
        return (Outcome.UNDETERMINED, answer, None, (), (), getattr(answer, "facts", None), NOTHING_TOLD)
    if boolean:
        outcome = Outcome.SATISFIED if answer is True else Outcome.NOT_SATISFIED
        return (outcome, answer is True, None, grounds, (), None, NOTHING_TOLD)
    outcome = Outcome.NOT_SATISFIED if answer is None else Outcome.SATISFIED
    return (outcome, answer, answer, grounds, (), None, NOTHING_TOLD)


def with_missing(result: Result, scope: object, value: object, told: Told, *, valued: bool) -> Result:
    """A result that is complete: what is missing, for an unknown scope or value too, and what is told."""
    outcome, answer, shown, grounds, conflict, missing, _ = result
    in_value = value.facts if isinstance(value, Waiting) else frozenset()
    if valued:
        shown = None if isinstance(value, Waiting) else value
    if isinstance(scope, Waiting) or outcome is Outcome.UNDETERMINED:
        in_scope = scope.facts if isinstance(scope, Waiting) else frozenset()
        waits = Waiting(in_scope | (missing or frozenset()) | in_value)
        return (Outcome.UNDETERMINED, waits, shown if valued else None, (), conflict, waits.facts, told)
    return (outcome, answer, shown, grounds, conflict, in_value, told)


def _is_unknown(value: object) -> bool:
    return value is UNKNOWN or value.__class__ is Waiting
