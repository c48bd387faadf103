"""From a syntax tree to a typed plan, or to problems.

The checker follows the flow: what a condition has seen to be not null stays so where the condition holds
(``filed_on != null and filed_on > due``). A plan that comes out of it can't raise.
"""

from __future__ import annotations

from decimal import Decimal

from socorg_rules.feel import plan as p
from socorg_rules.feel import syntax as s
from socorg_rules.feel import type_messages as msg
from socorg_rules.feel import types as t
from socorg_rules.feel.checking import NOTHING, Checked, CheckedIterator, CheckedList, NotNull, Wrong
from socorg_rules.feel.list_checking import ListChecker
from socorg_rules.problems import did_you_mean

__all__ = ["NOTHING", "Checked", "CheckedIterator", "CheckedList", "Checker", "NotNull"]


class Checker(ListChecker):
    """Checks the expressions of one place in a ruleset."""

    __slots__ = ()

    def check(
        self,
        expression: s.Expression,
        *,
        expected: t.ScalarType | None = None,
        nullable: bool = False,
        not_null: NotNull = NOTHING,
    ) -> Checked | None:
        """The typed expression, of type ``expected`` and, unless ``nullable``, not null; None if it is wrong."""
        try:
            checked = self._expression(expression, not_null, expected)
            if expected is not None:
                checked = self._fitted(checked, expected, expression)
            if not nullable:
                self._require_value(checked, expression)
        except Wrong:
            return None
        return checked

    def check_condition(self, expression: s.Expression, *, not_null: NotNull = NOTHING) -> Checked | None:
        try:
            return self._condition(expression, not_null)
        except Wrong:
            return None

    def check_any(self, expression: s.Expression) -> Checked | CheckedList | None:
        """A definition's expression: a value or a list of events."""
        try:
            if self._is_list(expression):
                return self._list(expression, NOTHING)
            return self._expression(expression, NOTHING, None)
        except Wrong:
            return None

    def check_iterator(self, variable: str, domain: s.Expression | s.YearRange) -> CheckedIterator | None:
        try:
            return self._iterator(variable, domain, NOTHING)
        except Wrong:
            return None

    def _expression(self, node: s.Expression, not_null: NotNull, expected: t.ScalarType | None = None) -> Checked:  # noqa: PLR0911, PLR0912
        match node:
            case s.NumberLiteral(value=value):
                return self._number(node, value)
            case s.StringLiteral(value=value):
                return self._text(node, value, expected)
            case s.BooleanLiteral(value=value):
                return Checked(p.Constant(value, origin=node), t.BOOLEAN)
            case s.NullLiteral():
                return Checked(p.Constant(None, origin=node), t.NULL, nullable=True)
            case s.DateLiteral(value=value):
                return Checked(p.Constant(value, origin=node), t.DATE)
            case s.DurationLiteral(months=months, days=days):
                return Checked(p.Constant(p.Duration(months, days), origin=node), t.DURATION)
            case s.DateOf():
                return self._date_of(node, not_null)
            case s.Name():
                return self._seen(self._name(node), not_null)
            case s.Path():
                return self._seen(self._path(node, not_null), not_null)
            case s.Negate(operand=operand):
                return self._arithmetic(
                    s.Arithmetic("-", s.NumberLiteral(Decimal(0)), operand, span=node.span), not_null
                )
            case s.Arithmetic():
                return self._arithmetic(node, not_null)
            case s.Comparison():
                return self._comparison(node, not_null)
            case s.Between(value=value, low=low, high=high):
                return self._tests(node, value, (s.RangeTest(low, high, True, True, span=node.span),), not_null)
            case s.In(value=value, tests=tests):
                return self._tests(node, value, tests, not_null)
            case s.And() | s.Or():
                return self._connective(node, not_null)
            case s.Not(operand=operand):
                inner = self._condition(operand, not_null)
                return Checked(
                    p.Negation(inner.plan, origin=node), t.BOOLEAN, if_true=inner.if_false, if_false=inner.if_true
                )
            case s.If():
                return self._if(node, not_null, expected)
            case s.Quantified():
                return self._quantified(node, not_null)
            case s.Call():
                return self._seen(self._call(node, not_null, expected), not_null)
            case s.ListLiteral():
                raise self._fail(msg.LIST_AS_VALUE if node.items else msg.EMPTY_LIST, node)
            case s.Filter():
                raise self._fail(msg.LIST_AS_VALUE, node)

    def _connective(self, node: s.And | s.Or, not_null: NotNull) -> Checked:
        """``and`` carries what is seen where its operands hold to those behind them, ``or`` where they don't."""
        conjunction = isinstance(node, s.And)
        seen = not_null
        parts: list[Checked] = []
        for operand in node.operands:
            part = self._condition(operand, seen)
            parts.append(part)
            seen |= part.if_true if conjunction else part.if_false
        plans = tuple(part.plan for part in parts)
        if conjunction:
            true = NOTHING.union(*(part.if_true for part in parts))
            false = parts[0].if_false.intersection(*(part.if_false for part in parts[1:]))
            return Checked(p.All(plans, origin=node), t.BOOLEAN, if_true=true, if_false=false)
        true = parts[0].if_true.intersection(*(part.if_true for part in parts[1:]))
        false = NOTHING.union(*(part.if_false for part in parts))
        return Checked(p.AnyOf(plans, origin=node), t.BOOLEAN, if_true=true, if_false=false)

    def _if(self, node: s.If, not_null: NotNull, expected: t.ScalarType | None) -> Checked:
        condition = self._condition(node.condition, not_null)
        then = self._expression(node.then, not_null | condition.if_true, expected)
        otherwise = self._expression(node.otherwise, not_null | condition.if_false, expected)
        nullable = then.nullable or otherwise.nullable
        first, second, type_ = then.plan, otherwise.plan, then.type
        if isinstance(then.type, t.NullType):
            type_ = otherwise.type
        elif not isinstance(otherwise.type, t.NullType):
            if not t.same_kind(then.type, otherwise.type):
                raise self._fail(msg.TYPE_MISMATCH, node.otherwise, expected=then.type, found=otherwise.type)
            if isinstance(then.type, t.NumberType):
                one, other = self._aligned(then, otherwise, node, "if")
                bound = max(one.type.bound, other.type.bound)
                first, second = one.plan, other.plan
                type_ = t.NumberType(one.type.unit or other.type.unit, one.type.scale, bound)
            elif isinstance(then.type, t.DateType) and isinstance(otherwise.type, t.DateType):
                type_ = t.DateType(max(then.type.reach, otherwise.type.reach))
        return Checked(p.Choice(condition.plan, first, second, origin=node), type_, nullable)

    def _call(self, node: s.Call, not_null: NotNull, expected: t.ScalarType | None) -> Checked:
        match node.function:
            case "count":
                return self._count(node, not_null)
            case "sum" | "min" | "max":
                return self._aggregate(node, node.function, not_null)
            case "add_working_days":
                return self._working_days(node, not_null)
        name = node.function.removesuffix("_on")
        parameters = self.scope.vocabulary.parameters
        if node.function.endswith("_on") and name in parameters:
            if len(node.arguments) != 1:
                raise self._fail(msg.WRONG_ARGUMENTS, node, function=node.function, usage=f"{node.function}(date)")
            day = self._value(node.arguments[0], not_null)
            if not isinstance(day.type, t.DateType):
                raise self._fail(msg.TYPE_MISMATCH, node.arguments[0], expected="date", found=day.type)
            return Checked(p.ParameterOn(name, day.plan, origin=node), parameters[name].type, nullable=True)
        known = ["count", "sum", "min", "max", "add_working_days", *(f"{parameter}_on" for parameter in parameters)]
        raise self._fail(msg.UNKNOWN_FUNCTION, node, suggestion=did_you_mean(node.function, known), name=node.function)
