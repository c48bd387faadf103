"""From a validated record to the facts that compiled code reads: once, and only those that the law looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from socorg_rules.engines.compiled.scope import FACTS, LISTS
from socorg_rules.engines.compiled.source import Function, Module
from socorg_rules.engines.compiled.unknowns import Unknowns
from socorg_rules.records.specs import Absent, FieldSpec, ListSpec
from socorg_rules.records.values import fen, hundred_thousandths


def write_reader(
    module: Module, unknowns: Unknowns, fields: Iterable[str], columns: Mapping[str, Sequence[str]]
) -> Function:
    """``read(o, a)``: the facts of a record (its fields as a mapping) on a day."""
    function = Function("read", ("o", "a"))
    function.line(1, "s = State()")
    function.line(1, "s.as_of = a")
    reader = _Reader(module, unknowns)
    for name in sorted(fields):
        spec = FACTS[name]
        function.line(1, f"v = o[{name!r}]")
        function.line(1, f"s.f_{name} = {reader.value(spec, reader.absent(spec, name))}")
    for name, of_event in sorted(columns.items()):
        reader.write_list(function, LISTS[name], of_event)
    function.line(1, "return s")
    return function


class _Reader:
    def __init__(self, module: Module, unknowns: Unknowns) -> None:
        self._module = module
        self._unknowns = unknowns
        self._fen = module.callable(fen, fen)
        self._hundred_thousandths = module.callable(hundred_thousandths, hundred_thousandths)

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

    def write_list(self, function: Function, spec: ListSpec, names: Sequence[str]) -> None:
        function.line(1, f"x = o[{spec.name!r}]")
        function.line(1, f"if x is None: s.l_{spec.name} = {self._unknowns.of_list(self._module, spec.name)}")
        function.line(1, f"elif not x: s.l_{spec.name} = x")
        function.line(1, "else:")
        function.line(2, f"s.l_{spec.name} = r = []")
        function.line(2, "for e in x:")
        function.line(3, "e = e.__dict__")
        if len(spec.dated_by) == 1:
            function.line(3, f"d = e[{spec.dated_by[0]!r}]")
            function.line(3, "if d is not None and d > a: continue")
        else:
            days = ", ".join(f"e[{name!r}]" for name in spec.dated_by)
            function.line(3, f"d = [d for d in ({days}) if d is not None]")
            function.line(3, "if d and min(d) > a: continue")
        values: list[str] = []
        for number, name in enumerate(names):
            field = spec.field_named(name)
            assert field is not None
            absent = self.absent(field, f"{spec.name}.{name}")
            function.line(3, f"v = e[{name!r}]")
            function.line(3, f"v{number} = {self.value(field, absent)}")
            if field.shown_with is not None:
                function.line(3, f"w = e[{field.shown_with!r}]")
                function.line(3, f"if w is not None and w > a: v{number} = {absent}")
            values.append(f"v{number}")
        function.line(3, f"r.append(({''.join(f'{value}, ' for value in values)}))")
