"""Conditions in three values as two formulas in two: when they are true, and when they are false.

Engines that know no unknown can then be asked both, and none of them has to be trusted with a null.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from socorg_rules.feel import plan as p
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from socorg_rules.records.specs import Absent, find

Operator = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the organization, or, inside a list, of the event at hand."""

    name: str
    list_name: str | None = None


@dataclass(frozen=True, slots=True)
class Constant:
    """A number (fen, hundred-thousandths, days of the calendar counted), a text or a truth value."""

    value: bool | int | str


Operand: TypeAlias = Fact | Constant


@dataclass(frozen=True, slots=True)
class Compare:
    """Both sides are known."""

    operator: Operator
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class Known:
    """A fact or a list is there, or is not."""

    fact: Fact
    known: bool = True


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Contains:
    """A set holds a term, or not."""

    fact: str
    term: str
    contains: bool


@dataclass(frozen=True, slots=True)
class Events:
    """Some event of a list is such, or every one."""

    kind: Literal["some", "every"]
    list_name: str
    condition: Formula


Formula: TypeAlias = Compare | Known | All | AnyOf | Contains | Events

TRUE: Final = All(())
FALSE: Final = AnyOf(())
COMPARISONS: Final[dict[Operator, Callable[[Any, Any], Any]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_FIELDS_OF_LIST: Final = {spec.name: spec.fields for spec in EVENT_LISTS}
_CONTRARY: Final[dict[str, Operator]] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def formulas_of(condition: p.Plan, as_of: date) -> tuple[Formula, Formula]:
    """When a condition is true, and when it is false."""
    return _Splitter(as_of).split(condition)


@dataclass(frozen=True, slots=True)
class _Splitter:
    as_of: date

    def split(self, node: p.AnyPlan) -> tuple[Formula, Formula]:
        match node:
            case p.All(operands=operands):
                parts = [self.split(operand) for operand in operands]
                return _all([one for one, _ in parts]), _any([other for _, other in parts])
            case p.AnyOf(operands=operands):
                parts = [self.split(operand) for operand in operands]
                return _any([one for one, _ in parts]), _all([other for _, other in parts])
            case p.Negation(operand=operand):
                true, false = self.split(operand)
                return false, true
            case p.Compare(operator=written, left=left, right=right):
                return self._compared(written, self._operand(left), self._operand(right))
            case p.Fact() | p.Element():
                return self._compared("=", self._operand(node), Constant(True))
            case p.IsNull(operand=operand):
                fact = self._operand(operand)
                assert isinstance(fact, Fact)
                return Known(fact, known=False), Known(fact)
            case p.IsMember(value=p.Constant(value=str(term)), members=p.Fact(name=name)):
                known = Known(Fact(name))
                return _all([known, Contains(name, term, True)]), _all([known, Contains(name, term, False)])
            case p.IsMember(value=value, members=p.Constant(value=frozenset() as terms)):
                each = [self._compared("=", self._operand(value), Constant(term)) for term in sorted(terms)]
                return _any([one for one, _ in each]), _all([other for _, other in each])
            case p.Quantifier(kind="some", domain=p.Events(name=name), condition=condition):
                true, false = self.split(condition)
                some, none = Events("some", name, true), Events("every", name, false)
                return _all([Known(Fact(name)), some]), _all([Known(Fact(name)), none])
        raise TypeError(f"no formula for {type(node).__name__}")

    def _operand(self, node: p.Plan) -> Operand:
        match node:
            case p.Fact(name=name):
                return Fact(name)
            case p.Element(list_name=list_name, name=name):
                return Fact(name, list_name)
            case p.AsOf():
                return Constant(self.as_of.toordinal())
            case p.Constant(value=date() as day):
                return Constant(day.toordinal())
            case p.Constant(value=bool() | int() | str() as value):
                return Constant(value)
        raise TypeError(f"no operand for {type(node).__name__}")

    def _compared(self, written: Operator, left: Operand, right: Operand) -> tuple[Formula, Formula]:
        if isinstance(left, Constant) and isinstance(right, Constant):
            holds = COMPARISONS[written](left.value, right.value)
            return (TRUE, FALSE) if holds else (FALSE, TRUE)
        known: list[Formula] = [Known(side) for side in (left, right) if isinstance(side, Fact) and may_be_null(side)]
        return (
            _all([*known, Compare(written, left, right)]),
            _all([*known, Compare(_CONTRARY[written], left, right)]),
        )


def may_be_null(fact: Fact) -> bool:
    """Whether a record may leave it open, or say that there is none."""
    specs = ORGANIZATION_FIELDS if fact.list_name is None else _FIELDS_OF_LIST[fact.list_name]
    spec = find(specs, fact.name)
    assert spec is not None
    return spec.absent is not Absent.REQUIRED and spec.default is None


def _all(parts: list[Formula]) -> Formula:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, All) else (part,))]
    unique = tuple(dict.fromkeys(flat))
    if FALSE in unique:
        return FALSE
    return unique[0] if len(unique) == 1 else All(unique)


def _any(parts: list[Formula]) -> Formula:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AnyOf) else (part,))]
    unique = tuple(dict.fromkeys(flat))
    if TRUE in unique:
        return TRUE
    return unique[0] if len(unique) == 1 else AnyOf(unique)
