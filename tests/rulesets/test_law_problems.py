"""Every problem of rulesets put together: what it says, where, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from socorg_rules.problems import ProblemKind, Problems, ProblemsError
from socorg_rules.rulesets import law_messages
from socorg_rules.rulesets.library import read_library
from tests.golden import check_golden
from tests.small_law import body, library_of, one_decision, problems_of, rule, ruleset_text

GOLDEN = Path(__file__).parent / "golden" / "law.txt"
T = "{zh: 题目, en: title}"
LIMIT = f"""\
parameters:
  limit:
    title: {T}
    type: money
    stricter: higher
    values: {{2000-01-01: 30000, 2010-01-01: 50000}}
    cite: act art.1
"""
NATIONAL = ruleset_text(one_decision(rule("base", "outcome", when="registered_capital < limit"), extra=LIMIT))
ANSWER = "type: money"


def overlay(text: str, *, place: str = "320000", ruleset: str = "cn/local", source: str | None = None) -> str:
    return ruleset_text(text, ruleset=ruleset, place=place, source=source)


def overlay_of_limit(values: str, direction: str | None) -> str:
    claim = f"    direction: {direction}\n" if direction else ""
    kind = "" if direction else f"    title: {T}\n    type: money\n"
    return overlay(f"parameters:\n  limit:\n{kind}{claim}    values: {values}\n    cite: act art.2\n")


CASES: dict[str, tuple[str, ...]] = {
    "a definition twice": (
        ruleset_text("definitions: {small: {is: overseas}}\n"),
        ruleset_text("definitions: {small: {is: overseas}}\n", ruleset="cn/other", source=None),
    ),
    "a source twice": (ruleset_text(""), ruleset_text("", ruleset="cn/other")),
    "a decision by an overlay": (
        NATIONAL,
        overlay(f"decisions: {{outcome: {{title: {T}, kind: findings}}}}\n"),
    ),
    "a source that is nowhere": (
        ruleset_text(one_decision(rule("only", "outcome", when="overseas", cite="acts art.1"))),
    ),
    "a decision that is nowhere": (ruleset_text(one_decision(rule("only", "outcomes", when="overseas"))),),
    "an exception to nothing": (
        ruleset_text(
            one_decision(
                rule("base", "outcome", when="overseas"),
                rule("but", "outcome", when="decoupled", exception_to="bases"),
            )
        ),
    ),
    "exceptions in a circle": (
        ruleset_text(
            one_decision(
                rule("one", "outcome", when="overseas", exception_to="two"),
                rule("two", "outcome", when="overseas", exception_to="three"),
                rule("three", "outcome", when="overseas", exception_to="one"),
            )
        ),
    ),
    "definitions in a circle": (
        ruleset_text("definitions:\n  one: {is: two}\n  two: {is: three}\n  three: {is: not(one)}\n"),
    ),
    "decisions in a circle": (
        ruleset_text(
            body(
                decisions=f"first: {{title: {T}, kind: findings}}\nsecond: {{title: {T}, kind: findings}}",
                rules=[
                    rule("one", "first", when="second != null and second"),
                    rule("two", "second", when="first != null and first"),
                ],
            )
        ),
    ),
    "then in findings": (ruleset_text(one_decision(rule("only", "outcome", then="true"))),),
    "for_each in requirements": (
        ruleset_text(
            one_decision(rule("only", "outcome", for_each="p in penalties", requires="overseas"), kind="requirements")
        ),
    ),
    "no then in an answer": (ruleset_text(one_decision(rule("only", "outcome", when="overseas"), kind="answer")),),
    "no requires in requirements": (
        ruleset_text(one_decision(rule("only", "outcome", when="overseas"), kind="requirements")),
    ),
    "a rule older than its parameter": (
        ruleset_text(
            one_decision(
                rule("only", "outcome", when="registered_capital < limit", in_force="{from: 1998-10-25}"),
                extra=LIMIT,
            )
        ),
    ),
    "a parameter without type": (overlay_of_limit("{2010-01-01: 1000}", "relaxes"),),
    "an overlay without direction": (NATIONAL, overlay_of_limit("{2010-01-01: 1000}", None)),
    "a rule replaced without direction": (
        NATIONAL,
        overlay("rules:\n" + rule("base", "outcome", when="overseas") + "\n"),
    ),
    "a false claim to relax": (NATIONAL, overlay_of_limit("{2005-01-01: 40000}", "relaxes")),
    "a false claim to tighten": (NATIONAL, overlay_of_limit("{2005-01-01: 40000}", "tightens")),
    "a claim nobody can check": (
        NATIONAL.replace("    stricter: higher\n", ""),
        overlay_of_limit("{2005-01-01: 40000}", "relaxes"),
    ),
    "a conflict": (
        ruleset_text(
            one_decision(
                rule("small", "outcome", when='form = "social_group"', then="1000"),
                rule("large", "outcome", when='level in ("national", "county")', then="2000"),
                kind="answer",
                decision_keys=ANSWER,
            )
        ),
    ),
    "rows that overlap": (
        ruleset_text(
            f"decisions: {{outcome: {{title: {T}, kind: answer, type: money}}}}\n"
            f"tables:\n"
            f"  - id: capital\n    decides: outcome\n    title: {T}\n    cite: act art.1\n"
            f"    hit_policy: unique\n    inputs: [individual_members]\n    rows:\n"
            f"      - {{id: few, individual_members: '<= 50', then: 1000}}\n"
            f"      - {{id: many, individual_members: '>= 50', then: 1000}}\n"
        ),
    ),
    "a definition of another type": (ruleset_text("definitions: {first: {type: date, is: overseas}}\n"),),
    "a definition of another list": (ruleset_text("definitions: {all: {type: list<ratings>, is: penalties}}\n"),),
    "a parameter called like a field": (ruleset_text(LIMIT.replace("limit:", "registered_capital:")),),
    "a definition called like a parameter": (ruleset_text(LIMIT + "definitions: {limit: {is: overseas}}\n"),),
    "a version twice": (ruleset_text(""), ruleset_text("")),
    "a version out of order": (
        ruleset_text("", version="1.1.0", released_on="2020-01-01"),
        ruleset_text("", version="1.0.0", released_on="2020-01-01"),
    ),
    "a ruleset that moved": (
        ruleset_text("", version="1.0.0"),
        ruleset_text("", version="1.0.1", released_on="2021-01-01", place="320000"),
    ),
    "two overlays of one place": (
        NATIONAL,
        overlay_of_limit("{2010-01-01: 1000}", "relaxes"),
        overlay_of_limit("{2011-01-01: 900}", "relaxes").replace("cn/local", "cn/local-too"),
    ),
    "a former code of two places": (
        overlay("", place='{code: "320612", former: [{code: "320683", until: 2009-07-01}]}', source="act"),
        overlay("", place='{code: "320613", former: [{code: "320683"}]}', ruleset="cn/other"),
    ),
    "a conflict that an overlay brings": (
        ruleset_text(
            one_decision(
                rule("all", "outcome", when='form = "social_group"', then="3000"),
                kind="answer",
                decision_keys=ANSWER,
            )
        ),
        overlay("rules:\n" + rule("few", "outcome", when="community_class", then="1000") + "\n"),
    ),
}


def _rendered(name: str, texts: tuple[str, ...]) -> str:
    lines = [name]
    for problem in problems_of(*texts):
        lines += [f"  {problem.render('zh')}", f"  {problem.render('en')}"]
    return "\n".join(lines)


def test_problems_read_as_they_should() -> None:
    check_golden(GOLDEN, "\n".join(_rendered(name, texts) for name, texts in CASES.items()) + "\n")


def test_every_case_is_wrong() -> None:
    assert [name for name, texts in CASES.items() if not problems_of(*texts)] == []


def test_every_problem_of_rulesets_put_together_has_a_case() -> None:
    kinds = {kind.code for kind in vars(law_messages).values() if isinstance(kind, ProblemKind)}
    shown = {problem.code for texts in CASES.values() for problem in problems_of(*texts)}
    assert kinds - shown == {law_messages.NOTHING_TO_LOAD.code, law_messages.WRONG_VALUE_TYPE.code}


def test_a_folder_without_rulesets_is_a_problem(tmp_path: Path) -> None:
    problems = Problems()
    read_library(tmp_path, problems)
    assert [problem.code for problem in problems] == [law_messages.NOTHING_TO_LOAD.code]


def test_a_decision_cannot_be_a_duration() -> None:
    text = ruleset_text(f"decisions: {{outcome: {{title: {T}, kind: answer, type: duration}}}}\n")
    assert [problem.code for problem in problems_of(text)] == [law_messages.WRONG_VALUE_TYPE.code]


def test_all_problems_are_told_at_once() -> None:
    text = ruleset_text(
        one_decision(
            rule("one", "outcome", when="registered_on > as_of"),
            rule("two", "outcome", when='form = "club"'),
            rule("three", "outcomes", when="overseas"),
        )
    )
    assert [problem.code for problem in problems_of(text)] == ["E148", "E150", "E202"]


def test_a_problem_names_its_file_and_line() -> None:
    text = ruleset_text(one_decision(rule("only", "outcome", when="registered_on > as_of")))
    (problem,) = problems_of(text)
    line = text[: text.index("registered_on")].count("\n") + 1
    assert (problem.place.file, problem.place.line) == ("file-1.yaml", line)


def test_rulesets_that_are_wrong_can_not_be_used() -> None:
    library = library_of(ruleset_text("definitions: {a: {is: b}}\n"))
    with pytest.raises(ProblemsError, match="E140"):
        library.selection()


def test_a_definition_that_is_wrong_is_told_once_and_not_where_it_is_used() -> None:
    text = ruleset_text(
        "definitions:\n  small: {is: 'penalties[amont > 5]'}\n  newest: {is: max(small.decided_on)}\n"
        "  some_small: {is: some p in small satisfies p.amount > 5}\n"
    )
    assert [problem.code for problem in problems_of(text)] == ["E140"]
