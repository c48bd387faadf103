"""Decision tables: one rule a row, whose condition is the *and* of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeVar, cast, get_args

from socorg_rules.feel.parser import parse_unary_tests
from socorg_rules.feel.places import PlaceOf
from socorg_rules.feel.syntax import And, Expression, In, Node, Not, Span, Tests
from socorg_rules.problems import Text
from socorg_rules.rulesets import messages
from socorg_rules.rulesets.model import Cell, Citation, HitPolicy, Rule, SourceExpression, Table, TableRow
from socorg_rules.rulesets.positions import JoinedPart, JoinedPositions, ScalarPositions
from socorg_rules.rulesets.reading import FileReading, Section
from socorg_rules.rulesets.rule_reader import EFFECT_KEYS, RuleHead, read_effect
from socorg_rules.rulesets.source_reader import read_cites
from socorg_rules.rulesets.yaml_nodes import Node as YamlNode
from socorg_rules.rulesets.yaml_nodes import Scalar

_ROW_KEYS: Final = ("id", "title", "cite", *EFFECT_KEYS)

_AnyNode = TypeVar("_AnyNode", bound=Node)


def read_tables(file: Section) -> tuple[list[Table], list[Rule]]:
    """The items of ``tables:`` that are well-formed, and the rules that their rows are."""
    tables: list[Table] = []
    rules: list[Rule] = []
    for node, path in file.items("tables"):
        table, rows = _read_table(file.reading, node, path)
        rules.extend(rows)
        if table is not None:
            tables.append(table)
    return tables, rules


@dataclass(frozen=True, slots=True)
class _TableHead:
    """What the rows of a table take from it. Parts that are wrong are None, and the rows are read all the same."""

    id: str | None
    decides: str | None
    title: Text | None
    cites: tuple[Citation, ...]
    inputs: tuple[SourceExpression, ...]


def _read_table(reading: FileReading, node: YamlNode, path: str) -> tuple[Table | None, list[Rule]]:
    section = Section(
        reading, node, path, required=("id", "decides", "title", "hit_policy", "inputs", "rows"), optional=("cite",)
    )
    hit_policy = cast("HitPolicy | None", section.word("hit_policy", get_args(HitPolicy)))
    inputs = _read_inputs(section)
    head = _TableHead(
        id=section.read("id", reading.identifier),
        decides=section.read("decides", reading.name),
        title=section.text("title"),
        cites=read_cites(section),
        inputs=inputs,
    )
    rows: list[TableRow] = []
    rules: list[Rule] = []
    for row_node, row_path in section.items("rows"):
        read = _read_row(reading, row_node, row_path, head)
        if read is not None:
            rows.append(read[0])
            rules.append(read[1])
    if head.id is None or head.decides is None or head.title is None or hit_policy is None:
        return None, rules
    table = Table(head.id, head.decides, head.title, hit_policy, inputs, tuple(rows), section.place)
    return table, rules


def _read_inputs(section: Section) -> tuple[SourceExpression, ...]:
    reading = section.reading
    inputs: dict[str, SourceExpression] = {}
    for node, path in section.items("inputs"):
        expression = reading.expression(node, path)
        if expression is None:
            continue
        if expression.text in inputs:
            reading.report(messages.DOUBLED_INPUT, node, path, input=expression.text)
        elif expression.text in _ROW_KEYS:
            reading.report(messages.INPUT_NAMED_LIKE_KEY, node, path, input=expression.text)
        inputs[expression.text] = expression
    return tuple(inputs.values())


def _read_row(reading: FileReading, node: YamlNode, path: str, table: _TableHead) -> tuple[TableRow, Rule] | None:
    inputs = tuple(expression.text for expression in table.inputs)
    section = Section(reading, node, path, required=("id",), optional=(*inputs, *_ROW_KEYS[1:]))
    row_id = section.read("id", reading.identifier)
    title = section.text("title") or table.title
    cites = read_cites(section) or table.cites
    if not cites and "cite" not in section:
        reading.report(messages.MISSING_CITATION, node, path)
    cells = tuple(section.read(text, lambda node, path: _read_cell(reading, node, path)) for text in inputs)
    own_when = section.expression("when")
    when = row_condition(
        [(source, cell) for source, cell in zip(table.inputs, cells, strict=True) if cell is not None], own_when
    )
    head = None
    if table.id is not None and table.decides is not None and row_id is not None and title is not None:
        head = RuleHead(f"{table.id}.{row_id}", table.decides, title, cites, table.id)
    rule = read_effect(section, head, when, None)
    if rule is None:
        return None
    return TableRow(rule.id, cells, own_when), rule


def _read_cell(reading: FileReading, node: YamlNode, path: str) -> Cell | None:
    """The tests of a cell; None for ``-``, which is the same as no cell."""
    written = reading.scalar(node, path)
    if written is None or not isinstance(node, Scalar):
        return None
    place_of = ScalarPositions(reading.document, node, path)
    tests = parse_unary_tests(written, place_of=place_of, problems=reading.problems)
    return Cell(written, tests, reading.place(node, path), place_of) if isinstance(tests, Tests) else None


def row_condition(
    cells: Sequence[tuple[SourceExpression, Cell]], own_when: SourceExpression | None
) -> SourceExpression | None:
    """The *and* of a row's cells and its own condition, as one expression whose nodes still know their places."""
    if not cells:
        return own_when
    joined = _JoinedText()
    operands: list[Expression] = []
    for source, cell in cells:
        joined.add(" and " if operands else "")
        joined.add("not(" if cell.tests.negated else "")
        value = joined.add_part(source.tree, source.text, source.place_at)
        joined.add(" in (")
        # Behind `not(` a cell has what `in (` wants to its right.
        skipped = cell.text.index("(") + 1 if cell.tests.negated else 0
        written = cell.text[skipped : cell.text.rindex(")")] if cell.tests.negated else cell.text
        tests = joined.add_part(cell.tests, written, cell.place_at, skipped).tests
        joined.add("))" if cell.tests.negated else ")")
        test = In(value, tests, span=value.span)
        operands.append(Not(test, span=value.span) if cell.tests.negated else test)
    if own_when is not None:
        joined.add(" and (")
        operands.append(joined.add_part(own_when.tree, own_when.text, own_when.place_at))
        joined.add(")")
    tree = operands[0] if len(operands) == 1 else And(tuple(operands), span=operands[0].span)
    place_of = JoinedPositions(tuple(joined.parts))
    return SourceExpression(joined.text, tree, cells[0][1].place, place_of)


class _JoinedText:
    """A text put together from parts of the file, and trees of the parts moved to where they stand in it."""

    def __init__(self) -> None:
        self.text = ""
        self.parts: list[JoinedPart] = []

    def add(self, text: str) -> None:
        self.text += text

    def add_part(self, tree: _AnyNode, text: str, place_of: PlaceOf, skipped: int = 0) -> _AnyNode:
        """Adds ``text``, of which ``skipped`` characters in front were left out; returns its tree, moved."""
        start = len(self.text)
        self.parts.append(JoinedPart(start, skipped, place_of))
        self.text += text
        return _moved(tree, start - skipped)


def _moved(node: _AnyNode, distance: int) -> _AnyNode:
    """The same tree, ``distance`` characters further on."""
    changed: dict[str, Any] = {"span": Span(node.span.start + distance, node.span.end + distance)}
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, Node):
            changed[item.name] = _moved(value, distance)
        elif isinstance(value, tuple) and item.name != "span":
            changed[item.name] = tuple(_moved(child, distance) for child in value)
    return replace(node, **changed)
