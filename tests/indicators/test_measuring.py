"""Indicators over small populations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socorg_rules import UsageError
from socorg_rules.indicators import IndicatorState, TargetVerdict, measure_indicators
from tests.indicators.small import (
    AS_OF,
    DENSITY,
    PLACE,
    SHARE,
    counted,
    indicator,
    indicators,
    measure,
    measure_one,
    members,
    overlay,
)
from tests.small_law import TITLE, one_decision, rule, rulebook_of

IN, OUT = {"community_class": True}, {"community_class": False}
COUNTS = {**IN, "active_in_community": True}
NOT = {**IN, "active_in_community": False}
TARGET = f"""\
parameters:
  wanted:
    title: {TITLE}
    type: ratio
    stricter: higher
    values: {{2020-01-01: 0.5, 2024-03-02: 0.9}}
    cite: act art.1
"""


def share_with_target(**keys: str) -> str:
    return indicators(SHARE + "    target: {at_least: wanted}\n", extra=TARGET)


# Shares.


def test_a_share_counts_among_those_looked_at_only() -> None:
    one = measure_one(indicators(SHARE), organizations=members(COUNTS, NOT, NOT, {**OUT, "active_in_community": True}))
    assert (one.above, one.below) == ((1, 1), (3, 3))
    assert (one.low, one.value) == (Fraction(100, 3), Decimal("33.33"))


def test_a_share_of_nobody_is_not_applicable() -> None:
    one = measure_one(indicators(SHARE), organizations=members(OUT))
    assert (one.state, one.value, one.low) == (IndicatorState.NOT_APPLICABLE, None, None)


def test_an_unknown_fact_makes_a_range_and_is_named_with_how_many_wait_for_it() -> None:
    population = members(COUNTS, IN, IN, {"active_in_community": True})
    one = measure_one(indicators(SHARE), organizations=population)
    assert one.state is IndicatorState.UNDETERMINED
    assert (one.above, one.below) == ((1, 4), (3, 4))
    assert (one.printed_low, one.printed_high) == (Decimal("33.33"), Decimal("100.00"))
    assert one.missing == (("active_in_community", 2), ("community_class", 1))


def test_a_range_that_is_printed_as_one_value_is_known() -> None:
    coarse = SHARE.replace("places: 2", "places: 0")
    population = members(*[COUNTS] * 998, NOT, IN)
    one = measure_one(indicators(coarse), organizations=population)
    assert one.low != one.high
    assert (one.state, one.value, one.missing) == (IndicatorState.KNOWN, Decimal(99), ())


def test_a_share_whose_base_may_be_empty_is_undetermined_whatever_it_would_be() -> None:
    one = measure_one(indicators(SHARE), organizations=members({"active_in_community": True}))
    assert (one.printed_low, one.printed_high) == (Decimal("100.00"), Decimal("100.00"))
    assert (one.state, one.value) == (IndicatorState.UNDETERMINED, None)
    assert one.missing == (("community_class", 1),)


FACT = st.sampled_from([True, False, None])


@given(st.lists(st.tuples(FACT, FACT), min_size=1, max_size=5), st.data())
def test_filling_the_unknown_facts_stays_inside_the_bounds(facts: list[tuple[Any, Any]], data: st.DataObject) -> None:
    filled = [[one if one is not None else data.draw(st.booleans()) for one in pair] for pair in facts]

    def population(pairs: Any) -> Any:
        return members(*({"community_class": among, "active_in_community": counts} for among, counts in pairs))

    rulebook = rulebook_of(indicators(SHARE))
    (before,) = measure_indicators(rulebook, population(facts), place=PLACE, as_of=AS_OF).measurements
    (after,) = measure_indicators(rulebook, population(filled), place=PLACE, as_of=AS_OF).measurements
    if after.low is not None:
        assert before.low is not None and before.high is not None
        assert before.low <= after.low <= before.high
    assert after.missing == ()
    if before.state is IndicatorState.KNOWN:
        assert after.value == before.value


# Figures of the place.


def test_a_density_is_reckoned_per_so_many_of_a_figure_of_the_place() -> None:
    one = measure_one(indicators(DENSITY), organizations=members(IN, IN, OUT), places=[counted(residents=30_000)])
    assert (one.low, one.value) == (Fraction(2, 3), Decimal("0.7"))


def test_a_figure_that_nobody_gave_is_missing() -> None:
    one = measure_one(indicators(DENSITY), organizations=members(IN))
    assert (one.state, one.below) == (IndicatorState.UNDETERMINED, None)
    assert one.missing == (("places.residents", 0),)


def test_a_figure_of_nought_makes_it_not_applicable() -> None:
    one = measure_one(indicators(DENSITY), organizations=members(IN), places=[counted(residents=0)])
    assert one.state is IndicatorState.NOT_APPLICABLE


def test_of_several_counts_the_newest_visible_one_that_gives_the_figure_is_taken() -> None:
    places = [
        counted("2023-01-01", residents=20_000),
        counted("2022-01-01", residents=10_000),
        counted("2024-01-01", townships=3),
        counted("2024-03-02", residents=40_000),
        counted("2024-01-01", division="320681", residents=50_000),
    ]
    one = measure_one(indicators(DENSITY), organizations=members(IN), places=places)
    assert one.below == (20_000, 20_000)


def test_a_count_of_the_day_itself_is_visible() -> None:
    one = measure_one(indicators(DENSITY), organizations=members(IN), places=[counted("2024-03-01", residents=7)])
    assert one.below == (7, 7)


def test_figures_can_stand_above_the_line_and_be_added_up() -> None:
    text = indicator(
        "volunteering",
        figures="[志愿服务组织数, volunteers]",
        per="[urban_communities, rural_communities]",
        unit="percent",
        rounding="{mode: half_up, places: 1}",
    )
    figures = counted(volunteers=5, volunteer_organizations=1, urban_communities=6, rural_communities=2)
    one = measure_one(indicators(text), places=[figures])
    assert (one.above, one.below, one.value) == ((6, 6), (8, 8), Decimal("75.0"))


def test_a_total_is_a_whole_number_or_a_range_of_them() -> None:
    total = indicators(indicator("total", counts="community_class", basis="registered"))
    assert measure_one(total, organizations=members(IN, IN, OUT)).value == Decimal(2)
    open_ = measure_one(total, organizations=members(IN, IN, {}))
    assert (open_.printed_low, open_.printed_high) == (Decimal(2), Decimal(3))


# Places.


def test_organizations_of_the_place_and_below_it_belong_to_it() -> None:
    total = indicators(indicator("total", counts="community_class", basis="registered"))
    population = [*members(IN), *members(IN, division="320681"), *members(IN, division="330102")]
    measured = {place: measure(total, organizations=population, place=place) for place in (PLACE, "320600", "320000")}
    assert [one["total"].value for one in measured.values()] == [1, 2, 2]
    assert [(one.organizations, one.elsewhere) for one in measured.values()] == [(1, 2), (2, 1), (2, 1)]


def test_an_organization_under_a_former_code_belongs_to_the_place_of_today() -> None:
    total = indicators(indicator("total", counts="community_class", basis="registered"))
    moved = overlay(
        f"sources:\n  local:\n    title: {TITLE}\n    in_force: {{from: 2000-01-01}}\n"
        "    checked: {on: 2020-01-01, how: text_read}\n",
        place='{code: "320612", former: [{code: "320683", until: 2024-06-30}]}',
    )
    population = members(IN, division="320683")
    assert measure(total, moved, organizations=population).organizations == 1
    assert measure(total, moved, organizations=population, as_of=date(2024, 7, 1)).organizations == 0
    assert measure(total, moved, organizations=population, place="320683").place == PLACE


def test_every_organization_is_asked_by_the_law_of_its_own_place() -> None:
    law = indicators(
        indicator("listed", counts="outcome != null and outcome", basis="registered"),
        extra=one_decision(rule("base", "outcome", when="community_class")),
    )
    local = overlay(
        f"rules:\n  - id: local\n    decides: outcome\n    title: {TITLE}\n    cite: act art.2\n"
        "    when: not(community_class)\n",
        place="320681",
    )
    population = [*members(IN, OUT), *members(OUT, division="320681")]
    assert measure(law, local, organizations=population, place="320600")["listed"].value == Decimal(2)


def test_a_place_changes_rounding_and_target_and_the_nearest_one_wins() -> None:
    change = "indicators:\n  community_share:\n    rounding: {{mode: {}, places: 0}}\n"
    province = overlay(change.format("truncate"))
    district = overlay(change.format("half_up"), place=PLACE, ruleset="cn/local/district")
    elsewhere = overlay(change.format("half_up"), place="330000", ruleset="cn/elsewhere")
    population = members(COUNTS, COUNTS, NOT)
    values = [
        measure(indicators(SHARE), *texts, organizations=population)["community_share"].value
        for texts in ((), (elsewhere,), (province, elsewhere), (province, district))
    ]
    assert [str(value) for value in values] == ["66.66", "66.66", "66", "67"]


def test_an_indicator_of_another_place_is_not_known_here() -> None:
    elsewhere = overlay(f"indicators:\n{SHARE}", place="330000")
    assert measure(indicators(DENSITY), elsewhere).measurements[0].plan.name == "density"
    assert len(measure(indicators(DENSITY), elsewhere).measurements) == 1


# Targets.


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ([COUNTS, NOT], TargetVerdict.MET),
        ([COUNTS, NOT, NOT], TargetVerdict.MISSED),
        ([COUNTS, NOT, IN], TargetVerdict.UNDETERMINED),
        ([NOT, IN], TargetVerdict.UNDETERMINED),
        ([COUNTS, COUNTS, NOT, IN], TargetVerdict.MET),
    ],
)
def test_the_exact_share_is_held_against_the_target(facts: list[dict[str, Any]], verdict: TargetVerdict) -> None:
    one = measure_one(share_with_target(), organizations=members(*facts))
    assert one.target is not None
    assert (one.target.value, one.target.verdict) == (Decimal(50), verdict)


def test_a_share_that_only_prints_as_the_target_misses_it() -> None:
    text = share_with_target().replace("mode: truncate, places: 2", "mode: half_up, places: 0")
    one = measure_one(text, organizations=members(*[COUNTS] * 499, *[NOT] * 501))
    assert (one.value, one.target and one.target.verdict) == (Decimal(50), TargetVerdict.MISSED)


def test_the_target_is_that_of_the_day() -> None:
    def verdict(day: date) -> object:
        one = measure_one(share_with_target(), organizations=members(COUNTS, NOT), as_of=day)
        return one.target and one.target.verdict

    assert verdict(date(2019, 12, 31)) is None
    assert verdict(date(2024, 3, 1)) is TargetVerdict.MET
    assert verdict(date(2024, 3, 2)) is TargetVerdict.MISSED


def test_a_target_stands_though_there_is_nothing_to_compare() -> None:
    one = measure_one(share_with_target(), organizations=members(OUT))
    assert one.target is not None
    assert (one.target.value, one.target.verdict) == (Decimal(50), None)


# What is told besides.


def test_notes_and_what_is_uncertain_in_the_law_are_caveats() -> None:
    text = indicators(SHARE + f"    notes: [{TITLE}]\n    cite: act\n").replace("how: text_read", "how: unseen")
    one = measure_one(text, organizations=members(COUNTS))
    assert [caveat.kind for caveat in one.caveats] == ["note", "unverified_source"]
    assert [cited.source for cited in one.plan.citations] == ["act"]


def test_caveats_of_the_decisions_behind_an_indicator_are_its_own() -> None:
    law = indicators(
        indicator("listed", counts="outcome != null and outcome", basis="registered"),
        extra=one_decision(rule("base", "outcome", when="community_class", checked="inferred")),
    )
    one = measure_one(law, organizations=members(IN))
    assert [caveat.kind for caveat in one.caveats] == ["unverified_rule"]


def test_a_published_figure_of_the_place_and_day_stands_beside_its_indicator() -> None:
    figure = """
published_figures:
  - id: {id}
    says: {{zh: 甲, en: a}}
    as_of: {day}
    stated: {stated}
    cite: act
    indicator: community_share
"""
    local = overlay(
        "indicators:\n  community_share: {cite: act}\n"
        + figure.format(id="right", day="2024-03-01", stated="66.66 %")
        + "".join(
            figure.format(id=name, day=day, stated=stated).replace("\npublished_figures:", "")
            for name, day, stated in (
                ("wrong", "2024-03-01", "66.65 %"),
                ("rounded-otherwise", "2024-03-01", "66.67 %"),
                ("other-day", "2024-02-29", "1 %"),
            )
        ),
        place=PLACE,
    )
    one = measure_one(indicators(SHARE), local, organizations=members(COUNTS, COUNTS, NOT))
    assert [(each.figure.id, each.agrees) for each in one.comparisons] == [
        ("right", True),
        ("wrong", False),
        ("rounded-otherwise", False),
    ]
    open_ = measure_one(indicators(SHARE), local, organizations=members(COUNTS, IN))
    assert [each.agrees for each in open_.comparisons] == [None, None, None]


def test_only_those_wanted_are_reckoned_and_a_wrong_name_is_told() -> None:
    rulebook = rulebook_of(indicators(SHARE, DENSITY))
    measured = measure_indicators(rulebook, [], place=PLACE, as_of=AS_OF, only=["density"])
    assert [one.plan.name for one in measured.measurements] == ["density"]
    with pytest.raises(UsageError, match="Did you mean 'density'"):
        measure_indicators(rulebook, [], place=PLACE, as_of=AS_OF, only=["densety"])
    with pytest.raises(KeyError):
        measured["community_share"]
