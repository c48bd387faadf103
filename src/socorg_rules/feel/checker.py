"""From a syntax tree to a typed plan, or to problems.

The checker follows the flow: what a condition has seen to be not null stays so where the condition holds
(``filed_on != null and filed_on > due``). A plan that comes out of it can't raise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from socorg_rules.feel import plan as p
from socorg_rules.feel import syntax as s
from socorg_rules.feel import type_messages as msg
from socorg_rules.feel import types as t
from socorg_rules.feel.numbers import (
    Number,
    NumberTooLargeError,
    UnitMismatchError,
    aligned,
    product_type,
    sum_type,
    whole,
)
from socorg_rules.feel.printer import print_expression
from socorg_rules.feel.scope import EventFrame, FieldMeaning, Frame, GlobalMeaning, Scope, TermFrame, YearFrame
from socorg_rules.problems import Place, ProblemKind, Problems, did_you_mean

NotNull = frozenset[p.Plan]
NOTHING: NotNull = frozenset()
MAX_REACH_YEARS = 1000
MAX_YEAR_SHIFT = 100
MAX_WORKING_DAYS = 366
FLIPPED: dict[str, p.CompareOperator] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class _Wrong(Exception):  # noqa: N818 - carries control out of one expression, never leaves this module
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
    plan: p.ListPlan
    type: t.ListType


@dataclass(frozen=True, slots=True)
class CheckedIterator:
    """A ``for_each``: its domain, and the frame under which the rest of the rule is checked."""

    domain: p.Domain
    frame: Frame
    not_null: NotNull


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks the expressions of one place in a ruleset."""

    scope: Scope
    problems: Problems
    place_of: Callable[[s.Span], Place]
    free_as_of: bool = False

    # -- the public face -----------------------------------------------------------------------------------

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
        except _Wrong:
            return None
        return checked

    def check_condition(self, expression: s.Expression, *, not_null: NotNull = NOTHING) -> Checked | None:
        try:
            return self._condition(expression, not_null)
        except _Wrong:
            return None

    def check_any(self, expression: s.Expression) -> Checked | CheckedList | None:
        """A definition's expression: a value or a list of events."""
        try:
            if self._is_list(expression):
                return self._list(expression, NOTHING)
            return self._expression(expression, NOTHING, None)
        except _Wrong:
            return None

    def check_iterator(self, variable: str, domain: s.Expression | s.YearRange) -> CheckedIterator | None:
        try:
            return self._iterator(variable, domain, NOTHING)
        except _Wrong:
            return None

    def inside(self, frame: Frame) -> Checker:
        return replace(self, scope=self.scope.inside(frame))

    # -- helpers -------------------------------------------------------------------------------------------

    def _fail(self, kind: ProblemKind, node: s.Node, *, suggestion: str | None = None, **values: object) -> _Wrong:
        self.problems.add(kind.at(self.place_of(node.span), suggestion=suggestion, **values))
        return _Wrong()

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
            raise self._fail(
                msg.UNIT_MISMATCH, node, left=left.type, right=right.type, operator=operator
            ) from None
        except NumberTooLargeError:
            raise self._fail(msg.NUMBER_TOO_LARGE, node) from None

    # -- dispatch ------------------------------------------------------------------------------------------

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

    @staticmethod
    def _seen(checked: Checked, not_null: NotNull) -> Checked:
        """A guard around this place has seen that the value is not null."""
        return replace(checked, nullable=False) if checked.nullable and checked.plan in not_null else checked

    # -- literals ------------------------------------------------------------------------------------------

    def _number(self, node: s.NumberLiteral, value: Decimal) -> Checked:
        integer, scale = whole(value)
        if abs(integer) > t.INTEGER_LIMIT:
            raise self._fail(msg.NUMBER_TOO_LARGE, node)
        return Checked(p.Constant(integer, origin=node), t.NumberType(None, scale, abs(integer)))

    def _text(self, node: s.StringLiteral, value: str, expected: t.ScalarType | None) -> Checked:
        if not isinstance(expected, t.EnumType):
            raise self._fail(msg.STRAY_TEXT, node)
        return self._term(node, value, expected)

    def _term(self, node: s.Node, written: str, type_: t.EnumType) -> Checked:
        terms = self.scope.vocabulary.terms[type_.vocabulary]
        value = terms.get(written)
        if value is None:
            raise self._fail(
                msg.UNKNOWN_TERM,
                node,
                suggestion=did_you_mean(written, terms),
                vocabulary=type_,
                written=written,
                allowed=", ".join(sorted(type_.values)),
            )
        return Checked(p.Constant(value, origin=node), type_)

    def _date_of(self, node: s.DateOf, not_null: NotNull) -> Checked:
        year = self._value(node.year, not_null)
        shape = year.plan
        base, shift = shape, 0
        if isinstance(shape, p.Sum) and isinstance(shape.right, p.Constant) and isinstance(shape.right.value, int):
            base, shift = shape.left, shape.right.value
        elif isinstance(shape, p.Sum) and isinstance(shape.left, p.Constant) and isinstance(shape.left.value, int):
            base, shift = shape.right, shape.left.value
        literal = isinstance(base, p.Constant) and isinstance(base.value, int) and 1900 <= base.value <= 2199  # noqa: PLR2004
        walks = isinstance(year.type, t.NumberType) and year.type.unit == "year" and not isinstance(base, p.Sum)
        if not (literal or walks) or abs(shift) > MAX_YEAR_SHIFT:
            raise self._fail(msg.YEAR_OF_DATE, node.year)
        reach = MAX_YEAR_SHIFT
        if isinstance(year.type, t.NumberType) and not literal:
            reach = max(reach, year.type.bound - t.YEAR.bound)
        return Checked(p.DateInYear(year.plan, node.month, node.day, origin=node), t.DateType(reach))

    # -- names ---------------------------------------------------------------------------------------------

    def _name(self, node: s.Name) -> Checked:
        if node.name == "as_of":
            if not self.free_as_of:
                raise self._fail(msg.BARE_AS_OF, node)
            return Checked(p.AsOf(origin=node), t.DATE)
        match self._meaning(node):
            case FieldMeaning(frame=frame, name=name):
                return self._field(frame, name, node)
            case YearFrame(variable=variable, reach=reach):
                return Checked(p.Variable(variable, origin=node), t.NumberType("year", 0, t.YEAR.bound + reach))
            case TermFrame(variable=variable, type=type_):
                return Checked(p.Variable(variable, origin=node), type_)
            case GlobalMeaning(kind=kind, name=name):
                return self._global(kind, name, node)
            case EventFrame():
                raise self._fail(msg.TYPE_MISMATCH, node, expected="value", found="event")

    def _meaning(self, node: s.Name) -> Frame | FieldMeaning | GlobalMeaning:
        meanings = self.scope.meanings(node.name)
        if not meanings:
            raise self._fail(
                msg.UNKNOWN_NAME, node, suggestion=did_you_mean(node.name, self.scope.known_names()), name=node.name
            )
        if len(meanings) > 1:
            kinds = ", ".join(_describe(meaning) for meaning in meanings)
            raise self._fail(msg.AMBIGUOUS_NAME, node, name=node.name, meanings=kinds)
        return meanings[0]

    def _global(self, kind: str, name: str, node: s.Name) -> Checked:
        vocabulary = self.scope.vocabulary
        if kind == "fact":
            fact = vocabulary.facts[name]
            return Checked(p.Fact(name, origin=node), fact.type, fact.nullable)
        if kind == "parameter":
            parameter = vocabulary.parameters[name]
            return Checked(p.Parameter(name, origin=node), parameter.type, parameter.nullable)
        if kind == "definition":
            definition = vocabulary.definition(name)
            if definition is None:
                raise _Wrong
            if isinstance(definition.type, t.ListType):
                raise self._fail(msg.LIST_AS_VALUE, node)
            return Checked(p.Defined(name, origin=node), definition.type, definition.nullable)
        if kind == "decision":
            decision = vocabulary.decision(name)
            if decision is None:
                raise _Wrong
            return Checked(p.Decided(name, origin=node), decision.type, decision.nullable)
        raise self._fail(msg.LIST_AS_VALUE, node)

    def _field(self, frame: EventFrame, name: str, node: s.Expression) -> Checked:
        field = self.scope.vocabulary.lists[frame.event.list_name].fields[name]
        element = p.Element(frame.variable, frame.event.list_name, name, origin=node)
        return Checked(element, field.type, field.nullable)

    def _path(self, node: s.Path, not_null: NotNull) -> Checked:
        base = node.base
        if isinstance(base, s.Name):
            for frame in self.scope.frames:
                if isinstance(frame, EventFrame) and frame.named and frame.variable == base.name:
                    self._meaning(base)
                    name = self.scope.field_of(frame.event, node.name)
                    if name is None:
                        raise self._unknown_field(node, frame.event)
                    return self._field(frame, name, node)
            if base.name == "as_of" and node.name == "year":
                return Checked(p.DatePart("year", p.AsOf(origin=base), origin=node), t.YEAR)
        if isinstance(base, s.Arithmetic) and base.operator == "-" and node.name == "days":
            return self._days_between(node, base, not_null)
        if self._is_list(base):
            raise self._fail(msg.LIST_AS_VALUE, node)
        value = self._value(base, not_null)
        if isinstance(value.type, t.DateType) and node.name in ("year", "month", "day"):
            if node.name == "year":
                year = t.NumberType("year", 0, t.YEAR.bound + value.type.reach)
                return Checked(p.DatePart("year", value.plan, origin=node), year)
            part: p.Literal["month", "day"] = "month" if node.name == "month" else "day"
            return Checked(p.DatePart(part, value.plan, origin=node), t.NumberType(None, 0, 31))
        raise self._fail(msg.UNKNOWN_FIELD, node, type=value.type, name=node.name)

    def _unknown_field(self, node: s.Path, event: t.EventType) -> _Wrong:
        fields = self.scope.vocabulary.lists[event.list_name]
        suggestion = did_you_mean(node.name, [*fields.fields, *fields.aliases])
        return self._fail(msg.UNKNOWN_FIELD, node, suggestion=suggestion, type=event, name=node.name)

    def _days_between(self, node: s.Path, difference: s.Arithmetic, not_null: NotNull) -> Checked:
        later = self._value(difference.left, not_null)
        earlier = self._value(difference.right, not_null)
        if not (isinstance(later.type, t.DateType) and isinstance(earlier.type, t.DateType)):
            raise self._fail(msg.DATE_MINUS, node)
        bound = t.DAYS.bound + 366 * (later.type.reach + earlier.type.reach)
        return Checked(p.DaysBetween(later.plan, earlier.plan, origin=node), t.NumberType("days", 0, bound))

    # -- arithmetic ----------------------------------------------------------------------------------------

    def _arithmetic(self, node: s.Arithmetic, not_null: NotNull) -> Checked:
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

    # -- comparisons ---------------------------------------------------------------------------------------

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
        checked = self._expression(operand, NOTHING)
        if isinstance(checked.type, t.NullType):
            raise self._fail(msg.NULL_ALONE, node)
        if not checked.nullable:
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
            # A bare word in a table cell is a term of the input's vocabulary.
            if isinstance(member, s.Name) and not self.scope.meanings(member.name):
                return self._term(member, member.name, subject.type).plan
        other = self._side(member, subject.type, not_null)
        if isinstance(other.type, t.SetType):
            if other.type.element != subject.type:
                raise self._fail(msg.NOT_COMPARABLE, test, left=subject.type, right=other.type, operator="in")
            return p.IsMember(subject.plan, other.plan, origin=test)
        return self._compare(test, "=", subject, other)

    # -- logic ---------------------------------------------------------------------------------------------

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

    def _quantified(self, node: s.Quantified, not_null: NotNull) -> Checked:
        iterator = self._iterator(node.variable, node.domain, not_null)
        body = self.inside(iterator.frame)._condition(node.condition, not_null | iterator.not_null)
        plan = p.Quantifier(node.kind, node.variable, iterator.domain, body.plan, origin=node)
        return Checked(plan, t.BOOLEAN)

    def _iterator(self, variable: str, domain: s.Expression | s.YearRange, not_null: NotNull) -> CheckedIterator:
        if variable == "as_of" or self.scope.meanings(variable):
            raise self._fail(msg.SHADOWED_VARIABLE, domain, name=variable)
        if isinstance(domain, s.YearRange):
            return self._years(variable, domain, not_null)
        if self._is_list(domain):
            events = self._list(domain, not_null)
            frame = EventFrame(variable, events.type.element, named=True)
            return CheckedIterator(events.plan, frame, self._present(events.type, variable))
        members = self._value(domain, not_null)
        if not isinstance(members.type, t.SetType):
            raise self._fail(msg.NOT_A_LIST, domain, found=members.type)
        return CheckedIterator(
            p.Members(members.plan, origin=domain), TermFrame(variable, members.type.element), NOTHING
        )

    def _years(self, variable: str, domain: s.YearRange, not_null: NotNull) -> CheckedIterator:
        low = domain.low
        high = self._value(domain.high, not_null)
        base, shift = high.plan, 0
        if isinstance(base, p.Sum) and isinstance(base.right, p.Constant) and isinstance(base.right.value, int):
            base, shift = base.left, base.right.value
        literal_low = isinstance(low, s.NumberLiteral) and low.value == low.value.to_integral_value()
        if (
            not isinstance(low, s.NumberLiteral)
            or not literal_low
            or not 1900 <= low.value <= 2199  # noqa: PLR2004
            or base != p.DatePart("year", p.AsOf())
            or abs(shift) > MAX_YEAR_SHIFT
        ):
            raise self._fail(msg.YEAR_RANGE, domain)
        return CheckedIterator(
            p.Years(int(low.value), high.plan, origin=domain), YearFrame(variable, MAX_YEAR_SHIFT), NOTHING
        )

    # -- lists ---------------------------------------------------------------------------------------------

    def _is_list(self, node: s.Expression | s.YearRange) -> bool:
        """Whether an expression can only be a list of events (by its form and its names)."""
        match node:
            case s.Filter():
                return True
            case s.Name():
                for meaning in self.scope.meanings(node.name):
                    if isinstance(meaning, GlobalMeaning) and meaning.kind == "list":
                        return True
                    if isinstance(meaning, GlobalMeaning) and meaning.kind == "definition":
                        definition = self.scope.vocabulary.definition(meaning.name)
                        return definition is not None and isinstance(definition.type, t.ListType)
        return False

    def _list(self, node: s.Expression | s.YearRange, not_null: NotNull) -> CheckedList:
        if isinstance(node, s.Filter):
            return self._filter(node, not_null)
        if not isinstance(node, s.Name):
            found = "range" if isinstance(node, s.YearRange) else self._value(node, not_null).type
            raise self._fail(msg.NOT_A_LIST, node, found=found)
        meaning = self._meaning(node)
        if isinstance(meaning, GlobalMeaning):
            if meaning.kind == "list":
                return CheckedList(p.Events(meaning.name, origin=node), t.ListType(t.EventType(meaning.name)))
            if meaning.kind == "definition":
                definition = self.scope.vocabulary.definition(meaning.name)
                if definition is None:
                    raise _Wrong
                if isinstance(definition.type, t.ListType):
                    list_name = definition.type.element.list_name
                    return CheckedList(p.DefinedEvents(meaning.name, list_name, origin=node), definition.type)
        raise self._fail(msg.NOT_A_LIST, node, found=self._name(node).type)

    def _filter(self, node: s.Filter, not_null: NotNull) -> CheckedList:
        base = self._list(node.base, not_null)
        variable = f"[{self.scope.depth}]"
        frame = EventFrame(variable, base.type.element, named=False)
        condition = self.inside(frame)._condition(node.condition, not_null | self._present(base.type, variable))
        seen = {
            plan.name for plan in condition.if_true if isinstance(plan, p.Element) and plan.variable == variable
        }
        plan = p.Filtered(base.plan, variable, condition.plan, origin=node)
        return CheckedList(plan, t.ListType(base.type.element, base.type.present | seen))

    @staticmethod
    def _present(type_: t.ListType, variable: str) -> NotNull:
        return frozenset(p.Element(variable, type_.element.list_name, name) for name in type_.present)

    # -- calls ---------------------------------------------------------------------------------------------

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
        raise self._fail(
            msg.UNKNOWN_FUNCTION, node, suggestion=did_you_mean(node.function, known), name=node.function
        )

    def _count(self, node: s.Call, not_null: NotNull) -> Checked:
        if len(node.arguments) != 1:
            raise self._fail(msg.WRONG_ARGUMENTS, node, function="count", usage="count(list)")
        argument = node.arguments[0]
        if self._is_list(argument):
            events = self._list(argument, not_null)
            return Checked(p.Count(events.plan, origin=node), t.NumberType("count", 0, t.LIST_LENGTH_LIMIT))
        members = self._value(argument, not_null)
        if not isinstance(members.type, t.SetType):
            raise self._fail(msg.NOT_A_LIST, argument, found=members.type)
        return Checked(p.SetSize(members.plan, origin=node), t.NumberType("count", 0, t.LIST_LENGTH_LIMIT))

    def _aggregate(self, node: s.Call, kind: p.Literal["sum", "min", "max"], not_null: NotNull) -> Checked:
        if len(node.arguments) > 1 and kind != "sum":
            return self._extreme(node, kind, not_null)
        argument = node.arguments[0] if len(node.arguments) == 1 else None
        if not isinstance(argument, s.Path) or not self._is_list(argument.base):
            usage = "sum(list.field)" if kind == "sum" else f"{kind}(list.field), {kind}(a, b)"
            raise self._fail(msg.WRONG_ARGUMENTS, node, function=kind, usage=usage)
        events = self._list(argument.base, not_null)
        name = self.scope.field_of(events.type.element, argument.name)
        if name is None:
            raise self._unknown_field(argument, events.type.element)
        field = self.scope.vocabulary.lists[events.type.element.list_name].fields[name]
        if field.nullable and name not in events.type.present:
            raise self._fail(msg.POSSIBLY_NULL, argument, what=argument.name)
        type_ = field.type
        if isinstance(type_, t.NumberType):
            if kind == "sum":
                type_ = self._sum_of_list(node, type_)
        elif not isinstance(type_, t.DateType) or kind == "sum":
            raise self._fail(msg.TYPE_MISMATCH, argument, expected="number", found=field.type)
        return Checked(p.Aggregate(kind, events.plan, name, origin=node), type_, nullable=True)

    def _sum_of_list(self, node: s.Call, type_: t.NumberType) -> t.NumberType:
        bound = type_.bound * t.LIST_LENGTH_LIMIT
        if type_.unit == "year" or bound > t.INTEGER_LIMIT:
            raise self._fail(msg.NUMBER_TOO_LARGE, node)
        return t.NumberType(type_.unit, type_.scale, bound)

    def _extreme(self, node: s.Call, kind: p.Literal["min", "max"], not_null: NotNull) -> Checked:
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


def _describe(meaning: Frame | FieldMeaning | GlobalMeaning) -> str:
    match meaning:
        case FieldMeaning(frame=frame, name=name):
            return f"{frame.event.list_name}.{name}"
        case GlobalMeaning(kind=kind, name=name):
            return f"{kind} {name}"
        case EventFrame() | YearFrame() | TermFrame():
            return f"variable {meaning.variable}"
