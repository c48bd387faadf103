"""Explanations as a person reads them; the golden files are to be read, not only compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from socorg_rules import Rulebook
from socorg_rules.decisions.explanation import answer_text, explain
from socorg_rules.decisions.outcome import CitedArticle, Conflict, Decision, Outcome
from socorg_rules.decisions.question import Question
from socorg_rules.decisions.trace import DecisionTrace, Step
from socorg_rules.problems import Language, Text
from socorg_rules.reports.questions import Questions
from tests.golden import check_golden
from tests.review.sample import (
    AS_OF,
    BLAMELESS,
    DEREGISTERED,
    GUILTY,
    UNKNOWN,
    sample_evaluation,
    sample_records,
    sample_rulebook,
)
from tests.small_law import evaluate, one_decision, rule, ruleset_text

GOLDEN = Path(__file__).parent / "golden"
CASES = {"guilty": GUILTY, "unknown": UNKNOWN, "blameless": BLAMELESS, "deregistered": DEREGISTERED}
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_an_explanation_reads_well(case: str, language: Language) -> None:
    evaluation = sample_evaluation(CASES[case])
    questions = Questions(sample_rulebook().decisions)
    texts = (
        explain(evaluation[name], evaluation.trace(name), language, evaluation.title_of, questions[name])
        for name in evaluation
    )
    check_golden(GOLDEN / f"explanation-{case}.{language}.txt", "\n\n".join(texts) + "\n")


@dataclass(frozen=True)
class Applied:
    """A rule that applies without a condition."""

    rule: str
    title: Text
    citations: tuple[CitedArticle, ...] = ()
    only_takes_away: bool = False
    holds: bool | None = True
    beaten_by: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


def test_a_conflict_names_both_rules_and_their_articles() -> None:
    decision = Decision(
        name="d", title=Text("问题", "question"), outcome=Outcome.UNDETERMINED, conflict=Conflict(("rule-a", "rule-b"))
    )
    reasons = tuple(Applied(rule, Text(f"规则{rule}", f"title of {rule}")) for rule in ("rule-a", "rule-b"))
    text = explain(decision, DecisionTrace("d", None, reasons), "en", lambda name: Text(name, name))
    assert text.splitlines()[:4] == [
        "question: undetermined",
        "  These rules give different answers, and none takes precedence:",
        "    • title of rule-a []",
        "    • title of rule-b []",
    ]


def test_a_decision_without_a_rule_in_force_says_so() -> None:
    decision = Decision(name="d", title=Text("问题", "question"), outcome=Outcome.NOT_APPLICABLE)
    text = explain(decision, DecisionTrace("d", None, ()), "zh", lambda name: Text(name, name))
    assert text == "问题：不适用\n  当日没有施行的规则。"


def test_what_a_definition_stands_for_is_told_once() -> None:
    definition = "definitions:\n  poor:\n    is: registered_capital < 3\n"
    rules = (rule("a", "outcome", when="not(poor)"), rule("b", "outcome", when="overseas or not(poor)"))
    law = ruleset_text(one_decision(*rules, extra=definition))
    evaluation = evaluate(law, registered_capital="1", overseas=False)
    expected = [
        "title: no",
        "  None of these is the case; any of them would make it a yes:",
        "    • title [Some Act, Art. 1]",
        "      ✗ not(poor)",
        "        ✓ registered_capital < 3 (registered_capital: 1.00)",
        "    • title [Some Act, Art. 1]",
        "      ✗ none of these holds:",
        "        ✗ overseas: no",
        "        ✗ not(poor) (see above)",
    ]
    assert evaluation.explain("en").splitlines() == expected
    # Whoever asks again is told all of it again.
    assert evaluation.explain("en").splitlines() == expected


def test_of_lists_that_nobody_handed_in_only_that_is_told() -> None:
    rules = (
        rule("a", "outcome", when="some p in penalties satisfies p.amount > 5"),
        rule("b", "outcome", when="registered_capital < 3"),
    )
    law = ruleset_text(one_decision(*rules))
    assert evaluate(law).explain("en").splitlines()[1:] == [
        "  Missing facts (with them it can be decided):",
        "    • Penalties (penalties; 行政处罚)",
        "    • Registered capital (registered_capital; 注册资金)",
        "  Rules that can't be told yet:",
        "    • title [Some Act, Art. 1]",
        "    • title [Some Act, Art. 1]",
        "      ? registered_capital < 3 (registered_capital: unknown)",
    ]
    assert "?" not in evaluate(law, registered_capital="5").explain("en")


MONEY = Question("answer", "money", answered_by_value=True)
LATE = Question("answer", "days", answered_by_value=False)
FINDINGS = Question("findings", None, answered_by_value=False)


def _answer(outcome: Outcome, value: int | frozenset[str] | None, question: Question | None) -> str:
    return answer_text(Decision("d", Text("", ""), outcome, value), question, "en")


def test_an_answer_that_is_a_value_is_told_by_it() -> None:
    assert _answer(Outcome.SATISFIED, 5, Question("answer", "days", answered_by_value=True)) == "5 days"
    assert _answer(Outcome.NOT_SATISFIED, None, MONEY) == "none"
    assert _answer(Outcome.UNDETERMINED, None, MONEY) == "undetermined"
    assert _answer(Outcome.NOT_APPLICABLE, None, MONEY) == "not applicable"


def test_a_value_beside_an_answer_stands_in_brackets() -> None:
    assert _answer(Outcome.SATISFIED, 12, LATE) == "yes (12 days)"
    assert _answer(Outcome.NOT_SATISFIED, None, LATE) == "no"


def test_labels_are_left_to_the_grounds() -> None:
    assert _answer(Outcome.SATISFIED, frozenset({"5"}), FINDINGS) == "yes"


@pytest.mark.parametrize(("case", "language"), [(GUILTY, "zh"), (UNKNOWN, "en")])
def test_every_bundled_decision_can_be_explained(case: str, language: Language) -> None:
    organization = sample_records()[case].organization
    evaluation = Rulebook.bundled().evaluate(organization, as_of=AS_OF)
    text = evaluation.explain(language, only=list(evaluation))
    assert text.count("\n\n") == len(evaluation) - 1
    # The language's own words are for authors.
    assert not {"null", "as_of"} & set(text.replace("(", " ").replace(")", " ").split())
