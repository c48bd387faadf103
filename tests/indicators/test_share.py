"""The range of a share: as wide as filling the unknown facts can make it, and no wider."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from socorg_rules.engines.reference.kleene import Truth
from socorg_rules.indicators.share import ShareTally
from socorg_rules.records.unknown import UNKNOWN

Organizations = list[tuple[Truth, Truth]]
TRUTHS: st.SearchStrategy[Truth] = st.sampled_from([True, False, UNKNOWN])
ORGANIZATIONS = st.lists(st.tuples(TRUTHS, TRUTHS), max_size=6)


def tally_of(organizations: Organizations) -> ShareTally:
    tally = ShareTally()
    for among, counts in organizations:
        tally.add(among, counts)
    return tally


def fillings(organizations: Organizations) -> list[tuple[int, int]]:
    """How many count of how many, in every way in which the unknown can turn out."""
    choices = [
        [(among, counts) for among in _possible(one) for counts in _possible(other)] for one, other in organizations
    ]
    return [
        (sum(among and counts for among, counts in filled), sum(among for among, _ in filled))
        for filled in product(*choices)
    ]


def _possible(truth: Truth) -> list[bool]:
    return [True, False] if truth is UNKNOWN else [truth is True]


@given(ORGANIZATIONS)
@example([(UNKNOWN, True)])
@example([(UNKNOWN, True), (UNKNOWN, False)])
def test_the_bounds_are_the_least_and_the_greatest_share_of_all_fillings(organizations: Organizations) -> None:
    shares = [Fraction(above, below) for above, below in fillings(organizations) if below]
    range_ = tally_of(organizations).range()
    assert (None if range_ is None else tuple(range_)) == ((min(shares), max(shares)) if shares else None)


@given(ORGANIZATIONS)
def test_the_counts_are_the_least_and_the_greatest_of_all_fillings(organizations: Organizations) -> None:
    tally, filled = tally_of(organizations), fillings(organizations)
    assert tally.above == (min(above for above, _ in filled), max(above for above, _ in filled))
    assert tally.below == (min(below for _, below in filled), max(below for _, below in filled))


@given(ORGANIZATIONS)
def test_it_may_be_empty_exactly_when_a_filling_has_nobody_to_look_at(organizations: Organizations) -> None:
    assert tally_of(organizations).may_be_empty is any(below == 0 for _, below in fillings(organizations))
