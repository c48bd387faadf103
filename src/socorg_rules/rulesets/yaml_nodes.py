"""YAML as nodes that know where they stand.

Nothing is constructed: a scalar is the text that was written, whatever YAML would make of it (``on``, ``030000``,
``12:30``), and what could make a file mean something else than it shows is refused.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Final

from socorg_rules.problems import Place, Problem, ProblemKind, Problems
from socorg_rules.rulesets import messages
from socorg_rules.rulesets.yaml_syntax import diagnose, without_value_at

FILE_SIZE_LIMIT: Final = 1_000_000
"""Bytes in a file: far above any law, far below what could keep a reader busy."""
DEPTH_LIMIT: Final = 20
"""Nested mappings and lists; the format needs eight."""
ALIAS_LIMIT: Final = 8
"""Aliases in a file: none of them can blow a file up by much."""
_SYNTAX_ERROR_LIMIT: Final = 20
_YAML_TAGS: Final = "tag:yaml.org,2002:"

# Control, bidirectional, zero-width and other characters that an editor doesn't show. Line separators are among them:
# YAML would begin a new line where the editor shows none.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


@dataclass(slots=True, eq=False)
class Scalar:
    """A text. ``start`` and ``end`` are offsets of what was written, quotes included; ``style`` is ``'``, ``"``,
    ``|``, ``>`` or empty.
    """

    text: str
    style: str
    start: int
    end: int
    line: int
    column: int

    @property
    def is_plain(self) -> bool:
        """Written without quotes and on the spot."""
        return not self.style


@dataclass(slots=True, eq=False)
class Sequence:
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys, each with where it stands and its value, in the order of the file."""

    line: int
    column: int
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


@dataclass(slots=True, eq=False)
class YamlDocument:
    r"""A composed file.

    ``text`` has no byte order mark, and its lines end with ``\n``. A value that is wrong as YAML has been reported
    and reads as empty; ``emptied_lines`` says where, so that nobody complains of the emptiness too.
    """

    file: str
    text: str
    root: Node
    emptied_lines: frozenset[int] = frozenset()
    _line_starts: list[int] = field(default_factory=list)

    def place(self, node: Node, path: str = "") -> Place:
        """Where a node begins."""
        return Place(self.file, node.line, node.column, path=path or None)

    def place_at(self, offset: int, path: str = "") -> Place:
        """Where a character of ``text`` stands."""
        if not self._line_starts:
            lines = self.text.split("\n")
            self._line_starts.extend(accumulate((len(line) + 1 for line in lines), initial=0))
        line = bisect_right(self._line_starts, offset)
        return Place(self.file, line, offset - self._line_starts[line - 1] + 1, path=path or None)

    def has_colon_after(self, key: Scalar) -> bool:
        """Whether a key was written as one, and not left over from a value that a comma cut in two."""
        return self.text[key.end :].lstrip(" ").startswith(":")


def normalized(text: str) -> str:
    r"""The text without byte order mark and with ``\n`` at the end of every line."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def compose(text: str, *, file: str, problems: Problems) -> YamlDocument | None:
    """The nodes of one YAML document, or None when there is nothing that could be read."""
    text = normalized(text)
    if len(text.encode("utf-8", "surrogatepass")) > FILE_SIZE_LIMIT:
        problems.add(messages.FILE_TOO_LARGE.at(Place(file), limit=f"{FILE_SIZE_LIMIT:,}"))
        return None
    invisible = list(_INVISIBLE.finditer(text))
    if invisible:
        for match in invisible:
            problems.add(_invisible_character(text, match.start(), file))
        return None
    return _compose_repairing(text, file, problems)


def code_point(character: str) -> str:
    """A character as it is called in the Unicode standard: ``U+200B``."""
    return f"U+{ord(character):04X}"


def _invisible_character(text: str, offset: int, file: str) -> Problem:
    character = text[offset]
    line_start = text.rfind("\n", 0, offset) + 1
    return messages.FORBIDDEN_CHARACTER.at(
        Place(file, text.count("\n", 0, offset) + 1, offset - line_start + 1),
        character=code_point(character),
        name=unicodedata.name(character, "control character"),
    )


def _compose_repairing(text: str, file: str, problems: Problems) -> YamlDocument | None:
    """Composes; a line that breaks the YAML is reported and emptied, and the rest is tried again."""
    import yaml  # noqa: PLC0415 - `import socorg_rules` does without

    emptied: set[int] = set()
    while True:
        try:
            composer = _Composer(file)
            root = composer.run(_events(text))
        except yaml.MarkedYAMLError as error:
            diagnosis = diagnose(error, text, file)
            problems.add(diagnosis.problem)
            line = diagnosis.spoiled_line
            if line is None or line in emptied or len(emptied) == _SYNTAX_ERROR_LIMIT:
                return None
            repaired = without_value_at(text, line)
            if repaired is None:
                return None
            emptied.add(line)
            text = repaired
        else:
            problems.extend(composer.problems)
            return None if root is None else YamlDocument(file, text, root, frozenset(emptied | composer.emptied))


def _events(text: str) -> Iterator[Any]:
    # Events and not PyYAML's own nodes: those are made by recursion, which deep input could exhaust.
    import yaml  # noqa: PLC0415 - `import socorg_rules` does without

    return yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


class _Composer:
    """Puts the events of a file together to nodes."""

    def __init__(self, file: str) -> None:
        self.problems = Problems()
        self.emptied: set[int] = set()
        self._file = file
        self._root: Node | None = None
        self._open: list[tuple[Sequence | Mapping, str | None]] = []
        # For every open mapping the key that waits for its value; for a list, and between entries, None.
        self._keys: list[Scalar | None] = []
        self._anchors: dict[str, Node] = {}
        self._aliases = 0

    def run(self, events: Iterable[Any]) -> Node | None:
        documents = 0
        for event in events:
            kind = type(event).__name__
            if kind == "ScalarEvent":
                self._refuse_tag(event)
                start = event.start_mark
                end = event.end_mark.index
                self._add(
                    Scalar(event.value, event.style or "", start.index, end, start.line + 1, start.column + 1),
                    event.anchor,
                )
            elif kind in ("MappingStartEvent", "SequenceStartEvent"):
                self._refuse_tag(event)
                if len(self._open) == DEPTH_LIMIT:
                    self._report(messages.TOO_DEEP, event, limit=DEPTH_LIMIT)
                    return None
                line, column = event.start_mark.line + 1, event.start_mark.column + 1
                node = Mapping(line, column) if kind == "MappingStartEvent" else Sequence(line, column)
                self._open.append((node, event.anchor))
                self._keys.append(None)
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                node, anchor = self._open.pop()
                self._keys.pop()
                self._add(node, anchor)
            elif kind == "AliasEvent":
                if not self._add_alias(event):
                    return None
            elif kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self._report(messages.SEVERAL_DOCUMENTS, event)
                    break
        if self._root is None:
            self.problems.add(messages.EMPTY_FILE.at(Place(self._file, 1, 1)))
        return self._root

    def _add(self, node: Node, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = node
        if not self._open:
            self._root = node
            return
        parent = self._open[-1][0]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = self._as_key(node)
            return
        self._keys[-1] = None
        if key is _NO_KEY:
            return
        if key.text in parent.entries:
            first = parent.entries[key.text][0]
            self._report_at(messages.DUPLICATE_KEY, key.line, key.column, key=key.text, first_line=first.line)
            return
        parent.entries[key.text] = (key, node)

    def _as_key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            self._report_at(messages.KEY_NOT_TEXT, node.line, node.column)
            return _NO_KEY
        if node.is_plain and node.text == "<<":
            self._report_at(messages.MERGE_KEY, node.line, node.column)
            return _NO_KEY
        return node

    def _add_alias(self, event: Any) -> bool:
        self._aliases += 1
        if self._aliases > ALIAS_LIMIT:
            self._report(messages.TOO_MANY_ALIASES, event, limit=ALIAS_LIMIT)
            return False
        node = self._anchors.get(event.anchor)
        if node is None:
            self._report(messages.UNKNOWN_ALIAS, event, alias=event.anchor)
            start = event.start_mark
            self.emptied.add(start.line + 1)
            node = Scalar("", "'", start.index, event.end_mark.index, start.line + 1, start.column + 1)
        self._add(node, None)
        return True

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None:
            self._report(messages.EXPLICIT_TAG, event, tag=event.tag.replace(_YAML_TAGS, "!!"))

    def _report(self, kind: ProblemKind, event: Any, **values: str | int) -> None:
        mark = event.start_mark
        self._report_at(kind, mark.line + 1, mark.column + 1, **values)

    def _report_at(self, kind: ProblemKind, line: int, column: int, **values: str | int) -> None:
        self.problems.add(kind.at(Place(self._file, line, column), suggestion=None, **values))


_NO_KEY: Final = Scalar("", "", 0, 0, 0, 0)
"""Stands for a key that was refused; its value is dropped."""
