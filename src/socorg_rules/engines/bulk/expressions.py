"""Expressions of the plan as columns: the same meaning as the reference engine's, a population at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Protocol, cast

from socorg_rules.engines.bulk.bindings import NO_BINDINGS, Bindings, Condition, Hypothetical, Members, Term
from socorg_rules.engines.bulk.column import Column, Rows, Scalar, Variable, YearRows
from socorg_rules.engines.bulk.columns import Columns
from socorg_rules.engines.bulk.counting import Counting
from socorg_rules.engines.bulk.missing import NOTHING, Gaps, Missing
from socorg_rules.engines.bulk.record_columns import RecordColumns
from socorg_rules.engines.bulk.shape import AS_OF, Shape
from socorg_rules.engines.bulk.values import AnyValue, SetValue, Value, Values
from socorg_rules.engines.bulk.working_days import DAY_OF_ORDINAL, ORDINAL_OF_DAY, unknown_years
from socorg_rules.feel import plan as p
from socorg_rules.rulesets.plan import LawPlan, PlanValue, TimelineEntry


@dataclass(frozen=True, slots=True)
class Span:
    """The days asked about, both ends included."""

    first: date
    last: date

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last


class Decider(Protocol):
    """Gives what a decision comes to inside an expression."""

    def decided(self, name: str) -> AnyValue: ...


@dataclass(slots=True)
class Expressions:
    """Turns the expressions of one law into columns, for the days of a span."""

    law: LawPlan
    span: Span
    columns: Columns
    gaps: Gaps
    shape: Shape
    decider: Decider
    values: Values = field(init=False)
    record: RecordColumns = field(init=False)
    counting: Counting = field(init=False)
    as_of: Column = field(init=False)
    _defined: dict[str, AnyValue] = field(default_factory=dict)
    _durations: dict[p.Duration, int] = field(default_factory=dict)
    _methods: ClassVar[dict[type[p.PlanNode], Callable[[Expressions, Any, Bindings], AnyValue]]]

    def __post_init__(self) -> None:
        self.values = Values(self.columns, self.gaps)
        self.record = RecordColumns(self.columns, self.gaps, self.shape)
        self.counting = Counting(self.columns, self.gaps, self.values)
        if self.span.is_one_day:
            self.as_of = self.columns.literal(self.span.first)
        else:
            self.as_of = self.columns.fact(AS_OF, "date", total=True)

    def any_value(self, node: p.Plan, bindings: Bindings = NO_BINDINGS) -> AnyValue:
        """What an expression comes to; ``bindings`` are the variables around it."""
        return self._methods[type(node)](self, node, bindings)

    def value(self, node: p.Plan, bindings: Bindings = NO_BINDINGS) -> Value:
        """The same, of an expression that is no set."""
        value = self.any_value(node, bindings)
        assert isinstance(value, Value), f"{type(node).__name__} is a set"
        return value

    # -- leaves --------------------------------------------------------------------------------------------

    def _constant(self, node: p.Constant, _: Bindings) -> AnyValue:
        return self._of_plan(node.value)

    def _of_plan(self, value: PlanValue) -> AnyValue:
        if isinstance(value, frozenset):
            return self.values.known_set(value)
        return self.values.known(self._scalar(value))

    def _scalar(self, value: bool | int | date | str | p.Duration | None) -> Scalar:
        """A duration is carried as the number by which it is registered."""
        if isinstance(value, p.Duration):
            return self._durations.setdefault(value, len(self._durations))
        return value

    def _as_of(self, _: p.AsOf, __: Bindings) -> Value:
        return Value(self.as_of, self.columns.false, self.columns.false)

    def _fact(self, node: p.Fact, _: Bindings) -> AnyValue:
        return self.record.fact(node.name)

    def _element(self, node: p.Element, bindings: Bindings) -> Value:
        variable = bindings[node.variable]
        if variable is Hypothetical.MEMBER:
            return self.values.unknown()
        assert isinstance(variable, Rows)
        return self.record.element(variable, node.name)

    def _variable(self, node: p.Variable, bindings: Bindings) -> Value:
        match bindings[node.name]:
            case Term(name):
                return self.values.known(name)
            case YearRows() as years:
                return self.values.truth(self.columns.year(years))
            case _:
                return self.values.unknown()

    def _parameter(self, node: p.Parameter, _: Bindings) -> AnyValue:
        return self._on_day(node.name, Value(self.as_of, self.columns.false, self.columns.false))

    def _parameter_on(self, node: p.ParameterOn, bindings: Bindings) -> AnyValue:
        return self._on_day(node.name, self.value(node.day, bindings))

    def _on_day(self, name: str, day: Value) -> AnyValue:
        """The value of a parameter on a day; null before its first."""
        columns = self.columns
        newest_first = list(reversed(self._timeline(name, day.column)))
        sets = [entry.value for entry in newest_first if isinstance(entry.value, frozenset)]
        since = [columns.compare(">=", day.column, columns.literal(entry.start)) for entry in newest_first]

        def chosen(of: Callable[[TimelineEntry], Scalar], before: Scalar) -> Column:
            cases = ((start, columns.literal(of(entry))) for start, entry in zip(since, newest_first, strict=True))
            return columns.choice(cases, columns.literal(before))

        given = columns.is_true(chosen(lambda entry: entry.value is not None, False))
        null = columns.all_of((columns.negation(day.unknown), columns.negation(given)))
        if not sets:
            column = chosen(lambda entry: self._scalar(cast(Scalar, entry.value)), None)
            return Value(column, day.unknown, null, day.missing)
        terms = sorted(frozenset[str]().union(*sets))
        members = tuple(
            (
                term,
                columns.choice(
                    [(day.unknown, columns.null)],
                    chosen(lambda entry, term=term: term in (entry.value or ()), False),  # type: ignore[misc]
                ),
            )
            for term in terms
        )
        return SetValue(members, day.unknown, null, day.missing)

    def _timeline(self, name: str, day: Column) -> tuple[TimelineEntry, ...]:
        """The entries that can matter: all of them, or those of the span when it is about the day asked about."""
        timeline = self.law.parameters[name].timeline
        if day is not self.as_of:
            return timeline
        begun = [entry for entry in timeline if entry.start <= self.span.first]
        return (*begun[-1:], *(entry for entry in timeline if self.span.first < entry.start <= self.span.last))

    def _definition(self, node: p.Defined, _: Bindings) -> AnyValue:
        if node.name not in self._defined:
            self._defined[node.name] = self.any_value(cast(p.Plan, self.law.definitions[node.name].plan))
        return self._defined[node.name]

    def _decision(self, node: p.Decided, _: Bindings) -> AnyValue:
        return self.decider.decided(node.name)

    # -- dates and numbers ---------------------------------------------------------------------------------

    def _date_in_year(self, node: p.DateInYear, bindings: Bindings) -> Value:
        year = self.value(node.year, bindings)
        return self.values.computed(self.columns.day_in_year(year.column, node.month, node.day), year)

    def _date_part(self, node: p.DatePart, bindings: Bindings) -> Value:
        day = self.value(node.day, bindings)
        return self.values.computed(self.columns.date_part(node.part, day.column), day)

    def _add_duration(self, node: p.AddDuration, bindings: Bindings) -> Value:
        day, duration = self.value(node.day, bindings), self.value(node.duration, bindings)
        columns = self.columns
        if duration.column.is_literal and duration.column.data is None:
            return self.values.computed(columns.null, day, duration)
        known = {code: value for value, code in self._durations.items()}
        codes = sorted({code for code in _literals_of(duration.column) if isinstance(code, int)})
        later = [columns.later_by(day.column, known[code]) for code in codes]
        if duration.column.is_literal:
            return self.values.computed(later[0], day, duration)
        cases = [
            (columns.compare("=", duration.column, columns.literal(code)), one)
            for code, one in zip(codes, later, strict=True)
        ]
        return self.values.computed(columns.choice(cases, columns.null), day, duration)

    def _days_between(self, node: p.DaysBetween, bindings: Bindings) -> Value:
        later, earlier = self.value(node.later, bindings), self.value(node.earlier, bindings)
        return self.values.computed(self.columns.days_between(later.column, earlier.column), later, earlier)

    def _add_working_days(self, node: p.AddWorkingDays, bindings: Bindings) -> Value:
        """By the ordinal number of the day among working days; unknown where the calendar ends before."""
        start, count = self.value(node.day, bindings), self.value(node.count, bindings)
        columns = self.columns
        given = self.values.computed(columns.null, start, count)
        ordinal = columns.looked_up(ORDINAL_OF_DAY, start.column, "ordinal", "integer")
        later = columns.looked_up(DAY_OF_ORDINAL, columns.add(ordinal, count.column), "day", "date")
        at_once = columns.is_true(columns.compare("<=", count.column, columns.literal(0)))
        column = columns.choice([(at_once, start.column)], later)
        present = columns.negation(columns.any_of((given.unknown, given.null)))
        beyond = columns.all_of((present, columns.is_null(column)))
        first_unknown = columns.choice(
            [(columns.is_null(ordinal), columns.date_part("year", columns.later_by(start.column, p.Duration(days=1))))],
            columns.looked_up(ORDINAL_OF_DAY, start.column, "unknown_year", "integer"),
        )
        calendar = self.gaps.years("working_days.", unknown_years(self.law.working_days), first_unknown)
        missing = self.gaps.union((given.missing, self.gaps.where(beyond, calendar)))
        column = columns.choice([(present, column)], columns.null)
        return Value(column, columns.any_of((given.unknown, beyond)), given.null, missing)

    def _extreme(self, node: p.Extreme, bindings: Bindings) -> Value:
        return self.values.extreme(node.kind, [self.value(operand, bindings) for operand in node.operands])

    def _product(self, node: p.Product, bindings: Bindings) -> Value:
        left, right = self.value(node.left, bindings), self.value(node.right, bindings)
        return self.values.computed(self.columns.multiply(left.column, right.column), left, right)

    def _sum(self, node: p.Sum, bindings: Bindings) -> Value:
        left, right = self.value(node.left, bindings), self.value(node.right, bindings)
        compute = self.columns.add if node.operator == "+" else self.columns.subtract
        return self.values.computed(compute(left.column, right.column), left, right)

    # -- conditions ----------------------------------------------------------------------------------------

    def _compare(self, node: p.Compare, bindings: Bindings) -> Value:
        return self.values.compare(node.operator, self.value(node.left, bindings), self.value(node.right, bindings))

    def _is_null(self, node: p.IsNull, bindings: Bindings) -> Value:
        return self.values.is_null(self.any_value(node.operand, bindings))

    def _is_member(self, node: p.IsMember, bindings: Bindings) -> Value:
        value, members = self.value(node.value, bindings), self.any_value(node.members, bindings)
        columns = self.columns
        unknown = columns.any_of((value.unknown, members.unknown))
        missing = self.gaps.union((value.missing, members.missing))
        of_terms = dict(members.members) if isinstance(members, SetValue) else {}
        if value.column.is_literal and not value.unknown.is_the(True):
            held = of_terms.get(str(value.column.data), columns.false)
        else:
            held = columns.any_of(
                columns.all_of((columns.compare("=", value.column, columns.literal(term)), member))
                for term, member in of_terms.items()
            )
        column = columns.choice([(unknown, columns.null)], columns.is_true(held))
        return Value(column, unknown, columns.false, missing)

    def _all(self, node: p.All, bindings: Bindings) -> Value:
        return self.values.all_of([self.value(operand, bindings) for operand in node.operands])

    def _any_of(self, node: p.AnyOf, bindings: Bindings) -> Value:
        return self.values.any_of([self.value(operand, bindings) for operand in node.operands])

    def _negation(self, node: p.Negation, bindings: Bindings) -> Value:
        return self.values.negation(self.value(node.operand, bindings))

    def _choice(self, node: p.Choice, bindings: Bindings) -> AnyValue:
        return self.values.choice(
            self.value(node.condition, bindings),
            self.any_value(node.then, bindings),
            self.any_value(node.otherwise, bindings),
        )

    def _quantifier(self, node: p.Quantifier, bindings: Bindings) -> Value:
        def holds(inner: Bindings) -> Value:
            return self.value(node.condition, inner)

        def fails(inner: Bindings) -> Value:
            return self.values.negation(holds(inner))

        if node.kind == "some":
            return self.some(node.variable, node.domain, holds, bindings)
        return self.values.negation(self.some(node.variable, node.domain, fails, bindings))

    def some(self, name: str, domain: p.Domain, condition: Condition, bindings: Bindings = NO_BINDINGS) -> Value:
        """Whether a condition holds for some member of a domain, in Kleene logic; for none of nothing."""
        if isinstance(domain, p.Members):
            return self._some_term(name, domain, condition, bindings)
        members = self.members(domain, bindings)
        body = condition({**bindings, name: members.variable})
        both = self.columns.all_of((members.belongs.column, body.column))
        found = self.columns.some(members.variable, both)
        missing = self.gaps.over_rows(
            members.variable,
            self.gaps.union((members.belongs.missing, body.missing)),
            self.columns.is_null(both),
        )
        if members.known.is_the(True):
            return self.values.truth(found, missing)
        imagined = condition({**bindings, name: Hypothetical.MEMBER})
        of_member = self.gaps.where(
            self.columns.is_not_false(imagined.column), self.gaps.union((members.hypothetical, imagined.missing))
        )
        missing = self.gaps.chosen(members.known, missing, self.gaps.union((members.missing, of_member)))
        return self.values.truth(self.columns.choice([(members.known, found)], self.columns.null), missing)

    def _some_term(self, name: str, domain: p.Members, condition: Condition, bindings: Bindings) -> Value:
        """Terms are few: each is asked by itself."""
        columns = self.columns
        terms = self.any_value(domain.members, bindings)
        of_terms = terms.members if isinstance(terms, SetValue) else ()
        truths: list[Column] = []
        missing: list[Missing] = []
        for term, belongs in of_terms:
            body = condition({**bindings, name: Term(term)})
            truth = columns.all_of((belongs, body.column))
            truths.append(truth)
            missing.append(self.gaps.where(columns.is_null(truth), body.missing))
        known = columns.negation(terms.unknown)
        found = columns.any_of(truths)
        if known.is_the(True):
            return self.values.truth(found, self.gaps.union(missing))
        imagined = condition({**bindings, name: Hypothetical.MEMBER})
        of_member = self.gaps.where(columns.is_not_false(imagined.column), imagined.missing)
        return self.values.truth(
            columns.choice([(known, found)], columns.null),
            self.gaps.chosen(known, self.gaps.union(missing), self.gaps.union((terms.missing, of_member))),
        )

    # -- what is counted -----------------------------------------------------------------------------------

    def _compare_count(self, node: p.CompareCount, bindings: Bindings) -> Value:
        members = self.members(node.events, bindings)
        return self.counting.compared(node.operator, members, self.value(node.number, bindings))

    def _count(self, node: p.Count, bindings: Bindings) -> Value:
        return self.counting.number(self.members(node.events, bindings))

    def _set_size(self, node: p.SetSize, bindings: Bindings) -> Value:
        columns = self.columns
        inner = self.any_value(node.members, bindings)
        size = columns.literal(0)
        for _, member in inner.members if isinstance(inner, SetValue) else ():
            size = columns.add(size, columns.choice([(member, columns.literal(1))], columns.literal(0)))
        column = columns.choice([(inner.unknown, columns.null)], size)
        return Value(column, inner.unknown, columns.false, inner.missing)

    def _aggregate(self, node: p.Aggregate, bindings: Bindings) -> Value:
        members = self.members(node.events, bindings)
        assert isinstance(members.variable, Rows)
        return self.counting.aggregate(node.kind, members, self.record.element(members.variable, node.field_name))

    # -- domains -------------------------------------------------------------------------------------------

    def members(self, domain: p.ListPlan | p.Years, bindings: Bindings) -> Members:
        """The members of a list or of a range of years."""
        used = set(bindings.values())
        if isinstance(domain, p.Years):
            base: Variable = YearRows(domain.low, _years_beyond(domain.high))
        else:
            base = Rows(p.list_of(domain))
        variable = next(free for slot in range(len(used) + 1) if (free := base.at_slot(slot)) not in used)
        if isinstance(variable, YearRows):
            return Members(variable, self.values.known(True), self.columns.true)
        assert not isinstance(domain, p.Years)
        return self._listed(domain, variable, bindings)

    def _listed(self, domain: p.ListPlan, variable: Rows, bindings: Bindings) -> Members:
        match domain:
            case p.Events(name=name):
                known = self.record.list_known(name)
                return Members(variable, self.values.known(True), known, self.gaps.path(name))
            case p.DefinedEvents(name=name):
                return self._listed(cast(p.ListPlan, self.law.definitions[name].plan), variable, NO_BINDINGS)
            case p.Filtered(events=events, variable=name, condition=condition):
                inner = self._listed(events, variable, bindings)
                filter_ = self.value(condition, {**bindings, name: variable})
                hypothetical = NOTHING
                if not inner.known.is_the(True):
                    imagined = self.value(condition, {**bindings, name: Hypothetical.MEMBER})
                    hypothetical = self.gaps.union((inner.hypothetical, imagined.missing))
                belongs = self.values.all_of([inner.belongs, filter_])
                return Members(variable, belongs, inner.known, inner.missing, hypothetical)


def _years_beyond(high: p.Plan) -> int:
    """By how many years the upper end of a range of years lies beyond the year asked about."""
    match high:
        case p.DatePart(part="year", day=p.AsOf()):
            return 0
        case p.Sum(operator=sign, left=left, right=p.Constant(value=int(number))):
            return _years_beyond(left) + (number if sign == "+" else -number)
    raise AssertionError(f"years end at {type(high).__name__}")


def _literals_of(column: Column) -> Iterator[object]:
    """All values that a column built of constants may have."""
    if column.is_literal:
        yield column.data
    elif column.operation == "case":
        for value in (*column.arguments[1::2], column.arguments[-1]):
            yield from _literals_of(value)
    else:
        raise AssertionError(f"a duration comes from {column.operation}")


Expressions._methods = {
    p.Constant: Expressions._constant,
    p.AsOf: Expressions._as_of,
    p.Fact: Expressions._fact,
    p.Element: Expressions._element,
    p.Variable: Expressions._variable,
    p.Parameter: Expressions._parameter,
    p.ParameterOn: Expressions._parameter_on,
    p.Defined: Expressions._definition,
    p.Decided: Expressions._decision,
    p.DateInYear: Expressions._date_in_year,
    p.DatePart: Expressions._date_part,
    p.AddDuration: Expressions._add_duration,
    p.DaysBetween: Expressions._days_between,
    p.AddWorkingDays: Expressions._add_working_days,
    p.Extreme: Expressions._extreme,
    p.Product: Expressions._product,
    p.Sum: Expressions._sum,
    p.Compare: Expressions._compare,
    p.IsNull: Expressions._is_null,
    p.IsMember: Expressions._is_member,
    p.All: Expressions._all,
    p.AnyOf: Expressions._any_of,
    p.Negation: Expressions._negation,
    p.Choice: Expressions._choice,
    p.Quantifier: Expressions._quantifier,
    p.CompareCount: Expressions._compare_count,
    p.Count: Expressions._count,
    p.SetSize: Expressions._set_size,
    p.Aggregate: Expressions._aggregate,
}
