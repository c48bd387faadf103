"""When to look at an organization again, so that no change is missed and no day is asked about in vain."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Final

from socorg_rules.records.organization import Organization
from socorg_rules.rulesets.library import Selection
from socorg_rules.rulesets.plan import NO_CALENDAR, LawPlan
from socorg_rules.timeline.moves import Moves
from socorg_rules.timeline.settling import terms_of
from socorg_rules.timeline.turning_days import TurningDays

_NEXT: Final = timedelta(days=1)
_CHOICES_KEPT: Final = 4_096
_PROFILES_KEPT: Final = 64
_DAYS: Final = "days"


class Agenda:
    """The turning days of organizations under the rulesets of one selection. Safe to share between threads."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        calendar = selection.calendar
        self._moves = Moves(NO_CALENDAR if calendar is None else calendar.working_days)
        self._turning_days: dict[int, _OfLaw] = {}
        self._names = lru_cache(maxsize=_CHOICES_KEPT)(TurningDays.names)
        self._decisions = lru_cache(maxsize=_CHOICES_KEPT)(TurningDays.decisions)
        self._arising = lru_cache(maxsize=_CHOICES_KEPT)(TurningDays.arising)

    def days(
        self, organization: Organization, *, after: date, until: date, only: Collection[str] | None = None
    ) -> dict[date, tuple[str, ...]]:
        """The days later than ``after`` and no later than ``until`` on which an answer could change, in their order.

        Each with the names of the decisions concerned, among those of ``only``. On all other days every answer is that
        of the day before, a value counted in days apart.
        """
        found: dict[date, tuple[str, ...]] = {}
        moved = self._selection.law_changes_on(organization.division)
        if moved is not None and after < moved <= until:
            found |= self.days(organization, after=after, until=moved - _NEXT, only=only)
            law = self._selection.law_for(organization.division, moved)
            found[moved] = tuple(name for name in law.decisions if only is None or name in only)
            after = moved
        turning = self._turning(self._selection.law_for(organization.division, until), organization)
        days = turning.between(
            organization, after, until, self._decisions(turning, None if only is None else tuple(only))
        )
        return found | {day: self._names(turning, bits) for day, bits in days.items()}

    def next(
        self, organization: Organization, *, after: date, only: tuple[str, ...], awake: Iterable[str]
    ) -> tuple[date, tuple[str, ...]] | None:
        """The first day later than ``after`` on which an answer could change; None when none can any more.

        With the names of the decisions concerned, among those of ``only``. ``awake``: those that are applicable on the
        day ``after``; the others are not looked at before their question could come to arise.
        """
        turning = self._turning(self._selection.law_for(organization.division, after), organization)
        found = turning.next(organization, after, self._arising(turning, only) | turning.decisions(awake))
        moved = self._selection.law_changes_on(organization.division)
        if moved is not None and after < moved and (found is None or moved <= found[0]):
            law = self._selection.law_for(organization.division, moved)
            return moved, tuple(name for name in law.decisions if name in only)
        return None if found is None else (found[0], self._names(turning, found[1]))

    @cached_property
    def counted_in_days(self) -> frozenset[str]:
        """The decisions whose value is a number of days, such as days late."""
        declared = self._selection.names.decisions
        return frozenset(name for name, owned in declared.items() if owned.item.type == _DAYS)

    def _turning(self, law: LawPlan, organization: Organization) -> TurningDays:
        """The turning days of a law; the selection keeps its laws, so their ids stay their own."""
        found = self._turning_days.get(id(law))
        if found is None:
            found = self._turning_days[id(law)] = _OfLaw(law, self._moves)
        return found.turning_days(organization)


class _OfLaw:
    """The turning days of one law: made for every profile of organizations, as long as these are few."""

    def __init__(self, law: LawPlan, moves: Moves) -> None:
        self._law = law
        self._moves = moves
        self._terms = terms_of(law)
        self._of_profiles: dict[tuple[str | None, ...], TurningDays] = {}

    def turning_days(self, organization: Organization) -> TurningDays:
        fields = organization.__dict__
        profile: tuple[str | None, ...] = tuple([fields[name] for name in self._terms])
        found = self._of_profiles.get(profile)
        if found is None:
            if len(self._of_profiles) >= _PROFILES_KEPT:
                profile = (None,) * len(self._terms)
            if profile not in self._of_profiles:
                known = {name: term for name, term in zip(self._terms, profile, strict=True) if term is not None}
                self._of_profiles[profile] = TurningDays(self._law, known, self._moves)
            found = self._of_profiles[profile]
        return found


__all__ = ["Agenda"]
