"""Validated records decided at once come out as those decided one by one, in every part: caveats and conflicts too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socorg_rules import Evaluation, Organization, Rulebook
from socorg_rules.bulk import evaluate_records
from socorg_rules.problems import Problems
from socorg_rules.records.readers import read_records
from socorg_rules.review.example_runs import sound_examples
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.model import Ruleset
from tests.differential.variations import variations
from tests.small_law import TITLE, one_decision, rule, rulebook_of, ruleset_text
from tests.strategies.organizations import days, organization_records
from tests.strategies.rulesets import rulesets

pytest.importorskip("ibis")

EXAMPLES = Path(__file__).parents[2] / "examples"
PLACE = "320612"
"""One with law of its own."""
DAY = date(2026, 6, 15)


def differences(
    book: Rulebook, organizations: Sequence[Organization], as_of: date, **options: Any
) -> tuple[list[str], list[Evaluation]]:
    """Where the two engines differ, and what the bulk engine says."""
    one_by_one = list(book.evaluate_many(organizations, as_of=as_of, **options))
    at_once = list(evaluate_records(book, organizations, as_of=as_of, **options))
    told = [
        f"{number} {name}: {one[name]} / {other[name]}"
        for number, (one, other) in enumerate(zip(one_by_one, at_once, strict=True))
        for name in one
        if one[name] != other[name]
    ]
    assert [list(one) for one in one_by_one] == [list(other) for other in at_once]
    return told, at_once


def test_records_of_examples_and_their_variations() -> None:
    """In one place, because planning the statement of a law takes longer than all else."""
    book = Rulebook.bundled()
    examples = [
        one.organization.model_copy(update={"division": PLACE})
        for ruleset in book.rulesets
        for one in sound_examples(ruleset, book, Problems())
    ]
    told, decided = differences(book, [*examples[::2], *variations(examples, 300, seed=7)], DAY)
    assert told == []
    caveats = {caveat.kind for evaluation in decided for decision in evaluation.values() for caveat in decision.caveats}
    assert {"note", "unverified_source", "recheck_due", "local_deviation"} <= caveats


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(ruleset=rulesets(), records=st.lists(organization_records(), min_size=1, max_size=6), as_of=days())
def test_generated_rulesets(ruleset: Ruleset, records: list[dict[str, Any]], as_of: date) -> None:
    book = Rulebook(Library([ruleset]))
    told, _ = differences(book, [Organization.model_validate(record) for record in records], as_of)
    assert told == []


CLASHING = ruleset_text(
    one_decision(
        rule("fined", "outcome", when='"count(penalties) > 0"', then="1"),
        rule("rated", "outcome", when='"count(ratings) > 0"', then="2"),
        kind="answer",
        decision_keys="type: count",
    )
)
FINED: dict[str, object] = {"penalties": [{"kind": "fine", "decided_on": "2024-01-02"}], "ratings": []}
RATED: dict[str, object] = {"penalties": [], "ratings": [{"grade": 3, "announced_on": "2023-01-01"}]}


def _organizations(*records: dict[str, object]) -> list[Organization]:
    return [Organization.model_validate({"division": "320612", "level": "county", **record}) for record in records]


def test_a_conflict_names_its_rules() -> None:
    organizations = _organizations({**FINED, "ratings": RATED["ratings"]}, FINED, {})
    told, decided = differences(rulebook_of(CLASHING), organizations, DAY)
    assert told == []
    conflict = decided[0]["outcome"].conflict
    assert conflict is not None
    assert conflict.rules == ("fined", "rated")
    assert [one["outcome"].conflict for one in decided[1:]] == [None, None]


def test_a_note_that_hangs_on_what_a_place_changed_is_told_there() -> None:
    limit = f"parameters: {{limit: {{title: {TITLE}, type: money, values: {{2000-01-01: 30000}}, cite: act art.1}}}}\n"
    note = '[{zh: 注, en: note, when: "registered_capital >= limit"}]'
    country = ruleset_text(one_decision(rule("any", "outcome", when='"true"', notes=note), extra=limit))
    county = "parameters: {limit: {direction: replaces, values: {2000-01-01: 1000}, cite: notice art.9}}\n"
    book = rulebook_of(country, ruleset_text(county, ruleset="cn/county", source="notice", place="320612"))
    records: list[dict[str, object]] = [{"division": division} for division in ("110101", "320612", "110101")]
    told, decided = differences(book, _organizations(*({**one, "registered_capital": "2000"} for one in records)), DAY)
    assert told == []
    kinds = [[caveat.kind for caveat in one["outcome"].caveats] for one in decided]
    assert ["note" in one for one in kinds] == [False, True, False]


def test_chunks_come_in_the_order_of_the_records() -> None:
    organizations = _organizations(FINED, RATED, RATED, {}, FINED)
    decided = list(evaluate_records(rulebook_of(CLASHING), organizations, as_of=DAY, chunk=2))
    assert [one["outcome"].value for one in decided] == [1, 2, 2, None, 1]


def test_no_records_are_no_decisions() -> None:
    assert list(evaluate_records(rulebook_of(CLASHING), [], as_of=DAY)) == []


def test_the_digest_in_an_evaluation_is_the_records_own() -> None:
    [record] = read_records(EXAMPLES / "families.jsonl").records[:1]
    book = rulebook_of(CLASHING)
    [decided] = evaluate_records(book, [record.organization], as_of=DAY)
    assert decided.as_dict() == book.evaluate(record.organization, as_of=DAY).as_dict()
    assert book.replay(decided.to_json(), record.organization).stands
