"""A circuit as definitions for durable_rules, in its JSON form, and what each of them concludes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from socorg_rules.engines.durable.circuit import Circuit, Conjunction, Term

FALSE: Final = 0
TRUE: Final = 1
UNKNOWN: Final = 2
"""Unknown may be told or left out: no definition asks for it."""

Pattern = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Definition:
    """One rule of durable_rules: when all its terms are facts, ``concludes`` is one too."""

    name: str
    when: Conjunction
    concludes: Term

    def as_json(self) -> dict[str, list[Pattern]]:
        """The definition as durable_rules reads it."""
        patterns = enumerate(self.when)
        return {"all": [{f"m{position}": {term.fact: number_of(term.value)}} for position, term in patterns]}


def number_of(value: bool) -> int:
    """The small integer under which durable_rules knows a truth value."""
    return TRUE if value else FALSE


def definitions_of(circuit: Circuit) -> Iterator[Definition]:
    """For every gate, a definition for each way in which it becomes true or false."""
    for gate in circuit.gates:
        for value, ways in ((True, gate.true_when), (False, gate.false_when)):
            for position, when in enumerate(ways):
                name = f"{gate.fact}={number_of(value)}:{position}"
                yield Definition(name, when, Term(gate.fact, value))
