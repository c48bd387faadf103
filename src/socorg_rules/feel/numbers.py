"""Whole-number arithmetic: bringing two numbers to one scale, and refusing what could pass 63 bits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from socorg_rules.feel.plan import Constant, Plan, Product, Sum
from socorg_rules.feel.types import INTEGER_LIMIT, NumberType, Unit, same_kind


class NumberTooLargeError(Exception):
    """A number could pass 63 bits."""


class UnitMismatchError(Exception):
    """Two units can't be combined in this way."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a plan and its type."""

    plan: Plan
    type: NumberType


def whole(value: Decimal) -> tuple[int, int]:
    """A decimal as an integer and the scale it is at: 0.70 is (7, 1)."""
    # Not normalize(): it rounds to the precision that the caller's decimal context happens to have.
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # the lexer admits no NaN
    integer = int("".join(map(str, digits))) * (-1 if sign else 1)
    while exponent < 0 and integer % 10 == 0:
        integer, exponent = integer // 10, exponent + 1
    return (integer * 10**exponent, 0) if exponent > 0 else (integer, -exponent)


def bounded(unit: Unit | None, scale: int, bound: int) -> NumberType:
    """A number type, if every value of it fits into 63 bits."""
    if bound > INTEGER_LIMIT:
        raise NumberTooLargeError
    return NumberType(unit, scale, bound)


def at_scale(number: Number, scale: int) -> Number:
    """The same number at a finer scale."""
    if scale == number.type.scale:
        return number
    factor = 10 ** (scale - number.type.scale)
    new_type = bounded(number.type.unit, scale, number.type.bound * factor)
    if isinstance(number.plan, Constant):
        assert isinstance(number.plan.value, int)
        return Number(Constant(number.plan.value * factor, origin=number.plan.origin), new_type)
    return Number(Product(number.plan, Constant(factor), origin=number.plan.origin), new_type)


def aligned(left: Number, right: Number) -> tuple[Number, Number]:
    """Two numbers of one kind at one scale."""
    if not same_kind(left.type, right.type):
        raise UnitMismatchError
    scale = max(left.type.scale, right.type.scale)
    return at_scale(left, scale), at_scale(right, scale)


def sum_type(left: NumberType, right: NumberType) -> NumberType:
    """The type of a sum or difference of two aligned numbers."""
    return bounded(left.unit or right.unit, left.scale, left.bound + right.bound)


def product_type(left: NumberType, right: NumberType) -> NumberType:
    """The type of a product: a ratio, a count or a plain number of something is that something."""
    units = [unit for unit in (left.unit, right.unit) if unit not in (None, "ratio", "count")]
    if len(units) > 1 or "year" in units:
        raise UnitMismatchError
    unit: Unit | None
    if units:
        unit = units[0]
    elif "ratio" in (left.unit, right.unit):
        unit = "ratio"
    else:
        unit = left.unit or right.unit
    return bounded(unit, left.scale + right.scale, left.bound * right.bound)


def without_shift(plan: Plan) -> tuple[Plan, int]:
    """``x`` and ``n`` of ``x + n`` or ``x - n`` with a literal ``n``; any other plan and 0."""
    match plan:
        case Sum(operator=operator, left=base, right=Constant(value=int() as shift)):
            return base, shift if operator == "+" else -shift
        case Sum(operator="+", left=Constant(value=int() as shift), right=base):
            return base, shift
    return plan, 0
