"""The table of places: figures that describe where a population lives, and no organization of it."""

from __future__ import annotations

from datetime import date

from pydantic import ValidationError

from socorg_rules.problems import Problem, Problems
from socorg_rules.records.diagnosis import diagnose
from socorg_rules.records.fields import PLACE_FIELDS
from socorg_rules.records.messages import MISSING_FIELD
from socorg_rules.records.places import PlaceFigures
from socorg_rules.records.readers.columns import ReadableTable
from socorg_rules.records.readers.messages import PLACE_TWICE
from socorg_rules.records.readers.table import Row
from socorg_rules.records.specs import find


def read_place_figures(table: ReadableTable, problems: Problems) -> tuple[PlaceFigures, ...]:
    """The good rows in their order; a second count of one place on one day contradicts the first and is left out."""
    found: dict[tuple[str, date], PlaceFigures] = {}
    for row in table.table.rows:
        figures = _figures(table, row, problems)
        if figures is None:
            continue
        key = (figures.division, figures.counted_on)
        if key in found:
            place = table.place(row)
            problems.add(PLACE_TWICE.at(place, division=figures.division, day=figures.counted_on.isoformat()))
        found.setdefault(key, figures)
    return tuple(found.values())


def _figures(table: ReadableTable, row: Row, problems: Problems) -> PlaceFigures | None:
    if not row.is_whole:
        return None
    values, bad_cells = table.values(row)
    reported = {problem.place for problem in bad_cells}
    problems.extend(bad_cells)
    try:
        figures = PlaceFigures.model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False)
        told = (_problem(str(detail["loc"][0]), detail["input"], detail["type"], table, row) for detail in details)
        problems.extend(problem for each in told for problem in each if problem.place not in reported)
        return None
    return None if bad_cells else figures


def _problem(name: str, value: object, kind: str, table: ReadableTable, row: Row) -> list[Problem]:
    spec = find(PLACE_FIELDS, name)
    place = table.place(row, name)
    assert spec is not None
    if kind == "missing":
        return [MISSING_FIELD.at(place, name=spec.name, alias=spec.alias)]
    return diagnose(spec, value, place)
