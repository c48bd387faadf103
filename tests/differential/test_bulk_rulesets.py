"""Whatever a ruleset says, DuckDB decides as the reference engine does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socorg_rules import Organization, Rulebook
from socorg_rules.bulk import evaluate_tables
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.model import Ruleset
from tests.differential.tables import answers_of_reference, answers_of_table, differences, tables_of
from tests.strategies.organizations import days, organization_records
from tests.strategies.rulesets import rulesets

pytest.importorskip("ibis")


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(
    ruleset=rulesets(),
    asked=st.lists(st.tuples(organization_records(), days()), min_size=1, max_size=6),
)
def test_generated_rulesets_come_out_the_same(ruleset: Ruleset, asked: list[tuple[dict[str, Any], date]]) -> None:
    library = Library([ruleset])
    assert not library.check().errors
    book = Rulebook(library)
    organizations = [Organization.model_validate(record) for record, _ in asked]
    when = [day for _, day in asked]
    made = evaluate_tables(book, tables_of(organizations, when), as_of="day", key="number")
    assert made.refused == ()
    expected = answers_of_reference(book.selection(), organizations, when)
    assert differences(answers_of_table(made.decisions), expected) == []
