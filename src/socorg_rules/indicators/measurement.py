"""What an indicator came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from socorg_rules.decisions.outcome import Caveat
from socorg_rules.indicators.published import FigureComparison
from socorg_rules.rulesets.plan import IndicatorPlan, RulesetVersion


class IndicatorState(StrEnum):
    """Whether an indicator has one printed value, several possible ones, or nothing to divide by."""

    KNOWN = "known"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


class TargetVerdict(StrEnum):
    """The exact value (not the printed one) against the target."""

    MET = "met"
    MISSED = "missed"
    UNDETERMINED = "undetermined"


class Count(NamedTuple):
    """A whole number of which only bounds may be known."""

    least: int
    most: int

    @property
    def is_settled(self) -> bool:
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class TargetResult:
    """The target in force on the day, in the indicator's unit. ``verdict`` None: there is nothing to compare."""

    value: Decimal
    verdict: TargetVerdict | None


@dataclass(frozen=True, slots=True)
class Measurement:
    """An indicator over a population on a day.

    ``above`` and ``below``: the numbers above and below the line, None where a figure of the place is not known or
    where there is no line. ``low`` and ``high``: the exact value or its bounds, in the indicator's unit;
    ``printed_low`` and ``printed_high``: the same as they are printed. They are None where a figure of the place is
    missing and where the indicator is not applicable. ``missing``: for each missing fact, how many organizations wait
    for it (0: it is a figure of the place). ``comparisons``: with what was published of the place for the day.
    """

    plan: IndicatorPlan
    state: IndicatorState
    above: Count | None
    below: Count | None
    low: Fraction | None
    high: Fraction | None
    printed_low: Decimal | None
    printed_high: Decimal | None
    target: TargetResult | None
    missing: tuple[tuple[str, int], ...]
    caveats: tuple[Caveat, ...]
    comparisons: tuple[FigureComparison, ...]

    @property
    def value(self) -> Decimal | None:
        """The printed value, if there is just one."""
        return self.printed_low if self.state is IndicatorState.KNOWN else None


@dataclass(frozen=True, slots=True)
class PlaceMeasurement:
    """All indicators of a place over a population.

    ``organizations``: how many of the population belong to the place; ``elsewhere``: how many don't and were left out.
    """

    place: str
    as_of: date
    known_at: date
    organizations: int
    elsewhere: int
    rulesets: tuple[RulesetVersion, ...]
    measurements: tuple[Measurement, ...]

    def __getitem__(self, name: str) -> Measurement:
        """The measurement of an indicator. Raises ``KeyError`` where there is none of this name."""
        for measurement in self.measurements:
            if measurement.plan.name == name:
                return measurement
        raise KeyError(name)
