"""What a Spark worker does: the rows of some organizations, from all tables, decided by the bulk engine.

Spark brings all rows of an organization to one partition. There nothing differs from a population on one machine.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyarrow as pa

from socorg_rules.engines.bulk.compiled_law import ProgramCache
from socorg_rules.engines.bulk.population import LawOfPlaces, Population
from socorg_rules.engines.bulk.question import Question
from socorg_rules.engines.bulk.refusals import Refusal

_BATCH: Final = 10_000
"""Rows that are handed back at once, as many as Spark itself hands over by default."""
REFUSED: Final = "table string, organization string, code string, severity string, zh string, en string"
"""The columns of refused rows, as Spark writes them."""


@dataclass(frozen=True, slots=True)
class PickledLaws:
    """The law of all places as bytes; a worker opens them once, however many partitions it decides."""

    digest: str
    pickled: bytes

    def opened(self) -> OpenedLaws:
        opened = _opened.get(self.digest)
        if opened is None:
            # Only the newest are kept: workers live as long as their application.
            _opened.clear()
            # Made by the driver of the same application out of its own rulebook.
            opened = _opened[self.digest] = OpenedLaws(pickle.loads(self.pickled))
        return opened


@dataclass(frozen=True, slots=True)
class OpenedLaws:
    """The law of all places, and the programs that were made of it."""

    laws: LawOfPlaces
    programs: ProgramCache = field(default_factory=ProgramCache)


_opened: dict[str, OpenedLaws] = {}


@dataclass(frozen=True, slots=True)
class PartitionTask:
    """What is done with each partition; Spark sends it to its workers. ``columns``: those of the decisions."""

    laws: PickledLaws
    question: Question
    columns: tuple[str, ...] = ()
    memory_limit: str | None = None

    def decisions(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The decisions about the organizations of a partition."""
        opened = self.laws.opened()
        for population in self._populations(batches):
            population.refusals()
            for part in population.decided(opened.laws, opened.programs):
                yield from _readable(part, self.columns).to_batches(max_chunksize=_BATCH)

    def refused(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The rows of a partition that the record would not take."""
        for population in self._populations(batches):
            rows = [_row(refusal) for refusal in population.refusals()]
            if rows:
                yield pa.RecordBatch.from_pylist(rows)

    def _populations(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Population]:
        """The population of a partition, if there is anybody in it."""
        tables = tables_of(batches)
        if tables:
            with tempfile.TemporaryDirectory() as folder:
                # Spark runs as many tasks side by side as a machine has cores.
                yield Population(tables, self.question, self.memory_limit, Path(folder), threads=1)


def tables_of(batches: Iterable[pa.RecordBatch]) -> dict[str, pa.Table]:
    """The tables whose rows come mixed: each batch has one column a table, null in the rows of the others.

    The first column is the key by which rows were spread.
    """
    types: dict[str, pa.DataType] = {}
    parts: dict[str, list[pa.RecordBatch]] = {}
    for batch in batches:
        for name in batch.schema.names[1:]:
            rows = batch.column(name)
            types[name] = rows.type
            own = rows.filter(rows.is_valid())
            if len(own):
                parts.setdefault(name, []).append(pa.RecordBatch.from_struct_array(own))
    return {name: pa.Table.from_batches(parts.get(name, []), pa.schema(list(type_))) for name, type_ in types.items()}


def _readable(table: pa.Table, names: tuple[str, ...]) -> pa.Table:
    """The columns that Spark was promised, in their order, without dictionaries, which it doesn't read.

    A decision that no law of a partition knows is null there.
    """
    columns = {}
    for name in names:
        column = table[name] if name in table.column_names else pa.nulls(table.num_rows, pa.string())
        columns[name] = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
    return pa.table(columns)


def _row(refusal: Refusal) -> dict[str, str | None]:
    problem = refusal.problem
    return {
        "table": refusal.table,
        "organization": refusal.key,
        "code": problem.code,
        "severity": problem.severity,
        "zh": problem.render("zh"),
        "en": problem.render("en"),
    }
