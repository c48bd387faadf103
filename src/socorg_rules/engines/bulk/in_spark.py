"""A population that lies in Spark: its rows brought together by organization, each partition decided where it is."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import ibis

from socorg_rules.engines.bulk.population import LawOfPlaces
from socorg_rules.engines.bulk.question import Question
from socorg_rules.engines.bulk.sources import Source, SourceTable, source_of
from socorg_rules.engines.bulk.spark_partition import REFUSED, PartitionTask, PickledLaws
from socorg_rules.problems import Problems

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame
    from pyspark.sql.types import DataType, StructType

_KEY: Final = "organization_key_text"
_WHITE_SPACE: Final = " \t\n\r\v\f"
_LONG: Final = {
    "organization": "string",
    "as_of": "date",
    "decision": "string",
    "outcome": "string",
    "value": "string",
    "grounds": "array<struct<rule: string, since: date>>",
    "missing": "array<string>",
    "conflict": "array<string>",
}
_WIDE: Final = {"organization": "string", "as_of": "date"}


@dataclass(slots=True)
class SparkPopulation:
    """Spark's tables by their English names, and what is asked of them.

    ``partitions``: into how many parts the organizations are spread; by default Spark chooses.
    """

    tables: Mapping[str, DataFrame]
    question: Question
    partitions: int | None = None
    memory_limit: str | None = None
    problems: Problems = field(default_factory=Problems)
    _spread: DataFrame = field(init=False)

    def __post_init__(self) -> None:
        unread = {name: ibis.table(_ibis_schema(frame), name=name) for name, frame in self.tables.items()}
        self._spread = self._spread_rows(source_of(unread, self.question.key, self.question.column, self.problems))

    def decided(self, laws: LawOfPlaces, names: Collection[str]) -> DataFrame:
        """The decisions, computed when somebody reads them; ``names``: those that ``wide`` has columns for."""
        columns = {**_WIDE, **dict.fromkeys(names, "string")} if self.question.wide else _LONG
        task = PartitionTask(_pickled(laws), self.question, tuple(columns), self.memory_limit)
        return self._spread.mapInArrow(task.decisions, ", ".join(f"{name} {kind}" for name, kind in columns.items()))

    def refused(self, laws: LawOfPlaces) -> DataFrame:
        """The rows that the record would not take, each with its problem; computed when somebody reads them."""
        task = PartitionTask(_pickled(laws), self.question, memory_limit=self.memory_limit)
        return self._spread.mapInArrow(task.refused, REFUSED)

    def _spread_rows(self, source: Source) -> DataFrame:
        """The rows of all tables in one, each in the column of its table, those of an organization together."""
        from pyspark.sql import functions as sf  # noqa: PLC0415

        used = {table.name: self._used(table) for table in (source.organizations, *source.events.values())}
        types: dict[str, StructType] = {name: frame.schema for name, (_, frame) in used.items()}
        together: DataFrame | None = None
        for name, (key, frame) in used.items():
            row = sf.struct(*(_column(frame, own) for own in frame.columns))
            rows = [(row if other == name else sf.lit(None).cast(types[other])).alias(other) for other in types]
            part = frame.select(_key_text(_column(frame, key), types[name][key].dataType).alias(_KEY), *rows)
            together = part if together is None else together.union(part)
        assert together is not None
        return together.repartition(_KEY) if self.partitions is None else together.repartition(self.partitions, _KEY)

    def _used(self, table: SourceTable) -> tuple[str, DataFrame]:
        """The key of a table, and its rows with nothing that isn't looked at."""
        wanted = {table.key, *table.raw.values()}
        frame = self.tables[table.name]
        return table.key, frame.select(*(_wall_clock(frame, name) for name in frame.columns if name in wanted))


def _column(frame: DataFrame, name: str) -> Column:
    return frame["`" + name.replace("`", "``") + "`"]


def _key_text(key: Column, kind: DataType) -> Column:
    """Equal where workers take keys for the same."""
    from pyspark.sql import functions as sf  # noqa: PLC0415

    text = key.cast("string")
    if kind.typeName() in ("float", "double"):
        text = sf.when(key == sf.rint(key), key.cast("bigint").cast("string")).otherwise(text)
    return sf.btrim(text, sf.lit(_WHITE_SPACE))


def _wall_clock(frame: DataFrame, name: str) -> Column:
    """A column; moments as the session's own clock shows them, so that workers of other time zones read the same."""
    column = _column(frame, name)
    return column.cast("timestamp_ntz").alias(name) if frame.schema[name].dataType.typeName() == "timestamp" else column


def _ibis_schema(frame: DataFrame) -> Any:
    from pyspark.sql.pandas.types import to_arrow_schema  # noqa: PLC0415

    return ibis.Schema.from_pyarrow(to_arrow_schema(frame.schema))


def _pickled(laws: LawOfPlaces) -> PickledLaws:
    pickled = pickle.dumps(laws)
    return PickledLaws(hashlib.sha256(pickled).hexdigest(), pickled)
