"""What durable_rules 2.0.28 takes before it hangs, crashes or answers wrongly; all of it was measured.

513 distinct tests in one ruleset make it loop for ever, the 257th reader of one test is written past the end of its
list, a rule has 32 slots for expressions, and a join has room for 16 facts. Joins of the circuits made here are never
wider than :data:`~socorg_rules.engines.durable.circuit.WIDEST`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from socorg_rules.engines.durable.circuit import Circuit, Term
from socorg_rules.problems import Text

MOST_TESTS: Final = 400
"""Distinct tests (a fact and one of its values) in one ruleset of durable_rules."""
MOST_READERS: Final = 250
"""Definitions that look at one test."""

_TESTS = Text("不同的判断", "distinct tests")
_READERS = Text("读取同一判断的定义", "definitions that look at one test")


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that a circuit passes."""

    what: Text
    needed: int
    limit: int


def excess_of(circuit: Circuit) -> Excess | None:
    """The first limit that a circuit passes, if it passes one."""
    readers: Counter[Term] = Counter(
        term for gate in circuit.gates for terms in (*gate.true_when, *gate.false_when) for term in terms
    )
    if len(readers) > MOST_TESTS:
        return Excess(_TESTS, len(readers), MOST_TESTS)
    most = max(readers.values(), default=0)
    return Excess(_READERS, most, MOST_READERS) if most > MOST_READERS else None
