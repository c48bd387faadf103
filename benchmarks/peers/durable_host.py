"""durable_rules by itself, as its documentation shows it: the record as one fact, the comparisons in its rules.

It keeps no null and has no *not*: each question is two rules, one that makes it true and one that makes it false, over
whole numbers. One *sid* is used again and again, and no thread runs in the background, because nothing else holds.
"""

from __future__ import annotations

import json
from typing import Any

from benchmarks.peers.encoding import code_of, coded
from benchmarks.peers.formulas import All, AnyOf, Compare, Constant, Fact, Formula, Known
from benchmarks.peers.peer import Loaded
from benchmarks.peers.questions import formulas
from benchmarks.peers.records import facts_named
from socorg_rules import Organization

_RULESETS = 2
"""More than 64 tests that match one fact at once are an error: the questions are divided."""
_OPERATORS = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


def load_host() -> Loaded:
    """``Host.assert_fact`` and ``Host.retract_fact``."""
    from durable.engine import Host  # noqa: PLC0415

    class QuietHost(Host):  # type: ignore[misc]
        """Without the threads that dispatch by themselves."""

        def _run(self) -> None:
            pass

        def get_action(self, action_name: str) -> Any:
            question, _, value = action_name.partition("=")
            return lambda _: found.__setitem__(question, value == "1")

    found: dict[str, bool] = {}
    rulesets, asked = _rulesets(), list(formulas(lists=False))
    host = QuietHost({name: _with_actions(rules) for name, rules in rulesets.items()})

    def answers(record: dict[str, int]) -> list[bool | None]:
        found.clear()
        for name in rulesets:
            host.assert_fact(name, dict(record))
            host.retract_fact(name, dict(record))
        return [found.get(question) for question in asked]

    return prepared, answers


def load_functions() -> Loaded:
    """The C functions below the host."""
    import durable_rules_engine as engine  # noqa: PLC0415

    asked = list(formulas(lists=False))
    handles = [engine.create_ruleset(name, json.dumps(rules)) for name, rules in _rulesets().items()]

    def answers(record: dict[str, int]) -> list[bool | None]:
        text, found = json.dumps(record), {}
        for handle in handles:
            _, offset = engine.assert_fact(handle, text)
            started = engine.start_action_for_state(handle, offset)
            fired = None if started is None else started[1]
            while fired is not None:
                question, _, value = fired[2 : fired.index('"', 2)].partition("=")
                found[question] = value == "1"
                fired = engine.complete_and_start_action(handle, offset)
            engine.retract_fact(handle, text)
        return [found.get(question) for question in asked]

    return prepared, answers


def prepared(organization: Organization) -> dict[str, Any]:
    """One fact: known values as numbers, and of each whether it is known."""
    facts = coded(organization, facts_named(formulas(lists=False)))
    fact: dict[str, Any] = {"sid": "1", "id": "1"}
    for name, value in facts.items():
        fact[f"{name}_known"] = int(value is not None)
        if value is not None:
            fact[name] = value
    return fact


def _rulesets() -> dict[str, dict[str, Any]]:
    asked = list(formulas(lists=False).items())
    return {
        f"questions-{part}": {
            f"{question}={int(value)}": {"all": [{"m": _rule(formula)}]}
            for question, both in asked[part::_RULESETS]
            for value, formula in zip((True, False), both, strict=True)
        }
        for part in range(_RULESETS)
    }


def _with_actions(rules: dict[str, Any]) -> dict[str, Any]:
    return {name: {**rule, "run": name} for name, rule in rules.items()}


def _rule(formula: Formula) -> dict[str, Any]:
    match formula:
        case All(parts=parts):
            return {"$and": [_rule(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"$or": [_rule(part) for part in parts]}
        case Known(fact=fact, known=known):
            return {f"{fact.name}_known": int(known)}
        case Compare(operator="=", left=Fact(name=name), right=Constant(value=value)):
            return {name: code_of(name, value)}
        case Compare(operator=operator, left=Fact(name=name), right=Constant(value=value)):
            return {_OPERATORS[operator]: {name: code_of(name, value)}}
    raise TypeError(f"{type(formula).__name__} can't be written")
