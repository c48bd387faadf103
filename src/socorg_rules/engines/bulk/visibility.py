"""What rules may see of clean tables on a day: the same as ``records.facts``, as expressions.

An event dated later doesn't exist, a later date reads as absent (terms apart), and a set becomes one Boolean a term.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from socorg_rules.engines.bulk.shape import AS_OF, KEY, KNOWN_SUFFIX, ROW, SET_SEPARATOR, Shape
from socorg_rules.records.fields import ORGANIZATION_FIELDS, FieldSpec, ListSpec


def visible_organizations(
    table: ir.Table, shape: Shape, *, sets_as_texts: bool = False, also: Sequence[str] = ()
) -> ir.Table:
    """The facts of organizations on the day that each row says, and other columns of the table.

    A set is one column a term, or with ``sets_as_texts`` what is written.
    """
    values: dict[str, Any] = {}
    for spec in ORGANIZATION_FIELDS:
        if spec.name not in shape.facts:
            continue
        if spec.kind == "set" and not sets_as_texts:
            values |= _terms(spec, table)
        else:
            values[spec.name] = _visible(spec, table)
    known = {
        name + KNOWN_SUFFIX: ibis.coalesce(table[name + KNOWN_SUFFIX], False) for name in sorted(shape.partly_known)
    }
    return table.select(KEY, AS_OF, *also, **values, **known)


def visible_events(table: ir.Table, spec: ListSpec, shape: Shape) -> ir.Table:
    """The events of a list that exist on the day that each row says."""
    dated = [table[name] for name in spec.dated_by if name in shape.lists[spec.name]]
    fields = [field for field in spec.fields if field.name in shape.lists[spec.name]]
    values = {field.name: _visible(field, table) for field in fields}
    if dated:
        begun = reduce(lambda left, right: left | right, (ibis.coalesce(one <= table[AS_OF], False) for one in dated))
        undated = reduce(lambda left, right: left & right, (one.isnull() for one in dated))
        table = table.filter(begun | undated)
    return table.select(KEY, ROW, **values)


def _visible(spec: FieldSpec, table: ir.Table) -> Any:
    value: Any = table[spec.name]
    if spec.kind == "date" and not spec.is_term:
        value = ibis.cases((value <= table[AS_OF], value))
    if spec.shown_with is not None and spec.shown_with in table.columns:
        shown = table[spec.shown_with]
        value = ibis.cases((shown.isnull() | (shown <= table[AS_OF]), value))
    return value if spec.default is None else ibis.coalesce(value, spec.default)


def spellings_of(spec: FieldSpec) -> dict[str, tuple[str, ...]]:
    """The terms of a set, each under the name of its column, with all their spellings."""
    assert spec.vocabulary is not None
    return {
        f"{spec.name}{SET_SEPARATOR}{term.value}": tuple(
            spelling for spelling in spec.vocabulary.spellings if spec.vocabulary.by_spelling[spelling] is term
        )
        for term in spec.vocabulary.terms
    }


def _terms(spec: FieldSpec, table: ir.Table) -> dict[str, Any]:
    """For each term of a set, whether the set holds it; NULL where there is no set."""
    written: Any = ibis.literal(",") + table[spec.name] + ","
    values = {}
    for name, spellings in spellings_of(spec).items():
        held = (written.contains(f",{spelling},") for spelling in spellings)
        values[name] = reduce(lambda left, right: left | right, held)
    return values
