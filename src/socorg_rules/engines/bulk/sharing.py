"""What columns of one row have in common, and the order in which they can be computed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from socorg_rules.engines.bulk.column import Column

_HEAVY: Final = 12
"""A column of at least so many operations that is used more than once is computed once and kept."""


def shared(outputs: list[Column], stop: Collection[Column]) -> list[Column]:
    """What some columns have in common and costs something; what stands in ``stop`` is there already."""
    uses: dict[Column, int] = {}
    seen: set[Column] = set()
    waiting = list(outputs)
    while waiting:
        column = waiting.pop()
        if column in seen:
            continue
        seen.add(column)
        if column.operation != "aggregate":
            for argument in column.arguments:
                uses[argument] = uses.get(argument, 0) + 1
                if argument not in stop:
                    waiting.append(argument)
    size: dict[Column, int] = {}
    found: list[Column] = []
    for column in sorted(seen, key=lambda column: column.number):
        size[column] = 1
        if column.is_leaf or column.operation == "aggregate" or column in stop:
            continue
        size[column] += sum(size.get(argument, 1) for argument in column.arguments)
        if uses.get(column, 0) > 1 and size[column] >= _HEAVY:
            size[column] = 1
            found.append(column)
    return found


def direct(column: Column, among: Collection[Column]) -> list[Column]:
    """The nearest columns of a collection from which a column is computed."""
    found: dict[Column, None] = {}
    seen: set[Column] = set()
    waiting = [] if column.operation == "aggregate" else list(column.arguments)
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        if part in among:
            found[part] = None
        elif part.operation != "aggregate":
            waiting += part.arguments
    return list(found)


def layers_of(columns: list[Column], available: Collection[Column]) -> list[list[Column]]:
    """Columns of one row, each in a later layer than those of them from which it is computed."""
    layers: list[list[Column]] = []
    depth: dict[Column, int] = {}
    among = {*columns, *available}
    for column in sorted(columns, key=lambda column: column.number):
        depth[column] = max((depth[one] + 1 for one in direct(column, among) if one in depth), default=0)
        if depth[column] == len(layers):
            layers.append([])
        layers[depth[column]].append(column)
    return layers
