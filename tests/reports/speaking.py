"""A small law whose expressions are said in plain words."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from socorg_rules.feel.parser import parse_expression
from socorg_rules.feel.syntax import Expression
from socorg_rules.problems import Language, Place, Problems
from socorg_rules.reports.pages.names import Names
from socorg_rules.reports.pages.said import AND, Said
from socorg_rules.reports.pages.speech import Speaker
from socorg_rules.rulesets.plan import LawPlan
from tests.small_law import library_of, one_decision, rule, ruleset_text

LAW = one_decision(
    rule("found", "outcome", when="registered_on != null"),
    extra="""\
        parameters:
          large_fine:
            title: {zh: 较大罚款, en: large fine}
            type: money
            values: {2000-01-01: 30000, 2018-01-01: 50000}
            cite: act
          term:
            title: {zh: 期限, en: term}
            type: duration
            values: {2000-01-01: P2Y}
            cite: act
          is_strict:
            title: {zh: 从严, en: the law is strict}
            type: boolean
            values: {2000-01-01: true}
            cite: act
        definitions:
          fines:
            title: {zh: 罚款记录, en: fines}
            is: penalties[kind = "fine"]
          last_fined_on:
            title: {zh: 最近罚款日期, en: day of the last fine}
            is: max(penalties.decided_on)
          is_quiet:
            title: {zh: 没有受过处罚, en: it was never punished}
            is: count(penalties) = 0
        """,
)
DAY = date(2020, 6, 15)


@cache
def law() -> LawPlan:
    return library_of(ruleset_text(LAW)).selection().law_for("100000", DAY)


def speaker(language: Language, day: date = DAY) -> Speaker:
    return Speaker(Names(law(), day, lambda kind, name: f"#{kind}-{name}"), language)


def parsed(text: str) -> Expression:
    problems = Problems()
    tree = parse_expression(text, place_of=lambda span: Place(), problems=problems)
    assert tree is not None, [problem.render() for problem in problems]
    return tree


def condition(text: str, language: Language) -> str:
    """A condition in one line, without the targets of links."""
    said = Said("", speaker(language).conditions(parsed(text)), AND, bare=True).inline(language)
    return unlinked(said)


def lines(text: str, language: Language) -> list[str]:
    """A condition as a list."""
    return [unlinked(line) for said in speaker(language).conditions(parsed(text)) for line in said.lines(language)]


def unlinked(text: str) -> str:
    return re.sub(r"\[((?:[^\]\\]|\\.)*)\]\(#[^)]*\)", r"\1", text)
