"""What every form of expression means: a function from what is known of an organization to a value."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from datetime import date, timedelta
from typing import Any, Final, Protocol, TypeAlias, cast

from socorg_rules.engines.reference.dependence import variables_alone, walks_over_members
from socorg_rules.engines.reference.kleene import (
    Truth,
    add_duration,
    compare_count,
    kleene_and,
    kleene_not,
    kleene_or,
)
from socorg_rules.engines.reference.members import Bindings, Found, Members
from socorg_rules.feel import plan as p
from socorg_rules.records.facts import EventFacts, Facts
from socorg_rules.records.unknown import UNKNOWN, Unknown
from socorg_rules.rulesets.plan import LawPlan

OfTheDay: TypeAlias = defaultdict[int, dict[Hashable, Found]]
"""What was found out for a day, by the expression and the year."""


class Known(Protocol):
    """What is known of one organization on one day."""

    law: LawPlan
    facts: Facts
    as_of: date
    of_the_day: OfTheDay

    def members(self, domain: p.Domain, bindings: Bindings) -> Members:
        """The members of a domain."""

    def defined(self, name: str) -> Found:
        """What a definition comes to."""

    def decided(self, name: str) -> Found:
        """What a decision comes to inside an expression."""

    def parameter_on(self, name: str, day: date) -> Found:
        """The value of a parameter on some day."""


Meaning = Callable[[Known, Bindings], Found]


class Meant(Protocol):
    """The law of which an expression is made, and what its parts mean."""

    law: LawPlan

    def of(self, node: p.Plan) -> Meaning:
        """What an expression of the law means."""


# -- leaves ------------------------------------------------------------------------------------------------


def _constant(_: Meant, node: p.Constant) -> Meaning:
    value = node.value
    return lambda known, bindings: value


def _as_of(_: Meant, _node: p.AsOf) -> Meaning:
    return lambda known, bindings: known.as_of


def _fact(_: Meant, node: p.Fact) -> Meaning:
    name = node.name
    return lambda known, bindings: known.facts[name]


def _element(_: Meant, node: p.Element) -> Meaning:
    variable, name = node.variable, node.name

    def element(known: Known, bindings: Bindings) -> Found:
        event: Any = bindings[variable]
        return UNKNOWN if event is UNKNOWN else event[name]

    return element


def _variable(_: Meant, node: p.Variable) -> Meaning:
    name = node.name
    return lambda known, bindings: bindings[name]


def _parameter(meanings: Meant, node: p.Parameter) -> Meaning:
    parameter = meanings.law.parameters[node.name]
    return lambda known, bindings: parameter.value_on(known.as_of)


def _parameter_on(meanings: Meant, node: p.ParameterOn) -> Meaning:
    name, day_meant = node.name, meanings.of(node.day)

    def parameter_on(known: Known, bindings: Bindings) -> Found:
        day = day_meant(known, bindings)
        return day if day is UNKNOWN or day is None else known.parameter_on(name, day)

    return parameter_on


def _definition(_: Meant, node: p.Defined) -> Meaning:
    name = node.name
    return lambda known, bindings: known.defined(name)


def _decision(_: Meant, node: p.Decided) -> Meaning:
    name = node.name
    return lambda known, bindings: known.decided(name)


# -- dates and numbers -------------------------------------------------------------------------------------


def _computed(compute: Callable[..., Found], *operands: Meaning) -> Meaning:
    """What is computed from operands: unknown where one of them is, else null where one is."""

    def computed(known: Known, bindings: Bindings) -> Found:
        values = [operand(known, bindings) for operand in operands]
        result: Found = values
        for value in values:
            if value is UNKNOWN:
                return UNKNOWN
            if value is None:
                result = None
        return None if result is None else compute(*values)

    return computed


def _date_in_year(meanings: Meant, node: p.DateInYear) -> Meaning:
    month, day = node.month, node.day
    return _computed(lambda year: date(year, month, day), meanings.of(node.year))


def _date_part(meanings: Meant, node: p.DatePart) -> Meaning:
    return _computed(operator.attrgetter(node.part), meanings.of(node.day))


def _add_duration(meanings: Meant, node: p.AddDuration) -> Meaning:
    return _computed(add_duration, meanings.of(node.day), meanings.of(node.duration))


def _days_between(meanings: Meant, node: p.DaysBetween) -> Meaning:
    return _computed(_days, meanings.of(node.later), meanings.of(node.earlier))


def _days(later: date, earlier: date) -> int:
    return (later - earlier).days


def _add_working_days(meanings: Meant, node: p.AddWorkingDays) -> Meaning:
    law = meanings.law

    def counted(day: date, count: int) -> Found:
        end = working_day(law, day, count)
        return UNKNOWN if isinstance(end, int) else end

    return _computed(counted, meanings.of(node.day), meanings.of(node.count))


def working_day(law: LawPlan, day: date, count: int) -> date | int:
    """The ``count``-th working day after a day; where a calendar is not known, its year."""
    while count > 0:
        day += timedelta(days=1)
        works = law.working_days.is_working_day(day)
        if works is None:
            return day.year
        count -= works
    return day


def _extreme(meanings: Meant, node: p.Extreme) -> Meaning:
    return _computed(min if node.kind == "min" else max, *map(meanings.of, node.operands))


def _product(meanings: Meant, node: p.Product) -> Meaning:
    return _computed(operator.mul, meanings.of(node.left), meanings.of(node.right))


def _sum(meanings: Meant, node: p.Sum) -> Meaning:
    add = operator.add if node.operator == "+" else operator.sub
    return _computed(add, meanings.of(node.left), meanings.of(node.right))


# -- conditions --------------------------------------------------------------------------------------------


def _compare(meanings: Meant, node: p.Compare) -> Meaning:
    left_meant, right_meant, holds = meanings.of(node.left), meanings.of(node.right), p.COMPARISONS[node.operator]

    def compare(known: Known, bindings: Bindings) -> Found:
        left, right = left_meant(known, bindings), right_meant(known, bindings)
        if left is UNKNOWN or right is UNKNOWN:
            return UNKNOWN
        # A null side is false: the checker has seen to it that nothing depends on it.
        return left is not None and right is not None and holds(left, right)

    return compare


def _is_null(meanings: Meant, node: p.IsNull) -> Meaning:
    operand = meanings.of(node.operand)

    def is_null(known: Known, bindings: Bindings) -> Found:
        value = operand(known, bindings)
        return UNKNOWN if value is UNKNOWN else value is None

    return is_null


def _is_member(meanings: Meant, node: p.IsMember) -> Meaning:
    value_meant, members_meant = meanings.of(node.value), meanings.of(node.members)

    def is_member(known: Known, bindings: Bindings) -> Found:
        value, members = value_meant(known, bindings), members_meant(known, bindings)
        if value is UNKNOWN or members is UNKNOWN:
            return UNKNOWN
        return value is not None and members is not None and value in members

    return is_member


def _all(meanings: Meant, node: p.All) -> Meaning:
    operands = _cheapest_first(meanings, node.operands)
    return lambda known, bindings: kleene_and(operand(known, bindings) for operand in operands)


def _any_of(meanings: Meant, node: p.AnyOf) -> Meaning:
    operands = _cheapest_first(meanings, node.operands)
    return lambda known, bindings: kleene_or(operand(known, bindings) for operand in operands)


def _cheapest_first(meanings: Meant, operands: tuple[p.Plan, ...]) -> tuple[Meaning, ...]:
    """In whatever order they are asked, it comes to the same: those that walk over lists and years come last."""
    return tuple(meanings.of(operand) for operand in sorted(operands, key=walks_over_members))


def _negation(meanings: Meant, node: p.Negation) -> Meaning:
    operand = meanings.of(node.operand)
    return lambda known, bindings: kleene_not(operand(known, bindings))


def _choice(meanings: Meant, node: p.Choice) -> Meaning:
    condition, then, otherwise = meanings.of(node.condition), meanings.of(node.then), meanings.of(node.otherwise)

    def choice(known: Known, bindings: Bindings) -> Found:
        truth = condition(known, bindings)
        if truth is UNKNOWN:
            return UNKNOWN
        return then(known, bindings) if truth else otherwise(known, bindings)

    return choice


def _quantifier(meanings: Meant, node: p.Quantifier) -> Meaning:
    if isinstance(node.domain, p.Years):
        return _of_years(meanings, node, node.domain)
    condition, variable, domain = meanings.of(node.condition), node.variable, node.domain
    settles = node.kind == "some"

    def quantifier(known: Known, bindings: Bindings) -> Found:
        members = known.members(domain, bindings)
        if not members.known:
            return UNKNOWN
        result: Truth = not settles
        for member in members.members:
            truth = condition(known, {**bindings, variable: member.item})
            if truth is settles and member.belongs is True:
                return settles
            if truth is not (not settles):
                result = UNKNOWN
        return result

    return quantifier


def _of_years(meanings: Meant, node: p.Quantifier, domain: p.Years) -> Meaning:
    """Over years: those that the day alone excludes are not looked at again for every record."""
    settles = node.kind == "some"
    condition, variable, last_meant = meanings.of(node.condition), node.variable, meanings.of(domain.high)
    is_connected = isinstance(node.condition, p.All if settles else p.AnyOf)
    operands = p.children(node.condition) if is_connected else ()
    excluding = [
        meanings.of(cast(p.Plan, operand)) for operand in operands if variables_alone(operand) == frozenset((variable,))
    ]

    def years(known: Known, bindings: Bindings) -> list[int]:
        found: list[int] | None = known.of_the_day[id(node)].get("years")
        if found is None:
            found = known.of_the_day[id(node)]["years"] = [
                year
                for year in range(domain.low, last_meant(known, bindings) + 1)
                if not any(operand(known, {variable: year}) is (not settles) for operand in excluding)
            ]
        return found

    join = kleene_or if settles else kleene_and
    return lambda known, bindings: join(
        condition(known, {**bindings, variable: year}) for year in years(known, bindings)
    )


# -- what is counted ---------------------------------------------------------------------------------------


def _compare_count(meanings: Meant, node: p.CompareCount) -> Meaning:
    events, number_meant, compared = node.events, meanings.of(node.number), node.operator

    def compare(known: Known, bindings: Bindings) -> Found:
        members = known.members(events, bindings)
        number = number_meant(known, bindings)
        if not members.known or number is UNKNOWN:
            return UNKNOWN
        if number is None:
            return False
        least = sum(member.belongs is True for member in members.members)
        return compare_count(compared, least, len(members.members), number)

    return compare


def _count(_: Meant, node: p.Count) -> Meaning:
    events = node.events
    return lambda known, bindings: counted(known.members(events, bindings))


def counted(members: Members) -> int | Unknown:
    """How many members a list has."""
    is_sure = members.known and all(member.belongs is True for member in members.members)
    return len(members.members) if is_sure else UNKNOWN


def _set_size(meanings: Meant, node: p.SetSize) -> Meaning:
    members = meanings.of(node.members)

    def size(known: Known, bindings: Bindings) -> Found:
        terms = members(known, bindings)
        return UNKNOWN if terms is UNKNOWN else len(terms)

    return size


_AGGREGATES: Final[Mapping[str, Callable[[list[Any]], Found]]] = {"sum": sum, "min": min, "max": max}


def _aggregate(_: Meant, node: p.Aggregate) -> Meaning:
    events, name, aggregate = node.events, node.field_name, _AGGREGATES[node.kind]

    def aggregated(known: Known, bindings: Bindings) -> Found:
        members = known.members(events, bindings)
        if counted(members) is UNKNOWN:
            return UNKNOWN
        numbers = [cast(EventFacts, member.item)[name] for member in members.members]
        if UNKNOWN in numbers:
            return UNKNOWN
        return aggregate(numbers) if numbers else None

    return aggregated


MAKERS: Final[dict[type[p.PlanNode], Callable[[Meant, Any], Meaning]]] = {
    p.Constant: _constant,
    p.AsOf: _as_of,
    p.Fact: _fact,
    p.Element: _element,
    p.Variable: _variable,
    p.Parameter: _parameter,
    p.ParameterOn: _parameter_on,
    p.Defined: _definition,
    p.Decided: _decision,
    p.DateInYear: _date_in_year,
    p.DatePart: _date_part,
    p.AddDuration: _add_duration,
    p.DaysBetween: _days_between,
    p.AddWorkingDays: _add_working_days,
    p.Extreme: _extreme,
    p.Product: _product,
    p.Sum: _sum,
    p.Compare: _compare,
    p.IsNull: _is_null,
    p.IsMember: _is_member,
    p.All: _all,
    p.AnyOf: _any_of,
    p.Negation: _negation,
    p.Choice: _choice,
    p.Quantifier: _quantifier,
    p.CompareCount: _compare_count,
    p.Count: _count,
    p.SetSize: _set_size,
    p.Aggregate: _aggregate,
}
"""What makes the meaning of an expression, by its form."""
