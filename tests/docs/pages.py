"""The pages of the project, and what stands between fences on them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
READMES = ("README.md", "README.zh.md")
PAGES = (*(ROOT / name for name in (*READMES, "CHANGELOG.md")), *sorted(DOCS.rglob("*.md")))

_FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(page: Path | str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def fences(page: Path | str, language: str) -> list[str]:
    """The blocks of a language on a page."""
    return [found["text"] for found in _FENCE.finditer(text_of(page)) if found["language"] == language]


def prose_of(page: Path | str) -> str:
    """A page without what stands between fences or in code."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL))
