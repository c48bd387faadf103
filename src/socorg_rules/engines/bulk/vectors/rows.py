"""Sets of rows in memory: organizations, the events of a list, and events beside events of their organization."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from socorg_rules.engines.bulk.column import NO_VARIABLES, Column, Variable
from socorg_rules.engines.bulk.vectors.vector import Array, Vector


@dataclass(frozen=True, slots=True)
class Members:
    """The rows of a list, in the order of their organizations.

    ``owners``: the organization of each row; ``starts``: the first row of each organization, and the end of the last.
    """

    owners: Array
    starts: Array
    columns: Mapping[str, Vector]

    @property
    def count(self) -> int:
        return len(self.owners)

    @classmethod
    def of(cls, owners: Array, organizations: int, columns: Mapping[str, Vector]) -> Members:
        """Members by their owners, which go up."""
        counts = np.bincount(owners, minlength=organizations)
        return cls(owners, np.concatenate(([0], np.cumsum(counts))), columns)


@dataclass(eq=False, slots=True)
class RowSet:
    """Some rows of variables. ``rows``: of each variable the member's number; ``owners``: the organizations.

    ``outer`` are the rows that these were made from, ``parents`` the number of each row's among them, and ``shared``
    the variables that mean the same there.
    """

    count: int
    owners: Array | None = None
    rows: Mapping[Variable, Array | None] = field(default_factory=dict)
    outer: RowSet | None = None
    parents: Array | None = None
    shared: frozenset[Variable] = NO_VARIABLES
    known: dict[Column, Vector] = field(default_factory=dict)

    def some(self, chosen: Array) -> RowSet:
        """Those of the rows with some numbers."""
        assert self.owners is not None
        rows = {variable: chosen if own is None else own[chosen] for variable, own in self.rows.items()}
        assert self.parents is not None
        return RowSet(len(chosen), self.owners[chosen], rows, self.outer, self.parents[chosen], self.shared)

    def beside(
        self, outer: Array, shared: frozenset[Variable], variable: Variable, members: Members, chosen: Array
    ) -> RowSet:
        """Those of the rows with some numbers, each beside the chosen members of its organization.

        Of the variables of the rows only those of ``shared`` go along.
        """
        assert self.owners is not None
        before = np.concatenate(([0], np.cumsum(chosen)))
        listed = np.flatnonzero(chosen)
        owners = self.owners[outer]
        first = before[members.starts[owners]]
        counts = before[members.starts[owners + 1]] - first
        parents = np.repeat(outer, counts)
        ends = np.cumsum(counts)
        places = np.arange(len(parents)) - np.repeat(ends - counts, counts) + np.repeat(first, counts)
        rows: dict[Variable, Array | None] = {
            one: parents if own is None else own[parents] for one, own in self.rows.items() if one in shared
        }
        rows[variable] = listed[places]
        return RowSet(len(parents), self.owners[parents], rows, self, parents, shared)
