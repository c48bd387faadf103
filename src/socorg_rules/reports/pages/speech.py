"""Expressions of rules in plain words.

A condition becomes a sentence, or a heading with its parts below. Names are said by their titles, parameters with the
value of the page's day, dates and amounts as people say them. Inside a filter or a quantifier a field alone is that of
the innermost entry; entries further out are called 甲, 乙 (A, B), and introduced so where they are needed.
"""

from __future__ import annotations

from typing import Final

from socorg_rules.feel import syntax as s
from socorg_rules.problems import Text
from socorg_rules.reports.pages import phrases as say
from socorg_rules.reports.pages.names import Meaning
from socorg_rules.reports.pages.said import AND, OR, Said
from socorg_rules.reports.pages.surroundings import ON_A_DAY, element
from socorg_rules.reports.pages.values import Values

_NUMBERS: Final = ("money", "ratio", "count", "days", "number")
_TURNED: Final[dict[s.ComparisonOperator, s.ComparisonOperator]] = {
    "=": "!=",
    "!=": "=",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
}
_MIRRORED: Final[dict[s.ComparisonOperator, s.ComparisonOperator]] = {
    "=": "=",
    "!=": "!=",
    "<": ">",
    ">=": "<=",
    ">": "<",
    "<=": ">=",
}


class Speaker(Values):
    """Says expressions of one place's law in one language."""

    # -- what pages ask for --------------------------------------------------------------------------------

    def conditions(self, expression: s.Expression) -> tuple[Said, ...]:
        """A condition as the sentences that must all hold."""
        return tuple(self._holds(part) for part in self._told(_conjuncts(expression)))

    def value(self, expression: s.Expression, type_: str) -> Said:
        """What an expression gives; ``type_`` says how its numbers and terms are meant."""
        if self._type_of(expression) == "boolean" and not isinstance(expression, s.BooleanLiteral | s.Name):
            return self._joined(self.conditions(expression), say.ALL_OF, AND)
        return self._value(expression, type_)

    def events(self, expression: s.Expression) -> Said:
        """Which events a list has, its filters as conditions."""
        if not isinstance(expression, s.Filter):
            return Said(self._list(expression))
        parts, named = self._filtered(expression)
        return Said(self._fill(say.THOSE, what=self._list(expression.base), named=named), parts, AND)

    def inside(self, variable: str, domain: s.Expression | s.YearRange) -> Said:
        """Goes inside ``for_each`` for good, and says what it walks over."""
        entry = self._enter(domain, variable)
        # The other expressions of the rule speak of it by its letter only from inside their own filters.
        entry.called = entry.kind != "member"
        return Said(self._fill(say.FOR_EACH, what=self._domain(domain), named=self._introduced(entry)))

    def cell(self, value: s.Expression, tests: s.Tests) -> str:
        """What a cell of a table asks for, without saying of what."""
        type_ = self._type_of(value)
        said = [self._bare_test(test, type_) for test in tests.tests]
        text = self._word(say.OR_WORD).join(said)
        return self._fill(say.NOT, what=text) if tests.negated else text

    def noun(self, expression: s.Expression) -> str:
        """A value in one line."""
        return self._noun(expression)

    # -- conditions ----------------------------------------------------------------------------------------

    def _holds(self, node: s.Expression) -> Said:
        match node:
            case s.And():
                return self._joined(self.conditions(node), say.ALL_OF, AND)
            case s.Or(operands=operands):
                return self._joined(tuple(self._holds(part) for part in operands), say.ANY_OF, OR)
            case s.Not(operand=operand):
                return self._fails(operand)
            case s.Comparison():
                return self._comparison(node.operator, node.left, node.right)
            case s.Between(value=value, low=low, high=high):
                return self._range(value, s.RangeTest(low, high, True, True))
            case s.In(value=value, tests=tests):
                return self._membership(value, tests, negated=False)
            case s.Quantified():
                return self._quantified(node, negated=False)
            case s.If():
                return self._choice(node, self._holds_in_one)
            case s.BooleanLiteral(value=value):
                return Said(self._word(say.ALWAYS if value else say.NEVER))
            case _:
                return Said(self._truth(node, holds=True))

    def _fails(self, node: s.Expression) -> Said:
        """A negation, said without a double one where that can be."""
        match node:
            case s.Not(operand=operand):
                return self._holds(operand)
            case s.Comparison():
                return self._comparison(_TURNED[node.operator], node.left, node.right)
            case s.Quantified():
                return self._quantified(node, negated=True)
            case s.In(value=value, tests=tests):
                return self._membership(value, tests, negated=True)
            case s.Or(operands=operands):
                return Said(self._word(say.NONE_OF), tuple(self._holds(part) for part in operands))
            case s.And():
                return Said(self._word(say.NOT_ALL), self.conditions(node))
            case s.Name() | s.Path() | s.Call():
                return Said(self._truth(node, holds=False))
            case _:
                return Said(self._word(say.NOT_SO), (self._holds(node),))

    def _told(self, conjuncts: tuple[s.Expression, ...]) -> list[s.Expression]:
        """What is told of an *and*. What is compared behind a guard is there; only of facts that is worth saying."""
        told: list[s.Expression] = []
        for position, part in enumerate(conjuncts):
            if isinstance(part, s.Comparison) and part.operator == "!=" and isinstance(part.right, s.NullLiteral):
                meaning = self._meaning(part.left)
                is_fact = meaning is not None and meaning.kind == "fact"
                if not is_fact and any(_compares(later, part.left) for later in conjuncts[position + 1 :]):
                    continue
            told.append(part)
        return told

    def _joined(self, parts: tuple[Said, ...], heading: Text, joint: Text) -> Said:
        return parts[0] if len(parts) == 1 else Said(self._word(heading), parts, joint, bare=True)

    def _holds_in_one(self, node: s.Expression) -> Said:
        return self._joined(self.conditions(node), say.ALL_OF, AND)

    def _truth(self, node: s.Expression, *, holds: bool) -> str:
        """A name that is true or false by itself."""
        meaning = self._meaning(node)
        if meaning is not None and meaning.kind == "definition":
            # A definition's title is a sentence of its own.
            title = self._titled(meaning)
            return title if holds else self._fill(say.NOT, what=self._fill(say.QUOTED, title=title))
        if meaning is not None and meaning.kind == "parameter":
            return self._titled(meaning) if holds else self._fill(say.NOT, what=self._titled(meaning))
        if isinstance(node, s.Call):
            parameter = self._names.find(node.function.removesuffix(ON_A_DAY))
            if parameter is not None:
                day = self._noun(node.arguments[0])
                return self._fill(say.LAW_SAYS if holds else say.LAW_SAYS_NOT, day=day, title=self._titled(parameter))
        what = self._noun(node) if meaning is None or meaning.kind != "fact" else self._quoted_field(node, meaning)
        return self._fill(say.IS_YES if holds else say.IS_NO, what=what)

    def _quoted_field(self, node: s.Expression, meaning: Meaning) -> str:
        title = self._fill(say.QUOTED, title=self._plain(meaning))
        return self._of_entry(node, title)

    def _comparison(self, operator: s.ComparisonOperator, left: s.Expression, right: s.Expression) -> Said:
        if isinstance(left, s.NullLiteral | s.NumberLiteral | s.DateLiteral) and not isinstance(right, s.NullLiteral):
            return self._comparison(_MIRRORED[operator], right, left)
        if isinstance(right, s.NullLiteral):
            return self._absence(left, there_is=operator == "!=")
        if isinstance(left, s.Call) and left.function == "count":
            return self._counted(operator, left.arguments[0], right)
        if isinstance(right, s.BooleanLiteral):
            is_true = right.value is (operator == "=")
            return self._holds(left) if is_true else self._fails(left)
        type_ = self._type_of(left) or self._type_of(right)
        first, second = self._value(left, type_).inline(self._language), self._value(right, type_)
        words = say.COMPARED[_manner(type_)]
        if not second.is_short(self._language) and second.parts:
            text = self._fill(say.COMPARISON, left=first, operator=self._word(words[operator]), right=second.text)
            return Said(text, second.parts, second.joint)
        if operator == "=" and _manner(type_) == "date":
            return Said(self._fill(say.SAME_DAY, left=first, right=second.inline(self._language)))
        return Said(
            self._fill(
                say.COMPARISON,
                left=first,
                operator=self._word(words.get(operator, Text(operator, operator))),
                right=second.inline(self._language, within=True),
            )
        )

    def _absence(self, node: s.Expression, *, there_is: bool) -> Said:
        meaning = self._meaning(node)
        if meaning is not None and meaning.kind == "decision":
            return Said(self._fill(say.HAS_VALUE if there_is else say.HAS_NO_VALUE, what=self._titled(meaning)))
        what = self._noun(node)
        if self._language == "en":
            what = what.removeprefix("the ")
        article = "an" if what.lstrip("[“")[:1].lower() in "aeiou" else "a"
        return Said(self._fill(say.THERE_IS if there_is else say.THERE_IS_NO, what=what, article=article))

    def _counted(self, operator: s.ComparisonOperator, events: s.Expression, number: s.Expression) -> Said:
        what = self._list(events)
        if isinstance(number, s.NumberLiteral) and number.value == 0 and operator in ("=", ">"):
            return Said(self._fill(say.COUNTED_NONE if operator == "=" else say.COUNTED_SOME, what=what))
        templates = say.SET_SIZE if self._type_of(events).startswith("set<") else say.COUNTED
        return Said(self._fill(templates[operator], what=what, number=self._number(number, None)))

    def _membership(self, value: s.Expression, tests: tuple[s.UnaryTest, ...], *, negated: bool) -> Said:
        type_ = self._type_of(value)
        terms = [test.value for test in tests if isinstance(test, s.ValueTest)]
        listed = [item for term in terms for item in (term.items if isinstance(term, s.ListLiteral) else (term,))]
        if len(terms) == len(tests) and not any(self._type_of(item).startswith("set<") for item in listed):
            members = self._word(say.OR_WORD).join(self._value(item, type_).inline(self._language) for item in listed)
            words = say.COMPARED["term"]["!=" if negated else "="]
            return Said(self._fill(say.COMPARISON, left=self._noun(value), operator=self._word(words), right=members))
        said = [self._test(value, test, type_) for test in tests]
        if negated:
            return Said(self._word(say.NOT_SO if len(said) == 1 else say.NONE_OF), tuple(said))
        return self._joined(tuple(said), say.ANY_OF, OR)

    def _test(self, value: s.Expression, test: s.UnaryTest, type_: str) -> Said:
        match test:
            case s.CompareTest(operator=operator, value=other):
                return self._comparison(operator, value, other)
            case s.RangeTest():
                return self._range(value, test)
        members = self._noun(test.value)
        if isinstance(value, s.StringLiteral):
            term = self._value(value, element(self._type_of(test.value))).text
            return Said(self._fill(say.INCLUDES, members=members, value=term))
        return Said(self._fill(say.IS_ONE_OF, value=self._value(value, type_).text, members=members))

    def _bare_test(self, test: s.UnaryTest, type_: str) -> str:
        match test:
            case s.CompareTest(operator=operator, value=value):
                words = say.COMPARED[_manner(type_)][operator]
                said = self._value(value, type_).inline(self._language)
                return self._fill(say.COMPARISON, left="", operator=self._word(words), right=said).strip()
            case s.RangeTest(low=low, high=high):
                ends = {
                    "low": self._value(low, type_).inline(self._language),
                    "high": self._value(high, type_).inline(self._language),
                }
                return self._fill(say.IN_RANGE[test.low_included, test.high_included], value="", **ends).strip()
        return self._value(_as_term(test.value, type_), type_).inline(self._language)

    def _range(self, value: s.Expression, test: s.RangeTest) -> Said:
        type_ = self._type_of(value)
        return Said(
            self._fill(
                say.IN_RANGE[test.low_included, test.high_included],
                value=self._noun(value),
                low=self._value(test.low, type_).inline(self._language),
                high=self._value(test.high, type_).inline(self._language),
            )
        )

    def _quantified(self, node: s.Quantified, *, negated: bool) -> Said:
        template = {
            ("some", False): say.SOME_OF,
            ("some", True): say.NONE_OF_LIST,
            ("every", False): say.EVERY_OF,
            ("every", True): say.NOT_EVERY_OF,
        }[node.kind, negated]
        what = self._domain(node.domain)
        entry = self._enter(node.domain, node.variable)
        parts = self.conditions(node.condition)
        self._entries.pop()
        return Said(self._fill(template, what=what, named=self._introduced(entry)), parts, AND)


def _conjuncts(node: s.Expression) -> tuple[s.Expression, ...]:
    if isinstance(node, s.And):
        return tuple(part for operand in node.operands for part in _conjuncts(operand))
    return (node,)


def _mentions(node: s.Node, part: s.Node) -> bool:
    return node == part or any(_mentions(child, part) for child in s.children(node))


def _compares(node: s.Expression, part: s.Node) -> bool:
    """Whether a condition can only hold where there is what ``part`` stands for."""
    inner = node.operand if isinstance(node, s.Not) else node
    return isinstance(inner, s.Comparison | s.In | s.Between | s.Call) and _mentions(inner, part)


def _manner(type_: str) -> str:
    """How values of a type are compared in words."""
    if type_ in ("date", "year"):
        return type_
    return "number" if type_ in _NUMBERS else "term"


def _as_term(value: s.Expression, type_: str) -> s.Expression:
    """In a cell a bare word under an enumeration is its term."""
    if isinstance(value, s.Name) and type_ not in (*_NUMBERS, "date", "boolean", "year", "duration"):
        return s.StringLiteral(value.name)
    return value
