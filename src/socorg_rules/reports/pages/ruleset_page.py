"""The page of one ruleset."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from socorg_rules.decisions.outcome import OUTCOME_LABELS, Outcome
from socorg_rules.problems import Language
from socorg_rules.reports.pages import words
from socorg_rules.reports.pages.book import INDEX, Book, other, page_name, place_title, rule_anchor
from socorg_rules.reports.pages.example_section import example_section
from socorg_rules.reports.pages.indicator_section import figure_section, indicator_section
from socorg_rules.reports.pages.markdown import anchor, escaped, heading, link
from socorg_rules.reports.pages.page import Page
from socorg_rules.reports.pages.parameter_tables import definition_section, parameter_section, source_section
from socorg_rules.reports.pages.rule_sections import feel_block, rule_section, table_section
from socorg_rules.rulesets.model import DecisionDeclaration, Ruleset


def ruleset_page(book: Book, ruleset: Ruleset, language: Language) -> str:
    """The whole page, in Markdown."""
    page = Page(book, ruleset, language, book.names_for(ruleset, language))
    parts = (
        _head(page),
        source_section(page),
        _decisions(page),
        indicator_section(page),
        figure_section(page),
        parameter_section(page),
        definition_section(page),
        example_section(page),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _head(page: Page) -> Iterator[str]:
    ruleset = page.ruleset
    yield from heading(1, page.word(ruleset.title))
    index = posixpath.relpath(page_name(INDEX, page.language), posixpath.dirname(ruleset.id) or ".")
    twin = posixpath.basename(page_name(ruleset.id, other(page.language)))
    yield f"{link(page.word(words.OTHER_LANGUAGE), twin)} · {link(page.word(words.ALL_RULESETS), index)}"
    yield ""
    if ruleset.description is not None:
        yield page.plain(ruleset.description)
        yield ""
    place = page.plain(place_title(ruleset))
    former = [
        page.fill(words.FORMER_CODE, code=code.code, until=code.until or page.word(words.NONE))
        for code in ruleset.jurisdiction.former
    ]
    if former:
        place = page.fill(words.ASIDE, text=place, aside=page.fill(words.FORMER_CODES, codes=page.listed(former)))
    released = page.fill(words.RELEASED, version=ruleset.version_text, day=ruleset.released_on.isoformat())
    yield f"- {page.bold(words.FILE, f'`{ruleset.id}`')}"
    yield f"- {page.bold(words.PLACE, place)}"
    yield f"- {page.bold(words.VERSION, released)}"
    if ruleset.decisions:
        titles = (link(page.word(each.title), f"#decision-{each.name}") for each in ruleset.decisions)
        yield f"- {page.bold(words.DECIDES, page.listed(titles))}"
    changed = list(_changes(page))
    if changed:
        yield f"- {page.bold(words.CHANGES, page.listed(changed))}"
    yield ""
    yield page.word(words.GENERATED)
    yield ""


def _changes(page: Page) -> Iterator[str]:
    """What an overlay changes of the law above it."""
    for parameter in page.ruleset.parameters:
        if parameter.direction is not None:
            title = parameter.title or page.book.typed.parameters[parameter.name].title
            direction = page.word(words.DIRECTIONS[parameter.direction])
            linked = link(page.word(title), f"#parameter-{parameter.name}")
            yield page.fill(words.ASIDE, text=linked, aside=direction)
    tables = {law_table.id: law_table.title for law_table in page.ruleset.tables}
    told: set[str] = set()
    for rule in page.ruleset.rules:
        anchor_name = rule_anchor(rule.id) if rule.table is None else f"table-{rule.table}"
        if rule.direction is not None and anchor_name not in told:
            told.add(anchor_name)
            direction = page.word(words.DIRECTIONS[rule.direction])
            title = rule.title if rule.table is None else tables[rule.table]
            yield page.fill(words.ASIDE, text=link(page.word(title), f"#{anchor_name}"), aside=direction)


def _decisions(page: Page) -> Iterator[str]:
    """Every decision that the ruleset declares or has rules for, with these rules."""
    ruleset = page.ruleset
    declared = {decision.name for decision in ruleset.decisions}
    foreign = dict.fromkeys(rule.decides for rule in ruleset.rules if rule.decides not in declared)
    for decision in ruleset.decisions:
        yield from _decision_head(page, decision)
        yield from _rules(page, decision)
    for name in foreign:
        owned = page.book.names.decisions[name]
        yield from heading(2, page.word(owned.item.title))
        target = page.book.link(owned.ruleset, f"decision-{name}", of=ruleset, language=page.language)
        yield page.fill(words.DECLARED_ELSEWHERE, page=link(page.word(owned.ruleset.title), target))
        yield ""
        yield from _rules(page, owned.item)


def _decision_head(page: Page, decision: DecisionDeclaration) -> Iterator[str]:
    yield anchor(f"decision-{decision.name}")
    yield ""
    yield from heading(2, page.word(decision.title))
    yield f"`{decision.name}`"
    yield ""
    if decision.description is not None:
        yield page.plain(decision.description)
        yield ""
    yield page.bold(words.HOW, page.word(words.DECISION_KINDS[decision.kind]))
    yield ""
    plan = page.book.law_of(page.ruleset).decisions[decision.name]
    if decision.scope is not None:
        yield page.fill(words.BOLD_HEAD, what=page.word(words.SCOPE))
        yield ""
        for said in page.speaker().conditions(decision.scope.tree):
            yield from said.lines(page.language)
        yield ""
    for head, expression, type_ in (
        (words.VALUE, decision.value, str(plan.value_type)),
        (words.OTHERWISE, decision.otherwise, str(plan.type)),
    ):
        if expression is not None:
            yield page.fill(words.BOLD_HEAD, what=page.word(head))
            yield ""
            yield from page.speaker().value(expression.tree, type_).lines(page.language)
            yield ""
    if decision.finding is not None:
        yield page.bold(words.FINDING, page.word(OUTCOME_LABELS[Outcome(decision.finding)]))
        yield ""
    written = {"scope": decision.scope, "value": decision.value, "otherwise": decision.otherwise}
    yield from feel_block(page, {key: value.text for key, value in written.items() if value is not None})


def _rules(page: Page, decision: DecisionDeclaration) -> Iterator[str]:
    """The rules in the order of the file, the rows of a table together."""
    own = [rule for rule in page.ruleset.rules if rule.decides == decision.name]
    if not own:
        yield escaped(page.word(words.NO_RULES_HERE))
        yield ""
    for rule in own:
        if rule.table is None:
            yield from rule_section(page, rule, decision)
    for law_table in page.ruleset.tables:
        if law_table.decides == decision.name:
            yield from table_section(page, law_table)
