"""From a validated record to the facts that compiled code reads: once, and only those that the law looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from socorg_rules.engines.compiled.module import Module
from socorg_rules.engines.compiled.runtime import Table
from socorg_rules.engines.compiled.scope import FACTS, LISTS
from socorg_rules.engines.compiled.source import Function
from socorg_rules.engines.compiled.unknowns import Unknowns
from socorg_rules.records.specs import Absent, FieldSpec, ListSpec
from socorg_rules.records.values import fen, hundred_thousandths

if TYPE_CHECKING:
    from socorg_rules.engines.compiled.workshop import Workshop


def reader(workshop: Workshop, name: str, looks_at: frozenset[str]) -> Function:
    """The beginning of a function: it makes ``s`` of a record ``o`` (its fields as a mapping) on a day ``a``.

    ``looks_at``: fields and lists of the record, and fields of events as ``list.field``.
    """
    function = Function(name, ("o", "a"))
    function.line(1, "s = BLANK[:]")
    function.line(1, "s[0] = a")
    function.line(1, "s[1] = {}")
    writer = _Reader(workshop.module, workshop.unknowns)
    for path in sorted(looks_at):
        if "." in path:
            continue
        slot = f"s[{workshop.slot(f'fact {path}')}]"
        if path in LISTS:
            columns = [column if f"{path}.{column}" in looks_at else None for column in workshop.columns.get(path, ())]
            while columns and columns[-1] is None:
                columns.pop()
            writer.write_list(function, LISTS[path], columns, slot)
        else:
            writer.write_fact(function, FACTS[path], slot)
    return function


_CONVERTED: Final = frozenset(("money", "ratio"))


class _Reader:
    def __init__(self, module: Module, unknowns: Unknowns) -> None:
        self._module = module
        self._unknowns = unknowns
        # To scale a decimal takes ten times as long as to find it again, and most amounts come again and again.
        self._fen = module.shared(fen, Table(fen))
        self._hundred_thousandths = module.shared(hundred_thousandths, Table(hundred_thousandths))

    def absent(self, spec: FieldSpec, path: str) -> str:
        if spec.absent is Absent.UNKNOWN:
            return self._unknowns.of_fact(self._module, path)
        return repr(spec.default)

    def value(self, spec: FieldSpec, absent: str) -> str:
        """What ``v``, a value of the record, reads as on the day ``a``."""
        match spec.kind:
            case "date" if not spec.is_term:
                return f"v if v is not None and v <= a else {absent}"
            case "money":
                return f"{absent} if v is None else {self._fen}[v]"
            case "ratio":
                return f"{absent} if v is None else {self._hundred_thousandths}[v]"
        return "v" if absent == "None" else f"{absent} if v is None else v"

    def write_fact(self, function: Function, spec: FieldSpec, slot: str) -> None:
        value = self.value(spec, self.absent(spec, spec.name))
        if value == "v":
            function.line(1, f"{slot} = o[{spec.name!r}]")
            return
        function.line(1, f"v = o[{spec.name!r}]")
        function.line(1, f"{slot} = {value}")

    def write_list(self, function: Function, spec: ListSpec, columns: Sequence[str | None], slot: str) -> None:
        """The events that are seen, each as a tuple of the fields that somebody looks at."""
        key = ("events", spec.name, *columns)
        events = self._module.function(key, "x", lambda name: self._events(name, spec, columns))
        unknown = self._unknowns.of_list(self._module, spec.name)
        function.line(1, f"x = o[{spec.name!r}]")
        function.line(1, f"{slot} = {events}(x, a) if x else {unknown} if x is None else x")

    def _events(self, name: str, spec: ListSpec, columns: Sequence[str | None]) -> Function:
        """A function that reads a list ``x`` on a day ``a``; ``columns``: the fields in their places, or None."""
        function = Function(name, ("x", "a"))
        function.line(1, "r = []")
        function.line(1, "for e in x:")
        function.line(2, "e = e.__dict__")
        dates = {name: f"d{number}" for number, name in enumerate(spec.dated_by)}
        for date, variable in dates.items():
            function.line(2, f"{variable} = e[{date!r}]")
        self._write_visibility(function, spec, list(dates.values()))
        values = ["None" if column is None else self._of_event(function, spec, column, dates) for column in columns]
        function.line(2, f"r.append(({''.join(f'{value}, ' for value in values)}))")
        function.line(1, "return r")
        return function

    def _write_visibility(self, function: Function, spec: ListSpec, dates: list[str]) -> None:
        """Leaves out what has dates, all of which lie ahead. Dates that lie ahead are null from here on."""
        if len(dates) == 1:
            field = spec.field_named(spec.dated_by[0])
            is_there = "" if field is not None and field.absent is Absent.REQUIRED else f"{dates[0]} is not None and "
            function.line(2, f"if {is_there}{dates[0]} > a: continue")
            return
        function.line(2, "ahead = False")
        for date in dates:
            function.line(2, f"if {date} is not None and {date} > a: {date} = None; ahead = True")
        function.line(2, f"if ahead and {' is '.join(dates)} is None: continue")

    def _of_event(self, function: Function, spec: ListSpec, name: str, dates: Mapping[str, str]) -> str:
        """The source of a field of an event."""
        field = spec.field_named(name)
        assert field is not None
        absent = self.absent(field, f"{spec.name}.{name}")
        variable = dates.get(name)
        if variable is not None and not field.is_term:
            return variable if absent == "None" else f"{absent} if {variable} is None else {variable}"
        if field.shown_with is None and field.kind not in _CONVERTED and absent == "None" and not _may_lie_ahead(field):
            return f"e[{name!r}]"
        value = f"v{len(function.lines)}"
        function.line(2, f"v = e[{name!r}]")
        function.line(2, f"{value} = {self.value(field, absent)}")
        if field.shown_with is not None:
            function.line(2, f"w = e[{field.shown_with!r}]")
            function.line(2, f"if w is not None and w > a: {value} = {absent}")
        return value


def _may_lie_ahead(field: FieldSpec) -> bool:
    return field.kind == "date" and not field.is_term
