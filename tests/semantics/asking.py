"""One question put to one small law: what the tests of the semantics have in common.

Tests are named after the numbered sentences of ``docs/semantics.md``; a letter tells the claims of a sentence apart.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from socorg_rules import Decision, Outcome
from socorg_rules.problems import Problem, Problems
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.reader import read_ruleset
from tests.small_law import AS_OF, TITLE, evaluate, one_decision, rule, ruleset_text

SATISFIED, NOT_SATISFIED = Outcome.SATISFIED, Outcome.NOT_SATISFIED
UNDETERMINED, NOT_APPLICABLE = Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE
COUNTY, PREFECTURE, PROVINCE = "320612", "320600", "320000"


def quoted(expression: str) -> str:
    """An expression as a YAML value."""
    return "'" + expression.replace("'", "''") + "'"


def parameter(name: str, type_name: str, values: str, **keys: str) -> str:
    """An entry of ``parameters:``; ``values`` as YAML."""
    keys = {"title": TITLE, "type": type_name, "values": values, "cite": "act art.1", **keys}
    lines = [f"  {name}:", *(f"    {key}: {value}" for key, value in keys.items())]
    return "\n".join(lines) + "\n"


def law(condition: str, *, extra: str = "") -> str:
    """A ruleset whose decision ``outcome`` is a finding under one condition."""
    return ruleset_text(one_decision(rule("only", "outcome", when=quoted(condition)), extra=extra))


def answering(expression: str, type_name: str, *, extra: str = "") -> str:
    """A ruleset whose decision ``outcome`` is the value of one expression."""
    only = rule("only", "outcome", then=quoted(expression))
    return ruleset_text(one_decision(only, kind="answer", decision_keys=f"type: {type_name}", extra=extra))


def told(decision: Decision) -> bool | tuple[str, ...]:
    """True or false; of an undetermined decision, what it misses."""
    if decision.outcome is UNDETERMINED:
        return decision.missing
    return decision.outcome is SATISFIED


def holds(condition: str, *, extra: str = "", as_of: date = AS_OF, **record: Any) -> bool | tuple[str, ...]:
    """Whether a condition holds of a record: true, false, or, where it is unknown, what is missing."""
    return told(evaluate(law(condition, extra=extra), as_of=as_of, **record)["outcome"])


def refusals(text: str) -> list[Problem]:
    """Everything that is wrong with one ruleset, whether reading or checking finds it."""
    problems = Problems()
    ruleset = read_ruleset(text, file="test.yaml", problems=problems)
    if ruleset is not None:
        problems.extend(Library([ruleset]).check())
    return problems.errors


def refused(condition: str, *, extra: str = "") -> list[str]:
    """The codes with which a condition is refused; empty if it loads."""
    return [problem.code for problem in refusals(law(condition, extra=extra))]


def hint(condition: str, *, extra: str = "") -> str:
    """What a refused condition's author is told to write instead."""
    (problem,) = refusals(law(condition, extra=extra))
    return problem.hint("en")


def fine(amount: str | None = "100", *, on: str = "2023-01-01") -> dict[str, Any]:
    """A fine; of amount None, nobody said how much."""
    amounts = {} if amount is None else {"amount": amount}
    return {"kind": "fine", "decided_on": on, **amounts}


def overlay(body: str, *, place: str = COUNTY, ruleset: str = "cn/local", **head: str) -> str:
    """A ruleset that lies over the national one; its rules cite the national source ``act``."""
    return ruleset_text(body, ruleset=ruleset, place=place, source=None, **head)
