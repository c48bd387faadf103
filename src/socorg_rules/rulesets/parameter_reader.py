"""Parameters: the numbers, dates and sets of law, each from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, cast, get_args

from socorg_rules.rulesets import messages, yaml_nodes
from socorg_rules.rulesets.model import Citation, DatedValue, Direction, Inherit, Parameter, ParameterValue, Stricter
from socorg_rules.rulesets.reading import FileReading, Section
from socorg_rules.rulesets.source_reader import read_checked, read_cites, read_recheck
from socorg_rules.rulesets.value_types import parse_value, value_type_names
from socorg_rules.rulesets.yaml_nodes import Mapping, Node, Scalar

DIRECTIONS: Final = get_args(Direction)
NO_VALUE: Final = "none"
INHERITED: Final = Inherit.INHERIT.value


def read_parameters(file: Section) -> tuple[Parameter, ...]:
    """The entries of ``parameters:`` that are well-formed."""
    found = (_read_parameter(file.reading, name, node, path) for name, node, path in file.named("parameters"))
    return tuple(parameter for parameter in found if parameter is not None)


def read_direction(section: Section) -> Direction | None:
    """What an overlay claims to do to what it replaces."""
    return cast("Direction | None", section.word("direction", DIRECTIONS))


def _read_parameter(reading: FileReading, name_node: Scalar, node: Node, path: str) -> Parameter | None:
    name = reading.name(name_node, path)
    section = Section(
        reading, node, path, required=("values",), optional=("title", "type", "stricter", "cite", "direction")
    )
    title = section.text("title")
    type_name = section.read("type", lambda node, path: reading.type_name(node, path, value_type_names()))
    direction = read_direction(section)
    stricter = cast("Stricter | None", section.word("stricter", get_args(Stricter)))
    if "type" in section and "title" not in section:
        reading.report(messages.MISSING_KEY, node, path, key="title")
    if "type" not in section and "direction" not in section:
        reading.report(messages.DIRECTION_NEEDED, node, path)
    values = _read_values(section, _Values(reading, type_name, read_cites(section), "cite" in section))
    if name is None:
        return None
    return Parameter(
        name=name,
        title=title,
        type=type_name,
        values=values,
        stricter=stricter,
        direction=direction,
        place=reading.place(name_node, path),
    )


@dataclass(frozen=True, slots=True)
class _Values:
    """What the dated values of one parameter share. A type that is missing or wrong leaves values as written."""

    reading: FileReading
    type_name: str | None
    cites: tuple[Citation, ...]
    is_cited: bool

    def dated_value(self, day: Scalar, node: Node, path: str) -> DatedValue | None:
        """One entry of ``values:``."""
        reading = self.reading
        start = reading.date(day, path)
        cites, checked, note, recheck = self.cites, None, None, None
        is_cited, value_node = self.is_cited, node
        if isinstance(node, Mapping):
            section = Section(reading, node, path, required=("value",), optional=("cite", "checked", "note", "recheck"))
            cites = read_cites(section) or cites
            is_cited = is_cited or "cite" in section
            checked, note, recheck = read_checked(section, "checked"), section.text("note"), read_recheck(section)
            inner = section.get("value")
            if inner is None:
                return None
            value_node, path = inner, section.path_of("value")
        if not is_cited:
            reading.report(messages.MISSING_CITATION, node, path)
        value = self._value(value_node, path)
        if start is None:
            return None
        return DatedValue(start, value, cites, checked, note, recheck, reading.place(value_node, path))

    def _value(self, node: Node, path: str) -> ParameterValue | Inherit:
        reading = self.reading
        written: str | frozenset[str]
        if isinstance(node, yaml_nodes.Sequence):
            texts = [reading.scalar(item, path) for item in node.items]
            written = frozenset(text for text in texts if text is not None)
        else:
            text = reading.scalar(node, path)
            if text is None:
                return None
            # In quotes the two words are terms of a vocabulary.
            if isinstance(node, Scalar) and node.is_plain and text in (NO_VALUE, INHERITED):
                return None if text == NO_VALUE else Inherit.INHERIT
            written = text
        if self.type_name is None:
            return written
        return parse_value(written, self.type_name, reading.place(node, path), reading.problems)


def _read_values(section: Section, shared: _Values) -> tuple[DatedValue, ...]:
    found: dict[date, DatedValue] = {}
    for day, node, path in section.named("values"):
        value = shared.dated_value(day, node, path)
        if value is not None:
            found[value.start] = value
    return tuple(found[start] for start in sorted(found))
