"""zen-engine: a decision graph with one expression a question."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.peers.formulas import All, AnyOf, Compare, Constant, Contains, Events, Fact, Formula, Known, Operand
from benchmarks.peers.peer import Loaded
from benchmarks.peers.questions import formulas, names
from benchmarks.peers.records import facts_named, plain


def load(*, lists: bool = True) -> Loaded:
    """A graph of input, one expression node, and output."""
    import zen  # noqa: PLC0415

    asked, wanted = formulas(lists=lists), names(lists=lists)
    expressions = [
        {"id": name, "key": name, "value": f"{written(true)} ? 1 : {written(false)} ? 0 : 2"}
        for name, (true, false) in asked.items()
    ]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "asked", "type": "expressionNode", "name": "asked", "content": {"expressions": expressions}},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "asked"},
        {"id": "2", "type": "edge", "sourceId": "asked", "targetId": "out"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    facts = facts_named(asked)

    def answers(record: dict[str, Any]) -> list[Any]:
        result = decision.evaluate(record)["result"]
        return [result[name] for name in wanted]

    return lambda organization: plain(organization, facts), answers


def written(formula: Formula) -> str:
    """A formula in ZEN's expression language."""
    match formula:
        case All(parts=parts):
            return f"({' and '.join(written(part) for part in parts)})"
        case AnyOf(parts=parts):
            return f"({' or '.join(written(part) for part in parts)})"
        case Known(fact=fact, known=known):
            return f"{_operand(fact)} {'!=' if known else '=='} null"
        case Compare(operator=operator, left=left, right=right):
            return f"{_operand(left)} {'==' if operator == '=' else operator} {_operand(right)}"
        case Contains(fact=name, term=term, contains=contains):
            return f"'{term}' {'in' if contains else 'not in'} {name}"
        case Events(kind=kind, list_name=name, condition=condition):
            return f"{'some' if kind == 'some' else 'all'}({name}, {written(condition)})"


def _operand(operand: Operand) -> str:
    match operand:
        case Fact(name=name, list_name=None):
            return name
        case Fact(name=name):
            return f"#.{name}"
        case Constant(value=bool() as value):
            return "true" if value else "false"
        case Constant(value=str() as value):
            return f"'{value}'"
        case Constant(value=value):
            return str(value)
