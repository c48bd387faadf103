"""The rebuilt population of Shangcheng gives the published figures where they are consistent."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scripts.write_examples import EXAMPLES, POPULATION
from socorg_rules import Rulebook
from socorg_rules.indicators import FigureReview, IndicatorState, PlaceMeasurement, TargetVerdict, measure_indicators
from socorg_rules.indicators.published import review_figures
from socorg_rules.problems import Language
from socorg_rules.records.readers import read_records
from socorg_rules.reports.console import QuietConsole
from socorg_rules.reports.figure_table import print_reviews
from socorg_rules.reports.indicator_json import measurement_json, reviews_json
from socorg_rules.reports.indicator_table import print_measurement
from socorg_rules.rulesets.model import Ruleset
from tests.golden import check_golden

GOLDEN = Path(__file__).parent / "golden"
PLACE = "330102"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.fixture(scope="module")
def measured() -> PlaceMeasurement:
    batch = read_records(EXAMPLES / POPULATION)
    organizations = [record.organization for record in batch.records]
    return measure_indicators(Rulebook.bundled(), organizations, batch.places, place=PLACE, as_of=date(2013, 10, 31))


@pytest.fixture(scope="module")
def reviewed() -> list[tuple[Ruleset, list[FigureReview]]]:
    rulesets = sorted(Rulebook.bundled().selection().rulesets, key=lambda ruleset: ruleset.jurisdiction.code)
    return [(ruleset, review_figures(ruleset.published_figures)) for ruleset in rulesets if ruleset.published_figures]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("registered_organizations", "278"),
        ("registered_social_groups", "90"),
        ("registered_service_agencies", "188"),
        ("community_organizations", "802"),
        ("registered_community_organizations", "32"),
        ("filed_community_organizations", "770"),
        ("organizations_due_for_inspection", "189"),
        ("inspection_participation_rate", "100.00"),
        ("inspection_pass_rate", "94.17"),
        ("rated_organizations", "82"),
        ("rated_filed_organizations", "12"),
        ("evaluation_rate_of_eligible", "81.18"),
        ("evaluation_rate_of_all", "29.49"),
        ("evaluation_rate_of_eligible_filed", "5.1"),
        ("evaluation_rate_of_filed", "1.5"),
        ("registered_and_filed_per_10000_residents", "30.82"),
        ("hubs_per_township", "1.00"),
        ("hubs_per_community", "1.00"),
    ],
)
def test_what_an_indicator_comes_to(measured: PlaceMeasurement, name: str, value: str) -> None:
    assert str(measured[name].value) == value


def test_the_bases_are_those_that_the_figures_imply(measured: PlaceMeasurement) -> None:
    rates = ("inspection_pass_rate", "evaluation_rate_of_eligible", "evaluation_rate_of_eligible_filed")
    assert [(measured[name].above, measured[name].below) for name in rates] == [
        ((178, 178), (189, 189)),
        ((82, 82), (101, 101)),
        ((12, 12), (235, 235)),
    ]


def test_whether_the_targets_of_2013_are_met_depends_on_the_base(measured: PlaceMeasurement) -> None:
    verdicts = {
        one.plan.name: (one.target.value, one.target.verdict) for one in measured.measurements if one.target is not None
    }
    assert verdicts == {
        "evaluation_rate_of_eligible": (Decimal(70), TargetVerdict.MET),
        "evaluation_rate_of_all": (Decimal(70), TargetVerdict.MISSED),
        "evaluation_rate_of_eligible_filed": (Decimal(5), TargetVerdict.MET),
        "evaluation_rate_of_filed": (Decimal(5), TargetVerdict.MISSED),
    }


def test_every_published_figure_that_has_an_indicator_is_what_it_comes_to(measured: PlaceMeasurement) -> None:
    compared = [comparison for one in measured.measurements for comparison in one.comparisons]
    assert len(compared) >= 14
    assert [comparison.figure.id for comparison in compared if not comparison.agrees] == []


def test_only_what_nobody_counted_is_undetermined(measured: PlaceMeasurement) -> None:
    states = {one.plan.name: one.state for one in measured.measurements if one.state is not IndicatorState.KNOWN}
    assert states == {
        "organizations_per_rural_community": IndicatorState.NOT_APPLICABLE,
        "volunteer_share": IndicatorState.UNDETERMINED,
        "volunteer_organization_share": IndicatorState.UNDETERMINED,
    }


def test_the_inconsistent_figures_are_told_and_not_fitted(reviewed: list[tuple[Ruleset, list[FigureReview]]]) -> None:
    verdicts: dict[str, set[str]] = {}
    for _, reviews in reviewed:
        for review in reviews:
            verdicts.setdefault(review.verdict.value, set()).add(review.figure.id)
    assert verdicts["inconsistent"] == {
        "shangcheng-evaluation-rate",
        "shangcheng-evaluation-rate-filed",
        "tongzhou-average-2016",
        "tongzhou-share-2016",
        "tongzhou-day-of-reply",
    }
    assert verdicts["suspect"] == {"leshan-density"}
    assert verdicts["depends_on_base"] == {
        "shangcheng-evaluation-target",
        "shangcheng-evaluation-target-filed",
        "shangcheng-density",
    }


def test_a_base_that_nobody_printed_is_implied(reviewed: list[tuple[Ruleset, list[FigureReview]]]) -> None:
    implied = {
        review.figure.id: [tuple(base) for base in result.implied if base.least <= base.most]
        for _, reviews in reviewed
        for review in reviews
        for result in review.results
        if result.implied
    }
    assert implied["shangcheng-evaluation-rate"] == [("truncate", 101, 101)]
    assert implied["shangcheng-evaluation-rate-filed"] == [("truncate", 231, 235), ("half_up", 234, 237)]
    assert implied["leshan-density"] == [("truncate", 3597250, 3604330), ("half_up", 3600787, 3607881)]


def console() -> QuietConsole:
    return QuietConsole(file=io.StringIO(), width=120, highlight=False, markup=False, emoji=False)


def written(on: QuietConsole) -> str:
    assert isinstance(on.file, io.StringIO)
    return on.file.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_indicators(measured: PlaceMeasurement, language: Language) -> None:
    on = console()
    titles = {ruleset.jurisdiction.code: ruleset.jurisdiction.title for ruleset in Rulebook.bundled().rulesets}
    print_measurement(on, measured, titles[PLACE], language)
    check_golden(GOLDEN / f"shangcheng.{language}.txt", written(on))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_published_figures(reviewed: list[tuple[Ruleset, list[FigureReview]]], language: Language) -> None:
    on = console()
    print_reviews(on, reviewed, language)
    check_golden(GOLDEN / f"published.{language}.txt", written(on))


def test_for_programs_numbers_are_exact(measured: PlaceMeasurement) -> None:
    data = json.loads(measurement_json(measured))
    assert (data["place"], data["as_of"], data["organizations"], data["elsewhere"]) == (PLACE, "2013-10-31", 1049, 0)
    rate = data["indicators"]["inspection_pass_rate"]
    assert (rate["low"], rate["high"], rate["value"]) == ("17800/189", "17800/189", "94.17")
    assert (rate["basis"], rate["unit"], rate["rounding"]) == ("due", "percent", {"mode": "truncate", "places": 2})
    assert [(one["stated"], one["agrees"]) for one in rate["published"]] == [("94.17", True)]
    assert any(caveat["about"] == "social_group_inspection_age" for caveat in rate["caveats"])
    share = data["indicators"]["volunteer_share"]
    assert (share["state"], share["value"], share["missing"]) == ("undetermined", None, {"places.volunteers": 0})


def test_for_programs_every_published_figure_has_its_place_and_verdict(
    reviewed: list[tuple[Ruleset, list[FigureReview]]],
) -> None:
    figures = {one["id"]: one for one in json.loads(reviews_json(reviewed))["published_figures"]}
    rate = figures["shangcheng-pass-rate"]
    assert (rate["place"], rate["verdict"], rate["stated"]) == (PLACE, "consistent", "94.17")
    assert rate["checks"][0]["roundings"] == ["truncate"]
    assert figures["tongzhou-day-of-reply"]["stated"] == "2016-04-19"
    assert figures["shangcheng-evaluation-rate"]["checks"][2]["implied_bases"] == {"truncate": [101, 101]}


def test_pinghus_targets_are_those_of_the_day() -> None:
    def targets(day: date) -> dict[str, Decimal | None]:
        measurement = measure_indicators(Rulebook.bundled(), [], place="330482", as_of=day)
        names = ("community_organizations", "organizations_per_urban_community", "organizations_per_rural_community")
        return {name: target.value if (target := measurement[name].target) else None for name in names}

    assert list(targets(date(2018, 12, 30)).values()) == [None, None, None]
    assert list(targets(date(2018, 12, 31)).values()) == [1800, 20, 12]
    assert list(targets(date(2020, 12, 31)).values()) == [1980, 22, 15]


def test_elsewhere_the_national_aim_of_2020_holds() -> None:
    measurement = measure_indicators(Rulebook.bundled(), [], place="320612", as_of=date(2021, 1, 1))
    targets = [measurement[f"organizations_per_{kind}_community"].target for kind in ("urban", "rural")]
    assert [None if target is None else target.value for target in targets] == [10, 5]
