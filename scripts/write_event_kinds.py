"""Writes docs/event-kinds.md and docs/event-kinds.zh.md, every kind of event: ``python -m scripts.write_event_kinds``.

Names and words come from the record's model, by way of the watch's vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from socorg_rules.problems import Language, Text
from socorg_rules.records.fields import EVENT_LISTS, ListSpec
from socorg_rules.watch.vocabulary import EVENT_KINDS, EventKind

ROOT = Path(__file__).resolve().parent.parent
PAGES: dict[Language, Path] = {"en": ROOT / "docs" / "event-kinds.md", "zh": ROOT / "docs" / "event-kinds.zh.md"}

_HEADS: dict[Language, str] = {
    "en": """\
# Kinds of events

[中文](event-kinds.zh.md)

What the [watch](watch.md) takes as `event`: the name, the Chinese name, or the words, in whatever case. `facts` may
hold the other fields of the same list, or those of the organization where there is no list.

This page is written by `python -m scripts.write_event_kinds`, out of the [record](records.md).
""",
    "zh": """\
# 事件种类

[English](event-kinds.md)

[监测](watch.zh.md)的“事件”一栏可以写下列任何一种名称；英文不分大小写。“事实”中可写同一列表的其他字段，不属于列表的事件写组织自身的字段。

本页由 `python -m scripts.write_event_kinds` 按[记录](records.md)的字段生成。
""",
}
_OF_ORGANIZATION = Text("组织自身", "The organization itself")
_COLUMNS: dict[Language, tuple[str, ...]] = {
    "en": ("event", "中文", "in words"),
    "zh": ("事件", "含义", "英文名称"),
}


def page_text(language: Language) -> str:
    """The whole page."""
    lines = [_HEADS[language]]
    for spec in (None, *EVENT_LISTS):
        title = _OF_ORGANIZATION if spec is None else spec.title
        lines += [f"## {title.in_language(language)}", ""]
        lines += [_row(_COLUMNS[language]), _row("---" for _ in _COLUMNS[language])]
        lines += [_row(_cells(kind, language)) for kind in _kinds_of(spec)]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _kinds_of(spec: ListSpec | None) -> Iterator[EventKind]:
    return (kind for kind in EVENT_KINDS if kind.list is spec)


def _cells(kind: EventKind, language: Language) -> Iterator[str]:
    if language == "zh":
        yield from (f"`{kind.alias}`", kind.title.zh, f"`{kind.name}`")
        return
    # Chinese words are on the page already; an English reader looks for those of his own.
    words = [word for word in kind.words if word.isascii()]
    yield from (f"`{kind.name}`", f"`{kind.alias}`", ", ".join(words) or kind.name.replace("_", " "))


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    for written_in, page in PAGES.items():
        page.write_text(page_text(written_in), encoding="utf-8", newline="\n")
