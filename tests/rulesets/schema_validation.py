"""As much of JSON Schema as the ruleset schema uses, over YAML nodes as an editor reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from socorg_rules.rulesets.yaml_nodes import Mapping, Node, Scalar

_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
_TYPES: dict[str, type] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "number": float,
    "null": type(None),
}
_KNOWN = {
    "$schema", "$ref", "additionalProperties", "allOf", "anyOf", "definitions", "description", "enum", "items",
    "maximum", "minItems", "minLength", "minProperties", "minimum", "oneOf",
    "pattern", "properties", "propertyNames", "required", "title", "type",
}  # fmt: skip


def as_editor_reads(node: Node) -> Any:
    """The data of a node under YAML 1.2: plain numbers, Booleans and nulls are no texts."""
    if isinstance(node, Mapping):
        return {key: as_editor_reads(value) for key, (_, value) in node.entries.items()}
    if not isinstance(node, Scalar):
        return [as_editor_reads(item) for item in node.items]
    if not node.is_plain:
        return node.text
    if node.text in _WORDS:
        return _WORDS[node.text]
    return float(node.text) if _NUMBER.fullmatch(node.text) else node.text


def faults(data: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "") -> Iterator[str]:
    """Where the data are not what the schema asks for."""
    assert schema.keys() <= _KNOWN, schema.keys() - _KNOWN
    if "$ref" in schema:
        yield from faults(data, root["definitions"][schema["$ref"].removeprefix("#/definitions/")], root, path)
    for part in schema.get("allOf", ()):
        yield from faults(data, part, root, path)
    if "anyOf" in schema and all(any(True for _ in faults(data, part, root, path)) for part in schema["anyOf"]):
        yield f"{path}: none of the choices"
    if (
        "oneOf" in schema
        and sum(not any(True for _ in faults(data, part, root, path)) for part in schema["oneOf"]) != 1
    ):
        yield f"{path}: not exactly one of the choices"
    if "enum" in schema and data not in schema["enum"]:
        yield f"{path}: {data!r} is not among the words"
    types = schema.get("type", ())
    if types == "integer":
        if not isinstance(data, float) or not data.is_integer():
            yield f"{path}: {data!r} is no integer"
        elif not schema["minimum"] <= data <= schema["maximum"]:
            yield f"{path}: {data!r} is out of bounds"
        return
    if types and not any(isinstance(data, _TYPES[name]) for name in ([types] if isinstance(types, str) else types)):
        yield f"{path}: {data!r} is no {types}"
        return
    if isinstance(data, str) and not re.search(schema.get("pattern", ""), data):
        yield f"{path}: {data!r} has another pattern"
    if isinstance(data, list):
        if len(data) < schema.get("minItems", 0):
            yield f"{path}: too few"
        for index, item in enumerate(data):
            yield from faults(item, schema.get("items", {}), root, f"{path}[{index}]")
    if isinstance(data, dict):
        yield from _mapping_faults(data, schema, root, path)


def _mapping_faults(data: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[str]:
    if len(data) < schema.get("minProperties", 0):
        yield f"{path}: too few"
    for key in schema.get("required", ()):
        if key not in data:
            yield f"{path}: {key} is missing"
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    for key, value in data.items():
        yield from faults(key, schema.get("propertyNames", {}), root, f"{path}.{key}")
        if key in properties:
            yield from faults(value, properties[key], root, f"{path}.{key}")
        elif others is False:
            yield f"{path}: {key} is not known"
        else:
            yield from faults(value, others, root, f"{path}.{key}")
