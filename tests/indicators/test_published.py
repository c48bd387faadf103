"""Published figures reckoned again."""

from __future__ import annotations

from fractions import Fraction
from textwrap import indent

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from socorg_rules.indicators import FigureReview, Verdict
from socorg_rules.indicators.printed import printed
from socorg_rules.indicators.published import review_figures
from socorg_rules.rulesets.indicator_model import Rounding, RoundingMode
from tests.small_law import TITLE, read, ruleset_text


def figure(figure_id: str, stated: str, *checks: str, relation: str = "exactly") -> str:
    lines = [f"id: {figure_id}", f"says: {TITLE}", "as_of: 2024-01-01", f"stated: {stated}", f"relation: {relation}"]
    lines += ["cite: act", *(["checks:", *(f"  - {check}" for check in checks)] if checks else [])]
    return "  - " + indent("\n".join(lines), "    ").strip() + "\n"


def reviews(*figures: str) -> list[FigureReview]:
    ruleset = read(ruleset_text("published_figures:\n" + "".join(figures)))
    return review_figures(ruleset.published_figures)


def verdict(stated: str, *checks: str, relation: str = "exactly") -> Verdict:
    return reviews(figure("one", stated, *checks, relation=relation))[0].verdict


@pytest.mark.parametrize(
    ("stated", "check", "expected"),
    [
        ("802", "{sum: [32, 770]}", Verdict.CONSISTENT),
        ("803", "{sum: [32, 770]}", Verdict.INCONSISTENT),
        ("94.17 %", "{quotient: [178, 189]}", Verdict.CONSISTENT),
        ("94.18 %", "{quotient: [178, 189]}", Verdict.CONSISTENT),
        ("94.16 %", "{quotient: [178, 189]}", Verdict.INCONSISTENT),
        ("94.2 %", "{quotient: [178, 189]}", Verdict.CONSISTENT),
        ("30 %", "{quotient: [905, 2998]}", Verdict.CONSISTENT),
        ("30 %", "{quotient: [945, 3005]}", Verdict.INCONSISTENT),
        ("0.5", "{quotient: [1, 2]}", Verdict.CONSISTENT),
        ("5.79", "{quotient: [1831, 3160000], each: 10000}", Verdict.CONSISTENT),
        ("1", "{quotient: [1, 0]}", Verdict.NOT_TESTABLE),
        ("2016-06-22", "{equals: 2016-06-22}", Verdict.CONSISTENT),
        ("2016-04-19", "{equals: 2016-06-22}", Verdict.INCONSISTENT),
        ("9.8", "{quotient: [3005, unstated]}", Verdict.NOT_TESTABLE),
        ("5.08", "{quotient: [1831, {elsewhere: 3160000, source: {zh: 甲, en: a}}], each: 10000}", Verdict.SUSPECT),
    ],
)
def test_the_verdict_of_one_check(stated: str, check: str, expected: Verdict) -> None:
    assert verdict(stated, check) is expected


def test_a_figure_without_a_check_cannot_be_tested() -> None:
    assert verdict("530") is Verdict.NOT_TESTABLE


def test_a_figure_that_only_some_readings_give_depends_on_the_base() -> None:
    assert verdict("50 %", "{quotient: [1, 2]}", "{quotient: [1, 3]}") is Verdict.DEPENDS_ON_BASE


def test_one_reading_with_a_stated_base_is_enough_to_be_more_than_suspect() -> None:
    elsewhere = "{quotient: [1, {elsewhere: 3, source: {zh: 甲, en: a}}]}"
    assert verdict("50 %", elsewhere) is Verdict.SUSPECT
    assert verdict("50 %", elsewhere, "{quotient: [1, 4]}") is Verdict.INCONSISTENT


@pytest.mark.parametrize(
    ("relation", "stated", "expected"),
    [
        ("at_least", "50 %", True),
        ("at_least", "51 %", False),
        ("more_than", "50 %", False),
        ("more_than", "49 %", True),
        ("about", "50 %", True),
    ],
)
def test_how_a_figure_is_meant(relation: str, stated: str, expected: bool) -> None:
    agrees = verdict(stated, "{quotient: [1, 2]}", relation=relation) is Verdict.CONSISTENT
    assert agrees is expected


def test_the_ways_of_rounding_that_give_a_figure_are_told() -> None:
    def modes(stated: str) -> tuple[str, ...]:
        return reviews(figure("one", stated, "{quotient: [178, 189]}"))[0].results[0].modes

    assert (modes("94.17 %"), modes("94.18 %"), modes("94.1 %")) == (("truncate",), ("half_up",), ("truncate",))
    assert modes("94 %") == ("truncate", "half_up")


def test_a_base_that_is_not_stated_is_reckoned_from_the_quotient() -> None:
    (review,) = reviews(figure("one", "5.1 %", "{quotient: [12, unstated]}"))
    assert [tuple(base) for base in review.results[0].implied] == [("truncate", 231, 235), ("half_up", 234, 237)]


@given(st.integers(1, 500), st.integers(1, 900), st.integers(0, 3), st.sampled_from(["truncate", "half_up"]))
def test_the_implied_bases_are_just_those_that_print_as_the_figure(
    above: int, below: int, places: int, mode: RoundingMode
) -> None:
    rounding = Rounding(mode, places)
    shown = printed(Fraction(above, below), rounding)
    assume(shown > 0)
    (review,) = reviews(figure("one", f"{shown:f}", f"{{quotient: [{above}, unstated]}}"))
    (implied,) = [base for base in review.results[0].implied if base.mode == mode]
    assert implied.least <= below <= implied.most
    for base, expected in (
        (implied.least - 1, False),
        (implied.least, True),
        (implied.most, True),
        (implied.most + 1, False),
    ):
        if base > 0:
            assert (printed(Fraction(above, base), rounding) == shown) is expected


def test_figures_can_be_made_of_one_another_and_of_what_they_imply() -> None:
    told = reviews(
        figure("total", "2998", "{sum: [344, 2654]}"),
        figure("mean", "11", "{quotient: [{figure: total}, unstated]}"),
        figure("total-later", "3005"),
        figure("mean-later", "9.8", "{quotient: [{figure: total-later}, {implied_by: mean}]}"),
        figure("mean-again", "11", "{quotient: [{figure: total-later}, {implied_by: mean}]}"),
        figure("same", "3005", "{equals: {figure: total-later}}"),
    )
    assert [review.verdict.value for review in told] == [
        "consistent",
        "not_testable",
        "not_testable",
        "inconsistent",
        "consistent",
        "consistent",
    ]
    reckoned = told[3].results[0].reckoned
    assert reckoned is not None
    assert (reckoned.low, reckoned.high) == (Fraction(3005, 285), Fraction(3005, 250))
