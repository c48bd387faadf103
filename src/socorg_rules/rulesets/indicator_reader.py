"""Indicators: what is counted, against what, how it is rounded, and what it has to reach."""

from __future__ import annotations

import re
from typing import Final, cast, get_args

from socorg_rules.problems import Text, did_you_mean
from socorg_rules.records.fields import PLACE_FIELDS
from socorg_rules.records.specs import find
from socorg_rules.rulesets import indicator_messages as msg
from socorg_rules.rulesets.indicator_model import (
    Basis,
    Indicator,
    IndicatorFormula,
    Rounding,
    RoundingMode,
    Target,
    Unit,
)
from socorg_rules.rulesets.reading import Section
from socorg_rules.rulesets.source_reader import read_cites
from socorg_rules.rulesets.yaml_nodes import Node, Scalar

LARGEST_EACH: Final = 1_000_000
MOST_PLACES: Final = 6
PLACE_FIGURES: Final = tuple(spec for spec in PLACE_FIELDS if spec.kind == "count")
"""What is counted of a place: an indicator can divide it, or divide by it."""
_WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,9}")
_FORMULA_KEYS: Final = ("counts", "figures", "among", "per", "each", "unit", "basis")
_OVERLAY_KEYS: Final = ("rounding", "target", "notes", "cite")


def read_indicators(file: Section) -> tuple[Indicator, ...]:
    """The entries of ``indicators:`` that are well-formed."""
    found = (_read_indicator(file, name, node, path) for name, node, path in file.named("indicators"))
    return tuple(indicator for indicator in found if indicator is not None)


def read_whole_number(section: Section, key: str, low: int, high: int) -> int | None:
    """A whole number between two bounds, both allowed."""
    reading = section.reading

    def read(node: Node, path: str) -> int | None:
        written = reading.scalar(node, path)
        if written is None:
            return None
        if _WHOLE.fullmatch(written) and low <= int(written) <= high:
            return int(written)
        reading.report(msg.BAD_WHOLE_NUMBER, node, path, written=written, low=low, high=high)
        return None

    return section.read(key, read)


def _read_indicator(file: Section, name_node: Scalar, node: Node, path: str) -> Indicator | None:
    reading = file.reading
    name = reading.name(name_node, path)
    section = Section(reading, node, path, optional=("title", "description", *_FORMULA_KEYS, *_OVERLAY_KEYS))
    is_new = "title" in section or any(key in section for key in _FORMULA_KEYS)
    title, description, formula = section.text("title"), section.text("description"), _read_formula(section)
    basis = cast("Basis | None", section.word("basis", get_args(Basis)))
    rounding, target = _read_rounding(section), _read_target(section)
    notes = tuple(_read_notes(section))
    if name is None:
        return None
    for key in _missing_keys(section) if is_new else _missing_change(section):
        reading.report(msg.INCOMPLETE_INDICATOR, name_node, path, name=name, key=key)
    return Indicator(
        name=name,
        title=title,
        description=description,
        formula=formula if is_new else None,
        basis=basis,
        rounding=rounding,
        target=target,
        notes=notes,
        cites=read_cites(section),
        place=reading.place(name_node, path),
    )


def _missing_keys(section: Section) -> list[str]:
    """What a new indicator doesn't say, though it must."""
    missing = [] if "title" in section else ["title"]
    if "counts" not in section and "figures" not in section:
        missing.append("counts")
    if "counts" in section and "basis" not in section:
        missing.append("basis")
    if ("among" in section or "per" in section) and "rounding" not in section:
        missing.append("rounding")
    return missing


def _missing_change(section: Section) -> list[str]:
    return [] if any(key in section for key in _OVERLAY_KEYS) else [", ".join(_OVERLAY_KEYS)]


def _read_formula(section: Section) -> IndicatorFormula:
    _refuse_both(section, "counts", "figures")
    _refuse_both(section, "among", "per")
    for key, other in (("among", "figures"), ("each", "among")):
        if key in section and other in section:
            _refuse(section, key, other)
    unit = cast("Unit | None", section.word("unit", get_args(Unit)))
    return IndicatorFormula(
        counts=section.expression("counts"),
        figures=_read_place_figures(section, "figures"),
        among=section.expression("among"),
        per=_read_place_figures(section, "per"),
        each=read_whole_number(section, "each", 1, LARGEST_EACH) or 1,
        unit=unit or ("percent" if "among" in section else "number"),
    )


def _refuse_both(section: Section, first: str, second: str) -> None:
    node = section.get(second)
    if node is not None and first in section:
        section.reading.report(msg.ONE_OF_TWO, node, section.path_of(second), first=first, second=second)


def _refuse(section: Section, key: str, other: str) -> None:
    node = section.get(key)
    if node is not None:
        section.reading.report(msg.NOT_FOR_FORMULA, node, section.path_of(key), key=key, other=other)


def _read_place_figures(section: Section, key: str) -> tuple[str, ...]:
    node = section.get(key)
    if node is None:
        return ()
    reading, path = section.reading, section.path_of(key)
    names = []
    for item in reading.one_or_more(node, path):
        written = reading.scalar(item, path)
        spec = None if written is None else find(PLACE_FIGURES, written)
        if spec is not None:
            names.append(spec.name)
        elif written is not None:
            known = [name for figure in PLACE_FIGURES for name in (figure.name, figure.alias)]
            reading.report(
                msg.UNKNOWN_PLACE_FIGURE,
                item,
                path,
                suggestion=did_you_mean(written, known),
                written=written,
                allowed=", ".join(figure.name for figure in PLACE_FIGURES),
            )
    return tuple(names)


def _read_rounding(section: Section) -> Rounding | None:
    rounding = section.section("rounding", required=("mode", "places"))
    if rounding is None:
        return None
    mode = cast("RoundingMode | None", rounding.word("mode", get_args(RoundingMode)))
    places = read_whole_number(rounding, "places", 0, MOST_PLACES)
    return None if mode is None or places is None else Rounding(mode, places)


def _read_target(section: Section) -> Target | None:
    target = section.section("target", required=("at_least",))
    if target is None:
        return None
    name = target.read("at_least", section.reading.name)
    return None if name is None else Target(name, target.place)


def _read_notes(section: Section) -> list[Text]:
    notes = (section.reading.text(node, path) for node, path in section.items("notes"))
    return [note for note in notes if note is not None]
