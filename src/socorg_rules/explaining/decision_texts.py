"""The text about a decision.

It has a shape, which depends on how conditions came out, and values in it. A shape is found out once, by telling of a
record with the reference engine; of others the compiled engine finds out which shape theirs has, and what to fill in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from socorg_rules.decisions.explanation import Explanation, answer_text, explain, is_list
from socorg_rules.decisions.outcome import Decision, DecisionValue, Outcome
from socorg_rules.decisions.question import Question
from socorg_rules.decisions.trace import CameTo, Reason
from socorg_rules.engines.caveats import decisions_behind
from socorg_rules.engines.compiled.runtime import Table
from socorg_rules.explaining.rule_texts import Occasion, RuleText
from socorg_rules.explaining.setting import Case, Setting, View, remember
from socorg_rules.explaining.sights import Sight, TooManyWays
from socorg_rules.explaining.templates import Gap, Recording, Template
from socorg_rules.feel import plan as p
from socorg_rules.feel.types import BOOLEAN
from socorg_rules.problems import Text
from socorg_rules.rulesets.plan import DecisionPlan, RulePlan

_DAYS: Final = Table(date.isoformat)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The text about a decision without that about its rules, and where this stands, after what."""

    template: Template
    rules: tuple[tuple[int, RuleText, str], ...]


class DecisionText:
    """The text about one decision."""

    def __init__(self, setting: Setting, plan: DecisionPlan) -> None:
        self._setting = setting
        self._plan = plan
        self._question = question_of(plan)
        self._rules = plan.rules_on(setting.as_of)
        self._behind = decisions_behind(plan.name, setting.law, setting.as_of)
        self._views: dict[Outcome, View | None] = {}
        self._rule_texts: dict[tuple[object, ...], RuleText] = {}
        self._frames: dict[tuple[object, ...], _Frame | None] = {}

    def of(self, decision: Decision, case: Case) -> str:
        """The text of one record; several lines, without one at the end."""
        view = self._view(decision.outcome)
        seen = None if view is None else view.looking(case.state)
        if view is None or seen is None:
            return self._told_anew(decision, case)
        is_open = decision.outcome is Outcome.UNDETERMINED
        missing = decision.missing if is_open else ()
        value = None if self._question.value_type is None else decision.value
        key = (
            decision.outcome,
            seen[0],
            *[(ground.rule, ground.since is None) for ground in decision.grounds],
            value is None,
            missing,
            decision.conflict if is_open else None,
            *self._bases(case),
        )
        try:
            frame = self._frames[key]
        except KeyError:
            frame = remember(self._frames, key, self._frame(decision, case, view.sight, len(seen[1])))
        if frame is None:
            return self._told_anew(decision, case)
        days = [ground.since for ground in decision.grounds if ground.since is not None]
        parts = frame.template.filled([*seen[1], value, *days])
        told = frame.template.told
        lists = [*map(is_list, missing)]
        occasion = Occasion(decision, case, (any(lists), all(lists)))
        for position, rule, before in frame.rules:
            parts[position], told = rule.of(occasion, before, told)
        return "".join(parts)

    def _told_anew(self, decision: Decision, case: Case) -> str:
        setting, trace = self._setting, case.tracing.trace(decision.name)
        return explain(decision, trace, setting.language, setting.title_of, self._question)

    # -- what the frame depends on -------------------------------------------------------------------------

    def _view(self, outcome: Outcome) -> View | None:
        """What to look at where the outcome is this one; None: the text depends on more."""
        if outcome not in self._views:
            try:
                self._views[outcome] = self._setting.view(self._sight(outcome))
            except TooManyWays:
                self._views[outcome] = None
        return self._views[outcome]

    def _sight(self, outcome: Outcome) -> Sight:
        if all(rule.only_takes_away for rule in self._rules):
            # Nobody reads the facts of a decision that never applies.
            raise TooManyWays
        sight = self._setting.sight()
        is_settled = outcome in (Outcome.SATISFIED, Outcome.NOT_SATISFIED)
        if self._plan.scope is not None and not is_settled:
            sight.add(self._plan.scope)
        if outcome is not Outcome.NOT_APPLICABLE:
            self._add_rules(sight, self._rules, every=not is_settled)
            for other in self._behind:
                self._add_rules(sight, self._setting.law.decisions[other].rules_on(self._setting.as_of), every=False)
        return sight

    @staticmethod
    def _add_rules(sight: Sight, rules: tuple[RulePlan, ...], *, every: bool) -> None:
        """Whether rules hold, and notes, which are caveats.

        If not of ``every`` rule, of those that beat others or are beaten: of others the grounds say what is told.
        """
        beaten = frozenset().union(*(rule.beats for rule in rules))
        for rule in rules:
            if every or rule.beats or rule.id in beaten:
                for condition in _asked_of(rule):
                    sight.add_outcome(condition)
            for note in rule.notes:
                if note.when is not None:
                    sight.add_outcome(note.when)

    def _bases(self, case: Case) -> Iterator[object]:
        """What else the caveats of the decisions behind this one rest on."""
        if self._behind:
            for outcome, _, _, grounds, *_ in self._setting.program.decide(case.state, self._behind).values():
                yield outcome
                yield tuple([ground.rule for ground in grounds])

    # -- what is told for the first time -------------------------------------------------------------------

    def _frame(self, decision: Decision, case: Case, sight: Sight, seen: int) -> _Frame | None:
        recording = Recording(self._setting.phrases, sight, case.seen(sight))
        explanation = _WithGaps(self._setting, self._question, decision, case, recording, seen, self._rule_text)
        try:
            parts, marked = recording.parts("\n".join(explanation.lines()))
        except TooManyWays:
            return None
        gaps, rules = [], []
        for position, mark in marked:
            if isinstance(mark, Gap):
                gaps.append((position, mark))
                continue
            assert isinstance(mark, RuleText)
            # It may be nothing at all: the end of the line before it, and the space in front, are part of it.
            text = parts[position - 1]
            end = text.rindex("\n")
            parts[position - 1] = text[:end]
            rules.append((position, mark, text[end:]))
        return _Frame(Template(parts, tuple(gaps), explanation.told_first), tuple(rules))

    def _rule_text(self, rule: str, matters: Callable[[CameTo], bool]) -> RuleText:
        text = self._rule_texts.get((rule, matters))
        if text is None:
            [plan] = [each for each in self._rules if each.id == rule]
            text = self._rule_texts[rule, matters] = RuleText(self._setting, self._plan, self._question, plan, matters)
        return text


class _WithGaps(Explanation):
    """An explanation of one record with marks in the place of what differs from others.

    ``seen``: how many values are seen; after them come that of the decision and the days of its grounds.
    ``told_first``: the definitions told before any rule.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what an explanation is made of
        self,
        setting: Setting,
        question: Question,
        decision: Decision,
        case: Case,
        recording: Recording,
        seen: int,
        rule_text: Callable[[str, Callable[[CameTo], bool]], RuleText],
    ) -> None:
        trace = case.apart.trace(decision.name)
        super().__init__(decision, trace, setting.language, setting.title_of, question, recording.telling)
        self._setting = setting
        self._asked = question
        self._decided = decision
        self._recording = recording
        self._rule_text = rule_text
        self._value = seen
        self._last_day = seen
        self.told_first: frozenset[Text] = frozenset()

    def answer(self) -> str:
        question, decision, language = self._asked, self._decided, self._setting.language
        if question.value_type is None:
            return super().answer()

        def read(value: DecisionValue) -> str:
            return answer_text(Decision(decision.name, decision.title, decision.outcome, value), question, language)

        return self._recording.gap((self._value,), Table(read))

    def day(self, since: date) -> str:
        self._last_day += 1
        return self._recording.gap((self._last_day,), _DAYS)

    def conditions_of(self, reason: Reason, matters: Callable[[CameTo], bool]) -> Iterator[str]:
        self.told_first = frozenset(self.told)
        yield self._recording.mark(self._rule_text(reason.rule, matters))


def _asked_of(rule: RulePlan) -> Iterator[p.Plan]:
    """Whether a rule holds, and whether what it requires is so."""
    if rule.for_each is None:
        yield rule.when
    else:
        yield p.Quantifier("some", rule.for_each.variable, rule.for_each.domain, rule.when)
    if rule.requires is not None:
        yield rule.requires


def question_of(plan: DecisionPlan) -> Question:
    """The form of a decision, for whoever tells of it."""
    value_type = plan.value_type if plan.value is not None else plan.type if plan.kind == "answer" else None
    return Question(
        kind=plan.kind,
        value_type=None if value_type is None else str(value_type),
        answered_by_value=plan.kind == "answer" and plan.type != BOOLEAN,
    )
