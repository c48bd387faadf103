"""Organizations as the tables of a population, and what any engine says of them in one form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from socorg_rules import Decision, Organization, Rulebook
from socorg_rules.decisions.record import plain_value
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.engines.reference.results import decision_of
from socorg_rules.records.facts import facts_of
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, FieldSpec
from socorg_rules.rulesets.library import Selection

Answer = tuple[str, object, tuple[tuple[str, date | None], ...], tuple[str, ...], tuple[str, ...]]
Answers = dict[tuple[int, str], Answer]

_TYPES = {
    "text": pa.string(),
    "identifier": pa.string(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "money": pa.decimal128(15, 2),
    "ratio": pa.decimal128(8, 5),
    "count": pa.int64(),
    "year": pa.int64(),
    "enum": pa.string(),
    "set": pa.list_(pa.string()),
}


def _column(spec: FieldSpec, holders: Iterable[object]) -> pa.Array:
    values = [getattr(holder, spec.name) for holder in holders]
    if spec.kind == "set":
        # An empty set is not an absent one.
        values = [value if value is None else sorted(value) for value in values]
    return pa.array(values, _TYPES[spec.kind])


def tables_of(organizations: Sequence[Organization], days: Sequence[date]) -> dict[str, pa.Table]:
    """Tables under English names, joined by ``number``; ``day`` is the day asked about of each."""
    columns: dict[str, Any] = {"number": pa.array(range(len(organizations)), pa.int64())}
    columns |= {spec.name: _column(spec, organizations) for spec in ORGANIZATION_FIELDS}
    columns |= {
        f"{spec.name}_known": pa.array([getattr(one, spec.name) is not None for one in organizations])
        for spec in EVENT_LISTS
    }
    columns["day"] = pa.array(days, pa.date32())
    tables = {"organizations": pa.table(columns)}
    for spec in EVENT_LISTS:
        rows = [(number, event) for number, one in enumerate(organizations) for event in getattr(one, spec.name) or ()]
        own: dict[str, Any] = {"number": pa.array([number for number, _ in rows], pa.int64())}
        own |= {field.name: _column(field, [event for _, event in rows]) for field in spec.fields}
        tables[spec.name] = pa.table(own)
    return tables


def answers_of_table(table: pa.Table) -> Answers:
    """What the long table of a bulk evaluation says."""
    found: Answers = {}
    for row in table.to_pylist():
        grounds = tuple((ground["rule"], ground["since"]) for ground in row["grounds"] or ())
        found[int(row["organization"]), row["decision"]] = (
            row["outcome"],
            row["value"],
            grounds,
            tuple(row["missing"] or ()),
            tuple(row["conflict"] or ()),
        )
    return found


def answers_of_reference(
    selection: Selection, organizations: Sequence[Organization], days: Sequence[date], only: Sequence[str] | None = None
) -> Answers:
    """What the reference engine says of the same."""
    found: Answers = {}
    for number, (organization, day) in enumerate(zip(organizations, days, strict=True)):
        law = selection.law_for(organization.division, day)
        decider = ReferenceDecider(law, facts_of(organization, day), day)
        for name in law.decisions:
            if only is None or name in only:
                found[number, name] = _answer(decision_of(decider.decide(name), decider))
    return found


def answers_of_compiled(
    book: Rulebook, organizations: Sequence[Organization], days: Sequence[date], only: Sequence[str] | None = None
) -> Answers:
    """What the compiled engine says of the same; ``test_compiled`` compares it with the reference engine."""
    # Day by day: of the programs of a law's days, it keeps the last ones only.
    in_order = sorted(range(len(days)), key=lambda number: (organizations[number].division, days[number]))
    return {
        (number, name): _answer(decision)
        for number in in_order
        for name, decision in book.evaluate(organizations[number], as_of=days[number], only=only).items()
    }


def _answer(decision: Decision) -> Answer:
    return (
        decision.outcome.value,
        _written(plain_value(decision.value)),
        tuple((ground.rule, ground.since) for ground in decision.grounds),
        decision.missing,
        decision.conflict.rules if decision.conflict is not None else (),
    )


def _written(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def differences(one: Answers, other: Answers) -> list[str]:
    """Where two engines differ, for a person to read."""
    told = []
    for key in sorted({*one, *other}):
        mine, theirs = one.get(key), other.get(key)
        if mine != theirs:
            parts = ("outcome", "value", "grounds", "missing", "conflict")
            if mine is None or theirs is None:
                told.append(f"{key}: {mine} / {theirs}")
            else:
                told += [f"{key} {part}: {a} / {b}" for part, a, b in zip(parts, mine, theirs, strict=True) if a != b]
    return told
