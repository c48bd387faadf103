"""DuckDB says of every bundled example what the other engines say, each on its own day."""

from __future__ import annotations

from socorg_rules import Rulebook
from socorg_rules.bulk import evaluate_tables
from socorg_rules.problems import Problems
from socorg_rules.review.example_runs import sound_examples
from tests.differential.tables import answers_of_compiled, answers_of_table, differences, tables_of


def test_every_bundled_example_comes_out_the_same() -> None:
    book = Rulebook.bundled()
    problems = Problems()
    examples = [example for ruleset in book.rulesets for example in sound_examples(ruleset, book, problems)]
    organizations = [example.organization for example in examples]
    days = [example.as_of for example in examples]
    made = evaluate_tables(book, tables_of(organizations, days), as_of="day", key="number")
    assert made.refused == ()
    assert made.problems == ()
    expected = answers_of_compiled(book, organizations, days)
    assert len(expected) > 30_000
    assert differences(answers_of_table(made.decisions), expected) == []
