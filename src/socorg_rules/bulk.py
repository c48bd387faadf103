"""Deciding about tables of organizations at once, on vectors or inside the database that holds them.

Needs the ``bulk`` extra: ``pip install 'socorg-rules[bulk]'``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from socorg_rules.engines.bulk.question import CHUNK, Progress, Question, Wanted
from socorg_rules.evaluation import Evaluation
from socorg_rules.problems import Problem, UsageError, did_you_mean
from socorg_rules.records.organization import Organization
from socorg_rules.rulebook import Rulebook

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from socorg_rules.engines.bulk.compiled_law import ProgramCache
    from socorg_rules.engines.bulk.refusals import Refusal

RECORDS: Final = 50_000
"""Validated records that are decided at once; they take some kilobytes each while they are."""


@dataclass(frozen=True, slots=True)
class TableDecisions:
    """The decisions about a population.

    ``decisions`` is a table of the caller's kind (pandas, polars, Arrow), or the path of the Parquet file written.
    ``refused`` are the rows that the record would not take; their organizations aren't decided. ``problems`` tell of
    columns and tables that weren't used.
    """

    decisions: Any
    refused: tuple[Refusal, ...]
    problems: tuple[Problem, ...]


def evaluate_tables(  # noqa: PLR0913 - keywords
    rulebook: Rulebook,
    tables: Mapping[str, object] | Path | str,
    *,
    as_of: date | Sequence[date] | str,
    known_at: date | None = None,
    only: Collection[str] | None = None,
    key: str | None = None,
    wide: bool = False,
    values: bool = True,
    grounds: bool = True,
    missing: bool = True,
    output: Path | str | None = None,
    chunk: int = CHUNK,
    memory_limit: str | None = None,
    temp_directory: Path | None = None,
    progress: Progress | None = None,
) -> TableDecisions:
    """Every decision about every organization of some tables.

    Args:
        rulebook: the law.
        tables: by their English or Chinese names, ``organizations`` among them: pandas or polars frames, Arrow tables,
            or paths of Parquet and CSV files (UTF-8, commas); or a folder of such files. A list whose table is not
            handed in is unknown; a column ``<list>_known`` of the organizations says of each whether its list is known.
        as_of: the day asked about, several days, or the name of a column of the organizations.
        known_at: with the rulesets as they were released by that day.
        only: the names of the decisions wanted.
        key: the column that joins the tables; by default the credit code.
        wide: one row an organization with an outcome a decision, instead of one row a decision.
        values: whether to give the decisions' values.
        grounds: whether to give the grounds and conflicts.
        missing: whether to give the missing facts; without them a law is prepared sooner.
        output: a Parquet file to write instead of keeping the result in memory.
        chunk: organizations to decide at once.
        memory_limit: the most memory DuckDB takes, such as ``"3GB"``.
        temp_directory: where DuckDB puts what does not fit.
        progress: told of organizations decided and organizations in all.

    Raises:
        UsageError: for an argument that can't be.
        ProblemsError: when a file can't be read, or the table of organizations lacks a required column.
    """
    from socorg_rules.engines.bulk.population import Population  # noqa: PLC0415

    wanted = Wanted(values and not wide, grounds and not wide, missing and not wide)
    question = Question(as_of, _checked(rulebook, only), wanted, wide, key, chunk)
    population = Population(tables, question, memory_limit, temp_directory)
    refused = tuple(population.refusals())
    parts = population.decided(rulebook.selection(known_at), _cache(rulebook), progress)
    empty = _no_decisions(rulebook, question)
    made = _written(parts, empty, Path(output)) if output is not None else _like(tables, _collected(parts, empty))
    return TableDecisions(made, refused, tuple(population.problems))


def evaluate_records(
    rulebook: Rulebook,
    organizations: Sequence[Organization],
    *,
    as_of: date,
    known_at: date | None = None,
    only: Collection[str] | None = None,
    chunk: int = RECORDS,
) -> Iterator[Evaluation]:
    """What :meth:`Rulebook.evaluate_many` says of validated records, decided all at once.

    Every part is there, caveats too. It pays for some thousands of records: preparing a law takes a second or two,
    however few they are.

    Args:
        rulebook: the law.
        organizations: the records.
        as_of: the day asked about.
        known_at: with the rulesets as they were released by that day.
        only: the names of the decisions wanted.
        chunk: records to decide at once.

    Raises:
        UsageError: for an argument that can't be.
    """
    from socorg_rules.engines.bulk.record_population import PlacedLaw, RecordPopulation  # noqa: PLC0415

    Question(as_of, _checked(rulebook, only), chunk=chunk)
    if not organizations:
        return iter(())
    selection = rulebook.selection(known_at)
    laws = [selection.law_for(organization.division, as_of) for organization in organizations]
    counted = Counter(map(id, laws))
    by_id = {id(law): PlacedLaw(law, rulebook.asked_names(law, only)) for law in laws}
    ranked = sorted(by_id, key=lambda one: (-counted[one], by_id[one].law.places))
    numbers = {one: number for number, one in enumerate(ranked)}
    placed = [by_id[one] for one in ranked]
    law_of = [numbers[id(law)] for law in laws]
    population = RecordPopulation(organizations, placed, law_of, as_of, _cache(rulebook))
    return (
        rulebook.evaluation_of(organization, answers, placed[number].law, placed[number].names, as_of, known_at)
        for organization, number, answers in zip(organizations, law_of, population.decided(chunk), strict=True)
    )


def evaluate_in_database(  # noqa: PLR0913 - keywords
    rulebook: Rulebook,
    connection: Any,
    *,
    as_of: date | str,
    known_at: date | None = None,
    only: Collection[str] | None = None,
    key: str | None = None,
    names: Mapping[str, str] | None = None,
    values: bool = True,
    grounds: bool = True,
    missing: bool = True,
) -> TableDecisions:
    """The same where the data lives: one reading statement for each law, computed by the database.

    Args:
        rulebook: the law.
        connection: an Ibis connection to DuckDB or PostgreSQL.
        as_of: the day asked about, or the name of a column of the organizations.
        known_at: with the rulesets as they were released by that day.
        only: the names of the decisions wanted.
        key: the column that joins the tables; by default the credit code.
        names: the database's own names of tables, by their English names in the record.
        values: whether to give the decisions' values.
        grounds: whether to give the grounds and conflicts.
        missing: whether to give the missing facts.

    Raises:
        UsageError: for an argument that can't be, or a database that isn't one of these.
        ProblemsError: when the table of organizations lacks a required column.
    """
    from socorg_rules.engines.bulk.in_database import DatabasePopulation  # noqa: PLC0415

    question = Question(as_of, _checked(rulebook, only), Wanted(values, grounds, missing), False, key)
    population = DatabasePopulation(connection, question, names or {})
    refused = tuple(population.refusals())
    parts = population.decided(rulebook.selection(known_at))
    made = _collected(parts, _no_decisions(rulebook, question))
    return TableDecisions(made, refused, tuple(population.problems))


@dataclass(frozen=True, slots=True)
class SparkDecisions:
    """The decisions about a population in Spark, as data frames that are computed when somebody reads them.

    ``refused`` has the rows that the record would not take (table, organization, code, severity, and the sentence in
    Chinese and English); their organizations aren't decided. ``problems`` tell of columns that weren't used.
    """

    decisions: DataFrame
    refused: DataFrame
    problems: tuple[Problem, ...]


def evaluate_in_spark(  # noqa: PLR0913 - keywords
    rulebook: Rulebook,
    session: SparkSession,
    tables: Mapping[str, DataFrame | str] | None = None,
    *,
    as_of: date | Sequence[date] | str,
    known_at: date | None = None,
    only: Collection[str] | None = None,
    key: str | None = None,
    wide: bool = False,
    values: bool = True,
    grounds: bool = True,
    missing: bool = True,
    partitions: int | None = None,
    memory_limit: str | None = None,
) -> SparkDecisions:
    """The same in Spark: organizations are spread over its workers, and each worker decides about its own.

    The workers need this package with its ``spark`` extra. Arguments that aren't here are those of
    :func:`evaluate_tables`.

    Args:
        rulebook: the law.
        session: the Spark session.
        tables: by their English or Chinese names, ``organizations`` among them: data frames, or names of tables and
            views of the session; by default those of its tables and views that are named as in the record.
        as_of: the day asked about, several days, or the name of a column of the organizations.
        known_at: with the rulesets as they were released by that day.
        only: the names of the decisions wanted.
        key: the column that joins the tables; by default the credit code.
        wide: one row an organization with an outcome a decision, instead of one row a decision.
        values: whether to give the decisions' values.
        grounds: whether to give the grounds and conflicts.
        missing: whether to give the missing facts.
        partitions: into how many parts the organizations are spread; by default Spark chooses by their size.
        memory_limit: the most memory that one task's DuckDB takes, such as ``"2GB"``.

    Raises:
        UsageError: for an argument that can't be.
        ProblemsError: when the table of organizations lacks a required column.
    """
    from socorg_rules.engines.bulk.in_spark import SparkPopulation  # noqa: PLC0415
    from socorg_rules.engines.bulk.sources import named_tables  # noqa: PLC0415
    from socorg_rules.records.readers.table import TABLE_NAMES  # noqa: PLC0415

    names = _checked(rulebook, only)
    if tables is None:
        # Spark takes Chinese names only in quotation marks.
        tables = {name: f"`{name}`" for name in TABLE_NAMES if session.catalog.tableExists(f"`{name}`")}
    frames = {
        name: session.table(table) if isinstance(table, str) else table for name, table in named_tables(tables).items()
    }
    wanted = Wanted(values and not wide, grounds and not wide, missing and not wide)
    population = SparkPopulation(frames, Question(as_of, names, wanted, wide, key), partitions, memory_limit)
    laws = rulebook.selection(known_at)
    decided = population.decided(laws, rulebook.decision_names if names is None else names)
    return SparkDecisions(decided, population.refused(laws), tuple(population.problems))


_CACHES: WeakKeyDictionary[Rulebook, ProgramCache] = WeakKeyDictionary()


def _cache(rulebook: Rulebook) -> ProgramCache:
    """The programs of a rulebook, kept as long as it is."""
    from socorg_rules.engines.bulk.compiled_law import ProgramCache  # noqa: PLC0415

    if rulebook not in _CACHES:
        _CACHES[rulebook] = ProgramCache()
    return _CACHES[rulebook]


def _checked(rulebook: Rulebook, only: Collection[str] | None) -> tuple[str, ...] | None:
    if only is None:
        return None
    if isinstance(only, str):
        raise UsageError("only is a collection of decision names, not one text")
    for name in only:
        if name not in rulebook.decision_names:
            near = did_you_mean(name, rulebook.decision_names)
            hint = f" Did you mean {near!r}?" if near else ""
            raise UsageError(f"there is no decision {name!r}.{hint}")
    return tuple(dict.fromkeys(only))


def _no_decisions(rulebook: Rulebook, question: Question) -> pa.Table:
    """The table of decisions about nobody."""
    import pyarrow as pa  # noqa: PLC0415

    from socorg_rules.engines.bulk.decoding import LONG  # noqa: PLC0415

    if not question.wide:
        return LONG.empty_table()
    names = rulebook.decision_names if question.names is None else question.names
    outcomes = [pa.field(name, LONG.field("outcome").type) for name in names]
    return pa.schema([LONG.field("organization"), LONG.field("as_of"), *outcomes]).empty_table()


def _collected(parts: Iterable[pa.Table], empty: pa.Table) -> pa.Table:
    """The parts as one table."""
    import pyarrow as pa  # noqa: PLC0415

    kept = list(parts) or [empty]
    return pa.concat_tables(kept, promote_options="permissive").unify_dictionaries()


def _written(parts: Iterable[pa.Table], empty: pa.Table, output: Path) -> Path:
    """The Parquet file with the parts, one behind the other."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    some = iter(parts)
    first = next(some, empty)
    with pq.ParquetWriter(output, first.schema) as writer:
        writer.write_table(first)
        for part in some:
            writer.write_table(part)
    return output


def _like(tables: Mapping[str, object] | Path | str, made: pa.Table) -> Any:
    """The table in the kind of the tables handed in."""
    kinds = (
        {type(table).__module__.partition(".")[0] for table in tables.values()}
        if isinstance(tables, Mapping)
        else set()
    )
    if "polars" in kinds:
        import polars as pl  # noqa: PLC0415

        return pl.from_arrow(made)
    return made.to_pandas() if "pandas" in kinds else made
