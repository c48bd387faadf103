"""A ruleset file read: all its problems at once, or the ruleset."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from socorg_rules.problems import Place, Problems
from socorg_rules.records.values import DIVISION_PATTERN
from socorg_rules.rulesets import messages
from socorg_rules.rulesets.decision_reader import read_decisions, read_definitions
from socorg_rules.rulesets.figure_reader import read_published_figures
from socorg_rules.rulesets.indicator_reader import read_indicators
from socorg_rules.rulesets.model import FormerCode, Jurisdiction, Rule, Ruleset, Table
from socorg_rules.rulesets.parameter_reader import read_parameters
from socorg_rules.rulesets.reading import FileReading, Section
from socorg_rules.rulesets.rule_reader import read_rules
from socorg_rules.rulesets.source_reader import read_sources
from socorg_rules.rulesets.table_reader import read_tables
from socorg_rules.rulesets.yaml_nodes import FILE_SIZE_LIMIT, Mapping, Node, compose

RULESET_ID: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")
VERSION: Final = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}")
_DIVISION: Final = re.compile(DIVISION_PATTERN)
_REQUIRED: Final = ("ruleset", "version", "released_on", "jurisdiction", "place", "title")
_PARTS: Final = (
    "description",
    "sources",
    "parameters",
    "definitions",
    "decisions",
    "rules",
    "tables",
    "indicators",
    "published_figures",
)


def read_ruleset_file(path: Path, *, problems: Problems, root: Path | None = None) -> Ruleset | None:
    """The ruleset of a file, or None after adding what is wrong with it to ``problems``.

    With ``root``, the folder of all rulesets, the file must lie at ``<ruleset>/<version>.yaml`` below it.
    """
    file = path.as_posix()
    try:
        content = _content(path)
    except OSError as error:
        problems.add(messages.FILE_UNREADABLE.at(Place(file), reason=error.strerror or type(error).__name__))
        return None
    if len(content) > FILE_SIZE_LIMIT:
        problems.add(messages.FILE_TOO_LARGE.at(Place(file), limit=f"{FILE_SIZE_LIMIT:,}"))
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8")) + 1
        problems.add(messages.NOT_UTF8.at(Place(file, before.count(b"\n") + 1, column)))
        return None
    ruleset = read_ruleset(text, file=file, problems=problems)
    if ruleset is None or root is None:
        return ruleset
    expected = f"{ruleset.id}/{ruleset.version_text}.yaml"
    found = path.relative_to(root).as_posix()
    if found != expected:
        problems.add(messages.WRONG_FILE_PATH.at(Place(file, 1, 1), expected=expected, found=found))
        return None
    return ruleset


def read_ruleset(text: str, *, file: str, problems: Problems) -> Ruleset | None:
    """The ruleset that a text writes, or None after adding what is wrong with it to ``problems``.

    The text is checked as far as it can be by itself: expressions are parsed and not yet typed, and names of other
    files are not looked up.
    """
    found = Problems()
    ruleset = _read(text, file, found)
    problems.extend(found)
    return None if found.errors else ruleset


def digest_of(text: str) -> str:
    """``sha256:`` and the digest of a file's text, whatever ends its lines."""
    content = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8")
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _content(path: Path) -> bytes:
    # One byte more than is allowed is enough to see that a file is too large.
    with path.open("rb") as stream:
        return stream.read(FILE_SIZE_LIMIT + 1)


def _read(text: str, file: str, problems: Problems) -> Ruleset | None:
    document = compose(text, file=file, problems=problems)
    if document is None:
        return None
    reading = FileReading(document, Problems())
    ruleset = _read_root(Section(reading, document.root, "", required=_REQUIRED, optional=_PARTS), text)
    problems.extend(problem for problem in reading.problems if problem.place.line not in document.emptied_lines)
    return ruleset


def _read_root(root: Section, text: str) -> Ruleset | None:
    reading = root.reading
    ruleset_id = root.read(
        "ruleset", lambda node, path: reading.matching(node, path, RULESET_ID, messages.BAD_RULESET_ID, "id")
    )
    version = root.read(
        "version", lambda node, path: reading.matching(node, path, VERSION, messages.BAD_VERSION, "version")
    )
    released_on = root.date("released_on")
    jurisdiction = _read_jurisdiction(root)
    title, description = root.text("title"), root.text("description")
    sources, parameters = read_sources(root), read_parameters(root)
    definitions, decisions = read_definitions(root), read_decisions(root)
    rules = read_rules(root)
    tables, rows = read_tables(root)
    indicators, published_figures = read_indicators(root), read_published_figures(root)
    _refuse_doubled_ids(reading, rules, tables, rows)
    if ruleset_id is None or version is None or released_on is None or jurisdiction is None or title is None:
        return None
    major, minor, patch = (int(part) for part in version.split("."))
    return Ruleset(
        id=ruleset_id,
        version=(major, minor, patch),
        released_on=released_on,
        jurisdiction=jurisdiction,
        title=title,
        description=description,
        sources=sources,
        parameters=parameters,
        definitions=definitions,
        decisions=decisions,
        rules=(*rules, *rows),
        tables=tuple(tables),
        file=reading.document.file,
        digest=digest_of(text),
        indicators=indicators,
        published_figures=published_figures,
    )


def _read_jurisdiction(root: Section) -> Jurisdiction | None:
    title = root.text("place")
    node = root.get("jurisdiction")
    if node is None:
        return None
    code, former = _read_codes(root, node)
    return None if code is None or title is None else Jurisdiction(code, title, former)


def _read_codes(root: Section, node: Node) -> tuple[str | None, tuple[FormerCode, ...]]:
    """``"320612"``, or ``{code: "320612", former: [{code: "320683", until: 2009-07-01}]}``."""
    if not isinstance(node, Mapping):
        return _read_code(root, "jurisdiction"), ()
    section = Section(root.reading, node, root.path_of("jurisdiction"), required=("code",), optional=("former",))
    former: list[FormerCode] = []
    for item, path in section.items("former"):
        entry = Section(root.reading, item, path, required=("code",), optional=("until",))
        code, until = _read_code(entry, "code"), entry.date("until")
        if code is not None:
            former.append(FormerCode(code, until))
    return _read_code(section, "code"), tuple(former)


def _read_code(section: Section, key: str) -> str | None:
    reading = section.reading
    return section.read(key, lambda node, path: reading.matching(node, path, _DIVISION, messages.BAD_DIVISION, "code"))


def _refuse_doubled_ids(reading: FileReading, rules: list[Rule], tables: list[Table], rows: list[Rule]) -> None:
    seen: dict[str, Place] = {}
    ids = [(item.id, item.place) for item in (*rules, *rows)] + [(table.id, table.place) for table in tables]
    for item_id, place in ids:
        if item_id in seen:
            reading.problems.add(messages.DOUBLED_ID.at(place, id=item_id, first_line=seen[item_id].line))
        else:
            seen[item_id] = place
