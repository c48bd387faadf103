"""Values in plain words: facts, days, sums, what a list holds, and what it depends on."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from socorg_rules.decisions.wording import term_text, value_text
from socorg_rules.feel import syntax as s
from socorg_rules.feel.literals import duration_text
from socorg_rules.reports.pages import phrases as say
from socorg_rules.reports.pages.markdown import escaped
from socorg_rules.reports.pages.names import Meaning
from socorg_rules.reports.pages.said import AND, Said
from socorg_rules.reports.pages.surroundings import ON_A_DAY, Surroundings, element

_AS_OF: Final = "as_of"


class Values(Surroundings):
    """Says values. Conditions inside them are said by the class that knows how."""

    @abstractmethod
    def conditions(self, expression: s.Expression) -> tuple[Said, ...]:
        """A condition as the sentences that must all hold."""

    @abstractmethod
    def _holds(self, node: s.Expression) -> Said:
        """A condition as one sentence, or one heading."""

    @abstractmethod
    def _holds_in_one(self, node: s.Expression) -> Said:
        """All that a condition asks for under one heading."""

    def _noun(self, node: s.Expression) -> str:
        return self._value(node, self._type_of(node)).inline(self._language, within=True)

    def _value(self, node: s.Expression, type_: str) -> Said:
        match node:
            case s.If():
                return self._choice(node, lambda part: self._value(part, type_))
            case s.Call(function=("min" | "max") as kind, arguments=arguments) if len(arguments) > 1:
                return self._extreme(kind, arguments, type_)
            case s.And() | s.Or() | s.Not() | s.Comparison() | s.In() | s.Quantified() | s.Between():
                return self._holds(node)
            case _:
                return Said(self._phrase(node, type_))

    def _phrase(self, node: s.Expression, type_: str) -> str:
        match node:
            case s.NumberLiteral():
                return self._number(node, type_)
            case s.StringLiteral(value=value):
                return escaped(term_text(value, self._language, element(type_) or None))
            case s.BooleanLiteral() | s.DateLiteral():
                return value_text(node.value, None, self._language)
            case s.NullLiteral():
                return value_text(None, None, self._language)
            case s.DurationLiteral(months=months, days=days):
                return value_text(duration_text(months, days), None, self._language)
            case s.ListLiteral(items=items):
                return self._word(say.COMMA).join(self._phrase(item, type_) for item in items)
            case s.DateOf(year=year, month=month, day=day):
                month_name = str(month) if self._language == "zh" else say.MONTHS[month - 1]
                return self._fill(say.DAY_IN_YEAR, year=self._year(year), month=month_name, day=day)
            case s.Name():
                return self._name(node)
            case s.Path():
                return self._path(node)
            case s.Negate(operand=operand):
                return f"−{self._noun(operand)}"
            case s.Arithmetic():
                return self._arithmetic(node, type_)
            case s.Filter():
                return self._list(node)
            case s.Call():
                return self._call(node)
            case _:
                return self._value(node, type_).inline(self._language, within=True)

    def _name(self, node: s.Name) -> str:
        if node.name == _AS_OF:
            return self._word(say.AS_OF)
        entry = self._walked(node.name)
        if entry is not None:
            return self._called(entry)
        meaning = self._meaning(node)
        if meaning is None:
            return escaped(node.name)
        if meaning.kind == "parameter":
            value = escaped(self._names.value_of(meaning.name, self._language))
            return self._fill(say.TODAY, parameter=self._law_noun(meaning), value=value)
        return self._field(node, meaning) if meaning.kind == "fact" else self._law_noun(meaning)

    def _path(self, node: s.Path) -> str:
        meaning = self._meaning(node)
        if meaning is not None:
            return self._field(node, meaning)
        match node.name:
            case "year":
                return self._year(node)
            case "days" if isinstance(node.base, s.Arithmetic):
                later, earlier = self._noun(node.base.left), self._noun(node.base.right)
                return self._fill(say.DAYS_FROM, earlier=earlier, later=later)
            case "month" | "day":
                return self._fill(say.PART_OF[node.name], day=self._noun(node.base))
        return self._fill(say.FIELD_OF_LIST, what=self._list(node.base), field=self._column(node))

    def _field(self, node: s.Expression, meaning: Meaning) -> str:
        template = say.DATE_NOUN if meaning.type == "date" else say.FACT_NOUN
        return self._of_entry(node, self._fill(template, title=self._plain(meaning)))

    def _of_entry(self, node: s.Expression, said: str) -> str:
        """A field of an event further out says whose it is."""
        entry = self._entry_of(node)
        if entry is None or entry is self._innermost():
            return said
        return self._fill(say.FIELD_OF, letter=self._called(entry), field=said)

    def _year(self, node: s.Expression) -> str:
        match node:
            case s.Arithmetic(operator=("+" | "-") as operator, left=base, right=s.NumberLiteral(value=value)):
                count = int(value) if operator == "+" else -int(value)
                near = {1: say.NEXT_YEAR, -1: say.LAST_YEAR, -2: say.YEAR_BEFORE_LAST}
                template = near.get(count) or (say.YEARS_AFTER if count > 0 else say.YEARS_BEFORE)
                return self._fill(template, year=self._year(base), count=abs(count))
            case s.Path(base=s.Name(name="as_of"), name="year"):
                return self._word(say.AS_OF_YEAR)
            case s.Path(base=base, name="year") if self._meaning(node) is None:
                return self._fill(say.YEAR_OF, day=self._noun(base))
            case s.NumberLiteral():
                return self._number(node, "year")
        return self._noun(node)

    def _arithmetic(self, node: s.Arithmetic, type_: str) -> str:
        if type_ == "year":
            return self._year(node)
        if type_ == "date" and node.operator == "+":
            day = self._noun(node.left)
            if node.right == s.DurationLiteral(0, 1):
                return self._fill(say.NEXT_DAY, day=day)
            template = say.LATER_BY if isinstance(node.right, s.DurationLiteral) else say.PLUS
            return self._fill(template, day=day, length=self._noun(node.right))
        sign = {"+": "+", "-": "−", "*": "×"}[node.operator]
        inner = "" if node.operator == "*" else type_
        operands = (self._operand(part, node.operator, inner) for part in (node.left, node.right))
        return f" {sign} ".join(operands)

    def _operand(self, node: s.Expression, operator: str, type_: str) -> str:
        said = self._number(node, type_) if isinstance(node, s.NumberLiteral) else self._noun(node)
        is_looser = operator == "*" and isinstance(node, s.Arithmetic) and node.operator != "*"
        return f"({said})" if is_looser else said

    def _call(self, node: s.Call) -> str:
        function, arguments = node.function, node.arguments
        if function == "add_working_days":
            return self._fill(say.WORKING_DAYS, day=self._noun(arguments[0]), count=self._number(arguments[1], None))
        if function == "count":
            return self._fill(say.COUNT, what=self._list(arguments[0]))
        if function in ("sum", "min", "max"):
            column = arguments[0]
            is_date = self._type_of(column) in ("date", "year")
            template = say.SUM_OF_LIST if function == "sum" else say.EXTREMES_OF_LIST[function, is_date]
            if isinstance(column, s.Path):
                return self._fill(template, what=self._list(column.base), field=self._column(column))
            return self._noun(column)
        meaning = self._names.find(function.removesuffix(ON_A_DAY))
        if meaning is None:
            return escaped(function)
        value = self._names.value_of(meaning.name, self._language)
        return self._fill(
            say.LAW_OF_DAY if self._names.has_value(meaning.name) else say.LAW_OF_DAY_ENDED,
            parameter=self._law_noun(meaning),
            day=self._noun(arguments[0]),
            value=escaped(value),
        )

    def _extreme(self, kind: str, arguments: tuple[s.Expression, ...], type_: str) -> Said:
        parts = tuple(self._value(part, type_) for part in arguments)
        key = (kind, type_ in ("date", "year"))
        pair = 2
        if len(parts) == pair and all(not part.parts for part in parts):
            first, second = (part.text for part in parts)
            return Said(self._fill(say.EXTREMES_OF_TWO[key], first=first, second=second))
        return Said(self._word(say.EXTREMES[key]), parts)

    def _choice(self, node: s.If, tell: Callable[[s.Expression], Said]) -> Said:
        """``if``, said for values and for conditions; a chain of them is one list of cases."""
        if _is_there(node.condition, node.then):
            then, other = tell(node.then), tell(node.otherwise)
            if not other.parts:
                text = self._fill(say.ELSE_IF_NONE, value=then.inline(self._language), other=other.text)
                return Said(text)
        cases: list[Said] = []
        rest: s.Expression = node
        while isinstance(rest, s.If):
            cases += self._case(rest, tell)
            rest = rest.otherwise
        cases.append(Said(self._word(say.OTHERWISE), (tell(rest),)))
        return Said(self._word(say.BY_CASE), tuple(cases))

    def _case(self, node: s.If, tell: Callable[[s.Expression], Said]) -> tuple[Said, ...]:
        then = tell(node.then)
        if _is_there(node.condition, node.then):
            return (Said(self._fill(say.IF_ANY, value=then.inline(self._language, within=True))),)
        condition = self._holds_in_one(node.condition)
        if condition.is_short(self._language):
            return (Said(self._fill(say.IF, condition=condition.inline(self._language)), (then,)),)
        heading = self._fill(say.IF, condition=condition.text)
        return Said(heading, condition.parts, condition.joint), Said(self._word(say.THEN), (then,))

    def _number(self, node: s.Expression, type_: str | None) -> str:
        if not isinstance(node, s.NumberLiteral):
            return self._noun(node)
        value: Decimal | int = node.value if node.value != node.value.to_integral_value() else int(node.value)
        if type_ == "money":
            return value_text(Decimal(node.value), "money", self._language).replace(".00 ", " ")
        return value_text(value, type_ or None, self._language)

    def _list(self, node: s.Expression) -> str:
        if isinstance(node, s.Filter):
            parts, named = self._filtered(node)
            conditions = Said("", parts, AND, bare=True).inline(self._language)
            return self._fill(say.ONLY_THOSE, what=self._list(node.base), named=named, parts=conditions)
        meaning = self._meaning(node)
        if meaning is None:
            return self._noun(node)
        if meaning.kind == "fact":
            return self._field(node, meaning)
        if meaning.kind == "list":
            return self._fill(say.LAW_NOUN, title=self._plain(meaning))
        return self._titled(meaning)

    def _filtered(self, node: s.Filter) -> tuple[tuple[Said, ...], str]:
        """The conditions of a filter, and how the entry is introduced of which they speak."""
        entry = self._enter(node.base, None)
        parts = self.conditions(node.condition)
        self._entries.pop()
        return parts, self._introduced(entry)

    def _domain(self, domain: s.Expression | s.YearRange) -> str:
        if isinstance(domain, s.YearRange):
            return self._fill(say.YEARS, low=self._year(domain.low), high=self._year(domain.high))
        return self._list(domain)

    def _column(self, node: s.Path) -> str:
        meaning = self._names.field(self._list_name(node.base), node.name)
        if meaning is None:
            return escaped(node.name)
        title = self._plain(meaning)
        return self._fill(say.DATE_NOUN, title=title).removeprefix("the ") if meaning.type == "date" else title


def _is_there(condition: s.Expression, value: s.Expression) -> bool:
    """Whether a condition asks but whether there is the value."""
    return condition == s.Comparison("!=", value, s.NullLiteral())
