"""Published figures and what came of checking them, as a table on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from rich.console import Console
from rich.table import Table

from socorg_rules.indicators import FigureReview, Verdict
from socorg_rules.indicators.printed import printed
from socorg_rules.indicators.published import MODES, CheckResult, ImpliedBase, Interval
from socorg_rules.problems import Language, Text
from socorg_rules.reports.console import print_trimmed
from socorg_rules.reports.indicator_words import MODES as MODE_WORDS
from socorg_rules.reports.indicator_words import RELATIONS, VERDICTS, number_text, short_number_text
from socorg_rules.rulesets.indicator_model import FigurePart, PublishedFigure, Rounding, StatedDay, StatedNumber
from socorg_rules.rulesets.model import Ruleset

_HEADS: Final = (Text("公布的数字", "Published figure"), Text("写作", "Stated"), Text("结论", "Verdict"))
_UNSTATED: Final = Text("未写明", "not stated")
_IMPLIED: Final = Text("{least} – {most}（隐含）", "{least} – {most} (implied)")
_ELSEWHERE: Final = Text("{number}（{source}）", "{number} ({source})")
_WOULD_BE: Final = Text("{base}{parts} = {value}：{verdict}", "{base}{parts} = {value}: {verdict}")
_IMPLIES: Final = Text("{base}{parts}：隐含 {bases}", "{base}{parts}: implies {bases}")
_OTHER_DAY: Final = Text("{base}{day}：{verdict}", "{base}{day}: {verdict}")
_NOTHING: Final = Text("不可能", "impossible")
_YES: Final = Text("相符", "agrees")
_YES_IF: Final = Text("{mode}时相符", "agrees if {mode}")
_NO: Final = Text("不符", "differs")
_MORE_PLACES: Final = 2
"""Of a number that is only held against a bound: more than the document prints of it."""
_AFTER_BASE: Final = Text("{base}：", "{base}: ")
_TOTALS: Final = Text("公布的数字 {figures} 个：{counts}。", "Published figures: {figures}; {counts}.")
_COUNT: Final = Text("{verdict} {count}", "{verdict}: {count}")
_STYLES: Final = {Verdict.INCONSISTENT: "red", Verdict.SUSPECT: "yellow", Verdict.DEPENDS_ON_BASE: "yellow"}


def stated_text(figure: PublishedFigure, language: Language) -> str:
    """A published figure as the document prints it."""
    if isinstance(figure.stated, StatedDay):
        return figure.stated.value.isoformat()
    said = number_text(figure.stated.value, figure.stated.unit)
    return RELATIONS[figure.relation].in_language(language).format(said)


def print_reviews(
    console: Console, reviewed: Sequence[tuple[Ruleset, Sequence[FigureReview]]], language: Language
) -> None:
    """Prints the figures of every place with how each was reckoned again, and how many came out how."""
    for ruleset, reviews in reviewed:
        place = ruleset.jurisdiction
        print_trimmed(console, f"{place.title.in_language(language)} {place.code}", style="bold")
        table = Table(box=None, pad_edge=False, header_style="bold")
        for head in _HEADS:
            table.add_column(head.in_language(language), overflow="fold")
        for review in reviews:
            figure = review.figure
            style = _STYLES.get(review.verdict, "")
            verdict = VERDICTS[review.verdict].in_language(language)
            table.add_row(figure.says.in_language(language), stated_text(figure, language), verdict, style=style)
            for line in _lines(review, language):
                table.add_row(f"  {line}", style="dim")
        print_trimmed(console, table)
        print_trimmed(console)
    print_trimmed(console, totals([review for _, reviews in reviewed for review in reviews], language), style="bold")


def totals(reviews: Sequence[FigureReview], language: Language) -> str:
    """How many figures came out how."""
    found = [review.verdict for review in reviews]
    counts = [
        _COUNT.in_language(language).format(verdict=VERDICTS[verdict].in_language(language), count=found.count(verdict))
        for verdict in Verdict
        if verdict in found
    ]
    joined = ("，" if language == "zh" else ", ").join(counts)
    return _TOTALS.in_language(language).format(figures=len(found), counts=joined)


def _lines(review: FigureReview, language: Language) -> Iterator[str]:
    for result in review.results:
        yield _line(review.figure, result, language)
    if review.figure.note is not None:
        yield review.figure.note.in_language(language)


def _line(figure: PublishedFigure, result: CheckResult, language: Language) -> str:
    check = result.check
    base = ""
    if check.base is not None:
        base = _AFTER_BASE.in_language(language).format(base=check.base.in_language(language))
    verdict = _verdict_text(result, language)
    if check.day is not None:
        return _OTHER_DAY.in_language(language).format(base=base, day=check.day.isoformat(), verdict=verdict)
    parts = _parts_text(result, language)
    if result.implied:
        bases = _bases_text(result.implied, language)
        return _IMPLIES.in_language(language).format(base=base, parts=parts, bases=bases)
    value = _reckoned_text(figure, result, language)
    return _WOULD_BE.in_language(language).format(base=base, parts=parts, value=value, verdict=verdict)


def _verdict_text(result: CheckResult, language: Language) -> str:
    if result.agrees and len(result.modes) == 1:
        return _YES_IF.in_language(language).format(mode=MODE_WORDS[result.modes[0]].in_language(language))
    return (_YES if result.agrees else _NO).in_language(language)


def _parts_text(result: CheckResult, language: Language) -> str:
    sign = {"sum": " + ", "quotient": " ÷ ", "equals": ""}[result.check.kind]
    parts = zip(result.check.parts, result.values, strict=True)
    text = sign.join(_part_text(part, value, language) for part, value in parts)
    return text if result.check.each == 1 else f"{text} × {result.check.each:,}"


def _part_text(part: FigurePart, value: Interval | None, language: Language) -> str:
    if value is None:
        return _UNSTATED.in_language(language)
    if part.implied_by is not None:
        least, most = _exact_text(value.low), _exact_text(value.high)
        return _IMPLIED.in_language(language).format(least=least, most=most)
    number = _exact_text(value.low)
    if part.elsewhere is None:
        return number
    return _ELSEWHERE.in_language(language).format(number=number, source=part.elsewhere.in_language(language))


def _exact_text(value: Fraction) -> str:
    """A number that was printed, and so has an end."""
    return short_number_text(Decimal(value.numerator) / Decimal(value.denominator), "number")


def _reckoned_text(figure: PublishedFigure, result: CheckResult, language: Language) -> str:
    """The value at the places that were printed, in each way of rounding where they differ."""
    stated, reckoned = figure.stated, result.reckoned
    assert isinstance(stated, StatedNumber) and reckoned is not None
    exponent = stated.value.as_tuple().exponent
    assert isinstance(exponent, int)
    places = max(-exponent, 0) + (0 if figure.relation in ("exactly", "about") else _MORE_PLACES)
    told: dict[tuple[Decimal, Decimal], list[str]] = {}
    for mode in MODES:
        bounds = printed(reckoned.low, Rounding(mode, places)), printed(reckoned.high, Rounding(mode, places))
        told.setdefault(bounds, []).append(MODE_WORDS[mode].in_language(language))
    texts = []
    for (low, high), modes in told.items():
        text = number_text(low, stated.unit) if low == high else f"{low:,f} – {number_text(high, stated.unit)}"
        texts.append(text if len(told) == 1 else f"{text} ({modes[0]})")
    return ", ".join(texts)


def _bases_text(bases: Iterable[ImpliedBase], language: Language) -> str:
    told: dict[str, list[str]] = {}
    for base in bases:
        if base.least > base.most:
            text = _NOTHING.in_language(language)
        else:
            text = f"{base.least:,}" if base.least == base.most else f"{base.least:,} – {base.most:,}"
        told.setdefault(text, []).append(MODE_WORDS[base.mode].in_language(language))
    return ", ".join(text if len(told) == 1 else f"{text} ({modes[0]})" for text, modes in told.items())
