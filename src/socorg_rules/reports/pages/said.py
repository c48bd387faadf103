"""Something said: a sentence, or a heading over parts that are said below it or, where they are short, behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from socorg_rules.problems import Language, Text
from socorg_rules.reports.pages.markdown import bullet

AND: Final = Text("，并且", ", and ")
OR: Final = Text("，或者", ", or ")
LIST: Final = Text("；", "; ")
_ASIDE: Final = Text("（{parts}）", " ({parts})")
_BEHIND: Final = Text("{text}：{parts}", "{text}: {parts}")
_HEAD: Final = Text("{text}：", "{text}:")
_SHORT: Final = {"zh": 44, "en": 110}
"""Characters of a sentence that is still read at one glance."""
_LINKED: Final = "]("


@dataclass(frozen=True, slots=True)
class Said:
    """``text`` alone, or as the heading of ``parts``. ``joint`` stands between parts that are said in one line.

    ``bare``: the heading says nothing that the joint doesn't say, so it is left out in one line.
    """

    text: str
    parts: tuple[Said, ...] = ()
    joint: Text = LIST
    bare: bool = False

    def inline(self, language: Language, *, within: bool = False) -> str:
        """All of it in one line; ``within``: as a part of a larger sentence."""
        if not self.parts:
            return self.text
        alone = len(self.parts) == 1
        said = self.joint.in_language(language).join(part.inline(language, within=not alone) for part in self.parts)
        if self.bare:
            return _ASIDE.in_language(language).format(parts=said).strip() if within else said
        if within:
            return self.text + _ASIDE.in_language(language).format(parts=said)
        return _BEHIND.in_language(language).format(text=self.text, parts=said)

    def is_short(self, language: Language) -> bool:
        """Whether it is read at one glance in one line: few words, and no parts within parts."""
        if any(part.parts and not part.bare for part in self.parts):
            return False
        return _length(self.inline(language)) <= _SHORT[language]

    def lines(self, language: Language, depth: int = 0) -> Iterator[str]:
        """As a list, its parts below it."""
        if not self.parts or self.is_short(language):
            yield bullet(self.inline(language), depth)
            return
        yield bullet(_HEAD.in_language(language).format(text=self.text), depth)
        # A heading stands over things that all hold, so another one that says so says nothing.
        alone = self.parts[0] if len(self.parts) == 1 else None
        for part in alone.parts if alone is not None and alone.bare and alone.joint is AND else self.parts:
            yield from part.lines(language, depth + 1)


def _length(text: str) -> int:
    """The characters that are seen: of a link only its text."""
    seen, inside = 0, False
    for index, character in enumerate(text):
        inside = inside or text.startswith(_LINKED, index)
        seen += not inside
        inside = inside and character != ")"
    return seen
