"""Records in JSON: one object, a list, ``{"organizations": [...]}``, or JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, TypeAlias

from socorg_rules.problems import Place, Problem, Problems
from socorg_rules.records.diagnosis import shown
from socorg_rules.records.organization import Organization
from socorg_rules.records.readers.batch import Batch, Record
from socorg_rules.records.readers.json_positions import LineIndex, locations
from socorg_rules.records.readers.keys import doubled_keys
from socorg_rules.records.readers.messages import DUPLICATE_NAME, JSON_SYNTAX
from socorg_rules.records.readers.text_file import TextFile, read_text
from socorg_rules.records.reading import Location, path_of, read_located

# More digits than any number of a record has; Python itself refuses to read much longer ones.
_DIGITS_OF_WHOLE_NUMBERS: Final = 30
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_WRAPPER: Final = re.compile(r'[ \t\r\n]*\{[ \t\r\n]*"organizations"[ \t\r\n]*:[ \t\r\n]*(?=\[)')
_NOTHING_BESIDE_ORGANIZATIONS: Final = "Expecting '}': nothing may stand beside organizations"
_TOO_DEEP: Final = "Nested too deeply for a record"
_REASONS_IN_CHINESE: Final = (
    ("Expecting value", "此处应为一个值"),
    ("Expecting property name", "此处应为加双引号的字段名"),
    ("Expecting ':' delimiter", "字段名后缺少冒号"),
    ("Expecting ',' delimiter", "缺少逗号"),
    (_NOTHING_BESIDE_ORGANIZATIONS, "organizations之外不能有其他内容"),
    (_TOO_DEEP, "嵌套过深，不是社会组织的记录"),
    ("Unterminated string", "文字没有结束的引号"),
    ("Invalid control character", "文字中有控制字符"),
    ("Invalid \\", "转义字符有误"),
    ("Illegal trailing comma", "最后一项后面多了逗号"),
    ("Extra data", "后面还有多余的内容"),
)


@dataclass(frozen=True, slots=True)
class _Element:
    """One value that should be a record, where it stands in the text, and as the how many-th."""

    value: object
    start: int
    end: int
    has_duplicates: bool
    position: int = 1


_Report: TypeAlias = Callable[[json.JSONDecodeError], None]
_Elements: TypeAlias = Callable[[str, _Report], Iterator[_Element]]


def read_json(path: Path) -> Batch:
    """Reads a JSON document; what stands before an error of syntax is still read."""
    return _read(path, _elements_of_document)


def read_json_lines(path: Path) -> Batch:
    """Reads a file with one JSON object a line; empty lines are allowed, a bad line is left out."""
    return _read(path, _elements_of_lines)


def _read(path: Path, elements_of: _Elements) -> Batch:
    problems = Problems()
    source = read_text(path, problems)
    if source is None:
        return Batch([], problems)
    document = _Document(source)
    records: list[Record] = []
    elements = elements_of(document.text, lambda error: problems.add(document.syntax_error(error)))
    for element in elements:
        organization, found = document.organization(element)
        problems.extend(found)
        if organization is not None:
            key = organization.credit_code or f"#{element.position}"
            records.append(Record(key, organization, document.place_at(element.start)))
    doubled = doubled_keys(((record.key, record.place) for record in records), problems)
    return Batch([record for record in records if record.key not in doubled], problems)


def read_json_line(text: str, place: Place) -> tuple[object, Callable[[Location], Place], list[Problem]]:
    """The value of one line that stands at ``place``, where each value inside it stands, and what is wrong with it."""
    try:
        element = _element_of_line(text, _ElementDecoder())
    except json.JSONDecodeError as error:
        return None, lambda _: place, [_syntax_problem(error, replace(place, column=error.pos + 1))]
    finder = _Finder(place.file or "", text, LineIndex(text), element)

    def locate(location: Location) -> Place:
        return replace(finder.place(location), file=place.file, line=place.line)

    doubled = finder.duplicates() if element.has_duplicates else []
    return (
        element.value,
        locate,
        [replace(problem, place=replace(problem.place, line=place.line)) for problem in doubled],
    )


def _syntax_problem(error: json.JSONDecodeError, place: Place) -> Problem:
    in_chinese = next((zh for start, zh in _REASONS_IN_CHINESE if error.msg.startswith(start)), error.msg)
    return JSON_SYNTAX.at(place, reason_zh=in_chinese, reason_en=error.msg)


class _Document:
    """A text with its lines, in which elements are turned into organizations."""

    def __init__(self, source: TextFile) -> None:
        self.text = "".join(source.lines)
        self._source = source
        self._lines = LineIndex(self.text)

    def place_at(self, offset: int) -> Place:
        return Place(self._source.name, self._lines.line(offset))

    def syntax_error(self, error: json.JSONDecodeError) -> Problem:
        return _syntax_problem(
            error, Place(self._source.name, self._lines.line(error.pos), self._lines.column(error.pos))
        )

    def organization(self, element: _Element) -> tuple[Organization | None, list[Problem]]:
        finder = _Finder(self._source.name, self.text, self._lines, element)
        organization, problems = read_located(element.value, finder.place)
        lines = range(self._lines.line(element.start), self._lines.line(element.end) + 1)
        if element.has_duplicates:
            problems = [*finder.duplicates(), *problems]
        usable = not element.has_duplicates and self._source.damaged.isdisjoint(lines)
        return (organization if usable else None), problems


@dataclass(slots=True)
class _Finder:
    """Finds the places of problems inside one element; looks at the text only when somebody asks."""

    file: str
    text: str
    lines: LineIndex
    element: _Element
    _offsets: dict[Location, int] = field(default_factory=dict)

    def place(self, location: Location) -> Place:
        """Where the value stands, or, when it is missing, what should hold it."""
        if not self._offsets:
            self._offsets = {(): self.element.start, **dict(self._locations())}
        known = location
        while known not in self._offsets:
            known = known[:-1]
        return self._place_at(self._offsets[known], location)

    def duplicates(self) -> list[Problem]:
        seen: set[Location] = set()
        problems = []
        for location, offset in self._locations():
            if location in seen:
                problems.append(DUPLICATE_NAME.at(self._place_at(offset, location), field=shown(location[-1])))
            seen.add(location)
        return problems

    def _locations(self) -> Iterator[tuple[Location, int]]:
        return locations(self.text, self.element.start, self.element.end)

    def _place_at(self, offset: int, location: Location) -> Place:
        return Place(self.file, self.lines.line(offset), self.lines.column(offset), path=path_of(location))


class _ElementDecoder:
    """Decodes single elements and notices a name that is given twice in one object."""

    def __init__(self) -> None:
        self._has_duplicates = False
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_float=_decimal,
            parse_int=lambda digits: int(digits) if len(digits) <= _DIGITS_OF_WHOLE_NUMBERS else Decimal(digits),
            # NaN and Infinity stay floats, which every field refuses under its own name.
            parse_constant=float,
        )

    def decode(self, text: str, start: int) -> _Element:
        """The element that begins at ``start``; raises :class:`json.JSONDecodeError`."""
        self._has_duplicates = False
        try:
            value, end = self._decoder.raw_decode(text, start)
        except RecursionError:
            raise json.JSONDecodeError(_TOO_DEEP, text, start) from None
        return _Element(value, start, end, self._has_duplicates)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        self._has_duplicates |= len(made) != len(pairs)
        return made


def _decimal(written: str) -> Decimal | float:
    try:
        return Decimal(written)
    except InvalidOperation:  # an exponent beyond what Decimal holds
        return float(written)


def _elements_of_document(text: str, report: _Report) -> Iterator[_Element]:
    decoder = _ElementDecoder()
    wrapper = _WRAPPER.match(text)
    start = wrapper.end() if wrapper else _after_space(text, 0)
    try:
        if text.startswith("[", start):
            end = yield from _elements_of_list(text, start, decoder)
        else:
            element = decoder.decode(text, start)
            yield element
            end = element.end
        end = _after_space(text, end)
        if wrapper:
            end = _after_space(text, _expect("}", text, end, _NOTHING_BESIDE_ORGANIZATIONS))
        if end != len(text):
            raise json.JSONDecodeError("Extra data", text, end)
    except json.JSONDecodeError as error:
        report(error)


def _elements_of_list(text: str, start: int, decoder: _ElementDecoder) -> Generator[_Element, None, int]:
    offset = _after_space(text, start + 1)
    if text.startswith("]", offset):
        return offset + 1
    position = 0
    while True:
        position += 1
        element = decoder.decode(text, offset)
        yield replace(element, position=position)
        offset = _after_space(text, element.end)
        if text.startswith("]", offset):
            return offset + 1
        offset = _after_space(text, _expect(",", text, offset, "Expecting ',' delimiter"))


def _elements_of_lines(text: str, report: _Report) -> Iterator[_Element]:
    decoder = _ElementDecoder()
    start = position = 0
    for line in text.split("\n"):
        offset = _after_space(line, 0)
        if offset < len(line):
            position += 1
            try:
                element = _element_of_line(line, decoder)
                yield replace(element, start=start + element.start, end=start + element.end, position=position)
            except json.JSONDecodeError as error:
                report(json.JSONDecodeError(error.msg, text, start + error.pos))
        start += len(line) + 1


def _element_of_line(line: str, decoder: _ElementDecoder) -> _Element:
    element = decoder.decode(line, _after_space(line, 0))
    end = _after_space(line, element.end)
    if end != len(line):
        raise json.JSONDecodeError("Extra data", line, end)
    return element


def _expect(character: str, text: str, offset: int, otherwise: str) -> int:
    if not text.startswith(character, offset):
        raise json.JSONDecodeError(otherwise, text, offset)
    return offset + 1


def _after_space(text: str, offset: int) -> int:
    space = _SPACE.match(text, offset)
    return space.end() if space else offset
