"""Why a decision came out as it did, in sentences: by which rule and article, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Final

from socorg_rules.decisions.conditions import Line, Telling
from socorg_rules.decisions.outcome import OUTCOME_LABELS, CitedArticle, Decision, Ground, Outcome
from socorg_rules.decisions.question import Question
from socorg_rules.decisions.trace import CameTo, DecisionTrace, Reason, Step
from socorg_rules.decisions.wording import fact_text, value_text
from socorg_rules.problems import Language, Text
from socorg_rules.records.divisions import WHOLE_COUNTRY
from socorg_rules.records.fields import list_named

TitleOf = Callable[[str], Text]
"""The title of a rule by its id, and of a place by its division code."""

_INDENT: Final = "  "
_MARKS: Final = {True: "✓", False: "✗", None: "?"}
_SETTLED: Final = (Outcome.SATISFIED, Outcome.NOT_SATISFIED)

_HEADLINE: Final = Text("{title}：{answer}", "{title}: {answer}")
_WITH_VALUE: Final = Text("{answer}（{value}）", "{answer} ({value})")
_GROUNDS: Final = Text("依据：", "Because of:")
_UNMET: Final = Text("未满足的要求：", "Requirements not met:")
_MET: Final = Text("已满足的要求：", "Requirements met:")
_NOT_FOUND: Final = Text(
    "以下情形均不存在；任何一项成立，结论即为“是”：", "None of these is the case; any of them would make it a yes:"
)
_NOT_ANSWERED: Final = Text(
    "以下规则均不适用；适用其中之一才会有别的结论：",
    "None of these rules applies; one that did would give another answer:",
)
_OPEN: Final = Text("尚不能判断的规则：", "Rules that can't be told yet:")
_BEATEN: Final = Text("因例外而不适用的规则：", "Rules that an exception sets aside:")
_MISSING: Final = Text("缺少的资料（补齐后即可确定）：", "Missing facts (with them it can be decided):")
_CONFLICT: Final = Text(
    "以下规则得出不同的结论，且互不优先：", "These rules give different answers, and none takes precedence:"
)
_CAVEATS: Final = Text("提请注意：", "Mind that:")
_NO_RULE: Final = Text("当日没有施行的规则。", "No rule on this is in force on that day.")
_OUT_OF_SCOPE: Final = Text("不属于这一问题的适用范围：", "The question does not arise, because of:")
_SCOPE_OPEN: Final = Text("是否属于适用范围尚不能判断：", "Whether the question arises can't be told yet:")

_SINCE: Final = Text("自 {since} 起", "since {since}")
_LOCAL: Final = Text("{articles}（{place}）", "{articles} ({place})")
_RULE: Final = Text("{title}——{articles}", "{title} [{articles}]")
_SEPARATOR: Final = Text("；", "; ")
_EXCEPTION: Final = Text("{title}：被“{other}”排除", "{title}: set aside by “{other}”")
_TOLD_ABOVE: Final = Text("{text}（见上文）", "{text} (see above)")
_NO_ENTRY: Final = Text("没有这样的记录", "there is no such entry")
_TO_BECOME_NO: Final = Text(
    "要使结论变为“否”，上列依据须全部消除。", "For the answer to become no, all of these grounds would have to cease."
)
_TO_BECOME_YES: Final = Text(
    "要使结论变为“是”，上列要求须全部满足。",
    "For the answer to become yes, all of these requirements would have to be met.",
)


def explain(
    decision: Decision, trace: DecisionTrace, language: Language, title_of: TitleOf, question: Question | None = None
) -> str:
    """The text that explains one decision; several lines, without one at the end.

    Args:
        decision: What was decided.
        trace: How it came about: every rule in force, and the scope.
        language: ``zh`` or ``en``.
        title_of: Titles of rules by id, of places by division code.
        question: What was asked; with it values get their unit, and grounds their full meaning.
    """
    return "\n".join(Explanation(decision, trace, language, title_of, question).lines())


class Explanation:
    """Explains one decision, with the arguments of :func:`explain`.

    Whoever wants something else in the place of what differs from record to record overrides :meth:`answer`,
    :meth:`day` and :meth:`conditions_of`, or gives it a telling of their own. ``told``: the definitions of which the
    conditions have been told already.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what an explanation is made of
        self,
        decision: Decision,
        trace: DecisionTrace,
        language: Language,
        title_of: TitleOf,
        question: Question | None,
        telling: Telling | None = None,
        told: Iterable[Text] = (),
    ) -> None:
        self._decision = decision
        self._trace = trace
        self._language: Language = language
        self._title_of = title_of
        self._question = question
        self._kind = None if question is None else question.kind
        self._reasons = {reason.rule: reason for reason in trace.reasons}
        self._telling = telling or Telling(language)
        self.told = set(told)

    def lines(self) -> Iterator[str]:
        """The whole text, line by line."""
        yield self._headline()
        yield from _indented(self._body())

    def _say(self, text: Text, /, **values: object) -> str:
        return text.in_language(self._language).format(**values)

    def _title(self, name: str) -> str:
        reason = self._reasons.get(name)
        return (self._title_of(name) if reason is None else reason.title).in_language(self._language)

    def _headline(self) -> str:
        decision, language = self._decision, self._language
        title = decision.title.in_language(language)
        return self._say(_HEADLINE, title=title, answer=self.answer())

    def answer(self) -> str:
        """What was decided, in a few words."""
        return answer_text(self._decision, self._question, self._language)

    def day(self, since: date) -> str:
        """The first day of a ground."""
        return since.isoformat()

    def conditions_of(self, reason: Reason, matters: Callable[[CameTo], bool]) -> Iterator[str]:
        """Those conditions of a rule that matter."""
        if reason.steps:
            yield from self.conditions(step for step in reason.steps if matters(step))
        elif reason.holds is False:
            yield f"{_MARKS[False]} {self._say(_NO_ENTRY)}"

    def conditions(self, steps: Iterable[Step]) -> Iterator[str]:
        """Conditions of a rule; not those that wait for nothing but whole lists."""
        yield from self._conditions(tuple([step for step in steps if not self._waits_for_whole_lists(step)]))

    def _body(self) -> Iterator[str]:
        match self._decision.outcome:
            case Outcome.NOT_APPLICABLE:
                yield from self._not_applicable()
            case Outcome.UNDETERMINED:
                yield from self._undetermined()
            case Outcome.SATISFIED:
                yield from self._grounds(_MET if self._kind == "requirements" else _GROUNDS, _is_true)
                if self._kind == "findings":
                    yield self._say(_TO_BECOME_NO)
            case Outcome.NOT_SATISFIED:
                yield from self._not_satisfied()
        yield from self._section(_BEATEN, self._beaten())
        caveats = dict.fromkeys(caveat.text.in_language(self._language) for caveat in self._decision.caveats)
        yield from self._section(_CAVEATS, _bulleted(caveats))

    def _not_applicable(self) -> Iterator[str]:
        scope = self._trace.scope
        if scope is not None and _fails(scope):
            yield from self._section(_OUT_OF_SCOPE, self._conditions((scope,)))
        else:
            yield self._say(_NO_RULE)

    def _undetermined(self) -> Iterator[str]:
        decision, scope = self._decision, self._trace.scope
        if decision.conflict is not None:
            yield from self._section(_CONFLICT, (self._rule_line(rule) for rule in decision.conflict.rules))
        facts = (fact_text(path, self._language) for path in decision.missing)
        yield from self._section(_MISSING, _bulleted(facts))
        if scope is not None and _is_open(scope):
            yield from self._section(_SCOPE_OPEN, self._conditions((scope,)))
        yield from self._section(_OPEN, self._rules(None, _is_open))

    def _not_satisfied(self) -> Iterator[str]:
        if self._kind == "requirements":
            yield from self._grounds(_UNMET, _fails)
            yield self._say(_TO_BECOME_YES)
            return
        if self._decision.grounds:
            # A rule that applies and answers no: what failed stands in its answer.
            yield from self._grounds(_GROUNDS, _is_settled)
            return
        yield from self._section(_NOT_FOUND if self._kind == "findings" else _NOT_ANSWERED, self._rules(False, _fails))

    def _grounds(self, heading: Text, matters: Callable[[CameTo], bool]) -> Iterator[str]:
        """The grounds, those of one rule together; of its conditions those that matter."""
        by_rule: dict[str, list[Ground]] = {}
        for ground in self._decision.grounds:
            by_rule.setdefault(ground.rule, []).append(ground)
        lines = (line for grounds in by_rule.values() for line in self._ground(grounds, matters))
        yield from self._section(heading, lines)

    def _ground(self, grounds: list[Ground], matters: Callable[[CameTo], bool]) -> Iterator[str]:
        ground = grounds[0]
        yield _bullet(ground.title.in_language(self._language))
        articles = self._articles(ground.citations)
        if ground.place != WHOLE_COUNTRY:
            articles = self._say(_LOCAL, articles=articles, place=self._title(ground.place))
        yield _INDENT + articles
        for day in dict.fromkeys(ground.since for ground in grounds if ground.since is not None):
            yield _INDENT + self._say(_SINCE, since=self.day(day))
        yield from _indented(self.conditions_of(self._reasons[ground.rule], matters))

    def _rules(self, holds: bool | None, matters: Callable[[CameTo], bool]) -> Iterator[str]:
        """The rules that came out one way, each with the conditions that matter."""
        for reason in self._trace.reasons:
            if reason.holds is not holds or reason.beaten_by or reason.only_takes_away:
                continue
            yield self._rule_line(reason.rule)
            yield from _indented(self.conditions_of(reason, matters))

    def _waits_for_whole_lists(self, step: Step) -> bool:
        """Of a list that nobody handed in there is nothing to tell but that it is missing."""
        if step.settled or not self._misses_lists:
            return False
        return self._misses_only_lists or all(map(is_list, step.waits_for()))

    @cached_property
    def _misses_lists(self) -> bool:
        return any(map(is_list, self._decision.missing))

    @cached_property
    def _misses_only_lists(self) -> bool:
        return all(map(is_list, self._decision.missing))

    def _rule_line(self, rule: str) -> str:
        articles = self._articles(self._reasons[rule].citations)
        return _bullet(self._say(_RULE, title=self._title(rule), articles=articles))

    def _articles(self, citations: tuple[CitedArticle, ...]) -> str:
        return self._say(_SEPARATOR).join(article.text.in_language(self._language) for article in citations)

    def _beaten(self) -> Iterator[str]:
        for reason in self._trace.reasons:
            beaten_by = reason.beaten_by
            if beaten_by and reason.holds is not False:
                for other in beaten_by:
                    yield _bullet(self._say(_EXCEPTION, title=self._title(reason.rule), other=self._title(other)))

    def _section(self, heading: Text, lines: Iterable[str]) -> Iterator[str]:
        told = list(lines)
        if told:
            yield self._say(heading)
            yield from _indented(told)

    def _conditions(self, steps: tuple[Step, ...]) -> Iterator[str]:
        lines = (line for step in steps for line in self._telling.lines(step))
        yield from self._tree(dict.fromkeys(lines))

    def _tree(self, lines: Iterable[Line]) -> Iterator[str]:
        for line in lines:
            text = f"{_MARKS[line.holds]} {line.text}"
            if line.definition in self.told and line.inside:
                yield self._say(_TOLD_ABOVE, text=text)
                continue
            yield text
            yield from _indented(self._tree(line.inside))
            if line.definition is not None:
                self.told.add(line.definition)


def answer_text(decision: Decision, question: Question | None, language: Language) -> str:
    """What a decision says, in a few words: ``是（12 天）``, ``1,000.00 yuan``, ``undetermined``."""
    label = OUTCOME_LABELS[decision.outcome].in_language(language)
    value_type = None if question is None else question.value_type
    if question is not None and question.answered_by_value and decision.outcome in _SETTLED:
        return value_text(decision.value, value_type, language)
    # Labels alone say less than the grounds that bear them.
    are_labels = value_type is None and isinstance(decision.value, frozenset | tuple)
    if decision.value is None or are_labels:
        return label
    value = value_text(decision.value, value_type, language)
    return _WITH_VALUE.in_language(language).format(answer=label, value=value)


def _is_settled(step: CameTo) -> bool:
    return step.settled


def _is_true(step: CameTo) -> bool:
    return step.settled and step.value is True


def _fails(step: CameTo) -> bool:
    return step.settled and step.value is not True


def _is_open(step: CameTo) -> bool:
    return not step.settled


def is_list(path: str) -> bool:
    """Whether a fact is an event list."""
    return list_named(path) is not None


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"{_INDENT}{line}" for line in lines)


def _bulleted(texts: Iterable[str]) -> Iterator[str]:
    return (_bullet(text) for text in texts)


def _bullet(text: str) -> str:
    return f"• {text}"
