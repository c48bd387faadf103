"""Sources, parameters over time and definitions of a ruleset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from socorg_rules.reports.law_status import CHECKED_LABELS
from socorg_rules.reports.pages import words
from socorg_rules.reports.pages.markdown import anchor, escaped, heading, table
from socorg_rules.reports.pages.names import plan_value_text
from socorg_rules.reports.pages.page import Page
from socorg_rules.reports.pages.rule_sections import feel_block, source_doubts
from socorg_rules.rulesets.model import DatedValue, Definition, Inherit, Parameter, Source
from socorg_rules.rulesets.parameters import TypedLayer, TypedValue


def source_section(page: Page) -> Iterator[str]:
    """The sources that the ruleset declares or cites."""
    ruleset = page.ruleset
    cited = {
        cite.source
        for cites in (
            *(rule.cites for rule in ruleset.rules),
            *(dated.cites for parameter in ruleset.parameters for dated in parameter.values),
            *(indicator.cites for indicator in ruleset.indicators),
            *(figure.cites for figure in ruleset.published_figures),
        )
        for cite in cites
    }
    declared = {source.id for source in ruleset.sources}
    shown = [*ruleset.sources, *(page.book.source(name).item for name in sorted(cited - declared))]
    if shown:
        yield from heading(2, page.word(words.SOURCES))
        yield from table(
            [page.word(head) for head in words.SOURCE_HEADS],
            (_source_row(page, source) for source in shown),
        )


def _source_row(page: Page, source: Source) -> list[str]:
    return [
        f"{anchor(f'source-{source.id}')}{page.plain(source.title)} `{source.id}`",
        escaped(source.number or page.word(words.NONE)),
        page.plain(source.issuer) if source.issuer is not None else page.word(words.NONE),
        page.period(source.in_force),
        how_sure_of(page, source),
    ]


def how_sure_of(page: Page, source: Source) -> str:
    """How and when a source was checked, and from when it is due again."""
    how = page.word(CHECKED_LABELS[source.checked])
    told = [page.fill(words.CHECKED_ON, how=how, on=source.checked_on.isoformat())]
    if source.note is not None:
        told.append(page.plain(source.note))
    if source.recheck is not None:
        why = page.plain(source.recheck.why)
        told.append(page.fill(words.RECHECK, since=source.recheck.since.isoformat(), why=why))
    return page.word(words.SEPARATOR).join(told)


def parameter_section(page: Page) -> Iterator[str]:
    """Every parameter with its values over time."""
    if page.ruleset.parameters:
        yield from heading(2, page.word(words.PARAMETERS))
    for parameter in page.ruleset.parameters:
        typed = page.book.typed.parameters[parameter.name]
        layer = next(layer for layer in typed.layers if layer.owned.item is parameter)
        yield anchor(f"parameter-{parameter.name}")
        yield ""
        yield from heading(3, page.word(parameter.title or typed.title))
        yield f"`{parameter.name}`"
        yield ""
        if parameter.direction is not None:
            yield page.bold(words.DIRECTION, page.word(words.DIRECTIONS[parameter.direction]))
            yield ""
        rows = _value_rows(page, parameter, layer)
        yield from table([page.word(head) for head in words.PARAMETER_HEADS], rows)


def _value_rows(page: Page, parameter: Parameter, layer: TypedLayer) -> Iterator[list[str]]:
    follows: Iterable[TypedValue | None] = (*layer.values[1:], None)
    for typed, after in zip(layer.values, follows, strict=True):
        until = page.word(words.NONE) if after is None else (after.dated.start - timedelta(1)).isoformat()
        yield [
            _value_text(page, parameter, typed),
            typed.dated.start.isoformat(),
            until,
            page.citations(typed.dated.cites) or page.word(words.NONE),
            _how_sure_of_value(page, typed.dated),
        ]


def _value_text(page: Page, parameter: Parameter, typed: TypedValue) -> str:
    if isinstance(typed.value, Inherit):
        return page.word(words.AS_ABOVE)
    type_ = page.book.typed.parameters[parameter.name].type
    return escaped(plan_value_text(typed.value, type_, page.language))


def _how_sure_of_value(page: Page, dated: DatedValue) -> str:
    told = [] if dated.checked is None else [page.word(CHECKED_LABELS[dated.checked])]
    if dated.recheck is not None:
        why = page.plain(dated.recheck.why)
        told.append(page.fill(words.RECHECK, since=dated.recheck.since.isoformat(), why=why))
    told += source_doubts(page, dated.cites)
    sure = page.word(words.SEPARATOR).join(told) or page.word(words.SURE)
    return sure if dated.note is None else f"{sure}<br>{page.plain(dated.note)}"


def definition_section(page: Page) -> Iterator[str]:
    """Every definition in words."""
    if page.ruleset.definitions:
        yield from heading(2, page.word(words.DEFINITIONS))
    for definition in page.ruleset.definitions:
        yield from _definition(page, definition)


def _definition(page: Page, definition: Definition) -> Iterator[str]:
    yield anchor(f"definition-{definition.name}")
    yield ""
    yield from heading(3, definition.name if definition.title is None else page.word(definition.title))
    yield f"`{definition.name}`"
    yield ""
    type_ = str(page.book.law_of(page.ruleset).definitions[definition.name].type)
    speaker, tree = page.speaker(), definition.expression.tree
    holds = type_ == "boolean"
    yield page.fill(words.BOLD_HEAD, what=page.word(words.HOLDS_WHEN if holds else words.DEFINED_AS))
    yield ""
    if holds:
        said = speaker.conditions(tree)
    else:
        said = (speaker.events(tree) if type_.startswith("list<") else speaker.value(tree, type_),)
    for each in said:
        yield from each.lines(page.language)
    yield ""
    yield from feel_block(page, {"is": definition.expression.text})
