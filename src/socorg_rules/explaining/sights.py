"""What the text about a condition depends on, found out of the plan: all that the compiled engine is to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from socorg_rules.decisions.conditions import SHOWN_MEMBERS
from socorg_rules.engines.compiled.looking import Look, Loop
from socorg_rules.engines.reference.expressions import Evaluator
from socorg_rules.engines.reference.members import NO_BINDINGS, Bindings
from socorg_rules.engines.reference.steps import identity
from socorg_rules.engines.reference.wording import FACTS, LawWording
from socorg_rules.feel import plan as p
from socorg_rules.feel.types import BOOLEAN
from socorg_rules.problems import Text
from socorg_rules.records.unknown import UNKNOWN
from socorg_rules.rulesets.plan import LawPlan, RulePlan


class TooManyWays(Exception):  # noqa: N818 - no error: it is told another way
    """A text depends on more than what conditions come to, one by one."""


class Sight:
    """What there is to look at in some expressions.

    ``waits``: whether something unknown in them may wait for facts that can't be told from what is looked at.
    ``defines``: whether definitions are told with their conditions.
    """

    def __init__(self, law: LawPlan, wording: LawWording) -> None:
        self._law = law
        self._wording = wording
        self.look = Look()
        self.waits = False
        self.defines = False

    def seen(self, evaluator: Evaluator) -> list[tuple[object, ...]]:
        """The facts of which the values are seen of one record, in order, each with the members around it."""
        return [self.sought(fact, inside) for fact, inside in _seen(self.look, NO_BINDINGS, evaluator)]

    def sought(self, fact: p.Plan, bindings: Bindings) -> tuple[object, ...]:
        """A fact with the members around it, to be found by."""
        return fact, *[identity(bindings[variable]) for variable in self._wording.of(fact).variables]

    def is_of_day(self, fact: p.Plan, bindings: Bindings) -> bool:
        """Whether a fact has the same value for every record: it rests on years and terms alone, or on no member."""
        around = [bindings[variable] for variable in self._wording.of(fact).variables]
        return bool(around) and (UNKNOWN in around or all(isinstance(item, int | str) for item in around))

    def facts_of(self, condition: p.Plan) -> dict[Text, p.Plan | None]:
        """What may be told besides a condition, by the names that it is told under.

        None: its value is the same for all records of which everything comes out alike.
        """
        wording = self._wording.of(condition)
        found: dict[Text, p.Plan | None] = {}
        for part in wording.parts:
            if wording.connective:
                # Without facts below it, a part is told itself.
                known = part if isinstance(part, FACTS) else None
                found |= self.facts_of(cast(p.Plan, part)) or {self._wording.of(part).text: known}
            else:
                found |= dict(self._facts_in(part))
        if isinstance(condition, p.CompareCount):
            found[wording.count_text] = None
        return found

    def _facts_in(self, node: p.AnyPlan) -> Iterator[tuple[Text, p.Plan | None]]:
        if isinstance(node, FACTS):
            # A parameter has the value of the day.
            yield self._wording.of(node).text, None if isinstance(node, p.Parameter) else node
        elif isinstance(node, p.CompareCount):
            yield self._wording.of(node).count_text, None
        else:
            for below in p.children(node):
                yield from self._facts_in(below)

    def add_rule(self, rule: RulePlan, wanted: tuple[bool | None, ...], when: p.Plan) -> None:
        """The conditions of a rule; if it is asked of many members, of those of which it comes to one of ``wanted``.

        ``when``: that part of its condition that is told of them. Raises :class:`TooManyWays`.
        """
        if rule.for_each is None:
            self.add(when)
        else:
            loop = Loop(rule.for_each.domain, rule.for_each.variable, rule.when, wanted=wanted, apart=True)
            self.add(when, self._add_loop(loop, self.look))
        if rule.requires is not None:
            self.add(rule.requires)

    def add_outcome(self, condition: p.Plan) -> None:
        """A condition of which nothing is told but what it comes to."""
        self.look.conditions[condition] = None

    def add(self, condition: p.Plan, around: Look | None = None) -> None:
        """A condition that is told with its parts; ``around``: what is looked at of the members around it.

        Raises :class:`TooManyWays`.
        """
        wording = self._wording.of(condition)
        if isinstance(condition, p.Quantifier) and wording.connective:
            most = SHOWN_MEMBERS if isinstance(condition.domain, p.Years | p.Events) else 0
            loop = Loop(condition.domain, condition.variable, condition.condition, condition, most=most)
            self.add(condition.condition, self._add_loop(loop, self._place(condition, around)))
        elif isinstance(condition, p.Defined):
            # What it came to stands beside its name, its conditions below.
            self._add_facts(condition, around)
            self.defines = True
            self.add(cast(p.Plan, self._law.definitions[condition.name].plan))
        elif wording.connective:
            for part in wording.parts:
                self.add(cast(p.Plan, part), around)
        elif isinstance(condition, p.Aggregate | p.Count):
            raise TooManyWays
        elif not isinstance(condition, p.Constant):
            self._place(condition, around).conditions[condition] = None
            self._add_facts(condition, around)
            if isinstance(condition, FACTS):
                # Of the value of a parameter on some day, that day.
                for part in wording.parts:
                    self._add_facts(part, around)

    def _add_facts(self, node: p.AnyPlan, around: Look | None) -> None:
        """The facts in an expression, and whatever else decides which of them are told."""
        place = self._place(node, around)
        self.waits |= isinstance(node, _WAITING)
        match node:
            case p.Parameter() | p.Variable():
                pass
            case p.Quantifier():
                raise TooManyWays
            case p.CompareCount(events=events, number=number):
                place.conditions[node] = None
                self._add_loop(Loop(events, None), place)
                self._add_facts(number, around)
            case _ if isinstance(node, FACTS):
                place.facts[cast(p.Plan, node)] = None
                if self._wording.of(node).type == BOOLEAN:
                    place.conditions[cast(p.Plan, node)] = None
            case _:
                if isinstance(node, _SETTLING):
                    place.conditions[node] = None
                for below in p.children(node):
                    self._add_facts(below, around)

    def _place(self, node: p.AnyPlan, around: Look | None) -> Look:
        return around if around is not None and self._wording.of(node).variables else self.look

    def _add_loop(self, loop: Loop, around: Look) -> Look:
        """What is looked at of the members of a loop."""
        self.waits |= isinstance(loop.domain, p.Filtered | p.DefinedEvents)
        return around.loops.setdefault((loop.domain, loop.variable, loop.condition), loop).look


def _seen(look: Look, bindings: Bindings, evaluator: Evaluator) -> Iterator[tuple[p.Plan, Bindings]]:
    """The facts of which the values are seen, in order, each with the members around it."""
    for fact in look.facts:
        yield fact, bindings
    for loop in look.loops.values():
        members = evaluator.members(loop.domain, bindings)
        whole = None if loop.whole is None else evaluator.evaluate(loop.whole, bindings)
        if not members.known or (loop.most and whole is loop.all_alike and len(members.members) > loop.most):
            continue
        for member in members.members:
            inside = bindings if loop.variable is None else {**bindings, loop.variable: member.item}
            if loop.condition is not None:
                found = evaluator.evaluate(loop.condition, inside)
                wanted = (
                    found is whole if loop.whole is not None else ((None if found is UNKNOWN else found) in loop.wanted)
                )
                if not wanted:
                    continue
            yield from _seen(loop.look, inside, evaluator)


_SETTLING = (p.AddWorkingDays, p.Compare, p.IsNull, p.IsMember)
"""Parts of an expression on which it depends which of its facts are told."""
_WAITING = (p.Decided, p.Defined, p.Aggregate, p.Count, p.AddWorkingDays)
"""What may wait for other facts than those that are named where it stands."""
