"""Why a decision came out as it did, in sentences: by which rule and article, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from socorg_rules.decisions.conditions import Line, telling
from socorg_rules.decisions.outcome import OUTCOME_LABELS, Decision, Ground, Outcome
from socorg_rules.decisions.question import Question
from socorg_rules.decisions.trace import DecisionTrace, Reason, Step
from socorg_rules.decisions.wording import fact_text, value_text
from socorg_rules.problems import Language, Text

TitleOf = Callable[[str], Text]
"""The title of a rule by its id, and of a place by its division code."""

_INDENT: Final = "  "
_WHOLE_COUNTRY: Final = "100000"

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
_LOCAL: Final = Text("{article}（{place}）", "{article} ({place})")
_EXCEPTION: Final = Text("{title}：被“{other}”排除", "{title}: set aside by “{other}”")
_ALWAYS: Final = Text("无条件适用", "applies to all")
_CEASE: Final = {
    "findings": Text(
        "要使结论变为“否”，上列依据须全部消除。",
        "For the answer to become no, all of these grounds would have to cease.",
    ),
    "requirements": Text(
        "要使结论变为“是”，上列要求须全部满足。",
        "For the answer to become yes, all of these requirements would have to be met.",
    ),
}


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
    return "\n".join(_Explanation(decision, trace, language, title_of, question).lines())


class _Explanation:
    def __init__(
        self, decision: Decision, trace: DecisionTrace, language: Language, title_of: TitleOf, question: Question | None
    ) -> None:
        self._decision = decision
        self._trace = trace
        self._language: Language = language
        self._title_of = title_of
        self._question = question
        self._kind = None if question is None else question.kind
        self._reasons = {reason.rule: reason for reason in trace.reasons}

    def lines(self) -> Iterator[str]:
        yield self._headline()
        yield from self._indented(self._body())

    def _say(self, text: Text, **values: object) -> str:
        return text.in_language(self._language).format(**values)

    def _title(self, name: str) -> str:
        return self._title_of(name).in_language(self._language)

    def _indented(self, lines: Iterable[str]) -> Iterator[str]:
        return (f"{_INDENT}{line}" for line in lines)

    def _headline(self) -> str:
        decision, language = self._decision, self._language
        title = decision.title.in_language(language)
        return self._say(_HEADLINE, title=title, answer=answer_text(decision, self._question, language))

    def _body(self) -> Iterator[str]:
        match self._decision.outcome:
            case Outcome.NOT_APPLICABLE:
                yield from self._not_applicable()
            case Outcome.UNDETERMINED:
                yield from self._undetermined()
            case Outcome.SATISFIED:
                yield from self._grounds(_MET if self._kind == "requirements" else _GROUNDS)
                if self._kind == "findings":
                    yield self._say(_CEASE["findings"])
            case Outcome.NOT_SATISFIED:
                yield from self._not_satisfied()
        yield from self._set_aside()
        yield from self._section(
            _CAVEATS, dict.fromkeys(c.text.in_language(self._language) for c in self._decision.caveats)
        )

    def _not_applicable(self) -> Iterator[str]:
        scope = self._trace.scope
        if scope is not None and scope.settled and scope.value is not True:
            yield from self._section(_OUT_OF_SCOPE, self._conditions((scope,)))
        else:
            yield self._say(_NO_RULE)

    def _undetermined(self) -> Iterator[str]:
        decision, scope = self._decision, self._trace.scope
        if decision.conflict is not None:
            yield from self._section(_CONFLICT, (self._rule_line(rule) for rule in decision.conflict.rules))
        yield from self._section(_MISSING, (fact_text(path, self._language) for path in decision.missing))
        if scope is not None and not scope.settled:
            yield from self._section(_SCOPE_OPEN, self._conditions((scope,)))
        unsettled = (reason for reason in self._trace.reasons if reason.holds is None)
        yield from self._rules(_OPEN, unsettled, lambda step: not step.settled)

    def _not_satisfied(self) -> Iterator[str]:
        if self._kind == "requirements":
            yield from self._grounds(_UNMET)
            yield self._say(_CEASE["requirements"])
            return
        yield from self._grounds(_GROUNDS)
        others = (reason for reason in self._trace.reasons if reason.holds is False)
        yield from self._rules(_NOT_FOUND if self._kind == "findings" else _NOT_ANSWERED, others, _fails)

    def _grounds(self, heading: Text) -> Iterator[str]:
        if not self._decision.grounds:
            return
        yield self._say(heading)
        unmet = heading is _UNMET
        for ground in self._decision.grounds:
            yield from self._indented(self._ground(ground, unmet=unmet))

    def _ground(self, ground: Ground, *, unmet: bool) -> Iterator[str]:
        yield f"• {ground.title.in_language(self._language)}"
        article = "；".join(article.text.in_language(self._language) for article in ground.citations)
        if ground.place != _WHOLE_COUNTRY:
            article = self._say(_LOCAL, article=article, place=self._title(ground.place))
        yield from self._indented(filter(None, (article,)))
        if ground.since is not None:
            yield from self._indented((self._say(_SINCE, since=ground.since.isoformat()),))
        reason = self._reasons.get(ground.rule)
        if reason is not None:
            steps = tuple(step for step in reason.steps if (_fails(step) if unmet else _is_true(step)))
            yield from self._indented(self._conditions(steps))

    def _rules(self, heading: Text, reasons: Iterable[Reason], matters: Callable[[Step], bool]) -> Iterator[str]:
        told = [
            (reason, tuple(step for step in reason.steps if matters(step)))
            for reason in reasons
            if not reason.beaten_by
        ]
        if not told:
            return
        yield self._say(heading)
        for reason, steps in told:
            yield _INDENT + self._rule_line(reason.rule)
            yield from self._indented(self._indented(self._conditions(steps)))

    def _rule_line(self, rule: str) -> str:
        reason = self._reasons.get(rule)
        if reason is None:
            return f"• {self._title(rule)}"
        articles = "；".join(article.text.in_language(self._language) for article in reason.citations)
        title = reason.title.in_language(self._language)
        return f"• {title}——{articles}" if self._language == "zh" else f"• {title} [{articles}]"

    def _set_aside(self) -> Iterator[str]:
        beaten = (
            self._say(_EXCEPTION, title=reason.title.in_language(self._language), other=self._title(other))
            for reason in self._trace.reasons
            if reason.holds is not False
            for other in reason.beaten_by
        )
        yield from self._section(_BEATEN, beaten)

    def _section(self, heading: Text, lines: Iterable[str]) -> Iterator[str]:
        told = list(lines)
        if told:
            yield self._say(heading)
            yield from self._indented(line if line.startswith(("•", "–", " ")) else f"• {line}" for line in told)

    def _conditions(self, steps: tuple[Step, ...]) -> Iterator[str]:
        for step in steps:
            yield from self._tree(telling(step, self._language))

    def _tree(self, lines: tuple[Line, ...]) -> Iterator[str]:
        for line in lines:
            yield f"– {line.text}"
            yield from self._indented(self._tree(line.inside))


def answer_text(decision: Decision, question: Question | None, language: Language) -> str:
    """What a decision says, in a few words: ``是（12 天）``, ``1,000.00 yuan``, ``undetermined``."""
    label = OUTCOME_LABELS[decision.outcome].in_language(language)
    if decision.value is None or (isinstance(decision.value, frozenset | tuple) and not decision.value):
        settled = decision.outcome in (Outcome.SATISFIED, Outcome.NOT_SATISFIED)
        answered_by_value = question is not None and question.answered_by_value
        return value_text(None, None, language) if settled and answered_by_value else label
    value = value_text(decision.value, None if question is None else question.value_type, language)
    if question is not None and question.answered_by_value and decision.outcome is Outcome.SATISFIED:
        return value
    return _WITH_VALUE.in_language(language).format(answer=label, value=value)


def _is_true(step: Step) -> bool:
    return step.settled and step.value is True


def _fails(step: Step) -> bool:
    return step.settled and step.value is not True
