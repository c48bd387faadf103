"""From the rules of a decision to a function that gives its outcome, answer, value and grounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from socorg_rules.decisions.outcome import Outcome
from socorg_rules.engines.caveats import decisions_behind
from socorg_rules.engines.compiled.connectives import as_connective, connected, negated, write_branches
from socorg_rules.engines.compiled.expressions import Expressions
from socorg_rules.engines.compiled.grounds import Grounds
from socorg_rules.engines.compiled.instances import write_instances
from socorg_rules.engines.compiled.residual import never_applies, never_holds
from socorg_rules.engines.compiled.runtime import UNKNOWN
from socorg_rules.engines.compiled.scope import Frame, Nature
from socorg_rules.engines.compiled.settling import (
    NOTHING_TOLD,
    UNDETERMINED,
    Result,
    SameForAll,
    answered,
    settle_answer,
    with_missing,
)
from socorg_rules.engines.compiled.source import Code, Function, U
from socorg_rules.feel import plan as p
from socorg_rules.feel.types import BOOLEAN
from socorg_rules.rulesets.plan import DecisionPlan, RulePlan

_TRUE: Final = Code("True", simple=True)
_ANSWERS: Final = {"True": True, "False": False, U: UNKNOWN}


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule on its way: its number in results, whether it is effective, and its grounds, as source.

    ``instances``: a call that gives the days since when it holds for a member, where nothing asks whether the rule is
    effective but the decision itself.
    """

    plan: RulePlan
    number: int
    effective: Code
    grounds: str
    instances: str | None = None


@dataclass(frozen=True, slots=True)
class _Result:
    """A result in its parts, as source. ``known``: the grounds themselves, where they are the same for every record."""

    outcome: Outcome
    answer: str
    grounds: str = "()"
    missing: str = "None"
    known: tuple[Any, ...] | None = ()


class DecisionWriter:
    """Writes the function of one decision."""

    def __init__(self, expressions: Expressions, plan: DecisionPlan, nature: Nature) -> None:
        self.expressions = expressions
        self.unknowns = expressions.unknowns
        self.module = expressions.module
        self.plan = plan
        self.nature = nature
        in_force = expressions.scope.rules(plan.name)
        self.applies = not never_applies(plan, in_force)
        self.rules = tuple(rule for rule in in_force if not never_holds(rule))
        workshop = expressions.scope.workshop
        self.numbers = {rule.id: workshop.number(rule) for rule in self.rules}
        self.grounds = Grounds(expressions, workshop.tables)
        self.function = Function(nature.function, kept_in=f"s[{nature.slot}]")
        self.frame = Frame(self.function)
        self.unsettled = False

    def write(self) -> Function:
        """The function. As long as the decision never applies it is not written any further."""
        if not self.applies:
            self._return(self._not_applicable())
            return self.function
        if self.plan.scope is None:
            return self._whole(self.function)
        self._scope()
        whole = f"{self.function.name}_whole"
        self._line(1, f"return {whole}(s)")
        function = Function(whole, kept_in=self.function.kept_in)
        self.module.add_later(whole, lambda: self._whole(function), replaced=self.function.name)
        return self.function

    def _whole(self, function: Function) -> Function:
        """The same to the end."""
        self.function, self.frame = function, Frame(function)
        scope = self._scope()
        effective = [rule for rule in self._effective() if rule.effective.text != "False"]
        if self.plan.kind != "answer":
            effective = [rule for rule in effective if not rule.plan.only_takes_away]
        match self.plan.kind:
            case "findings":
                self._findings(effective, scope)
            case "requirements":
                self._requirements(effective, scope)
            case "answer":
                self._answer(effective, scope)
        return function

    # -- the frame of every decision -----------------------------------------------------------------------

    def _line(self, depth: int, text: str) -> None:
        self.function.line(depth, text)

    def _shared(self, key: object, value: object) -> str:
        return self.module.shared(key, value)

    def _return(self, result: str, depth: int = 1) -> None:
        if not self.function.lines:
            self.function.gives = result
        self._line(depth, self.function.giving(result))

    def _scope(self) -> Code:
        if self.plan.scope is None:
            return _TRUE
        scope = self.expressions.compile(self.plan.scope, self.frame)
        self._line(1, f"scope = {scope.text}")
        self._line(1, "if scope is False:" if scope.unknown else "if not scope:")
        self._return(self._not_applicable(), depth=2)
        if scope.unknown and not self.unknowns.remembers:
            self._line(1, f"if scope is {U}:")
            self._finish(_Result(Outcome.UNDETERMINED, U), scope, 2)
        return Code("scope", scope.unknown, simple=True)

    def _not_applicable(self) -> str:
        result = (Outcome.NOT_APPLICABLE, None, None, (), (), frozenset[str](), NOTHING_TOLD)
        return self._same(Outcome.NOT_APPLICABLE, result)

    def _same(self, key: object, result: Result) -> str:
        """A result that is the same for every record, made once."""
        if result[0] is Outcome.NOT_APPLICABLE or (result[0] is not Outcome.UNDETERMINED and self._says_all):
            result = SameForAll(result)
            result.decision = self.plan.name
        return self._shared((self.nature.function, key), result)

    @cached_property
    def _says_all(self) -> bool:
        """Whether outcome and grounds say all: no caveat rests on an exception, a note or another decision."""
        scope = self.expressions.scope
        told = any(rule.only_takes_away or rule.notes for rule in self.rules)
        return not told and not decisions_behind(self.plan.name, scope.law, scope.day)

    def _finish(self, result: _Result | str, scope: Code, depth: int = 1) -> None:
        """The end of a way through the function."""
        self._return(self._finished(result, scope), depth)

    def _finished(self, result: _Result | str, scope: Code) -> str:
        """What a way through the function gives; ``result`` is complete but for scope and ``value:``.

        It comes in its parts, or as the name of a variable.
        """
        valued = self.plan.value is not None
        value = self._value
        if self.unknowns.remembers:
            complete = self._shared("with missing", with_missing)
            whole = result if isinstance(result, str) else self._written(result, "None")
            told = "(tuple(lifted), tuple(notes))"
            return f"{complete}({whole}, {scope.text}, {value}, {told}, valued={valued})"
        if isinstance(result, str):
            return f"({result}[0], {result}[1], {value}, *{result}[3:])" if valued else result
        if valued or result.known is None:
            return self._written(result, value)
        same = (result.outcome, _ANSWERS[result.answer], None, result.known, (), None, NOTHING_TOLD)
        return self._same(result.outcome, same)

    @cached_property
    def _value(self) -> str:
        if self.plan.value is None:
            return "None"
        return self.expressions.apart(self.expressions.compile(self.plan.value, self.frame)).text

    def _written(self, result: _Result, value: str) -> str:
        outcome, told = self._shared(result.outcome.value, result.outcome), self._shared("nothing told", NOTHING_TOLD)
        return f"({outcome}, {result.answer}, {value}, {result.grounds}, (), {result.missing}, {told})"

    def _undetermined(self) -> _Result:
        """The result where ``u`` holds what is not settled."""
        if self.unknowns.remembers:
            return _Result(Outcome.UNDETERMINED, "None", missing="waiting_for(*u).facts")
        return _Result(Outcome.UNDETERMINED, U)

    def _start_unsettled(self) -> None:
        self._line(1, "u = []" if self.unknowns.remembers else "u = False")

    def _remember(self, depth: int, names: Sequence[str]) -> None:
        self.unsettled = True
        self._line(depth, f"u += ({', '.join(names)},)" if self.unknowns.remembers else "u = True")

    # -- which rules are effective -------------------------------------------------------------------------

    def _effective(self) -> list[_Rule]:
        """All rules, in the order of their ids; what beats others is computed first."""
        by_id = {rule.id: rule for rule in self.rules}
        beaters: dict[str, list[str]] = {rule.id: [] for rule in self.rules}
        for rule in self.rules:
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
        alone = not (rule.beats or beaters)
        if rule.for_each is not None:
            return self._rule_for_each(rule, number, beaters, alone)
        effective = self.expressions.compile(rule.when, self.frame)
        if not alone:
            effective = self._unbeaten(number, effective, beaters)
        return _Rule(rule, number, effective, f"({self.grounds.of(number, self.grounds.since(rule, self.frame))},)")

    def _rule_for_each(self, rule: RulePlan, number: int, beaters: list[_Rule], alone: bool) -> _Rule:
        call, unknown = write_instances(self.expressions, self.grounds, rule)
        days = f"h{number}"
        grounds = self.grounds.of_days(number, days)
        holds = Code(f"(True if {days}.__class__ is list else {days})", unknown)
        if alone and not rule.only_takes_away and self.plan.kind == "findings":
            return _Rule(rule, number, holds, grounds, call)
        self._line(1, f"{days} = {call}")
        return _Rule(rule, number, holds if alone else self._unbeaten(number, holds, beaters), grounds)

    def _unbeaten(self, number: int, holds: Code, beaters: list[_Rule]) -> Code:
        """Whether a rule is effective, found out once, since other rules ask for it."""
        if beaters:
            beaten = connected(self.unknowns, [one.effective for one in beaters], "True", self.function)
            unbeaten = negated(self.unknowns, beaten, self.function)
            holds = connected(self.unknowns, [holds, unbeaten], "False", self.function)
        if holds.text in ("True", "False"):
            return holds
        self._line(1, f"b{number} = {holds.text}")
        return Code(f"b{number}", holds.unknown, simple=True)

    # -- what follows --------------------------------------------------------------------------------------

    def _findings(self, rules: list[_Rule], scope: Code) -> None:
        if not self.unknowns.remembers:
            match rules:
                case []:
                    self._finish(_Result(Outcome.NOT_SATISFIED, "False"), scope)
                    return
                case [rule] if rule.instances is None:
                    self._only_finding(rule, scope)
                    return
        self._line(1, "g = ()")
        self._start_unsettled()
        for rule in rules:
            depth = self._unless_in_vain(rule)
            if rule.instances is not None:
                self._found_for_each(rule, depth)
                continue
            write_branches(
                self.unknowns,
                self.function,
                depth,
                rule.effective,
                lambda depth, rule=rule: self._line(depth, f"g += {rule.grounds}"),  # type: ignore[misc]
                self._remember,
            )
        self._line(1, "if g:")
        self._finish(_Result(Outcome.SATISFIED, "True", "g", known=None), scope, 2)
        if self.unsettled:
            self._line(1, "if u:")
            self._finish(self._undetermined(), scope, 2)
        self._finish(_Result(Outcome.NOT_SATISFIED, "False"), scope)

    def _only_finding(self, rule: _Rule, scope: Code) -> None:
        known = (self.grounds.undated(rule.number),) if rule.plan.since is None else None
        found = self._finished(_Result(Outcome.SATISFIED, "True", rule.grounds, known=known), scope)
        not_found = self._finished(_Result(Outcome.NOT_SATISFIED, "False"), scope)
        condition = rule.effective
        if condition.text == "True":
            self._return(found)
            return
        if not condition.unknown:
            self._return(f"({found} if {condition.text} else {not_found})")
            return
        parts = as_connective(condition, "False", self.function)
        unsure = self.unknowns.any_unknown((name, None) for name in dict.fromkeys(parts.names))
        open_ = self._finished(self._undetermined(), scope)
        self._return(f"({not_found} if {' or '.join(parts.tests)} else {open_} if {unsure} else {found})")

    def _found_for_each(self, rule: _Rule, depth: int) -> None:
        days = f"h{rule.number}"
        self._line(depth, f"{days} = {rule.instances}")
        self._line(depth, f"if {days} is not False:")
        if not rule.effective.unknown:
            self._line(depth + 1, f"g += {rule.grounds}")
            return
        self._line(depth + 1, f"if {days}.__class__ is list: g += {rule.grounds}")
        self._line(depth + 1, "else:")
        self._remember(depth + 2, [days])

    def _unless_in_vain(self, rule: _Rule) -> int:
        """Leaves a rule out that can at most leave open what is open already; gives the depth at which it goes on."""
        if not self.unsettled or self.unknowns.remembers or rule.effective.simple:
            return 1
        certainty, each = self.expressions.certainty, rule.plan.for_each
        needed = certainty.needed(rule.plan.when, True)
        if each is not None:
            needed |= certainty.of_value(each.domain)
        if rule.plan.requires is not None:
            needed |= certainty.needed(rule.plan.requires, False)
        if not needed:
            return 1
        self._line(1, f"if not u or ({self.expressions.known(needed)}):")
        return 2

    def _requirements(self, rules: list[_Rule], scope: Code) -> None:
        self._line(1, "met = g = ()")
        self._start_unsettled()
        for rule in rules:
            self._requirement(rule)
        self._line(1, "if g:")
        self._finish(_Result(Outcome.NOT_SATISFIED, "False", "g", known=None), scope, 2)
        if self.unsettled:
            self._line(1, "if u:")
            self._finish(self._undetermined(), scope, 2)
        self._finish(_Result(Outcome.SATISFIED, "True", "met", known=None), scope)

    def _requirement(self, rule: _Rule) -> None:
        """A requirement is met unless its rule is effective and what it requires is not so."""
        assert rule.plan.requires is not None
        required = self.expressions.compile(rule.plan.requires, self.frame)
        depth = self._unless_in_vain(rule)
        if rule.effective.unknown:
            self._line(depth, f"t = {rule.effective.text}")
            self._line(depth, "if t is not False:")
            self._line(depth + 1, f"v = {required.text}")
            self._line(depth + 1, "if v is True:")
            self._line(depth + 2, f"if t is True: met += {rule.grounds}")
            self._line(depth + 1, f"elif v is False and t is True: g += {rule.grounds}")
            self._line(depth + 1, "else:")
            self._remember(depth + 2, ["t", "v"])
            return
        if rule.effective.text != "True":
            self._line(depth, f"if {rule.effective.text}:")
            depth += 1
        write_branches(
            self.unknowns,
            self.function,
            depth,
            required,
            lambda depth: self._line(depth, f"met += {rule.grounds}"),
            self._remember,
            f"g += {rule.grounds}",
        )

    def _answer(self, rules: list[_Rule], scope: Code) -> None:
        boolean = self.plan.type == BOOLEAN
        self._line(1, "p = u = ()")
        answers = [self._possible(rule, boolean) for rule in rules]
        settle, remembers = self._shared("settle answer", settle_answer), self.unknowns.remembers
        unsure = "u"
        if not remembers:
            unsure = f"tuple([(n, {U}, {{{', '.join(answers)}}}[n](s), None) for n in u])"
        self._line(1, f"if p: r = p[0][3] if len(p) == 1 and not u else {settle}(p + {unsure}, {boolean}, {remembers})")
        none_is_sure = f"{settle}(u, {boolean}, True)" if remembers else self._shared("open", UNDETERMINED)
        self._line(1, f"elif u: r = {none_is_sure}")
        self._line(1, f"else: r = {self._otherwise(boolean)}")
        self._finish("r", scope)

    def _otherwise(self, boolean: bool) -> str:
        """The result where no rule can be effective."""
        match self.plan.otherwise:
            case None:
                return self._same("otherwise", answered(False if boolean else None, boolean, ()))
            case p.Constant(value=value):
                return self._same("otherwise", answered(value, boolean, ()))
        code = self.expressions.compile(self.plan.otherwise, self.frame)
        return f"{self._shared('answered', answered)}({code.text}, {boolean}, ())"

    def _possible(self, rule: _Rule, boolean: bool) -> str:
        """What a rule would answer: its number, whether it is effective, its answer, and the result.

        ``p`` gets that of a rule that is effective, ``u`` that of one that may be; or its number only, since hardly
        ever somebody asks what it would answer (what is given back then names the function that tells).
        """
        assert rule.plan.then is not None
        then = self.expressions.compile(rule.plan.then, self.frame)
        answer = then.text if then.simple else "v"

        def effective(depth: int) -> None:
            if not then.simple:
                self._line(depth, f"v = {then.text}")
            self._line(depth, f"p += (({rule.number}, True, {answer}, {self._answered(rule, then, answer, boolean)}),)")

        def unsure(depth: int, names: list[str]) -> None:
            waits = self.unknowns.joined(names)
            open_ = f"({rule.number}, {waits}, {then.text}, None)" if self.unknowns.remembers else str(rule.number)
            self._line(depth, f"u += ({open_},)")

        write_branches(self.unknowns, self.function, 1, rule.effective, effective, unsure)
        if self.unknowns.remembers:
            return ""
        answering = Function(self.module.fresh("i"))
        answering.line(1, f"return {then.text}")
        self.module.add(answering)
        return f"{rule.number}: {answering.name}"

    def _answered(self, rule: _Rule, then: Code, answer: str, boolean: bool) -> str:
        """The result where a rule gives the only answer; made beforehand where no record has a say in it."""
        plan, number = rule.plan, rule.number
        if plan.since is None:
            ground = self.grounds.undated(number)

            def made(value: object) -> str:
                return self._same(("answered", number, value), answered(value, boolean, (ground,)))

            match plan.then:
                case p.Constant(value=value):
                    return made(value)
                case p.Parameter(name=name):
                    return made(self.expressions.scope.value(name))
            if boolean and not then.unknown:
                return f"{made(True)} if {answer} else {made(False)}"
        return f"{self._shared('answered', answered)}({answer}, {boolean}, {rule.grounds})"
