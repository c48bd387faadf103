"""What ``socorg-rules indicators`` does: reads a population, measures it, or checks published figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TextIO

from socorg_rules.cli import messages
from socorg_rules.cli.arguments import day_in, division_in, known_day_in
from socorg_rules.cli.exit_codes import ExitCode
from socorg_rules.cli.rulebooks import rulebook_from
from socorg_rules.cli.speaking import Voice
from socorg_rules.indicators import FigureReview, PlaceMeasurement, Verdict, measure_indicators
from socorg_rules.indicators.published import review_figures
from socorg_rules.problems import Place, Problems, Text, did_you_mean
from socorg_rules.records.readers import read_places, read_records
from socorg_rules.reports.console import console_on
from socorg_rules.reports.figure_table import print_reviews
from socorg_rules.reports.indicator_json import measurement_json, reviews_json
from socorg_rules.reports.indicator_table import is_finding, is_open, print_measurement
from socorg_rules.rulebook import Rulebook
from socorg_rules.rulesets.model import Ruleset

_SOME_PLACE: Final = Text("地区", "Place")
"""What a place is called of which no ruleset gives the name."""


@dataclass(frozen=True, slots=True)
class IndicatorRequest:
    """What to measure, as it was typed."""

    population: Path | None
    mapping: Path | None
    places: Path | None
    place: str | None
    as_of: str | None
    known_at: str | None
    rulesets: Path | None
    only: Sequence[str]
    published: bool


def write_measurement(request: IndicatorRequest, stream: TextIO, voice: Voice, *, as_table: bool) -> ExitCode:
    """Raises :class:`~socorg_rules.ProblemsError` with every mistake of the request."""
    problems = Problems()
    rulebook = rulebook_from(request.rulesets)
    as_of = None if request.as_of is None else day_in(request.as_of, "--as-of", problems)
    known_at = known_day_in(request.known_at, rulebook, problems)
    division_in(request.place, rulebook, problems)
    for name, given in (("POPULATION", request.population), ("--place", request.place), ("--as-of", request.as_of)):
        if given is None:
            problems.add(messages.NEEDED_FOR_INDICATORS.at(Place(name)))
    problems.raise_errors()
    assert request.population is not None and request.place is not None and as_of is not None
    only = _indicators_in(request.only, rulebook, request.place, as_of, known_at)
    batch = read_records(request.population, mapping=request.mapping)
    places, found = batch.places, batch.problems
    if request.places is not None:
        places = read_places(request.places, found)
    voice.complain(found)
    organizations = [record.organization for record in batch.records]
    measured = measure_indicators(
        rulebook, organizations, places, place=request.place, as_of=as_of, known_at=known_at, only=only
    )
    if as_table:
        title = rulebook.selection(known_at).place_titles.get(measured.place, _SOME_PLACE)
        print_measurement(console_on(stream), measured, title, voice.language)
    else:
        stream.write(measurement_json(measured) + "\n")
    return ExitCode.BAD_INPUT if found.errors else _measured_code(measured)


def write_reviews(request: IndicatorRequest, stream: TextIO, voice: Voice, *, as_table: bool) -> ExitCode:
    """Checks the published figures of a place and of those below it, or of all places."""
    problems = Problems()
    rulebook = rulebook_from(request.rulesets)
    known_at = known_day_in(request.known_at, rulebook, problems)
    division = division_in(request.place, rulebook, problems)
    problems.raise_errors()
    reviewed: list[tuple[Ruleset, list[FigureReview]]] = [
        (ruleset, review_figures(ruleset.published_figures))
        for ruleset in sorted(rulebook.selection(known_at).rulesets, key=lambda ruleset: ruleset.jurisdiction.code)
        if ruleset.published_figures and (division is None or division.covers(ruleset.jurisdiction.code))
    ]
    if as_table:
        print_reviews(console_on(stream), reviewed, voice.language)
    else:
        stream.write(reviews_json(reviewed) + "\n")
    found = any(review.verdict is Verdict.INCONSISTENT for _, reviews in reviewed for review in reviews)
    return ExitCode.FINDINGS if found else ExitCode.NOTHING_FOUND


def _measured_code(measured: PlaceMeasurement) -> ExitCode:
    if any(is_finding(one) for one in measured.measurements):
        return ExitCode.FINDINGS
    return ExitCode.UNDETERMINED if any(is_open(one) for one in measured.measurements) else ExitCode.NOTHING_FOUND


def _indicators_in(
    written: Sequence[str], rulebook: Rulebook, place: str, as_of: date, known_at: date | None
) -> tuple[str, ...] | None:
    """The indicators of ``--only``, which may also be separated by commas; None: all."""
    names = [name.strip() for part in written for name in part.split(",") if name.strip()]
    known = list(rulebook.selection(known_at).law_for(place, as_of).indicators)
    problems = Problems()
    for name in names:
        if name not in known:
            listed = ", ".join(known)
            suggestion = did_you_mean(name, known)
            problems.add(
                messages.UNKNOWN_INDICATOR.at(Place("--only"), suggestion=suggestion, written=name, known=listed)
            )
    problems.raise_errors()
    return tuple(dict.fromkeys(names)) or None
