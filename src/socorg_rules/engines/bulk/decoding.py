"""Rows of a statement's result as tables that callers read: one row an organization and decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socorg_rules.decisions.record import plain_value
from socorg_rules.engines.bulk.compiled_law import LawOutputs
from socorg_rules.engines.bulk.missing import WORD_SIZE
from socorg_rules.engines.bulk.outputs import DecisionOutput, grounds_of, names_of

_NAMES: Final = pa.dictionary(pa.int32(), pa.string())
_GROUND: Final = pa.struct([("rule", pa.string()), ("since", pa.date32())])
LONG: Final = pa.schema(
    [
        ("organization", pa.string()),
        ("as_of", pa.date32()),
        ("decision", _NAMES),
        ("outcome", _NAMES),
        ("value", pa.string()),
        ("grounds", pa.list_(_GROUND)),
        ("missing", pa.list_(pa.string())),
        ("conflict", pa.list_(pa.string())),
    ]
)
"""``value`` as JSON writes it: amounts with their places, sets and lists as JSON arrays."""


def long_table(result: pa.Table, statement: LawOutputs, keys: Sequence[str] = ("organization", "as_of")) -> pa.Table:
    """One row an organization and decision."""
    parts = [_decision_table(result, output, statement, keys) for output in statement.outputs]
    return pa.concat_tables(parts)


def merged_long(
    result: pa.Table, statement: LawOutputs, others: Sequence[tuple[int, LawOutputs, pa.Table]]
) -> pa.Table:
    """One row an organization and decision: by the commonest law, but by its own where that law differs."""
    keys = ("organization", "as_of")
    parts = [long_table(table, other, keys) for _, other, table in others]
    for output in statement.outputs:
        differing = [law for law, other, _ in others if output.plan.name in other.names]
        rows = result
        if differing:
            rows = result.filter(pc.invert(pc.is_in(result["law"], pa.array(differing, result["law"].type))))
        parts.append(_decision_table(rows, output, statement, keys))
    return pa.concat_tables(parts)


def _decision_table(result: pa.Table, output: DecisionOutput, statement: LawOutputs, keys: Sequence[str]) -> pa.Table:
    rows = result.num_rows
    outcome = result[output.outcome]
    nothing = pa.nulls(rows, pa.list_(pa.string()))
    columns: dict[str, Any] = {name: result[name] for name in keys}
    columns["decision"] = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), [output.plan.name])
    columns["outcome"] = outcome.cast(pa.string()).combine_chunks().dictionary_encode()
    columns["value"] = _values(result, output, outcome)
    columns["grounds"] = pa.nulls(rows, pa.list_(_GROUND))
    if output.grounds is not None:
        columns["grounds"] = _each([result[output.grounds]], lambda text: _ground_rows(text or ""), pa.list_(_GROUND))
    columns["missing"] = nothing
    if output.missing:
        words = [word for word, _ in output.missing]
        columns["missing"] = _each(
            [result[name] for _, name in output.missing],
            lambda *bits: missing_paths(words, bits, statement.paths),
            pa.list_(pa.string()),
        )
    columns["conflict"] = nothing
    if output.conflict:
        columns["conflict"] = _each(
            [result[name] for name in output.conflict],
            lambda *bits: list(names_of(bits, output.conflict_names)) or None,
            pa.list_(pa.string()),
        )
    return pa.table(columns).cast(pa.schema([LONG.field(name) for name in columns]))


def _values(result: pa.Table, output: DecisionOutput, outcome: pa.ChunkedArray) -> Any:
    if output.value is not None:
        return _each([result[output.value]], lambda value: _value_text(output, "", value, ()), pa.string())
    if output.value_bits:
        return _each(
            [outcome, *(result[name] for name in output.value_bits)],
            lambda settled, *bits: _value_text(output, settled, None, bits),
            pa.string(),
        )
    return pa.nulls(result.num_rows, pa.string())


def _value_text(output: DecisionOutput, outcome: str, value: object, bits: Sequence[int | None]) -> str | None:
    import json  # noqa: PLC0415

    read = output.read_value(outcome, value, bits)
    if read is None or isinstance(read, str):
        return read
    plain = plain_value(read)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _ground_rows(text: str) -> list[dict[str, object]]:
    return [{"rule": rule, "since": since} for rule, since in grounds_of(text)]


def missing_paths(words: Sequence[int], bits: Sequence[int | None], paths: Sequence[str]) -> tuple[str, ...]:
    """The paths whose bits are set in some words; words that a decision can't have are zero."""
    whole: list[int | None] = [0] * (len(paths) // WORD_SIZE + 1)
    for word, value in zip(words, bits, strict=True):
        whole[word] = value
    return names_of(whole, paths)


def _each(columns: Sequence[pa.ChunkedArray], read: Callable[..., object], type_: pa.DataType) -> pa.Array:
    """Reads every distinct row of some columns once."""
    codes, rows = distinct_rows(columns)
    return pa.array([read(*row) for row in rows], type_).take(codes)


def distinct_rows(columns: Sequence[pa.Array | pa.ChunkedArray]) -> tuple[pa.Array, list[tuple[Any, ...]]]:
    """The different rows of some columns, and for each row its number among these."""
    rows = len(columns[0])
    joint = pa.array(np.zeros(rows, np.int64))
    for column in columns:
        if pa.types.is_null(column.type):
            continue
        whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        encoded = whole.dictionary_encode()
        count = len(encoded.dictionary) + 1
        # What is the same everywhere tells no two rows apart.
        if len(encoded.dictionary) > 1 or encoded.null_count:
            codes = encoded.indices.fill_null(count - 1).cast(pa.int64())
            joint = pc.add(pc.multiply(joint, count), codes).dictionary_encode().indices.cast(pa.int64())
    distinct = joint.dictionary_encode()
    first = np.zeros(len(distinct.dictionary), np.int64)
    # Of several places for one number the last stays: walked backwards, the first.
    first[distinct.indices.to_numpy()[::-1]] = np.arange(rows)[::-1]
    at = pa.array(first)
    values = zip(*(column.take(at).to_pylist() for column in columns), strict=True)
    return distinct.indices, list(values)
