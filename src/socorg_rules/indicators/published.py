"""Published figures reckoned again from the numbers that stand beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple, get_args

from socorg_rules.indicators.printed import in_unit, preimage, printed
from socorg_rules.rulesets.figure_reader import implying_check
from socorg_rules.rulesets.indicator_model import (
    FigureCheck,
    FigurePart,
    PublishedFigure,
    Relation,
    Rounding,
    RoundingMode,
    StatedDay,
    StatedNumber,
)

MODES: Final[tuple[RoundingMode, ...]] = get_args(RoundingMode)


class Verdict(StrEnum):
    """Whether a published figure agrees with the numbers it is made of."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    DEPENDS_ON_BASE = "depends_on_base"
    SUSPECT = "suspect"
    NOT_TESTABLE = "not_testable"


class Interval(NamedTuple):
    """An exact value, or the bounds of one that is only implied. Both bounds are possible."""

    low: Fraction
    high: Fraction


class ImpliedBase(NamedTuple):
    """The whole denominators that would give a published quotient, if it was rounded so; ``least`` > ``most``: none."""

    mode: RoundingMode
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check of a figure.

    ``values``: those of the check's parts, None where the document states none. ``modes``: the ways of rounding under
    which it agrees. ``reckoned``: what it should be, exactly. ``implied``: where the denominator isn't stated, what it
    would have to be. ``agrees`` None: nothing can be said.
    """

    check: FigureCheck
    values: tuple[Interval | None, ...]
    agrees: bool | None
    modes: tuple[RoundingMode, ...]
    reckoned: Interval | None
    implied: tuple[ImpliedBase, ...]

    @property
    def rests_on_other_sources(self) -> bool:
        """Whether a number comes from outside the document, which may be what is wrong."""
        return any(part.elsewhere is not None for part in self.check.parts)


@dataclass(frozen=True, slots=True)
class FigureReview:
    """A published figure and what came of checking it."""

    figure: PublishedFigure
    verdict: Verdict
    results: tuple[CheckResult, ...]


@dataclass(frozen=True, slots=True)
class FigureComparison:
    """A published figure beside the same indicator over the records; ``agrees`` None: the indicator isn't settled."""

    figure: PublishedFigure
    agrees: bool | None


def review_figures(figures: Iterable[PublishedFigure]) -> list[FigureReview]:
    """The figures of one ruleset, in its order, in which each comes after those that it refers to."""
    known: dict[str, PublishedFigure] = {}
    reviews = []
    for figure in figures:
        reviews.append(review_figure(figure, known))
        known[figure.id] = figure
    return reviews


def review_figure(figure: PublishedFigure, others: Mapping[str, PublishedFigure]) -> FigureReview:
    """Checks one figure; ``others`` are those that it may refer to, by id."""
    results = tuple(_result(figure, check, others) for check in figure.checks)
    return FigureReview(figure, _verdict(results), results)


def states(figure: PublishedFigure, value: Interval) -> tuple[RoundingMode, ...]:
    """The ways of rounding under which a value (in the figure's unit) is what the figure states."""
    stated = figure.stated
    assert isinstance(stated, StatedNumber)
    return tuple(mode for mode in MODES if _is_stated(stated, figure.relation, value, mode))


def _verdict(results: tuple[CheckResult, ...]) -> Verdict:
    told = [result for result in results if result.agrees is not None]
    if not told:
        return Verdict.NOT_TESTABLE
    if all(result.agrees for result in told):
        return Verdict.CONSISTENT
    if any(result.agrees for result in told):
        return Verdict.DEPENDS_ON_BASE
    return Verdict.SUSPECT if all(result.rests_on_other_sources for result in told) else Verdict.INCONSISTENT


def _result(figure: PublishedFigure, check: FigureCheck, others: Mapping[str, PublishedFigure]) -> CheckResult:
    if isinstance(figure.stated, StatedDay):
        return CheckResult(check, (), figure.stated.value == check.day, (), None, ())
    values = tuple(_value_of(part, others) for part in check.parts)
    if check.kind == "quotient" and not check.parts[1].is_stated:
        return CheckResult(check, values, None, (), None, _implied(figure, check, others))
    known = [value for value in values if value is not None]
    reckoned = _reckoned(check, known, figure.stated) if len(known) == len(values) else None
    if reckoned is None:
        return CheckResult(check, values, None, (), None, ())
    modes = states(figure, reckoned)
    return CheckResult(check, values, bool(modes), modes, reckoned, ())


def _reckoned(check: FigureCheck, values: list[Interval], stated: StatedNumber) -> Interval | None:
    match check.kind:
        case "sum":
            return Interval(
                sum((value.low for value in values), Fraction(0)), sum((value.high for value in values), Fraction(0))
            )
        case "equals":
            return values[0]
        case "quotient":
            above, below = values
            if below.low == 0:
                return None
            low = in_unit(above.low / below.high * check.each, stated.unit)
            return Interval(low, in_unit(above.high / below.low * check.each, stated.unit))


def _value_of(part: FigurePart, others: Mapping[str, PublishedFigure]) -> Interval | None:
    """The value of a part; None where the document gives none."""
    if part.value is not None:
        return Interval(Fraction(part.value), Fraction(part.value))
    if part.figure is not None:
        stated = others[part.figure].stated
        return None if isinstance(stated, StatedDay) else Interval(Fraction(stated.value), Fraction(stated.value))
    if part.implied_by is None:
        return None
    other = others[part.implied_by]
    check = implying_check(other)
    assert check is not None
    bases = [base for base in _implied(other, check, others) if base.least <= base.most]
    if not bases:
        return None
    return Interval(Fraction(min(base.least for base in bases)), Fraction(max(base.most for base in bases)))


def _implied(
    figure: PublishedFigure, check: FigureCheck, others: Mapping[str, PublishedFigure]
) -> tuple[ImpliedBase, ...]:
    """The whole numbers by which the first part must have been divided."""
    above = _value_of(check.parts[0], others)
    assert isinstance(figure.stated, StatedNumber)
    if above is None or above.low == 0:
        return ()
    bases = []
    for mode in MODES:
        first, beyond = preimage(figure.stated.value, mode)
        if first <= 0:
            continue
        top = in_unit(above.low * check.each, figure.stated.unit)
        # value >= first means base <= top / first; value < beyond means base > top / beyond.
        least = int(top // beyond) + 1
        bases.append(ImpliedBase(mode, least, int(top // first)))
    return tuple(bases)


def _is_stated(stated: StatedNumber, relation: Relation, value: Interval, mode: RoundingMode) -> bool:
    exponent = stated.value.as_tuple().exponent
    assert isinstance(exponent, int)
    rounding = Rounding(mode, max(-exponent, 0))
    match relation:
        case "exactly" | "about":
            return printed(value.low, rounding) <= stated.value <= printed(value.high, rounding)
        case "at_least":
            return value.high >= Fraction(stated.value)
        case "more_than":
            return value.high > Fraction(stated.value)
