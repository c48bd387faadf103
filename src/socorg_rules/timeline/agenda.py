"""When to look at an organization again, so that no change is missed and no day is asked about in vain."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Final

from socorg_rules.records.organization import Organization
from socorg_rules.rulesets.library import Selection
from socorg_rules.rulesets.plan import LawPlan
from socorg_rules.timeline.turning_days import TurningDays

_NEXT: Final = timedelta(days=1)
_CHOICES_KEPT: Final = 4_096
_DAYS: Final = "days"


class Agenda:
    """The turning days of organizations under the rulesets of one selection. Safe to share between threads."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._turning_days: dict[int, TurningDays] = {}
        self._names = lru_cache(maxsize=_CHOICES_KEPT)(TurningDays.names)
        self._bits = lru_cache(maxsize=_CHOICES_KEPT)(TurningDays.bits)

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
        turning = self._turning(self._selection.law_for(organization.division, until))
        days = turning.between(organization, after, until, self._bits(turning, None if only is None else tuple(only)))
        return found | {day: self._names(turning, bits) for day, bits in days.items()}

    def next(self, organization: Organization, *, after: date, only: Collection[str] | None = None) -> date | None:
        """The first day later than ``after`` on which an answer could change; None when none can any more."""
        turning = self._turning(self._selection.law_for(organization.division, after))
        day = turning.next(organization, after, self._bits(turning, None if only is None else tuple(only)))
        moved = self._selection.law_changes_on(organization.division)
        if moved is None or moved <= after:
            return day
        return moved if day is None else min(day, moved)

    @cached_property
    def counted_in_days(self) -> frozenset[str]:
        """The decisions whose value is a number of days, such as days late."""
        declared = self._selection.names.decisions
        return frozenset(name for name, owned in declared.items() if owned.item.type == _DAYS)

    def _turning(self, law: LawPlan) -> TurningDays:
        """The turning days of a law; the selection keeps its laws, so their ids stay their own."""
        found = self._turning_days.get(id(law))
        if found is None:
            found = self._turning_days[id(law)] = TurningDays(law)
        return found


__all__ = ["Agenda"]
