"""Plain data as YAML text in one canonical layout: short things on one line, long expressions folded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 120
"""Columns that a line may fill."""

_INDENT: Final = 2
_NOT_AT_START: Final = frozenset("-?:,[]{}#&*!|>'\"%@`. ")
_NOT_PLAIN: Final = re.compile(r"[\n\t]|: | #|[: ]$")
_NOT_PLAIN_IN_FLOW: Final = re.compile(r"[:,\[\]{}]")
# What YAML reads as something else than a text. This library doesn't, but an editor's schema check does.
_TYPED: Final = re.compile(r"[-+.0-9].*|~|null|true|false|yes|no|on|off|y|n", re.IGNORECASE)
_BREAK: Final = re.compile(r"(?<=[^ ]) (?=[^ ])")


@dataclass(frozen=True, slots=True)
class Word:
    """A scalar that may look like a number, a date or a Boolean: a value of law, an expression."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A scalar that must be in quotes because the plain word means something else."""

    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping that is never put on one line."""

    entries: dict[str, YamlData]


YamlScalar = str | Word | Quoted
YamlItem = YamlScalar | Block | dict[str, "YamlData"]
YamlData = YamlItem | list[YamlItem]


def yaml_text(root: dict[str, YamlData]) -> str:
    """The text of a document; an empty line before every top-level block."""
    lines: list[str] = []
    for key, value in root.items():
        if isinstance(value, Block) or (isinstance(value, list) and value and isinstance(value[0], Block)):
            lines.append("")
        lines.extend(_entry(key, value, 0))
    return "\n".join(lines) + "\n"


def _entry(key: str, value: YamlData, indent: int) -> list[str]:
    """The lines of ``key: value``."""
    head = f"{' ' * indent}{_scalar(key, in_flow=False)}:"
    inline = _inline(value)
    if inline is not None and len(head) + 1 + len(inline) <= WIDTH:
        return [f"{head} {inline}"]
    if isinstance(value, Block | dict):
        return [head, *_mapping(value, indent + _INDENT)]
    if isinstance(value, list):
        return [head, *_items(value, indent + _INDENT)]
    block = None if isinstance(value, Quoted) else _block_scalar(_text_of(value), " " * (indent + _INDENT))
    return [f"{head} {_scalar_of(value, in_flow=False)}"] if block is None else [f"{head} {block[0]}", *block[1:]]


def _mapping(value: Block | dict[str, YamlData], indent: int) -> list[str]:
    entries = value.entries if isinstance(value, Block) else value
    return [line for key, item in entries.items() for line in _entry(key, item, indent)]


def _items(items: list[YamlItem], indent: int) -> list[str]:
    lines: list[str] = []
    for item in items:
        start = f"{' ' * indent}- "
        if not isinstance(item, Block | dict):
            lines.append(start + _scalar_of(item, in_flow=False))
            continue
        inline = _inline(item)
        if inline is not None and len(start) + len(inline) <= WIDTH:
            lines.append(start + inline)
        else:
            first, *others = _mapping(item, indent + _INDENT)
            lines.extend([start + first.lstrip(" "), *others])
    return lines


def _inline(value: YamlData) -> str | None:
    """The value on one line, or None when it is better on several."""
    if isinstance(value, Block) or (isinstance(value, str | Word) and "\n" in _text_of(value)):
        return None
    return _flow(value) if isinstance(value, dict | list) else _scalar_of(value, in_flow=False)


def _flow(value: YamlData) -> str | None:
    if isinstance(value, Block):
        return None
    if isinstance(value, dict):
        entries = [(_scalar(key, in_flow=True), _flow(item)) for key, item in value.items()]
        if any(item is None for _, item in entries):
            return None
        return f"{{{', '.join(f'{key}: {item}' for key, item in entries)}}}"
    if isinstance(value, list):
        items = [_flow(item) for item in value]
        return None if None in items else f"[{', '.join(item for item in items if item is not None)}]"
    return _scalar_of(value, in_flow=True)


def _text_of(value: str | Word) -> str:
    return value if isinstance(value, str) else value.text


def _scalar_of(value: YamlScalar, *, in_flow: bool) -> str:
    if isinstance(value, Quoted):
        return _quoted(value.text)
    if isinstance(value, Word):
        return _scalar(value.text, in_flow=in_flow)
    return _quoted(value) if _TYPED.fullmatch(value) else _scalar(value, in_flow=in_flow)


def _scalar(text: str, *, in_flow: bool) -> str:
    is_plain = (
        text[0] not in _NOT_AT_START
        and _NOT_PLAIN.search(text) is None
        and not (in_flow and _NOT_PLAIN_IN_FLOW.search(text))
    )
    return text if is_plain else _quoted(text)


def _quoted(text: str) -> str:
    if "\n" in text or "\t" in text:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return f'"{escaped}"'
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _block_scalar(text: str, start: str) -> list[str] | None:
    """The lines of a block with its header; None when a block would change the text."""
    if text != text.strip() or "\t" in text:
        return None
    if "\n" in text:
        return ["|-", *(start + line if line else "" for line in text.split("\n"))]
    lines: list[str] = []
    line = ""
    for part in _BREAK.split(text):
        if line and len(start) + len(line) + 1 + len(part) > WIDTH:
            lines.append(start + line)
            line = part
        else:
            line = f"{line} {part}" if line else part
    return [">-", *lines, start + line]
