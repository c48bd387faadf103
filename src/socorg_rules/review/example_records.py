"""The record of an example: YAML nodes become an organization, and problems find their line again."""

from __future__ import annotations

import re
from typing import Final

from socorg_rules.problems import Place
from socorg_rules.records.divisions import WHOLE_COUNTRY
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from socorg_rules.records.organization import Organization
from socorg_rules.records.reading import Location, path_of, read_located
from socorg_rules.records.specs import FieldSpec, ListSpec, find
from socorg_rules.rulesets.reading import FileReading
from socorg_rules.rulesets.yaml_nodes import Mapping, Node, Scalar, Sequence

_SPECS: Final[tuple[FieldSpec | ListSpec, ...]] = (*ORGANIZATION_FIELDS, *EVENT_LISTS)
_DEFAULTS: Final = {"level": "county", "division": WHOLE_COUNTRY}
"""What a record must say though few examples are about it."""
_WHOLE: Final = re.compile(r"-?[0-9]{1,18}")
_BOOLEANS: Final = {"true": True, "false": False}
_ABSENT: Final = ("", "~", "null")


def read_given(reading: FileReading, node: Node, path: str) -> Organization | None:
    """The organization under ``given``, in English or Chinese names; its problems are added to the reading's."""
    data = _plain(node, None)
    if isinstance(data, dict):
        for name, value in _DEFAULTS.items():
            spec = find(_SPECS, name)
            if spec is not None and not {spec.name, spec.alias} & data.keys():
                data[name] = value

    def locate(location: Location) -> Place:
        inside = path_of(location)
        return reading.place(_node_at(node, location), f"{path}.{inside}" if inside else path)

    organization, found = read_located(data, locate)
    reading.problems.extend(problem for problem in found if problem.severity == "error")
    return organization


def _plain(node: Node, spec: FieldSpec | ListSpec | None, specs: tuple[FieldSpec | ListSpec, ...] = _SPECS) -> object:
    """The plain data of a node; ``specs`` are the fields that a mapping's keys name."""
    match node:
        case Mapping():
            return {key: _plain_field(key, value, specs) for key, (_, value) in node.entries.items()}
        case Sequence():
            inside = spec.fields if isinstance(spec, ListSpec) else ()
            return [_plain(item, None, inside) for item in node.items]
        case Scalar():
            return _scalar(node, spec)


def _plain_field(key: str, value: Node, specs: tuple[FieldSpec | ListSpec, ...]) -> object:
    spec = find(specs, key)
    return _plain(value, spec, spec.fields if isinstance(spec, ListSpec) else ())


def _scalar(node: Scalar, spec: FieldSpec | ListSpec | None) -> object:
    # YAML's own types would turn 030000 or `on` into something else; the field says what a text is.
    if node.is_plain and node.text in _ABSENT:
        return None
    kind = spec.kind if isinstance(spec, FieldSpec) else "text"
    if kind == "boolean":
        return _BOOLEANS.get(node.text, node.text)
    if kind in ("count", "year") and _WHOLE.fullmatch(node.text):
        return int(node.text)
    return node.text


def _node_at(node: Node, location: Location) -> Node:
    """The node at a location, or the last one above it that exists."""
    specs = _SPECS
    for step in location:
        match node, step:
            case Sequence(items=items), int() if step < len(items):
                node = items[step]
            case Mapping(entries=entries), str():
                spec = find(specs, step)
                names = (step,) if spec is None else (spec.name, spec.alias)
                found = next((entries[name] for name in names if name in entries), None)
                if found is None:
                    return node
                key, value = found
                # An unknown field is wrong in its name, not in its value.
                node = key if spec is None else value
                specs = spec.fields if isinstance(spec, ListSpec) else specs
            case _:
                return node
    return node
