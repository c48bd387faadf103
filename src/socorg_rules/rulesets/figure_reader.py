"""Published figures: what a document states, and the numbers it can be reckoned from."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal, cast, get_args

from socorg_rules.problems import Place, Problem, Text
from socorg_rules.records.values import DATE_PATTERN
from socorg_rules.rulesets import indicator_messages as msg
from socorg_rules.rulesets import messages
from socorg_rules.rulesets.indicator_model import (
    FigureCheck,
    FigurePart,
    PublishedFigure,
    Relation,
    StatedDay,
    StatedNumber,
)
from socorg_rules.rulesets.indicator_reader import LARGEST_EACH, read_whole_number
from socorg_rules.rulesets.reading import FileReading, Section, date_in
from socorg_rules.rulesets.source_reader import read_cites
from socorg_rules.rulesets.yaml_nodes import Mapping, Node, Scalar, Sequence

UNSTATED: Final = "unstated"
_NUMBER: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_DAY: Final = re.compile(DATE_PATTERN)
STATED: Final = re.compile(rf"(?P<number>{_NUMBER.pattern})(?P<percent> ?%)?")
_KINDS: Final = ("sum", "quotient", "equals")
_QUOTIENT_PARTS: Final = 2
_DAYS: Final = Text("日期", "a day")
_NUMBERS: Final = Text("数", "a number")


def read_published_figures(file: Section) -> tuple[PublishedFigure, ...]:
    """The items of ``published_figures:`` that are well-formed; a figure may refer to those before it."""
    known: dict[str, PublishedFigure] = {}
    for node, path in file.items("published_figures"):
        figure = _read_figure(file.reading, node, path)
        if figure is None:
            continue
        if figure.id in known:
            line = known[figure.id].place.line
            file.reading.problems.add(messages.DOUBLED_ID.at(figure.place, id=figure.id, first_line=line))
        _check_references(file.reading, figure, known)
        known.setdefault(figure.id, figure)
    return tuple(known.values())


def _read_figure(reading: FileReading, node: Node, path: str) -> PublishedFigure | None:
    section = Section(
        reading,
        node,
        path,
        required=("id", "says", "as_of", "stated", "cite"),
        optional=("relation", "checks", "indicator", "note"),
    )
    figure_id = section.read("id", reading.identifier)
    says, as_of = section.text("says"), section.date("as_of")
    stated = _read_stated(section)
    relation = cast("Relation | None", section.word("relation", get_args(Relation)))
    checks = tuple(
        check for node, path in section.items("checks") if (check := _read_check(reading, node, path)) is not None
    )
    indicator, note = section.read("indicator", reading.name), section.text("note")
    cites = read_cites(section)
    if figure_id is None or says is None or as_of is None or stated is None:
        return None
    for check in checks:
        if isinstance(stated, StatedDay) is not (check.day is not None):
            reading.problems.add(_unlike(stated, check))
    return PublishedFigure(
        id=figure_id,
        says=says,
        as_of=as_of,
        stated=stated,
        relation=relation or "exactly",
        checks=checks,
        cites=cites,
        indicator=indicator,
        note=note,
        place=section.place,
    )


def _unlike(stated: StatedNumber | StatedDay, check: FigureCheck) -> Problem:
    told, other = (_DAYS, _NUMBERS) if isinstance(stated, StatedDay) else (_NUMBERS, _DAYS)
    return msg.UNLIKE_CHECK.at(check.place, stated_zh=told.zh, stated_en=told.en, check_zh=other.zh, check_en=other.en)


def _read_stated(section: Section) -> StatedNumber | StatedDay | None:
    reading, node, path = section.reading, section.get("stated"), section.path_of("stated")
    written = None if node is None else reading.scalar(node, path)
    if node is None or written is None:
        return None
    if _DAY.fullmatch(written):
        day = date_in(written, reading.place(node, path), reading.problems)
        return None if day is None else StatedDay(day)
    match = STATED.fullmatch(written)
    if match is None:
        reading.report(msg.BAD_STATED, node, path, written=written)
        return None
    return StatedNumber(Decimal(match["number"]), "percent" if match["percent"] else "number")


def _read_check(reading: FileReading, node: Node, path: str) -> FigureCheck | None:
    section = Section(reading, node, path, optional=(*_KINDS, "each", "base"))
    base, each = section.text("base"), read_whole_number(section, "each", 1, LARGEST_EACH)
    kinds = [kind for kind in _KINDS if kind in section]
    if len(kinds) != 1:
        reading.report(msg.ONE_CHECK, node, path)
        return None
    kind = cast('Literal["sum", "quotient", "equals"]', kinds[0])
    value = section.get(kind)
    assert value is not None
    parts_path = section.path_of(kind)
    if kind == "equals":
        return _read_equality(reading, value, parts_path, base)
    parts = [_read_part(reading, item, parts_path) for item in reading.items(value, parts_path)]
    if kind == "quotient" and len(parts) not in (0, _QUOTIENT_PARTS):
        reading.report(msg.QUOTIENT_OF_TWO, value, parts_path)
        return None
    known = tuple(part for part in parts if part is not None)
    if not known or len(known) < len(parts):
        return None
    return FigureCheck(kind, known, None, each or 1, base, section.place)


def _read_equality(reading: FileReading, node: Node, path: str, base: Text | None) -> FigureCheck | None:
    """Another day, or another number, that the figure should be."""
    place = reading.place(node, path)
    if isinstance(node, Scalar) and _DAY.fullmatch(node.text):
        day = date_in(node.text, place, reading.problems)
        return None if day is None else FigureCheck("equals", (), day, 1, base, place)
    part = _read_part(reading, node, path)
    return None if part is None else FigureCheck("equals", (part,), None, 1, base, place)


def _read_part(reading: FileReading, node: Node, path: str) -> FigurePart | None:
    place = reading.place(node, path)
    if isinstance(node, Mapping):
        return _read_referring_part(reading, node, path, place)
    if isinstance(node, Sequence):
        reading.report(messages.NOT_A_SCALAR, node, path)
        return None
    written = reading.scalar(node, path)
    if written is None:
        return None
    if written == UNSTATED:
        return FigurePart(place=place)
    if _NUMBER.fullmatch(written):
        return FigurePart(Decimal(written), place=place)
    reading.report(msg.BAD_PART, node, path, written=written)
    return None


def _read_referring_part(reading: FileReading, node: Mapping, path: str, place: Place) -> FigurePart | None:
    section = Section(reading, node, path, optional=("figure", "implied_by", "elsewhere", "source"))
    figure, implied_by = section.read("figure", reading.identifier), section.read("implied_by", reading.identifier)
    source = section.text("source")
    number = section.read("elsewhere", reading.scalar)
    given = [key for key in ("figure", "implied_by", "elsewhere") if key in section]
    if len(given) != 1 or ("elsewhere" in section) != ("source" in section):
        reading.report(msg.BAD_PART, node, path, written=", ".join(section.entries) or "{}")
        return None
    if given == ["elsewhere"]:
        if number is None or not _NUMBER.fullmatch(number):
            reading.report(msg.BAD_PART, node, path, written=number or "")
            return None
        return FigurePart(Decimal(number), elsewhere=source, place=place)
    return FigurePart(figure=figure, implied_by=implied_by, place=place)


def _check_references(reading: FileReading, figure: PublishedFigure, known: dict[str, PublishedFigure]) -> None:
    for part in (part for check in figure.checks for part in check.parts):
        name = part.figure or part.implied_by
        if name is None:
            continue
        if name not in known:
            reading.problems.add(msg.UNKNOWN_FIGURE.at(part.place, name=name))
        elif part.implied_by is not None and implying_check(known[name]) is None:
            reading.problems.add(msg.NOTHING_IMPLIED.at(part.place, name=name))


def implying_check(figure: PublishedFigure) -> FigureCheck | None:
    """The quotient of a figure whose denominator the document doesn't state."""
    return next((check for check in figure.checks if check.kind == "quotient" and not check.parts[1].is_stated), None)
