"""Arithmetic of numbers and dates."""

from __future__ import annotations

from typing import Literal

from socorg_rules.feel import plan as p
from socorg_rules.feel import syntax as s
from socorg_rules.feel import type_messages as msg
from socorg_rules.feel import types as t
from socorg_rules.feel.checking import Checked, NotNull
from socorg_rules.feel.lexer import NAME
from socorg_rules.feel.name_checking import NameChecker
from socorg_rules.feel.numbers import NumberTooLargeError, UnitMismatchError, product_type, sum_type
from socorg_rules.feel.printer import print_expression

MAX_REACH_YEARS = 1000
MAX_WORKING_DAYS = 366


class ArithmeticChecker(NameChecker):
    """Checks sums, products, and what is counted from dates."""

    __slots__ = ()

    def _arithmetic(self, node: s.Arithmetic, not_null: NotNull) -> Checked:
        self._refuse_hyphens(node)
        left = self._value(node.left, not_null)
        right = self._value(node.right, not_null)
        if isinstance(left.type, t.DurationType) and isinstance(right.type, t.DateType) and node.operator == "+":
            left, right = right, left
        if isinstance(left.type, t.DateType):
            return self._date_plus(node, left, right)
        for side, written in ((left, node.left), (right, node.right)):
            if not isinstance(side.type, t.NumberType):
                raise self._fail(msg.TYPE_MISMATCH, written, expected="number", found=side.type)
        if node.operator == "*":
            return self._product(node, left, right)
        first, second = self._aligned(left, right, node, node.operator)
        try:
            type_ = sum_type(first.type, second.type)
        except NumberTooLargeError:
            raise self._fail(msg.NUMBER_TOO_LARGE, node) from None
        if isinstance(first.plan, p.Constant) and isinstance(second.plan, p.Constant):
            assert isinstance(first.plan.value, int)
            assert isinstance(second.plan.value, int)
            sign = 1 if node.operator == "+" else -1
            return Checked(p.Constant(first.plan.value + sign * second.plan.value, origin=node), type_)
        return Checked(p.Sum(node.operator, first.plan, second.plan, origin=node), type_)

    def _refuse_hyphens(self, node: s.Arithmetic) -> None:
        """``large-fine`` is a subtraction; somebody who writes it where only ``large_fine`` exists means that name."""
        written = print_expression(node)
        meant = written.replace(" - ", "_")
        if NAME.fullmatch(meant) and not self.scope.meanings(written.partition(" ")[0]) and self.scope.meanings(meant):
            raise self._fail(msg.UNKNOWN_NAME, node, suggestion=meant, name=written.replace(" - ", "-"))

    def _product(self, node: s.Arithmetic, left: Checked, right: Checked) -> Checked:
        assert isinstance(left.type, t.NumberType)
        assert isinstance(right.type, t.NumberType)
        try:
            type_ = product_type(left.type, right.type)
        except UnitMismatchError:
            raise self._fail(msg.UNIT_MISMATCH, node, left=left.type, right=right.type, operator="*") from None
        except NumberTooLargeError:
            raise self._fail(msg.NUMBER_TOO_LARGE, node) from None
        return Checked(p.Product(left.plan, right.plan, origin=node), type_)

    def _date_plus(self, node: s.Arithmetic, day: Checked, period: Checked) -> Checked:
        assert isinstance(day.type, t.DateType)
        if node.operator != "+" or not isinstance(period.type, t.DurationType):
            raise self._fail(msg.DATE_MINUS, node)
        reach = day.type.reach + 100
        if reach > MAX_REACH_YEARS:
            raise self._fail(msg.DATE_TOO_FAR, node)
        return Checked(p.AddDuration(day.plan, period.plan, origin=node), t.DateType(reach))

    def _extreme(self, node: s.Call, kind: Literal["min", "max"], not_null: NotNull) -> Checked:
        parts = [self._value(argument, not_null) for argument in node.arguments]
        first = parts[0]
        for part, written in zip(parts, node.arguments, strict=True):
            if not isinstance(part.type, (t.NumberType, t.DateType)) or not t.same_kind(part.type, first.type):
                raise self._fail(msg.TYPE_MISMATCH, written, expected=first.type, found=part.type)
        type_ = first.type
        if isinstance(type_, t.NumberType):
            # Bringing every operand to the scale of the finest one.
            finest = max(parts, key=lambda part: part.type.scale if isinstance(part.type, t.NumberType) else 0)
            numbers = [self._aligned(part, finest, node, kind)[0] for part in parts]
            unit = next((number.type.unit for number in numbers if number.type.unit), None)
            type_ = t.NumberType(unit, numbers[0].type.scale, max(number.type.bound for number in numbers))
            operands: tuple[p.Plan, ...] = tuple(number.plan for number in numbers)
        else:
            operands = tuple(part.plan for part in parts)
            type_ = t.DateType(max(part.type.reach for part in parts if isinstance(part.type, t.DateType)))
        return Checked(p.Extreme(kind, operands, origin=node), type_)

    def _working_days(self, node: s.Call, not_null: NotNull) -> Checked:
        usage = "add_working_days(date, number)"
        if len(node.arguments) != 2:  # noqa: PLR2004
            raise self._fail(msg.WRONG_ARGUMENTS, node, function="add_working_days", usage=usage)
        day = self._value(node.arguments[0], not_null)
        count = self._value(node.arguments[1], not_null)
        if not isinstance(day.type, t.DateType):
            raise self._fail(msg.TYPE_MISMATCH, node.arguments[0], expected="date", found=day.type)
        if not isinstance(count.type, t.NumberType) or count.type.scale != 0 or count.type.unit not in (None, "days"):
            raise self._fail(msg.WORKING_DAY_COUNT, node.arguments[1])
        constant = count.plan.value if isinstance(count.plan, p.Constant) else 1
        if not isinstance(constant, int) or not 1 <= constant <= MAX_WORKING_DAYS:
            raise self._fail(msg.WORKING_DAY_COUNT, node.arguments[1])
        reach = day.type.reach + 2
        return Checked(p.AddWorkingDays(day.plan, count.plan, origin=node), t.DateType(reach))
