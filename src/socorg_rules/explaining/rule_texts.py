"""The text about a rule: those of its conditions that matter, with what was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from socorg_rules.decisions.explanation import Explanation
from socorg_rules.decisions.outcome import Decision
from socorg_rules.decisions.question import Question
from socorg_rules.decisions.trace import CameTo, Reason
from socorg_rules.engines.compiled.looking import Seen
from socorg_rules.engines.reference.tracing import Tracing
from socorg_rules.explaining.setting import Case, Setting, View, remember
from socorg_rules.explaining.sights import Sight, TooManyWays
from socorg_rules.explaining.templates import Part, Recording, Template
from socorg_rules.feel import plan as p
from socorg_rules.feel.types import BOOLEAN
from socorg_rules.problems import Text
from socorg_rules.rulesets.plan import DecisionPlan, RulePlan

Told = tuple[str, frozenset[Text]]
"""A text, and the definitions that have been told after it."""


class Occasion(NamedTuple):
    """Of whom, and in the explanation of which decision, rules are told.

    ``waits``: whether the decision waits for whole lists, and whether for nothing else.
    """

    decision: Decision
    case: Case
    waits: tuple[bool, bool]


class RuleText:
    """The text about those conditions of a rule that matter."""

    def __init__(
        self,
        setting: Setting,
        plan: DecisionPlan,
        question: Question,
        rule: RulePlan,
        matters: Callable[[CameTo], bool],
    ) -> None:
        self._setting = setting
        self._plan = plan
        self._question = question
        self._rule = rule
        self._matters = matters
        self._wanted = tuple(truth for truth in (True, False, None) if matters(_CameTo(truth)))
        self._templates: dict[tuple[object, ...], tuple[Template, ...] | None] = {}
        self._alike = self._view(self._add_alike)
        self._whole = self._view(self._add_whole)

    # -- what to look at -----------------------------------------------------------------------------------

    def _view(self, add: Callable[[Sight], bool]) -> View | None:
        """What to look at; None: nothing, or more than that the text depends on."""
        sight = self._setting.sight()
        try:
            return self._setting.view(sight) if add(sight) else None
        except TooManyWays:
            return None

    def _add_alike(self, sight: Sight) -> bool:
        """What is the same for all members that the rule is asked about: if that fails, only that is told."""
        alike = self._same
        if alike is not None:
            sight.add_outcome(alike)
            sight.add(alike)
        return alike is not None

    @property
    def _same(self) -> p.All | None:
        for_each = self._rule.for_each
        return None if for_each is None else self._setting.phrases.wording.alike(for_each, self._rule.when)

    def _add_whole(self, sight: Sight) -> bool:
        when, then = self._rule.when, self._rule.then
        if isinstance(when, p.All) and self._same is not None and self._wanted == (False,):
            # What is the same for all members does not fail: otherwise nothing else would be told.
            others = [part for part in when.operands if part not in self._same.operands]
            when = p.All(tuple(others), origin=when.origin)
        sight.add_rule(self._rule, self._wanted, when)
        # A value is told as a condition only where it is unknown.
        if then is not None and (self._plan.type == BOOLEAN or None in self._wanted):
            sight.add(then)
        return True

    # -- the text ------------------------------------------------------------------------------------------

    def of(self, occasion: Occasion, before: str, told: frozenset[Text]) -> Told:
        """The text of one record.

        Args:
            occasion: Of whom it is told.
            before: What stands before every line.
            told: The definitions that have been told already.
        """
        text = self._told_alike(occasion, before, told)
        if text is not None:
            return text
        tracing = occasion.case.tracing
        explanation = self._explanation(occasion, tracing, told)
        lines = explanation.conditions_of(self._reason(tracing), self._matters)
        return "".join([before + line for line in lines]), frozenset(explanation.told)

    def _told_alike(self, occasion: Occasion, before: str, told: frozenset[Text]) -> Told | None:
        """The text as another record was told it, with its own values; None where it depends on more than is seen."""
        state = occasion.case.state
        if self._alike is not None:
            alike = self._alike.looking(state)
            if alike is not None and alike[0][0] is False and self._is_asked(state):
                return self._filled(occasion, before, told, self._alike, alike)
        whole = None if self._whole is None else self._whole.looking(state)
        if self._whole is None or whole is None:
            return None
        if len(whole[2]) > 1:
            return self._of_members(occasion, before, told, self._whole, whole)
        return self._filled(occasion, before, told, self._whole, whole)

    def _is_asked(self, state: list[Any]) -> bool:
        """Whether the rule is asked about any member."""
        if self._rule.for_each is not None and isinstance(self._rule.for_each.domain, p.Years):
            return True
        whole = None if self._whole is None else self._whole.looking(state)
        return self._whole is not None and whole is not None and bool(_members(self._whole, whole))

    def _filled(self, occasion: Occasion, before: str, told: frozenset[Text], view: View, seen: Seen) -> Told | None:
        templates = self._told_once(occasion, before, told, view, (view is self._whole, seen[0]))
        if templates is None:
            return None
        [template] = templates
        return "".join(template.filled(seen[1])), told | template.told

    def _of_members(
        self, occasion: Occasion, before: str, told: frozenset[Text], view: View, seen: Seen
    ) -> Told | None:
        """The text about members one by one; what is the same of several is told once."""
        if self._rule.requires is not None or self._rule.then is not None:
            return None
        shape, values, starts = seen
        place = len(shape) - len(view.sight.look.loops)
        around = (*shape[:place], *shape[place + 1 :])
        texts: dict[str, None] = {}
        told_here: frozenset[Text] = frozenset()
        for number, member in enumerate(_members(view, seen)):
            part = Part(number, len(view.sight.look.facts), starts[number], starts[number + 1], starts[-1])
            templates = self._told_once(occasion, before, told, view, (around, member), part)
            if templates is None:
                return None
            own = part.of(values)
            for template in templates:
                text = "".join(template.filled(own))
                if text in texts:
                    continue
                if not template.told.isdisjoint(told_here):
                    # It would have to refer to what was told of another member.
                    return None
                texts[text] = None
                told_here |= template.told
        return "".join(texts), told | told_here

    # -- what is told for the first time -------------------------------------------------------------------

    def _told_once(
        self,
        occasion: Occasion,
        before: str,
        told: frozenset[Text],
        view: View,
        shape: tuple[object, ...],
        part: Part | None = None,
    ) -> tuple[Template, ...] | None:
        """The text for all that came out alike, of one member condition by condition; None where it depends on more."""
        if view.sight.waits and occasion.waits == (True, False):
            # Of what waits for whole lists nothing is told; which of them it is, is not seen.
            return None
        key = (shape, told if view.sight.defines else None, occasion.waits, before)
        try:
            return self._templates[key]
        except KeyError:
            try:
                templates = self._tell(occasion, before, told, view, part)
            except TooManyWays:
                templates = None
            return remember(self._templates, key, templates)

    def _tell(
        self, occasion: Occasion, before: str, told: frozenset[Text], view: View, part: Part | None
    ) -> tuple[Template, ...]:
        case = occasion.case
        recording = Recording(self._setting.phrases, view.sight, case.seen(view.sight), part)
        explanation = self._explanation(occasion, case.apart, told, recording)
        reason = self._reason(case.apart)
        if part is None:
            lines = [before + line for line in explanation.conditions_of(reason, self._matters)]
            return (recording.template("".join(lines), explanation.told - told),)
        templates: list[Template] = []
        known, text = frozenset(explanation.told), ""
        for line in explanation.conditions([[*filter(self._matters, reason.steps)][part.number]]):
            # What is told below a condition stands further in. What it told is known when the next one begins.
            if text and not line.startswith(" "):
                templates.append(recording.template(text, explanation.told - known))
                known, text = frozenset(explanation.told), ""
            text += before + line
        return (*templates, recording.template(text, explanation.told - known))

    def _explanation(
        self, occasion: Occasion, tracing: Tracing, told: frozenset[Text], recording: Recording | None = None
    ) -> Explanation:
        return Explanation(
            occasion.decision,
            tracing.trace(self._plan.name),
            self._setting.language,
            self._setting.title_of,
            self._question,
            None if recording is None else recording.telling,
            told,
        )

    def _reason(self, tracing: Tracing) -> Reason:
        [reason] = [each for each in tracing.trace(self._plan.name).reasons if each.rule == self._rule.id]
        return reason


def _members(view: View, seen: Seen) -> tuple[Any, ...]:
    """How the members came out of which a rule is told; none where nobody handed them in."""
    shape = seen[0]
    is_unknown, *members = shape[len(shape) - len(view.sight.look.loops)]
    return () if is_unknown else tuple(members)


@dataclass(frozen=True, slots=True)
class _CameTo:
    """A condition as far as it is asked whether it matters."""

    truth: bool | None

    @property
    def settled(self) -> bool:
        return self.truth is not None

    @property
    def value(self) -> bool | None:
        return self.truth
