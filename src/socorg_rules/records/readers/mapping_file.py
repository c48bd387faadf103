"""Reads a column mapping. Scalars are the text that was written; every problem is told with line and column."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Final, Protocol

from yaml import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingNode,
    MarkedYAMLError,
    Node,
    NodeEvent,
    SafeLoader,
    ScalarEvent,
    ScalarNode,
    SequenceNode,
    YAMLError,
    compose,
    parse,
)

from socorg_rules.problems import Place, ProblemKind, Problems, Text, did_you_mean
from socorg_rules.records.diagnosis import shown
from socorg_rules.records.fields import field_named
from socorg_rules.records.readers.mapping import ColumnMapping, TableMapping
from socorg_rules.records.readers.messages import (
    MAPPING_DATE_FORMAT,
    MAPPING_DUPLICATE,
    MAPPING_FORBIDDEN,
    MAPPING_SHAPE,
    MAPPING_SYNTAX,
    MAPPING_UNKNOWN_FIELD,
    MAPPING_UNKNOWN_NAME,
    MAPPING_UNKNOWN_TABLE,
)
from socorg_rules.records.readers.table import ORGANIZATIONS, PLACES, TABLE_NAMES, fields_of_table, table_named
from socorg_rules.records.readers.text_file import GB18030, UTF_8, read_text
from socorg_rules.records.specs import FieldSpec, find

_DEPTH_LIMIT: Final = 8
_A_MAPPING: Final = Text("名称和值的映射", "a mapping of names and values")
_A_LIST: Final = Text("列表", "a list")
_A_TEXT: Final = Text("文字", "text")
_ENCODINGS: Final = {"utf-8": UTF_8, "gb18030": GB18030, "gbk": GB18030, "gb2312": GB18030}
# A day on which year, month and day can't be taken for one another.
_SAMPLE_DAY: Final = date(2031, 10, 25)


def read_mapping(path: Path, problems: Problems) -> ColumnMapping | None:
    """The mapping, or None, with all its problems, when it isn't right throughout."""
    found = Problems()
    mapping = _MappingReader(path.as_posix(), found).read(path)
    problems.extend(found)
    return None if found.errors else mapping


class _Mark(Protocol):
    """A position of PyYAML's, counted from 0; its Python and its C parser have one class each."""

    line: int
    column: int


class _MappingReader:
    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems

    def read(self, path: Path) -> ColumnMapping:
        source = read_text(path, self._problems, encoding=UTF_8)
        root = self._compose("".join(source.lines)) if source is not None else None
        if root is None:
            return ColumnMapping()
        parts = self._entries(root, ("key", "date_format", "encoding", "tables"))
        keys = self._entries(parts.get("key"), (ORGANIZATIONS, "events"))
        tables = self._entries(parts.get("tables"), TABLE_NAMES, MAPPING_UNKNOWN_TABLE)
        return ColumnMapping(
            organizations_key=self._text(keys.get(ORGANIZATIONS)),
            events_key=self._text(keys.get("events")),
            date_format=self._date_format(parts.get("date_format")),
            encoding=self._encoding(parts.get("encoding")),
            tables=self._tables(tables),
        )

    def _compose(self, text: str) -> Node | None:
        try:
            return compose(text, Loader=SafeLoader) if self._is_plain(text) else None
        except MarkedYAMLError as error:
            self._problems.add(MAPPING_SYNTAX.at(self._place(error.problem_mark), reason=error.problem))
        except YAMLError as error:
            self._problems.add(MAPPING_SYNTAX.at(Place(self._file), reason=str(error).splitlines()[0]))
        return None

    def _is_plain(self, text: str) -> bool:
        """Whether the YAML is what it shows: without anchors, aliases, tags, and the depth to hurt the composer."""
        depth = 0
        for event in parse(text, Loader=SafeLoader):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            has_tag = isinstance(event, CollectionStartEvent | ScalarEvent) and event.tag is not None
            has_anchor = isinstance(event, NodeEvent) and event.anchor is not None
            if has_tag or has_anchor or isinstance(event, AliasEvent):
                self._problems.add(MAPPING_FORBIDDEN.at(self._place(event.start_mark)))
                return False
            if depth > _DEPTH_LIMIT:
                self._refuse_shape(event.start_mark, _A_TEXT)
                return False
        return True

    def _tables(self, nodes: dict[str, Node]) -> dict[str, TableMapping]:
        tables: dict[str, TableMapping] = {}
        for title, node in nodes.items():
            name = table_named(title)
            if name is None:
                continue
            if name in tables:
                self._problems.add(MAPPING_DUPLICATE.at(self._place(node.start_mark), name=shown(title)))
            tables[name] = self._table(name, node)
        return tables

    def _table(self, name: str, node: Node) -> TableMapping:
        parts = self._entries(node, ("file", "sheet", "columns", "values", "ignore"))
        fields = fields_of_table(name)
        key = field_named("credit_code")
        may_be_columns = fields if name in (ORGANIZATIONS, PLACES) or key is None else (*fields, key)
        source = parts.get("file") or parts.get("sheet")
        return TableMapping(
            source=self._text(source),
            source_place=self._place((source or node).start_mark),
            columns={
                header: spec.name
                for header, target in self._entries(parts.get("columns")).items()
                if (spec := self._field(target, may_be_columns)) is not None
            },
            values=self._values(parts.get("values"), fields),
            ignore=frozenset(self._texts(parts.get("ignore"))),
        )

    def _values(self, node: Node | None, fields: tuple[FieldSpec, ...]) -> dict[str, dict[str, str]]:
        names = [name for spec in fields for name in (spec.name, spec.alias)]
        values: dict[str, dict[str, str]] = {}
        for title, meanings in self._entries(node, names, MAPPING_UNKNOWN_FIELD).items():
            spec = find(fields, title)
            if spec is not None:
                values.setdefault(spec.name, {}).update(self._meanings(spec, meanings))
        return values

    def _meanings(self, spec: FieldSpec, node: Node) -> dict[str, str]:
        meanings = {}
        for cell, target in self._entries(node).items():
            value = self._text(target)
            if value is None:
                continue
            if spec.vocabulary is not None and value not in spec.vocabulary.by_spelling:
                self._refuse_name(target, value, spec.vocabulary.spellings)
            meanings[cell] = value
        return meanings

    def _field(self, node: Node, fields: tuple[FieldSpec, ...]) -> FieldSpec | None:
        title = self._text(node)
        spec = find(fields, title) if title is not None else None
        if title is not None and spec is None:
            names = [name for spec in fields for name in (spec.name, spec.alias)]
            self._refuse_name(node, title, names, MAPPING_UNKNOWN_FIELD)
        return spec

    def _date_format(self, node: Node | None) -> str | None:
        written = self._text(node)
        if node is None or written is None:
            return None
        try:
            read_again = datetime.strptime(_SAMPLE_DAY.strftime(written), written).date()
        except ValueError:
            read_again = None
        if read_again != _SAMPLE_DAY:
            self._problems.add(MAPPING_DATE_FORMAT.at(self._place(node.start_mark), format=shown(written)))
        return written

    def _encoding(self, node: Node | None) -> str | None:
        written = self._text(node)
        if node is None or written is None:
            return None
        if written.lower() not in _ENCODINGS:
            self._refuse_name(node, written, list(_ENCODINGS))
        return _ENCODINGS.get(written.lower())

    def _entries(
        self, node: Node | None, allowed: Iterable[str] | None = None, otherwise: ProblemKind = MAPPING_UNKNOWN_NAME
    ) -> dict[str, Node]:
        """The entries of a mapping; nothing at all, or nothing after the colon, is an empty one."""
        if node is None or node.value == "":
            return {}
        if not isinstance(node, MappingNode):
            self._refuse_shape(node.start_mark, _A_MAPPING)
            return {}
        entries: dict[str, Node] = {}
        for key, value in node.value:
            name = self._text(key)
            if name is None:
                continue
            if name in entries:
                self._problems.add(MAPPING_DUPLICATE.at(self._place(key.start_mark), name=shown(name)))
            elif allowed is not None and name not in allowed:
                self._refuse_name(key, name, allowed, otherwise)
            else:
                entries[name] = value
        return entries

    def _texts(self, node: Node | None) -> list[str]:
        if node is None or node.value == "":
            return []
        if not isinstance(node, SequenceNode):
            self._refuse_shape(node.start_mark, _A_LIST)
            return []
        return [text for item in node.value if (text := self._text(item)) is not None]

    def _text(self, node: Node | None) -> str | None:
        if node is None:
            return None
        if not isinstance(node, ScalarNode) or not node.value.strip():
            self._refuse_shape(node.start_mark, _A_TEXT)
            return None
        return str(node.value).strip()

    def _refuse_shape(self, mark: _Mark | None, expected: Text) -> None:
        self._problems.add(MAPPING_SHAPE.at(self._place(mark), expected_zh=expected.zh, expected_en=expected.en))

    def _refuse_name(
        self, node: Node, name: str, allowed: Iterable[str], kind: ProblemKind = MAPPING_UNKNOWN_NAME
    ) -> None:
        self._problems.add(
            kind.at(
                self._place(node.start_mark),
                suggestion=did_you_mean(name, allowed),
                name=shown(name),
                allowed=", ".join(allowed),
            )
        )

    def _place(self, mark: _Mark | None) -> Place:
        return Place(self._file) if mark is None else Place(self._file, mark.line + 1, mark.column + 1)
