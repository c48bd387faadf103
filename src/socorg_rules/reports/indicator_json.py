"""Indicators and published figures for programs: exact numbers as fractions, always the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from socorg_rules.indicators import FigureReview, Measurement, PlaceMeasurement
from socorg_rules.indicators.published import CheckResult, FigureComparison
from socorg_rules.problems import Text
from socorg_rules.rulesets.indicator_model import PublishedFigure, StatedDay
from socorg_rules.rulesets.model import Ruleset

_Data = dict[str, Any]


def measurement_json(measured: PlaceMeasurement) -> str:
    """All indicators of a place as one line of JSON.

    Values are in the indicator's unit: ``low`` and ``high`` exact, as ``178/189`` is; ``value`` as printed, null unless
    the indicator is known.
    """
    return _line(
        {
            "place": measured.place,
            "as_of": measured.as_of.isoformat(),
            "known_at": measured.known_at.isoformat(),
            "organizations": measured.organizations,
            "elsewhere": measured.elsewhere,
            "rulesets": [
                {"id": version.id, "version": version.version, "digest": version.digest}
                for version in measured.rulesets
            ],
            "indicators": {one.plan.name: _measurement(one) for one in measured.measurements},
        }
    )


def reviews_json(reviewed: Iterable[tuple[Ruleset, Sequence[FigureReview]]]) -> str:
    """All published figures, each with the place and what came of checking it, as one line of JSON."""
    figures = [
        {"place": ruleset.jurisdiction.code, "ruleset": ruleset.id, **_review(review)}
        for ruleset, reviews in reviewed
        for review in reviews
    ]
    return _line({"published_figures": figures})


def _line(data: _Data) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _text(text: Text | None) -> _Data | None:
    return None if text is None else {"zh": text.zh, "en": text.en}


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _measurement(measurement: Measurement) -> _Data:
    plan, target = measurement.plan, measurement.target
    return {
        "title": _text(plan.title),
        "description": _text(plan.description),
        "basis": plan.basis,
        "unit": plan.unit,
        "each": plan.each,
        "rounding": None if plan.rounding is None else {"mode": plan.rounding.mode, "places": plan.rounding.places},
        "state": measurement.state.value,
        "value": None if measurement.value is None else str(measurement.value),
        "low": _exact(measurement.low),
        "high": _exact(measurement.high),
        "printed_low": None if measurement.printed_low is None else str(measurement.printed_low),
        "printed_high": None if measurement.printed_high is None else str(measurement.printed_high),
        "above": measurement.above,
        "below": measurement.below,
        "target": None
        if target is None
        else {
            "at_least": str(target.value),
            "parameter": plan.target,
            "verdict": None if target.verdict is None else target.verdict.value,
        },
        "missing": dict(measurement.missing),
        "citations": [{"source": cited.source, "text": _text(cited.text)} for cited in plan.citations],
        "caveats": [
            {"kind": caveat.kind, "about": caveat.about, "text": _text(caveat.text)} for caveat in measurement.caveats
        ],
        "published": [_comparison(comparison) for comparison in measurement.comparisons],
    }


def _comparison(comparison: FigureComparison) -> _Data:
    return {**_figure(comparison.figure), "agrees": comparison.agrees}


def _figure(figure: PublishedFigure) -> _Data:
    stated = figure.stated
    return {
        "id": figure.id,
        "says": _text(figure.says),
        "as_of": figure.as_of.isoformat(),
        "stated": stated.value.isoformat() if isinstance(stated, StatedDay) else str(stated.value),
        "unit": None if isinstance(stated, StatedDay) else stated.unit,
        "relation": figure.relation,
        "indicator": figure.indicator,
    }


def _review(review: FigureReview) -> _Data:
    return {
        **_figure(review.figure),
        "note": _text(review.figure.note),
        "verdict": review.verdict.value,
        "checks": [_check(result) for result in review.results],
    }


def _check(result: CheckResult) -> _Data:
    reckoned = result.reckoned
    return {
        "kind": result.check.kind,
        "base": _text(result.check.base),
        "agrees": result.agrees,
        "roundings": list(result.modes),
        "reckoned": None if reckoned is None else [_exact(reckoned.low), _exact(reckoned.high)],
        "implied_bases": {base.mode: [base.least, base.most] for base in result.implied if base.least <= base.most},
    }
