"""From the typed plan of an expression to a Python expression.

Values that can be neither unknown nor null become plain Python; tests for the two are written only where the record or
the law leaves them possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, ClassVar

from socorg_rules.engines.compiled.loops import Loops
from socorg_rules.engines.compiled.runtime import (
    add_days,
    add_duration,
    add_months,
    value_lookup,
    working_day_adder,
)
from socorg_rules.engines.compiled.scope import (
    FACTS,
    LISTS,
    Frame,
    Nature,
    Scope,
    constant_code,
    may_be_null,
    may_be_unknown,
)
from socorg_rules.engines.compiled.source import PYTHON_OPERATORS, Code, Function
from socorg_rules.engines.compiled.years import years_in
from socorg_rules.feel import plan as p


class Expressions:
    """Compiles expressions of one law."""

    _methods: ClassVar[dict[type[p.PlanNode], Callable[[Expressions, Any, Frame], Code]]]

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.module = scope.module
        self.unknowns = scope.unknowns

    @cached_property
    def loops(self) -> Loops:
        return Loops(self)

    def compile(self, node: p.Plan, frame: Frame) -> Code:
        """The expression; what may be bound first is bound inside it."""
        if frame.years and isinstance(node, _OVER_YEARS):
            years = years_in(node, frame.years)
            if years is not None and len(years) == 1:
                return self._tabled(node, next(iter(years)), frame)
        return self._methods[type(node)](self, node, frame)

    def _tabled(self, node: p.Plan, year: str, frame: Frame) -> Code:
        """Something that rests on nothing but a year."""
        variable = frame.variables[year]
        inside = Frame(Function("", bound={variable}), {year: variable}, frame.present)
        code = self._methods[type(node)](self, node, inside)
        name = self.module.table(variable, code.text)
        frame.function.use(variable)
        return Code(f"{name}[{variable}]", code.unknown, code.null, simple=True)

    # -- leaves --------------------------------------------------------------------------------------------

    def _constant(self, node: p.Constant, _: Frame) -> Code:
        return constant_code(self.module, node.value)

    def _as_of(self, node: p.AsOf, _: Frame) -> Code:
        return Code("s.as_of", simple=True)

    def _fact(self, node: p.Fact, frame: Frame) -> Code:
        spec = FACTS[node.name]
        self.scope.fields.add(node.name)
        null = may_be_null(spec) and node not in frame.present
        return Code(f"s.f_{node.name}", may_be_unknown(spec), null, simple=True)

    def _element(self, node: p.Element, frame: Frame) -> Code:
        variable = frame.function.use(frame.variables[node.variable])
        column = self.scope.column(node.list_name, node.name)
        spec = LISTS[node.list_name]
        field = spec.field_named(node.name)
        assert field is not None
        null = may_be_null(field, spec.dated_by) and node not in frame.present
        # Of a list that nobody handed in the second way of writing looks at a member of which nothing is known.
        unknown = may_be_unknown(field) or self.unknowns.remembers
        return Code(f"{variable}[{column}]", unknown, null, simple=True)

    def _variable(self, node: p.Variable, frame: Frame) -> Code:
        unknown = self.unknowns.remembers and node.name not in frame.years
        return Code(frame.function.use(frame.variables[node.name]), unknown, simple=True)

    def _parameter(self, node: p.Parameter, _: Frame) -> Code:
        return constant_code(self.module, self.scope.law.parameters[node.name].value_on(self.scope.day))

    def _parameter_on(self, node: p.ParameterOn, frame: Frame) -> Code:
        parameter = self.scope.law.parameters[node.name]
        lookup = self.module.callable(("lookup", node.name), value_lookup(parameter))
        day = self.compile(node.day, frame)
        code = self._computed([day], lambda names: f"{lookup}({names[0]})", frame)
        return Code(code.text, code.unknown, node not in frame.present)

    def _definition(self, node: p.Defined, frame: Frame) -> Code:
        nature = self.defined(node.name)
        return Code(f"s.{nature.slot}", nature.unknown, nature.null and node not in frame.present, simple=True)

    def defined(self, name: str) -> Nature:
        """A definition, written when the first expression that rests on it is."""
        nature = self.scope.definitions.get(name)
        if nature is None:
            plan = self.scope.law.definitions[name].plan
            function = Function(self.module.fresh("d"))
            if isinstance(plan, p.Events | p.DefinedEvents | p.Filtered):
                certain = self.loops.events(plan, function)
                nature = Nature(function.name, unknown=True, null=False, certain=certain)
            else:
                code = self.compile(plan, Frame(function))
                function.line(1, f"return {code.text}")
                nature = Nature(function.name, code.unknown, code.null)
            self.scope.finish(function)
            self.scope.definitions[name] = nature
        return nature

    def _decision(self, node: p.Decided, frame: Frame) -> Code:
        nature = self.scope.decisions[node.name]
        return Code(f"s.{nature.slot}[1]", nature.unknown, nature.null and node not in frame.present, simple=True)

    # -- dates and numbers ---------------------------------------------------------------------------------

    def _date_in_year(self, node: p.DateInYear, frame: Frame) -> Code:
        year = self.compile(node.year, frame)
        return self._computed([year], lambda names: f"date({names[0]}, {node.month}, {node.day})", frame)

    def _date_part(self, node: p.DatePart, frame: Frame) -> Code:
        return self._computed([self.compile(node.day, frame)], lambda names: f"{names[0]}.{node.part}", frame)

    def _add_duration(self, node: p.AddDuration, frame: Frame) -> Code:
        day, duration = self.compile(node.day, frame), self.compile(node.duration, frame)
        match node.duration:
            case p.Constant(value=p.Duration() as length):
                return self._added(day, length, frame)
            case p.Parameter(name=name):
                value = self.scope.law.parameters[name].value_on(self.scope.day)
                if isinstance(value, p.Duration):
                    return self._added(day, value, frame)
        add = self.module.callable(add_duration, add_duration)
        return self._computed([day, duration], lambda names: f"{add}({names[0]}, {names[1]})", frame)

    def _added(self, day: Code, duration: p.Duration, frame: Frame) -> Code:
        function, number = (add_days, duration.days) if duration.days else (add_months, duration.months)
        add = self.module.callable(function, function)
        return self._computed([day], lambda names: f"{add}({names[0]}, {number})", frame)

    def _days_between(self, node: p.DaysBetween, frame: Frame) -> Code:
        sides = [self.compile(node.later, frame), self.compile(node.earlier, frame)]
        return self._computed(sides, lambda names: f"({names[0]} - {names[1]}).days", frame)

    def _add_working_days(self, node: p.AddWorkingDays, frame: Frame) -> Code:
        adder = working_day_adder(self.scope.law.working_days, self.unknowns.of_calendar)
        add = self.module.callable("working days", adder)
        sides = [self.compile(node.day, frame), self.compile(node.count, frame)]
        code = self._computed(sides, lambda names: f"{add}({names[0]}, {names[1]})", frame)
        return Code(code.text, True, code.null)

    def _extreme(self, node: p.Extreme, frame: Frame) -> Code:
        operands = [self.compile(operand, frame) for operand in node.operands]
        return self._computed(operands, lambda names: f"{node.kind}({', '.join(names)})", frame)

    def _product(self, node: p.Product, frame: Frame) -> Code:
        sides = [self.compile(node.left, frame), self.compile(node.right, frame)]
        return self._computed(sides, lambda names: f"({names[0]} * {names[1]})", frame)

    def _sum(self, node: p.Sum, frame: Frame) -> Code:
        sides = [self.compile(node.left, frame), self.compile(node.right, frame)]
        return self._computed(sides, lambda names: f"({names[0]} {node.operator} {names[1]})", frame)

    # -- conditions ----------------------------------------------------------------------------------------

    def _compare(self, node: p.Compare, frame: Frame) -> Code:
        sides = [self.compile(node.left, frame), self.compile(node.right, frame)]
        operator = PYTHON_OPERATORS[node.operator]
        return self._computed(sides, lambda names: f"{names[0]} {operator} {names[1]}", frame, of_null="False")

    def _is_null(self, node: p.IsNull, frame: Frame) -> Code:
        return self._null_test(node.operand, "is None", frame)

    def _null_test(self, operand: p.Plan, test: str, frame: Frame) -> Code:
        inner = self.compile(operand, frame)
        if not inner.unknown:
            # In brackets: Python chains `x is None is True` as two comparisons.
            return Code(f"({inner.text} {test})", loops=inner.loops)
        name, source = self._name(inner, frame)
        unknown = self.unknowns.any_unknown([(name, source)])
        return Code(
            f"({self.unknowns.joined([name])} if {unknown} else {name} {test})", unknown=True, loops=inner.loops
        )

    def _is_member(self, node: p.IsMember, frame: Frame) -> Code:
        sides = [self.compile(node.value, frame), self.compile(node.members, frame)]
        return self._computed(sides, lambda names: f"{names[0]} in {names[1]}", frame, of_null="False")

    def _all(self, node: p.All, frame: Frame) -> Code:
        return self._connected(node.operands, "False", frame)

    def _any_of(self, node: p.AnyOf, frame: Frame) -> Code:
        return self._connected(node.operands, "True", frame)

    def _connected(self, operands: tuple[p.Plan, ...], settles: str, frame: Frame) -> Code:
        """*And* is settled by the first ``False``, *or* by the first ``True``."""
        outer = frame.present
        cheap: list[Code] = []
        loops: list[Code] = []
        for operand in operands:
            code = self.compile(operand, frame)
            present = self.present(operand, settles)
            frame.present |= present
            # Order matters only where one operand keeps the others from a null.
            (loops if code.loops and not present else cheap).append(code)
        frame.present = outer
        return connected(self, [*cheap, *loops], settles, frame)

    def present(self, operand: p.Plan, settles: str) -> frozenset[p.Plan]:
        """What is not null where an operand did not settle the whole."""
        if self.unknowns.remembers:
            return frozenset()
        match operand, settles:
            case (p.Negation(operand=p.IsNull(operand=inner)), "False") | (p.IsNull(operand=inner), "True"):
                return frozenset((inner,))
            case (p.All(operands=operands), "False") | (p.AnyOf(operands=operands), "True"):
                return frozenset().union(*(self.present(each, settles) for each in operands))
        return frozenset()

    def _negation(self, node: p.Negation, frame: Frame) -> Code:
        if isinstance(node.operand, p.IsNull):
            return self._null_test(node.operand.operand, "is not None", frame)
        return negated(self, self.compile(node.operand, frame), frame)

    def _choice(self, node: p.Choice, frame: Frame) -> Code:
        condition = self.compile(node.condition, frame)
        outer = frame.present
        frame.present = outer | self.present(node.condition, "False")
        then = self.compile(node.then, frame)
        frame.present = outer | self.present(node.condition, "True")
        otherwise = self.compile(node.otherwise, frame)
        frame.present = outer
        null = then.null or otherwise.null
        loops = condition.loops or then.loops or otherwise.loops
        unknown = condition.unknown or then.unknown or otherwise.unknown
        if unknown and self.unknowns.remembers:
            return self._remembering_choice(condition, then, otherwise, frame)
        if not condition.unknown:
            return Code(f"({then.text} if {condition.text} else {otherwise.text})", unknown, null, loops=loops)
        name, source = self._name(condition, frame)
        test = self.unknowns.any_unknown([(name, source)])
        return Code(f"(U if {test} else {then.text} if {name} else {otherwise.text})", True, null, loops=loops)

    def _remembering_choice(self, condition: Code, then: Code, otherwise: Code, frame: Frame) -> Code:
        """An unsettled choice waits for what its condition and both branches wait for."""
        test, one, other, taken = (frame.function.temporary() for _ in range(4))
        bound = f"(({test} := {condition.text}), ({one} := {then.text}), ({other} := {otherwise.text}))"
        value = f"({taken} := ({test} if {test}.__class__ is W else {one} if {test} else {other}))"
        text = f"(waiting_for({test}, {one}, {other}) if {bound} and {value}.__class__ is W else {taken})"
        return Code(text, True, then.null or otherwise.null, loops=True)

    def _quantifier(self, node: p.Quantifier, frame: Frame) -> Code:
        return self.loops.quantifier(node, frame)

    def _compare_count(self, node: p.CompareCount, frame: Frame) -> Code:
        return self.loops.compare_count(node, frame)

    def _count(self, node: p.Count, frame: Frame) -> Code:
        return self.loops.count(node, frame)

    def _set_size(self, node: p.SetSize, frame: Frame) -> Code:
        return self._computed([self.compile(node.members, frame)], lambda names: f"len({names[0]})", frame)

    def _aggregate(self, node: p.Aggregate, frame: Frame) -> Code:
        return self.loops.aggregate(node, frame)

    # -- how operands are guarded --------------------------------------------------------------------------

    def _name(self, code: Code, frame: Frame) -> tuple[str, str | None]:
        """A name under which an operand can be written again, and the source that is bound to it first."""
        return (code.text, None) if code.simple else (frame.function.temporary(), code.text)

    def _computed(
        self, operands: Iterable[Code], compute: Callable[[list[str]], str], frame: Frame, of_null: str = "None"
    ) -> Code:
        """Something computed from operands: unknown where one is, else ``of_null`` where one is null."""
        operands = tuple(operands)
        unknown: list[tuple[str, str | None]] = []
        null: list[tuple[str, str | None]] = []
        names: list[str] = []
        for operand in operands:
            if not operand.unknown and not operand.null:
                names.append(operand.text if operand.simple else f"({operand.text})")
                continue
            name, source = self._name(operand, frame)
            names.append(name)
            if operand.unknown:
                unknown.append((name, source))
                source = None
            if operand.null:
                null.append((name, source))
        text = compute(names)
        if null:
            tests = [f"{name if source is None else f'({name} := {source})'} is None" for name, source in null]
            if of_null == "False":
                text = f"(False if {' or '.join(tests)} else {text})"
            else:
                text = f"(None if {' or '.join(tests)} else {text})"
        if unknown:
            # What is bound by a test for null must be bound before it is joined, so join only these.
            joined = self.unknowns.joined([name for name, _ in unknown])
            text = f"({joined} if {self.unknowns.any_unknown(unknown)} else {text})"
        elif not null:
            text = f"({text})"
        loops = any(operand.loops for operand in operands)
        return Code(text, bool(unknown), bool(null) and of_null == "None", loops=loops)


def connected(expressions: Expressions, operands: list[Code], settles: str, frame: Frame) -> Code:
    """Kleene *and* (settled by ``False``) or *or* (settled by ``True``) of conditions, in their order."""
    word, other = ("and", "True") if settles == "False" else ("or", "False")
    if not operands:
        return Code(other)
    loops = any(operand.loops for operand in operands)
    if not any(operand.unknown for operand in operands[:-1]):
        # Python's own words give their last operand as it is, unknown too.
        return Code(f"({f' {word} '.join(operand.text for operand in operands)})", operands[-1].unknown, loops=loops)
    names: list[str] = []
    tests: list[str] = []
    for operand in operands:
        if operand.unknown:
            names.append(frame.function.temporary())
            tests.append(f"({names[-1]} := {operand.text}) is {settles}")
        else:
            tests.append(f"not {operand.text}" if settles == "False" else operand.text)
    unknown = expressions.unknowns.any_unknown((name, None) for name in names)
    joined = expressions.unknowns.joined(names)
    return Code(f"({settles} if {' or '.join(tests)} else {joined} if {unknown} else {other})", True, loops=loops)


def negated(expressions: Expressions, operand: Code, frame: Frame) -> Code:
    """Kleene *not* of a condition."""
    if not operand.unknown:
        return Code(f"(not {operand.text})", loops=operand.loops)
    name = operand.text if operand.simple else frame.function.temporary()
    test = expressions.unknowns.any_unknown([(name, None if operand.simple else operand.text)])
    return Code(f"({expressions.unknowns.joined([name])} if {test} else not {name})", True, loops=operand.loops)


_OVER_YEARS = (p.DateInYear, p.ParameterOn, p.AddDuration, p.DatePart, p.Compare, p.IsNull, p.Negation, p.All, p.AnyOf)


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
