"""From the text of an expression to its tokens. All characters that don't belong are reported, not the first only."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from socorg_rules.feel import left_out, messages, texts
from socorg_rules.feel.limits import MAX_CHARACTERS
from socorg_rules.feel.literals import number_complaint, plain_number
from socorg_rules.feel.places import PlaceOf
from socorg_rules.feel.syntax import Span
from socorg_rules.feel.words import RESERVED_WORDS
from socorg_rules.problems import Problem, Problems

#: Chinese characters of names: unified ideographs and 〇. Compatibility ideographs and radicals look like others.
_IDEOGRAPHS = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_NAME_LETTERS = rf"A-Za-z_{_IDEOGRAPHS}"

#: What a name looks like; reserved words look the same.
NAME = re.compile(rf"[{_NAME_LETTERS}][0-9{_NAME_LETTERS}]*")

_LOOK_ALIKES = {
    "\u00a0": " ",
    "\u3000": " ",
    "、": ",",
    "。": ".",
    "“": '"',
    "”": '"',
    "„": '"',
    "「": '"',
    "」": '"',
    "『": '"',
    "』": '"',
    "«": '"',
    "»": '"',
    "‘": '"',
    "’": '"',
    "【": "[",
    "】": "]",
    "〔": "(",
    "〕": ")",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "×": "*",
    "…": "..",
}
_OTHER_OPERATORS = {
    "==": "=",
    "===": "=",
    "!==": "!=",
    "<>": "!=",
    "=<": "<=",
    "=>": ">=",
    "&": "and",
    "&&": "and",
    "|": "or",
    "||": "or",
    "!": "not(…)",
    "≠": "!=",
    "≤": "<=",
    "≦": "<=",
    "≥": ">=",
    "≧": ">=",
    "∧": "and",
    "∨": "or",
    "¬": "not(…)",
    "∈": "in",
    "@": '@"2026-01-31"',
}
_LEFT_OUT = {
    "**": left_out.POWER,
    "^": left_out.POWER,
    "?": left_out.INPUT_VALUE,
}
_FULL_WIDTH_OFFSET = 0xFEE0
_NO_ASCII_FORM = frozenset(":;?#$%&'/\\^`{|}~@")


def _any_of(spellings: dict[str, str]) -> str:
    return "|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True))


_LOOK_ALIKE_CLASS = "".join(_LOOK_ALIKES)

_TOKEN = re.compile(
    rf"""
    [ \t\r\n]*(?:
      (?P<name>[{_NAME_LETTERS}][0-9{_NAME_LETTERS}]*)
    | (?P<thousands>[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})*,0[0-9]{{2}}(?:,[0-9]{{3}})*(?![0-9]))
    | (?P<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![0-9%{_NAME_LETTERS}])(?!\.(?!\.)))
    | (?P<text>"(?:[^"\\\r\n]|\\[^\r\n])*")
    | (?P<at>@"[^"\r\n]*")
    | (?P<comment>//[^\n]*|/\*(?:.*?\*/|.*))
    | (?P<division>[/÷])
    | (?P<left_out>\*\*|\{{[^{{}}]*\}}?|[\^}}?])
    | (?P<other_operator>(?!!=(?!=))(?:{_any_of(_OTHER_OPERATORS)}))
    | (?P<operator>\.\.|<=|>=|!=|\.(?![0-9])|[-+*=<>()\[\],])
    | (?P<odd_number>
        [0-9]*\.?[0-9]+[eE][+-][0-9]+
      | (?:\.[0-9]|[0-9])[0-9{_NAME_LETTERS}]*(?:\.[0-9{_NAME_LETTERS}]+)*(?:\.(?!\.))?%?
      )
    | (?P<quoted>'[^'\r\n]*'|‘[^‘’\r\n]*’|[“”„「『«][^“”„「」『』«»"\r\n]*[“”」』»])
    | (?P<unterminated>")
    | (?P<full_width>[\uff01-\uff5e]+|[{_LOOK_ALIKE_CLASS}])
    | (?P<letters>[^\W0-9{_NAME_LETTERS}]+)
    | (?P<stray>.)
    )""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """``kind`` is ``name``, ``number``, ``text``, ``at`` or ``end``, or the word or operator itself.

    ``value`` is the text as written, except for texts and ``@``-literals, where it is what they mean.
    """

    kind: str
    value: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def tokenize(text: str, *, place_of: PlaceOf, problems: Problems) -> list[Token] | None:
    """The tokens of ``text``, an ``end`` token last; None when something was added to ``problems``."""
    if len(text) > MAX_CHARACTERS:
        place = place_of(Span(MAX_CHARACTERS, len(text)))
        problems.add(messages.TOO_LONG.at(place, length=len(text), limit=MAX_CHARACTERS))
        return None
    tokens: list[Token] = []
    found: list[Problem] = []
    length = len(text.rstrip(" \t\r\n"))
    for match in _TOKEN.finditer(text, 0, length):
        kind = match.lastgroup
        start, end = match.span(kind or 0)
        written = text[start:end]
        if kind == "name":
            if written in RESERVED_WORDS:
                kind = written
            elif written.lower() in RESERVED_WORDS:
                instead = written.lower()
                found.append(messages.OTHER_SPELLING.at(place_of(Span(start, end)), written=written, instead=instead))
        elif kind == "operator":
            kind = written
        elif kind == "number":
            complaint = number_complaint(written)
            if complaint is not None:
                found.append(complaint(place_of(Span(start, end))))
        elif kind == "text":
            written = written[1:-1]
            if "\\" in written or not written.isprintable():
                faults = _text_problems(written, start + 1, place_of)
                found += faults
                written = written if faults else texts.read_text(written)
        elif kind == "at":
            written = written[2:-1]
        else:
            found.append(_stray_problem(kind or "", written, Span(start, end), place_of))
            if kind == "unterminated":
                break
        tokens.append(Token(kind or "", written, start, end))
    if found:
        problems.extend(found)
        return None
    tokens.append(Token("end", "", length, length))
    return tokens


def _text_problems(written: str, offset: int, place_of: PlaceOf) -> list[Problem]:
    found: list[Problem] = []
    for fault in texts.faults_in(written):
        place = place_of(Span(offset + fault.start, offset + fault.end))
        part = written[fault.start : fault.end]
        if fault.is_escape:
            found.append(messages.BAD_ESCAPE.at(place, written=part))
        else:
            found.append(_invisible(part, place_of, Span(offset + fault.start, offset + fault.end)))
    return found


def _invisible(character: str, place_of: PlaceOf, span: Span) -> Problem:
    return messages.INVISIBLE_CHARACTER.at(
        place_of(span), code_point=texts.code_point(character), escape=texts.escaped(character)
    )


def _stray_problem(kind: str, written: str, span: Span, place_of: PlaceOf) -> Problem:
    """The problem with a piece of text that no expression has."""
    place = place_of(span)
    if kind == "comment":
        return left_out.COMMENT.at(place)
    if kind == "division":
        return messages.DIVISION.at(place)
    if kind == "left_out":
        return _LEFT_OUT.get(written, left_out.CONTEXT).at(place)
    if kind == "other_operator":
        return messages.OTHER_SPELLING.at(place, written=written, instead=_OTHER_OPERATORS[written])
    if kind in ("odd_number", "thousands"):
        return messages.NUMBER_FORM.at(place, written=written, suggestion=plain_number(written))
    if kind == "quoted":
        kind_of_quote = messages.SINGLE_QUOTES if written.startswith("'") else messages.FULL_WIDTH
        return kind_of_quote.at(place, written=written, instead=texts.write_text(written[1:-1]))
    if kind == "unterminated":
        return messages.UNTERMINATED_TEXT.at(place)
    if kind == "full_width":
        return _full_width_problem(written, span, place_of)
    plain = unicodedata.normalize("NFKC", written)
    suggestion = plain if NAME.fullmatch(plain) else None
    if kind == "letters" or suggestion is not None:
        code_point = texts.code_point(written[0])
        return messages.FOREIGN_LETTER.at(place, suggestion=suggestion, written=written, code_point=code_point)
    if texts.is_invisible(written):
        return _invisible(written, place_of, span)
    return messages.UNKNOWN_CHARACTER.at(place, written=written, code_point=texts.code_point(written))


def _full_width_problem(written: str, span: Span, place_of: PlaceOf) -> Problem:
    forms = [_LOOK_ALIKES.get(character) or chr(ord(character) - _FULL_WIDTH_OFFSET) for character in written]
    for index, form in enumerate(forms):
        if form in _NO_ASCII_FORM:
            place = place_of(Span(span.start + index, span.start + index + 1))
            character = written[index]
            return messages.UNKNOWN_CHARACTER.at(place, written=character, code_point=texts.code_point(character))
    instead = "".join(forms)
    if instead == " ":
        written, instead = texts.code_point(written), texts.code_point(" ")
    return messages.FULL_WIDTH.at(place_of(span), written=written, instead=instead)
