"""What the parts of the checker have in common: typed expressions, failure, and what every part asks of the whole."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from socorg_rules.feel import plan as p
from socorg_rules.feel import syntax as s
from socorg_rules.feel import type_messages as msg
from socorg_rules.feel import types as t
from socorg_rules.feel.numbers import Number, NumberTooLargeError, UnitMismatchError, aligned
from socorg_rules.feel.printer import print_expression
from socorg_rules.feel.scope import Frame, Scope
from socorg_rules.problems import Place, ProblemKind, Problems

NotNull = frozenset[p.Plan]
NOTHING: NotNull = frozenset()


class Wrong(Exception):  # noqa: N818 - carries control out of one expression, never leaves the checker
    """The expression is wrong and the problem has been noted."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A typed expression.

    ``if_true`` and ``if_false`` are the plans known not to be null where it is true, or false.
    """

    plan: p.Plan
    type: t.Type
    nullable: bool = False
    if_true: NotNull = NOTHING
    if_false: NotNull = NOTHING


@dataclass(frozen=True, slots=True)
class CheckedList:
    """Events, typed."""

    plan: p.ListPlan
    type: t.ListType


@dataclass(frozen=True, slots=True)
class CheckedIterator:
    """A ``for_each``: its domain, and the frame under which the rest of the rule is checked."""

    domain: p.Domain
    frame: Frame
    not_null: NotNull


@dataclass(frozen=True, slots=True)
class CheckerBase(ABC):
    """Where an expression stands, and how to say that it is wrong.

    ``free_as_of``: ``as_of`` may stand anywhere (in ``value:``). ``bare_terms``: behind ``in``, terms may be written
    without quotes (in a table).
    """

    scope: Scope
    problems: Problems
    place_of: Callable[[s.Span], Place]
    free_as_of: bool = False
    bare_terms: bool = False

    def inside(self, frame: Frame) -> Self:
        """The same checker with one more variable around."""
        return replace(self, scope=self.scope.inside(frame))

    @abstractmethod
    def _expression(self, node: s.Expression, not_null: NotNull, expected: t.ScalarType | None = None) -> Checked: ...

    @abstractmethod
    def _is_list(self, node: s.Expression | s.YearRange) -> bool: ...

    def _fail(self, kind: ProblemKind, node: s.Node, *, suggestion: str | None = None, **values: object) -> Wrong:
        self.problems.add(kind.at(self.place_of(node.span), suggestion=suggestion, **values))
        return Wrong()

    def _require_value(self, checked: Checked, node: s.Expression) -> None:
        if isinstance(checked.type, t.NullType):
            raise self._fail(msg.NULL_ALONE, node)
        if checked.nullable:
            raise self._fail(msg.POSSIBLY_NULL, node, what=print_expression(node))

    def _value(
        self, node: s.Expression, not_null: NotNull, expected: t.ScalarType | None = None, *, as_of: bool = False
    ) -> Checked:
        """A value that is not null; ``as_of`` says whether a bare ``as_of`` may stand here."""
        if as_of and isinstance(node, s.Name) and node.name == "as_of":
            return Checked(p.AsOf(origin=node), t.DATE)
        checked = self._expression(node, not_null, expected)
        self._require_value(checked, node)
        return checked

    def _condition(self, node: s.Expression, not_null: NotNull) -> Checked:
        checked = self._value(node, not_null, t.BOOLEAN)
        if not isinstance(checked.type, t.BooleanType):
            raise self._fail(msg.NOT_BOOLEAN, node, found=checked.type)
        return checked

    def _fitted(self, checked: Checked, expected: t.ScalarType, node: s.Expression) -> Checked:
        """``checked`` as a value of exactly the expected type (numbers brought to its scale)."""
        if isinstance(checked.type, t.NullType):
            return replace(checked, type=expected, nullable=True)
        if not t.same_kind(checked.type, expected):
            raise self._fail(msg.TYPE_MISMATCH, node, expected=expected, found=checked.type)
        if isinstance(expected, t.NumberType) and isinstance(checked.type, t.NumberType):
            if checked.type.scale > expected.scale:
                raise self._fail(msg.TYPE_MISMATCH, node, expected=expected, found=checked.type)
            number, _ = self._aligned(checked, Checked(p.Constant(0), replace(expected, bound=1)), node, "=")
            return replace(checked, plan=number.plan, type=number.type)
        return checked

    def _aligned(self, left: Checked, right: Checked, node: s.Node, operator: str) -> tuple[Number, Number]:
        assert isinstance(left.type, t.NumberType)
        assert isinstance(right.type, t.NumberType)
        try:
            return aligned(Number(left.plan, left.type), Number(right.plan, right.type))
        except UnitMismatchError:
            raise self._fail(msg.UNIT_MISMATCH, node, left=left.type, right=right.type, operator=operator) from None
        except NumberTooLargeError:
            raise self._fail(msg.NUMBER_TOO_LARGE, node) from None

    @staticmethod
    def _seen(checked: Checked, not_null: NotNull) -> Checked:
        """A guard around this place has seen that the value is not null."""
        return replace(checked, nullable=False) if checked.nullable and checked.plan in not_null else checked
