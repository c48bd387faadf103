"""From the typed plan of an expression to a Python expression.

Values that can be neither unknown nor null become plain Python; tests for the two are written only where the record or
the law leaves them possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar, Final

from socorg_rules.engines.compiled.certainty import Certainty
from socorg_rules.engines.compiled.connectives import connected, negated
from socorg_rules.engines.compiled.guards import computed, named
from socorg_rules.engines.compiled.loop_expressions import LoopExpressions, LoopPlan
from socorg_rules.engines.compiled.loops import Loops
from socorg_rules.engines.compiled.natures import Natures
from socorg_rules.engines.compiled.runtime import (
    Table,
    add_duration,
    adding,
    additions_of,
    values_of,
    working_day_adder,
)
from socorg_rules.engines.compiled.scope import (
    FACTS,
    LISTS,
    Frame,
    Nature,
    constant_code,
    may_be_null,
    may_be_unknown,
)
from socorg_rules.engines.compiled.source import PYTHON_OPERATORS, Code, Connective, Function, U
from socorg_rules.engines.compiled.years import DAY, years_in
from socorg_rules.feel import plan as p
from socorg_rules.rulesets.plan import ParameterPlan

_LONG: Final = 80
"""Characters of source beyond which a call costs less than to read on."""


class Expressions:
    """Compiles expressions of one law."""

    _methods: ClassVar[dict[type[p.PlanNode], Callable[[Expressions, Any, Frame], Code]]]

    def __init__(self, natures: Natures) -> None:
        self.natures = natures
        self.scope = natures.scope
        self.module = self.scope.module
        self.unknowns = self.scope.unknowns
        self._loops_written: dict[tuple[p.Plan, frozenset[p.Plan]], Code] = {}

    @cached_property
    def certainty(self) -> Certainty:
        return Certainty(lambda name: self.scope.definition(name).plan)

    def known(self, facts: Iterable[str]) -> str:
        """The test whether all of these facts are known."""
        return " and ".join([f"{self.scope.fact(fact)} is not {U}" for fact in sorted(facts)])

    @cached_property
    def loops(self) -> Loops:
        return Loops(self)

    @cached_property
    def _loop_expressions(self) -> LoopExpressions:
        return LoopExpressions(self)

    def compile(self, node: p.Plan, frame: Frame) -> Code:
        """The expression; what may be bound first is bound inside it."""
        for plan, code in frame.known:
            if plan == node:
                return Code(code.text, code.unknown, code.null and node not in frame.present, simple=True)
        if frame.years and isinstance(node, _OVER_YEARS):
            year = self._year_of(node, frame)
            if year is not None:
                return self._tabled(node, year, frame)
        if isinstance(node, _WITH_LOOPS) and not frame.variables:
            return self._written_once(node, frame)
        return self._methods[type(node)](self, node, frame)

    def _written_once(self, node: p.Plan, frame: Frame) -> Code:
        """What goes through events, and stands in no other loop: rules say the same of the same events again."""
        key = (node, frame.present)
        code = self._loops_written.get(key)
        if code is None:
            code = self._loops_written[key] = self._methods[type(node)](self, node, frame)
        return code

    @staticmethod
    def _year_of(node: p.Plan, frame: Frame) -> str | None:
        """The year on which alone, with the day asked about, an expression rests."""
        years = years_in(node, {*frame.years}) if frame.years else None
        return years.pop() if years is not None and len(years) == 1 else None

    def _tabled(self, node: p.Plan, year: str, frame: Frame) -> Code:
        """Something that rests on nothing but a year and the day: a column of the rows of its loop."""
        rows = frame.years[year]
        # A table tells of years, too, that a guard in the loop would have left out: there it has to cope with null.
        in_table = Frame(Function(""), {year: rows.member}, day=DAY)
        in_loop = Frame(Function(""), {year: rows.member}, frame.present, day=DAY)
        column = frame.function.use(rows.column(self._methods[type(node)](self, node, in_table).text, self.module))
        code = self._methods[type(node)](self, node, in_loop)
        return Code(column, code.unknown, code.null, simple=True)

    def apart(self, code: Code) -> Code:
        """The same in a function of its own, if it is long: it is hardly ever asked, or asked in several places."""
        if len(code.text) <= _LONG:
            return code
        function = Function(self.module.fresh("i"))
        function.line(1, f"return {code.text}")
        self.module.add(function)
        return replace(code, text=f"{function.name}(s)", simple=False)

    # -- leaves --------------------------------------------------------------------------------------------

    def _constant(self, node: p.Constant, _: Frame) -> Code:
        return constant_code(self.module, node.value)

    def _as_of(self, node: p.AsOf, frame: Frame) -> Code:
        return Code(frame.day, simple=True)

    def _fact(self, node: p.Fact, frame: Frame) -> Code:
        spec = FACTS[node.name]
        null = may_be_null(spec) and node not in frame.present
        return Code(self.scope.fact(node.name), may_be_unknown(spec), null, simple=True)

    def _element(self, node: p.Element, frame: Frame) -> Code:
        variable = frame.function.use(frame.variables[node.variable])
        column = self.scope.workshop.column(node.list_name, node.name)
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
        return constant_code(self.module, self.scope.value(node.name))

    def _parameter_on(self, node: p.ParameterOn, frame: Frame) -> Code:
        return self._looked_up(node, values_of, frame)

    def _looked_up(self, node: p.ParameterOn, of: Callable[[ParameterPlan], Table], frame: Frame) -> Code:
        """What a table of a parameter has for a day."""
        parameter = self.scope.law.parameters[node.name]
        table = self.module.shared((of, id(parameter)), of(parameter))
        code = self._computed([self.compile(node.day, frame)], lambda names: f"{table}[{names[0]}]", frame)
        return Code(code.text, code.unknown, node not in frame.present)

    def _definition(self, node: p.Defined, frame: Frame) -> Code:
        return self._found(self.natures.definition(node.name), "", node, frame)

    def _decision(self, node: p.Decided, frame: Frame) -> Code:
        return self._found(self.natures.decision(node.name), "[1]", node, frame)

    def _found(self, nature: Nature, part: str, node: p.Plan, frame: Frame) -> Code:
        return Code(f"{self.scope.found(nature)}{part}", nature.unknown, nature.null and node not in frame.present)

    def definition(self, plan: p.Plan | p.ListPlan, nature: Nature) -> Function:
        """The function of a definition."""
        function = Function(nature.function, kept_in=f"s[{nature.slot}]")
        if isinstance(plan, p.Events | p.DefinedEvents | p.Filtered):
            self.loops.events(plan, function, certain=nature.certain)
        else:
            function.line(1, function.giving(self.compile(plan, Frame(function)).text))
        return function

    # -- dates and numbers ---------------------------------------------------------------------------------

    def _date_in_year(self, node: p.DateInYear, frame: Frame) -> Code:
        year = self.compile(node.year, frame)
        return self._computed([year], lambda names: f"date({names[0]}, {node.month}, {node.day})", frame)

    def _date_part(self, node: p.DatePart, frame: Frame) -> Code:
        return self._computed([self.compile(node.day, frame)], lambda names: f"{names[0]}.{node.part}", frame)

    def _add_duration(self, node: p.AddDuration, frame: Frame) -> Code:
        match node.duration:
            case p.Constant(value=p.Duration() as length):
                return self._later(self.compile(node.day, frame), Code(self._adding(length), simple=True), frame)
            case p.Parameter(name=name):
                value = self.scope.value(name)
                if isinstance(value, p.Duration):
                    return self._later(self.compile(node.day, frame), Code(self._adding(value), simple=True), frame)
        day = self.compile(node.day, frame)
        year = self._year_of(node.duration, frame)
        if year is not None:
            rows = frame.years[year]
            table = Frame(Function(""), {year: rows.member}, day=DAY)
            shared = self.module.shared(adding, adding)
            column = rows.column(f"{shared}({self.compile(node.duration, table).text})", self.module)
            null = self.compile(node.duration, frame).null
            return self._later(day, Code(frame.function.use(column), null=null, simple=True), frame)
        if isinstance(node.duration, p.ParameterOn):
            return self._later(day, self._looked_up(node.duration, additions_of, frame), frame)
        duration = self.compile(node.duration, frame)
        add = self.module.shared(add_duration, add_duration)
        return self._computed([day, duration], lambda names: f"{add}({names[0]}, {names[1]})", frame)

    def _adding(self, length: p.Duration) -> str:
        return self.module.shared((adding, length), adding(length))

    def _later(self, day: Code, table: Code, frame: Frame) -> Code:
        """A day some time later, which is looked up."""
        return self._computed([day, table], lambda names: f"{names[1]}[{names[0]}]", frame)

    def _days_between(self, node: p.DaysBetween, frame: Frame) -> Code:
        sides = [self.compile(node.later, frame), self.compile(node.earlier, frame)]
        return self._computed(sides, lambda names: f"({names[0]} - {names[1]}).days", frame)

    def _add_working_days(self, node: p.AddWorkingDays, frame: Frame) -> Code:
        calendar = self.scope.law.working_days
        add = self.module.shared(("working days", id(calendar)), working_day_adder(calendar, self.unknowns.of_calendar))
        sides = [self.compile(node.day, frame), self.compile(node.count, frame)]
        code = self._computed(sides, lambda names: f"{add}({names[0]}, {names[1]})", frame)
        return Code(code.text, True, code.null)

    def _extreme(self, node: p.Extreme, frame: Frame) -> Code:
        operands = [self.compile(operand, frame) for operand in node.operands]
        operator = ">=" if node.kind == "max" else "<="

        def further(names: list[str]) -> str:
            found = names[0]
            for other in names[1:]:
                one, two = (frame.function.temporary() for _ in range(2))
                found = f"({one} if ({one} := {found}) {operator} ({two} := {other}) else {two})"
            return found

        return self._computed(operands, further, frame)

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
        return self._null_test(node.operand, frame, denied=False)[0]

    def _null_test(self, operand: p.Plan, frame: Frame, *, denied: bool) -> tuple[Code, Code]:
        """The test whether something is null (``denied``: is not), and where that something is afterwards."""
        inner = self.compile(operand, frame)
        name, source = named(inner, frame.function)
        held = Code(name, inner.unknown, inner.null, simple=True)
        bound = name if source is None else f"({name} := {source})"
        test = "is not None" if denied else "is None"
        if inner.simple and not inner.unknown and not inner.null:
            return Code(str(denied), simple=True), held
        if not inner.unknown:
            # In brackets: Python chains `x is None is True` as two comparisons.
            return Code(f"({bound} {test})", loops=inner.loops), held
        unknown = self.unknowns.any_unknown([(name, source)])
        text = f"({self.unknowns.joined([name])} if {unknown} else {name} {test})"
        parts = Connective("False" if denied else "True", [f"{bound} is None"], [name])
        return Code(text, unknown=True, loops=inner.loops, connectives=(parts,)), held

    def _is_member(self, node: p.IsMember, frame: Frame) -> Code:
        sides = [self.compile(node.value, frame), self.compile(node.members, frame)]
        return self._computed(sides, lambda names: f"{names[0]} in {names[1]}", frame, of_null="False")

    def _all(self, node: p.All, frame: Frame) -> Code:
        return self._connected(node.operands, "False", frame)

    def _any_of(self, node: p.AnyOf, frame: Frame) -> Code:
        return self._connected(node.operands, "True", frame)

    def _connected(self, operands: tuple[p.Plan, ...], settles: str, frame: Frame) -> Code:
        """*And* is settled by the first ``False``, *or* by the first ``True``."""
        outer, known = frame.present, frame.known
        cheap: list[Code] = []
        loops: list[Code] = []
        for operand in operands:
            present = self.present(operand, settles)
            tested = _tested_for_null(operand) if present else None
            if tested is not None:
                code, held = self._null_test(tested, frame, denied=settles == "False")
                frame.known = (*known, (tested, held))
            else:
                code = self.compile(operand, frame)
            frame.present |= present
            # Order matters only where one operand keeps the others from a null.
            (loops if code.loops and not present else cheap).append(code)
        frame.present, frame.known = outer, known
        return connected(self.unknowns, [*cheap, *loops], settles, frame.function)

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
            return self._null_test(node.operand.operand, frame, denied=True)[0]
        return negated(self.unknowns, self.compile(node.operand, frame), frame.function)

    def _choice(self, node: p.Choice, frame: Frame) -> Code:
        outer, known = frame.present, frame.known
        tested = _tested_for_null(node.condition)
        if tested is not None:
            condition, held = self._null_test(tested, frame, denied=isinstance(node.condition, p.Negation))
            settled = held if self.unknowns.remembers else replace(held, unknown=False)
            frame.known = (*known, (tested, settled))
        else:
            condition = self.compile(node.condition, frame)
        frame.present = outer | self.present(node.condition, "False")
        then = self.compile(node.then, frame)
        frame.present = outer | self.present(node.condition, "True")
        otherwise = self.compile(node.otherwise, frame)
        frame.present, frame.known = outer, known
        null = then.null or otherwise.null
        loops = condition.loops or then.loops or otherwise.loops
        unknown = condition.unknown or then.unknown or otherwise.unknown
        if unknown and self.unknowns.remembers:
            return self._remembering_choice(condition, then, otherwise, frame)
        if not condition.unknown:
            return Code(f"({then.text} if {condition.text} else {otherwise.text})", unknown, null, loops=loops)
        if condition.connectives:
            parts = condition.connectives[0]
            settling = " or ".join(parts.tests)
            first, last = (otherwise, then) if parts.settles == "False" else (then, otherwise)
            test = self.unknowns.any_unknown((name, None) for name in dict.fromkeys(parts.names))
            return Code(f"({first.text} if {settling} else {U} if {test} else {last.text})", True, null, loops=loops)
        name, source = named(condition, frame.function)
        test = self.unknowns.any_unknown([(name, source)])
        return Code(f"({U} if {test} else {then.text} if {name} else {otherwise.text})", True, null, loops=loops)

    def _remembering_choice(self, condition: Code, then: Code, otherwise: Code, frame: Frame) -> Code:
        """An unsettled choice waits for what its condition and both branches wait for."""
        test, one, other, taken = (frame.function.temporary() for _ in range(4))
        bound = f"(({test} := {condition.text}), ({one} := {then.text}), ({other} := {otherwise.text}))"
        value = f"({taken} := ({test} if {test}.__class__ is W else {one} if {test} else {other}))"
        text = f"(waiting_for({test}, {one}, {other}) if {bound} and {value}.__class__ is W else {taken})"
        return Code(text, True, then.null or otherwise.null, loops=True)

    def _loop(self, node: LoopPlan, frame: Frame) -> Code:
        return self._loop_expressions.compile(node, frame)

    def _set_size(self, node: p.SetSize, frame: Frame) -> Code:
        return self._computed([self.compile(node.members, frame)], lambda names: f"len({names[0]})", frame)

    def _computed(
        self, operands: Iterable[Code], compute: Callable[[list[str]], str], frame: Frame, of_null: str = "None"
    ) -> Code:
        return computed(self.unknowns, frame.function, operands, compute, of_null)


def _tested_for_null(condition: p.Plan) -> p.Plan | None:
    """What a condition tests for null, if that is all it does."""
    match condition:
        case p.IsNull(operand=operand) | p.Negation(operand=p.IsNull(operand=operand)):
            return operand
    return None


_WITH_LOOPS = (p.Quantifier, p.CompareCount, p.Count, p.Aggregate)
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
    p.SetSize: Expressions._set_size,
    **dict.fromkeys(_WITH_LOOPS, Expressions._loop),
}
