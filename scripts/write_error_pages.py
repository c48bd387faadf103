"""Writes docs/errors.md and docs/errors.zh.md, a page of every problem code: ``python -m scripts.write_error_pages``.

Codes, sentences and hints come from the package, examples out of the golden files of the tests.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import socorg_rules
from socorg_rules.problems import Language, ProblemKind, Text

ROOT = Path(__file__).resolve().parent.parent
PAGES: dict[Language, Path] = {"en": ROOT / "docs" / "errors.md", "zh": ROOT / "docs" / "errors.zh.md"}

# Whose problems they are. A module of messages that is missing here has no place on the page and stops the script.
PARTS = {
    "socorg_rules.rulesets.messages": Text("规则集文件", "Ruleset files"),
    "socorg_rules.feel.messages": Text("规则语言：写法", "The rule language: how it is written"),
    "socorg_rules.feel.type_messages": Text("规则语言：含义和类型", "The rule language: names and types"),
    "socorg_rules.rulesets.law_messages": Text("规则集之间", "Rulesets put together"),
    "socorg_rules.rulesets.indicator_messages": Text("指标和公布的数字", "Indicators and published figures"),
    "socorg_rules.records.messages": Text("组织记录", "Records of organizations"),
    "socorg_rules.records.readers.messages": Text("记录文件", "Files of records"),
    "socorg_rules.review.messages": Text("规则集的样例", "Examples of rulesets"),
    "socorg_rules.engines.durable.messages": Text("durable_rules 引擎", "The durable_rules engine"),
    "socorg_rules.watch.messages": Text("事件和监测", "Events and the watch"),
    "socorg_rules.cli.messages": Text("命令行", "The command line"),
    "socorg_rules.reports.law_coverage.messages": Text("法律覆盖表", "Law coverage"),
}

_LINE = re.compile(r"^ *(?P<place>\S.*?): (?P<code>[EW]\d{3}) (?P<said>.+)$")
_WRITTEN = re.compile(r"^(?:expression|cell|iterator): (?P<text>.+)$")


@dataclass(frozen=True, slots=True)
class Example:
    """A problem as it was reported once, and the line it was about where that can be told."""

    reported: str
    written: str | None


def kinds_by_module() -> dict[str, list[ProblemKind]]:
    """Every problem kind, under the module that defines it; all of them live in modules of messages."""
    found: dict[str, list[ProblemKind]] = {}
    for module in pkgutil.walk_packages(socorg_rules.__path__, f"{socorg_rules.__name__}."):
        if module.name.endswith("messages"):
            values = vars(importlib.import_module(module.name)).values()
            kinds = [value for value in values if isinstance(value, ProblemKind)]
            if kinds:
                found[module.name] = sorted(kinds, key=lambda kind: kind.code)
    return found


def page_text(language: Language) -> str:
    """The whole page."""
    examples = _examples(language)
    lines = [*_head(language)]
    modules = kinds_by_module()
    for module, kinds in sorted(modules.items(), key=lambda item: item[1][0].code):
        lines += [f"## {PARTS[module].in_language(language)}", ""]
        for kind in kinds:
            lines += _entry(kind, language, examples.get(kind.code, []))
    return "\n".join(lines).rstrip() + "\n"


def _head(language: Language) -> list[str]:
    if language == "zh":
        return [
            "# 问题代码",
            "",
            "[English](errors.md)",
            "",
            "问题一次全部报告，每行一个：`文件:行:列 @ 字段: 代码 一句话 应当怎样写`。代码的含义不会改变。E 是错误，"
            "有错误的部分不被使用；W 是提醒，不妨碍使用。句中的“…”处写明实际的值。",
            "",
            "本页由 `python -m scripts.write_error_pages` 生成，例子取自测试的预期输出。",
            "",
        ]
    return [
        "# Problem codes",
        "",
        "[中文](errors.zh.md)",
        "",
        "All problems are reported at once, a line each: `file:line:column @ field: code sentence "
        "what-to-write-instead`. A code never changes its meaning. E is an error, and what it is about is not used; W "
        "is a warning that stops nothing. `…` stands where the sentence names what was found.",
        "",
        "This page is written by `python -m scripts.write_error_pages`; its examples come from the expected output of "
        "the tests.",
        "",
    ]


def _entry(kind: ProblemKind, language: Language, examples: list[Example]) -> list[str]:
    hint = _shown(kind.hint.in_language(language))
    lines = [f"### {kind.code}", "", _shown(kind.message.in_language(language)), ""]
    if hint not in ("", "…"):
        lines[2] += f" {hint}" if language == "en" else hint
    if examples:
        # One that shows what was written says most; the shortest is read first.
        best = min(examples, key=lambda one: (one.written is None, len(one.reported), one.reported))
        lines += ["```text", *([best.written] if best.written else []), best.reported, "```", ""]
    return lines


def _shown(template: str) -> str:
    """A template with its values left open, safe inside Markdown."""
    parts = []
    for literal, name, _, conversion in Formatter().parse(template):
        parts.append(re.sub(r"([\\*<])", r"\\\1", literal) if "`" not in literal else literal)
        if name is not None:
            parts.append("'…'" if conversion == "r" else "…")
    return "".join(parts)


def _pattern(template: str) -> re.Pattern[str]:
    parts = [re.escape(literal) + ("" if name is None else ".*") for literal, name, _, _ in Formatter().parse(template)]
    return re.compile("".join(parts), re.DOTALL)


def _examples(language: Language) -> dict[str, list[Example]]:
    """The problems in golden files whose sentence is still the kind's, by code."""
    sentences = {
        kind.code: _pattern(kind.message.in_language(language))
        for kinds in kinds_by_module().values()
        for kind in kinds
    }
    found: dict[str, list[Example]] = {}
    for file in sorted((ROOT / "tests").glob("**/golden/**/*.txt")):
        for code, said, example in _reported(file):
            sentence = sentences.get(code)
            if sentence is not None and sentence.match(said):
                found.setdefault(code, []).append(example)
    return found


def _reported(file: Path) -> Iterator[tuple[str, str, Example]]:
    """Code, sentence and example of every problem in a golden file."""
    heading: str | None = None
    for line in file.read_text(encoding="utf-8").splitlines():
        problem = _LINE.match(line)
        if problem is None:
            head = _WRITTEN.match(line)
            heading = head["text"] if head is not None else None
        else:
            yield problem["code"], problem["said"], Example(line.strip(), heading or _line_of(file, problem["place"]))


def _line_of(file: Path, place: str) -> str | None:
    """The line a problem is about, if the file lies beside the golden one."""
    spot = re.match(r"([^/:]+\.yaml):(\d+)", place)
    if spot is None or not (source := file.with_name(spot[1])).is_file():
        return None
    lines = source.read_bytes().decode("utf-8", errors="replace").split("\n")
    number = int(spot[2])
    line = lines[number - 1].rstrip() if number <= len(lines) else ""
    return line if line and line.isprintable() else None


if __name__ == "__main__":
    for written_in, page in PAGES.items():
        page.write_text(page_text(written_in), encoding="utf-8", newline="\n")
