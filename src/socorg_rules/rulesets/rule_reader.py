"""Rules: whom they concern, what follows, and which article says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from socorg_rules.feel.parser import parse_iterator
from socorg_rules.problems import Text
from socorg_rules.rulesets.model import ALWAYS, Citation, Iterator, Note, Rule, SourceExpression
from socorg_rules.rulesets.parameter_reader import read_direction
from socorg_rules.rulesets.positions import ScalarPositions
from socorg_rules.rulesets.reading import FileReading, Section
from socorg_rules.rulesets.source_reader import read_checked, read_cites
from socorg_rules.rulesets.yaml_nodes import Node, Scalar

EFFECT_KEYS: Final = (
    "when",
    "requires",
    "then",
    "since",
    "label",
    "group",
    "exception_to",
    "in_force",
    "checked",
    "notes",
    "direction",
)
"""What a rule of its own and a row of a table can both say."""


@dataclass(frozen=True, slots=True)
class RuleHead:
    """What a rule is called and rests on; a row of a table takes parts of it from its table."""

    id: str
    decides: str
    title: Text
    cites: tuple[Citation, ...]
    table: str | None = None


def read_rules(file: Section) -> list[Rule]:
    """The items of ``rules:`` that are well-formed."""
    found = (_read_rule(file.reading, node, path) for node, path in file.items("rules"))
    return [rule for rule in found if rule is not None]


def read_effect(
    section: Section, head: RuleHead | None, when: SourceExpression | None, for_each: Iterator | None
) -> Rule | None:
    """The rule of a section that holds :data:`EFFECT_KEYS`; None (all problems told) without a head."""
    reading = section.reading
    requires, then, since = (section.expression(key) for key in ("requires", "then", "since"))
    label = section.read("label", reading.scalar)
    groups = _read_ids(section, "group", reading.identifier)
    exception_to = _read_ids(section, "exception_to", reading.reference)
    in_force = section.period("in_force")
    checked, direction = read_checked(section, "checked"), read_direction(section)
    notes = tuple(
        note for node, path in section.items("notes") if (note := _read_note(reading, node, path)) is not None
    )
    if head is None:
        return None
    return Rule(
        id=head.id,
        decides=head.decides,
        title=head.title,
        cites=head.cites,
        in_force=in_force or ALWAYS,
        groups=groups,
        exception_to=exception_to,
        for_each=for_each,
        when=when,
        requires=requires,
        then=then,
        since=since,
        label=label or head.id,
        notes=notes,
        checked=checked,
        direction=direction,
        table=head.table,
        place=section.place,
    )


def _read_rule(reading: FileReading, node: Node, path: str) -> Rule | None:
    section = Section(
        reading, node, path, required=("id", "decides", "title", "cite"), optional=("for_each", *EFFECT_KEYS)
    )
    rule_id = section.read("id", reading.identifier)
    decides = section.read("decides", reading.name)
    title = section.text("title")
    cites = read_cites(section)
    head = None
    if rule_id is not None and decides is not None and title is not None:
        head = RuleHead(rule_id, decides, title, cites)
    for_each = section.read("for_each", lambda node, path: _read_iterator(reading, node, path))
    return read_effect(section, head, section.expression("when"), for_each)


def _read_iterator(reading: FileReading, node: Node, path: str) -> Iterator | None:
    written = reading.scalar(node, path)
    if written is None or not isinstance(node, Scalar):
        return None
    place_of = ScalarPositions(reading.document, node, path)
    parsed = parse_iterator(written, place_of=place_of, problems=reading.problems)
    return None if parsed is None else Iterator(written, *parsed, reading.place(node, path), place_of)


def _read_ids(section: Section, key: str, reader: Callable[[Node, str], str | None]) -> tuple[str, ...]:
    node = section.get(key)
    if node is None:
        return ()
    path = section.path_of(key)
    found = (reader(item, path) for item in section.reading.one_or_more(node, path))
    return tuple(item for item in found if item is not None)


def _read_note(reading: FileReading, node: Node, path: str) -> Note | None:
    section = Section(reading, node, path, required=("zh", "en"), optional=("when",))
    text, when = section.languages(), section.expression("when")
    return None if text is None else Note(text, when, section.place)
