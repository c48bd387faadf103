"""DuckDB says of examples, and of records that differ a little from them, what the other engines say.

``BULK_CASES`` asks for more variations than usual: at night, of all places, a million.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from socorg_rules import Rulebook
from socorg_rules.bulk import evaluate_tables
from socorg_rules.problems import Problems
from socorg_rules.review.example_runs import sound_examples
from tests.differential.tables import (
    answers_of_compiled,
    answers_of_reference,
    answers_of_table,
    differences,
    tables_of,
)
from tests.differential.variations import variations

pytest.importorskip("ibis")

_CASES = int(os.environ.get("BULK_CASES", "0"))
_PLACES = ("100000", "320612")
_BATCH = 20_000


def test_examples_and_their_variations_come_out_the_same(tmp_path: Path) -> None:
    book = Rulebook.bundled()
    examples = [one for ruleset in book.rulesets for one in sound_examples(ruleset, book, Problems())]
    if not _CASES:
        examples = [one for one in examples if one.organization.division in _PLACES]
    given = [one.organization for one in examples]
    for batch in range(max(1, -(-_CASES // _BATCH))):
        varied = list(variations(given, _BATCH, seed=batch))
        organizations = [*given, *varied]
        days = [one.as_of for one in examples]
        days += [days[number % len(days)] for number in range(len(varied))]
        made = evaluate_tables(book, tables_of(organizations, days), as_of="day", key="number")
        assert made.refused == ()
        assert made.problems == ()
        bulk = answers_of_table(made.decisions)
        told = differences(bulk, answers_of_compiled(book, organizations, days))
        if told:
            number = int(told[0][1 : told[0].index(",")])
            replay = tmp_path / "replay.json"
            replay.write_text(
                json.dumps(
                    {"as_of": days[number].isoformat(), "record": organizations[number].model_dump(mode="json")},
                    ensure_ascii=False,
                )
            )
            pytest.fail(f"{len(told)} differences, the first in {replay}: {told[:5]}")
        sample = range(0, len(organizations), 97 if not _CASES else 997)
        expected = answers_of_reference(
            book.selection(), [organizations[number] for number in sample], [days[number] for number in sample]
        )
        renumbered = {
            (position, name): bulk[number, name]
            for position, number in enumerate(sample)
            for name in book.decision_names
        }
        assert differences(renumbered, expected) == []
