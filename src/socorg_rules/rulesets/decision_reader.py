"""Definitions (names for expressions) and decisions (the questions that rules answer)."""

from __future__ import annotations

from typing import cast, get_args

from socorg_rules.rulesets import messages
from socorg_rules.rulesets.model import DecisionDeclaration, DecisionKind, Definition, FindingOutcome
from socorg_rules.rulesets.reading import FileReading, Section
from socorg_rules.rulesets.value_types import type_names, value_type_names
from socorg_rules.rulesets.yaml_nodes import Node, Scalar


def read_definitions(file: Section) -> tuple[Definition, ...]:
    """The entries of ``definitions:`` that are well-formed."""
    found = (_read_definition(file.reading, name, node, path) for name, node, path in file.named("definitions"))
    return tuple(definition for definition in found if definition is not None)


def read_decisions(file: Section) -> tuple[DecisionDeclaration, ...]:
    """The entries of ``decisions:`` that are well-formed."""
    found = (_read_decision(file.reading, name, node, path) for name, node, path in file.named("decisions"))
    return tuple(decision for decision in found if decision is not None)


def _read_definition(reading: FileReading, name_node: Scalar, node: Node, path: str) -> Definition | None:
    name = reading.name(name_node, path)
    section = Section(reading, node, path, required=("is",), optional=("title", "type"))
    title = section.text("title")
    type_name = section.read("type", lambda node, path: reading.type_name(node, path, type_names()))
    expression = section.expression("is")
    if name is None or expression is None:
        return None
    return Definition(name, title, type_name, expression, reading.place(name_node, path))


def _read_decision(reading: FileReading, name_node: Scalar, node: Node, path: str) -> DecisionDeclaration | None:
    name = reading.name(name_node, path)
    section = Section(
        reading,
        node,
        path,
        required=("title", "kind"),
        optional=("description", "type", "scope", "value", "otherwise", "finding"),
    )
    title, description = section.text("title"), section.text("description")
    kind = cast("DecisionKind | None", section.word("kind", get_args(DecisionKind)))
    type_name = section.read("type", lambda node, path: reading.type_name(node, path, value_type_names()))
    scope, value, otherwise = (section.expression(key) for key in ("scope", "value", "otherwise"))
    otherwise_node = section.get("otherwise")
    if otherwise_node is not None and kind not in ("answer", None):
        reading.report(
            messages.WRONG_FOR_KIND, otherwise_node, section.path_of("otherwise"), key="otherwise", decision_kind=kind
        )
    if name is None or title is None or kind is None:
        return None
    return DecisionDeclaration(
        name=name,
        title=title,
        description=description,
        kind=kind,
        type=type_name,
        scope=scope,
        value=value,
        otherwise=otherwise,
        finding=cast("FindingOutcome | None", section.word("finding", get_args(FindingOutcome))),
        place=reading.place(name_node, path),
    )
