"""Sources and citations: what a ruleset rests on, and how far it was checked."""

from __future__ import annotations

from typing import Final

from socorg_rules.rulesets import messages
from socorg_rules.rulesets.citation import parse_citation
from socorg_rules.rulesets.model import Checked, Citation, Recheck, Source
from socorg_rules.rulesets.reading import Section
from socorg_rules.rulesets.yaml_nodes import Node, Scalar

_CHECKED_WORDS: Final = tuple(checked.value for checked in Checked)


def read_sources(file: Section) -> tuple[Source, ...]:
    """The entries of ``sources:`` that are well-formed."""
    found = (_read_source(file, name, node, path) for name, node, path in file.named("sources"))
    return tuple(source for source in found if source is not None)


def read_cites(section: Section, key: str = "cite") -> tuple[Citation, ...]:
    """The citations of ``cite:``, one or a list; empty when there is none."""
    node = section.get(key)
    if node is None:
        return ()
    reading, path = section.reading, section.path_of(key)
    cites: list[Citation] = []
    for item in reading.one_or_more(node, path):
        written = reading.scalar(item, path)
        if written is None:
            continue
        citation = parse_citation(written, reading.place(item, path))
        if citation is None:
            reading.report(messages.BAD_CITATION, item, path, written=written)
        else:
            cites.append(citation)
    return tuple(cites)


def read_checked(section: Section, key: str) -> Checked | None:
    """How far something was checked, in one word."""
    word = section.word(key, _CHECKED_WORDS)
    return None if word is None else Checked(word)


def read_recheck(section: Section) -> Recheck | None:
    """``recheck: {from: …, why: …}``."""
    recheck = section.section("recheck", required=("from", "why"))
    if recheck is None:
        return None
    since, why = recheck.date("from"), recheck.text("why")
    return None if since is None or why is None else Recheck(since, why)


def _read_source(file: Section, name: Scalar, node: Node, path: str) -> Source | None:
    reading = file.reading
    source_id = reading.identifier(name, path)
    section = Section(
        reading,
        node,
        path,
        required=("title", "in_force", "checked"),
        optional=("number", "issuer", "issued_on", "recheck"),
    )
    title, in_force = section.text("title"), section.period("in_force")
    number = section.read("number", reading.scalar)
    issuer, issued_on, recheck = section.text("issuer"), section.date("issued_on"), read_recheck(section)
    checked_section = section.section("checked", required=("on", "how"), optional=("note",))
    if checked_section is None:
        return None
    checked, checked_on = read_checked(checked_section, "how"), checked_section.date("on")
    note = checked_section.text("note")
    if source_id is None or title is None or in_force is None or checked is None or checked_on is None:
        return None
    return Source(
        id=source_id,
        title=title,
        number=number,
        issuer=issuer,
        issued_on=issued_on,
        in_force=in_force,
        checked=checked,
        checked_on=checked_on,
        note=note,
        recheck=recheck,
        place=reading.place(name, path),
    )
