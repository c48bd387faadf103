"""rule-engine: a rule a question."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.formulas import All, AnyOf, Compare, Constant, Contains, Events, Fact, Formula, Known, Operand
from benchmarks.peers.peer import Loaded
from benchmarks.peers.questions import formulas
from benchmarks.peers.records import facts_named, plain


def load(*, lists: bool = True) -> Loaded:
    """Compiled rules, each of which comes to 1, 0 or 2."""
    import rule_engine  # noqa: PLC0415

    asked = formulas(lists=lists)
    facts = facts_named(asked)
    context = rule_engine.Context(default_value=None)
    rules = [
        rule_engine.Rule(f"{written(true)} ? 1 : ({written(false)} ? 0 : 2)", context=context)
        for true, false in asked.values()
    ]

    def answers(record: dict[str, Any]) -> list[Any]:
        return [rule.evaluate(record) for rule in rules]

    return lambda organization: plain(organization, facts), answers


def written(formula: Formula) -> str:
    """A formula in the language of rule-engine."""
    match formula:
        case All(parts=parts):
            return f"({' and '.join(written(part) for part in parts)})"
        case AnyOf(parts=parts):
            return f"({' or '.join(written(part) for part in parts)})"
        case Known(fact=fact, known=known):
            return f"({_operand(fact)} {'!=' if known else '=='} null)"
        case Compare(operator=operator, left=left, right=right):
            return f"({_operand(left)} {'==' if operator == '=' else operator} {_operand(right)})"
        case Contains(fact=name, term=term, contains=contains):
            return f'("{term}" {"in" if contains else "not in"} {name})'
        case Events(kind="some", list_name=name, condition=condition):
            return f"$any([{written(condition)} for e in {name}])"
        case Events(list_name=name, condition=condition):
            return f"$all([{written(condition)} for e in {name}])"


def _operand(operand: Operand) -> str:
    match operand:
        case Fact(name=name, list_name=None):
            return name
        case Fact(name=name):
            return f'e["{name}"]'
        case Constant(value=bool() as value):
            return "true" if value else "false"
        case Constant(value=str() as value):
            return f'"{value}"'
        case Constant(value=value):
            return str(value)
