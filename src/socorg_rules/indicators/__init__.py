"""Figures of a place: its indicators over a population, and what documents published of it."""

from __future__ import annotations

from socorg_rules.indicators.measurement import Count, IndicatorState, Measurement, PlaceMeasurement, TargetVerdict
from socorg_rules.indicators.measuring import measure_indicators
from socorg_rules.indicators.published import FigureReview, Verdict, review_figure

__all__ = [
    "Count",
    "FigureReview",
    "IndicatorState",
    "Measurement",
    "PlaceMeasurement",
    "TargetVerdict",
    "Verdict",
    "measure_indicators",
    "review_figure",
]
