"""A small rulebook with one rule of every kind, so that what is told of decisions stays still while the law moves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from socorg_rules import Rulebook

LAW = Path(__file__).parent / "law"


@cache
def sample_rulebook() -> Rulebook:
    return Rulebook.load(LAW)
