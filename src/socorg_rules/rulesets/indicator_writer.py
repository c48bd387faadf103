"""Indicators and published figures as a ruleset's file writes them."""

from __future__ import annotations

from socorg_rules.feel.literals import number_text
from socorg_rules.rulesets.figure_reader import UNSTATED
from socorg_rules.rulesets.indicator_model import (
    FigureCheck,
    FigurePart,
    Indicator,
    PublishedFigure,
    StatedDay,
    StatedNumber,
)
from socorg_rules.rulesets.writing import (
    Entries,
    citations,
    day_word,
    expression_word,
    languages,
    one_or_list,
    present,
)
from socorg_rules.rulesets.yaml_text import Block, Word, YamlData, YamlItem


def indicator_block(indicator: Indicator) -> Block:
    """One entry of ``indicators:``."""
    formula, rounding, target = indicator.formula, indicator.rounding, indicator.target
    reckoned: Entries = {}
    if formula is not None:
        default = "percent" if formula.among is not None else "number"
        reckoned = present(
            counts=expression_word(formula.counts),
            figures=one_or_list(formula.figures),
            among=expression_word(formula.among),
            per=one_or_list(formula.per),
            each=_each(formula.each),
            unit=None if formula.unit == default else formula.unit,
        )
    said = present(title=languages(indicator.title), description=languages(indicator.description))
    more = present(
        basis=indicator.basis,
        rounding=None if rounding is None else {"mode": rounding.mode, "places": Word(str(rounding.places))},
        target=None if target is None else {"at_least": target.at_least},
        notes=[present(zh=note.zh, en=note.en) for note in indicator.notes] or None,
        cite=citations(indicator.cites),
    )
    return Block({**said, **reckoned, **more})


def figure_block(figure: PublishedFigure) -> Block:
    """One item of ``published_figures:``."""
    return Block(
        present(
            id=figure.id,
            says=languages(figure.says),
            as_of=day_word(figure.as_of),
            stated=Word(_stated(figure.stated)),
            relation=None if figure.relation == "exactly" else figure.relation,
            checks=[_check(check) for check in figure.checks] or None,
            cite=citations(figure.cites),
            indicator=figure.indicator,
            note=languages(figure.note),
        )
    )


def _check(check: FigureCheck) -> YamlItem:
    parts: list[YamlItem] = [_part(part) for part in check.parts]
    value: YamlData = parts
    if check.day is not None:
        value = Word(check.day.isoformat())
    elif check.kind == "equals":
        value = _part(check.parts[0])
    return present(**{check.kind: value}, each=_each(check.each), base=languages(check.base))


def _each(each: int) -> Word | None:
    return None if each == 1 else Word(str(each))


def _part(part: FigurePart) -> YamlItem:
    if part.elsewhere is not None and part.value is not None:
        return {
            "elsewhere": Word(number_text(part.value)),
            "source": present(zh=part.elsewhere.zh, en=part.elsewhere.en),
        }
    if part.value is not None:
        return Word(number_text(part.value))
    if part.figure is not None:
        return {"figure": part.figure}
    return Word(UNSTATED) if part.implied_by is None else {"implied_by": part.implied_by}


def _stated(stated: StatedNumber | StatedDay) -> str:
    if isinstance(stated, StatedDay):
        return stated.value.isoformat()
    # Noughts at the end say how exactly it was printed.
    return f"{stated.value:f} %" if stated.unit == "percent" else f"{stated.value:f}"
