"""A share of organizations of which not everything is known, as the range in which it lies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from socorg_rules.engines.reference.kleene import Truth
from socorg_rules.records.unknown import UNKNOWN


class Range(NamedTuple):
    """The least and the greatest value that filling in the unknown facts can give."""

    low: Fraction
    high: Fraction


@dataclass(slots=True)
class ShareTally:
    """Organizations by whether they are among those looked at, and whether they count.

    Facts of different organizations are filled in independently; inside one organization *among* and *counts* are
    too, as in Kleene logic, so the range can be wider than need be and never too narrow.
    """

    _organizations: Counter[tuple[Truth, Truth]] = field(default_factory=Counter)

    def add(self, among: Truth, counts: Truth) -> None:
        """One more organization; who is not among those looked at never counts."""
        self._organizations[among, counts] += 1

    @property
    def above(self) -> tuple[int, int]:
        """How many count: at least, and at most."""
        sure = self._organizations[True, True]
        possible = sum(
            count
            for (among, counts), count in self._organizations.items()
            if among is not False and counts is not False
        )
        return sure, possible

    @property
    def below(self) -> tuple[int, int]:
        """How many are looked at: at least, and at most."""
        sure = sum(count for (among, _), count in self._organizations.items() if among is True)
        possible = sum(count for (among, _), count in self._organizations.items() if among is not False)
        return sure, possible

    @property
    def may_be_empty(self) -> bool:
        """Whether it can turn out that there is nobody to look at."""
        return self.below[0] == 0

    def range(self) -> Range | None:
        """Where the share lies if there is anybody to look at; None if there is surely nobody."""
        if self.below[1] == 0:
            return None
        return Range(self._least(), self._greatest())

    def _least(self) -> Fraction:
        """Whoever may belong and may not count belongs and doesn't count; whoever surely counts stays out."""
        count = self._organizations
        outsiders = count[UNKNOWN, False] + count[UNKNOWN, UNKNOWN]
        looked_at = self.below[0] + outsiders
        return Fraction(1) if looked_at == 0 else Fraction(count[True, True], looked_at)

    def _greatest(self) -> Fraction:
        """Whoever may count belongs and counts; whoever may belong and doesn't count stays out."""
        looked_at = self.below[0] + self._organizations[UNKNOWN, True] + self._organizations[UNKNOWN, UNKNOWN]
        return Fraction(0) if looked_at == 0 else Fraction(self.above[1], looked_at)
