"""Examples of rulesets as their files say them: a record, a day, and what is to come out.

Examples stand beside a ruleset version, in ``<version>.examples.yaml``; no digest covers them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias, get_args

from socorg_rules.decisions.outcome import CaveatKind, Outcome
from socorg_rules.problems import Place, Problems, Text, did_you_mean
from socorg_rules.records.organization import Organization
from socorg_rules.records.readers.text_file import UTF_8, read_text
from socorg_rules.review import messages
from socorg_rules.review.example_records import read_given
from socorg_rules.rulesets.reading import FileReading, Section
from socorg_rules.rulesets.yaml_nodes import Mapping, Node, Scalar, Sequence, compose

_NOTHING: Final = ("none", "null")
_Written: TypeAlias = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedGround:
    """A rule that is to be among the grounds; ``dated`` says whether ``since`` is to be compared."""

    rule: str
    since: date | None
    dated: bool


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one decision is to come to; what is None (for ``value``: not ``has_value``) isn't compared.

    ``value`` is as written: a text, several texts for a set, or None for no value.
    """

    decision: str
    outcome: Outcome | None
    has_value: bool
    value: _Written | None
    grounds: tuple[ExpectedGround, ...] | None
    missing: tuple[str, ...] | None
    caveats: tuple[str, ...] | None
    place: Place


@dataclass(frozen=True, slots=True)
class Example:
    """A record on a day and what is expected. ``of``: the rules it is about, with the places of their names."""

    name: Text
    of: tuple[tuple[str, Place], ...]
    organization: Organization
    as_of: date
    known_at: date | None
    then: tuple[Expectation, ...]
    place: Place


def read_examples_file(path: Path, problems: Problems) -> tuple[Example, ...]:
    """The well-formed examples of a file; what is wrong with the others is added to ``problems``."""
    file = read_text(path, problems, encoding=UTF_8)
    if file is None or file.damaged:
        return ()
    return read_examples("".join(file.lines), file=file.name, problems=problems)


def read_examples(text: str, *, file: str, problems: Problems) -> tuple[Example, ...]:
    """The well-formed examples that a text writes; what is wrong with the others is added to ``problems``."""
    document = compose(text, file=file, problems=problems)
    if document is None:
        return ()
    reading = FileReading(document, problems)
    root = Section(reading, document.root, "", required=("examples",))
    read = (_read_example(reading, node, path) for node, path in root.items("examples"))
    return tuple(example for example in read if example is not None)


def _read_example(reading: FileReading, node: Node, path: str) -> Example | None:
    section = Section(reading, node, path, required=("name", "given", "as_of", "then"), optional=("of", "known_at"))
    name = section.read("name", lambda node, path: _name(reading, node, path))
    of = section.read("of", lambda node, path: _named_rules(reading, node, path))
    organization = section.read("given", lambda node, path: read_given(reading, node, path))
    as_of, known_at = section.date("as_of"), section.date("known_at")
    then = tuple(
        expectation
        for name_node, value, value_path in section.named("then")
        if (expectation := _read_expectation(reading, name_node, value, value_path)) is not None
    )
    if name is None or organization is None or as_of is None or not then:
        return None
    return Example(name, of or (), organization, as_of, known_at, then, section.place)


def _name(reading: FileReading, node: Node, path: str) -> Text | None:
    if isinstance(node, Scalar):
        written = reading.scalar(node, path)
        return None if written is None else Text(written, written)
    return reading.text(node, path)


def _named_rules(reading: FileReading, node: Node, path: str) -> tuple[tuple[str, Place], ...]:
    rules = ((item, reading.reference(item, path)) for item in reading.one_or_more(node, path))
    return tuple((rule, reading.place(item, path)) for item, rule in rules if rule is not None)


def _read_expectation(reading: FileReading, name_node: Scalar, node: Node, path: str) -> Expectation | None:
    place = reading.place(name_node, path)
    if isinstance(node, Scalar):
        outcome = _outcome(reading, node, path)
        if outcome is None:
            return None
        return Expectation(name_node.text, outcome, False, None, None, None, None, place)
    section = Section(reading, node, path, optional=("outcome", "value", "grounds", "missing", "caveats"))
    if isinstance(node, Mapping) and not node.entries:
        reading.report(messages.NOTHING_EXPECTED, node, path)
        return None
    return Expectation(
        decision=name_node.text,
        outcome=section.read("outcome", lambda node, path: _outcome(reading, node, path)),
        has_value="value" in section,
        value=_value(reading, section),
        grounds=section.read("grounds", lambda node, path: _grounds(reading, node, path)),
        missing=section.read("missing", lambda node, path: _texts(reading, node, path)),
        caveats=section.read("caveats", lambda node, path: _caveats(reading, node, path)),
        place=place,
    )


def _outcome(reading: FileReading, node: Node, path: str) -> Outcome | None:
    written = reading.scalar(node, path)
    if written is None:
        return None
    allowed = [outcome.value for outcome in Outcome]
    if written in allowed:
        return Outcome(written)
    reading.report(
        messages.UNKNOWN_OUTCOME,
        node,
        path,
        suggestion=did_you_mean(written, allowed),
        written=written,
        allowed=", ".join(allowed),
    )
    return None


def _value(reading: FileReading, section: Section) -> _Written | None:
    node, path = section.get("value"), section.path_of("value")
    if node is None:
        return None
    if isinstance(node, Sequence):
        return _texts(reading, node, path)
    written = reading.scalar(node, path)
    return None if written in _NOTHING else written


def _texts(reading: FileReading, node: Node, path: str) -> tuple[str, ...]:
    # An empty list says that there is nothing, so it is no mistake here.
    items = node.items if isinstance(node, Sequence) else [node]
    return tuple(text for item in items if (text := reading.scalar(item, path)) is not None)


def _caveats(reading: FileReading, node: Node, path: str) -> tuple[str, ...]:
    allowed = get_args(CaveatKind)
    written = _texts(reading, node, path)
    for kind in written:
        if kind not in allowed:
            reading.report(
                messages.UNKNOWN_CAVEAT,
                node,
                path,
                suggestion=did_you_mean(kind, allowed),
                written=kind,
                allowed=", ".join(allowed),
            )
    return written


def _grounds(reading: FileReading, node: Node, path: str) -> tuple[ExpectedGround, ...]:
    items = node.items if isinstance(node, Sequence) else [node]
    return tuple(_each_ground(reading, items, path))


def _each_ground(reading: FileReading, items: Iterable[Node], path: str) -> Iterator[ExpectedGround]:
    for index, item in enumerate(items):
        item_path = f"{path}[{index}]"
        if isinstance(item, Scalar):
            rule = reading.reference(item, item_path)
            if rule is not None:
                yield ExpectedGround(rule, None, dated=False)
            continue
        section = Section(reading, item, item_path, required=("rule",), optional=("since",))
        rule = section.read("rule", reading.reference)
        since_node = section.get("since")
        undated = isinstance(since_node, Scalar) and since_node.text in _NOTHING
        since = None if undated else section.date("since")
        if rule is not None:
            yield ExpectedGround(rule, since, dated=since_node is not None)
