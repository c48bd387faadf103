"""What a program found out about decisions, row by row: equal rows are one object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from socorg_rules.decisions.outcome import DecisionValue, Outcome
from socorg_rules.engines.bulk.compiled_law import LawProgram
from socorg_rules.engines.bulk.decoding import distinct_rows, missing_paths
from socorg_rules.engines.bulk.ground_lists import GroundLists
from socorg_rules.engines.bulk.outputs import DecisionOutput, GroundRow, bits_set, names_of
from socorg_rules.engines.bulk.vectors.texts import Texts
from socorg_rules.engines.bulk.vectors.vector import Vector
from socorg_rules.engines.caveats import Basis


@dataclass(frozen=True, slots=True)
class Found:
    """A decision as a program gave it."""

    outcome: Outcome
    value: DecisionValue
    grounds: tuple[GroundRow, ...]
    missing: tuple[str, ...]
    conflict: tuple[str, ...]
    basis: Basis


def found_by(made: Mapping[str, Vector], law: LawProgram, texts: Texts) -> Mapping[str, list[Found]]:
    """For each decision of a program what was found, in the order of the rows."""
    bases: dict[Basis, Basis] = {}
    return {output.plan.name: _of_rows(made, law, texts, _Reader(output, law.paths, bases)) for output in law.outputs}


def _of_rows(made: Mapping[str, Vector], law: LawProgram, texts: Texts, reader: _Reader) -> list[Found]:
    output = reader.output
    assert output.grounds_apart is not None, "whole decisions have their grounds"
    lists = GroundLists.of(output.grounds_apart, made, texts, len(made[output.outcome].values))
    of_rows, grounds = lists.distinct()
    columns = [law.program.arrow(name, made[name], texts) for name in output.columns]
    codes, rows = distinct_rows([pa.array(of_rows), *columns])
    found = [reader.read(grounds[number], dict(zip(output.columns, row, strict=True))) for number, *row in rows]
    return [found[code] for code in codes.to_pylist()]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the columns of one decision; ``bases``: those met so far, of which equal ones are one object."""

    output: DecisionOutput
    paths: tuple[str, ...]
    bases: dict[Basis, Basis]

    def read(self, grounds: tuple[GroundRow, ...], row: Mapping[str, object]) -> Found:
        output = self.output
        outcome = Outcome(str(row[output.outcome]))
        value = row[output.value] if output.value is not None else None
        basis = self._basis(outcome, grounds, row)
        return Found(
            outcome=outcome,
            value=self._value(outcome, value, self._bits(output.value_bits, row)),
            grounds=grounds,
            missing=missing_paths(
                [word for word, _ in output.missing],
                self._bits(tuple(name for _, name in output.missing), row),
                self.paths,
            ),
            conflict=names_of(self._bits(output.conflict, row), output.conflict_names),
            basis=self.bases.setdefault(basis, basis),
        )

    def _value(self, outcome: Outcome, value: object, bits: Sequence[int | None]) -> DecisionValue:
        """Sets as sets; the requirements not met as they stand."""
        read = self.output.read_value(outcome.value, value, bits)
        return frozenset(read) if isinstance(read, tuple) and self.output.plan.kind != "requirements" else read

    def _basis(self, outcome: Outcome, grounds: tuple[GroundRow, ...], row: Mapping[str, object]) -> Basis:
        told = bits_set(self._bits(self.output.told, row), self.output.told_names)
        return Basis(
            outcome=outcome,
            grounds=frozenset(rule for rule, _ in grounds),
            exceptions=frozenset(rule for rule, note in told if note is None),
            notes=frozenset((rule, note) for rule, note in told if note is not None),
        )

    @staticmethod
    def _bits(names: tuple[str, ...], row: Mapping[str, object]) -> list[int | None]:
        words = [row[name] for name in names]
        assert all(word is None or isinstance(word, int) for word in words)
        return words  # type: ignore[return-value]
