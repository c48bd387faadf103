"""A small rulebook with one rule of every kind, so that what is told of decisions stays still while the law moves."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from socorg_rules import Evaluation, Rulebook
from socorg_rules.records.readers import Record, read_records

LAW = Path(__file__).parent / "law"
ORGANIZATIONS = Path(__file__).parent / "organizations.jsonl"
AS_OF = date(2026, 6, 15)

GUILTY, UNKNOWN, BLAMELESS, DEREGISTERED = "#1", "#2", "#3", "#4"
"""The keys of the organizations: much found, event lists not handed in, nothing found, an exception applies."""


@cache
def sample_rulebook() -> Rulebook:
    return Rulebook.load(LAW)


@cache
def sample_records() -> dict[str, Record]:
    return {record.key: record for record in read_records(ORGANIZATIONS).records}


@cache
def sample_evaluation(key: str) -> Evaluation:
    return sample_rulebook().evaluate(sample_records()[key].organization, as_of=AS_OF)
