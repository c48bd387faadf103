"""Comparisons, null tests and unary tests."""

from __future__ import annotations

from dataclasses import replace

from socorg_rules.feel import plan as p
from socorg_rules.feel import syntax as s
from socorg_rules.feel import type_messages as msg
from socorg_rules.feel import types as t
from socorg_rules.feel.arithmetic_checking import ArithmeticChecker
from socorg_rules.feel.checking import Checked, NotNull
from socorg_rules.feel.printer import print_expression

FLIPPED: dict[str, p.CompareOperator] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class ComparisonChecker(ArithmeticChecker):
    """Checks everything that compares."""

    __slots__ = ()

    def _comparison(self, node: s.Comparison, not_null: NotNull) -> Checked:
        if isinstance(node.right, s.NullLiteral):
            return self._null_test(node, node.left, not_null)
        if isinstance(node.left, s.NullLiteral):
            return self._null_test(node, node.right, not_null)
        left, right = self._pair(node.left, node.right, not_null)
        return Checked(self._compare(node, node.operator, left, right), t.BOOLEAN)

    def _null_test(self, node: s.Comparison, operand: s.Expression, not_null: NotNull) -> Checked:
        if node.operator not in ("=", "!="):
            raise self._fail(msg.NULL_ALONE, node)
        if self._is_list(operand):
            raise self._fail(msg.NEVER_NULL, operand, what=print_expression(operand))
        checked = self._expression(operand, not_null)
        if isinstance(checked.type, t.NullType):
            raise self._fail(msg.NULL_ALONE, node)
        # Asking again what a guard has already seen is idle, not wrong.
        if not checked.nullable and checked.plan not in not_null:
            raise self._fail(msg.NEVER_NULL, operand, what=print_expression(operand))
        is_null = p.IsNull(checked.plan, origin=node)
        known = frozenset((checked.plan,))
        if node.operator == "=":
            return Checked(is_null, t.BOOLEAN, if_false=known)
        return Checked(p.Negation(is_null, origin=node), t.BOOLEAN, if_true=known)

    def _pair(self, left: s.Expression, right: s.Expression, not_null: NotNull) -> tuple[Checked, Checked]:
        """Both sides of a comparison; a text takes its meaning from the other side."""
        if isinstance(left, s.StringLiteral):
            second = self._value(right, not_null, as_of=True)
            return self._side(left, second.type, not_null), second
        first = self._value(left, not_null, as_of=True)
        return first, self._side(right, first.type, not_null)

    def _side(self, node: s.Expression, other: t.Type, not_null: NotNull) -> Checked:
        expected = other if isinstance(other, t.EnumType) else None
        return self._value(node, not_null, expected, as_of=True)

    def _compare(self, node: s.Node, operator: s.ComparisonOperator, left: Checked, right: Checked) -> p.Plan:
        if isinstance(left.type, t.TextType) or isinstance(right.type, t.TextType):
            raise self._fail(msg.FREE_TEXT, node, what="…")
        incomparable = (t.SetType, t.ColumnType, t.DurationType, t.ListType, t.EventType)
        if isinstance(left.type, incomparable) or not t.same_kind(left.type, right.type):
            raise self._fail(msg.NOT_COMPARABLE, node, left=left.type, right=right.type, operator=operator)
        if operator not in ("=", "!=") and not isinstance(left.type, (t.NumberType, t.DateType)):
            raise self._fail(msg.NO_ORDER, node, type=left.type)
        first, second = left.plan, right.plan
        if isinstance(left.type, t.NumberType):
            if isinstance(second, p.Count) and not isinstance(first, p.Count):
                return self._compare(node, FLIPPED[operator], right, left)
            assert isinstance(right.type, t.NumberType)
            if isinstance(first, p.Count) and right.type.scale == 0 and t.same_kind(left.type, right.type):
                return p.CompareCount(operator, first.events, second, origin=node)
            one, other = self._aligned(left, right, node, operator)
            first, second = one.plan, other.plan
        return p.Compare(operator, first, second, origin=node)

    def _tests(
        self, node: s.Expression, value: s.Expression, tests: tuple[s.UnaryTest, ...], not_null: NotNull
    ) -> Checked:
        """``value in (…)``: members that are terms become one set; everything else becomes comparisons."""
        subject = self._operand_of_tests(value, tests, not_null)
        terms: set[str] = set()
        plans: list[p.Plan] = []
        for test in tests:
            match test:
                case s.CompareTest(operator=operator, value=other):
                    plans.append(self._compare(test, operator, subject, self._side(other, subject.type, not_null)))
                case s.RangeTest():
                    plans.append(self._range(test, subject, not_null))
                case s.ValueTest(value=member):
                    plan = self._membership(test, member, subject, not_null)
                    if isinstance(plan, p.Constant) and isinstance(plan.value, str):
                        terms.add(plan.value)
                    else:
                        plans.append(plan)
        if terms:
            plans.append(p.IsMember(subject.plan, p.Constant(frozenset(terms)), origin=node))
        if not plans:
            raise self._fail(msg.EMPTY_LIST, node)
        plan = replace(plans[0], origin=node) if len(plans) == 1 else p.AnyOf(tuple(plans), origin=node)
        return Checked(plan, t.BOOLEAN)

    def _operand_of_tests(self, value: s.Expression, tests: tuple[s.UnaryTest, ...], not_null: NotNull) -> Checked:
        if not isinstance(value, s.StringLiteral):
            return self._value(value, not_null, as_of=True)
        for test in tests:
            if isinstance(test, s.ValueTest):
                other = self._value(test.value, not_null)
                if isinstance(other.type, t.SetType):
                    return self._term(value, value.value, other.type.element)
        raise self._fail(msg.STRAY_TEXT, value)

    def _range(self, test: s.RangeTest, subject: Checked, not_null: NotNull) -> p.Plan:
        low = self._side(test.low, subject.type, not_null)
        high = self._side(test.high, subject.type, not_null)
        above = self._compare(test, ">=" if test.low_included else ">", subject, low)
        below = self._compare(test, "<=" if test.high_included else "<", subject, high)
        return p.All((above, below), origin=test)

    def _membership(self, test: s.ValueTest, member: s.Expression, subject: Checked, not_null: NotNull) -> p.Plan:
        """A term (as a constant), an equality, or membership in a set."""
        if isinstance(subject.type, t.EnumType):
            if isinstance(member, s.StringLiteral):
                return self._term(member, member.value, subject.type).plan
            if self.bare_terms and isinstance(member, s.Name):
                terms = self.scope.vocabulary.terms[subject.type.vocabulary]
                if member.name in terms or not self.scope.meanings(member.name):
                    return self._term(member, member.name, subject.type).plan
        other = self._side(member, subject.type, not_null)
        if isinstance(other.type, t.SetType):
            if other.type.element != subject.type:
                raise self._fail(msg.NOT_COMPARABLE, test, left=subject.type, right=other.type, operator="in")
            return p.IsMember(subject.plan, other.plan, origin=test)
        return self._compare(test, "=", subject, other)
