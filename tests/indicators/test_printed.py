"""Exact values and how documents print them."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socorg_rules.indicators.printed import preimage, printed
from socorg_rules.rulesets.indicator_model import Rounding, RoundingMode

MODES = st.sampled_from(["truncate", "half_up"])
VALUES = st.fractions(min_value=0, max_value=10_000, max_denominator=100_000)
PLACES = st.integers(0, 6)


@pytest.mark.parametrize(
    ("value", "mode", "places", "text"),
    [
        (Fraction(17800, 189), "truncate", 2, "94.17"),
        (Fraction(17800, 189), "half_up", 2, "94.18"),
        (Fraction(8200, 101), "truncate", 2, "81.18"),
        (Fraction(8200, 101), "half_up", 2, "81.19"),
        (Fraction(1, 2), "half_up", 0, "1"),
        (Fraction(1, 2), "truncate", 0, "0"),
        (Fraction(100), "truncate", 2, "100.00"),
    ],
)
def test_what_is_cut_off_and_what_is_rounded(value: Fraction, mode: RoundingMode, places: int, text: str) -> None:
    assert str(printed(value, Rounding(mode, places))) == text


@given(VALUES, PLACES)
def test_cutting_off_never_gives_more_and_less_than_one_last_digit_less(value: Fraction, places: int) -> None:
    shown = Fraction(printed(value, Rounding("truncate", places)))
    assert shown <= value < shown + Fraction(1, 10**places)


@given(VALUES, PLACES)
def test_rounding_half_up_is_never_further_than_half_the_last_digit(value: Fraction, places: int) -> None:
    shown = Fraction(printed(value, Rounding("half_up", places)))
    half = Fraction(1, 2 * 10**places)
    assert -half < shown - value <= half


@given(VALUES, PLACES)
def test_rounding_half_up_is_what_is_cut_off_or_one_last_digit_more(value: Fraction, places: int) -> None:
    cut, rounded = printed(value, Rounding("truncate", places)), printed(value, Rounding("half_up", places))
    assert rounded - cut in (0, Decimal(1).scaleb(-places))


@given(VALUES, VALUES, PLACES, MODES)
def test_what_is_printed_keeps_the_order(one: Fraction, other: Fraction, places: int, mode: RoundingMode) -> None:
    low, high = sorted((one, other))
    assert printed(low, Rounding(mode, places)) <= printed(high, Rounding(mode, places))


@given(VALUES, PLACES, MODES)
def test_the_preimage_holds_just_the_values_that_are_printed_so(
    value: Fraction, places: int, mode: RoundingMode
) -> None:
    shown = printed(value, Rounding(mode, places))
    first, beyond = preimage(shown, mode)
    assert first <= value < beyond
    assert printed(max(first, Fraction(0)), Rounding(mode, places)) == shown
    assert printed(beyond, Rounding(mode, places)) > shown


def test_the_callers_decimal_context_is_of_no_account() -> None:
    with localcontext() as context:
        context.prec = 2
        assert str(printed(Fraction(123456, 1000), Rounding("half_up", 3))) == "123.456"
