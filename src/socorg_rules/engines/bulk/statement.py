"""The statement that computes columns of every organization: named subqueries of joins and group-bys.

Organizations go through stages: each stage joins the aggregates whose level has come and computes what later ones
need. There are no array functions, no correlated subqueries and no window functions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from socorg_rules.engines.bulk.column import Column, Rows, Variable, YearRows
from socorg_rules.engines.bulk.columns import Columns
from socorg_rules.engines.bulk.dialects import Dialect
from socorg_rules.engines.bulk.expressions import Span
from socorg_rules.engines.bulk.frames import (
    ORGANIZATIONS,
    Frame,
    Inputs,
    Levels,
    canonical,
    conjuncts,
    frame_of,
    inputs_of,
    joins_on,
    key_name,
    over,
    renamed,
    rows_of,
)
from socorg_rules.engines.bulk.shape import AS_OF, KEY, ROW
from socorg_rules.engines.bulk.sharing import direct, layers_of, shared
from socorg_rules.engines.bulk.sql_writer import RowWriter
from socorg_rules.engines.bulk.subqueries import read_by

_ALWAYS: Final = 1_000_000
_NOT_LATER: Final = -1
"""The last stage at which a column is needed: the last of all, or only the one that computes it."""


@dataclass(frozen=True, slots=True)
class TableNames:
    """The names of the tables of visible facts: organizations, events by list, and tables of constants."""

    organizations: str
    events: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Group:
    """Aggregates that one group-by gives: those over ``variable`` in a frame, at a level, with the same equations."""

    frame: Frame
    variable: Variable
    level: int
    equal: tuple[Column, ...]

    @property
    def outer(self) -> Frame:
        return frame_of(frozenset(self.frame) - {self.variable})

    @property
    def keys(self) -> list[str]:
        """The columns that tell the rows of the outer frame apart."""
        return keys_of(self.outer)


@dataclass(frozen=True, slots=True)
class _Source:
    """Joined tables (the text behind FROM), and what they have under which name."""

    text: str
    keys: Mapping[str, str]
    available: Mapping[Column, str]


def keys_of(frame: Frame) -> list[str]:
    """The columns that tell the rows of a frame apart; the row of an event belongs to one organization only."""
    keys = [key_name(variable) for variable in frame]
    return keys if any(isinstance(variable, Rows) for variable in frame) else [KEY, *keys]


def name_of(column: Column) -> str:
    """The name of a column in the statement."""
    return str(column.data) if column.operation == "fact" else f"c{column.number}"


@dataclass(slots=True)
class StatementWriter:
    """Writes the statement that gives some columns of every organization."""

    columns: Columns
    tables: TableNames
    span: Span
    dialect: Dialect
    _levels: Levels = field(default_factory=Levels)
    _groups: dict[_Group, dict[Column, None]] = field(default_factory=dict)
    _group_of: dict[Column, _Group] = field(default_factory=dict)
    _group_names: dict[_Group, str] = field(default_factory=dict)
    _kept: dict[Column, None] = field(default_factory=dict)
    _needed_until: dict[Column, int] = field(default_factory=dict)
    _stages: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    _demanded: set[tuple[Frame, Column, int]] = field(default_factory=set)
    _subqueries: dict[str, str] = field(default_factory=dict)

    def statement(
        self, outputs: Mapping[str, Column], also: Collection[str] = (), given: Mapping[str, str] | None = None
    ) -> str:
        """One row an organization: its key, columns of its table, and the columns asked for under their names.

        ``given``: named subqueries to put before all others.
        """
        wanted = [column for column in dict.fromkeys(outputs.values()) if not column.is_literal]
        for column in wanted:
            self._keep(column, _ALWAYS)
        self._keep_shared()
        for level in range(self._levels.of_all(self._kept) + 1):
            self._stages.append(self._stage(level))
        last = self._stages[-1][0]
        row = RowWriter(self.dialect, {column: f"o.{name_of(column)}" for column in wanted})
        values = [f"{row.sql(column)} AS {name}" for name, column in outputs.items()]
        key = [f"o.{KEY}", *(f"t.{name}" for name in also)]
        source = f"{last} o"
        if also:
            source += f" JOIN {self.tables.organizations} t ON t.{KEY} = o.{KEY}"
        final = "SELECT\n  " + ",\n  ".join([*key, *values]) + f"\nFROM {source}"
        keep = self.dialect.keeps_subqueries
        named = {**(given or {}), **{name: text for text, name in self._subqueries.items()}}
        subqueries = ",\n".join(f"{name} AS {keep}(\n{text}\n)" for name, text in read_by(final, named).items())
        return f"WITH {subqueries}\n{final}"

    def _subquery(self, name: str, text: str) -> str:
        """Gives a subquery its name; equal ones are one."""
        if text not in self._subqueries:
            taken = set(self._subqueries.values())
            number = 1
            while (numbered := f"{name}_{number}") in taken:
                number += 1
            self._subqueries[text] = numbered
        return self._subqueries[text]

    # -- what is needed ------------------------------------------------------------------------------------

    @property
    def _as_of(self) -> Column:
        return self.columns.fact(AS_OF, "date", total=True)

    def _keep(self, column: Column, until: int) -> None:
        """Keeps a column of the organizations in every stage up to one."""
        self._needed_until[column] = max(self._needed_until.get(column, _NOT_LATER), until)
        if column in self._kept:
            return
        self._kept[column] = None
        inputs = inputs_of(ORGANIZATIONS, (column,))
        for one in (*inputs.own, *inputs.joined):
            self._keep(one, _NOT_LATER)
        for one in inputs.joined:
            if one.operation == "looked_up":
                self._keep(one.arguments[0], _NOT_LATER)
            else:
                self._demand(one)

    def _demand(self, aggregate: Column) -> None:
        """Puts an aggregate into its group, and finds what its rows need."""
        if aggregate in self._group_of:
            return
        frame, variable = rows_of(aggregate), over(aggregate).variable
        conditions = conjuncts(aggregate.arguments[1], self.columns)
        equal = tuple(part for part in conditions if len(frame) > 1 and joins_on(part, variable))
        group = _Group(frame, variable, self._levels.of(aggregate), equal)
        self._group_of[aggregate] = group
        self._groups.setdefault(group, {})[aggregate] = None
        for column in (*aggregate.arguments, *conditions):
            self._demand_in(frame, column, variable, group.level - 1)

    def _demand_in(self, frame: Frame, column: Column, inner: Variable, level: int) -> None:
        if (frame, column, level) in self._demanded:
            return
        self._demanded.add((frame, column, level))
        inputs = inputs_of(frame, (column,), inner)
        if not self.span.is_one_day and any(isinstance(variable, YearRows) for variable in frame):
            self._keep(self._as_of, level)
        for one in inputs.joined:
            if one.operation == "aggregate":
                self._demand(self._canonical(one))
        for belongs, imported in inputs.imported.items():
            for one in imported:
                if belongs == ORGANIZATIONS:
                    self._keep(one, level)
                else:
                    renaming = canonical(belongs)
                    inside = tuple(renaming.values())
                    self._demand_in(inside, renamed(one, renaming, self.columns), inside[-1], level)

    def _canonical(self, column: Column) -> Column:
        return renamed(column, canonical(frame_of(column.free)), self.columns)

    def _keep_shared(self) -> None:
        """Keeps what costs something and is used more than once, instead of computing it again."""
        for column in shared(list(self._kept), self._kept):
            self._kept[column] = None
        for column in self._kept:
            for one in direct(column, self._kept):
                last = self._levels.of(column) - 1
                self._needed_until[one] = max(self._needed_until.get(one, _NOT_LATER), last)

    # -- organizations -------------------------------------------------------------------------------------

    def _stage(self, level: int) -> tuple[str, frozenset[str]]:
        """Organizations with everything of a level, and what is still needed of those before."""
        here = [column for column in self._kept if self._levels.of(column) == level]
        if level == 0:
            facts = [column for column in here if column.operation == "fact"]
            available = {column: f"o.{name_of(column)}" for column in facts}
            source = _Source(f"{self.tables.organizations} o", {KEY: f"o.{KEY}"}, available)
        else:
            before, names = self._stages[-1]
            available = {column: f"o.{name_of(column)}" for column in self._kept if name_of(column) in names}
            source = _Source(f"{before} o", {KEY: f"o.{KEY}"}, available)
            arrived = [column for column in here if column.operation in ("aggregate", "looked_up")]
            source = self._joined(source, ORGANIZATIONS, arrived)
        live = [
            column
            for column in dict.fromkeys((*source.available, *here))
            if self._needed_until.get(column, _NOT_LATER) >= level
        ]
        text = self._select(source, {name_of(column): column for column in live}, here)
        return self._subquery("organizations", text), frozenset(map(name_of, live))

    def _select(self, source: _Source, outputs: Mapping[str, Column], also_kept: Iterable[Column] = ()) -> str:
        """The rows of a source with their keys and some columns; what several of these share is computed first."""
        text, keys = source.text, dict(source.keys)
        available = dict(source.available)
        wanted = set(outputs.values())
        kept = [column for column in (*also_kept, *wanted) if column not in available and not column.is_literal]
        new = dict.fromkeys((*kept, *shared(kept, {*kept, *available})))
        layers = layers_of(list(new), available)
        for layer in layers[:-1] if layers and set(layers[-1]) <= wanted else layers:
            row = RowWriter(self.dialect, available)
            names = {column: name_of(column) for column in (*available, *layer)}
            selected = [f"{sql} AS {name}" for name, sql in keys.items()]
            selected += [f"{row.sql(column)} AS {name}" for column, name in names.items()]
            text = f"(SELECT {', '.join(selected)} FROM {text}{self.dialect.fence}) o"
            keys = {name: f"o.{name}" for name in keys}
            available = {column: f"o.{name}" for column, name in names.items()}
        row = RowWriter(self.dialect, available)
        selected = [f"{sql} AS {name}" for name, sql in keys.items()]
        selected += [f"{row.sql(column)} AS {name}" for name, column in outputs.items()]
        return f"SELECT {', '.join(selected)} FROM {text}"

    # -- rows of lists -------------------------------------------------------------------------------------

    def _rows(
        self, frame: Frame, outputs: Iterable[Column], inner: Variable, level: int, equal: tuple[Column, ...] = ()
    ) -> _Source:
        """The rows of a frame with its keys, and with what some columns are computed from."""
        inputs = inputs_of(frame, outputs, inner)
        if len(frame) > 1:
            source = self._pairs(frame, inputs, inner, level, equal)
        else:
            source = self._single(frame, inputs, level)
        return self._joined(source, frame, sorted(inputs.joined, key=self._levels.of))

    def _single(self, frame: Frame, inputs: Inputs, level: int) -> _Source:
        """The rows of one list or of years, with what they take from their organization."""
        [variable] = frame
        key = key_name(variable)
        imported = inputs.imported.get(ORGANIZATIONS, ())
        available = {column: f"o.{name_of(column)}" for column in imported}
        organizations = self._stages[level][0]
        if isinstance(variable, YearRows):
            first, last = variable.low, self.span.last.year + variable.beyond
            numbers = [self.dialect.without_table(f"{year} AS y") for year in range(first, last + 1)]
            years = self._subquery("years", "\nUNION ALL ".join(numbers or [self._no_year()]))
            condition = "1 = 1"
            if not self.span.is_one_day:
                year = self.dialect.date_part("year", f"o.{AS_OF}")
                condition = f"y.y <= {year} + ({variable.beyond})"
            text = f"{organizations} o JOIN {years} y ON {condition}"
            return _Source(text, {KEY: f"o.{KEY}", key: "y.y"}, available | dict.fromkeys(inputs.own, "y.y"))
        available |= {column: f"e.{column.data[1]}" for column in inputs.own}  # type: ignore[index]
        text = f"{self.tables.events[variable.list_name]} e"
        if imported:
            text += f" JOIN {organizations} o ON o.{KEY} = e.{KEY}"
        return _Source(text, {KEY: f"e.{KEY}", key: f"e.{ROW}"}, available)

    def _no_year(self) -> str:
        return f"SELECT y FROM ({self.dialect.without_table('0 AS y')}) none WHERE 1 = 0"

    def _pairs(self, frame: Frame, inputs: Inputs, inner: Variable, level: int, equal: tuple[Column, ...]) -> _Source:
        """The rows of several variables: those of all but one, joined with the rows of that one."""
        rest = frame_of(frozenset(frame) - {inner})
        of_rest: list[Column] = []
        of_inner: list[Column] = []
        for belongs, imported in inputs.imported.items():
            (of_inner if belongs == (inner,) else of_rest).extend(imported)
        equations = []
        for equation in equal:
            sides = sorted(equation.arguments, key=lambda side: inner in side.free)
            of_rest.append(sides[0])
            of_inner.append(sides[1])
            equations.append((sides[0], sides[1]))
        left = self._computed(rest, dict.fromkeys(of_rest), level)
        right = self._computed((inner,), dict.fromkeys(of_inner), level)
        on = [f"r.{KEY} = l.{KEY}"]
        on += [f"l.{name_of(one)} = r.{name_of(other)}" for one, other in equations]
        keys = {KEY: f"l.{KEY}", **{key_name(one): f"l.{key_name(one)}" for one in rest}}
        keys[key_name(inner)] = f"r.{key_name(inner)}"
        available = {column: f"l.{name_of(column)}" for column in of_rest}
        available |= {column: f"r.{name_of(column)}" for column in of_inner}
        return _Source(f"{left} l JOIN {right} r ON {' AND '.join(on)}", keys, available)

    def _computed(self, frame: Frame, outputs: Iterable[Column], level: int) -> str:
        """The rows of a frame with the columns asked for, under the names of the frame and the columns given."""
        renaming = canonical(frame)
        inside = tuple(renaming.values())
        own = {name_of(column): renamed(column, renaming, self.columns) for column in outputs}
        source = self._rows(inside, own.values(), inside[-1], level)
        keys = {KEY: source.keys[KEY], **{key_name(old): source.keys[key_name(new)] for old, new in renaming.items()}}
        text = self._select(_Source(source.text, keys, source.available), own)
        return self._subquery("_".join(_family(variable) for variable in inside), text)

    # -- aggregates ----------------------------------------------------------------------------------------

    def _joined(self, source: _Source, frame: Frame, joined: Sequence[Column]) -> _Source:
        """The rows with the aggregates and look-ups that belong to them."""
        text, available = source.text, dict(source.available)
        groups: dict[tuple[_Group, Frame], list[Column]] = {}
        for column in joined:
            if column.operation == "aggregate":
                group = self._group_of[self._canonical(column)]
                groups.setdefault((group, frame_of(column.free)), []).append(column)
        for number, ((group, belongs), columns) in enumerate(groups.items()):
            given = self._group(group)
            keys = dict(zip(keys_of(belongs), keys_of(tuple(canonical(belongs).values())), strict=True))
            on = " AND ".join(f"g{number}.{new} = {source.keys[old]}" for old, new in keys.items())
            text += f"\nLEFT JOIN {given} g{number} ON {on}"
            available |= {column: f"g{number}.{name_of(self._canonical(column))}" for column in columns}
        for number, column in enumerate(column for column in joined if column.operation == "looked_up"):
            assert isinstance(column.data, tuple)
            table, name = column.data
            key = RowWriter(self.dialect, available).sql(column.arguments[0])
            text += f"\nLEFT JOIN {self.tables.constants[table]} k{number} ON k{number}.looked_up_by = {key}"
            available[column] = f"k{number}.{name}"
        return _Source(text, source.keys, available)

    def _group(self, group: _Group) -> str:
        """One row for every row of the outer frame at which there is something to aggregate."""
        if group in self._group_names:
            return self._group_names[group]
        aggregates = list(self._groups[group])
        arguments = [argument for aggregate in aggregates for argument in aggregate.arguments]
        common = self._common_conditions(aggregates)
        source = self._rows(group.frame, (*arguments, *common), group.variable, group.level - 1, group.equal)
        if common:
            row = RowWriter(self.dialect, source.available)
            text = f"{source.text}\nWHERE {' AND '.join(row.condition(condition) for condition in common)}"
            source = _Source(text, source.keys, source.available)
        values = {f"v{number}": value for number, value in enumerate(self._counted(one, common) for one in aggregates)}
        inner = self._select(
            _Source(source.text, {key: source.keys[key] for key in group.keys}, source.available), values
        )
        made = [
            f"{self._aggregated(aggregate, f'v{number}')} AS {name_of(aggregate)}"
            for number, aggregate in enumerate(aggregates)
        ]
        keys = ", ".join(group.keys)
        text = f"SELECT {keys}, {', '.join(made)}\nFROM ({inner}) rows_of\nGROUP BY {keys}"
        names = [_family(variable) for variable in group.frame]
        self._group_names[group] = self._subquery("by_".join(["_".join(names) + "_", "group"]), text)
        return self._group_names[group]

    def _common_conditions(self, aggregates: list[Column]) -> list[Column]:
        """Conditions that every row has to meet that any of some aggregates counts."""
        found = [dict.fromkeys(conjuncts(aggregate.arguments[1], self.columns)) for aggregate in aggregates]
        return [condition for condition in found[0] if all(condition in other for other in found[1:])]

    def _counted(self, aggregate: Column, common: list[Column]) -> Column:
        """The value of a row that counts; NULL in others."""
        value, where = aggregate.arguments
        met = where in common or (where.operation == "and" and all(part in common for part in where.arguments))
        return value if met else self.columns.choice([(where, value)], self.columns.null)

    def _aggregated(self, aggregate: Column, value: str) -> str:
        match over(aggregate).kind:
            case "max":
                return f"MAX({value})"
            case "min":
                return f"MIN({value})"
            case "sum":
                return self.dialect.sum_of(value)
            case "bit_or":
                return self.dialect.bits_of_any(value)
            case "texts":
                return self.dialect.texts(value)
            case "some":
                raise AssertionError("lowered before")


def _family(variable: Variable) -> str:
    return variable.list_name if isinstance(variable, Rows) else "years"
