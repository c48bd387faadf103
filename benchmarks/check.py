"""From how many organizations the bulk engine pays: ``python benchmarks/check.py 1000 4000 16000``.

What ``check`` does after reading: all decisions with all their parts. Each engine starts anew for each size, so that
making its program counts. ``BULK_FROM`` in ``cli/engines.py`` comes from here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import deque
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.population import write_population
from socorg_rules.records.fields import ORGANIZATION_FIELDS

AS_OF = date(2026, 6, 15)
SETS = tuple(spec.name for spec in ORGANIZATION_FIELDS if spec.kind == "set")
PLACES = {"one place": "320612", "eight places": None}


def records(folder: Path, division: str | None) -> list[dict[str, Any]]:
    """The organizations of a written population, in one place or in several."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    def rows(name: str) -> list[dict[str, Any]]:
        table = pq.read_table(folder / f"{name}.parquet").to_pylist()
        return [{field: value for field, value in row.items() if value is not None} for row in table]

    lists = [path.stem for path in folder.glob("*.parquet") if path.stem != "organizations"]
    by_key = {row.pop("credit_code"): row for row in rows("organizations")}
    for record in by_key.values():
        record.update({name: [] for name in lists})
        record.update({name: record[name].split(",") for name in SETS if name in record})
        if division is not None:
            record["division"] = division
    for name in lists:
        for row in rows(name):
            by_key[row.pop("credit_code")][name].append(row)
    return list(by_key.values())


def measured(engine: str, folder: Path, division: str | None) -> float:
    """Processor seconds of one engine, in this process."""
    from socorg_rules import Organization, Rulebook  # noqa: PLC0415
    from socorg_rules.cli.engines import evaluated  # noqa: PLC0415

    organizations = [Organization.model_validate(record) for record in records(folder, division)]
    book = Rulebook.bundled()
    start = time.process_time()
    deque(evaluated(book, organizations, engine, as_of=AS_OF, known_at=None, only=None), maxlen=0)  # type: ignore[arg-type]
    return time.process_time() - start


def main(sizes: list[int]) -> None:
    """Prints both engines side by side, and their ratio."""
    for place, division in PLACES.items():
        print(f"{place:<14} {'compiled s':>12} {'bulk s':>10} {'bulk / compiled':>16}")
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                write_population(Path(folder), size)
                seconds = {}
                for engine in ("compiled", "bulk"):
                    asked = json.dumps([engine, folder, division])
                    ran = subprocess.run([sys.executable, __file__, asked], check=True, capture_output=True, text=True)
                    seconds[engine] = float(ran.stdout)
            ratio = seconds["bulk"] / seconds["compiled"]
            print(f"{size:>14,} {seconds['compiled']:>12.2f} {seconds['bulk']:>10.2f} {ratio:>16.2f}")


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1].startswith("["):
        given, where, code = json.loads(sys.argv[1])
        print(measured(given, Path(where), code))
    else:
        main([int(size) for size in sys.argv[1:]] or [1_000, 4_000, 16_000])
