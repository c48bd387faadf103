"""Expressions checked against the record and a few names of a ruleset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from socorg_rules.feel import types as t
from socorg_rules.feel.checker import Checked, CheckedIterator, CheckedList, Checker
from socorg_rules.feel.parser import parse_expression, parse_iterator
from socorg_rules.feel.places import place_in
from socorg_rules.feel.scope import Frame, Scope
from socorg_rules.problems import Problems
from socorg_rules.rulesets.vocabulary import record_vocabulary


class Names:
    """The record, parameters ``large_fine`` and ``term``, two definitions and two decisions."""

    def __init__(self) -> None:
        record = record_vocabulary()
        self.facts = record.facts
        self.lists = record.lists
        self.aliases = record.aliases
        self.terms = record.terms
        self.parameters: Mapping[str, t.FieldType] = {
            "large_fine": t.FieldType(t.MONEY, nullable=False),
            "least_rating": t.FieldType(t.COUNT, nullable=True),
            "term": t.FieldType(t.DURATION, nullable=False),
            "working_days": t.FieldType(t.DAYS, nullable=False),
            "classes": t.FieldType(t.SetType(record.enums["category"]), nullable=False),
        }
        self._definitions = {
            "fines": t.FieldType(t.ListType(t.EventType("penalties"), frozenset({"performed_on"})), nullable=False),
            "first_day": t.FieldType(t.DATE, nullable=True),
        }
        self._decisions = {
            "rating": t.FieldType(t.COUNT, nullable=True),
            "listed": t.FieldType(t.BOOLEAN, nullable=True),
        }
        self.definition_names: Iterable[str] = (*self._definitions, "broken")
        self.decision_names: Iterable[str] = (*self._decisions, "broken_decision")

    def definition(self, name: str) -> t.FieldType | None:
        return self._definitions.get(name)

    def decision(self, name: str) -> t.FieldType | None:
        return self._decisions.get(name)


def checker_for(text: str, problems: Problems, *, free_as_of: bool = False, frames: tuple[Frame, ...] = ()) -> Checker:
    return Checker(Scope(Names(), frames), problems, place_in("rules.yaml", text), free_as_of)


def checked(text: str, *, expected: t.ScalarType | None = None, free_as_of: bool = False) -> Checked:
    """A value; the expression has to be well-typed."""
    problems = Problems()
    tree = parse_expression(text, place_of=place_in("rules.yaml", text), problems=problems)
    assert tree is not None, [problem.render() for problem in problems]
    result = checker_for(text, problems, free_as_of=free_as_of).check(tree, expected=expected, nullable=True)
    assert result is not None, [problem.render() for problem in problems]
    return result


def checked_any(text: str) -> Checked | CheckedList:
    problems = Problems()
    tree = parse_expression(text, place_of=place_in("rules.yaml", text), problems=problems)
    assert tree is not None
    result = checker_for(text, problems).check_any(tree)
    assert result is not None, [problem.render() for problem in problems]
    return result


def checked_iterator(text: str) -> CheckedIterator:
    problems = Problems()
    parts = parse_iterator(text, place_of=place_in("rules.yaml", text), problems=problems)
    assert parts is not None
    result = checker_for(text, problems).check_iterator(*parts)
    assert result is not None, [problem.render() for problem in problems]
    return result


def problems_of(
    text: str, *, expected: t.ScalarType | None = None, free_as_of: bool = False, nullable: bool = False
) -> Problems:
    """What the checker says of an expression that parses."""
    problems = Problems()
    tree = parse_expression(text, place_of=place_in("rules.yaml", text), problems=problems)
    assert tree is not None, [problem.render() for problem in problems]
    checker = checker_for(text, problems, free_as_of=free_as_of)
    assert checker.check(tree, expected=expected, nullable=nullable) is None
    return problems


def codes_of(text: str, *, expected: t.ScalarType | None = None, free_as_of: bool = False) -> list[str]:
    return [problem.code for problem in problems_of(text, expected=expected, free_as_of=free_as_of)]
