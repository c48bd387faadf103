"""Small rulesets for tests, written as their files are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from textwrap import dedent, indent
from typing import Any

from socorg_rules import Evaluation, Organization, Rulebook
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.engines.reference.results import decision_of
from socorg_rules.problems import Problem, Problems
from socorg_rules.records.facts import facts_of
from socorg_rules.rulesets.calendars import Calendar
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.reader import read_ruleset
from tests.differential.comparing import told

TITLE = "{zh: 题目, en: title}"


def ruleset_text(
    body: str,
    *,
    ruleset: str = "cn/test",
    version: str = "1.0.0",
    released_on: str = "2020-01-01",
    place: str = "100000",
    source: str | None = "act",
) -> str:
    """A ruleset file: a head, one source in force from 2000 on, and ``body``."""
    head = dedent(f"""\
        ruleset: {ruleset}
        version: {version}
        released_on: {released_on}
        jurisdiction: {place if place.startswith("{") else f'"{place}"'}
        place: {{zh: 某地, en: place}}
        title: {TITLE}
        """)
    if source is not None:
        head += dedent(f"""\
            sources:
              {source}:
                title: {{zh: 某条例, en: Some Act}}
                in_force: {{from: 2000-01-01}}
                checked: {{on: 2020-01-01, how: text_read}}
            """)
    return head + dedent(body)


def rule(rule_id: str, decision: str, **keys: str) -> str:
    """An entry of ``rules:``; keys as in the format, values as YAML."""
    lines = [f"- id: {rule_id}", f"  decides: {decision}", f"  title: {TITLE}"]
    keys = {"cite": "act art.1", **keys}
    lines += [f"  {key}: {value}" for key, value in keys.items()]
    return "\n".join(lines)


def body(*, decisions: str, rules: list[str], extra: str = "") -> str:
    return (
        f"{dedent(extra)}decisions:\n{indent(dedent(decisions), '  ')}\nrules:\n"
        + indent("\n".join(rules), "  ")
        + "\n"
    )


def one_decision(
    *rules: str, kind: str = "findings", extra: str = "", decision_keys: str = "", name: str = "outcome"
) -> str:
    """The body of a ruleset with one decision, ``outcome``."""
    decision = f"{name}:\n  title: {TITLE}\n  kind: {kind}\n{indent(dedent(decision_keys), '  ')}"
    return body(decisions=decision, rules=list(rules), extra=extra)


def read(text: str, file: str = "test.yaml") -> Ruleset:
    problems = Problems()
    found = read_ruleset(text, file=file, problems=problems)
    assert found is not None, "\n".join(problem.render() for problem in problems)
    return found


def library_of(*texts: str, calendars: tuple[Calendar, ...] = ()) -> Library:
    return Library([read(text, f"file-{index}.yaml") for index, text in enumerate(texts, 1)], calendars)


def problems_of(*texts: str) -> list[Problem]:
    """What is wrong with rulesets that read."""
    return library_of(*texts).check().sorted()


def codes_of(*texts: str) -> list[str]:
    return [problem.code for problem in problems_of(*texts)]


def rulebook_of(*texts: str, calendars: tuple[Calendar, ...] = ()) -> Rulebook:
    library = library_of(*texts, calendars=calendars)
    problems = library.check()
    assert not problems.errors, "\n".join(problem.render() for problem in problems)
    return Rulebook(library)


RECORD: Mapping[str, object] = {"division": "320612", "level": "county"}
AS_OF = date(2024, 3, 1)


def evaluate(*texts: str, as_of: date = AS_OF, known_at: date | None = None, **record: Any) -> Evaluation:
    """The decisions of small rulesets about a record with these fields, as both engines for one record tell them."""
    rulebook = rulebook_of(*texts)
    evaluation = rulebook.evaluate({**RECORD, **record}, as_of=as_of, known_at=known_at)
    organization = Organization.model_validate({**RECORD, **record})
    law = rulebook.selection(known_at).law_for(organization.division, as_of)
    decider = ReferenceDecider(law, facts_of(organization, as_of), as_of)
    for name, decision in evaluation.items():
        assert told(decision) == told(decision_of(decider.decide(name), decider)), name
    return evaluation
