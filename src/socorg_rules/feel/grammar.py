"""The grammar of expressions and of table cells: precedence climbing over the tokens."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, cast

from socorg_rules.feel import messages, temporal
from socorg_rules.feel.cursor import RANGE_END, Cursor
from socorg_rules.feel.left_out import FUNCTION_BEGINNINGS
from socorg_rules.feel.lexer import Token
from socorg_rules.feel.places import PlaceOf
from socorg_rules.feel.printer import print_expression
from socorg_rules.feel.syntax import (
    And,
    AnyValue,
    Arithmetic,
    ArithmeticOperator,
    Between,
    BooleanLiteral,
    Call,
    CompareTest,
    Comparison,
    ComparisonOperator,
    Expression,
    Filter,
    If,
    In,
    ListLiteral,
    Name,
    Negate,
    Not,
    NullLiteral,
    NumberLiteral,
    Or,
    Path,
    Quantified,
    RangeTest,
    StringLiteral,
    TableCell,
    Tests,
    UnaryTest,
    ValueTest,
    YearRange,
)

# How tightly an operator binds; an operand is parsed at a level and takes in whatever binds at least as tightly.
_OR, _AND, _COMPARISON, _SUM, _PRODUCT, _NEGATION = range(1, 7)

_COMPARISON_OPERATORS = frozenset(("=", "!=", "<", "<=", ">", ">="))
_BINDING: dict[str, int] = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys((*_COMPARISON_OPERATORS, "between", "in"), _COMPARISON),
    "+": _SUM,
    "-": _SUM,
    "*": _PRODUCT,
}
_VALUE_BEGINNINGS = frozenset(
    ("name", "number", "text", "at", "(", "[", "-", "true", "false", "null", "not", "if", "some", "every")
)


class Grammar(Cursor):
    """The grammar: every method reads one kind of phrase and returns its tree."""

    __slots__ = ("_range_is_open",)

    def __init__(self, text: str, tokens: list[Token], place_of: PlaceOf) -> None:
        super().__init__(text, tokens, place_of)
        self._range_is_open = False

    # What stands alone

    def whole_expression(self) -> Expression:
        self.refuse_nothing()
        return self._expression()

    def whole_cell(self) -> TableCell:
        self.refuse_nothing()
        first = self.token
        if first.kind == "-" and self.next_kind() == "end":
            self.advance()
            return AnyValue(span=first.span)
        if first.kind == "not" and self.next_kind() == "(":
            self.advance()
            tests = self._bracketed_tests()
            self._refuse_joined_tests()
            return Tests(True, tests, span=self.span_from(first.start))
        tests = self._tests(None)
        return Tests(False, tests, span=self.span_from(first.start))

    def iterator(self) -> tuple[str, Expression | YearRange]:
        self.refuse_nothing()
        variable = self.name()
        self.expect("in")
        return variable, self._domain()

    # Operators

    def _expression(self, level: int = _OR) -> Expression:
        self.enter()
        start = self.token.start
        expression = self._infix(self._operand(level), level, start)
        self.leave()
        return expression

    def _infix(self, left: Expression, level: int, start: int) -> Expression:
        """``left``, which begins at ``start``, and the operators behind it that bind no looser than ``level``."""
        while True:
            operator = self.token.kind
            binding = _BINDING.get(operator, 0)
            if binding < level:
                return left
            if binding <= _AND:
                left = self._chain(operator, binding, left, start)
            elif binding == _COMPARISON:
                left = self._comparison(left, start)
            else:
                self.advance()
                right = self._expression(binding + 1)
                left = Arithmetic(cast(ArithmeticOperator, operator), left, right, span=self.span_from(start))

    def _chain(self, operator: str, binding: int, first: Expression, start: int) -> Expression:
        operands = [first]
        while self.token.kind == operator:
            self.advance()
            operands.append(self._expression(binding + 1))
        return (And if operator == "and" else Or)(tuple(operands), span=self.span_from(start))

    def _comparison(self, left: Expression, start: int) -> Expression:
        operator = self.advance().kind
        result: Expression
        if operator == "between":
            low = self._expression(_SUM)
            self.expect("and")
            high = self._expression(_SUM)
            result = Between(left, low, high, span=self.span_from(start))
        elif operator == "in":
            tests = self._membership()
            result = In(left, tests, span=self.span_from(start))
        else:
            right = self._expression(_SUM)
            result = Comparison(cast(ComparisonOperator, operator), left, right, span=self.span_from(start))
        following = _BINDING.get(self.token.kind, 0)
        if following == _COMPARISON:
            raise self.problem(messages.CHAINED_COMPARISON, self.token)
        if following > _COMPARISON:
            raise self.unexpected(None)
        return result

    # Operands

    def _operand(self, level: int) -> Expression:
        token = self.token
        kind = token.kind
        if kind == "name":
            return self._postfix(self._named(), token.start)
        if kind == "number":
            self.advance()
            return self._postfix(NumberLiteral(Decimal(token.value), span=token.span), token.start)
        if kind == "text":
            self.advance()
            return self._postfix(StringLiteral(token.value, span=token.span), token.start)
        if kind == "at":
            return self._postfix(temporal.at_literal(self), token.start)
        if kind in ("(", "["):
            inner = self._bracketed()
            if isinstance(inner, RangeTest):
                raise self.problem(messages.RANGE_OUT_OF_PLACE, token)
            return self._postfix(inner, token.start)
        if kind == "-":
            self.advance()
            operand = self._expression(_NEGATION)
            return Negate(operand, span=self.span_from(token.start))
        if kind == "not":
            return self._postfix(self._negated_condition(), token.start)
        if kind in ("true", "false"):
            self.advance()
            return self._postfix(BooleanLiteral(kind == "true", span=token.span), token.start)
        if kind == "null":
            self.advance()
            return self._postfix(NullLiteral(span=token.span), token.start)
        if kind in ("if", "some", "every"):
            if level > _COMPARISON:
                raise self.problem(messages.BRACKETS_NEEDED, token, word=kind)
            return self._conditional() if kind == "if" else self._quantified()
        raise self.no_value()

    def _postfix(self, base: Expression, start: int) -> Expression:
        while True:
            kind = self.token.kind
            if kind == ".":
                self.advance()
                base = Path(base, self.name(), span=self.span_from(start))
            elif kind == "[" and not self._closes_range():
                base = self._filter(base, start)
            elif kind == "(":
                raise self.problem(messages.NOT_CALLABLE, self.token)
            else:
                return base

    def _filter(self, base: Expression, start: int) -> Filter:
        opening = self.advance()
        first = self.token
        condition = self._expression()
        self.expect("]", opening)
        if isinstance(condition, NumberLiteral) or (
            isinstance(condition, Negate) and isinstance(condition.operand, NumberLiteral)
        ):
            raise self.problem(messages.FILTER_BY_POSITION, first)
        if isinstance(condition, Name | Path):
            instead = f"{print_expression(condition)} = true"
            raise self.problem(messages.BARE_FILTER, first, instead=instead)
        if isinstance(condition, Not) and isinstance(condition.operand, Name | Path):
            instead = f"{print_expression(condition.operand)} = false"
            raise self.problem(messages.BARE_FILTER, first, instead=instead)
        # Brackets round a condition leave no trace in the tree: what counts is how it is printed.
        if isinstance(condition, BooleanLiteral) or print_expression(condition).startswith("not("):
            raise self.problem(messages.BARE_FILTER, first, instead="signed_for = false")
        return Filter(base, condition, span=self.span_from(start))

    def _negated_condition(self) -> Not:
        token = self.advance()
        opening = self.token
        if opening.kind != "(":
            raise self.problem(messages.NOT_WITHOUT_BRACKETS, token)
        self.advance()
        operand = self._expression()
        self.expect(")", opening)
        return Not(operand, span=self.span_from(token.start))

    def _conditional(self) -> If:
        token = self.advance()
        condition = self._expression()
        self.expect("then")
        then = self._expression()
        self.expect("else")
        otherwise = self._expression()
        return If(condition, then, otherwise, span=self.span_from(token.start))

    def _quantified(self) -> Quantified:
        token = self.advance()
        iterators: list[tuple[int, str, Expression | YearRange]] = []
        while True:
            start = self.token.start if iterators else token.start
            variable = self.name()
            self.expect("in")
            iterators.append((start, variable, self._domain()))
            if self.token.kind != ",":
                break
            self.advance()
        self.expect("satisfies")
        condition = self._expression()
        kind: Literal["some", "every"] = "some" if token.kind == "some" else "every"
        for start, variable, domain in reversed(iterators):
            condition = Quantified(kind, variable, domain, condition, span=self.span_from(start))
        return cast(Quantified, condition)

    def _domain(self) -> Expression | YearRange:
        start = self.token.start
        low = self._expression(_SUM)
        if self.token.kind != "..":
            return low
        self.advance()
        high = self._expression(_SUM)
        return YearRange(low, high, span=self.span_from(start))

    # Names, calls and dates

    def _named(self) -> Expression:
        token = self.token
        if token.value in FUNCTION_BEGINNINGS:
            self.refuse_left_out_function()
        self.advance()
        opening = self.token
        if opening.kind != "(":
            return Name(token.value, span=token.span)
        self.advance()
        if token.value == "date":
            return temporal.date_call(self, token, opening, self._expression)
        if token.value == "duration":
            return temporal.duration_call(self, token, opening)
        arguments: list[Expression] = []
        if self.token.kind != ")":
            arguments.append(self._expression())
            while self.token.kind == ",":
                self.advance()
                arguments.append(self._expression())
        self.expect(")", opening)
        return Call(token.value, tuple(arguments), span=self.span_from(token.start))

    # Brackets, ranges and tests

    def _bracketed(self) -> Expression | RangeTest:
        """A value in brackets, a list, or a range, which begins just like these."""
        opening = self.advance()
        if opening.kind == "[" and self.token.kind == "]":
            self.advance()
            return ListLiteral((), span=self.span_from(opening.start))
        self.enter()
        start = self.token.start
        left = self._infix(self._operand(_OR), _SUM, start)
        if self.token.kind == "..":
            self.leave()
            return self._range(opening, left)
        first = self._infix(left, _OR, start)
        self.leave()
        if opening.kind == "(":
            self.expect(")", opening)
            return first
        items = [first]
        while self.token.kind == ",":
            self.advance()
            items.append(self._expression())
        self.expect("]", opening)
        return ListLiteral(tuple(items), span=self.span_from(opening.start))

    def _range(self, opening: Token, low: Expression) -> RangeTest:
        """The rest of a range, from its ``..`` on."""
        self.expect("..")
        outer, self._range_is_open = self._range_is_open, True
        high = self._expression(_SUM)
        self._range_is_open = outer
        closing = self.token
        if closing.kind == "end":
            raise self.unclosed(opening)
        if closing.kind not in ("]", ")", "["):
            raise self.unexpected(RANGE_END)
        self.advance()
        return RangeTest(low, high, opening.kind == "[", closing.kind == "]", span=self.span_from(opening.start))

    def _closes_range(self) -> bool:
        """Whether the ``[`` that comes next ends a range like ``]1..5[``, and is no filter."""
        return self._range_is_open and self.next_kind() not in _VALUE_BEGINNINGS

    def _membership(self) -> tuple[UnaryTest, ...]:
        """What stands behind ``in``."""
        token = self.token
        if token.kind == "(":
            tests = self._bracketed_tests()
            if len(tests) == 1 and isinstance(tests[0], ValueTest):
                return (self._continued(tests[0].value, token.start),)
            return tests
        if token.kind == "[":
            bracketed = self._bracketed()
            if isinstance(bracketed, RangeTest):
                return (bracketed,)
            test = self._continued(bracketed, token.start)
            if test.value is not bracketed or not isinstance(bracketed, ListLiteral):
                return (test,)
            if not bracketed.items:
                raise self.problem(messages.EMPTY_TESTS, token)
            return tuple(ValueTest(item, span=item.span) for item in bracketed.items)
        if token.kind == "]":
            return (self._test(None),)
        value = self._expression(_SUM)
        return (ValueTest(value, span=value.span),)

    def _continued(self, beginning: Expression, start: int) -> ValueTest:
        """``beginning`` was in brackets; it may go on, as in ``in (a)[amount > 0]``."""
        value = self._infix(self._postfix(beginning, start), _SUM, start)
        return ValueTest(value, span=value.span)

    def _bracketed_tests(self) -> tuple[UnaryTest, ...]:
        opening = self.advance()
        if self.token.kind == ")":
            raise self.problem(messages.EMPTY_TESTS, opening)
        self.enter()
        tests = self._tests(opening)
        self.leave()
        if tests[0].span.start != opening.start:
            self.expect(")", opening)
        return tests

    def _tests(self, opening: Token | None) -> tuple[UnaryTest, ...]:
        """Tests between commas; or one range that began with the bracket ``opening``, and has closed it."""
        tests = [self._test(opening)]
        if opening is not None and tests[0].span.start == opening.start:
            return tuple(tests)
        while self.token.kind == ",":
            self.advance()
            tests.append(self._test(None))
        self._refuse_joined_tests()
        return tuple(tests)

    def _refuse_joined_tests(self) -> None:
        if self.token.kind in ("and", "or"):
            raise self.problem(messages.JOINED_TESTS, self.token, word=self.token.kind)

    def _test(self, opening: Token | None) -> UnaryTest:
        token = self.token
        if token.kind in _COMPARISON_OPERATORS:
            self.advance()
            value = self._expression(_SUM)
            operator = cast(ComparisonOperator, token.kind)
            return CompareTest(operator, value, span=self.span_from(token.start))
        if token.kind == "]":
            self.advance()
            return self._range(token, self._expression(_SUM))
        return self._value_or_range(opening)

    def _value_or_range(self, opening: Token | None) -> ValueTest | RangeTest:
        """A test without an operator. Behind the bracket ``opening`` it may be the low end of a range."""
        start = self.token.start
        if self.token.kind in ("(", "["):
            beginning = self._bracketed()
            if isinstance(beginning, RangeTest):
                return beginning
            beginning = self._postfix(beginning, start)
        else:
            beginning = self._operand(_OR)
        self.enter()
        left = self._infix(beginning, _SUM, start)
        if opening is not None and self.token.kind == "..":
            self.leave()
            return self._range(opening, left)
        value = self._infix(left, _OR, start)
        self.leave()
        return ValueTest(value, span=value.span)
