"""The examples beside a ruleset: whose record, asked when, coming to what."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from socorg_rules.decisions.outcome import OUTCOME_LABELS
from socorg_rules.decisions.wording import fact_title, term_text, value_text
from socorg_rules.problems import Problems
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, FieldSpec
from socorg_rules.records.model import Event
from socorg_rules.records.vocabulary import VOCABULARIES
from socorg_rules.reports.pages import words
from socorg_rules.reports.pages.book import rule_anchor
from socorg_rules.reports.pages.markdown import anchor, bullet, escaped, folded, heading, link
from socorg_rules.reports.pages.page import Page
from socorg_rules.review.example_runs import examples_path
from socorg_rules.review.examples import Example, Expectation, read_examples_file
from socorg_rules.rulesets.model import Rule
from socorg_rules.rulesets.names import Owned

_TYPED_NUMBERS = ("money", "ratio", "days", "year")


def example_section(page: Page) -> Iterator[str]:
    """All examples of the ruleset, folded away."""
    path = examples_path(page.ruleset)
    if not path.is_file():
        return
    examples = read_examples_file(path, Problems())
    yield anchor("examples")
    yield ""
    yield from heading(2, page.word(words.EXAMPLES))
    lines = [line for example in examples for line in _example(page, example)]
    yield from folded(page.fill(words.EXAMPLES_FOLDED, count=len(examples)), lines)


def _example(page: Page, example: Example) -> Iterator[str]:
    asked = page.fill(words.ON_DAY, day=example.as_of.isoformat())
    yield (
        f"**{page.plain(example.name)}** ({asked})"
        if page.language == "en"
        else (f"**{page.plain(example.name)}**（{asked}）")
    )
    yield ""
    yield bullet(page.bold(words.RECORD, page.word(words.SEPARATOR).join(_facts(page, example))))
    for event in _events(page, example):
        yield bullet(event, 1)
    yield bullet(page.fill(words.BOLD_HEAD, what=page.word(words.EXPECTED)))
    for expectation in example.then:
        yield bullet(_expectation(page, expectation), 1)
    yield ""


def _facts(page: Page, example: Example) -> Iterator[str]:
    """What the record says, in the order of the contract."""
    organization = example.organization
    for spec in ORGANIZATION_FIELDS:
        if spec.name in organization.model_fields_set and getattr(organization, spec.name) is not None:
            yield _fact(page, spec, getattr(organization, spec.name))
    empty = [page.plain(events.title) for events in EVENT_LISTS if getattr(organization, events.name) == ()]
    if empty:
        yield page.fill(words.NOTHING_OF, what=page.listed(empty))


def _events(page: Page, example: Example) -> Iterator[str]:
    """The events of the record, one a line."""
    for events in EVENT_LISTS:
        found: tuple[Event, ...] | None = getattr(example.organization, events.name)
        for event in found or ():
            told = (
                _fact(page, spec, value)
                for spec in events.fields
                if (value := getattr(event, spec.name)) is not None and spec.name in event.model_fields_set
            )
            said = page.word(words.SEPARATOR).join(told)
            yield page.fill(words.COLON, what=page.plain(events.title), value=said)


def _fact(page: Page, spec: FieldSpec, value: Any) -> str:
    type_ = spec.kind if spec.vocabulary is None else spec.vocabulary.name
    said = value_text(value, f"set<{type_}>" if spec.kind == "set" else type_, page.language)
    return page.fill(words.COLON, what=page.plain(spec.title), value=escaped(said))


def _expectation(page: Page, expected: Expectation) -> str:
    owned = page.book.names.decisions[expected.decision]
    target = page.book.link(owned.ruleset, f"decision-{expected.decision}", of=page.ruleset, language=page.language)
    told: list[str] = []
    if expected.outcome is not None:
        told.append(page.word(OUTCOME_LABELS[expected.outcome]))
    if expected.has_value and expected.value is not None:
        told.append(_value(page, expected.decision, expected.value))
    if expected.grounds:
        grounds = (_ground(page, expected.decision, ground.rule) for ground in expected.grounds)
        told.append(page.fill(words.COLON, what=page.word(words.GROUNDS), value=page.listed(dict.fromkeys(grounds))))
    if expected.missing:
        facts = (page.plain(fact_title(path)) for path in expected.missing)
        told.append(page.fill(words.COLON, what=page.word(words.MISSING), value=page.listed(facts)))
    said = page.word(words.SEPARATOR).join(told)
    return page.fill(words.COLON, what=link(page.word(owned.item.title), target), value=said)


def _value(page: Page, decision: str, value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return page.listed(_ground(page, decision, label) for label in value) or page.word(words.NO_ENTRIES)
    plan = page.book.law_of(page.ruleset).decisions[decision]
    type_ = str(plan.value_type or plan.type)
    if type_ in _TYPED_NUMBERS:
        try:
            return value_text(Decimal(value), type_, page.language).replace(".00 ", " ")
        except InvalidOperation:
            return escaped(value)
    return escaped(term_text(value, page.language, type_) if type_ in VOCABULARIES else value)


def _ground(page: Page, decision: str, rule: str) -> str:
    """A rule by its title, or a label as it is."""
    by_place: dict[str, Owned[Rule]] = page.book.names.rules.get(decision, {}).get(rule, {})
    owned = by_place.get(page.ruleset.jurisdiction.code) or next(iter(by_place.values()), None)
    if owned is None:
        return f"`{rule}`"
    target = page.book.link(owned.ruleset, rule_anchor(rule), of=page.ruleset, language=page.language)
    return link(page.word(owned.item.title), target)
