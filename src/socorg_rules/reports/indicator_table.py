"""Indicators of a place as a table on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.table import Table

from socorg_rules.decisions.wording import fact_title
from socorg_rules.indicators import Count, IndicatorState, Measurement, PlaceMeasurement, TargetVerdict
from socorg_rules.indicators.published import FigureComparison
from socorg_rules.problems import Language, Text
from socorg_rules.reports.console import print_trimmed
from socorg_rules.reports.figure_table import stated_text
from socorg_rules.reports.indicator_words import (
    BASES,
    TARGET_VERDICTS,
    number_text,
    rounding_text,
    short_number_text,
)

_HEADING: Final = Text(
    "{place}  {code}  {day}：记录 {organizations} 条", "{place}  {code}  {day}: {organizations} records"
)
_ELSEWHERE: Final = Text("（另有 {count} 条不属于该地区，未计入）", " ({count} more are elsewhere and left out)")
_HEADS: Final = (
    Text("", ""),
    Text("指标", "Indicator"),
    Text("数值", "Value"),
    Text("分子／分母", "Of"),
    Text("基数", "Base"),
    Text("取整方式，小数位", "Rounding, places"),
    Text("目标", "Target"),
)
_TARGET: Final = Text("≥ {value}，{verdict}", "≥ {value}: {verdict}")
_NOTHING_TO_COMPARE: Final = Text("≥ {value}", "≥ {value}")
_NOT_APPLICABLE: Final = Text("不适用", "not applicable")
_UNKNOWN: Final = Text("无法确定", "undetermined")
_MISSING: Final = Text("缺少：{facts}", "missing: {facts}")
_FACT: Final = Text("{title}（{count} 家）", "{title} ({count})")
_BETWEEN_FACTS: Final = Text("、", ", ")
_AGREES: Final = Text("公布数字 {stated}：相符", "published {stated}: agrees")
_DIFFERS: Final = Text("公布数字 {stated}：不符", "published {stated}: differs")
_NOT_COMPARED: Final = Text("公布数字 {stated}：无法比较", "published {stated}: can't be compared")
_MARKS: Final = Text(
    "! 未达到目标或者与公布数字不符   ? 无法确定   * 有保留说明（--format json 给出全文）",
    "! target missed, or other than published   ? undetermined   * has caveats (--format json tells them)",
)
_SHOWN_FACTS: Final = 4


def print_measurement(console: Console, measured: PlaceMeasurement, place: Text, language: Language) -> None:
    """Prints a heading, a row for every indicator with what is missing and what was published, and what marks mean."""
    heading = _HEADING.in_language(language).format(
        place=place.in_language(language),
        code=measured.place,
        day=measured.as_of.isoformat(),
        organizations=f"{measured.organizations:,}",
    )
    if measured.elsewhere:
        heading += _ELSEWHERE.in_language(language).format(count=f"{measured.elsewhere:,}")
    print_trimmed(console, heading, style="bold")
    print_trimmed(console)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in _HEADS:
        table.add_column(head.in_language(language), overflow="fold")
    for measurement in measured.measurements:
        table.add_row(*_row(measurement, language), style=_style(measurement))
        for line in _details(measurement, language):
            table.add_row("", f"  {line}", style="dim")
    print_trimmed(console, table)
    print_trimmed(console)
    print_trimmed(console, _MARKS.in_language(language), style="dim")


def is_finding(measurement: Measurement) -> bool:
    """Whether an indicator misses its target or isn't what was published."""
    missed = measurement.target is not None and measurement.target.verdict is TargetVerdict.MISSED
    return missed or any(comparison.agrees is False for comparison in measurement.comparisons)


def is_open(measurement: Measurement) -> bool:
    """Whether an indicator, or whether it reaches its target, is undetermined."""
    undecided = measurement.target is not None and measurement.target.verdict is TargetVerdict.UNDETERMINED
    return measurement.state is IndicatorState.UNDETERMINED or undecided


def _style(measurement: Measurement) -> str:
    if is_finding(measurement):
        return "red"
    return "yellow" if is_open(measurement) else ""


def _row(measurement: Measurement, language: Language) -> tuple[str, ...]:
    plan = measurement.plan
    mark = "!" if is_finding(measurement) else "?" if is_open(measurement) else ""
    return (
        mark,
        plan.title.in_language(language) + ("*" if measurement.caveats else ""),
        _value_text(measurement, language),
        _of_text(measurement),
        "" if plan.basis is None else BASES[plan.basis].in_language(language),
        "" if plan.rounding is None else rounding_text(plan.rounding.mode, plan.rounding.places, language),
        _target_text(measurement, language),
    )


def _value_text(measurement: Measurement, language: Language) -> str:
    if measurement.state is IndicatorState.NOT_APPLICABLE:
        return _NOT_APPLICABLE.in_language(language)
    low, high, unit = measurement.printed_low, measurement.printed_high, measurement.plan.unit
    if low is None or high is None:
        return _UNKNOWN.in_language(language)
    if measurement.state is IndicatorState.KNOWN:
        return number_text(low, unit)
    return f"{number_text(low, unit)} – {number_text(high, unit)}"


def _of_text(measurement: Measurement) -> str:
    if not (measurement.plan.per or measurement.plan.among):
        return ""
    return f"{_count_text(measurement.above)} / {_count_text(measurement.below)}"


def _count_text(count: Count | None) -> str:
    if count is None:
        return "?"
    return f"{count.least:,}" if count.is_settled else f"{count.least:,}–{count.most:,}"


def _target_text(measurement: Measurement, language: Language) -> str:
    target = measurement.target
    if target is None:
        return ""
    value = short_number_text(target.value, measurement.plan.unit)
    if target.verdict is None:
        return _NOTHING_TO_COMPARE.in_language(language).format(value=value)
    verdict = TARGET_VERDICTS[target.verdict].in_language(language)
    return _TARGET.in_language(language).format(value=value, verdict=verdict)


def _details(measurement: Measurement, language: Language) -> Iterator[str]:
    if measurement.missing:
        facts = [_fact_text(path, count, language) for path, count in measurement.missing[:_SHOWN_FACTS]]
        yield _MISSING.in_language(language).format(facts=_BETWEEN_FACTS.in_language(language).join(facts))
    for comparison in measurement.comparisons:
        yield _comparison_text(comparison, language)


def _fact_text(path: str, count: int, language: Language) -> str:
    title = fact_title(path).in_language(language)
    return title if count == 0 else _FACT.in_language(language).format(title=title, count=f"{count:,}")


def _comparison_text(comparison: FigureComparison, language: Language) -> str:
    said = {True: _AGREES, False: _DIFFERS, None: _NOT_COMPARED}[comparison.agrees]
    return said.in_language(language).format(stated=stated_text(comparison.figure, language))
