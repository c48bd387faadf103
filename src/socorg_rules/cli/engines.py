"""Which engine decides about a population. They all say the same; they differ in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from typing import Final, Literal

from socorg_rules.cli.messages import BULK_NOT_INSTALLED
from socorg_rules.evaluation import Evaluation
from socorg_rules.problems import Place, ProblemsError, UsageError
from socorg_rules.records.organization import Organization
from socorg_rules.rulebook import Rulebook

Engine = Literal["auto", "compiled", "bulk"]

BULK_FROM: Final = 5_000
"""Organizations from which ``auto`` takes the bulk engine.

Measured with ``benchmarks/check.py``: below, making a program takes longer than deciding one by one.
"""
_BULK_NEEDS: Final = ("duckdb", "ibis", "numpy", "pyarrow")


def evaluated(
    rulebook: Rulebook,
    organizations: Sequence[Organization],
    engine: Engine,
    *,
    as_of: date,
    known_at: date | None,
    only: Sequence[str] | None,
) -> Iterator[Evaluation]:
    """The decisions about each organization, in their order.

    Raises :class:`~socorg_rules.ProblemsError` when the bulk engine is asked for and is not installed.
    """
    if engine == "bulk" and not bulk_is_installed():
        raise ProblemsError([BULK_NOT_INSTALLED.at(Place("--engine"))])
    if engine == "bulk" or (engine == "auto" and len(organizations) >= BULK_FROM and bulk_is_installed()):
        from socorg_rules.bulk import evaluate_records  # noqa: PLC0415 - brings DuckDB along

        try:
            return evaluate_records(rulebook, organizations, as_of=as_of, known_at=known_at, only=only)
        except UsageError:
            # A ruleset of the caller's own may say what can't be said in SQL.
            if engine == "bulk":
                raise
    return rulebook.evaluate_many(organizations, as_of=as_of, known_at=known_at, only=only)


def bulk_is_installed() -> bool:
    """Whether the ``bulk`` extra is there."""
    return all(find_spec(package) is not None for package in _BULK_NEEDS)
