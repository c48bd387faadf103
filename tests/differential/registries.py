"""Organizations as the tables of a registry's database, and what an installed view says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from socorg_rules import Decision, Organization, Rulebook
from socorg_rules.problems import Problems
from socorg_rules.records.fields import EVENT_LISTS
from socorg_rules.review.example_runs import sound_examples
from tests.differential.tables import tables_of
from tests.differential.variations import variations

ViewAnswers = dict[tuple[int, str], tuple[str, object, frozenset[tuple[str, str | None]]]]


def national_organizations(book: Rulebook, every: int, varied: int = 0) -> list[Organization]:
    """Some of the bundled examples of the whole country and variations of them, all their lists known.

    None has an empty set: in a column of texts it can't be told from a set that nobody handed in.
    """
    examples = [one for ruleset in book.rulesets for one in sound_examples(ruleset, book, Problems())]
    national = [one.organization for one in examples if one.organization.division == "100000"]
    chosen = [*national[::every], *variations(national, varied, seed=7)]
    return [one.model_copy(update=_as_a_database_says_it(one)) for one in chosen]


def _as_a_database_says_it(organization: Organization) -> dict[str, Any]:
    lists = {spec.name: () for spec in EVENT_LISTS if getattr(organization, spec.name) is None}
    return lists | {name: None for name, value in organization if value == frozenset()}


def registry_of(organizations: Sequence[Organization], *, booleans: bool = True) -> dict[str, pa.Table]:
    """Tables joined by ``credit_code``, which here is a number; sets are texts, and Booleans may be numbers."""
    tables = tables_of(organizations, [date.max] * len(organizations))
    return {name: _kept(table, booleans) for name, table in tables.items()}


def _kept(table: pa.Table, booleans: bool) -> pa.Table:
    columns: dict[str, Any] = {"credit_code": table["number"].cast(pa.string())}
    for name in table.column_names:
        column = table[name]
        if pa.types.is_list(column.type):
            texts = [None if terms is None else ",".join(terms) for terms in column.to_pylist()]
            column = pa.array(texts, pa.string())
        if pa.types.is_boolean(column.type) and not booleans:
            column = column.cast(pa.int8())
        if name not in ("number", "credit_code", "day") and not name.endswith("_known"):
            columns[name] = column
    return pa.table(columns)


def answers_of_view(rows: Iterable[Mapping[str, Any]], names: Iterable[str]) -> ViewAnswers:
    """Outcome, value and grounds of each organization and decision."""
    listed = [{name.lower(): value for name, value in row.items()} for row in rows]
    return {
        (int(row["organization_key"]), name): (
            row[name],
            _plain(row.get(f"{name}_value")),
            _grounds(row[f"{name}_grounds"] or ""),
        )
        for row in listed
        for name in names
    }


def _grounds(text: str) -> frozenset[tuple[str, str | None]]:
    found = [ground.rpartition("@") for ground in filter(None, text.split(";"))]
    return frozenset((rule, day or None) for rule, _, days in found for day in days.split(","))


def _plain(value: object) -> object:
    """Numbers and days; texts of labels and terms are told apart by the other databases' statements."""
    if isinstance(value, Decimal):
        return int(value)
    return value if isinstance(value, int | date) and not isinstance(value, bool) else None


def expected_of_view(
    book: Rulebook, organizations: Sequence[Organization], day: date, names: Sequence[str]
) -> ViewAnswers:
    """The same, said by the compiled engine."""
    return {
        (number, name): (decision.outcome.value, _value(decision), _said(decision))
        for number, one in enumerate(organizations)
        for name, decision in book.evaluate(one, as_of=day, only=names).items()
    }


def _value(decision: Decision) -> object:
    # Money is in fen.
    return _plain(decision.value * 100 if isinstance(decision.value, Decimal) else decision.value)


def _said(decision: Decision) -> frozenset[tuple[str, str | None]]:
    return frozenset((one.rule, one.since.isoformat() if one.since else None) for one in decision.grounds)


def differing(one: ViewAnswers, other: ViewAnswers) -> list[str]:
    """Where a view and an engine differ, for a person to read."""
    return [
        f"{key}: {one.get(key)} / {other.get(key)}" for key in sorted({*one, *other}) if one.get(key) != other.get(key)
    ]
