"""Literals, names and paths: what they mean and of what type they are."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from socorg_rules.feel import plan as p
from socorg_rules.feel import syntax as s
from socorg_rules.feel import type_messages as msg
from socorg_rules.feel import types as t
from socorg_rules.feel.checking import Checked, CheckerBase, NotNull, Wrong
from socorg_rules.feel.limits import FIRST_YEAR, LAST_YEAR
from socorg_rules.feel.numbers import whole, without_shift
from socorg_rules.feel.scope import EventFrame, FieldMeaning, Frame, GlobalMeaning, TermFrame, YearFrame
from socorg_rules.problems import did_you_mean

MAX_YEAR_SHIFT = 100


class NameChecker(CheckerBase):
    """Checks the leaves of an expression."""

    __slots__ = ()

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
        base, shift = without_shift(year.plan)
        literal = isinstance(base, p.Constant) and isinstance(base.value, int) and FIRST_YEAR <= base.value <= LAST_YEAR
        walks = isinstance(year.type, t.NumberType) and year.type.unit == "year" and not isinstance(base, p.Sum)
        if not (literal or walks) or abs(shift) > MAX_YEAR_SHIFT:
            raise self._fail(msg.YEAR_OF_DATE, node.year)
        reach = MAX_YEAR_SHIFT
        if isinstance(year.type, t.NumberType) and not literal:
            reach = max(reach, year.type.bound - t.YEAR.bound)
        return Checked(p.DateInYear(year.plan, node.month, node.day, origin=node), t.DateType(reach))

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
                raise Wrong
            if isinstance(definition.type, t.ListType):
                raise self._fail(msg.LIST_AS_VALUE, node)
            return Checked(p.Defined(name, origin=node), definition.type, definition.nullable)
        if kind == "decision":
            decision = vocabulary.decision(name)
            if decision is None:
                raise Wrong
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
            part: Literal["month", "day"] = "month" if node.name == "month" else "day"
            return Checked(p.DatePart(part, value.plan, origin=node), t.NumberType(None, 0, 31))
        raise self._fail(msg.UNKNOWN_FIELD, node, type=value.type, name=node.name)

    def _unknown_field(self, node: s.Path, event: t.EventType) -> Wrong:
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


def _describe(meaning: Frame | FieldMeaning | GlobalMeaning) -> str:
    match meaning:
        case FieldMeaning(frame=frame, name=name):
            return f"{frame.event.list_name}.{name}"
        case GlobalMeaning(kind=kind, name=name):
            return f"{kind} {name}"
        case EventFrame() | YearFrame() | TermFrame():
            return f"variable {meaning.variable}"
