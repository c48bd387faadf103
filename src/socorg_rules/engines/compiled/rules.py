"""From the rules of a decision to a function that gives its outcome, answer, value and grounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from socorg_rules.decisions.outcome import Outcome
from socorg_rules.engines.compiled.expressions import Expressions, connected, negated
from socorg_rules.engines.compiled.loops import Loop
from socorg_rules.engines.compiled.scope import Frame, Nature
from socorg_rules.engines.compiled.settling import (
    NOT_APPLICABLE,
    NOT_SATISFIED,
    NOTHING_TOLD,
    UNDETERMINED,
    answered,
    first_days,
    settle_answer,
    since_of,
    with_missing,
)
from socorg_rules.engines.compiled.source import Code, Function
from socorg_rules.feel.types import BOOLEAN
from socorg_rules.rulesets.plan import DecisionPlan, RulePlan

_TRUE = Code("True", simple=True)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule on its way: its number in results, whether it is effective, and the days since when, as source."""

    plan: RulePlan
    number: int
    effective: Code
    days: str


class DecisionWriter:
    """Writes the function of one decision; ``numbers`` are those of its rules in the results."""

    def __init__(self, expressions: Expressions, plan: DecisionPlan, numbers: dict[str, int]) -> None:
        self.expressions = expressions
        self.unknowns = expressions.unknowns
        self.module = expressions.module
        self.plan = plan
        self.numbers = numbers
        self.function = Function(self.module.fresh("k"))
        self.frame = Frame(self.function)
        self.unsettled = False

    def write(self) -> Nature:
        """Writes it, after the decisions that it uses."""
        rules = self.plan.rules_on(self.expressions.scope.day)
        if all(rule.only_takes_away for rule in rules):
            self._return(self._shared("not applicable", NOT_APPLICABLE))
            self.expressions.scope.finish(self.function)
            return Nature(self.function.name, unknown=False, null=True)
        scope = self._scope()
        match self.plan.kind:
            case "findings":
                self._findings(self._effective(rules), scope)
            case "requirements":
                self._requirements(self._effective(rules), scope)
            case "answer":
                self._answer(self._effective(rules), scope)
        self.expressions.scope.finish(self.function)
        null = self.plan.scope is not None or (self.plan.kind == "answer" and self.plan.type != BOOLEAN)
        return Nature(self.function.name, self.unsettled or scope.unknown, null)

    # -- the frame of every decision -----------------------------------------------------------------------

    def _line(self, depth: int, text: str) -> None:
        self.function.line(depth, text)

    def _shared(self, key: str, value: object) -> str:
        return self.module.callable(key, value)

    def _return(self, result: str, depth: int = 1) -> None:
        self._line(depth, f"return {result}")

    def _scope(self) -> Code:
        if self.plan.scope is None:
            return _TRUE
        scope = self.expressions.compile(self.plan.scope, self.frame)
        self._line(1, f"scope = {scope.text}")
        self._line(1, "if scope is False:" if scope.unknown else "if not scope:")
        self._return(self._shared("not applicable", NOT_APPLICABLE), depth=2)
        if scope.unknown and not self.unknowns.remembers:
            self._line(1, "if scope is U:")
            self._finish(self._shared("undetermined", UNDETERMINED), scope, 2)
        return Code("scope", scope.unknown, simple=True)

    def _finish(self, result: str, scope: Code, depth: int = 1) -> None:
        """The end of a way through the function; ``result`` is complete but for scope and ``value:``."""
        valued = self.plan.value is not None
        value = self.expressions.compile(self.plan.value, self.frame).text if self.plan.value is not None else "None"
        if self.unknowns.remembers:
            complete = self._shared("with missing", with_missing)
            result = f"{complete}({result}, {scope.text}, {value}, (tuple(lifted), tuple(notes)), valued={valued})"
        elif valued:
            self._line(depth, f"r = {result}")
            result = f"(r[0], r[1], {value}, *r[3:])"
        self._return(result, depth)

    def _undetermined(self) -> str:
        """The result where ``u`` holds what is not settled."""
        if not self.unknowns.remembers:
            return self._shared("undetermined", UNDETERMINED)
        outcome, told = self._outcome(Outcome.UNDETERMINED), self._shared("nothing told", NOTHING_TOLD)
        return f"({outcome}, None, None, (), (), waiting_for(*u).facts, {told})"

    def _settled(self, outcome: Outcome, answer: bool, grounds: str) -> str:
        told = self._shared("nothing told", NOTHING_TOLD)
        return f"({self._outcome(outcome)}, {answer}, None, tuple({grounds}), (), None, {told})"

    def _outcome(self, outcome: Outcome) -> str:
        return self._shared(outcome.value, outcome)

    def _start_unsettled(self) -> None:
        self._line(1, "u = []" if self.unknowns.remembers else "u = False")

    def _remember(self, depth: int, *names: str) -> None:
        self.unsettled = True
        self._line(depth, f"u += ({', '.join(names)},)" if self.unknowns.remembers else "u = True")

    # -- which rules are effective -------------------------------------------------------------------------

    def _effective(self, rules: tuple[RulePlan, ...]) -> list[_Rule]:
        """All rules, in the order of their ids; what beats others is computed first."""
        by_id = {rule.id: rule for rule in rules}
        beaters: dict[str, list[str]] = {rule.id: [] for rule in rules}
        for rule in rules:
            for beaten in rule.beats:
                if beaten in beaters:
                    beaters[beaten].append(rule.id)
        done: dict[str, _Rule] = {}

        def effective(rule_id: str) -> _Rule:
            if rule_id not in done:
                others = [effective(other) for other in sorted(beaters[rule_id])]
                done[rule_id] = self._rule(by_id[rule_id], others)
            return done[rule_id]

        written = [effective(rule_id) for rule_id in sorted(by_id)]
        if self.unknowns.remembers:
            self._tell(written)
        return written

    def _tell(self, rules: list[_Rule]) -> None:
        """The exceptions and the notes that hold, for caveats."""
        self._line(1, "lifted, notes = [], []")
        for rule in rules:
            if rule.plan.only_takes_away:
                self._line(1, f"if ({rule.effective.text}) is True: lifted.append({rule.number})")
            for index, note in enumerate(rule.plan.notes):
                when = "True" if note.when is None else self.expressions.compile(note.when, self.frame).text
                self._line(1, f"if ({when}) is True: notes.append(({rule.number}, {index}))")

    def _rule(self, rule: RulePlan, beaters: list[_Rule]) -> _Rule:
        number = self.numbers[rule.id]
        holds, days = self._holds(rule, number)
        effective = holds
        if beaters:
            beaten = connected(self.expressions, [one.effective for one in beaters], "True", self.frame)
            effective = connected(
                self.expressions, [holds, negated(self.expressions, beaten, self.frame)], "False", self.frame
            )
        if rule.beats or beaters:
            self._line(1, f"b{number} = {effective.text}")
            effective = Code(f"b{number}", effective.unknown, simple=True)
        return _Rule(rule, number, effective, days)

    def _holds(self, rule: RulePlan, number: int) -> tuple[Code, str]:
        if rule.for_each is None:
            holds = self.expressions.compile(rule.when, self.frame)
            since = self._since(rule, self.frame)
            return holds, "" if since is None else f"({since},)"
        call, unknown = self._instances(rule)
        self._line(1, f"h{number} = {call}")
        name = f"h{number}"
        return Code(f"(True if {name}.__class__ is list else {name})", unknown), name

    def _instances(self, rule: RulePlan) -> tuple[str, bool]:
        """A call that gives the days since when the rule holds for a member: a list, or False, or unknown."""
        assert rule.for_each is not None
        loops = self.expressions.loops
        function = Function(self.module.fresh("f"))

        def of_unknown(depth: int, loop: Loop) -> None:
            body = self.expressions.compile(rule.when, loop.frame)
            function.line(depth, f"t = {body.text}")
            function.line(depth, "return x_waits if t is False else waiting_for(x_waits, b, t)")

        def of_member(depth: int, loop: Loop) -> None:
            body = self.expressions.compile(loop.condition, loop.frame)
            since = self._since(rule, loop.frame) or "None"
            if loop.certain and not body.unknown:
                function.line(depth, f"if {body.text}: h.append({since})")
                return
            function.line(depth, f"t = {body.text}")
            function.line(depth, "if t is False: continue")
            test = "t is True" if loop.certain else "t is True and b is True"
            function.line(depth, f"if {test}: h.append({since})")
            function.line(depth, "else:")
            loops.remember(function, depth + 1, *(["t"] if loop.certain else ["b", "t"]))

        function.line(1, "h = []")
        walk = loops.walk(rule.for_each.domain, Frame(function))
        loops.write(function, Frame(function), walk, rule.for_each.variable, of_member, of_unknown, rule.when)
        order = self._shared("first days", first_days)
        unsettled = f"{loops.remembered} if u else " if function.leaves_unknown else ""
        function.line(1, f"return {order}(h) if h else {unsettled}False")
        self.module.add(function)
        call = f"{function.name}(s)"
        if walk.list_name is not None:
            call = f"({call} if s.l_{walk.list_name} else False)"
        return call, function.leaves_unknown or walk.unknown

    def _since(self, rule: RulePlan, frame: Frame) -> str | None:
        if rule.since is None:
            return None
        code = self.expressions.compile(rule.since, frame)
        start = rule.in_force.start
        if code.unknown or code.null:
            return f"{self._shared('since', since_of)}({code.text}, {self._day(start)})"
        if start is None:
            return code.text
        name = code.text if code.simple else frame.function.temporary()
        bound = name if code.simple else f"({name} := {code.text})"
        return f"({name} if {bound} > {self._day(start)} else {self._day(start)})"

    def _day(self, day: date | None) -> str:
        return "None" if day is None else self.module.constant(day)

    def _add_grounds(self, depth: int, to: str, rule: _Rule) -> None:
        if not rule.days:
            self._line(depth, f"{to}.append({self.module.constant((rule.number, None))})")
        elif rule.plan.for_each is None:
            self._line(depth, f"{to}.append(({rule.number}, {rule.days[1:-2]}))")
        else:
            self._line(depth, f"for day in {rule.days}: {to}.append(({rule.number}, day))")

    # -- what follows --------------------------------------------------------------------------------------

    def _findings(self, rules: list[_Rule], scope: Code) -> None:
        self._line(1, "g = []")
        self._start_unsettled()
        for rule in rules:
            if rule.plan.only_takes_away:
                continue
            if not rule.effective.unknown:
                self._line(1, f"if {rule.effective.text}:")
                self._add_grounds(2, "g", rule)
                continue
            self._line(1, f"t = {rule.effective.text}")
            self._line(1, "if t is True:")
            self._add_grounds(2, "g", rule)
            self._line(1, "elif t is not False:")
            self._remember(2, "t")
        self._line(1, "if g:")
        self._finish(self._settled(Outcome.SATISFIED, True, "g"), scope, 2)
        if self.unsettled:
            self._line(1, "if u:")
            self._finish(self._undetermined(), scope, 2)
        self._finish(self._shared("not satisfied", NOT_SATISFIED), scope)

    def _requirements(self, rules: list[_Rule], scope: Code) -> None:
        self._line(1, "met = []")
        self._line(1, "g = []")
        self._start_unsettled()
        for rule in rules:
            if not rule.plan.only_takes_away:
                self._requirement(rule)
        self._line(1, "if g:")
        self._finish(
            self._settled(Outcome.NOT_SATISFIED, False, "g"),
            scope,
            2,
        )
        if self.unsettled:
            self._line(1, "if u:")
            self._finish(self._undetermined(), scope, 2)
        self._finish(self._settled(Outcome.SATISFIED, True, "met"), scope)

    def _requirement(self, rule: _Rule) -> None:
        """A requirement is met unless its rule is effective and what it requires is not so."""
        assert rule.plan.requires is not None
        depth = 1
        if rule.effective.unknown:
            self._line(1, f"t = {rule.effective.text}")
            self._line(1, "if t is not False:")
            depth = 2
        elif rule.effective.text != "True":
            self._line(1, f"if {rule.effective.text}:")
            depth = 2
        required = self.expressions.compile(rule.plan.requires, self.frame)
        self._line(depth, f"v = {required.text}")
        self._line(depth, "if v is True:")
        if rule.effective.unknown:
            self._line(depth + 1, "if t is True:")
            self._add_grounds(depth + 2, "met", rule)
            self._line(depth, "elif v is False and t is True:")
            self._add_grounds(depth + 1, "g", rule)
            self._line(depth, "else:")
            self._remember(depth + 1, "t", "v")
            return
        self._add_grounds(depth + 1, "met", rule)
        if required.unknown:
            self._line(depth, "elif v is False:")
            self._add_grounds(depth + 1, "g", rule)
            self._line(depth, "else:")
            self._remember(depth + 1, "v")
        else:
            self._line(depth, "else:")
            self._add_grounds(depth + 1, "g", rule)

    def _answer(self, rules: list[_Rule], scope: Code) -> None:
        boolean = self.plan.type == BOOLEAN
        self._line(1, "p = []")
        for rule in rules:
            self._possible(rule)
        answer, settle = self._shared("answered", answered), self._shared("settle answer", settle_answer)
        self._line(1, "if not p:")
        code = Code("False" if boolean else "None", null=not boolean)
        if self.plan.otherwise is not None:
            code = self.expressions.compile(self.plan.otherwise, self.frame)
        self.unsettled |= code.unknown or len(rules) > 1
        self._finish(f"{answer}({code.text}, {boolean}, ())", scope, 2)
        self._finish(f"{settle}(p, {boolean}, {self.unknowns.remembers})", scope)

    def _possible(self, rule: _Rule) -> None:
        assert rule.plan.then is not None
        then = self.expressions.compile(rule.plan.then, self.frame)
        self.unsettled |= rule.effective.unknown or then.unknown
        days = rule.days or "(None,)"
        if not rule.effective.unknown:
            self._line(1, f"if {rule.effective.text}: p.append(({rule.number}, True, {then.text}, {days}))")
            return
        if rule.plan.for_each is None and rule.days:
            days = f"({days} if t is True else ())"
        self._line(1, f"t = {rule.effective.text}")
        self._line(1, f"if t is not False: p.append(({rule.number}, t, {then.text}, {days}))")
