"""DuckDB says of examples, and of records that differ a little from them, what the other engines say.

Here each on the day of its example, for the whole country and one place; ``many_cases`` compares a million at night,
of all places.
"""

from __future__ import annotations

import json
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

_PLACES = ("100000", "320612")
_VARIED = 20_000
_REFERENCE_EVERY = 97


def test_examples_and_their_variations_come_out_the_same(tmp_path: Path) -> None:
    book = Rulebook.bundled()
    examples = [one for ruleset in book.rulesets for one in sound_examples(ruleset, book, Problems())]
    examples = [one for one in examples if one.organization.division in _PLACES]
    given = [one.organization for one in examples]
    organizations = [*given, *variations(given, _VARIED, seed=0)]
    days = [examples[number % len(examples)].as_of for number in range(len(organizations))]
    made = evaluate_tables(book, tables_of(organizations, days), as_of="day", key="number")
    assert made.refused == ()
    assert made.problems == ()
    bulk = answers_of_table(made.decisions)
    told = differences(bulk, answers_of_compiled(book, organizations, days))
    if told:
        number = int(told[0][1 : told[0].index(",")])
        record = organizations[number].model_dump(mode="json", exclude_none=True)
        replay = tmp_path / "replay.json"
        replay.write_text(json.dumps({"as_of": days[number].isoformat(), "record": record}, ensure_ascii=False))
        pytest.fail(f"{len(told)} differences, the first in {replay}: {told[:5]}")
    sample = range(0, len(organizations), _REFERENCE_EVERY)
    expected = answers_of_reference(
        book.selection(), [organizations[number] for number in sample], [days[number] for number in sample]
    )
    renumbered = {
        (position, name): bulk[number, name] for position, number in enumerate(sample) for name in book.decision_names
    }
    assert differences(renumbered, expected) == []
