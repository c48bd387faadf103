"""What statements and programs found, as tables that callers read: one row an organization and decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socorg_rules.decisions.record import plain_value
from socorg_rules.engines.bulk.compiled_law import LawOutputs, LawProgram
from socorg_rules.engines.bulk.ground_lists import GROUND, GroundLists
from socorg_rules.engines.bulk.missing import WORD_SIZE
from socorg_rules.engines.bulk.outputs import DecisionOutput, grounds_of, names_of
from socorg_rules.engines.bulk.vectors.texts import Texts
from socorg_rules.engines.bulk.vectors.vector import Array, Vector

_KEYS: Final = ("organization", "as_of")
_NAMES: Final = pa.dictionary(pa.int32(), pa.string())
LONG: Final = pa.schema(
    [
        ("organization", pa.string()),
        ("as_of", pa.date32()),
        ("decision", _NAMES),
        ("outcome", _NAMES),
        ("value", pa.string()),
        ("grounds", pa.list_(GROUND)),
        ("missing", pa.list_(pa.string())),
        ("conflict", pa.list_(pa.string())),
    ]
)
"""``value`` as JSON writes it: amounts with their places, sets and lists as JSON arrays."""


@dataclass(frozen=True, slots=True)
class LawResult:
    """What the program of a law computed. ``rows``: the numbers of its rows among those of the keys, None for all."""

    law: LawProgram
    rows: Array | None
    made: Mapping[str, Vector]

    def table(self, keys: pa.Table, output: DecisionOutput, texts: Texts, chosen: Array | None = None) -> pa.Table:
        """One decision about its rows, or about those chosen of them."""
        rows = chosen if self.rows is None else self.rows
        named = keys if rows is None else keys.take(pa.array(rows))
        apart = output.grounds_apart
        grounds = (name for ground in apart or () for name in (ground.stands, ground.since))
        made = {name: self.made[name] for name in (*output.columns, *grounds)}
        if chosen is not None:
            made = {name: vector.take(chosen) for name, vector in made.items()}
        columns = {name: self.law.program.arrow(name, made[name], texts) for name in output.columns}
        lists = None if apart is None else GroundLists.of(apart, made, texts, named.num_rows).arrow()
        return _decision_table(named, columns, output, self.law.paths, lists)


def long_table(result: pa.Table, statement: LawOutputs) -> pa.Table:
    """One row an organization and decision, out of the result of a statement."""
    keys = result.select(list(_KEYS))
    parts = []
    for output in statement.outputs:
        columns = {name: _whole(result[name]) for name in output.columns}
        lists = None
        if output.grounds is not None:
            lists = _each([columns[output.grounds]], lambda text: _ground_rows(text or ""), pa.list_(GROUND))
        parts.append(_decision_table(keys, columns, output, statement.paths, lists))
    return pa.concat_tables([LONG.empty_table(), *parts])


def merged_long(keys: pa.Table, results: Sequence[LawResult], texts: Texts) -> pa.Table:
    """One row an organization and decision: by the commonest law, but by its own where that law differs."""
    everybody, *others = results
    named = keys.select(list(_KEYS))
    parts = [other.table(named, output, texts) for other in others for output in other.law.outputs]
    for output in everybody.law.outputs:
        differing = [other.rows for other in others if output.plan.name in other.law.names and other.rows is not None]
        chosen = np.delete(np.arange(len(keys)), np.concatenate(differing)) if differing else None
        parts.append(everybody.table(named, output, texts, chosen))
    return pa.concat_tables([LONG.empty_table(), *parts])


def _decision_table(
    keys: pa.Table,
    columns: Mapping[str, pa.Array],
    output: DecisionOutput,
    paths: Sequence[str],
    grounds: pa.Array | None,
) -> pa.Table:
    rows = keys.num_rows
    outcome = columns[output.outcome]
    if not pa.types.is_dictionary(outcome.type):
        outcome = outcome.dictionary_encode()
    nothing = pa.nulls(rows, pa.list_(pa.string()))
    made: dict[str, Any] = {name: keys[name] for name in _KEYS}
    made["decision"] = pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), [output.plan.name])
    made["outcome"] = outcome
    made["value"] = _values(columns, output, outcome)
    made["grounds"] = pa.nulls(rows, pa.list_(GROUND)) if grounds is None else grounds
    made["missing"] = nothing
    if output.missing:
        words = [word for word, _ in output.missing]
        made["missing"] = _each(
            [columns[name] for _, name in output.missing],
            lambda *bits: missing_paths(words, bits, paths),
            pa.list_(pa.string()),
        )
    made["conflict"] = nothing
    if output.conflict:
        made["conflict"] = _each(
            [columns[name] for name in output.conflict],
            lambda *bits: list(names_of(bits, output.conflict_names)) or None,
            pa.list_(pa.string()),
        )
    return pa.table(made).cast(LONG)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks()


def _values(columns: Mapping[str, pa.Array], output: DecisionOutput, outcome: pa.Array) -> Any:
    if output.value is not None:
        return _each([columns[output.value]], lambda value: _value_text(output, "", value, ()), pa.string())
    if output.value_bits:
        return _each(
            [outcome, *(columns[name] for name in output.value_bits)],
            lambda settled, *bits: _value_text(output, settled, None, bits),
            pa.string(),
        )
    return pa.nulls(len(outcome), pa.string())


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


def _each(columns: Sequence[pa.Array], read: Callable[..., object], type_: pa.DataType) -> pa.Array:
    """Reads every distinct row of some columns once."""
    codes, rows = distinct_rows(columns)
    return pa.array([read(*row) for row in rows], type_).take(codes)


def distinct_rows(columns: Sequence[pa.Array]) -> tuple[pa.Array, list[tuple[Any, ...]]]:
    """The different rows of some columns, and for each row its number among these."""
    rows = len(columns[0])
    joint = pa.array(np.zeros(rows, np.int64))
    for column in columns:
        if pa.types.is_null(column.type):
            continue
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
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
