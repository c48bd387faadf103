"""Event lists: filters, quantifiers, counts and aggregates."""

from __future__ import annotations

from typing import Literal

from socorg_rules.feel import plan as p
from socorg_rules.feel import syntax as s
from socorg_rules.feel import type_messages as msg
from socorg_rules.feel import types as t
from socorg_rules.feel.checking import NOTHING, Checked, CheckedIterator, CheckedList, NotNull, Wrong
from socorg_rules.feel.comparison_checking import ComparisonChecker
from socorg_rules.feel.limits import FIRST_YEAR, LAST_YEAR
from socorg_rules.feel.name_checking import MAX_YEAR_SHIFT
from socorg_rules.feel.numbers import without_shift
from socorg_rules.feel.scope import EventFrame, GlobalMeaning, TermFrame, YearFrame


class ListChecker(ComparisonChecker):
    """Checks what walks over events, years or terms."""

    __slots__ = ()

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
        base, shift = without_shift(high.plan)
        literal_low = isinstance(low, s.NumberLiteral) and low.value == low.value.to_integral_value()
        if (
            not isinstance(low, s.NumberLiteral)
            or not literal_low
            or not FIRST_YEAR <= low.value <= LAST_YEAR
            or base != p.DatePart("year", p.AsOf())
            or abs(shift) > MAX_YEAR_SHIFT
        ):
            raise self._fail(msg.YEAR_RANGE, domain)
        return CheckedIterator(
            p.Years(int(low.value), high.plan, origin=domain), YearFrame(variable, MAX_YEAR_SHIFT), NOTHING
        )

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
                        if definition is None:
                            raise Wrong
                        return isinstance(definition.type, t.ListType)
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
                    raise Wrong
                if isinstance(definition.type, t.ListType):
                    list_name = definition.type.element.list_name
                    return CheckedList(p.DefinedEvents(meaning.name, list_name, origin=node), definition.type)
        raise self._fail(msg.NOT_A_LIST, node, found=self._name(node).type)

    def _filter(self, node: s.Filter, not_null: NotNull) -> CheckedList:
        base = self._list(node.base, not_null)
        variable = f"[{self.scope.depth}]"
        frame = EventFrame(variable, base.type.element, named=False)
        condition = self.inside(frame)._condition(node.condition, not_null | self._present(base.type, variable))
        seen = {plan.name for plan in condition.if_true if isinstance(plan, p.Element) and plan.variable == variable}
        plan = p.Filtered(base.plan, variable, condition.plan, origin=node)
        return CheckedList(plan, t.ListType(base.type.element, base.type.present | seen))

    @staticmethod
    def _present(type_: t.ListType, variable: str) -> NotNull:
        return frozenset(p.Element(variable, type_.element.list_name, name) for name in type_.present)

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

    def _aggregate(self, node: s.Call, kind: Literal["sum", "min", "max"], not_null: NotNull) -> Checked:
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
