"""From a validated record to the facts that compiled code reads: once, and only those that the law looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from socorg_rules.engines.compiled.scope import FACTS, LISTS, Scope
from socorg_rules.engines.compiled.source import Function, Module
from socorg_rules.engines.compiled.unknowns import Unknowns
from socorg_rules.records.specs import Absent, FieldSpec, ListSpec
from socorg_rules.records.values import fen, hundred_thousandths


def write_reader(module: Module, scope: Scope, looks_at: Iterable[str], function: Function) -> None:
    """Writes into ``s`` the facts of a record ``o`` (its fields as a mapping) on a day ``a``."""
    function.line(1, "s = BLANK[:]")
    function.line(1, "s[0] = a")
    reader = _Reader(module, scope.unknowns)
    for name in sorted(looks_at):
        slot = scope.fact(name)
        if name in LISTS:
            reader.write_list(function, LISTS[name], scope.columns[name], slot)
        else:
            spec = FACTS[name]
            function.line(1, f"v = o[{name!r}]")
            function.line(1, f"{slot} = {reader.value(spec, reader.absent(spec, name))}")


_CONVERTED: Final = frozenset(("money", "ratio"))


class _Reader:
    def __init__(self, module: Module, unknowns: Unknowns) -> None:
        self._module = module
        self._unknowns = unknowns
        self._fen = module.shared(fen, fen)
        self._hundred_thousandths = module.shared(hundred_thousandths, hundred_thousandths)

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
                return f"{absent} if v is None else {self._fen}(v)"
            case "ratio":
                return f"{absent} if v is None else {self._hundred_thousandths}(v)"
        return "v" if absent == "None" else f"{absent} if v is None else v"

    def write_list(self, function: Function, spec: ListSpec, names: Sequence[str], slot: str) -> None:
        """The events that are seen, each as a tuple of the fields that somebody looks at."""
        function.line(1, f"x = o[{spec.name!r}]")
        function.line(1, f"if x is None: {slot} = {self._unknowns.of_list(self._module, spec.name)}")
        function.line(1, f"elif not x: {slot} = x")
        function.line(1, "else:")
        function.line(2, f"{slot} = r = []")
        function.line(2, "for e in x:")
        function.line(3, "e = e.__dict__")
        dates = {name: f"d{number}" for number, name in enumerate(spec.dated_by)}
        for name, variable in dates.items():
            function.line(3, f"{variable} = e[{name!r}]")
        self._write_visibility(function, list(dates.values()))
        values = [self._of_event(function, spec, name, dates) for name in names]
        function.line(3, f"r.append(({''.join(f'{value}, ' for value in values)}))")

    def _write_visibility(self, function: Function, dates: list[str]) -> None:
        """Leaves out what has dates, all of which lie ahead. Dates that lie ahead are null from here on."""
        if len(dates) == 1:
            function.line(3, f"if {dates[0]} is not None and {dates[0]} > a: continue")
            return
        function.line(3, "ahead = False")
        for date in dates:
            function.line(3, f"if {date} is not None and {date} > a: {date} = None; ahead = True")
        function.line(3, f"if ahead and {' is '.join(dates)} is None: continue")

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
        function.line(3, f"v = e[{name!r}]")
        function.line(3, f"{value} = {self.value(field, absent)}")
        if field.shown_with is not None:
            function.line(3, f"w = e[{field.shown_with!r}]")
            function.line(3, f"if w is not None and w > a: {value} = {absent}")
        return value


def _may_lie_ahead(field: FieldSpec) -> bool:
    return field.kind == "date" and not field.is_term
