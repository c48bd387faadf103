"""The rulesets there are, and what in them is unverified, as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.table import Table

from socorg_rules.problems import Language, Text
from socorg_rules.reports.law_status import CHECKED_LABELS, RulesetStatus, UnverifiedItem
from socorg_rules.rulesets.model import Period

_SHORT_DIGEST: Final = 8
_VERSION: Final = Text("版本", "Version")
_RELEASED: Final = Text("发布", "Released")
_DIGEST: Final = Text("摘要", "Digest")
_READ: Final = Text("已读原文", "Text read")
_HEADS: Final = (
    Text("规则集", "Ruleset"),
    _VERSION,
    Text("地区", "Place"),
    _RELEASED,
    Text("施行", "In force"),
    _DIGEST,
    _READ,
)
_WHOLE: Final = (_VERSION, _RELEASED, _DIGEST, _READ)
"""Columns of which half a cell says nothing."""
_UNVERIFIED_HEADS: Final = (
    Text("种类", "Kind"),
    Text("名称", "Name"),
    Text("核对程度", "Checked"),
    Text("说明", "Note"),
    Text("位置", "Where"),
)
_KINDS: Final = {"source": Text("文件", "source"), "value": Text("参数", "value"), "rule": Text("规则", "rule")}
_RECHECK: Final = Text("{since} 起须重新核对：{why}", "due for a re-check from {since}: {why}")


def ruleset_table(statuses: Iterable[RulesetStatus], language: Language) -> Table:
    """One row a version."""
    table = _table(_HEADS, language)
    for status in statuses:
        ruleset = status.ruleset
        place = ruleset.jurisdiction
        table.add_row(
            ruleset.id,
            ruleset.version_text,
            f"{place.title.in_language(language)} {place.code}",
            ruleset.released_on.isoformat(),
            _period(status.in_force),
            ruleset.digest.removeprefix("sha256:")[:_SHORT_DIGEST],
            f"{status.read}/{status.provisions}",
        )
    return table


def unverified_table(items: Iterable[UnverifiedItem], language: Language) -> Table:
    """One row a source, value or rule."""
    table = _table(_UNVERIFIED_HEADS, language)
    for item in items:
        told = [] if item.note is None else [item.note.in_language(language)]
        if item.recheck is not None:
            why = item.recheck.why.in_language(language)
            told.append(_RECHECK.in_language(language).format(since=item.recheck.since.isoformat(), why=why))
        table.add_row(
            _KINDS[item.kind].in_language(language),
            f"{item.title.in_language(language)} ({item.name})",
            CHECKED_LABELS[item.checked].in_language(language),
            "\n".join(told),
            f"{item.ruleset.id}/{item.ruleset.version_text}:{item.place.line}",
        )
    return table


def _table(heads: Iterable[Text], language: Language) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head.in_language(language), overflow="fold", no_wrap=head in _WHOLE)
    return table


def _period(period: Period) -> str:
    start = "" if period.start is None else period.start.isoformat()
    return f"{start} –" if period.end is None else f"{start} – {period.end.isoformat()}"
