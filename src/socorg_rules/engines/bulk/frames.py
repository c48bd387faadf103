"""Which rows a column belongs to, and what has to be there before it can be computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from socorg_rules.engines.bulk.column import AggregateOver, Column, Rows, Variable, YearRows
from socorg_rules.engines.bulk.columns import Columns
from socorg_rules.engines.bulk.rewriting import Renaming

Frame = tuple[Variable, ...]
"""The variables of some rows, in their order; the empty frame is the table of organizations."""
ORGANIZATIONS: Frame = ()


def frame_of(variables: Iterable[Variable]) -> Frame:
    """The frame of some variables."""
    return tuple(sorted(variables, key=lambda variable: variable.order))


def rows_of(column: Column) -> Frame:
    """The rows that an aggregate walks over, its own variable among them."""
    return frame_of((*column.free, over(column).variable))


def over(column: Column) -> AggregateOver:
    """What an aggregate walks over."""
    assert isinstance(column.data, AggregateOver)
    return column.data


def joins_on(condition: Column, variable: Variable) -> bool:
    """Whether a condition is an equation between the rows of a variable and the rest, neither side ever NULL."""
    if condition.operation != "compare" or condition.data != "=" or not condition.total:
        return False
    sides = [argument.free for argument in condition.arguments]
    own = frozenset((variable,))
    return sides.count(own) == 1 and all(side == own or variable not in side for side in sides) and all(sides)


def conjuncts(where: Column, columns: Columns) -> tuple[Column, ...]:
    """Conditions, each of them true wherever a condition is."""
    if where.operation == "and":
        return tuple(part for operand in where.arguments for part in conjuncts(operand, columns))
    if where.operation in ("otherwise", "is_null") and where.arguments[0].operation == "and":
        # Unknown or true as a whole: no operand is false. True as a whole: all of them are true.
        surely = where.operation == "otherwise" and where.arguments[1].is_the(False)
        part_of = columns.is_true if surely else columns.is_not_false
        return tuple(part for operand in where.arguments[0].arguments for part in conjuncts(part_of(operand), columns))
    return () if where.is_literal else (where,)


@dataclass(slots=True)
class Levels:
    """How many aggregations, one upon the other, a column waits for."""

    _known: dict[Column, int] = field(default_factory=dict)

    def of(self, column: Column) -> int:
        waiting = [column]
        while waiting:
            current = waiting[-1]
            if current in self._known:
                waiting.pop()
                continue
            unknown = [argument for argument in current.arguments if argument not in self._known]
            if unknown:
                waiting += unknown
                continue
            level = max((self._known[argument] for argument in current.arguments), default=0)
            self._known[current] = level + (current.operation in ("aggregate", "looked_up"))
            waiting.pop()
        return self._known[column]

    def of_all(self, columns: Iterable[Column]) -> int:
        return max((self.of(column) for column in columns), default=0)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the columns of a frame are computed from.

    ``own``: columns of the frame's own table; ``joined``: aggregates and look-ups that belong to its rows or to some of
    its variables; ``imported``: columns of the rows of fewer variables, computed there.
    """

    own: tuple[Column, ...]
    joined: tuple[Column, ...]
    imported: Mapping[Frame, tuple[Column, ...]]


def inputs_of(frame: Frame, outputs: Iterable[Column], inner: Variable | None = None) -> Inputs:
    """The inputs of some columns of a frame.

    ``inner`` is the variable that a frame of several adds to the rest of them: columns come from the rest or from it
    as a whole; those that mix the two are computed here.
    """
    rest = frozenset(frame) - {inner} if inner is not None else frozenset[Variable]()
    own: dict[Column, None] = {}
    joined: dict[Column, None] = {}
    imported: dict[Frame, dict[Column, None]] = {}
    seen: set[Column] = set()
    waiting = list(outputs)[::-1]
    while waiting:
        column = waiting.pop()
        if column in seen or column.is_literal:
            continue
        seen.add(column)
        belongs = frame_of(column.free)
        if belongs != frame and (column.free <= rest or belongs == (inner,) or len(frame) == 1):
            column = _unwrapped(column)
            imported.setdefault(belongs, {})[column] = None
        elif column.operation == "aggregate":
            joined[column] = None
        elif column.operation == "looked_up":
            joined[column] = None
            waiting += column.arguments
        elif column.is_leaf:
            own[column] = None
        else:
            waiting += reversed(column.arguments)
    return Inputs(tuple(own), tuple(joined), {key: tuple(found) for key, found in imported.items()})


def _unwrapped(column: Column) -> Column:
    """What a column is made of that only says whether another is NULL, or puts something in its place."""
    while column.operation in ("is_null", "otherwise", "not"):
        column = column.arguments[0]
    return column


def canonical(frame: Frame) -> dict[Variable, Variable]:
    """The same frame with the lowest slots, by which equal frames are one."""
    renaming: dict[Variable, Variable] = {}
    used: dict[Variable, int] = {}
    for variable in frame:
        family = variable.at_slot(0)
        slot = used.get(family, 0)
        used[family] = slot + 1
        renaming[variable] = variable.at_slot(slot)
    return renaming


def renamed(column: Column, renaming: Mapping[Variable, Variable], columns: Columns) -> Column:
    """A column for other variables; slots only ever go down, so going in order no two meet."""
    for old in sorted(renaming, key=lambda variable: variable.order):
        if old != renaming[old]:
            column = Renaming(columns, old, renaming[old]).of(column)
    return column


def key_name(variable: Variable) -> str:
    """The name of the column that tells the rows of a variable apart."""
    match variable:
        case Rows(list_name, slot):
            return f"{list_name}_row_{slot}"
        case YearRows(low, beyond, slot):
            return f"year_{low}_{beyond}_{slot}".replace("-", "m")
