"""The columns of a law in the order in which they are computed, and when each is no longer needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final, cast

import numpy as np
import pyarrow as pa

from socorg_rules.engines.bulk.column import AggregateOver, Column, Rows
from socorg_rules.engines.bulk.columns import Columns
from socorg_rules.engines.bulk.rewriting import Renaming
from socorg_rules.engines.bulk.vectors.computing import Computing, is_lazy
from socorg_rules.engines.bulk.vectors.tables import Tables
from socorg_rules.engines.bulk.vectors.texts import Texts
from socorg_rules.engines.bulk.vectors.vector import Vector, one_behind_the_other

BATCH: Final = 1 << 17
"""Organizations that are computed at once: few enough for fast memory, many enough to pay for each operation."""


@dataclass(slots=True)
class VectorProgram:
    """Computes some columns of organizations, batch by batch."""

    columns: Columns
    outputs: Mapping[str, Column]
    _steps: list[Column] = field(init=False)
    _last_used: dict[Column, list[Column]] = field(init=False)
    _leaves: list[Column] = field(init=False)
    _first: dict[Column, Column] = field(init=False)

    def __post_init__(self) -> None:
        kept = frozenset(self.outputs.values())
        reached = _reached(kept)
        read = ("fact", "element", "aggregate", "looked_up")
        self._leaves = [column for column in reached if column.operation in read]
        self._first = {column: _first_of_its_list(column, self.columns) for column in reached if len(column.free) == 1}
        # Arguments are made before what is computed from them: their numbers are lower.
        self._steps = sorted(
            (column for column in reached if not column.free and (column in kept or not is_lazy(column))),
            key=lambda column: column.number,
        )
        last: dict[Column, Column] = {}
        steps = frozenset(self._steps)
        for step in self._steps:
            for used in _used_by(step, steps):
                last[used] = step
        self._last_used = {}
        for used, step in last.items():
            if used not in kept:
                self._last_used.setdefault(step, []).append(used)

    @property
    def facts(self) -> frozenset[str]:
        """The columns of the table of organizations that are looked at."""
        return frozenset(str(column.data) for column in self._leaves if column.operation == "fact")

    @property
    def elements(self) -> Mapping[str, frozenset[str]]:
        """The lists that are looked at, and which of their columns."""
        found: dict[str, set[str]] = {}
        for column in self._leaves:
            if column.operation == "aggregate":
                variable = cast(AggregateOver, column.data).variable
                if isinstance(variable, Rows):
                    found.setdefault(variable.list_name, set())
            if column.operation == "element":
                variable, name = cast(tuple[Rows, str], column.data)
                found.setdefault(variable.list_name, set()).add(name)
        return {name: frozenset(columns) for name, columns in found.items()}

    @property
    def looks_up(self) -> bool:
        """Whether tables of constants are looked at."""
        return any(column.operation == "looked_up" for column in self._leaves)

    def run(self, tables: Tables, threads: int = 1) -> dict[str, Vector]:
        """The columns asked for, by their names; each row has a value of its own."""
        batches = tables.batches(BATCH)
        if threads > 1 and len(batches) > 1:
            with ThreadPoolExecutor(threads) as pool:
                made = list(pool.map(self._batch, batches))
        else:
            made = [self._batch(batch) for batch in batches]
        return {name: one_behind_the_other([one[name] for one in made]) for name in self.outputs}

    def _batch(self, tables: Tables) -> dict[str, Vector]:
        computing = Computing(self._first, tables)
        for step in self._steps:
            computing.of(step)
            computing.forget(self._last_used.get(step, ()))
        return {name: computing.of(column).spread(tables.count) for name, column in self.outputs.items()}

    def arrow(self, name: str, vector: Vector, texts: Texts) -> pa.Array:
        """A column as Arrow has it; texts as a dictionary."""
        match self.outputs[name].kind:
            case "text":
                return texts.arrow(vector.values, vector.absent)
            case "date":
                return pa.array(vector.values.astype(np.int32), pa.int32(), mask=vector.absent).view(pa.date32())
            case "boolean":
                return pa.array(vector.values.astype(np.bool_), pa.bool_(), mask=vector.absent)
            case "integer":
                return pa.array(vector.values.astype(np.int64), pa.int64(), mask=vector.absent)
            case "null":
                return pa.nulls(len(vector.values))


def _first_of_its_list(column: Column, columns: Columns) -> Column:
    """The same column of the first variable over its list, by which equal columns of events are one."""
    [variable] = column.free
    first = variable.at_slot(0)
    return column if first == variable else Renaming(columns, variable, first).of(column)


def _reached(columns: Iterable[Column]) -> set[Column]:
    """Everything from which some columns are computed."""
    found: set[Column] = set()
    waiting = list(columns)
    while waiting:
        column = waiting.pop()
        if column not in found and not column.is_literal:
            found.add(column)
            waiting += column.arguments
    return found


def _used_by(step: Column, steps: frozenset[Column]) -> set[Column]:
    """The steps whose columns are looked at while one is computed, through events and texts."""
    found: set[Column] = set()
    seen: set[Column] = set()
    waiting = list(step.arguments)
    while waiting:
        column = waiting.pop()
        if column in seen:
            continue
        seen.add(column)
        if column in steps:
            found.add(column)
        else:
            waiting += column.arguments
    return found
