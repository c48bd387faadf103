"""Indicators of a place, and the figures that were published of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from socorg_rules.indicators import FigureReview
from socorg_rules.indicators.published import review_figures
from socorg_rules.problems import Text
from socorg_rules.records.fields import PLACE_FIELDS
from socorg_rules.records.specs import find
from socorg_rules.reports.figure_table import stated_text
from socorg_rules.reports.indicator_words import BASES, VERDICTS, rounding_text
from socorg_rules.reports.pages import words
from socorg_rules.reports.pages.markdown import anchor, bullet, heading, link, table
from socorg_rules.reports.pages.page import Page
from socorg_rules.reports.pages.rule_sections import feel_block
from socorg_rules.reports.pages.said import AND, Said
from socorg_rules.rulesets.indicator_model import Indicator
from socorg_rules.rulesets.model import SourceExpression

_ORGANIZATIONS: Final = Text("符合以下条件的组织：{conditions}", "organizations for which {conditions}")


def indicator_section(page: Page) -> Iterator[str]:
    """What is divided by what, rounded how, against which target."""
    indicators = page.ruleset.indicators
    if not indicators:
        return
    yield from heading(2, page.word(words.INDICATORS))
    yield from table([page.word(head) for head in words.INDICATOR_HEADS], (_row(page, each) for each in indicators))
    for indicator in indicators:
        for note in indicator.notes:
            yield bullet(page.fill(words.COLON, what=_title(page, indicator), value=page.plain(note)))
    yield ""
    yield from feel_block(page, {each.name: written for each in indicators if (written := _written(each))})


def _written(indicator: Indicator) -> str:
    formula = indicator.formula
    if formula is None:
        return ""
    conditions = {"counts": formula.counts, "among": formula.among}
    return "\n".join(f"{key}: {condition.text}" for key, condition in conditions.items() if condition is not None)


def _row(page: Page, indicator: Indicator) -> list[str]:
    formula, rounding = indicator.formula, indicator.rounding
    none = page.word(words.NONE)
    below = "" if formula is None else _counted(page, formula.among, formula.per)
    if formula is not None and formula.each != 1:
        below = page.fill(words.PER_SO_MANY, what=below, count=f"{formula.each:,}")
    return [
        f"{anchor(f'indicator-{indicator.name}')}{_title(page, indicator)} `{indicator.name}`",
        none if formula is None else _counted(page, formula.counts, formula.figures),
        below or none,
        none if indicator.basis is None else page.word(BASES[indicator.basis]),
        none if rounding is None else rounding_text(rounding.mode, rounding.places, page.language),
        _target(page, indicator),
        page.citations(indicator.cites) or none,
    ]


def _title(page: Page, indicator: Indicator) -> str:
    """Its title; that of the inherited one where a place only changes it."""
    inherited = page.book.law_of(page.ruleset).indicators.get(indicator.name)
    title = indicator.title or (inherited.title if inherited is not None else None)
    return indicator.name if title is None else page.plain(title)


def _counted(page: Page, condition: SourceExpression | None, figures: tuple[str, ...]) -> str:
    if condition is not None:
        said = Said("", page.speaker().conditions(condition.tree), AND, bare=True).inline(page.language)
        return page.fill(_ORGANIZATIONS, conditions=said)
    specs = (find(PLACE_FIELDS, name) for name in figures)
    return " + ".join(page.plain(spec.title) for spec in specs if spec is not None)


def _target(page: Page, indicator: Indicator) -> str:
    if indicator.target is None:
        return page.word(words.NONE)
    meaning = page.names.find(indicator.target.at_least)
    if meaning is None or meaning.link is None:
        return f"`{indicator.target.at_least}`"
    linked = link(page.word(meaning.title), meaning.link)
    return page.fill(words.ASIDE, text=linked, aside=page.names.value_of(meaning.name, page.language))


def figure_section(page: Page) -> Iterator[str]:
    """The figures that documents print, and whether they agree with one another."""
    figures = page.ruleset.published_figures
    if not figures:
        return
    yield from heading(2, page.word(words.FIGURES))
    heads = [page.word(head) for head in words.FIGURE_HEADS]
    yield from table(heads, (_figure_row(page, review) for review in review_figures(figures)))


def _figure_row(page: Page, review: FigureReview) -> list[str]:
    figure = review.figure
    return [
        f"{anchor(f'figure-{figure.id}')}{page.plain(figure.says)}",
        figure.as_of.isoformat(),
        stated_text(figure, page.language),
        page.word(VERDICTS[review.verdict]),
        page.citations(figure.cites),
        page.word(words.NONE) if figure.note is None else page.plain(figure.note),
    ]
