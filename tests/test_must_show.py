"""What the bundled law must say, point by point: the promises of the first edition."""

from __future__ import annotations

from datetime import date

import pytest

from socorg_rules import Decision, Outcome, Rulebook

AS_OF = date(2026, 6, 15)
NO_EVENTS: dict[str, object] = {
    name: []
    for name in (
        "annual_reports",
        "ratings",
        "penalties",
        "rectifications",
        "mailings",
        "contact_failures",
        "listings",
        "revoked_changes",
        "judgment_defaults",
        "fundraising_lapses",
        "certificates",
        "activities",
        "investigations",
        "finances",
    )
}
TONGZHOU, WUCHANG, LESHAN, LESHAN_COUNTY = "320612", "420106", "511100", "511102"


def decide(name: str, *, as_of: date = AS_OF, **record: object) -> Decision:
    base: dict[str, object] = {"level": "county", "division": TONGZHOU, **NO_EVENTS}
    return Rulebook.bundled().evaluate({**base, **record}, as_of=as_of, only=[name])[name]


def items(decision: Decision) -> object:
    return decision.value


# Capital.


@pytest.mark.parametrize(
    ("division", "as_of", "capital"),
    [
        (TONGZHOU, date(2009, 1, 1), 1000),
        (TONGZHOU, AS_OF, 1000),
        (TONGZHOU, date(2008, 12, 31), 30000),
        (WUCHANG, AS_OF, 30000),
        (LESHAN_COUNTY, AS_OF, 30000),
    ],
)
def test_a_community_social_group_needs_a_thousand_yuan_in_tongzhou_from_2009(
    division: str, as_of: date, capital: int
) -> None:
    decision = decide("minimum_capital", division=division, as_of=as_of, form="social_group", community_class=True)
    assert (decision.outcome, decision.value) == (Outcome.SATISFIED, capital)
    assert decision.grounds[0].citations


def test_a_place_that_goes_below_the_national_minimum_says_so() -> None:
    decision = decide("minimum_capital", form="social_group", community_class=True)
    assert "local_deviation" in {caveat.kind for caveat in decision.caveats}


# Evaluation.


@pytest.mark.parametrize(
    ("division", "grade", "outcome"),
    [
        (TONGZHOU, 3, Outcome.SATISFIED),
        (TONGZHOU, 2, Outcome.NOT_SATISFIED),
        (WUCHANG, 3, Outcome.NOT_SATISFIED),
        (WUCHANG, 4, Outcome.SATISFIED),
        (LESHAN_COUNTY, 3, Outcome.NOT_SATISFIED),
    ],
)
def test_3a_simplifies_the_inspection_in_tongzhou_4a_elsewhere(division: str, grade: int, outcome: Outcome) -> None:
    decision = decide(
        "inspection_simplified",
        division=division,
        form="social_group",
        registered_on="2015-01-01",
        ratings=[{"grade": grade, "kind": "regular", "announced_on": "2024-01-10"}],
    )
    assert decision.outcome is outcome


# Direct registration.


@pytest.mark.parametrize(
    ("division", "outcome"),
    [
        (LESHAN, Outcome.SATISFIED),
        (LESHAN_COUNTY, Outcome.SATISFIED),
        (TONGZHOU, Outcome.NOT_SATISFIED),
        (WUCHANG, Outcome.NOT_SATISFIED),
    ],
)
def test_sports_registers_directly_in_leshan_only(division: str, outcome: Outcome) -> None:
    decision = decide("direct_registration", division=division, form="social_group", categories=["sports"])
    assert decision.outcome is outcome
    if outcome is Outcome.SATISFIED:
        assert decision.value == {"sports"}


# The two lists.


def fined(amount: str, name: str) -> Decision:
    return decide(
        name,
        form="social_group",
        registered_on="2015-01-01",
        penalties=[{"kind": "fine", "amount": amount, "decision_no": "1", "decided_on": "2026-05-04"}],
    )


def test_a_fine_of_49999_99_is_a_ground_for_the_anomaly_list() -> None:
    decision = fined("49999.99", "anomaly_listing")
    assert items(decision) is not None and "5" in decision.value  # type: ignore[operator]
    ground = next(ground for ground in decision.grounds if ground.label == "5")
    assert ground.since == date(2026, 5, 4)
    assert "第11条" in ground.citation and "第5项" in ground.citation
    assert "4" not in fined("49999.99", "dishonesty_listing").value  # type: ignore[operator]


def test_a_fine_of_50000_00_is_a_ground_for_the_dishonesty_list() -> None:
    decision = fined("50000.00", "dishonesty_listing")
    assert decision.value == {"4"}
    (ground,) = decision.grounds
    assert ground.since == date(2026, 5, 4)
    assert "第15条" in ground.citation and "第4项" in ground.citation
    assert "5" not in fined("50000.00", "anomaly_listing").value  # type: ignore[operator]


@pytest.mark.parametrize(("second", "listed"), [("2026-03-01", True), ("2026-03-02", False)])
def test_two_small_sanctions_count_within_three_years_to_the_day(second: str, listed: bool) -> None:
    decision = decide(
        "dishonesty_listing",
        form="social_group",
        registered_on="2015-01-01",
        penalties=[
            {"kind": "warning", "decision_no": "1", "decided_on": "2023-03-01"},
            {"kind": "fine", "amount": "300", "decision_no": "2", "decided_on": second},
        ],
    )
    assert ("5" in decision.value) is listed  # type: ignore[operator]


@pytest.mark.parametrize(("as_of", "full"), [(date(2024, 5, 10), False), (date(2024, 5, 11), True)])
def test_two_full_years_on_the_anomaly_list_are_reached_on_the_day_after(as_of: date, full: bool) -> None:
    decision = decide(
        "dishonesty_listing",
        as_of=as_of,
        form="social_group",
        registered_on="2022-03-01",
        party_organization_required=False,
        listings=[{"list": "anomaly", "item": "6", "listed_on": "2022-05-10"}],
        contact_failures=[{"found_on": "2022-05-01"}],
        annual_reports=[
            {"year": year, "submitted_on": f"{year + 1}-03-01", "compliant": True} for year in (2022, 2023)
        ],
    )
    assert decision.outcome is (Outcome.SATISFIED if full else Outcome.NOT_SATISFIED)
    if full:
        assert decision.value == {"1"}
        assert decision.grounds[0].since == date(2024, 5, 11)


# The contract's decisions.


def test_every_decision_of_the_contract_is_decided() -> None:
    assert set(Rulebook.bundled().decision_names) >= {
        "direct_registration",
        "establishment",
        "minimum_capital",
        "capital_sufficient",
        "removal_deadline",
        "inspection_due",
        "charity_report_due",
        "supervisor_deadline",
        "registrar_deadline",
        "report_late",
        "rating_in_force",
        "rating_eligible",
        "inspection_simplified",
        "anomaly_listing",
        "anomaly_removal",
        "dishonesty_listing",
        "dishonesty_removal",
        "revocation_ground",
        "filing_tier",
        "evaluation_privileges",
        "charity_spending",
    }


@pytest.mark.parametrize(("registered_on", "due"), [("2025-06-30", True), ("2025-07-01", False)])
def test_a_service_agency_takes_part_when_it_is_more_than_six_months_old(registered_on: str, due: bool) -> None:
    decision = decide("inspection_due", form="service_agency", registered_on=registered_on)
    assert decision.outcome is (Outcome.SATISFIED if due else Outcome.NOT_SATISFIED)


def test_a_removal_falls_due_on_the_fifth_working_day_across_a_long_holiday() -> None:
    decision = decide(
        "removal_deadline",
        as_of=date(2025, 9, 30),
        form="social_group",
        registered_on="2015-01-01",
        deregistered_on="2025-09-29",
        penalties=[{"kind": "revocation", "decision_no": "1", "decided_on": "2025-03-03"}],
        listings=[{"list": "dishonesty", "item": "7", "listed_on": "2025-03-04"}],
    )
    # 30 September, then 9, 10, 11 (a Saturday worked) and 13 October.
    assert decision.value == date(2025, 10, 13)


@pytest.mark.parametrize(("accepted_on", "outcome"), [(None, Outcome.SATISFIED), ("2026-06-01", Outcome.NOT_SATISFIED)])
def test_an_accepted_certificate_lifts_a_ground_and_says_that_the_article_was_not_seen(
    accepted_on: str | None, outcome: Outcome
) -> None:
    decision = decide(
        "anomaly_listing",
        form="social_group",
        registered_on="2026-01-10",
        party_organization_required=False,
        penalties=[{"kind": "warning", "decision_no": "1", "decided_on": "2026-05-04"}],
        certificates=[{"item": "5", "issued_on": "2026-05-20", "accepted_on": accepted_on}],
    )
    assert decision.outcome is outcome
    told = [caveat.text.zh for caveat in decision.caveats if "不负直接责任" in caveat.text.zh]
    assert ("第12条正式文本未见" in "".join(told)) is (accepted_on is not None)
    assert ("尚未采信" in "".join(told)) is (accepted_on is None)
