"""CEL, in Python and in Rust: one program that answers all questions as a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks.peers.formulas import All, AnyOf, Compare, Constant, Contains, Events, Fact, Formula, Known, Operand
from benchmarks.peers.peer import Loaded
from benchmarks.peers.questions import formulas
from benchmarks.peers.records import facts_named, plain
from socorg_rules import Organization


def load_rust(*, lists: bool = True) -> Loaded:
    """common-expression-language, cel-rust for Python."""
    import cel  # noqa: PLC0415

    asked = formulas(lists=lists)
    program, facts = cel.compile(_program(asked)), facts_named(asked)

    def answers(record: dict[str, Any]) -> list[Any]:
        found: list[int] = program.execute(record)
        return found

    return lambda organization: plain(organization, facts), answers


def load_python(*, lists: bool = True) -> Loaded:
    """cel-python, whose values are its own types. It can't compare a number with null: nulls are left out."""
    import celpy  # noqa: PLC0415

    asked = formulas(lists=lists)
    environment = celpy.Environment()
    program = environment.program(environment.compile(_program(asked, inside="r")))
    facts = facts_named(asked)

    def prepare(organization: Organization) -> Any:
        return {"r": celpy.json_to_cel(_without_nulls(plain(organization, facts)))}

    def answers(record: Any) -> list[Any]:
        return list(program.evaluate(record))

    return prepare, answers


def _without_nulls(value: Any) -> Any:
    match value:
        case dict():
            return {name: _without_nulls(inner) for name, inner in value.items() if inner is not None}
        case list():
            return [_without_nulls(inner) for inner in value]
    return value


def _program(asked: dict[str, tuple[Formula, Formula]], inside: str | None = None) -> str:
    pen = _Pen(inside)
    each = (f"({pen.written(true)}) ? 1 : (({pen.written(false)}) ? 0 : 2)" for true, false in asked.values())
    return f"[{', '.join(each)}]"


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes CEL. ``inside``: the map that holds the facts and leaves nulls out; else facts are variables."""

    inside: str | None

    def written(self, formula: Formula) -> str:
        match formula:
            case All(parts=parts):
                return f"({' && '.join(self.written(part) for part in parts)})"
            case AnyOf(parts=parts):
                return f"({' || '.join(self.written(part) for part in parts)})"
            case Known(fact=fact, known=known) if self.inside is not None:
                return f"{'' if known else '!'}has({self._operand(fact)})"
            case Known(fact=fact, known=known):
                return f"{self._operand(fact)} {'!=' if known else '=='} null"
            case Compare(operator=operator, left=left, right=right):
                return f"{self._operand(left)} {'==' if operator == '=' else operator} {self._operand(right)}"
            case Contains(fact=name, term=term, contains=contains):
                return f'{"" if contains else "!"}("{term}" in {self._operand(Fact(name))})'
            case Events(kind=kind, list_name=name, condition=condition):
                of_each = "exists" if kind == "some" else "all"
                return f"{self._operand(Fact(name))}.{of_each}(e, {self.written(condition)})"

    def _operand(self, operand: Operand) -> str:
        match operand:
            case Fact(name=name, list_name=None):
                return name if self.inside is None else f"{self.inside}.{name}"
            case Fact(name=name):
                return f"e.{name}"
            case Constant(value=bool() as value):
                return "true" if value else "false"
            case Constant(value=str() as value):
                return f'"{value}"'
            case Constant(value=value):
                return str(value)
