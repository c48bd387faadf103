"""Indicators over a population: every organization asked by the law of its own place, and then counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from socorg_rules.decisions.outcome import Caveat
from socorg_rules.engines.caveats import due_caveats, parameter_caveats
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.engines.reference.kleene import Truth, kleene_and
from socorg_rules.engines.reference.results import caveats_of
from socorg_rules.feel.plan import Plan
from socorg_rules.feel.types import NumberType
from socorg_rules.indicators.measurement import (
    Count,
    IndicatorState,
    Measurement,
    PlaceMeasurement,
    TargetResult,
    TargetVerdict,
)
from socorg_rules.indicators.place_figures import figure_path, figures_on
from socorg_rules.indicators.printed import in_unit, printed
from socorg_rules.indicators.published import FigureComparison, Interval, states
from socorg_rules.indicators.share import Range, ShareTally
from socorg_rules.problems import UsageError, did_you_mean
from socorg_rules.records.divisions import lies_in
from socorg_rules.records.facts import facts_of
from socorg_rules.records.organization import Organization
from socorg_rules.records.places import PlaceFigures
from socorg_rules.records.unknown import UNKNOWN
from socorg_rules.rulebook import Rulebook
from socorg_rules.rulesets.indicator_model import PublishedFigure, Rounding
from socorg_rules.rulesets.plan import IndicatorPlan, LawPlan, Uses

_WHOLE = Rounding("truncate", 0)
"""How totals are printed."""


def measure_indicators(  # noqa: PLR0913 - keywords
    rulebook: Rulebook,
    organizations: Iterable[Organization],
    places: Sequence[PlaceFigures] = (),
    *,
    place: str,
    as_of: date,
    known_at: date | None = None,
    only: Collection[str] | None = None,
) -> PlaceMeasurement:
    """The indicators of a place over the organizations registered or filed in it or in a place below it.

    ``place`` is a division code; its rounding, its targets and its own indicators are used, while every organization is
    asked by the law of its own division. ``places``: what was counted there; of each figure, the newest count by
    ``as_of`` is taken. ``only``: the names of the indicators wanted. Raises :class:`~socorg_rules.UsageError` for a
    name or a day that can't be.
    """
    selection = rulebook.selection(known_at)
    code = selection.place_of(place, as_of)
    law = selection.law_for(code, as_of)
    tallies = [_Tally(plan) for plan in _wanted(law, only)]
    belonging = elsewhere = 0
    for organization in organizations:
        division = selection.place_of(organization.division, as_of)
        if not lies_in(division, code):
            elsewhere += 1
            continue
        belonging += 1
        asked = _Asked(selection.law_for(division, as_of), organization, as_of)
        for tally in tallies:
            tally.add(asked)
    counted = figures_on(places, as_of, lambda division: selection.place_of(division, as_of) == code)
    published = [
        figure
        for ruleset in selection.rulesets
        if ruleset.jurisdiction.code == code
        for figure in ruleset.published_figures
        if figure.as_of == as_of
    ]
    return PlaceMeasurement(
        place=code,
        as_of=as_of,
        known_at=known_at or rulebook.release_days[-1],
        organizations=belonging,
        elsewhere=elsewhere,
        rulesets=law.rulesets,
        measurements=tuple(_Reckoning(tally, law, as_of, counted, published).measurement() for tally in tallies),
    )


def _wanted(law: LawPlan, only: Collection[str] | None) -> list[IndicatorPlan]:
    if only is None:
        return list(law.indicators.values())
    for name in only:
        if name not in law.indicators:
            near = did_you_mean(name, law.indicators)
            hint = f" Did you mean {near!r}?" if near else ""
            raise UsageError(f"there is no indicator {name!r} in this place.{hint}")
    return [plan for name, plan in law.indicators.items() if name in only]


class _Asked:
    """One organization, ready to be asked; decisions are made when a condition first needs them."""

    def __init__(self, law: LawPlan, organization: Organization, as_of: date) -> None:
        facts = facts_of(organization, as_of)
        self._decider = ReferenceDecider(law, facts, as_of)
        self._evaluator = self._decider.evaluator

    def ask(self, condition: Plan) -> tuple[Truth, frozenset[str]]:
        """Whether a condition holds, and what it waits for."""
        return self._evaluator.evaluate(condition), self._evaluator.missing(condition)

    def caveats(self, uses: Uses) -> set[Caveat]:
        """What has to be known of the law behind the decisions and parameters that conditions use."""
        decider = self._decider
        found = {caveat for name in uses.decisions for caveat in caveats_of(decider.decide(name), decider)}
        return found | parameter_caveats(uses, decider.law, decider.as_of)


@dataclass(slots=True)
class _Tally:
    """How the organizations gone by answered the conditions of one indicator."""

    plan: IndicatorPlan
    share: ShareTally = field(default_factory=ShareTally)
    missing: Counter[str] = field(default_factory=Counter)
    caveats: set[Caveat] = field(default_factory=set)

    def add(self, asked: _Asked) -> None:
        plan = self.plan
        if plan.counts is None:
            return
        among: Truth = True
        missing: frozenset[str] = frozenset()
        if plan.among is not None:
            among, missing = asked.ask(plan.among)
        if among is False:
            return
        counts, missing_to_count = asked.ask(plan.counts)
        self.share.add(among, counts)
        if kleene_and((among, counts)) is UNKNOWN or among is UNKNOWN:
            self.missing.update(missing | missing_to_count)
        if counts is not False or plan.among is not None:
            self.caveats |= asked.caveats(plan.uses)


class _Reckoning:
    """From the tallies of an indicator to what it came to."""

    def __init__(
        self,
        tally: _Tally,
        law: LawPlan,
        as_of: date,
        counted: dict[str, int],
        published: Sequence[PublishedFigure],
    ) -> None:
        self._tally = tally
        self._plan = tally.plan
        self._law = law
        self._as_of = as_of
        self._counted = counted
        self._published = published

    def measurement(self) -> Measurement:
        plan = self._plan
        above = self._sum(plan.figures) if plan.counts is None else Count(*self._tally.share.above)
        below = self._below()
        range_ = self._range(above, below)
        nothing_below = below is not None and below.most == 0
        may_be_empty = plan.among is not None and self._tally.share.may_be_empty
        low = high = printed_low = printed_high = None
        if range_ is not None:
            low, high = in_unit(range_.low, plan.unit), in_unit(range_.high, plan.unit)
            rounding = plan.rounding or _WHOLE
            printed_low, printed_high = printed(low, rounding), printed(high, rounding)
        state = IndicatorState.KNOWN
        if nothing_below:
            state = IndicatorState.NOT_APPLICABLE
        elif printed_low is None or printed_low != printed_high or may_be_empty:
            state = IndicatorState.UNDETERMINED
        target = self._target(low, high, may_be_empty=may_be_empty)
        is_open = state is IndicatorState.UNDETERMINED or (
            target is not None and target.verdict is TargetVerdict.UNDETERMINED
        )
        return Measurement(
            plan=plan,
            state=state,
            above=above,
            below=below,
            low=low,
            high=high,
            printed_low=printed_low,
            printed_high=printed_high,
            target=target,
            missing=self._missing() if is_open else (),
            caveats=self._caveats(target),
            comparisons=self._comparisons(state, low, high),
        )

    def _below(self) -> Count | None:
        if self._plan.among is not None:
            return Count(*self._tally.share.below)
        return self._sum(self._plan.per) if self._plan.per else None

    def _sum(self, names: Sequence[str]) -> Count | None:
        """Figures of the place, added up; None where one of them is not known."""
        if any(name not in self._counted for name in names):
            return None
        total = sum(self._counted[name] for name in names)
        return Count(total, total)

    def _range(self, above: Count | None, below: Count | None) -> Range | None:
        plan = self._plan
        if plan.among is not None:
            return self._tally.share.range()
        if above is None:
            return None
        if not plan.per:
            return Range(Fraction(above.least), Fraction(above.most))
        if below is None or below.most == 0:
            return None
        return Range(Fraction(above.least * plan.each, below.most), Fraction(above.most * plan.each, below.least))

    def _target(self, low: Fraction | None, high: Fraction | None, *, may_be_empty: bool) -> TargetResult | None:
        if self._plan.target is None:
            return None
        parameter = self._law.parameters[self._plan.target]
        value = parameter.value_on(self._as_of)
        if value is None:
            return None
        assert isinstance(value, int) and isinstance(parameter.type, NumberType)
        wanted = in_unit(Fraction(value, 10**parameter.type.scale), self._plan.unit)
        verdict = None
        if low is not None and high is not None:
            verdict = TargetVerdict.UNDETERMINED
            if not may_be_empty and low >= wanted:
                verdict = TargetVerdict.MET
            elif not may_be_empty and high < wanted:
                verdict = TargetVerdict.MISSED
        return TargetResult(printed(wanted, Rounding("truncate", parameter.type.scale)), verdict)

    def _missing(self) -> tuple[tuple[str, int], ...]:
        figures = [
            (figure_path(name), 0) for name in (*self._plan.figures, *self._plan.per) if name not in self._counted
        ]
        facts = sorted(self._tally.missing.items(), key=lambda item: (-item[1], item[0]))
        return (*figures, *facts)

    def _caveats(self, target: TargetResult | None) -> tuple[Caveat, ...]:
        plan = self._plan
        found = {*self._tally.caveats, *plan.caveats, *due_caveats(plan.recheck, self._as_of)}
        found |= {Caveat("note", plan.name, note) for note in plan.notes}
        if target is not None and plan.target is not None:
            found |= parameter_caveats(Uses(parameters=frozenset((plan.target,))), self._law, self._as_of)
        return tuple(sorted(found, key=lambda caveat: (caveat.kind, caveat.about, caveat.text)))

    def _comparisons(
        self, state: IndicatorState, low: Fraction | None, high: Fraction | None
    ) -> tuple[FigureComparison, ...]:
        compared = []
        for figure in self._published:
            if figure.indicator != self._plan.name:
                continue
            agrees = None
            if state is IndicatorState.KNOWN and low is not None and high is not None:
                agrees = (self._plan.rounding or _WHOLE).mode in states(figure, Interval(low, high))
            compared.append(FigureComparison(figure, agrees))
        return tuple(compared)
