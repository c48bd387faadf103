"""The law of one place as a typed plan: what every engine runs.

A plan holds all versions in force over time; engines pick what holds on ``as_of``. Values inside are those of
:mod:`socorg_rules.feel.plan`: money in fen, ratios in hundred-thousandths.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from socorg_rules.decisions.outcome import Caveat, CitedArticle, Ground
from socorg_rules.feel import types as t
from socorg_rules.feel.plan import Domain, Duration, ListPlan, Plan
from socorg_rules.problems import Text
from socorg_rules.rulesets.indicator_model import Basis, Rounding, Unit
from socorg_rules.rulesets.model import DecisionKind, Direction, Period, Recheck

PlanValue = bool | int | date | str | Duration | frozenset[str] | None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """The value of a parameter from ``start`` until the next entry. ``caveats`` hold whenever it is used."""

    start: date
    value: PlanValue
    caveats: tuple[Caveat, ...]
    recheck: tuple[DatedCaveat, ...]


@dataclass(frozen=True, slots=True)
class DatedCaveat:
    """A caveat that holds when the question is asked on ``since`` or later."""

    since: date
    caveat: Caveat


@dataclass(frozen=True, slots=True)
class ParameterPlan:
    """A parameter over time, overlays already laid over what they replace."""

    name: str
    title: Text
    type: t.ScalarType
    timeline: tuple[TimelineEntry, ...]

    def entry_on(self, day: date) -> TimelineEntry | None:
        position = bisect_right(self.timeline, day, key=lambda entry: entry.start)
        return self.timeline[position - 1] if position else None

    def first_day_without_value(self, start: date | None, end: date | None) -> date | None:
        """The first day of a period (both ends included, None is open) on which it has no value, if there is one."""
        first = start or date.min
        if self.value_on(first) is None:
            return first
        gaps = (entry.start for entry in self.timeline if entry.value is None and entry.start > first)
        return next((gap for gap in gaps if end is None or gap <= end), None)

    def value_on(self, day: date) -> PlanValue:
        """Its value on a day; None (null) before its first."""
        entry = self.entry_on(day)
        return None if entry is None else entry.value


@dataclass(frozen=True, slots=True)
class DefinitionPlan:
    """A definition; ``type`` is a list type where it gives events."""

    name: str
    title: Text | None
    plan: Plan | ListPlan
    type: t.Type
    nullable: bool


@dataclass(frozen=True, slots=True)
class IteratorPlan:
    """``for_each``: the rule is asked once for every member of ``domain``."""

    variable: str
    domain: Domain


@dataclass(frozen=True, slots=True)
class NotePlan:
    """A caveat of a rule, always or under a condition."""

    text: Text
    when: Plan | None


@dataclass(frozen=True, slots=True)
class Uses:
    """The names on which an expression rests, through definitions, too."""

    parameters: frozenset[str] = frozenset()
    parameters_on_days: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()

    def __or__(self, other: Uses) -> Uses:
        return Uses(
            self.parameters | other.parameters,
            self.parameters_on_days | other.parameters_on_days,
            self.decisions | other.decisions,
        )


@dataclass(frozen=True, slots=True)
class RulePlan:
    """One version of a rule. ``beats`` are the ids of the rules it defeats while it is effective.

    ``only_takes_away``: an exception in findings or requirements, which gives no finding of its own.
    """

    id: str
    decision: str
    title: Text
    citations: tuple[CitedArticle, ...]
    in_force: Period
    ruleset: str
    place: str
    label: str
    beats: frozenset[str]
    only_takes_away: bool
    for_each: IteratorPlan | None
    when: Plan
    requires: Plan | None
    then: Plan | None
    since: Plan | None
    notes: tuple[NotePlan, ...]
    caveats: tuple[Caveat, ...]
    recheck: tuple[DatedCaveat, ...]
    uses: Uses
    direction: Direction | None

    def ground(self, since: date | None) -> Ground:
        """This rule as what stands behind an outcome, from the first day on which it held."""
        return Ground(self.id, self.label, self.title, self.citations, since, self.ruleset, self.place)


@dataclass(frozen=True, slots=True)
class RuleSlot:
    """A rule of a decision: its versions, the nearest place's first; the first in force on the day counts."""

    id: str
    versions: tuple[RulePlan, ...]

    def on(self, day: date) -> RulePlan | None:
        return next((version for version in self.versions if version.in_force.contains(day)), None)


@dataclass(frozen=True, slots=True)
class DecisionPlan:
    """A decision and all rules for it. ``type`` is that of the answer; ``value_type`` that of ``value``."""

    name: str
    title: Text
    kind: DecisionKind
    type: t.ScalarType
    value_type: t.ScalarType | None
    scope: Plan | None
    value: Plan | None
    otherwise: Plan | None
    slots: tuple[RuleSlot, ...]
    uses: Uses

    @property
    def shown_type(self) -> t.ScalarType | None:
        """The type of what a decision shows as its value."""
        return self.type if self.value is None else self.value_type

    def rules_on(self, day: date) -> tuple[RulePlan, ...]:
        """The rules in force on a day, one for every id."""
        return tuple(rule for slot in self.slots if (rule := slot.on(day)) is not None)


@dataclass(frozen=True, slots=True)
class IndicatorPlan:
    """An indicator of a place, its overlays laid over it.

    Above the line the organizations for which ``counts`` holds, or ``figures`` of the place; below it the organizations
    for which ``among`` holds, or the figures ``per`` of the place. ``rounding`` is None for totals. ``target`` is the
    parameter that it has to reach. ``place``: the division code of the jurisdiction that defined it.
    """

    name: str
    title: Text
    description: Text | None
    counts: Plan | None
    figures: tuple[str, ...]
    among: Plan | None
    per: tuple[str, ...]
    each: int
    unit: Unit
    basis: Basis | None
    rounding: Rounding | None
    target: str | None
    notes: tuple[Text, ...]
    citations: tuple[CitedArticle, ...]
    caveats: tuple[Caveat, ...]
    recheck: tuple[DatedCaveat, ...]
    uses: Uses
    place: str


@dataclass(frozen=True, slots=True)
class RulesetVersion:
    """What a decision names so that it can be recomputed."""

    id: str
    version: str
    digest: str

    def as_dict(self) -> dict[str, str]:
        """Plain data."""
        return {"id": self.id, "version": self.version, "digest": self.digest}


@dataclass(frozen=True, slots=True)
class LawPlan:
    """The law of a chain of places, outermost first, as the library knew it on one day.

    ``decisions`` are in an order in which each comes after those it uses; ``working_days`` are the State
    Council's calendars by year.
    """

    places: tuple[str, ...]
    decisions: Mapping[str, DecisionPlan]
    definitions: Mapping[str, DefinitionPlan]
    parameters: Mapping[str, ParameterPlan]
    rulesets: tuple[RulesetVersion, ...]
    working_days: WorkingDays
    indicators: Mapping[str, IndicatorPlan] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Years of which the State Council's arrangement is known, and where it departs from Monday to Friday."""

    years: frozenset[int]
    days_off: frozenset[date]
    days_on: frozenset[date]

    def is_working_day(self, day: date) -> bool | None:
        """None: the calendar of that year is not known."""
        if day.year not in self.years:
            return None
        if day in self.days_on:
            return True
        return day.weekday() < 5 and day not in self.days_off  # noqa: PLR2004 - Monday to Friday


NO_CALENDAR = WorkingDays(frozenset(), frozenset(), frozenset())
__all__ = [
    "NO_CALENDAR",
    "DatedCaveat",
    "DecisionPlan",
    "DefinitionPlan",
    "IndicatorPlan",
    "IteratorPlan",
    "LawPlan",
    "NotePlan",
    "ParameterPlan",
    "PlanValue",
    "Recheck",
    "RulePlan",
    "RuleSlot",
    "RulesetVersion",
    "TimelineEntry",
    "Uses",
    "WorkingDays",
]
