"""Small registries on disk, for tests of the readers."""

from __future__ import annotations

from pathlib import Path

from socorg_rules.records.readers import Batch

HEADER = "统一社会信用代码,level,division"


def write_folder(folder: Path, **tables: str | bytes) -> Path:
    """A folder with one CSV file for each table; text is written as UTF-8."""
    folder.mkdir(exist_ok=True)
    for name, content in tables.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(data)
    return folder


def organizations(*keys: str) -> str:
    """A table of good organizations that have nothing but a key."""
    return "\n".join([HEADER, *(f"{key},county,320612" for key in keys)]) + "\n"


def keys_of(batch: Batch) -> list[str]:
    return [record.key for record in batch.records]


def codes_of(batch: Batch, *, warnings: bool = False) -> list[str]:
    """The codes of all errors in the order of their places; what is odd about made-up credit codes is no matter."""
    found = batch.problems if warnings else batch.problems.errors
    return [problem.code for problem in found if problem.code != "W300"]
