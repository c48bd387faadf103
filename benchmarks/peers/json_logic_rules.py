"""json-logic (panzi's implementation): a rule a question, as JSON."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.formulas import All, AnyOf, Compare, Constant, Fact, Formula, Known, Operand
from benchmarks.peers.peer import Loaded
from benchmarks.peers.questions import formulas
from benchmarks.peers.records import facts_named, plain

_OPERATORS = {"=": "===", "!=": "!=="}


def load() -> Loaded:
    """Rules that are interpreted anew for each record."""
    import json_logic  # noqa: PLC0415

    asked = formulas(lists=False)
    facts = facts_named(asked)
    rules = [{"if": [rule(true), 1, rule(false), 0, 2]} for true, false in asked.values()]
    apply = json_logic.jsonLogic

    def answers(record: dict[str, Any]) -> list[Any]:
        return [apply(one, record) for one in rules]

    return lambda organization: plain(organization, facts), answers


def rule(formula: Formula) -> Any:
    """A formula as JSON."""
    match formula:
        case All(parts=parts):
            return {"and": [rule(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"or": [rule(part) for part in parts]}
        case Known(fact=fact, known=known):
            return {"!==" if known else "===": [_operand(fact), None]}
        case Compare(operator=operator, left=left, right=right):
            return {_OPERATORS.get(operator, operator): [_operand(left), _operand(right)]}
    raise TypeError(f"{type(formula).__name__} can't be written: inside a list the record around it is out of reach")


def _operand(operand: Operand) -> Any:
    match operand:
        case Fact(name=name):
            return {"var": name}
        case Constant(value=value):
            return value
