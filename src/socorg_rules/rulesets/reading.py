"""What the readers of the parts of a file have in common: single values, texts in two languages, keyed sections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from socorg_rules.feel.lexer import NAME
from socorg_rules.feel.literals import read_date
from socorg_rules.feel.parser import parse_expression
from socorg_rules.feel.words import RESERVED_WORDS
from socorg_rules.problems import Place, ProblemKind, Problems, Text, did_you_mean
from socorg_rules.records.values import DATE_PATTERN
from socorg_rules.rulesets import messages, yaml_nodes
from socorg_rules.rulesets.model import Period, SourceExpression
from socorg_rules.rulesets.positions import ScalarPositions
from socorg_rules.rulesets.yaml_nodes import Mapping, Node, Scalar, YamlDocument, code_point

_Value = TypeVar("_Value")

_DATE: Final = re.compile(DATE_PATTERN)
_OTHER_DATE: Final = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
PLAIN_NAME: Final = re.compile(rf"(?!(?:{'|'.join(sorted(RESERVED_WORDS))})$)(?!.*[A-Z])(?!_){NAME.pattern}")
ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
REFERENCE: Final = re.compile(rf"{ID.pattern}(\.{ID.pattern})?")


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file being read: its document, and the problems found so far."""

    document: YamlDocument
    problems: Problems

    def place(self, node: Node, path: str) -> Place:
        return self.document.place(node, path)

    def report(
        self, kind: ProblemKind, node: Node, path: str, *, suggestion: str | None = None, **values: object
    ) -> None:
        """Adds a problem at a node."""
        self.problems.add(kind.at(self.place(node, path), suggestion=suggestion, **values))

    def scalar(self, node: Node, path: str) -> str | None:
        """The text of a single value that isn't empty."""
        if not isinstance(node, Scalar):
            self.report(messages.NOT_A_SCALAR, node, path)
            return None
        if not node.text.strip():
            self.report(messages.EMPTY_VALUE, node, path)
            return None
        # A block that begins with | or > ends with a line break that nobody meant.
        return node.text.rstrip("\n")

    def items(self, node: Node, path: str) -> list[Node]:
        """The items of a list with at least one."""
        if not isinstance(node, yaml_nodes.Sequence):
            self.report(messages.NOT_A_LIST, node, path)
            return []
        if not node.items:
            self.report(messages.EMPTY_COLLECTION, node, path)
        return node.items

    def one_or_more(self, node: Node, path: str) -> list[Node]:
        """The items of a list, or the single value that stands in its stead."""
        return self.items(node, path) if isinstance(node, yaml_nodes.Sequence) else [node]

    def text(self, node: Node, path: str) -> Text | None:
        """``{zh: …, en: …}``."""
        if not isinstance(node, Mapping):
            self.report(messages.ONE_LANGUAGE, node, path)
            return None
        return Section(self, node, path, required=("zh", "en")).languages()

    def date(self, node: Node, path: str) -> date | None:
        written = self.scalar(node, path)
        if written is None:
            return None
        return date_in(written, self.place(node, path), self.problems)

    def expression(self, node: Node, path: str) -> SourceExpression | None:
        written = self.scalar(node, path)
        if written is None or not isinstance(node, Scalar):
            return None
        place_of = ScalarPositions(self.document, node, path)
        tree = parse_expression(written, place_of=place_of, problems=self.problems)
        return None if tree is None else SourceExpression(written, tree, self.place(node, path), place_of)

    def one_of(self, node: Node, path: str, allowed: Sequence[str]) -> str | None:
        """A word out of a fixed few."""
        written = self.scalar(node, path)
        if written is None or written in allowed:
            return written
        suggestion = did_you_mean(written, allowed)
        self.report(messages.NOT_ONE_OF, node, path, suggestion=suggestion, written=written, allowed=", ".join(allowed))
        return None

    def type_name(self, node: Node, path: str, known: Sequence[str]) -> str | None:
        written = self.scalar(node, path)
        if written is None or written in known:
            return written
        suggestion = did_you_mean(written, known)
        # Every vocabulary can stand inside set<…>: the pattern says so more shortly than the list.
        shown = dict.fromkeys(name if "<" not in name else f"{name.partition('<')[0]}<…>" for name in known)
        self.report(messages.UNKNOWN_TYPE, node, path, suggestion=suggestion, written=written, allowed=", ".join(shown))
        return None

    def name(self, node: Node, path: str) -> str | None:
        """A name that expressions may use: ``large_fine``, ``小额处罚``."""
        return self.matching(node, path, PLAIN_NAME, messages.BAD_NAME, "name")

    def identifier(self, node: Node, path: str) -> str | None:
        """The id of a rule, table, row, group or source: ``two-small-sanctions``."""
        return self.matching(node, path, ID, messages.BAD_ID, "id")

    def reference(self, node: Node, path: str) -> str | None:
        """The id of a rule or group, or ``table.row``."""
        return self.matching(node, path, REFERENCE, messages.BAD_REFERENCE, "id")

    def matching(self, node: Node, path: str, pattern: re.Pattern[str], kind: ProblemKind, value: str) -> str | None:
        """A text of a certain shape; ``kind`` says what is wrong with another, ``value`` is its word for the text."""
        written = self.scalar(node, path)
        if written is None or pattern.fullmatch(written):
            return written
        if not self.looks_alike(node, path, written):
            folded = written.strip().lower()
            forms = (folded, folded.replace("_", "-"), folded.replace("-", "_"), folded.replace(" ", "-"))
            suggestion = next((form for form in forms if pattern.fullmatch(form)), None)
            self.report(kind, node, path, suggestion=suggestion, **{value: written})
        return None

    def looks_alike(self, node: Node, path: str, written: str) -> bool:
        """Reports a key, id or name with a character that only looks like a plain one."""
        found = next((character for character in written if _is_look_alike(character)), None)
        if found is None:
            return False
        folded = unicodedata.normalize("NFKC", written)
        self.report(
            messages.LOOK_ALIKE,
            node,
            path,
            suggestion=None if any(_is_look_alike(character) for character in folded) else folded,
            name=written,
            character=code_point(found),
            description=unicodedata.name(found, "unnamed"),
        )
        return True


class Section:
    """One mapping of the file, whose keys are known.

    Unknown and missing keys are reported at once; readers then ask for what is there.
    """

    def __init__(
        self,
        reading: FileReading,
        node: Node,
        path: str,
        *,
        required: Sequence[str] = (),
        optional: Sequence[str] = (),
    ) -> None:
        self.reading = reading
        self.node = node
        self.path = path
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        if not isinstance(node, Mapping):
            reading.report(messages.NOT_A_MAPPING, node, path)
            return
        known = (*required, *optional)
        for key, entry in node.entries.items():
            if key in known:
                self.entries[key] = entry
            else:
                self._report_unknown(*entry, known)
        for key in required:
            if key not in node.entries:
                reading.report(messages.MISSING_KEY, node, path, key=key)

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    @property
    def place(self) -> Place:
        return self.reading.place(self.node, self.path)

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return None if entry is None else entry[1]

    def read(self, key: str, reader: Callable[[Node, str], _Value | None]) -> _Value | None:
        """What ``reader`` makes of the key's value; None when the key isn't there or its value is wrong."""
        entry = self.entries.get(key)
        return None if entry is None else reader(entry[1], self.path_of(key))

    def path_of(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def section(self, key: str, *, required: Sequence[str] = (), optional: Sequence[str] = ()) -> Section | None:
        """The section under a key."""
        node = self.get(key)
        if node is None:
            return None
        return Section(self.reading, node, self.path_of(key), required=required, optional=optional)

    def word(self, key: str, allowed: Sequence[str]) -> str | None:
        """A word out of a fixed few."""
        return self.read(key, lambda node, path: self.reading.one_of(node, path, allowed))

    def languages(self) -> Text | None:
        """The texts under ``zh`` and ``en``."""
        zh = self.read("zh", self.reading.scalar)
        en = self.read("en", self.reading.scalar)
        return None if zh is None or en is None else Text(zh.strip(), en.strip())

    def text(self, key: str) -> Text | None:
        return self.read(key, self.reading.text)

    def date(self, key: str) -> date | None:
        return self.read(key, self.reading.date)

    def expression(self, key: str) -> SourceExpression | None:
        return self.read(key, self.reading.expression)

    def items(self, key: str) -> Iterator[tuple[Node, str]]:
        """The items of the list under a key, each with its path: by its id where it has one."""
        path = self.path_of(key)
        for index, item in enumerate(self.read(key, self.reading.items) or ()):
            item_id = item.entries.get("id") if isinstance(item, Mapping) else None
            if item_id is not None and isinstance(item_id[1], Scalar) and item_id[1].text:
                yield item, f"{path}.{item_id[1].text}"
            else:
                yield item, f"{path}[{index}]"

    def named(self, key: str) -> Iterator[tuple[Scalar, Node, str]]:
        """The entries of the mapping under a key: name, value and path."""
        node = self.get(key)
        if node is None:
            return
        if not isinstance(node, Mapping):
            self.reading.report(messages.NOT_A_MAPPING, node, self.path_of(key))
            return
        if not node.entries:
            self.reading.report(messages.EMPTY_COLLECTION, node, self.path_of(key))
        for name, value in node.entries.values():
            yield name, value, f"{self.path_of(key)}.{name.text}"

    def period(self, key: str) -> Period | None:
        """``{from: …, until: …}``, at least one of the two."""
        section = self.section(key, optional=("from", "until"))
        if section is None:
            return None
        if isinstance(section.node, Mapping) and not section.node.entries:
            self.reading.report(messages.EMPTY_COLLECTION, section.node, section.path)
        start, end = section.date("from"), section.date("until")
        if start is not None and end is not None and end < start:
            self.reading.report(messages.PERIOD_REVERSED, section.node, section.path, start=start, until=end)
            return None
        return Period(start, end)

    def _report_unknown(self, key: Scalar, value: Node, known: Sequence[str]) -> None:
        reading = self.reading
        path = self.path_of(key.text)
        if isinstance(value, Scalar) and not value.text and not reading.document.has_colon_after(key):
            reading.report(messages.COMMA_IN_BRACES, key, self.path, rest=key.text)
        elif not reading.looks_alike(key, path, key.text):
            reading.report(
                messages.UNKNOWN_KEY,
                key,
                path,
                suggestion=did_you_mean(key.text, known),
                key=key.text,
                known=", ".join(known),
            )


def _is_look_alike(character: str) -> bool:
    if character.isascii() or NAME.fullmatch(character):
        return False
    return character.isalnum() or unicodedata.normalize("NFKC", character) != character


def date_in(written: str, place: Place, problems: Problems) -> date | None:
    """A day as a ruleset writes it: 2026-05-31."""
    if _DATE.fullmatch(written) is None:
        other = _OTHER_DATE.fullmatch(unicodedata.normalize("NFKC", written))
        suggestion = None if other is None else f"{other[1]}-{int(other[2]):02}-{int(other[3]):02}"
        problems.add(messages.BAD_DATE.at(place, suggestion=suggestion, written=written))
        return None
    day = read_date(written)
    if isinstance(day, date):
        return day
    problems.add(day(place))
    return None
